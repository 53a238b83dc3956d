import { sql } from 'kysely'
import { MISSING, Refusal } from '#kernel'
import { type BinaryRows, copyIn, type Difference, type Reader, rows, type Writer } from '#platform'
import { broughtPlaces, schoolsByUrn, takePlacesBack } from '#rooms/places'
import { bringMeasures, forgetMeasures, renamed } from './bring-measures.ts'
import type { PublishedSet } from './published-set.ts'

/** What taking a set in would change, in rows of its file. Writes nothing. */
export async function compareSet(db: Reader, set: PublishedSet): Promise<Difference> {
  return tally(set, (await compareCells(db, set, await knownIds(db, set))).kind)
}

/**
 * Takes a set of published figures in: measures, groups, series, periods and schools that are new, then the figures. New ones
 * are copied in bulk; changed ones replace the old, which are kept; the same stay with the batch that first brought them.
 */
export async function takeIn(db: Writer, set: PublishedSet, batch: { batchId: number }): Promise<Difference> {
  const ids = await bringMeasures(db, set, batch.batchId)
  const { kind, restsOn } = await compareCells(db, set, ids)
  await replaceChanged(db, set, ids, kind, batch.batchId)
  await copyIn(db, 'measures.observation', OBSERVATION, newCells(kind), rowOf(set, ids, batch.batchId))
  await tellPeriods(db, set, ids)
  for (const rests_on of new Set([...restsOn, ...(await renamed(db, ids.series, batch.batchId)), ...(await broughtPlaces(db, ids.place, batch.batchId))])) {
    await db.insertInto('measures.batch_rests_on').values({ batch_id: batch.batchId, rests_on }).onConflict((c) => c.doNothing()).execute()
  }
  const difference = tally(set, kind)
  // Pages are planned by what the database knows of its tables; by itself it would look a minute later.
  if (difference.new + difference.changed > MANY) await sql`analyze measures.observation, measures.series_period`.execute(db)
  return difference
}

const MANY = 20_000

/** Takes back what a batch brought and puts back what it replaced. Refused while a later batch rests on it. */
export async function takeBack(db: Writer, { batchId }: { batchId: number }) {
  const later = await db.selectFrom('measures.batch_rests_on').select('batch_id').where('rests_on', '=', batchId).orderBy('batch_id', 'desc').executeTakeFirst()
  if (later) throw new Refusal('conflict', `Batch ${later.batch_id} rests on this one: it speaks of the same figures or schools. Undo batch ${later.batch_id} first`)

  const touched = await rows(db, sql<{ series_id: number }>`
    select series_id from measures.observation where batch_id = ${batchId}
    union select series_id from measures.series_before where changed_by = ${batchId}`)
  await sql`delete from measures.observation where batch_id = ${batchId}`.execute(db)
  await sql`
    insert into measures.observation (series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id, row, found)
    select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id, row, found
    from measures.replaced where replaced_by = ${batchId}`.execute(db)
  await sql`delete from measures.replaced where replaced_by = ${batchId}`.execute(db)
  await sql`delete from measures.batch_rests_on where batch_id = ${batchId}`.execute(db)
  await forgetMeasures(db, touched.map(({ series_id }) => series_id), batchId)
  await takePlacesBack(db, batchId)
}

export interface Ids {
  /** Database ids by index of the set; 0 where it is not there yet. */
  series: Int32Array
  period: Int32Array
  place: Int32Array
}

const NEW = 0
const SAME = 1
const CHANGED = 2

const OBSERVATION = ['series_id', 'period_id', 'place_id', 'value', 'missing', 'numerator', 'denominator', 'status', 'batch_id', 'row', 'found']

/** The ids of what is known already; nothing is made. */
async function knownIds(db: Reader, set: PublishedSet): Promise<Ids> {
  const series = await rows(db, sql<{ series_id: number; code: string }>`
    select series_id, code from measures.series where source = ${set.source} and code = any(${set.series.map(({ code }) => code)})`)
  const periods = await rows(db, sql<{ period_id: number; key: string }>`select period_id, type || ' ' || label as key from measures.period`)
  const urns = set.places.flatMap((place) => ('school' in place ? [place.school.urn] : []))
  const schools = await schoolsByUrn(db, urns)
  return indexed(
    set,
    new Map(series.map((one) => [one.code, one.series_id])),
    new Map(periods.map((one) => [one.key, one.period_id])),
    schools,
  )
}

export function indexed(set: PublishedSet, series: Map<string, number>, periods: Map<string, number>, schools: Map<string, number>): Ids {
  return {
    series: Int32Array.from(set.series, ({ code }) => series.get(code) ?? 0),
    period: Int32Array.from(set.periods, ({ period }) => periods.get(`${period.type} ${period.label}`) ?? 0),
    place: Int32Array.from(set.places, (place) => ('placeId' in place ? place.placeId : (schools.get(place.school.urn) ?? 0))),
  }
}

