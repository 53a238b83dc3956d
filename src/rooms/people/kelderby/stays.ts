import type { Chance } from '../chance.ts'
import { type Day, type SchoolYear, schoolYear } from './calendar.ts'
import { type City, type Establishment, establishmentOn, type Setting } from './city.ts'
import { between, branch } from './draw.ts'
import type { Child, Told } from './families.ts'

/** A time on the roll of one establishment. */
export interface Stay {
  est: Establishment
  from: Day
  /** The last day; null where it had not ended by the last day told. */
  to: Day | null
  /** A second registration, beside the main one. */
  isSecond: boolean
}

/** Where a child was on roll, in order of time; when excluded for good, and when at two places. */
export interface Path {
  stays: Stay[]
  excluded: { on: Day; est: Establishment }[]
  second: { from: Day; to: Day }[]
}

/** From a day on a child is at a setting, or nowhere. */
interface Turn {
  on: Day
  at: Setting | null
}

export function pathOf(child: Child, city: City, told: Told, specialFrom: Day | null): Path {
  const chance = branch(told.seed, 3, child.number)
  const path: Path = { stays: [], excluded: [], second: [] }
  const turns = turnsOf(child, city, told, specialFrom, path, chance)
  for (const { from, to, at } of timesOf(turns, child, told)) cutByEstablishment(at, from, to, child, told, path.stays)
  addSecond(path, city, child, told, chance)
  return path
}

/** Nursery, primary, secondary, sixth form; special schools; moves in a year and back; exclusion to a unit. */
function turnsOf(child: Child, city: City, told: Told, specialFrom: Day | null, path: Path, chance: Chance): Turn[] {
  const { cluster } = child.family
  const choose = (kind: Parameters<City['near']>[0]) => choice(city.near(kind, cluster), chance)
  const nursery = chance.next() < 0.5 ? choose('nursery') : null
  let primary = nursery && nursery.kind !== 'nursery' && chance.next() < 0.8 ? nursery : choose('primary')!
  let secondary = primary.kind === 'all-through' ? primary : choose('secondary')!
  const staysOn = chance.next() < 0.3 + 0.1 * child.attainment
  const special = choose('special')
  const pru = choose('pru')
  const turns: Turn[] = []
  let here: Setting | null = null
  let inUnitUntil = 0
  const turn = (on: Day, at: Setting | null) => {
    if (at !== here) turns.push({ on, at })
    here = at
  }
  for (let year = child.cohort - 1; year <= Math.min(child.cohort + 14, told.lastYear); year += 1) {
    const group = year - child.cohort
    const school = schoolYear(year)
    const first = school.terms.autumn.first
    const isSpecial = special !== null && specialFrom !== null && first >= specialFrom
    const inMainstream = group < 0 ? nursery : group <= 6 ? primary : group <= 11 || (staysOn && group <= secondary.to) ? secondary : null
    const wanted = !isSpecial ? inMainstream : group <= special.to && group >= special.from ? special : null
    if (wanted !== here && here !== null && inUnitUntil < first) turn(leavingDay(schoolYear(year - 1), group - 1) + 1, null)
    if (inUnitUntil < first) turn(first, wanted)
    if (wanted === null || here === null || isSpecial || group < 0) continue
    const mid = midYear(school, chance)
    if (group >= 5 && group <= 10 && pru && here !== pru && chance.next() < excludedShare(child, group)) {
      path.excluded.push({ on: mid, est: establishmentOn(here, mid, group, wasElsewhere(child)) })
      turn(mid + 14, pru)
      inUnitUntil = schoolYear(year + (group < 7 ? 0 : 1)).last
    } else if (here !== pru && group <= 10 && chance.next() < 0.022 + 0.01 * Math.max(0, child.family.poverty)) {
      const other: Setting | null = choose(group <= 6 ? 'primary' : 'secondary')
      if (!other || other === here) continue
      const before: Setting = here
      turn(mid, other)
      const comesBack = chance.next() < 0.15
      if (comesBack) turn(Math.min(mid + between(chance, 28, 80), school.last), before)
      else if (group <= 6) primary = other
      else secondary = other
    }
  }
  turn(leavingDay(schoolYear(child.cohort + 13), 13) + 1, null)
  return turns
}

