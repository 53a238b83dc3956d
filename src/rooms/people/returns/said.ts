import { hash as digest } from 'node:crypto'
import type { BinaryRows, Extent } from '#platform'
import type { UpnState } from '../identity/identifiers.ts'
import { type Topic, TOPICS } from './topics.ts'

/** Who a record says it is about. */
export interface Who {
  upn: string | null
  upnState: UpnState
  /** A UPN the child had before. Of a child who left care by adoption it is kept apart, and nobody is found by it. */
  formerUpn?: string | null
  uln: string | null
  /** Ten digits; kept apart under the class health, and never used to find a child. */
  nhsNumber?: string | null
  /** An id of the system the file comes from, which that system keeps: `collect`, `ssda903`, `sims:3834006`. Never matched with another's. */
  localScheme: string | null
  localId: string | null
  givenName: string | null
  familyName: string | null
  knownAs: string | null
  /** ISO day; null where the return has none or one that cannot be. */
  born: string | null
  sex: string | null
}

/** One fact of a record, with the table it goes to; made by `fact`, which holds the two together. */
export interface Fact {
  of: AnyFactTable
  one: object
}

export type AnyFactTable = FactTable<never>

export const fact = <One extends object>(of: FactTable<One>, one: One): Fact => ({ of, one })

/** A table of facts: its own columns, and how one fact is written into them. area_id, child_id, batch_id, reported_by and row are added to each. */
export interface FactTable<One> {
  table: `people.${string}`
  columns: readonly string[]
  write: (rows: BinaryRows, one: One) => void
}

/** One record of a return in our words, before it is known which child it is about. */
export interface Said {
  /** Of the file; for a return in several files, of the one that names the child. Unique within the return. */
  row: number
  /** What the record is known by within its setting's return: the same child has the same key the next time it is given. */
  key: string
  /** The setting whose return it is; the authority's place where one return speaks for all. Below zero: a setting we do not hold yet. */
  reportedBy: number
  who: Who
  facts: Fact[]
  /** Of a file that speaks of several periods, the one this record is of, and the day that speaks of. */
  period?: string
  asAt?: string
}

/** All a return says, ready to be compared and taken in. */
/** Settings a file names and no register knows, by the number below zero they stand under meanwhile. */
export type UnknownSettings = Map<number, { code: string; name: string }>

/** The number a setting no register knows goes in under, to be entered as it is called and matched by a person. */
export function enterUnknown(unknown: UnknownSettings, code: string, name: string): number {
  const below = -1 - unknown.size
  unknown.set(below, { code, name })
  return below
}

export interface ReturnContent {
  /** `2025-1-spring`, `2024/25`, `2025-01-16`. */
  period: string
  asAt: string
  said: Said[]
  unknownSettings: UnknownSettings
  release?: string
  publisher?: string
}

export interface OnRoll {
  placeId: number
  starts: string
  ends: string | null
  /** C single, M main dual, S subsidiary dual, F college, O other provider, G guest. */
  status: string
  asAt: string
}

export const ON_ROLL: FactTable<OnRoll> = {
  table: 'people.on_roll_said',
  columns: ['place_id', 'starts', 'ends', 'status', 'as_at'],
  write(rows, { placeId, starts, ends, status, asAt }) {
    rows.int4(placeId)
    rows.date(starts)
    rows.date(ends)
    rows.text(status)
    rows.date(asAt)
  },
}

export interface Statement {
  topic: Topic
  /** A code of the topic; empty says that there is none from this day on. */
  value: string
  starts: string
  ends: string | null
  /** The return it is given by, where that names everyone it holds of: who is not on the next one has come off it. `school-census:spring` is asked in spring alone. */
  list?: string
}

export const STATEMENT: FactTable<Statement> = {
  table: 'people.statement',
  columns: ['topic', 'value', 'starts', 'ends', 'data_class', 'list'],
  write(rows, { topic, value, starts, ends, list }) {
    rows.text(topic)
    rows.text(value)
    rows.date(starts)
    rows.date(ends)
    rows.text(TOPICS[topic]!.dataClass)
    rows.text(list ?? null)
  },
}

