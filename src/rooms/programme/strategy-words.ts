import { monthInWords } from '#kernel'
import type { LifeKind } from './strategies.ts'
import type { LeadKind, LinkKind, Stage, StatementKind } from './strategy-document.ts'
import type { Lead, LinkFrom } from './strategy.ts'

/** What a page calls each kind of statement, in the order it shows them. */
export const KIND_WORDS: Record<StatementKind, string> = {
  purpose: 'Purpose', aim: 'Aims', principle: 'Principles', value: 'Values', outcome: 'Outcomes', 'target-group': 'Target groups', approach: 'Approach', feature: 'Features',
  implication: 'What it means', driver: 'Drivers in law and policy',
}

export const LEAD_WORDS: Record<LeadKind, string> = { headteacher: 'Headteacher', officer: 'Officer', health: 'Health', 'social-care': 'Social care', other: 'Other' }
export const STAGE_WORDS: Record<Stage, string> = { consult: 'Consult', scrutiny: 'Scrutiny', finalise: 'Finalise', publish: 'Publish', realign: 'Re-align resources', review: 'Review', other: 'Other step' }
export const LINK_WORDS: Record<LinkKind, string> = { 'builds-on': 'Builds on', delivers: 'Delivers', linked: 'Linked with', context: 'Stands beside' }
/** The same links as the other strategy sees them. */
export const LINKED_WORDS: Record<LinkKind, string> = { 'builds-on': 'Built on by', delivers: 'Delivered by', linked: 'Linked with', context: 'Named as context by' }
export const LIFE_WORDS: Record<LifeKind, string> = { 'in-force': 'In force', 'to-come': 'To come', ended: 'Ended', retired: 'Retired' }

/** "5 headteachers", "3 council officers", "Chair of the schools forum". */
export function leadInWords({ roleTitle, people }: Lead) {
  if (people === 1) return roleTitle
  return /^[\p{L} -]*(er|or|ist)$/u.test(roleTitle) && !roleTitle.includes(' of ') ? `${people} ${roleTitle.slice(0, 1).toLowerCase()}${roleTitle.slice(1)}s` : `${roleTitle} (${people} people)`
}

/** From the other side: "Built on by", with how many of its actions name it. */
export function linkedInWords({ kind, actions }: LinkFrom) {
  if (actions === 0) return LINKED_WORDS[kind]
  return actions === 1 ? 'Named in an action of' : `Named in ${actions} actions of`
}

/** "2007 to 2010", "from May 2019, no end given", "until December 2018"; empty where neither end is known. */
export function lifeInWords({ starts, ends }: { starts: string | null; ends: string | null }) {
  if (starts !== null && ends !== null) return starts.slice(0, 4) === ends.slice(0, 4) ? `${monthInWords(starts)} to ${monthInWords(ends)}` : `${starts.slice(0, 4)} to ${ends.slice(0, 4)}`
  if (starts !== null) return `from ${monthInWords(starts)}, no end given`
  return ends === null ? '' : `until ${monthInWords(ends)}`
}
