import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { upnLetter } from '../../src/rooms/people/identity/identifiers.ts'
import { layoutOf } from '../../src/rooms/people/census/layout.ts'

/** An invented census of spring 2025 as COLLECT exports it and as XML, of so many pupils in schools of 420. Always the same bytes. */
export async function writeCensus(folder: string, pupils: number) {
  const xml = new Out(join(folder, 'census.xml'))
  const layout = layoutOf('spring', 2025)
  const tables = new Map(TABLES.map((table) => [table, new Table(join(folder, `2025_spring_${table}.csv`), [...layout.get(table)!.keys()])]))
  const write = (table: string, cells: Record<string, string | number>) => tables.get(table)!.row(cells)
  xml.line('<?xml version="1.0" encoding="utf-8"?>')
  xml.line(`<Message><Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2025</Year><ReferenceDate>2025-01-16</ReferenceDate></CollectionDetails></Header>`)
  for (let at = 0; at < pupils; at += 1) {
    const school = Math.floor(at / PER_SCHOOL)
    if (at % PER_SCHOOL === 0) beginSchool(write, xml, school)
    const pupil = pupilOf(at, school)
    writePupil(write, pupil, at, school)
    xml.line(xmlOf(pupil, at))
    if (at % PER_SCHOOL === PER_SCHOOL - 1 || at === pupils - 1) xml.line('</PupilsOnRoll></Pupils></School>')
    if (at % 1000 === 0) await Promise.all([xml.settle(), ...[...tables.values()].map((table) => table.out.settle())])
  }
  xml.line('</Message>')
  const files = [xml, ...[...tables.values()].map(({ out }) => out)]
  await Promise.all(files.map((file) => file.end()))
  return { xml: xml.path, tables: [...tables.values()].map(({ out }) => out.path) }
}

const PER_SCHOOL = 420
const TABLES = ['schoolcensus', 'school', 'pupilonroll', 'senneeds', 'fsmperiod', 'termlyexclusionsonroll', 'termlysessiondetailsonroll', 'addresses']
const CODES = ['/', '\\', 'I', 'M', 'L', 'N', 'G', 'V']
const GIVEN = ['Alder', 'Briar', 'Clover', 'Damson', 'Elder', 'Fern', 'Gorse', 'Hazel', 'Iris', 'Juniper', 'Kestrel', 'Linden', 'Maple', 'Nettle', 'Osier', 'Poppy']
const ENDS = ['', 'a', 'bel', 'chen', 'dine', 'ette', 'fen', 'gard', 'hild', 'ine', 'jo', 'kin', 'lyn', 'mond', 'nie', 'os']
const FAMILY = ['Ashgrove', 'Birchwick', 'Copperfold', 'Dunmarrow', 'Eastwhistle', 'Fernhollow', 'Greywether', 'Harrowmere', 'Ivelstone', 'Jessamy', 'Kettlewell', 'Larkspur', 'Millbeck', 'Northolme']

interface Pupil {
  id: string
  upn: string
  surname: string
  forename: string
  born: string
  sex: string
  entered: string
  sen: string
  year: string
  needs: [rank: number, type: string][]
  meals: string | null
  suspended: string | null
  sessions: [code: string, sessions: number][]
  postcode: string
}