export interface Suspension {
  placeId: number
  starts: string
  /** A day is two; null where the file does not say, as for a permanent exclusion. */
  sessions: number | null
  category: 'SUSP' | 'PERM' | 'LNCH'
  reasons: string[]
  senProvision: string | null
  inCare: boolean | null
  /** Where a record has several: which of them. */
  number?: number
}

export const SUSPENSION: FactTable<Suspension> = {
  table: 'people.suspension',
  columns: ['place_id', 'starts', 'sessions', 'category', 'reasons', 'sen_provision', 'in_care', 'number'],
  write(rows, { placeId, starts, sessions, category, reasons, senProvision, inCare, number = 1 }) {
    rows.int4(placeId)
    rows.date(starts)
    rows.float8(sessions ?? Number.NaN)
    rows.text(category)
    rows.texts(reasons)
    rows.text(senProvision)
    rows.bool(inCare)
    rows.int4(number)
  },
}

export interface SessionCount {
  placeId: number
  starts: string
  ends: string
  possible: number | null
  /** Sessions by position in specs/attendance-codes.json. */
  counts: number[]
}

export const SESSION_COUNT: FactTable<SessionCount> = {
  table: 'people.session_count',
  columns: ['place_id', 'starts', 'ends', 'possible', 'counts'],
  write(rows, { placeId, starts, ends, possible, counts }) {
    rows.int4(placeId)
    rows.date(starts)
    rows.date(ends)
    rows.intOrNothing(possible)
    rows.ints(counts)
  },
}

export interface Register {
  placeId: number
  /** The year the school year began in. */
  year: number
  /** The week the marks begin in: 0 is that of the Monday on or before 1 September. */
  week: number
  /** One character a session, ten a week. */
  marks: string
}

export const ATTENDANCE: FactTable<Register> = {
  table: 'people.attendance',
  columns: ['place_id', 'year', 'week', 'marks'],
  write(rows, { placeId, year, week, marks }) {
    rows.int4(placeId)
    rows.int4(year)
    rows.int4(week)
    rows.text(marks)
  },
}

export interface Attainment {
  placeId: number | null
  stage: string
  /** The calendar year it was taken in. */
  year: number
  subject: string
  component: string
  result: string
}

export const ATTAINMENT: FactTable<Attainment> = {
  table: 'people.attainment',
  columns: ['place_id', 'stage', 'year', 'subject', 'component', 'result'],
  write(rows, { placeId, stage, year, subject, component, result }) {
    rows.intOrNothing(placeId)
    rows.text(stage)
    rows.int4(year)
    rows.text(subject)
    rows.text(component)
    rows.text(result)
  },
}

/** All a record says, in one number: equal where it says the same. */
export function hashOf({ key, who, facts }: Said): bigint {
  return BigInt.asIntN(64, BigInt(`0x${digest('sha1', JSON.stringify([key, who, facts.map(({ of, one }) => [of.table, one])])).slice(0, 16)}`))
}

/** What a return speaks for: each setting and period with its records, in an order of its own. */
export function extentsOf({ period, asAt, said }: Pick<ReturnContent, 'period' | 'asAt' | 'said'>): Extent[] {
  const bySpan = Map.groupBy(said, (one) => spanOf(one, period))
  return [...bySpan.values()].map((some) => ({
    period: some[0]!.period ?? period, placeId: some[0]!.reportedBy, asAt: some[0]!.asAt ?? asAt, rows: some.length, hash: digest('sha1', some.map((one) => `${one.key} ${cachedHash(one)}`).sort().join('\n')),
  }))
}

/** The setting and period a record belongs to. */
export const spanOf = ({ reportedBy, period }: Said, ofAll: string) => `${reportedBy} ${period ?? ofAll}`

const HASHES = new WeakMap<Said, bigint>()

/** The hash of a record, worked out once. */
export function cachedHash(one: Said): bigint {
  const known = HASHES.get(one)
  if (known !== undefined) return known
  const made = hashOf(one)
  HASHES.set(one, made)
  return made
}
