import { sql } from 'kysely'
import * as z from 'zod'
import { dayInWords, Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, reading, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { holdsInArea } from '#rooms/access'
import { givesIn } from '../whose-return.ts'
import { RETURNS } from './calendar-spec.ts'
import { coverageOf } from './coverage.ts'
import { type ProposedReturn, proposedReturns } from './proposal.ts'
import { calendarStanding, type StandState } from './standing.ts'
import { schoolYearOf } from './school-days.ts'

export const mayKeepCalendar = (actor: Actor, _input: unknown, db: Reader) => holdsInArea(actor, 'calendar:keep', db)

const YEAR = z.coerce.number('Give the year a school year begins in').int().min(2015, 'Give a year from 2015 on').max(2100, 'Give a year before 2100')
const DAY = z.iso.date('Give a day as 2026-10-22')
const SERIES = z.string().trim().regex(/^[\p{Ll}\p{N}-]{2,120}$/u, 'Name the return in small letters, digits and hyphens')

export const acceptCalendar = action<{ year: number; series?: string[] | undefined }, { year: number; added: number }>({
  name: 'collection.accept-calendar',
  summary: 'Expect the returns Belong proposes for a school year, all or those named',
  input: z.object({ year: YEAR, series: z.preprocess((one) => (typeof one === 'string' ? [one] : one), z.array(z.enum(RETURNS.map(({ series }) => series))).optional()).describe('Kinds of return; all where none is named') }),
  may: mayKeepCalendar,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { year, series }) {
    const proposed = proposedReturns(year).filter((one) => series === undefined || series.includes(one.series))
    const home = await homeOf(reading(db), areaId)
    const added = await enterExpected(db, { areaId, placeId: home, by: actor.slug, now }, proposed)
    tell({ subject: '/returns' })
    return { year, added }
  },
})

/** Enters expected returns; what is expected already stays as it is. */
async function enterExpected(db: Writer, { areaId, placeId, by, now }: { areaId: number; placeId: number; by: string; now: Date }, some: ProposedReturn[]) {
  const column = <Value>(of: (one: ProposedReturn) => Value) => some.map(of)
  const entered = await sql`
    insert into collection.expected_return (area_id, expected_id, series, answered_by, period, label, covers_from, covers_until, due_on, place_id, by_whom, asks_sign_off, made_by, made_at)
    select ${areaId}::int, id, series, string_to_array(answered_by, ' '), period, label, covers_from, covers_until, due_on, ${placeId}::int, by_whom, asks_sign_off, ${by}, ${now}::timestamptz
    from unnest(${some.map(() => newId())}::uuid[], ${column((o) => o.series)}::text[], ${column((o) => o.answeredBy.join(' '))}::text[], ${column((o) => o.period)}::text[], ${column((o) => o.label)}::text[],
      ${column((o) => o.coversFrom)}::date[], ${column((o) => o.coversUntil)}::date[], ${column((o) => o.dueOn)}::date[], ${column((o) => o.byWhom)}::text[], ${column((o) => o.asksSignOff)}::boolean[])
      as one (id, series, answered_by, period, label, covers_from, covers_until, due_on, by_whom, asks_sign_off)
    on conflict (area_id, series, period, place_id) do nothing`.execute(db)
  return Number(entered.numAffectedRows ?? 0)
}

interface ExpectInput {
  series: string
  period?: string | undefined
  label?: string | undefined
  from: string
  until: string
  due: string
  whom: 'settings' | 'authority'
  within?: string | undefined
  'sign-off': boolean
}

export const expectReturn = action<ExpectInput, { expected: string }>({
  name: 'collection.expect-return',
  summary: 'Expect a return from each setting, or from the authority, by a day; said again it is changed',
  input: z.object({
    series: SERIES, period: unlessBlank(z.string().trim().max(40, 'Use 40 characters or fewer').optional().describe('As the return says it: 2026-3-autumn, 2026/27. Of a list it may be left out: then its last day')), label: unlessBlank(z.string().trim().max(120, 'Use 120 characters or fewer').optional()),
    from: DAY, until: DAY, due: DAY, whom: z.enum(['settings', 'authority'], 'Say who gives it'),
    within: unlessBlank(z.string().trim().max(40).optional().describe('Only settings within the place of this id; all of the area without it')),
    'sign-off': z.preprocess((given) => given === true || ['true', 'yes', 'on'].includes(String(given)), z.boolean()),
  }),
  may: mayKeepCalendar,
  tells: true,
  async run({ actor, db, now, areaId, tell }, input) {
    if (input.until < input.from) throw new Refusal('invalid', 'The last day is before the first', { until: 'The last day must not be before the first' })
    const spec = RETURNS.find(({ series }) => series === input.series)
    if (spec && input.period === undefined) throw new Refusal('invalid', 'Say which period', { period: 'Say which period, as 2026-3-autumn or 2026/27' })
    const period = input.period ?? input.until
    const home = await homeOf(reading(db), areaId)
    const placeId = input.within === undefined ? home : await placeWithin(reading(db), home, input.within)
    const row = {
      answered_by: spec?.answeredBy ?? [input.series], label: input.label ?? (input.period ? period : `To ${dayInWords(period)}`), covers_from: input.from, covers_until: input.until, due_on: input.due, by_whom: input.whom, asks_sign_off: input['sign-off'],
      made_by: actor.slug, made_at: now, ended_by: null, ended_at: null, end_reason: null,
    }
    const { expected_id: expected } = await db
      .insertInto('collection.expected_return')
      .values({ area_id: areaId, expected_id: newId(), series: input.series, period, place_id: placeId, ...row })
      .onConflict((c) => c.columns(['area_id', 'series', 'period', 'place_id']).doUpdateSet({ ...row, version: sql<number>`collection.expected_return.version + 1` }))
      .returning('expected_id').executeTakeFirstOrThrow()
    tell({ subject: '/returns' })
    return { expected }
  },
})

