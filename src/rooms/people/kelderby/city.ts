import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { Day } from './calendar.ts'
import { between, branch } from './draw.ts'
import { happen } from './happenings.ts'

export type Kind = 'nursery' | 'primary' | 'secondary' | 'all-through' | 'special' | 'pru'
export type People = 'settled' | 'mixed' | 'south-asian' | 'african' | 'arriving'

interface Named { key: string; code: string; name: string }
export interface Cluster extends Named { locality: string; deprivation: number; people: People }

/** How `seed/kelderby-city.json` stands on disk. */
interface CityPlan {
  wedges: Named[]
  localities: (Named & { wedge: string })[]
  clusters: Cluster[]
  kinds: Record<Kind, { in: number; pupils: number; from: number; to: number; least: number }>
  firstSettings: { urn: string; name: string; kind: Kind; cluster: string }[]
  trusts: string[]
  nameBegins: string[]
  nameEnds: string[]
  languages: Record<People, Record<string, number>>
  ethnicities: Record<People, Record<string, number>>
}

export const PLAN = JSON.parse(readFileSync(installed('seed', 'kelderby-city.json'), 'utf8')) as CityPlan

/** An establishment as a register knows it: a school that becomes an academy is another from that day on. */
export interface Establishment {
  urn: string
  /** Three digits of the authority and four of its own; kept when a school becomes an academy. */
  laestab: string
  name: string
  opens: Day | null
  /** Its last day. */
  closes: Day | null
  isAcademy: boolean
  trust: string | null
  setting: Setting
}

/** A setting as it stands today, with what it was before. */
export interface Setting {
  at: number
  kind: Kind
  cluster: Cluster
  now: Establishment
  /** Year groups, Reception 0, nursery -1. */
  from: number
  to: number
  weight: number
  unit: 'resourced provision' | 'SEN unit' | null
  before: Before | null
  /** The cluster it was in until a day, where the city was clustered anew. */
  clusterBefore: { cluster: Cluster; until: Day } | null
}

/** What became a setting: a maintained school an academy, two schools one, or a school that closed and sent its children here. */
export interface Before {
  how: 'converted' | 'merged' | 'closed'
  until: Day
  were: Establishment[]
}

export interface City {
  settings: Setting[]
  clusters: Cluster[]
  /** The settings that teach a year group, by cluster and by wedge, for children to choose from. */
  near: (kind: 'nursery' | 'primary' | 'secondary' | 'special' | 'pru', cluster: Cluster) => { cluster: readonly Setting[]; wedge: readonly Setting[]; city: readonly Setting[] }
}

/** How many pupils the whole city has. */
export const WHOLE = 130_000

export const wedgeOf = (cluster: Cluster) => LOCALITIES.get(cluster.locality)!.wedge
const LOCALITIES = new Map(PLAN.localities.map((one) => [one.key, one]))

/** The settings of a city of so many pupils: a small one has the first of each kind, and its happenings lie within the last years. */
export function cityOf(pupils: number, lastYear: number): City {
  const share = pupils / WHOLE
  const clusters = PLAN.clusters.slice(0, Math.min(PLAN.clusters.length, Math.max(7, Math.round(PLAN.clusters.length * share))))
  const settings = PLAN.firstSettings.map((first, at) => makeSetting(at, first.kind, clusters.find(({ key }) => key === first.cluster)!, first.name, first.urn))
  for (const kind of Object.keys(PLAN.kinds) as Kind[]) {
    const wanted = Math.max(PLAN.kinds[kind].least, Math.round(PLAN.kinds[kind].in * share))
    for (let nth = settings.filter((one) => one.kind === kind).length; nth < wanted; nth += 1) {
      const cluster = emptiest(clusters, settings, kind)
      settings.push(makeSetting(settings.length, kind, cluster, nameOf(settings.length, kind), String(899001 + settings.length)))
    }
  }
  happen(settings, clusters, lastYear, share)
  // A very small city has clusters in which there is no setting: nobody speaks of those.
  const lived = clusters.filter((one) => settings.some(({ cluster, clusterBefore }) => cluster === one || clusterBefore?.cluster === one))
  return { settings, clusters: lived, near: nearby(settings) }
}

