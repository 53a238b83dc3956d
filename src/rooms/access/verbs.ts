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
  'child:read': 'See children: their names, days of birth, where they are on roll, and ordinary entries of their records',
  'child:write': 'Write in a child’s record, in the classes one may see',
  'sen:read': 'See what is held of a child’s special educational needs',
  'health:read': 'See what is held of a child’s health',
  'care:read': 'See what social care holds of a child',
  'address:read': 'See protected addresses',
  'adoption:read': 'See who an adopted child was before',
  'note:read': 'See restricted notes',
  'family:read': 'See what is shared with the family, of oneself or one’s own child',
  'child:break-glass': 'Open the record of a child out of reach for an hour, with a reason the data protection officer reads',
  'return:give': 'Give returns of a setting or the area, see what their checks find, and undo them',
  'return:sign': 'Sign a setting’s returns off, and contest figures made of them',
  'calendar:keep': 'Say which returns are expected from whom by when',
  'setting:keep': 'Change settings of the area and what they belong to',
  'identity:decide': 'Decide whether two records are one child',
  'people:manage': 'Invite people, give them roles and end them',
  'role:change': 'Change what the roles of the area may do',
  'sharing:manage': 'Keep agreements by which places share what they see',
  'key:make': 'Make keys for programs',
  'audit:read': 'Read who did what, and who looked at whom',
  'rights:manage': 'Answer people who ask for their data, keep the schedule of retention, hold and erase',
  'notice:write': 'Write the privacy notices and the accessibility statement',
} as const

export type Verb = keyof typeof VERBS

/** The classes of what is held of a child, each with the verb that opens it; a table or column names one of these. */
export const DATA_CLASSES = {
  ordinary: { label: 'Ordinary', verb: 'child:read' },
  sen: { label: 'Special educational needs', verb: 'sen:read' },
  health: { label: 'Health', verb: 'health:read' },
  care: { label: 'Social care', verb: 'care:read' },
  'protected-address': { label: 'Protected address', verb: 'address:read' },
  'adopted-identity': { label: 'Adopted identity', verb: 'adoption:read' },
  restricted: { label: 'Restricted note', verb: 'note:read' },
} as const satisfies Record<string, { label: string; verb: Verb }>

export type DataClass = keyof typeof DATA_CLASSES

/** Verbs that are about children: the database is told at which places and of whom a person holds each. */
export const CHILD_VERBS = ['child:read', 'child:write', 'sen:read', 'health:read', 'care:read', 'address:read', 'adoption:read', 'note:read', 'family:read'] as const satisfies readonly Verb[]

/** Verbs that open something to whoever is listed by place, other than children. */
export const PLACED_VERBS = ['people:manage', 'return:give', 'return:sign'] as const satisfies readonly Verb[]

/** What an agreement between places may share. */
export const SHAREABLE: readonly Verb[] = ['child:read', 'sen:read']

/** A role as every area first knows it. */
export interface RoleKind {
  label: string
  about: string
  /** Held at a place and all below it, or for one child by name. */
  givenFor: 'place' | 'child'
  verbs: readonly Verb[]
  /** The verb needed at the place, or of the child, to give it. */
  givenBy?: Verb
  /** Whoever looks after the people of one place may give it there, even where it lets them see more than whoever gives it. */
  givenLocally?: true
}

const STEERING = ['published:read', 'target:set', 'story:write', 'action:write', 'comparators:write', 'scorecard:write', 'strategy:write', 'remark:write', 'scorecard:publish', 'area:brand'] as const

