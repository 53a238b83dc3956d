/** Every verb a grant can hold, with what it lets a person do, in words a data protection officer can read. */
export const VERBS = {
  'published:read': 'See published figures',
  'published:import': 'Take files of published figures in, and undo them',
  'target:set': 'Say where a measure should be, and by when',
  'story:write': 'Write the story behind a curve',
  'action:write': 'Add and change actions',
  'comparators:write': 'Make the area’s own sets of places to compare with',
  'scorecard:write': 'Say which results are wanted and which indicators and measures stand for them',
  'strategy:write': 'Make and change strategies, priorities, promises and links',
  'remark:write': 'Comment on a point of a curve',
  'scorecard:publish': 'Show a scorecard to the public, and take it back',
  'area:brand': 'Change the area’s name, colour and mark',
  'audit:read': 'Read who did what',
} as const

export type Verb = keyof typeof VERBS

/** Roles are named bundles of verbs; what a person holds is grants, by place and date. */
export const ROLES: Record<string, Verb[]> = {
  director: ['published:read', 'published:import', 'target:set', 'story:write', 'action:write', 'comparators:write', 'scorecard:write', 'strategy:write', 'remark:write', 'scorecard:publish', 'area:brand', 'audit:read'],
  'programme-manager': ['published:read', 'published:import', 'target:set', 'story:write', 'action:write', 'comparators:write', 'scorecard:write', 'strategy:write', 'remark:write', 'scorecard:publish', 'area:brand'],
  'wedge-chair': ['published:read', 'target:set', 'story:write', 'action:write', 'remark:write'],
  analyst: ['published:read', 'published:import', 'story:write', 'comparators:write', 'scorecard:write', 'remark:write'],
  officer: ['published:read', 'story:write', 'action:write', 'remark:write'],
  head: ['published:read', 'action:write', 'remark:write'],
  dpo: ['published:read', 'audit:read'],
}

/** Verbs of the installation itself, held in area 0: what is changed with them is seen by every area. */
export const INSTALLATION_VERBS: ReadonlySet<Verb> = new Set(['published:import'])
