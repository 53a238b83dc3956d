import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, isoOf } from './calendar.ts'
import { type City, type Establishment, establishmentsOf, type Kind, PLAN, type Setting } from './city.ts'
import type { Counts } from './counts.ts'
import type { Told } from './families.ts'
import { Lines } from './lines.ts'

/** Writes the city's settings as the national register publishes them, their links, and the city's own wedges, localities and clusters. */
export function writePlaces(folder: string, city: City, told: Told, counts: Counts, lastCensus: string | null) {
  mkdirSync(join(folder, 'places'), { recursive: true })
  const known = establishmentsOf(city).filter(({ opens }) => opens === null || opens <= told.until)
  const register = new Lines(join(folder, 'places', 'edubasealldata.csv'))
  register.row(Object.keys(registerRow(known[0]!, told, 0)))
  for (const est of known) register.row(Object.values(registerRow(est, told, lastCensus === null ? 0 : counts.of('on roll', lastCensus, 'headcount', est.laestab))))
  register.close()
  writeLinks(folder, city, told)
  writeHierarchy(folder, city, told)
}

function registerRow(est: Establishment, told: Told, pupils: number): Record<string, string | number> {
  const { setting } = est
  const isClosed = est.closes !== null && est.closes < told.until
  const [typeCode, type] = est.isAcademy ? ACADEMIES[setting.kind] : MAINTAINED[setting.kind]
  const [groupCode, group] = est.isAcademy ? ['10', 'Academies'] : setting.kind === 'special' ? ['5', 'Special schools'] : ['4', 'Local authority maintained schools']
  const [phase, phaseName] = PHASES[setting.kind]
  const how = setting.before?.how
  const isUnit = setting.unit === 'SEN unit'
  return {
    URN: est.urn, 'LA (code)': '899', 'LA (name)': 'Kelderby', EstablishmentNumber: est.laestab.slice(3), EstablishmentName: est.name, 'TypeOfEstablishment (code)': typeCode,
    'TypeOfEstablishment (name)': type,
    'EstablishmentTypeGroup (code)': groupCode, 'EstablishmentTypeGroup (name)': group, 'EstablishmentStatus (code)': isClosed ? 2 : 1, 'EstablishmentStatus (name)': isClosed ? 'Closed' : 'Open',
    'ReasonEstablishmentOpened (name)': est.opens === null ? 'Not applicable' : how === 'converted' ? 'Academy Converter' : 'Result of Amalgamation', OpenDate: british(est.opens),
    'ReasonEstablishmentClosed (name)': !isClosed ? 'Not applicable' : how === 'converted' ? 'Academy Converter' : how === 'merged' ? 'Result of Amalgamation/Merger' : 'Closure',
    CloseDate: isClosed ? british(est.closes) : '',
    'PhaseOfEducation (code)': phase, 'PhaseOfEducation (name)': phaseName, StatutoryLowAge: setting.from + 4, StatutoryHighAge: setting.to + 5, 'Boarders (name)': 'No boarders',
    'Gender (name)': 'Mixed',
    SchoolCapacity: Math.round((PLAN.kinds[setting.kind].pupils * setting.weight * 1.1) / 10) * 10, NumberOfPupils: isClosed ? '' : pupils, UKPRN: est.isAcademy ? String(10_080_000 + setting.at) : '',
    'TrustSchoolFlag (name)': est.trust ? 'Supported by a multi-academy trust' : 'Not applicable', 'Trusts (code)': est.trust ? String(17_000 + PLAN.trusts.indexOf(est.trust)) : '',
    'Trusts (name)': est.trust ?? '',
    Street: `${1 + setting.at} Schoolhouse Lane`, Town: 'Kelderby',
    Postcode: `KB${1 + PLAN.clusters.indexOf(setting.cluster)} 9${'ABDEFGHJLN'[setting.at % 10]!}${'PQRSTUWXYZ'[Math.floor(setting.at / 10) % 10]!}`, 'Section41Approved (name)': 'Not applicable',
    'SEN1 (name)': setting.kind === 'special' ? 'ASD - Autistic Spectrum Disorder' : '',
    'TypeOfResourcedProvision (name)': isUnit ? 'SEN unit' : setting.unit ? 'Resourced provision' : 'Not applicable',
    ResourcedProvisionOnRoll: setting.unit && !isUnit ? 8 : '', ResourcedProvisionCapacity: setting.unit && !isUnit ? 12 : '', SenUnitOnRoll: isUnit ? 14 : '', SenUnitCapacity: isUnit ? 20 : '',
    'DistrictAdministrative (code)': 'E06999999', 'GSSLACode (name)': 'E06999999', 'HeadTitle (name)': '', 'OfstedRating (name)': '',
  }
}