function pupilOf(at: number, school: number): Pupil {
  const age = 5 + (at % 11)
  const chance = Math.imul(at + 1, 2_654_435_761) >>> 0
  const serial = `899${String(1000 + school).padStart(4, '0')}${String(20 - (age - 5) + 4).padStart(2, '0')}${String(at % PER_SCHOOL).padStart(3, '0')}`
  const sen = at % 7 === 0 ? 'K' : at % 23 === 0 ? 'E' : 'N'
  return {
    id: `${hex(chance)}-${hex(at).slice(-3)}`, upn: `${upnLetter(serial)}${serial}`,
    surname: `${FAMILY[at % FAMILY.length]}${letters(Math.floor(at / 14))}`, forename: `${GIVEN[chance % 16]!}${ENDS[(chance >>> 4) % 16]!}`,
    born: bornOn(age, (chance >>> 8) % 365), sex: at % 2 ? 'F' : 'M', entered: day(2024 - Math.min(age - 5, 6), 9, 3), sen, year: String(age - 4),
    needs: sen === 'N' ? [] : [[1, 'SLCN'], ...(at % 3 ? [] : [[2, 'ASD'] as [number, string]])], meals: at % 4 ? null : day(2022, 9, 5), suspended: at % 40 ? null : day(2024, 11, 1 + (at % 28)),
    sessions: CODES.slice(0, 3 + (at % 6)).map((code, one) => [code, one < 2 ? 60 - (at % 5) : 1 + (at % 3)]), postcode: `KD${1 + (at % 9)} ${at % 10}AB`,
  }
}

function writePupil(write: (table: string, cells: Record<string, string | number>) => void, pupil: Pupil, at: number, school: number) {
  const own = { pupilonrolltableid: pupil.id, NativeId: `N${school}`, sourceid: hex(at) }
  write('pupilonroll', {
    ...own, pupilonrollorderseqcolumn: at, schoolcensustableid: `c${school}`, upn: pupil.upn,
    surname: pupil.surname, forename: pupil.forename, dob: pupil.born, sex: pupil.sex, entrydate: pupil.entered, enrolstatus: 'C',
    senprovision: pupil.sen, ncyearactual: pupil.year, ethnicity: at % 3 ? 'WBRI' : 'APKN', language: at % 5 ? 'ENG' : 'URD',
    parttime: 'False', boarder: 'N', plaa: 'N', servicechild: 'N', youngcarer: at % 50 ? 'N' : 'P',
    topupfunding: 'False', senunitindicator: 'False', resourcedprovisionindicator: at % 100 ? 'False' : 'True',
    termlysessionspossible: 130, hoursatsetting: 32.5, schoollunchtaken: 'True', classtype: 'O',
    middlenames: pupil.forename, moveoffrollflag: 'False', missingaddress: 'False', duplicatenotfunded: 'False', fundedhours: '15.0', yssa: 'UNS', eyppr: 'N',
  })
  for (const [rank, type] of pupil.needs) write('senneeds', { ...own, senneedsorderseqcolumn: rank, senneedstableid: hex(at * 16 + rank), sentyperank: rank, sentype: type })
  if (pupil.meals) write('fsmperiod', { ...own, fsmperiodorderseqcolumn: 1, fsmperiodtableid: hex(at), fsmstartdate: pupil.meals, ukcountry: 'ENG' })
  if (pupil.suspended) write('termlyexclusionsonroll', { ...own, termlyexclusionsonrollorderseqcolumn: 1, termlyexclusionsonrolltableid: hex(at), startdate: pupil.suspended, sessions: 4,
    category: 'SUSP', reason1: 'DB', senprovision: pupil.sen })
  for (const [one, [code, sessions]] of pupil.sessions.entries()) write('termlysessiondetailsonroll',
    { ...own, termlysessiondetailsonrollorderseqcolumn: one + 1, termlysessiondetailsonrolltableid: hex(at * 16 + one), attendancereason: code, sessions })
  write('addresses', { ...own, addressesorderseqcolumn: 1, addressestableid: hex(at), postcode: pupil.postcode, paon: at % 200, street: 'Invented Lane', town: 'Kelderby',
    administrativearea: 'Kelder' })
}

function beginSchool(write: (table: string, cells: Record<string, string | number>) => void, xml: Out, school: number) {
  const estab = String(1000 + school)
  write('schoolcensus', { schoolcensustableid: `c${school}`, NativeId: `N${school}`, lea: '899', estab, collection: 'SC', term: 'SPR', year: 2025, referencedate: day(2025, 1, 16) })
  write('school', { schooltableid: `k${school}`, NativeId: `N${school}`, schoolcensustableid: `c${school}`, schoolname: `Invented school ${school}` })
  xml.line(`<School><LEA>899</LEA><Estab>${estab}</Estab><SchoolName>Invented school ${school}</SchoolName><Pupils><PupilsOnRoll>`)
}

