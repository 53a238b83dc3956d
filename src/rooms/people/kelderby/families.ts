import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { Chance } from '../chance.ts'
import { type Day, dayOf } from './calendar.ts'
import { type City, type Cluster, PLAN } from './city.ts'
import { between, blend, branch, normal, weighed } from './draw.ts'

export const NAMES = JSON.parse(readFileSync(installed('seed', 'kelderby-names.json'), 'utf8')) as Record<'given' | 'familyBegins' | 'familyEnds' | 'streets', string[]>

/** A family at its address. What a child shares with brothers and sisters is here. */
export interface Family {
  number: number
  cluster: Cluster
  /** 1 to 8 within the cluster; each is as deprived as it is. */
  area: number
  /** How poor, mean 0 and deviation 1: the neighbourhood's part and its own. */
  poverty: number
  familyName: string
  ethnicity: string
  language: string
  street: string
  postcode: string
  /** Since when they live in the city, and until when; null where always, or still. */
  arrives: Day | null
  leaves: Day | null
  children: Child[]
}

export interface Child {
  /** Unique in the city. */
  number: number
  family: Family
  nth: number
  born: Day
  /** The year in which they start in Reception. */
  cohort: number
  sex: 'M' | 'F'
  givenName: string
  familyName: string
  knownAs: string | null
  /** Bears another family name from this day on. */
  renamed: { on: Day; familyName: string } | null
  /** Leanings that last, mean 0 and deviation 1 over all children. They hang together: see `leaningsOf`. */
  need: number
  absence: number
  behaviour: number
  attainment: number
}

/** The years a city is told for: school years by the year they begin, and the last day anything is known of. */
export interface Told {
  pupils: number
  seed: number
  firstYear: number
  lastYear: number
  until: Day
}

/** Every family with a child who may be on roll in these years, one after the other. */
export function* familiesOf(city: City, told: Told): Generator<Family> {
  const first = dayOf(`${told.firstYear - 18}-09-01`)
  const last = dayOf(`${told.lastYear - 3}-08-31`)
  const days = last - first + EARLIER
  const families = Math.round((told.pupils * FAMILIES_PER_PUPIL * days) / 365.25)
  let children = 0
  for (let number = 0; number < families; number += 1) {
    const family = makeFamily(city, told, number, branch(told.seed, 1, number), first - EARLIER, days)
    family.children = family.children.filter(({ born }) => born >= first && born <= last)
    for (const child of family.children) child.number = (children += 1)
    if (family.children.length) yield family
  }
}

/** So many days before the first birthday that counts, families begin: their later children count. */
const EARLIER = Math.round(9 * 365.25)
/** Families a year of births for each pupil on roll, found by trying. */
const FAMILIES_PER_PUPIL = 0.042

function makeFamily(city: City, told: Told, number: number, chance: Chance, from: Day, days: number): Family {
  const begins = from + Math.floor(chance.next() * days)
  const cluster = homeOf(city, chance)
  const area = between(chance, 1, 8)
  const poverty = blend([0.72, (deprivationOf(cluster, area) - 0.49) / 0.24], [0.7, normal(chance)])
  const family: Family = {
    number, cluster, area, poverty, familyName: familyNameOf(chance), ethnicity: weighed(chance, PLAN.ethnicities[cluster.people]), language: '',
    street: `${between(chance, 1, 120)} ${NAMES.streets[between(chance, 0, NAMES.streets.length - 1)]!}`, postcode: postcodeOf(cluster, area, chance), arrives: null, leaves: null, children: [],
  }
  family.language = family.ethnicity === 'WBRI' || family.ethnicity === 'MWBC' || chance.next() < 0.15 ? 'ENG' : weighed(chance, PLAN.languages[cluster.people])
  // Those who come or go do so while their eldest is of school age, mostly.
  const isFromAbroad = family.language !== 'ENG'
  if (chance.next() < (isFromAbroad ? 0.3 : 0.1)) family.arrives = begins + Math.floor((2 + 14 * chance.next()) * 365.25)
  if (chance.next() < 0.1) family.leaves = (family.arrives ?? begins + 1400) + Math.floor((1 + 12 * chance.next()) * 365.25)
  family.children = childrenOf(family, begins, told.seed, chance)
  return family
}