/** Holds every cell of the set against what the database has: new, the same or changed. */
async function compareCells(db: Reader | Writer, set: PublishedSet, ids: Ids) {
  const { cells } = set
  const kind = new Uint8Array(cells.length)
  const restsOn = new Set<number>()
  const known = [...new Set(ids.series)].filter((id) => id > 0)
  if (!known.length) return { kind, restsOn }

  const at = cellIndex(set, ids)
  for (let from = 0; from < known.length; from += SERIES_AT_ONCE) {
    for (const held of await heldFigures(db, known.slice(from, from + SERIES_AT_ONCE))) {
      const places = held.places.split(',')
      const values = held.values.split(',')
      const missing = held.missing.split(',')
      const tops = held.numerators?.split(',')
      const bottoms = held.denominators?.split(',')
      const batches = held.batches.split(',')
      const statuses = held.statuses.split(',')
      for (let i = 0; i < places.length; i += 1) {
        // Whatever it says of the series, it may say otherwise how the series is to be read: so it rests on all who speak of it.
        restsOn.add(Number(batches[i]))
        const cell = at(held.series_id, held.period_id, Number(places[i]))
        if (cell < 0) continue
        const same =
          missing[i] === (cells.missing[cell] ? MISSING[cells.missing[cell]! - 1] : '') &&
          sameNumber(values[i]!, cells.value[cell]!) &&
          sameNumber(tops?.[i] ?? '', cells.numerator[cell]!) &&
          sameNumber(bottoms?.[i] ?? '', cells.denominator[cell]!) &&
          statuses[i] === (set.periods[cells.period[cell]!]!.status ?? '')
        kind[cell] = same ? SAME : CHANGED
      }
    }
  }
  return { kind, restsOn }
}

const SERIES_AT_ONCE = 60

interface Held {
  series_id: number
  period_id: number
  statuses: string
  places: string
  values: string
  missing: string
  numerators: string | null
  denominators: string | null
  batches: string
}

/** Held figures packed a row per series and period: 641,070 rows through the driver would cost more than the import. */
function heldFigures(db: Reader | Writer, seriesIds: number[]) {
  return rows(db, sql<Held>`
    select o.series_id, o.period_id,
           string_agg(o.place_id::text, ',' order by o.place_id) as places,
           string_agg(coalesce(o.value::text, ''), ',' order by o.place_id) as values,
           string_agg(coalesce(o.missing, ''), ',' order by o.place_id) as missing,
           case when count(o.numerator) > 0 then string_agg(coalesce(o.numerator::text, ''), ',' order by o.place_id) end as numerators,
           case when count(o.denominator) > 0 then string_agg(coalesce(o.denominator::text, ''), ',' order by o.place_id) end as denominators,
           string_agg(coalesce(o.status, ''), ',' order by o.place_id) as statuses,
           string_agg(o.batch_id::text, ',' order by o.place_id) as batches
    from measures.observation o
    where o.series_id = any(${seriesIds})
    group by o.series_id, o.period_id`)
}

function sameNumber(held: string, given: number) {
  return held === '' ? Number.isNaN(given) : Number(held) === given
}

/** Finds the cell of the set that speaks of a series, period and place by their database ids; -1 where none does. */
function cellIndex({ cells, series, periods, places }: PublishedSet, ids: Ids) {
  const seriesAt = positions(ids.series)
  const periodAt = positions(ids.period)
  const placeAt = positions(ids.place)
  const key = (s: number, p: number, l: number) => (s * periods.length + p) * places.length + l
  const size = series.length * periods.length * places.length
  const index: { get: (k: number) => number | undefined; set: (k: number, v: number) => unknown } = size < 40_000_000 ? dense(size) : new Map<number, number>()
  // Periods that differ only in how they are spelt share an id; the last spelling stands for all.
  for (let i = 0; i < cells.length; i += 1) {
    index.set(key(seriesAt.get(ids.series[cells.series[i]!]!)!, periodAt.get(ids.period[cells.period[i]!]!)!, placeAt.get(ids.place[cells.place[i]!]!)!), i)
  }
  return (seriesId: number, periodId: number, placeId: number) => {
    const s = seriesAt.get(seriesId)
    const p = periodAt.get(periodId)
    const l = placeAt.get(placeId)
    return s === undefined || p === undefined || l === undefined ? -1 : (index.get(key(s, p, l)) ?? -1)
  }
}

function positions(ids: Int32Array) {
  return new Map(Array.from(ids, (id, position) => [id, position] as const))
}

function dense(size: number) {
  const at = new Int32Array(size).fill(-1)
  return { get: (k: number) => at[k]!, set: (k: number, v: number) => (at[k] = v) }
}