/** The last day of a year for a year group: those who sit examinations leave at the end of June. */
function leavingDay(school: SchoolYear, group: number): Day {
  return group === 11 || group === 13 ? school.days[school.days.length - 15]! : school.last
}

function choice(near: ReturnType<City['near']>, chance: Chance): Setting | null {
  const roll = chance.next()
  const among = roll < 0.72 && near.cluster.length ? near.cluster : roll < 0.95 && near.wedge.length ? near.wedge : near.city
  let left = chance.next() * among.reduce((sum, { weight }) => sum + weight, 0)
  for (const one of among) {
    left -= one.weight
    if (left < 0) return one
  }
  return among.at(-1) ?? null
}

/** A Monday of school in the middle of a year. */
function midYear({ days, monday }: SchoolYear, chance: Chance): Day {
  const day = days[between(chance, 25, days.length - 30)]!
  return day - ((day - monday) % 7)
}

const excludedShare = ({ behaviour }: Child, group: number) => (behaviour > 1.2 ? (group >= 7 ? 0.02 : 0.003) : 0)

/** Whether a child was at the school that closed, where theirs took one in. */
export const wasElsewhere = ({ number }: Child) => number % 5 < 2

/** Times at one setting, within the time the family lives here and what is told. */
function* timesOf(turns: Turn[], { family }: Child, told: Told): Generator<{ from: Day; to: Day | null; at: Setting }> {
  for (const [nth, { on, at }] of turns.entries()) {
    if (!at) continue
    const ends = turns[nth + 1]?.on
    const from = Math.max(on, firstAfter(family.arrives))
    const to = Math.min(ends === undefined ? Infinity : ends - 1, family.leaves ?? Infinity)
    if (from > to || from > told.until) continue
    yield { from, to: to > told.until ? null : to, at }
  }
}

/** Who arrives starts on the Monday after. */
const firstAfter = (day: Day | null) => (day === null ? -Infinity : day + ((4 - (day % 7) + 7) % 7))

/** A time at a setting is one at each establishment it was meanwhile. */
function cutByEstablishment(setting: Setting, from: Day, to: Day | null, child: Child, told: Told, stays: Stay[]) {
  const cuts = [from]
  if (setting.before) {
    if (setting.before.until >= from) cuts.push(setting.before.until + 1)
    for (let year = child.cohort; year <= told.lastYear; year += 1) cuts.push(schoolYear(year).terms.autumn.first)
  }
  const last = to ?? told.until
  const within = [...new Set(cuts)].filter((cut) => cut >= from && cut <= last).sort((one, other) => one - other)
  let stay = null as Stay | null
  for (const cut of within) {
    const est = establishmentOn(setting, cut, groupOn(child, cut), wasElsewhere(child))
    if (stay?.est === est) continue
    if (stay) stay.to = cut - 1
    stay = { est, from: cut, to, isSecond: false }
    stays.push(stay)
  }
}

/** Year group on a day: Reception 0, nursery -1. */
export function groupOn({ cohort }: Child, day: Day) {
  let year = cohort - 1
  while (schoolYear(year + 1).terms.autumn.first <= day) year += 1
  return year - cohort
}

/** Some who are close to exclusion are at a unit for a time, registered at both. */
function addSecond(path: Path, city: City, child: Child, told: Told, chance: Chance) {
  const isLikely = child.behaviour > 1.4 && path.excluded.length === 0 && chance.next() < 0.5
  const year = child.cohort + between(chance, 8, 10)
  const from = midYear(schoolYear(year), chance)
  const to = Math.min(from + between(chance, 40, 90), schoolYear(year).last)
  const pru = choice(city.near('pru', child.family.cluster), chance)
  const main = path.stays.find((stay) => stay.from <= from && (stay.to === null || stay.to >= to))
  if (!isLikely || !pru || !main || main.est.setting.kind === 'special' || main.est.setting === pru || from > told.until) return
  path.second.push({ from, to: Math.min(to, told.until) })
  path.stays.push({ est: establishmentOn(pru, from, year - child.cohort, false), from, to: to > told.until ? null : to, isSecond: true })
}
