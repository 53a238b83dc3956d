import { sql } from 'kysely'
import { daysBetween } from '#kernel'
import { type Reader, rows } from '#platform'
import { type Came, receivedFor, type Said, wordsFor } from './received.ts'

/** A return the area expects. */
export interface Expected {
  id: string
  series: string
  answeredBy: string[]
  period: string
  label: string
  coversFrom: string
  coversUntil: string
  dueOn: string
  placeId: number
  byWhom: 'settings' | 'authority'
  asksSignOff: boolean
  version: number
}

/** A setting returns are expected from: one a register knows. */
export interface Setting {
  placeId: number
  name: string
  urn: string
  /** Every place it lies in today. */
  within: number[]
  /** The days it opened and closed; null where it always stood, or stands. */
  opens: string | null
  closes: string | null
  /** The settings that took its place: a school that became an academy gives under the new one what is still of the old. */
  heirs: number[]
}

/** received: by the day; late: after it; nil: there is nothing to give; awaited: not due yet; missing: expected, due and not received. */
export type StandState = 'received' | 'late' | 'nil' | 'awaited' | 'missing'

/** How one return stands with one setting, or with the authority. */
export interface Stand {
  placeId: number
  state: StandState
  /** When it first came; null where it did not. */
  receivedOn: string | null
  /** Days after the due day: of what came late, and of what is missing until today. */
  daysLate: number
  /** The batch that stands now. */
  batchId: number | null
  records: number | null
  /** Signed off, and nothing else has taken its place since. */
  isSigned: boolean
  /** Figures of it that are contested and not answered yet. */
  contests: number
}

export interface ExpectedStanding extends Expected {
  stands: Stand[]
}

/** What a calendar is asked of. */
export interface CalendarAsked {
  areaId: number
  /** ISO day as of which late and missing are told. */
  today: string
  /** Due between these days, both included. */
  from: string
  until: string
  /** These settings alone. */
  places?: ReadonlySet<number> | 'all'
  /** Those that lie in this place. */
  within?: number | undefined
}