/** Rows of the file by the heaviest thing that happens to one of their cells: changed, else new, else the same. */
function tally({ cells }: PublishedSet, kind: Uint8Array): Difference {
  let last = 0
  for (let i = 0; i < cells.length; i += 1) last = Math.max(last, cells.row[i]!)
  const weight = new Uint8Array(last + 1)
  for (let i = 0; i < cells.length; i += 1) {
    const row = cells.row[i]!
    weight[row] = Math.max(weight[row]!, kind[i] === CHANGED ? 3 : kind[i] === NEW ? 2 : 1)
  }
  const difference = { new: 0, changed: 0, same: 0 }
  for (const one of weight) {
    if (one === 3) difference.changed += 1
    else if (one === 2) difference.new += 1
    else if (one === 1) difference.same += 1
  }
  return difference
}

function* newCells(kind: Uint8Array) {
  for (let i = 0; i < kind.length; i += 1) if (kind[i] === NEW) yield i
}

const rowOf = ({ cells, periods }: PublishedSet, ids: Ids, batchId: number) => (row: BinaryRows, i: number) => {
  row.int4(ids.series[cells.series[i]!]!)
  row.int4(ids.period[cells.period[i]!]!)
  row.int4(ids.place[cells.place[i]!]!)
  row.float8(cells.value[i]!)
  row.text(cells.missing[i] ? MISSING[cells.missing[i]! - 1] : null)
  row.float8(cells.numerator[i]!)
  row.float8(cells.denominator[i]!)
  row.text(periods[cells.period[i]!]!.status)
  row.int4(batchId)
  row.int4(cells.row[i]!)
  row.text(cells.found.get(i))
}

/** Keeps what is about to be replaced, then replaces it. */
async function replaceChanged(db: Writer, set: PublishedSet, ids: Ids, kind: Uint8Array, batchId: number) {
  const { cells } = set
  const changed: number[] = []
  for (let i = 0; i < cells.length; i += 1) if (kind[i] === CHANGED) changed.push(i)

  for (let from = 0; from < changed.length; from += 10_000) {
    const some = changed.slice(from, from + 10_000)
    const seriesIds = some.map((i) => ids.series[cells.series[i]!]!)
    const periodIds = some.map((i) => ids.period[cells.period[i]!]!)
    const placeIds = some.map((i) => ids.place[cells.place[i]!]!)
    await sql`
      insert into measures.replaced (series_id, period_id, place_id, replaced_by, value, missing, numerator, denominator, status, batch_id, row, found)
      select o.series_id, o.period_id, o.place_id, ${batchId}, o.value, o.missing, o.numerator, o.denominator, o.status, o.batch_id, o.row, o.found
      from unnest(${seriesIds}::int[], ${periodIds}::int[], ${placeIds}::int[]) c (series_id, period_id, place_id)
      join measures.observation o using (series_id, period_id, place_id)`.execute(db)
    await sql`
      insert into measures.observation (series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id, row, found)
      select series_id, period_id, place_id, value, missing, numerator, denominator, status, ${batchId}, row, found
      from unnest(${seriesIds}::int[], ${periodIds}::int[], ${placeIds}::int[],
                  ${some.map((i) => orNull(cells.value[i]!))}::float8[], ${some.map((i) => (cells.missing[i] ? MISSING[cells.missing[i]! - 1]! : null))}::text[],
                  ${some.map((i) => orNull(cells.numerator[i]!))}::float8[], ${some.map((i) => orNull(cells.denominator[i]!))}::float8[],
                  ${some.map((i) => set.periods[cells.period[i]!]!.status)}::text[],
                  ${some.map((i) => cells.row[i]!)}::int[], ${some.map((i) => cells.found.get(i) ?? null)}::text[])
           c (series_id, period_id, place_id, value, missing, numerator, denominator, status, row, found)
      on conflict (series_id, period_id, place_id) do update
      set value = excluded.value, missing = excluded.missing, numerator = excluded.numerator, denominator = excluded.denominator,
          status = excluded.status, batch_id = excluded.batch_id, row = excluded.row, found = excluded.found`.execute(db)
  }
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value)

/** Which periods each series now has, as the source spells them. */
async function tellPeriods(db: Writer, set: PublishedSet, ids: Ids) {
  const seen = new Map<number, { seriesId: number; at: number }>()
  for (let i = 0; i < set.cells.length; i += 1) {
    const key = set.cells.series[i]! * set.periods.length + set.cells.period[i]!
    if (!seen.has(key)) seen.set(key, { seriesId: ids.series[set.cells.series[i]!]!, at: set.cells.period[i]! })
  }
  const all = [...new Map([...seen.values()].map((one) => [`${one.seriesId} ${ids.period[one.at]}`, one])).values()]
  await sql`
    insert into measures.series_period (series_id, period_id, spelling)
    select * from unnest(${all.map(({ seriesId }) => seriesId)}::int[], ${all.map(({ at }) => ids.period[at]!)}::int[], ${all.map(({ at }) => set.periods[at]!.spelling)}::text[])
    on conflict (series_id, period_id) do update set spelling = excluded.spelling
    where measures.series_period.spelling <> excluded.spelling`.execute(db)
}
