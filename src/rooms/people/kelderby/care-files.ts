import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, isoOf } from './calendar.ts'
import { type Care, careYear, isInNeed, isLookedAfter } from './care.ts'
import type { Counts } from './counts.ts'
import { branch } from './draw.ts'
import type { Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import type { ToldChild } from './told-child.ts'

/** The returns of social care: looked-after children as the CSV tables of SSDA903, children in need as XML; for each year that ended on a 31 March told. */
export class CareFiles {
  private readonly years: CareYear[] = []
  private readonly counts: Counts

  constructor(folder: string, told: Told, counts: Counts) {
    this.counts = counts
    for (let year = told.firstYear + 1; year <= told.lastYear + 1; year += 1) if (careYear(year)[1] <= told.until) this.years.push(openYear(folder, year))
  }

  write(one: ToldChild) {
    const { care } = one
    if (!care) return
    for (const year of this.years) {
      writeLookedAfter(year, one, care)
      writeInNeed(year, one, care)
      const last = year.days[1]
      const stay = one.path.stays.find(({ from, to, isSecond }) => !isSecond && from <= last && (to === null || to >= last))
      const isProtected = care.protection.some(({ from, to }) => from <= last && (to === null || to >= last))
      const tally = { 'looked after': Number(isLookedAfter(care, last)), 'in need': Number(isInNeed(care, last)), 'protection plan': Number(isProtected) }
      if (stay) this.counts.add('care', isoOf(last), last, stay.est, tally)
    }
  }

  close() {
    for (const { header, episodes, missing, cin } of this.years) {
      cin.write('  </Children>\n</Message>\n')
      for (const lines of [header, episodes, missing, cin]) lines.close()
    }
  }
}

interface CareYear {
  year: number
  days: readonly [Day, Day]
  header: Lines
  episodes: Lines
  missing: Lines
  cin: Lines
}

function openYear(folder: string, year: number): CareYear {
  const of = join(folder, 'ssda903', String(year))
  mkdirSync(of, { recursive: true })
  mkdirSync(join(folder, 'cin'), { recursive: true })
  const table = (name: string) => new Lines(join(of, `${name}.csv`))
  const opened = { year, days: careYear(year), header: table('header'), episodes: table('episodes'), missing: table('missing'), cin: new Lines(join(folder, 'cin', `cin_${year}.xml`)) }
  opened.header.row(['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'])
  opened.episodes.row(['CHILD', 'DECOM', 'RNE', 'LS', 'CIN', 'PLACE', 'PLACE_PROVIDER', 'DEC', 'REC', 'REASON_PLACE_CHANGE', 'HOME_POST', 'PL_POST', 'URN'])
  opened.missing.row(['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'])
  opened.cin.write(`<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>CIN</Collection><Year>${year}</Year><ReferenceDate>${year}-03-31</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>899</LEA><SoftwareCode>Kelderby</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>${year}-06-20T10:00:00</DateTime></Source>
  </Header>
  <Children>
`)
  return opened
}

/** Days of this return have the day first. */
const british = (day: Day) => isoOf(day).split('-').reverse().join('/')

function writeLookedAfter({ days: [first, last], header, episodes, missing, year }: CareYear, one: ToldChild, care: Care) {
  const within = care.lookedAfter.filter(({ from, to }) => from <= last && (to === null || to >= first))
  if (!within.length) return
  const { child } = one
  header.row([care.number, child.sex === 'M' ? 1 : 2, british(child.born), child.family.ethnicity, upnOn(one.identity, last), child.sex === 'F' ? 0 : null, null])
  for (const episode of within) {
    const hasEnded = episode.to !== null && episode.to <= last
    episodes.row([
      care.number, british(episode.from), episode.began, episode.legalStatus, needOf(care), episode.placement, 'PR1',
      hasEnded ? british(episode.to!) : '', hasEnded ? episode.ended : '', hasEnded && episode.ended === 'X1' ? 'CARPL' : '',
      child.family.postcode, child.family.postcode, '',
    ])
  }
  const chance = branch(19, child.number, year)
  const [from] = within.map(({ from: began }) => Math.max(began, first))
  if (child.behaviour > 1 && chance.next() < 0.3 && from! + 3 <= last) missing.row([care.number, british(child.born), 'M', british(from!), british(from! + 2)])
}

const element = (name: string, text: string) => `<${name}>${text}</${name}>`

/** The return knows the needs up to N8. */
const needOf = ({ inNeed }: Care) => (inNeed[0] && inNeed[0].need !== 'N9' ? inNeed[0].need : 'N1')

function writeInNeed({ days: [first, last], cin }: CareYear, one: ToldChild, care: Care) {
  const spells = care.inNeed.filter(({ from, to }) => from <= last && (to === null || to >= first))
  if (!spells.length) return
  const { child } = one
  const day = (name: string, on: Day | null) => (on === null || on > last ? '' : element(name, isoOf(on)))
  const details = spells.map(({ from, to, need, factors }) => {
    const plans = care.protection.filter((plan) => plan.from >= from && plan.from <= last && (to === null || plan.from <= to))
    const closed = to !== null && to <= last ? element('ReasonForClosure', 'RC1') : ''
    const assessment = `${day('AssessmentActualStartDate', from)}${day('AssessmentAuthorisationDate', Math.min(from + 40, to ?? Infinity))}`
    const found = element('FactorsIdentifiedAtAssessment', factors.map((factor) => element('AssessmentFactors', factor)).join(''))
    const protection = plans.map(({ from: starts, to: ends, category }) => {
      const of = `${element('InitialCategoryOfAbuse', category)}${element('LatestCategoryOfAbuse', category)}${element('NumberOfPreviousCPP', '0')}`
      return `        ${element('ChildProtectionPlans', `${day('CPPstartDate', starts)}${day('CPPendDate', ends)}${of}`)}\n`
    })
    return `      <CINdetails>${day('CINreferralDate', from)}${element('ReferralSource', '1A')}${element('PrimaryNeedCode', need)}${day('CINclosureDate', to)}${closed}
        ${element('Assessments', `${assessment}${found}`)}${element('ReferralNFA', 'false')}
${protection.join('')}      </CINdetails>
`
  })
  cin.write(`    <Child>
      <ChildIdentifiers><LAchildID>${care.number}</LAchildID><UPN>${upnOn(one.identity, last)}</UPN><PersonBirthDate>${isoOf(child.born)}</PersonBirthDate><Sex>${child.sex}</Sex></ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>${child.family.ethnicity}</Ethnicity><Disabilities><Disability>${care.disability ?? 'NONE'}</Disability></Disabilities></ChildCharacteristics>
${details.join('')}    </Child>
`)
}
