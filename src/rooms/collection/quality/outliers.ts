import { sql } from 'kysely'
import { qualityCheck, rows } from '#platform'
import { seriesLabel } from '../of-return.ts'
import { NUMBERS } from '../return-numbers.ts'
import { judge, type Share, shareOf } from './outlier-rule.ts'

interface Numbered {
  series: string
  placeId: number
  period: string
  batchId: number
  name: string
  value: number
  of: number
  kind: string | null
}

/** Numbers of the latest returns that are far from the setting's own last three, or from settings of its kind. */
export const outliers = qualityCheck({
  name: 'outliers',
  label: 'Numbers that stand out',
  about: 'A share in a setting’s latest return that is far from its own last three, or from settings of its phase and type',
  async run(db, { areaId }) {
    const shares = Object.entries(NUMBERS).flatMap(([name, { of }]) => (of ? [{ name, of }] : []))
    const found = await rows(db, sql<Numbered>`
      select e.series, e.place_id as "placeId", e.period, e.batch_id as "batchId", n.name, coalesce(v.value, 0) as value, o.value as of, concat_ws(' ', k.phase, k.type_group) as kind
      from platform.extent e
      cross join unnest(${shares.map(({ name }) => name)}::text[], ${shares.map(({ of }) => of)}::text[]) as n (name, of)
      join collection.return_number o on o.area_id = e.area_id and o.batch_id = e.batch_id and o.place_id = e.place_id and o.period = e.period and o.name = n.of and o.value > 0
      left join collection.return_number v on v.area_id = e.area_id and v.batch_id = e.batch_id and v.place_id = e.place_id and v.period = e.period and v.name = n.name
      left join places.setting_kind k on k.place_id = e.place_id
      where e.area_id = ${areaId} and exists (select from collection.return_number any_of where any_of.area_id = e.area_id and any_of.batch_id = e.batch_id and any_of.name = n.name)
      order by e.series, e.place_id, n.name, e.as_at`)
    const histories = [...Map.groupBy(found, ({ series, placeId, name }) => `${series} ${placeId} ${name}`).values()]
    const latest = new Map(histories.map((history) => [history, history.at(-1)!]))
    const peers = Map.groupBy(latest.values(), ({ series, name, kind }) => `${series} ${name} ${kind ?? ''}`)
    return histories.flatMap((history) => {
      const now = latest.get(history)!
      const others = peers.get(`${now.series} ${now.name} ${now.kind ?? ''}`)!.filter(({ placeId, period }) => placeId !== now.placeId && period === now.period)
      const judged = judge(now, history.slice(0, -1), others)
      if (!judged) return []
      return [{ placeId: now.placeId, key: `${now.series} ${now.name}`, children: null, message: inWords(now, judged, history.slice(-4, -1), others.length), fix: 'Ask the setting whether it is so. If it is, say so in the note of this line; if not, the return is given again.' }]
    })
  },
})

const percent = (share: number) => `${(100 * share).toFixed(1)}%`

function inWords(now: Numbered, { beside, middle, spread }: { beside: 'itself' | 'others'; middle: number; spread: number }, last: Share[], others: number) {
  const what = `${NUMBERS[now.name]!.label} is ${percent(shareOf(now))} of ${(NUMBERS[NUMBERS[now.name]!.of!]?.label ?? '').toLowerCase()} in ${seriesLabel(now.series)} ${now.period}`
  if (beside === 'itself') return `${what}; its last three returns said ${last.map((one) => percent(shareOf(one))).join(', ')}.`
  return `${what}; the middle of ${others} settings of its kind is ${percent(middle)}, and most lie within ${(100 * Math.max(spread, 0.005)).toFixed(1)} points of it.`
}
