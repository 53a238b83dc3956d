import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { bringSchools } from '#rooms/places'
import type { GroupSpec, MeasureSpec, PublishedSet, SeriesSpec } from './published-set.ts'
import { type Ids, indexed } from './take-in.ts'

/** Brings in what the figures of a set hang on: measures, groups, series, periods and schools that are not held yet. */
export async function bringMeasures(db: Writer, set: PublishedSet, batchId: number): Promise<Ids> {
  await writeMeasures(db, set.measures, batchId)
  await writeGroups(db, set.groups)
  const series = await writeSeries(db, set.series, batchId)
  const periods = await writePeriods(db, set)
  const schools = await bringSchools(db, set.places.flatMap((place) => ('school' in place ? [place.school] : [])), batchId)
  return indexed(set, series, periods, schools)
}

/**
 * Writes the measure book: a definition that reads differently from the one held becomes its next version, and the old one
 * stays in the history. A measure a file brings (batchId) never overwrites one of the book.
 */
export async function writeMeasures(db: Writer, measures: MeasureSpec[], batchId: number | null) {
  const held = new Map((await db.selectFrom('measures.measure').selectAll().execute()).map((one) => [one.measure_id, one]))
  const history = new Set((await rows(db, sql<{ measure_id: string }>`select measure_id from measures.measure_version where batch_id is null`)).map((one) => one.measure_id))
  const today = new Date().toISOString().slice(0, 10)
  for (const spec of measures) {
    const before = held.get(spec.id)
    if (before && (sameDefinition(before, spec) || (batchId !== null && history.has(spec.id)))) continue
    const version = (before?.version ?? 0) + 1
    const row = { ...rowOf(spec), version, valid_from: today }
    await db.insertInto('measures.measure').values({ measure_id: spec.id, ...row }).onConflict((c) => c.column('measure_id').doUpdateSet(row)).execute()
    await db.insertInto('measures.measure_version').values({ measure_id: spec.id, version, valid_from: today, stood: JSON.stringify(spec), batch_id: batchId }).execute()
  }
}

function rowOf(spec: MeasureSpec) {
  return {
    label: spec.label, definition: spec.definition, method: spec.method, unit: spec.unit, polarity: spec.polarity, decimals: spec.decimals,
    period_type: spec.periodType, accountability: spec.accountability, topic: spec.topic, publisher: spec.publisher,
    breaks: JSON.stringify(spec.breaks), comparability: spec.comparability,
  }
}

export async function writeGroups(db: Writer, groups: GroupSpec[]) {
  if (!groups.length) return
  await sql`
    insert into measures.grouping (group_id, label, topic, position)
    select * from unnest(${groups.map(({ id }) => id)}::text[], ${groups.map(({ label }) => label)}::text[],
                         ${groups.map(({ topic }) => topic)}::text[], ${groups.map(({ position }) => position)}::int[])
    on conflict (group_id) do nothing`.execute(db)
}

/** Writes series and answers their ids by the source's code. What a batch changes of one is kept, to be put back by its undo. */
export async function writeSeries(db: Writer, series: SeriesSpec[], batchId: number | null): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let from = 0; from < series.length; from += 2000) {
    const some = series.slice(from, from + 2000)
    const column = <Value>(of: (one: SeriesSpec) => Value) => some.map(of)
    if (batchId !== null) await keepSeries(db, some, batchId)
    const written = await sql<{ code: string; series_id: number }>`
      insert into measures.series (measure_id, group_id, source, code, label, unit, polarity, decimals, quartiles, preference)
      select * from unnest(${column((s) => s.measure)}::text[], ${column((s) => s.group)}::text[], ${column((s) => s.source)}::text[], ${column((s) => s.code)}::text[],
                           ${column((s) => s.label)}::text[], ${column((s) => s.unit)}::text[], ${column((s) => s.polarity)}::text[], ${column((s) => s.decimals)}::int[],
                           ${column((s) => s.quartiles)}::bool[], ${column((s) => PREFERENCE[s.source])}::int[])
      on conflict (source, code) do update
      set measure_id = excluded.measure_id, group_id = excluded.group_id, label = excluded.label, unit = excluded.unit, polarity = excluded.polarity,
          decimals = excluded.decimals, quartiles = excluded.quartiles, preference = excluded.preference
      returning code, series_id`.execute(db)
    for (const { code, series_id } of written.rows) ids.set(code, series_id)
  }
  return ids
}

/** The batches that said otherwise of some of these series, other than one: they may hold no figure of their own. */
export async function renamed(db: Writer, seriesIds: Int32Array, besides: number): Promise<number[]> {
  const found = await sql<{ changed_by: number }>`
    select distinct changed_by from measures.series_before where series_id = any(${[...seriesIds]}) and changed_by <> ${besides}`.execute(db)
  return found.rows.map(({ changed_by }) => changed_by)
}

