import type { Issues } from '#kernel'
import type { Compared, LeftOut, Reader } from '#platform'
import { namesOf, seriesLabel } from './of-return.ts'
import { periodInWords } from './period-words.ts'
import { count, counted } from './words.ts'

/** How many records of the returns it corrects a return leaves out, of how many that stand for the same settings and periods. */
export interface PutAside {
  records: number
  of: number
}

/** The rule of a finding that a return leaves out much of what stands. */
export const LEFT_OUT = 'records-left-out'

/**
 * Between two counts of one return a school mends a few records. A class that did not come along, the smallest part by which systems write a
 * file, is more than a tenth of most schools; five children who left are no such part, even of a small one.
 */
const NOTABLE = { share: 0.1, records: 5 }

/** What a return puts aside without having it itself; null where nothing stands that it would correct. */
export function putAsideOf({ leaves }: Compared): PutAside | null {
  return leaves?.length ? sumOf(leaves) : null
}

/** Finds that a return leaves out much of what stands: setting by setting, or of all together where it is much only so. */
export async function tellLeftOut(db: Reader, series: string, { leaves = [] }: Compared, issues: Issues) {
  const settings = [...Map.groupBy(leaves, ({ placeId }) => placeId)].map(([placeId, spans]) => ({ placeId, spans, ...sumOf(spans) })).sort((a, b) => b.records - a.records)
  const notable = settings.filter(isNotable)
  const names = await namesOf(db, notable.map(({ placeId }) => placeId))
  // Each comes to stand before the last one: the greatest is told last, to be read first.
  for (const { placeId, spans, ...sum } of notable.toReversed()) issues.queryFirst(LEFT_OUT, sentence(sum, names.get(placeId) ?? 'a setting no register knows', series, spans), WHAT_TO_DO)
  const all = sumOf(leaves)
  if (!notable.length && isNotable(all)) issues.queryFirst(LEFT_OUT, sentence(all, counted(settings.length, 'setting'), series, leaves), WHAT_TO_DO)
}

const WHAT_TO_DO = 'Take it in only if they should no longer count; if it is in and they should, undo it and give the whole file.'

const sentence = ({ records, of }: PutAside, whose: string, series: string, spans: readonly LeftOut[]) =>
  `This file leaves out ${count(records)} of the ${count(of)} records given before for ${whose} (${seriesLabel(series)}, ${periodsOf(series, spans)}).`

function periodsOf(series: string, spans: readonly LeftOut[]) {
  const periods = [...new Set(spans.map(({ period }) => period))]
  return periods.length === 1 ? periodInWords(series, periods[0]!) : counted(periods.length, 'period')
}

const isNotable = ({ records, of }: PutAside) => records > NOTABLE.records && records > NOTABLE.share * of

const sumOf = (spans: readonly LeftOut[]): PutAside => spans.reduce((sum, { left, stood }) => ({ records: sum.records + left, of: sum.of + stood }), { records: 0, of: 0 })