/** Roles are named bundles of verbs; what a person holds is appointments to them, by place or child and by date. */
export const ROLES: Record<string, RoleKind> = {
  director: { label: 'Director of children’s services', about: 'Answers for every outcome of the area.', givenFor: 'place', verbs: [...STEERING, 'published:import', 'audit:read'] },
  'programme-manager': { label: 'Programme manager', about: 'Runs the strategy from priority to action.', givenFor: 'place', verbs: [...STEERING, 'published:import'] },
  'wedge-chair': { label: 'Chair of an area partnership', about: 'Leads the schools and services of one part of the area.', givenFor: 'place', verbs: ['published:read', 'target:set', 'story:write', 'action:write', 'remark:write'] },
  analyst: { label: 'Data analyst', about: 'Takes files in and explains what they say. Sees no child.', givenFor: 'place', verbs: ['published:read', 'published:import', 'story:write', 'comparators:write', 'scorecard:write', 'remark:write'] },
  'data-manager': { label: 'Data manager', about: 'Takes in every return of the area, answers for its quality, and decides where two records are one child.', givenFor: 'place', verbs: ['published:read', 'published:import', 'return:give', 'calendar:keep', 'setting:keep', 'identity:decide', 'child:read', 'sen:read', 'remark:write'] },
  'school-data': { label: 'School data officer', about: 'Gives the returns of the school and mends what their checks find.', givenFor: 'place', verbs: ['published:read', 'return:give', 'child:read'], givenLocally: true },
  officer: { label: 'SEND officer', about: 'Sees children and their SEN across the area; health and care only where they are the case officer.', givenFor: 'place', verbs: ['published:read', 'story:write', 'action:write', 'remark:write', 'child:read', 'child:write', 'sen:read', 'child:break-glass'] },
  head: { label: 'Headteacher', about: 'Sees the children of the school and looks after its people.', givenFor: 'place', verbs: ['published:read', 'action:write', 'remark:write', 'child:read', 'child:write', 'sen:read', 'return:give', 'return:sign', 'people:manage'] },
  senco: { label: 'SENCO', about: 'Sees the children of the school, with their needs and their health.', givenFor: 'place', verbs: ['published:read', 'remark:write', 'child:read', 'child:write', 'sen:read', 'health:read'], givenLocally: true },
  'board-member': { label: 'Board member', about: 'Reads the papers and the figures. Sees no child.', givenFor: 'place', verbs: ['published:read', 'remark:write'] },
  administrator: { label: 'Administrator', about: 'Looks after people, roles, keys and sharing. Sees no child.', givenFor: 'place', verbs: ['published:read', 'people:manage', 'role:change', 'sharing:manage', 'key:make', 'area:brand', 'notice:write'] },
  dpo: { label: 'Data protection officer', about: 'Reads who did what and who looked at whom, and answers people who ask for their data.', givenFor: 'place', verbs: ['published:read', 'audit:read', 'rights:manage', 'notice:write'] },
  family: { label: 'Family member', about: 'Sees what is published. What they see of a child comes from being its parent, or the child itself.', givenFor: 'place', verbs: ['published:read'] },
  'case-officer': { label: 'Case officer', about: 'Works with this child: needs, health, social care and where they live.', givenFor: 'child', verbs: ['child:read', 'child:write', 'sen:read', 'health:read', 'care:read', 'address:read'], givenBy: 'child:write' },
  'panel-member': { label: 'Panel member', about: 'Decides on this child’s case.', givenFor: 'child', verbs: ['child:read', 'sen:read'], givenBy: 'child:write' },
  'invited-partner': { label: 'Health or care partner', about: 'Invited to this child for a time.', givenFor: 'child', verbs: ['child:read', 'sen:read', 'health:read'], givenBy: 'child:write' },
  parent: { label: 'Parent or carer', about: 'Has parental responsibility for this child.', givenFor: 'child', verbs: ['family:read'], givenBy: 'child:write' },
  'young-person': { label: 'Young person', about: 'Is this young person.', givenFor: 'child', verbs: ['family:read'], givenBy: 'child:write' },
  'break-glass': { label: 'Broke the glass', about: 'Opened this record for an hour, with a reason.', givenFor: 'child', verbs: ['child:read', 'sen:read', 'health:read', 'care:read', 'address:read'], givenBy: 'child:break-glass' },
}

/** Verbs of the installation itself: what is changed with them is seen by every area, so no area gives them by its own table. */
export const INSTALLATION_VERBS: ReadonlySet<Verb> = new Set(['published:import'])