export const stopExpecting = action<{ expected: string; reason: string }, { expected: string }>({
  name: 'collection.stop-expecting',
  summary: 'Expect a return no more, and say why',
  input: z.object({ expected: z.uuid('Say which return'), reason: writtenText('Say why it is expected no more', 500) }),
  may: mayKeepCalendar,
  touches: [{ table: 'collection.expected_return', where: { expected_id: 'expected' } }],
  async run({ actor, db, now, areaId }, { expected, reason }) {
    const ended = await db.updateTable('collection.expected_return').set({ ended_by: actor.slug, ended_at: now, end_reason: reason })
      .where('area_id', '=', areaId).where('expected_id', '=', expected).where('ended_at', 'is', null).executeTakeFirst()
    if (!ended.numUpdatedRows) throw new Refusal('missing', 'No such return is expected')
    return { expected }
  },
})

/** Who may look at the calendar: whoever keeps it, and whoever gives returns, of their own settings. */
export async function calendarReach(actor: Actor, db: Reader): Promise<ReadonlySet<number> | 'all'> {
  if ((await mayKeepCalendar(actor, null, db)) === true) return 'all'
  const here = (await givesIn(actor, db)).find(({ areaId }) => areaId === actor.areaId)
  if (!here) throw new Refusal('forbidden', 'Your role does not let you see which returns are expected. Whoever looks after the people of the area can change that')
  return here.places
}

export interface ReturnLine {
  series: string
  period: string
  due: string
  setting: string | null
  name: string
  state: StandState
  received: string | null
  daysLate: number
  batch: number | null
  signed: boolean
  contested: number
}

export const returnsDue = query<{ year?: number | undefined }, ReturnLine[]>({
  name: 'collection.returns',
  summary: 'Which returns fall due in a school year, setting by setting, and how each stands',
  input: z.object({ year: unlessBlank(YEAR.optional()).describe('The year it begins in; this one without it') }),
  rest: '/returns',
  may: async (actor, _input, db) => ((await calendarReach(actor, db)) ? true : ''),
  async read({ actor, db, now }, { year = schoolYearOf(now.toISOString().slice(0, 10)) }) {
    const { expected, settings } = await calendarStanding(db, { areaId: actor.areaId, today: now.toISOString().slice(0, 10), from: `${year}-09-01`, until: `${year + 1}-08-31`, places: await calendarReach(actor, db) })
    const known = new Map(settings.map((one) => [one.placeId, one]))
    return expected.flatMap(({ series, period, dueOn, stands }) => stands.map((one) => ({
      series, period, due: dueOn, setting: known.get(one.placeId)?.urn ?? null, name: known.get(one.placeId)?.name ?? 'The authority', state: one.state, received: one.receivedOn, daysLate: one.daysLate,
      batch: one.batchId, signed: one.isSigned, contested: one.contests,
    })))
  },
})

export const coverage = query({
  name: 'collection.coverage',
  summary: 'How much of what was expected came in, for a kind of return on a day: what a figure made of it rests on',
  input: z.object({ series: SERIES, day: DAY }),
  may: async (actor, _input, db) => holdsInArea(actor, 'published:read', db),
  read: ({ actor, db, now }, { series, day }) => coverageOf(db, actor.areaId, series, { day }, { today: now.toISOString().slice(0, 10) }),
})

export async function homeOf(db: Reader, areaId: number): Promise<number> {
  const [home] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${areaId}`)
  if (!home) throw new Refusal('missing', 'There is no such area')
  return home.placeId
}

async function placeWithin(db: Reader, home: number, asked: string): Promise<number> {
  const [found] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.reach where within_id = ${home} and place_id::text = ${asked}`)
  if (!found) throw new Refusal('invalid', 'That place does not lie in this area', { within: 'Choose a place of this area' })
  return found.placeId
}