/** Every return that falls due in a time, with how it stands with each setting it is expected from. */
export async function calendarStanding(db: Reader, asked: CalendarAsked): Promise<{ expected: ExpectedStanding[]; settings: Setting[]; home: number }> {
  const { areaId, places = 'all', within } = asked
  const [home] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${areaId}`)
  if (!home) return { expected: [], settings: [], home: 0 }
  const [expected, all] = await Promise.all([expectedReturns(db, asked), settingsOf(db, home.placeId)])
  const settings = all.filter((one) => (places === 'all' || places.has(one.placeId)) && (within === undefined || one.within.includes(within)))
  const [came, said] = expected.length ? await Promise.all([receivedFor(db, areaId, expected), wordsFor(db, areaId, expected)]) : [[], []]
  const facts = factsOf(came, said)
  const heirs = new Map(all.map((one) => [one.placeId, one.heirs]))
  return { settings, home: home.placeId, expected: expected.map((one) => ({ ...one, stands: placesOf(one, settings, home.placeId, places, within).map((placeId) => standOf(one, placeId, facts, [...(heirs.get(placeId) ?? []), home.placeId], asked.today)) })) }
}

export function expectedReturns(db: Reader, { areaId, from, until }: Pick<CalendarAsked, 'areaId' | 'from' | 'until'>): Promise<Expected[]> {
  return rows(db, sql<Expected>`
    select expected_id as id, series, answered_by as "answeredBy", period, label, to_char(covers_from, 'YYYY-MM-DD') as "coversFrom", to_char(covers_until, 'YYYY-MM-DD') as "coversUntil",
           to_char(due_on, 'YYYY-MM-DD') as "dueOn", place_id as "placeId", by_whom as "byWhom", asks_sign_off as "asksSignOff", version
    from collection.expected_return where area_id = ${areaId} and ended_at is null and due_on between ${from} and ${until} order by due_on, series, period`)
}

/** The settings of an area that a register knows, by name, closed ones among them. What a return names and nobody knows is expected to give nothing. */
export async function settingsOf(db: Reader, home: number): Promise<Setting[]> {
  const found = await rows(db, sql<Setting>`
    select s.place_id as "placeId", s.name, c.code as urn, to_char(s.starts, 'YYYY-MM-DD') as opens, to_char(s.ends, 'YYYY-MM-DD') as closes, s.heirs, array(select w.within_id from places.reach w where w.place_id = s.place_id) as within
    from places.setting_in s join places.place_by_code c on c.place_id = s.place_id and c.scheme = 'urn'
    where s.within_id = ${home}`)
  const once = [...new Map(found.map((one) => [one.placeId, one])).values()]
  return once.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

interface Facts {
  came: Map<string, Came>
  byReturn: Map<string, Came[]>
  said: Map<string, Said[]>
}

function factsOf(came: Came[], said: Said[]): Facts {
  return {
    came: new Map(came.map((one) => [`${one.id} ${one.placeId}`, one])), byReturn: Map.groupBy(came, ({ id }) => id),
    said: Map.groupBy(said, ({ series, period, placeId }) => `${series} ${period} ${placeId}`),
  }
}

/** Whom a return is expected from, of those asked about: settings that stood in the time it speaks of. */
function placesOf({ byWhom, placeId, coversFrom, coversUntil }: Expected, settings: Setting[], home: number, places: ReadonlySet<number> | 'all', within: number | undefined): number[] {
  if (byWhom === 'authority') return places === 'all' && within === undefined ? [placeId] : []
  const stood = ({ opens, closes }: Setting) => (opens === null || opens <= coversUntil) && (closes === null || closes >= coversFrom)
  return settings.filter((one) => stood(one) && (placeId === home || one.within.includes(placeId))).map((one) => one.placeId)
}

/** `others` may speak for it: who took its place, and the authority, whose file may speak for all. */
function standOf(one: Expected, placeId: number, { came, byReturn, said }: Facts, others: readonly number[], today: string): Stand {
  const from = [placeId, ...others].find((place) => came.has(`${one.id} ${place}`))
  // What is the authority's to give may come setting by setting too.
  const got = one.byWhom === 'authority' ? together(byReturn.get(one.id) ?? []) : came.get(`${one.id} ${from}`)
  const words = said.get(`${one.series} ${one.period} ${placeId}`) ?? []
  const late = (day: string) => Math.max(0, daysBetween(one.dueOn, day))
  const common = { placeId, contests: words.filter(({ kind }) => kind === 'contest').length, isSigned: got !== undefined && words.some(({ kind, batchId }) => kind === 'sign-off' && batchId === got.batchId) }
  if (got) return { ...common, state: late(got.firstOn) ? 'late' : 'received', receivedOn: got.firstOn, daysLate: late(got.firstOn), batchId: got.batchId, records: got.records }
  const nothing = { ...common, receivedOn: null, batchId: null, records: null }
  if (words.some(({ kind }) => kind === 'nil')) return { ...nothing, state: 'nil', daysLate: 0 }
  return { ...nothing, state: one.dueOn < today ? 'missing' : 'awaited', daysLate: late(today) }
}

function together(came: Came[]): Came | undefined {
  if (!came.length) return undefined
  return {
    id: came[0]!.id, placeId: came[0]!.placeId, batchId: Math.max(...came.map(({ batchId }) => batchId)), records: came.reduce((sum, { records }) => sum + records, 0),
    firstOn: came.map(({ firstOn }) => firstOn).sort()[0]!,
  }
}

export type StandCounts = Record<StandState, number> & { expected: number; signed: number; contested: number }

/** How many of some stands are in each state. */
export function countStands(stands: readonly Stand[]): StandCounts {
  const counts: StandCounts = { received: 0, late: 0, nil: 0, awaited: 0, missing: 0, expected: stands.length, signed: 0, contested: 0 }
  for (const { state, isSigned, contests } of stands) {
    counts[state] += 1
    if (isSigned) counts.signed += 1
    if (contests) counts.contested += 1
  }
  return counts
}
