import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { OnRoll, Said } from '../returns/said.ts'
import type { SaidPupil } from './same-pupils.ts'
import type { Saying } from './saying.ts'

/** How many pupils of each school are looked up in the census before. */
const OF_A_SCHOOL = 25
/** Fewer say nothing. */
const ENOUGH = 10

interface Before {
  key: string
  placeId: number
  period: string
  asAt: string
  yearGroup: string | null
}

/** Looks a few pupils of each school up in the census before: a file of last year given again, and two schools taken for one another, show in them. */
export async function compareWithLast(db: Reader, areaId: number, saying: Saying, said: readonly Said[], nameOf: (placeId: number) => string) {
  const asked = sampleOf(said)
  if (!asked.length) return
  const found = await rows(db, sql<Before>`
    with last as (
      select distinct on (place_id) place_id, batch_id, period, as_at from platform.extent
      where area_id = ${areaId} and series = 'school-census' and as_at < ${saying.span.asAt} order by place_id, as_at desc)
    select r.key, r.reported_by as "placeId", last.period, last.as_at as "asAt",
      (select s.value from people.statement s where s.area_id = ${areaId} and s.child_id = r.child_id and s.topic = 'year-group' and s.batch_id = r.batch_id and s.row = r.row limit 1) as "yearGroup"
    from last join people.record_row r on r.area_id = ${areaId} and r.batch_id = last.batch_id and r.reported_by = last.place_id
    where r.key = any (${asked.map(({ key }) => key)})`)
  const before = new Map(found.map((one) => [one.key, one]))
  checkYear(saying, asked, before)
  checkSwapped(saying, asked, before, nameOf)
}

function sampleOf(said: readonly Said[]): Said[] {
  const taken = new Map<number, number>()
  return said.filter(({ reportedBy, key }) => {
    const many = taken.get(reportedBy) ?? 0
    if (many >= OF_A_SCHOOL || key.startsWith('left ')) return false
    taken.set(reportedBy, many + 1)
    return true
  })
}

/** In another school year nearly every pupil is in another year group. */
function checkYear(saying: Saying, asked: readonly Said[], before: ReadonlyMap<string, Before>) {
  let same = 0
  let looked = 0
  let period = ''
  for (const one of asked) {
    const last = before.get(one.key)
    const now = yearGroupOf(one)
    if (!last || last.yearGroup === null || now === null || schoolYearOf(last.asAt) === schoolYearOf(saying.span.asAt)) continue
    looked += 1
    period = last.period
    if (last.yearGroup === now) same += 1
  }
  if (looked >= ENOUGH && same / looked >= 0.8) saying.findings.find('last-year-again', {}, { share: Math.round((100 * same) / looked), before: periodInWords(period) })
}

function checkSwapped(saying: Saying, asked: readonly Said[], before: ReadonlyMap<string, Before>, nameOf: (placeId: number) => string) {
  const mostly = new Map<number, number>()
  for (const [placeId, some] of Map.groupBy(asked, ({ reportedBy }) => reportedBy)) {
    const places = some.flatMap(({ key }) => before.get(key)?.placeId ?? [])
    const elsewhere = [...Map.groupBy(places, (place) => place)].map(([place, all]) => [place, all.length] as const).sort((a, b) => b[1] - a[1])[0]
    if (elsewhere && elsewhere[0] !== placeId && places.length >= ENOUGH && elsewhere[1] > places.length / 2) mostly.set(placeId, elsewhere[0])
  }
  for (const [placeId, other] of mostly) if (placeId < other && mostly.get(other) === placeId) saying.findings.find('schools-swapped', { value: nameOf(placeId) }, { other: nameOf(other) })
}

/** A whole school that entered on one day, not the first it was given with. */
export function checkEntered(saying: Saying, pupils: readonly SaidPupil[], nameOf: (placeId: number) => string) {
  const byPlace = new Map<number, { day: string; many: number; isOne: boolean }>()
  for (const { pupil, said } of pupils) {
    if (!pupil.isOnRoll) continue
    const day = (said.facts[0]!.one as OnRoll).starts
    const held = byPlace.get(pupil.placeId)
    if (!held) byPlace.set(pupil.placeId, { day, many: 1, isOne: true })
    else {
      held.many += 1
      held.isOne &&= held.day === day
    }
  }
  for (const [placeId, { day, many, isOne }] of byPlace) if (isOne && many >= 2 * ENOUGH) saying.findings.find('entered-at-once', { value: nameOf(placeId) }, { day })
}

const yearGroupOf = ({ facts }: Said) => (facts.find(({ one }) => 'topic' in one && one.topic === 'year-group')?.one as { value: string } | undefined)?.value ?? null

const schoolYearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) >= '09-01' ? 0 : 1)

const periodInWords = (period: string) => { const [year, , term] = period.split('-'); return `${term} ${year}` }
