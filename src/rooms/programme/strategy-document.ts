import * as z from 'zod'
import { writtenText } from '#platform'

export const STATEMENT_KINDS = ['aim', 'purpose', 'principle', 'value', 'outcome', 'driver', 'target-group', 'feature', 'implication', 'approach'] as const
export const LEAD_KINDS = ['headteacher', 'officer', 'health', 'social-care', 'other'] as const
export const STAGES = ['consult', 'scrutiny', 'finalise', 'publish', 'realign', 'review', 'other'] as const
export const LINK_KINDS = ['builds-on', 'delivers', 'linked', 'context'] as const
export type StatementKind = (typeof STATEMENT_KINDS)[number]
export type LeadKind = (typeof LEAD_KINDS)[number]
export type Stage = (typeof STAGES)[number]
export type LinkKind = (typeof LINK_KINDS)[number]

const line = (sentence: string) => writtenText(sentence, 1000)
const day = z.iso.date('Give a day, like 2027-03-31')

/** To a strategy of this area by its slug, or, where none has that slug, to one that is only named: then `to` is its name in words. */
const Link = z.object({ to: line('Say which strategy it is linked to'), kind: z.enum(LINK_KINDS) })

const Action = z
  .object({
    /** As the plan numbers it: 1.1, 3a. */
    number: z.string().trim().max(20).optional(),
    /** The outcome of the plan it serves, in words; actions of one outcome stand together. */
    outcome: line('Say which outcome it serves').optional(),
    title: line('Say what will be done'),
    /** By role, never by name. */
    owner: line('Say who will see that it is done'),
    due: day.optional(),
    /** By when as the plan says it, where that is no day. */
    dueWords: line('Say by when').optional(),
    /** By ids of the measure book. */
    curve: z.object({ measure: z.string(), group: z.string().default('all') }).optional(),
    noCurveReason: line('Say why it names no curve').optional(),
    links: z.array(Link).default([]),
  })
  .refine(({ due, dueWords }) => due !== undefined || dueWords !== undefined, 'Say by when: a day, or the words of the plan')

/** One strategy as data: what its paper says, in our own words. Days are ISO dates. */
export const StrategyDocument = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens').max(80),
  title: line('Say what the strategy is called'),
  vision: z.string().trim().default(''),
  /** Its life: both ends may be unknown. */
  starts: day.nullable().default(null),
  ends: day.nullable().default(null),
  /** The document it was written down from, in words. */
  source: z.string().trim().default(''),
  agreedBy: z.string().trim().nullable().default(null),
  agreedOn: day.nullable().default(null),
  publicFrom: day.nullable().default(null),
  statements: z.array(z.object({
    kind: z.enum(STATEMENT_KINDS),
    /** Whom it speaks of, where the strategy divides its values so. */
    audience: line('Say whom it speaks of').optional(),
    body: line('Write what the strategy says'),
    /** For a target group, the nearest group of the measure book. */
    groupId: z.string().optional(),
  })).default([]),
  priorities: z.array(z.object({
    number: z.number().int().positive(),
    title: line('Say what the priority is'),
    outcome: z.string().trim().default(''),
    leads: z.array(z.object({ kind: z.enum(LEAD_KINDS), roleTitle: line('Say who leads, by role'), people: z.number().int().positive().default(1) })).default([]),
    actions: z.array(Action).default([]),
  })).default([]),
  milestones: z.array(z.object({ stage: z.enum(STAGES), body: line('Say what happens'), when: line('Say when'), starts: day.optional(), ends: day.optional() })).default([]),
  reporting: z.array(z.object({ body: line('Name the board'), part: line('Say what it does for the strategy'), reportsTo: line('Name the board it reports to').optional() })).default([]),
  links: z.array(Link).default([]),
  /** What it asked to be judged by; read by src/rooms/programme/promises. */
  promises: z.array(z.unknown()).default([]),
})
export type StrategyDocument = z.output<typeof StrategyDocument>