async function keepSeries(db: Writer, series: SeriesSpec[], batchId: number) {
  const column = <Value>(of: (one: SeriesSpec) => Value) => series.map(of)
  await sql`
    insert into measures.series_before (series_id, changed_by, stood)
    select s.series_id, ${batchId}, to_jsonb(s)
    from measures.series s
    join unnest(${column((one) => one.source)}::text[], ${column((one) => one.code)}::text[], ${column((one) => one.measure)}::text[], ${column((one) => one.group)}::text[],
                ${column((one) => one.label)}::text[], ${column((one) => one.unit)}::text[], ${column((one) => one.polarity)}::text[],
                ${column((one) => one.decimals)}::int[], ${column((one) => one.quartiles)}::bool[])
         n (source, code, measure_id, group_id, label, unit, polarity, decimals, quartiles) on n.source = s.source and n.code = s.code
    where (s.measure_id, s.group_id, s.label, s.unit, s.polarity, s.decimals, s.quartiles)
       is distinct from (n.measure_id, n.group_id, n.label, n.unit, n.polarity, n.decimals, n.quartiles)
    on conflict do nothing`.execute(db)
}

/**
 * After a batch is undone: its words about series and measures go with it, and no period, series or measure is left that nothing
 * speaks of. The measure book itself stays.
 */
export async function forgetMeasures(db: Writer, touched: number[], batchId: number) {
  await sql`
    update measures.series s
    set measure_id = b.stood ->> 'measure_id', group_id = b.stood ->> 'group_id', label = b.stood ->> 'label', unit = b.stood ->> 'unit',
        polarity = b.stood ->> 'polarity', decimals = (b.stood ->> 'decimals')::int, quartiles = (b.stood ->> 'quartiles')::bool
    from measures.series_before b where b.series_id = s.series_id and b.changed_by = ${batchId}`.execute(db)
  await sql`delete from measures.series_before where changed_by = ${batchId}`.execute(db)
  await sql`
    delete from measures.series_period sp
    where sp.series_id = any(${touched})
      and not exists (select from measures.observation o where o.series_id = sp.series_id and o.period_id = sp.period_id)`.execute(db)
  await sql`
    delete from measures.series s
    where s.series_id = any(${touched}) and s.source <> 'lait' and not exists (select from measures.series_period sp where sp.series_id = s.series_id)`.execute(db)
  await forgetDefinitions(db, batchId)
}

async function forgetDefinitions(db: Writer, batchId: number) {
  const gone = await db.deleteFrom('measures.measure_version').where('batch_id', '=', batchId).returning('measure_id').execute()
  for (const measure_id of new Set(gone.map((one) => one.measure_id))) {
    const left = await db.selectFrom('measures.measure_version').selectAll().where('measure_id', '=', measure_id).orderBy('version', 'desc').executeTakeFirst()
    if (left) await db.updateTable('measures.measure').set({ ...rowOf(left.stood as MeasureSpec), version: left.version, valid_from: left.valid_from }).where('measure_id', '=', measure_id).execute()
    else await sql`delete from measures.measure m where m.measure_id = ${measure_id} and not exists (select from measures.series s where s.measure_id = m.measure_id)`.execute(db)
  }
}

/** The stated order of sources: the release itself before a compilation of releases. */
const PREFERENCE = { ees: 1, lait: 2 } as const

async function writePeriods(db: Writer, { periods }: PublishedSet) {
  const distinct = [...new Map(periods.map(({ period }) => [`${period.type} ${period.label}`, period])).values()]
  await sql`
    insert into measures.period (label, type, starts, ends)
    select * from unnest(${distinct.map(({ label }) => label)}::text[], ${distinct.map(({ type }) => type)}::text[],
                         ${distinct.map(({ starts }) => starts)}::date[], ${distinct.map(({ ends }) => ends)}::date[])
    on conflict (type, label) do nothing`.execute(db)
  const held = await rows(db as unknown as Reader, sql<{ period_id: number; key: string }>`select period_id, type || ' ' || label as key from measures.period`)
  return new Map(held.map(({ key, period_id }) => [key, period_id]))
}

function sameDefinition(held: { label: string; definition: string; method: string; unit: string; polarity: string; decimals: number; period_type: string; accountability: string; topic: string; publisher: string; comparability: string; breaks: unknown }, spec: MeasureSpec) {
  return (
    held.label === spec.label && held.definition === spec.definition && held.method === spec.method && held.unit === spec.unit && held.polarity === spec.polarity &&
    held.decimals === spec.decimals && held.period_type === spec.periodType && held.accountability === spec.accountability && held.topic === spec.topic &&
    held.publisher === spec.publisher && held.comparability === spec.comparability && inOrder(held.breaks as MeasureSpec['breaks']) === inOrder(spec.breaks)
  )
}

/** jsonb gives keys back in an order of its own. */
const inOrder = (breaks: MeasureSpec['breaks']) => JSON.stringify(breaks.map(({ period, note }) => [period, note]))