const MAINTAINED: Record<Kind, readonly [string, string]> = {
  nursery: ['15', 'Local authority nursery school'], primary: ['01', 'Community school'], secondary: ['01', 'Community school'], 'all-through': ['01', 'Community school'],
  special: ['07', 'Community special school'], pru: ['14', 'Pupil referral unit'],
}
const ACADEMIES: Record<Kind, readonly [string, string]> = {
  nursery: ['34', 'Academy converter'], primary: ['34', 'Academy converter'], secondary: ['34', 'Academy converter'], 'all-through': ['28', 'Academy sponsor led'],
  special: ['44', 'Academy special converter'], pru: ['42', 'Academy alternative provision converter'],
}
const PHASES: Record<Kind, readonly [number, string]> = {
  nursery: [1, 'Nursery'], primary: [2, 'Primary'], secondary: [4, 'Secondary'], 'all-through': [7, 'All-through'], special: [0, 'Not applicable'], pru: [0, 'Not applicable'],
}

/** As the register writes a day: 31-08-2024. */
const british = (day: Day | null) => (day === null ? '' : isoOf(day).split('-').reverse().join('-'))

function writeLinks(folder: string, city: City, told: Told) {
  const links = new Lines(join(folder, 'places', 'links_edubasealldata.csv'))
  links.row(['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'])
  for (const { now, before } of city.settings) {
    // A school that closed and sent its children elsewhere has no successor.
    if (!before || before.how === 'closed' || before.until >= told.until) continue
    const more = before.how === 'merged' ? ' - amalgamated' : ''
    for (const was of before.were) {
      links.row([now.urn, was.urn, was.name, `Predecessor${more}`, british(before.until + 1)])
      links.row([was.urn, now.urn, now.name, `Successor${more}`, british(before.until + 1)])
    }
  }
  links.close()
}

/** The city's own tree, from the top down: what lies in what, and since when. */
function writeHierarchy(folder: string, city: City, told: Told) {
  const lines = new Lines(join(folder, 'places', 'hierarchy.csv'))
  lines.row(['setting', 'name', 'parent', 'parent name', 'level', 'from', 'until'])
  const named = new Map([...partsOf(city)].map(([level, part]) => [part.code, { level, name: part.name }]))
  // The wedges lie in the city itself, which goes without saying.
  for (const [level, { code, name }, parent] of partsOf(city)) if (level !== 'area') lines.row([code, name, parent, named.get(parent)!.name, named.get(parent)!.level, '', ''])
  for (const setting of city.settings) {
    for (const { urn, name } of setting.before?.were ?? []) lines.row([urn, name, setting.cluster.code, setting.cluster.name, 'cluster', '', ''])
    for (const { cluster, from, until } of clustersOf(setting, told)) lines.row([setting.now.urn, setting.now.name, cluster.code, cluster.name, 'cluster', from && isoOf(from), until && isoOf(until)])
  }
  lines.close()
}

function* partsOf(city: City): Generator<[level: 'area' | 'locality' | 'cluster', part: { key: string; code: string; name: string }, parent: string]> {
  const localities = PLAN.localities.filter(({ key }) => city.clusters.some(({ locality }) => locality === key))
  for (const wedge of PLAN.wedges) if (localities.some((one) => one.wedge === wedge.key)) yield ['area', wedge, '899']
  for (const locality of localities) yield ['locality', locality, PLAN.wedges.find(({ key }) => key === locality.wedge)!.code]
  for (const cluster of city.clusters) yield ['cluster', cluster, localities.find(({ key }) => key === cluster.locality)!.code]
}

function clustersOf({ cluster, clusterBefore }: Setting, told: Told): { cluster: typeof cluster; from: Day | null; until: Day | null }[] {
  if (!clusterBefore) return [{ cluster, from: null, until: null }]
  if (clusterBefore.until >= told.until) return [{ cluster: clusterBefore.cluster, from: null, until: null }]
  return [{ cluster: clusterBefore.cluster, from: null, until: clusterBefore.until }, { cluster, from: clusterBefore.until + 1, until: null }]
}