/** A new setting goes where there are fewest of its kind, and of those to the first. */
function emptiest(clusters: Cluster[], settings: Setting[], kind: Kind) {
  const has = (cluster: Cluster) => settings.filter((one) => one.cluster === cluster && one.kind === kind).length * 100 + settings.filter((one) => one.cluster === cluster).length
  return clusters.reduce((least, one) => (has(one) < has(least) ? one : least))
}

function makeSetting(at: number, kind: Kind, cluster: Cluster, name: string, urn: string): Setting {
  const chance = branch(7, at)
  const { from, to } = PLAN.kinds[kind]
  const isAcademy = name.includes('Academy') || chance.next() < ({ nursery: 0, primary: 0.42, secondary: 0.8, 'all-through': 1, special: 0.4, pru: 0.5 } as const)[kind]
  const trust = isAcademy ? PLAN.trusts[between(chance, 0, PLAN.trusts.length - 1)]! : null
  const hasNursery = kind === 'primary' && at % 2 === 1
  const setting = {
    at, kind, cluster, from: kind === 'primary' && !hasNursery ? 0 : from, to: kind === 'secondary' && at % 5 === 4 ? 11 : to, weight: 0.6 + 0.8 * chance.next(),
    unit: kind === 'primary' && at % 9 === 5 ? 'resourced provision' : kind === 'secondary' && chance.next() < 0.25 ? 'SEN unit' : null, before: null, clusterBefore: null,
  } as Omit<Setting, 'now'> as Setting
  setting.now = { urn, laestab: `899${laestabNumber(kind, at)}`, name, opens: null, closes: null, isAcademy, trust, setting }
  return setting
}

/** Numbers by kind in the ranges that are usual. */
function laestabNumber(kind: Kind, at: number) {
  const first = { nursery: 1000, pru: 1100, primary: 2000, secondary: 4000, 'all-through': 4500, special: 7000 }[kind]
  return first + at
}

function nameOf(at: number, kind: Kind) {
  const { nameBegins, nameEnds } = PLAN
  const word = `${nameBegins[(at * 7) % nameBegins.length]}${nameEnds[(at + Math.floor(at / nameBegins.length)) % nameEnds.length]}`
  return `${word} ${CALLED[kind]}`
}

const CALLED: Record<Kind, string> = {
  nursery: 'Nursery School', primary: 'Primary School', secondary: 'High School', 'all-through': 'All-through School', special: 'School (special)', pru: 'Centre (pupil referral unit)',
}

function nearby(settings: Setting[]): City['near'] {
  const teaches: Record<string, (one: Setting) => boolean> = {
    nursery: ({ kind, from }) => kind === 'nursery' || (kind === 'primary' && from < 0),
    primary: ({ kind }) => kind === 'primary' || kind === 'all-through',
    secondary: ({ kind }) => kind === 'secondary' || kind === 'all-through',
    special: ({ kind }) => kind === 'special',
    pru: ({ kind }) => kind === 'pru',
  }
  const known = new Map<string, ReturnType<City['near']>>()
  return (kind, cluster) => {
    const key = `${kind} ${cluster.key}`
    const held = known.get(key)
    if (held) return held
    const city = settings.filter((one) => teaches[kind]!(one))
    const wedge = city.filter((one) => wedgeOf(one.cluster) === wedgeOf(cluster))
    const found = { city, wedge, cluster: city.filter((one) => one.cluster === cluster) }
    known.set(key, found)
    return found
  }
}

/** Which establishment a child of a year group at a setting is on the roll of on a day; some were at the school that closed. */
export function establishmentOn({ now, before }: Setting, day: Day, yearGroup: number, wasElsewhere: boolean): Establishment {
  if (!before || day > before.until) return now
  if (before.how === 'converted') return before.were[0]!
  if (before.how === 'merged') return before.were[yearGroup <= 2 ? 0 : 1]!
  return wasElsewhere ? before.were[0]! : now
}

/** Every establishment of the city, those that are no more included. */
export const establishmentsOf = ({ settings }: City) => settings.flatMap(({ now, before }) => [...(before?.were ?? []), now])

export const clusterOn = ({ cluster, clusterBefore }: Setting, day: Day) => (clusterBefore && day <= clusterBefore.until ? clusterBefore.cluster : cluster)

export const isOpenOn = ({ opens, closes }: Establishment, day: Day) => (opens === null || day >= opens) && (closes === null || day <= closes)