/** How deprived a neighbourhood is, 0 least and 1 most. */
export const deprivationOf = ({ deprivation }: Cluster, area: number) => deprivation + (area - 4.5) * 0.045

/** More families live where there are more primary schools. */
function homeOf(city: City, chance: Chance): Cluster {
  const homes = city.near('primary', city.clusters[0]!).city
  const { cluster } = homes[Math.floor(chance.next() * homes.length)]!
  return chance.next() < 0.85 ? cluster : city.clusters[Math.floor(chance.next() * city.clusters.length)]!
}

function childrenOf(family: Family, begins: Day, seed: number, chance: Chance): Child[] {
  const many = Number(weighed(chance, { 1: 30, 2: 45, 3: 18, 4: 7 }))
  const children: Child[] = []
  let born = begins
  for (let nth = 0; nth < many; nth += 1) {
    const isTwin = nth > 0 && chance.next() < 0.03
    if (nth > 0 && !isTwin) born += Math.floor((1.2 + 3 * chance.next()) * 365.25)
    children.push(makeChild(family, nth, born, branch(seed, 2, family.number, nth)))
  }
  return children
}

function makeChild(family: Family, nth: number, born: Day, chance: Chance): Child {
  const sex = chance.next() < 0.512 ? 'M' : 'F'
  const given = NAMES.given[(between(chance, 0, NAMES.given.length - 1) + nth) % NAMES.given.length]!
  const isRenamed = chance.next() < 0.02
  return {
    number: 0, family, nth, born, cohort: cohortOf(born), sex, givenName: given, familyName: family.familyName,
    knownAs: chance.next() < 0.04 ? given.slice(0, 3) : null,
    renamed: isRenamed ? { on: born + Math.floor((5 + 11 * chance.next()) * 365.25), familyName: familyNameOf(chance) } : null,
    ...leaningsOf(family, sex, born, chance),
  }
}

/** What hangs together: poverty with needs, needs and poverty with absence and behaviour, all of them with what is attained. */
function leaningsOf({ poverty }: Family, sex: 'M' | 'F', born: Day, chance: Chance) {
  const boy = sex === 'M' ? 1 : -1
  const summerBorn = (((born - SEPTEMBER) % 365.25) / 365.25 - 0.5) * 3.46
  const need = blend([0.3, poverty], [0.36, boy], [0.14, summerBorn], [0.85, normal(chance)])
  // What hangs together already adds up to more than 1; the divisors, found by measuring, bring it back.
  const absence = blend([0.42, poverty], [0.3, need], [0.82, normal(chance)]) / 1.04
  const behaviour = blend([0.32, poverty], [0.34, need], [0.3, boy], [0.78, normal(chance)]) / 1.07
  const attainment = blend([-0.18, poverty], [-0.54, need], [-0.2, absence], [-0.06, boy], [0.7, normal(chance)]) / 1.11
  return { need, absence, behaviour, attainment }
}

const SEPTEMBER = dayOf('1990-09-01')

/** What a child is called by family on a day. */
export const surnameOn = ({ familyName, renamed }: Child, day: Day) => (renamed && renamed.on <= day ? renamed.familyName : familyName)

/** Children start Reception in the September after they turn four. */
function cohortOf(born: Day) {
  const day = new Date(born * 86_400_000)
  return day.getUTCFullYear() + (day.getUTCMonth() >= 8 ? 5 : 4)
}

function familyNameOf(chance: Chance) {
  const one = () => `${chanceOfList(NAMES.familyBegins, chance)}${chanceOfList(NAMES.familyEnds, chance)}`
  return chance.next() < 0.03 ? `${one()}-${one()}` : one()
}

const chanceOfList = (list: readonly string[], chance: Chance) => list[Math.floor(chance.next() * list.length)]!

const POST_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'

function postcodeOf(cluster: Cluster, area: number, chance: Chance) {
  const letter = () => POST_LETTERS[Math.floor(chance.next() * POST_LETTERS.length)]!
  return `KB${1 + PLAN.clusters.indexOf(cluster)} ${area}${letter()}${letter()}`
}
