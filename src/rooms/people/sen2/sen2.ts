import { sql } from 'kysely'
import { censusDay, Issues, Refusal } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, isWorkbook, type Reader, rows, type Unit, xmlRoot } from '#platform'
import { placeFinder } from '#rooms/places'
import { nothingSaid, wholeArea } from '../returns/area-return.ts'
import type { ReturnContent, Said } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { messageHeader } from '../returns/xml-records.ts'
import { EHC_PLACEMENT, EHC_PLAN, EHC_REQUEST } from './facts.ts'
import { CODES } from './names.ts'
import { readPerson, SEN2 } from './person.ts'
import { readReturn, readsAsBook, recogniseTables } from './read-return.ts'
import { find, type Sen2Reading } from './reading.ts'
import { cell, type Part, type Person } from './record.ts'

/** SEN2, person level: requests, assessments, plans and placements of an authority, as XML, as the tables of the COLLECT export, or as the Excel template. */
export const sen2 = fileKind<ReturnContent>({
  name: 'sen2',
  label: 'SEN2 person level (XML, CSV tables, Excel template)',
  ...returnOf(SEN2, [EHC_REQUEST, EHC_PLAN, EHC_PLACEMENT]),
  async saysAuthority(unit) {
    // What cannot be read is for the check to say.
    const { headers } = await readReturn(unit, new Issues(), 'header').catch((fault: unknown) => (fault instanceof Refusal ? { headers: [] } : Promise.reject(fault)))
    const authority = cell(headers[0], 'authority')
    return /^\d{3}$/.test(authority) ? authority : null
  },
  // A sheet's row can't be told apart from another sheet's of the same number.
  rowIn: (unit, row) => ({ file: unit.parts['xml'] ?? unit.parts['person'], row }),
  recognise,
  check,
})

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) {
    const isMessage = (await xmlRoot(file.path)) === 'Message'
    const isXml = isMessage && (as || /^SEN2$/i.test((await messageHeader(file.path))?.collection ?? ''))
    if (isXml) units.push({ kind: 'sen2', file: file.name, parts: { xml: file } })
    else if (!isMessage && (await isWorkbook(file.path)) && (as || (await readsAsBook(file)))) units.push({ kind: 'sen2', file: file.name, parts: { book: file } })
  }
  return [...units, ...(await recogniseTables(files))]
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const blocked = (): Checked<ReturnContent> => ({ content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } })
  const home = await wholeArea(db, options, issues, 'A SEN2 return')
  if (home === null) return blocked()
  const persons: Person[] = []
  const { headers, isWhole } = await readReturn(unit, issues, 'all', (person) => persons.push(person), options.progress)
  const year = await yearOf(db, headers, issues)
  if (!year || !isWhole) return blocked()
  const reading = await readingOf(db, { issues, home, asAt: year.asAt })
  const said: Said[] = persons.flatMap((person) => readPerson(person, reading) ?? [])
  const read = persons.length
  const { all, others } = reading.placements
  if (all >= 20 && others / all > CODES.otherSettingShare) find(issues, 'others', 'placement', WHOLE)
  if (!read) find(issues, 'no-persons', 'person', WHOLE)
  return { content: { period: year.period, asAt: year.asAt, said, unknownSettings: new Map() }, issues, blocks: !read, rows: { read, rejected: read - said.length } }
}

const WHOLE: Part = { row: null as unknown as number, cells: {} }

/** One header says the census day; where it gives the year alone, that is the third Thursday of January. */
async function yearOf(db: Reader, headers: readonly Part[], issues: Issues): Promise<{ period: string; asAt: string } | null> {
  const [header] = headers
  if (!header || headers.length > 1) {
    find(issues, 'header', 'header', headers[1] ?? WHOLE)
    return null
  }
  const authority = cell(header, 'authority')
  if (!(await rows(db, sql`select 1 from places.place_by_code where scheme = 'dfe' and code = ${authority}`)).length) find(issues, 'authority', 'header', header, 'authority')
  const day = writtenDay(cell(header, 'referenceDate'))
  const year = /^20\d\d$/.test(cell(header, 'year')) ? Number(cell(header, 'year')) : day === null ? null : Number(day.slice(0, 4))
  if (year === null) {
    find(issues, 'year', 'header', header, 'referenceDate')
    return null
  }
  const rule = censusDay('spring', year)
  if (day !== rule) find(issues, 'reference-date', 'header', header, 'referenceDate')
  return { period: String(year), asAt: day ?? rule }
}

async function readingOf(db: Reader, { issues, home, asAt }: Pick<Sen2Reading, 'issues' | 'home' | 'asAt'>): Promise<Sen2Reading> {
  const places = await placeFinder(db)
  const ours = new Set((await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.reach where within_id = ${home}`)).map(({ placeId }) => placeId))
  return {
    issues, home, asAt, who: new WhoReader(issues, 'sen2', { upn: 'UPN', uln: 'UniqueLearnerNumber' }), placeOf: (urn) => places.byCode('urn', urn), isOfArea: (placeId) => ours.has(placeId),
    keys: new Set(), names: new Set(), placements: { all: 0, others: 0 },
  }
}
