import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CensusTerm } from '#kernel'
import { type Day, isoOf } from './calendar.ts'
import type { Row } from './census-tables.ts'
import type { Establishment } from './city.ts'
import { Lines } from './lines.ts'

/** What an element of a pupil's own is called, by its column; what is not here stands in tables alone. */
const OWN = {
  upn: 'UPN', formerupn: 'FormerUPN', uniquelearnernumber: 'UniqueLearnerNumber', surname: 'Surname', forename: 'Forename', dob: 'DOB', sex: 'Sex', gender: 'Gender', ethnicity: 'Ethnicity',
  language: 'Language', youngcarer: 'YoungCarer',
  servicechild: 'ServiceChild', plaa: 'PLAA', enrolstatus: 'EnrolStatus', entrydate: 'EntryDate', leavingdate: 'LeavingDate', parttime: 'PartTime', boarder: 'Boarder',
  ncyearactual: 'NCyearActual', topupfunding: 'TopUpFunding', senprovision: 'SENprovision',
  senunitindicator: 'SENunitIndicator', resourcedprovisionindicator: 'ResourcedProvisionIndicator', termlysessionspossible: 'TermlySessionsPossible',
  summerhalfterm2sessionspossible: 'SummerHalfTerm2SessionsPossible',
}

const SESSIONS = { attendancereason: 'AttendanceReason', sessions: 'Sessions', absencesessions: 'Sessions' }
const EXCLUSION = { category: 'Category', reason1: 'Reason1', reason2: 'Reason2', reason3: 'Reason3', startdate: 'StartDate', sessions: 'Sessions', senprovision: 'SENprovision' }
const MEALS = { fsmstartdate: 'FSMstartDate', fsmenddate: 'FSMendDate', ukcountry: 'UKcountry' }

/** What a pupil can have several of, by table: the element of each and those within it. */
const PARTS: Record<string, readonly [string, Record<string, string>]> = {
  senneeds: ['SENneed', { sentyperank: 'SENtypeRank', sentype: 'SENtype' }], fsmperiod: ['FSMperiod', MEALS], fsmperiods: ['FSMperiod', MEALS], fsmperiodsonroll: ['FSMperiod', MEALS],
  termlyexclusionsonroll: ['TermlyExclusion', EXCLUSION], termlyexclusionsoffroll: ['TermlyExclusion', EXCLUSION], termlysessiondetailsonroll: ['SessionDetail', SESSIONS],
  termlysessiondetailsoffroll: ['SessionDetail', SESSIONS],
  summerhalfterm2sessiondetailsonroll: ['SummerHalfTerm2SessionDetail', SESSIONS], summerhalfterm2sessiondetailsoffroll: ['SummerHalfTerm2SessionDetail', SESSIONS],
  addresses: ['Address', { postcode: 'PostCode' }], addressesonroll: ['Address', { postcode: 'PostCode' }],
}

const TERMS: Record<CensusTerm, string> = { autumn: 'AUT', spring: 'SPR', summer: 'SUM' }

/** A school census as schools send it: XML, one file for each school. Pupils no longer on roll stand after those who are. */
export class CensusXml {
  private readonly folder: string
  private readonly census: { term: CensusTerm; year: number; day: Day }
  private readonly schools = new Map<Establishment, { lines: Lines; gone: string[] }>()
  private own = ''
  private parts = ''

  constructor(folder: string, census: { term: CensusTerm; year: number; day: Day }) {
    this.folder = join(folder, 'census-xml')
    this.census = census
    mkdirSync(this.folder, { recursive: true })
  }

  /** A row of a table, kept until the pupil is whole. */
  take(table: string, row: Row, columns: readonly string[]) {
    if (table === 'pupilonroll' || table === 'pupilnolongeronroll') this.own = elements(row, columns, OWN)
    const part = PARTS[table]
    if (part) this.parts += `<${part[0]}>${elements(row, columns, part[1])}</${part[0]}>`
  }

  pupil(est: Establishment, isOn: boolean) {
    const school = this.schoolOf(est)
    const name = isOn ? 'PupilOnRoll' : 'PupilNoLongerOnRoll'
    const text = `   <${name}>${this.own}${this.parts}</${name}>\n`
    if (isOn) school.lines.write(text)
    else school.gone.push(text)
    this.own = ''
    this.parts = ''
  }

  close() {
    for (const { lines, gone } of this.schools.values()) {
      lines.write(`  </PupilsOnRoll>\n  <PupilsNoLongerOnRoll>\n${gone.join('')}  </PupilsNoLongerOnRoll></Pupils>\n</Message>\n`)
      lines.close()
    }
  }

  private schoolOf(est: Establishment) {
    const known = this.schools.get(est)
    if (known) return known
    const { term, year, day } = this.census
    const lines = new Lines(join(this.folder, `${year}_${term}_${est.laestab}.xml`))
    const [lea, estab] = [est.laestab.slice(0, 3), est.laestab.slice(3)]
    lines.write(`<?xml version="1.0" encoding="UTF-8"?>
<Message>
 <Header>
  <CollectionDetails><Collection>SC</Collection><Term>${TERMS[term]}</Term><Year>${year}</Year><ReferenceDate>${isoOf(day)}</ReferenceDate></CollectionDetails>
  <Source><SourceLevel>S</SourceLevel><LEA>${lea}</LEA><Estab>${estab}</Estab><SoftwareCode>Kelderby</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo></Source>
 </Header>
 <School><LEA>${lea}</LEA><Estab>${estab}</Estab><URN>${est.urn}</URN><SchoolName>${est.name}</SchoolName></School>
 <Pupils>
  <PupilsOnRoll>
`)
    const made = { lines, gone: [] }
    this.schools.set(est, made)
    return made
  }
}

function elements(row: Row, columns: readonly string[], names: Record<string, string>) {
  let text = ''
  for (const column of columns) {
    const [name, cell] = [names[column], row[column]]
    if (name !== undefined && cell !== null && cell !== undefined && cell !== '') text += `<${name}>${asXml(String(cell))}</${name}>`
  }
  return text
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** Days and claims are written otherwise in XML than in the tables. */
function asXml(cell: string) {
  if (cell === 'True' || cell === 'False') return cell === 'True' ? '1' : '0'
  const day = /^(\d{4})-([A-Z][a-z]{2})-(\d\d) 00:00:00$/.exec(cell)
  if (day) return `${day[1]}-${String(1 + MONTHS.indexOf(day[2]!) / 3).padStart(2, '0')}-${day[3]}`
  return cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