function xmlOf(pupil: Pupil, at: number) {
  const element = (name: string, text: string | number) => `<${name}>${text}</${name}>`
  const plain = (text: string) => text.slice(0, 11)
  return `<PupilOnRoll>
${element('UPN', pupil.upn)}${element('Surname', pupil.surname)}${element('Forename', pupil.forename)}${element('DOB', plain(pupil.born))}${element('Sex', pupil.sex)}
${element('EntryDate', plain(pupil.entered))}${element('EnrolStatus', 'C')}${element('SENprovision', pupil.sen)}${element('NCyearActual', pupil.year)}${element('Ethnicity',
  at % 3 ? 'WBRI' : 'APKN')}${element('Language', at % 5 ? 'ENG' : 'URD')}
${element('PartTime', 'false')}${element('Boarder', 'N')}${element('PLAA', 'N')}${element('ServiceChild', 'N')}${element('YoungCarer', at % 50 ? 'N' : 'P')}${element('ResourcedProvisionIndicator',
  at % 100 ? 'false' : 'true')}
${element('TermlySessionsPossible', 130)}${pupil.needs.map(([rank, type]) => element('SENneed', element('SENtypeRank', rank) + element('SENtype', type))).join('')}
${pupil.meals ? element('FSMperiod', element('FSMstartDate', plain(pupil.meals)) + element('UKcountry', 'ENG')) : ''}
${pupil.suspended ? element('TermlyExclusion', element('StartDate', plain(pupil.suspended)) + element('Sessions', 4) + element('Category', 'SUSP') + element('Reason1',
  'DB') + element('SENprovision', pupil.sen)) : ''}
${pupil.sessions.map(([code, sessions]) => element('SessionDetail', element('AttendanceReason', code) + element('Sessions', sessions))).join('')}
${element('Address', element('PostCode', pupil.postcode))}</PupilOnRoll>`
}

/** A day of the year of birth that goes with an age at the start of the school year. */
function bornOn(age: number, after: number) {
  const born = new Date(Date.UTC(2023 - age, 8, 1 + after))
  return day(born.getUTCFullYear(), born.getUTCMonth() + 1, born.getUTCDate())
}

/** A day as COLLECT writes it. */
const day = (year: number, month: number, date: number) => `${year}-${MONTHS[month - 1]}-${String(date).padStart(2, '0')} 00:00:00`
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Eight characters, as COLLECT numbers its rows. */
const hex = (number: number) => number.toString(16).padStart(8, '0')

/** A number in letters, so that names stay names. */
const letters = (number: number): string => (number < 26 ? String.fromCharCode(97 + number) : letters(Math.floor(number / 26) - 1) + String.fromCharCode(97 + (number % 26)))

class Out {
  readonly path: string
  private readonly stream
  private held: string[] = []

  constructor(path: string) {
    this.path = path
    this.stream = createWriteStream(path)
  }

  line(text: string) {
    this.held.push(text)
  }

  async settle() {
    if (!this.held.length) return
    const text = `${this.held.join('\n')}\n`
    this.held = []
    if (!this.stream.write(text)) await once(this.stream, 'drain')
  }

  async end() {
    await this.settle()
    this.stream.end()
    await once(this.stream, 'finish')
  }
}

class Table {
  readonly out: Out
  private readonly columns: string[]

  constructor(path: string, columns: string[]) {
    this.out = new Out(path)
    this.columns = columns
    this.out.line(columns.join(','))
  }

  row(cells: Record<string, string | number>) {
    this.out.line(this.columns.map((column) => cells[column] ?? '').join(','))
  }
}
