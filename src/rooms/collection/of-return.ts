import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { Batch } from './batches.ts'
import { OTHER_SERIES, RETURNS } from './calendar/calendar-spec.ts'
import { type Coverage, coverageOf } from './calendar/coverage.ts'
import { inSpecOrder, NUMBERS, type NumberBeside, numbersBeside } from './return-numbers.ts'
import { undoEffect, type UndoEffect } from './undo-effect.ts'

/** A number of a setting's data: as it was last time, and as it is now. */
export interface NumberLine {
  name: string
  label: string
  before: number | null
  now: number | null
}

/** What a batch's page says of a return beyond its rows. */
export interface OfReturn {
  series: string
  label: string
  /** Given for some settings alone: what it says of who is on roll there is their own word. */
  isOwnWord: boolean
  periods: string[]
  settings: number
  records: number
  /** All settings together that have the number both times. */
  together: NumberLine[]
  /** Setting by setting, those with the greatest change first. */
  bySetting: { placeId: number; name: string; lines: NumberLine[] }[]
  /** What was expected of the last period it speaks of, and what of it is in; null where nothing was expected. */
  coverage: Coverage | null
  /** What undoing it would do; null where it does not stand. */
  undo: UndoEffect | null
  tookBack: UndoEffect | null
}

/** What a return covers, and how its numbers stand beside the last time. */
export async function readOfReturn(db: Reader, batch: Batch, today: string): Promise<OfReturn | null> {
  const { areaId, batchId, series, options } = batch
  if (series === null) return null
  const key = { areaId, batchId }
  const [numbers, spans, undo] = await Promise.all([
    numbersBeside(db, { ...key, series }),
    rows(db, sql<{ period: string; placeId: number; records: number }>`
      select period, place_id as "placeId", value::int as records from collection.return_number where area_id = ${areaId} and batch_id = ${batchId} and name = 'records'`),
    batch.state === 'committed' ? undoEffect(db, key, options.children ?? null) : null,
  ])
  const names = await namesOf(db, [...new Set(spans.map(({ placeId }) => placeId))])
  const bySetting = [...Map.groupBy(numbers, ({ placeId }) => placeId)].map(([placeId, some]) => ({ placeId, name: names.get(placeId) ?? 'A setting no register knows', lines: some.toSorted(inSpecOrder).map(lineOf) }))
  const periods = [...new Set(spans.map(({ period }) => period))].sort()
  return {
    series, label: seriesLabel(series), isOwnWord: await isOfSettings(db, batch.place_id), periods, settings: new Set(spans.map(({ placeId }) => placeId)).size,
    records: spans.reduce((sum, { records }) => sum + records, 0), together: together(numbers), bySetting: bySetting.toSorted((a, b) => greatest(b.lines) - greatest(a.lines) || a.name.localeCompare(b.name, 'en-GB')),
    coverage: periods.length ? await coverageOf(db, areaId, series, { period: periods.at(-1)! }, { today }) : null, undo, tookBack: options.tookBack ?? null,
  }
}

const isOfSettings = async (db: Reader, placeId: number | null) => placeId !== null && (await rows(db, sql`select 1 from places.area_home where place_id = ${placeId}`)).length === 0

/** A series of files as a person says it. */
export const seriesLabel = (series: string) =>
  RETURNS.find((one) => one.series === series || one.answeredBy.includes(series))?.label ?? OTHER_SERIES[series] ?? ownList(series) ?? (series.charAt(0).toUpperCase() + series.slice(1)).replaceAll('-', ' ')

/** A list of the area's own, by what its recipe calls it. */
function ownList(series: string) {
  const [, called, added] = /^list-(.+?)(-added)?$/.exec(series) ?? []
  return called && `List “${called.replaceAll('-', ' ')}”${added ? ', some of it' : ''}`
}

const labelOf = (name: string) => NUMBERS[name]?.label ?? name

const lineOf = ({ name, before, now }: NumberBeside): NumberLine => ({ name, label: labelOf(name), before, now })

/** Sums over the settings that had a return before: with the rest in it, a setting more would look like a change. */
function together(numbers: readonly NumberBeside[]): NumberLine[] {
  const compared = new Set(numbers.filter(({ beforePeriod }) => beforePeriod !== null).map(({ placeId }) => placeId))
  return [...Map.groupBy(numbers, ({ name }) => name)].toSorted(([a], [b]) => inSpecOrder({ name: a }, { name: b })).map(([name, some]) => {
    const both = some.filter(({ placeId }) => compared.has(placeId))
    return { name, label: labelOf(name), before: sum(both.map((one) => one.before)), now: sum((compared.size ? both : some).map((one) => one.now)) }
  })
}

/** What nobody gave was not asked, which is not nought. */
const sum = (numbers: (number | null)[]) => (numbers.every((one) => one === null) ? null : numbers.reduce<number>((all, one) => all + (one ?? 0), 0))

/** How far the number that changed most is from what it was, as a share of it. */
const greatest = (lines: readonly NumberLine[]) => Math.max(0, ...lines.map(({ before, now }) => (before === null || now === null ? 0 : Math.abs(now - before) / Math.max(before, now, 10))))

/** What places are called, by id. */
export async function namesOf(db: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  const found = await rows(db, sql<{ placeId: number; name: string }>`select place_id as "placeId", name from places.place_named where place_id = any (${[...ids]}::int[])`)
  return new Map(found.map((one) => [one.placeId, one.name]))
}
