import { censusDay, Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type Reader, type Unit } from '#platform'
import { directory, type PlaceFinder, placeFinder } from '#rooms/places'
import type { ReturnContent } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { type CodeBook, codeBookOf } from './code-book.ts'
import { Findings } from './findings.ts'
import { layoutOf } from './layout.ts'
import { PLACEMENT } from './placements.ts'
import { censusOfUnit, recogniseCensus, tablesOfUnit, XML } from './recognise.ts'
import { sayAll } from './say.ts'
import { firstOfCensusTable, type SaidOfReturn } from './school-census-table.ts'
import { Settings } from './settings.ts'
import { checkEntered, compareWithLast } from './since-last.ts'
import { type CensusReading, LEAVERS_FROM, type Reading, readTables } from './tables.ts'
import { type CensusSpan, spanOf, type WhichCensus } from './which-census.ts'
import { headerOfXml, readCensusXml } from './xml.ts'

/** The school census of a term: COLLECT's export of tables, as it was from 2015 to 2026, or the XML that schools give. */
export const schoolCensus = fileKind<ReturnContent>({
  name: 'school-census',
  calledAs: 'census',
  label: 'School census',
  ...returnOf('school-census', [PLACEMENT]),
  recognise: recogniseCensus,
  saysAuthority: async (unit) => (await ofReturn(unit)).authority,
  rowIn(unit, row) {
    const tables = tablesOfUnit(unit)
    const isLeaver = row >= LEAVERS_FROM
    return { file: tables.get(XML) ?? tables.get(isLeaver ? 'pupilnolongeronroll' : 'pupilonroll'), row: isLeaver ? row - LEAVERS_FROM : row }
  },
  check: checkCensus,
})

async function checkCensus(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const said = await ofReturn(unit)
  const which = censusOfUnit(unit) ?? said.which
  const findings = new Findings(issues, which ? `${which.term} ${which.year}` : 'its year')
  const stopped = (rows = { read: 0, rejected: 0 }) => ({ content: NOTHING, issues, blocks: true, rows })
  const tables = tablesOfUnit(unit)
  if (!which || isStopped(findings, which, said, tables)) {
    if (!which) findings.find('census-unnamed', {})
    return stopped()
  }
  const span = spanOf(which, said.referenceDay)
  const layout = layoutOf(which.term, which.year)
  const book = codeBookOf(layout)
  const finder = await placeFinder(db)
  const settings = new Settings(finder, { areaId: options.areaId ?? 0, places: options.places, on: span.asAt })
  const how: Reading = { layout, findings, settings, progress: options.progress }
  const reading = tables.has(XML) ? await readCensusXml(tables.get(XML)!, book, how) : await readTables(tables, how)
  if (!tables.has(XML)) missingTables(findings, tables, book)
  if (!reading.pupils.length) {
    findings.find('no-pupils', {})
    return stopped({ read: reading.read, rejected: reading.read })
  }
  const content = await contentOf(db, options.areaId ?? 0, { span, book, findings, settings, finder }, reading)
  return { content, issues, blocks: false, rows: { read: reading.read, rejected: reading.rejected } }
}

/** Whether a return is of another day than its name says, or says nothing of who its pupils are; another day of the same term is only asked about. */
function isStopped(findings: Findings, which: WhichCensus, said: SaidOfReturn, tables: ReadonlyMap<string, unknown>) {
  const expected = censusDay(which.term, which.year)
  if (wrongDay(which, said)) {
    findings.find('reference-day-other', {}, { day: said.referenceDay ?? `${said.which!.term} ${said.which!.year}` })
    return true
  }
  if (!tables.has(XML) && !tables.has('pupilonroll') && !tables.has('pupilnolongeronroll')) {
    findings.find('no-pupil-table', {})
    return true
  }
  if (said.referenceDay !== null && said.referenceDay !== expected) findings.find('reference-day', { value: said.referenceDay }, { day: said.referenceDay, expected })
  return false
}

interface Understanding {
  span: CensusSpan
  book: CodeBook
  findings: Findings
  settings: Settings
  finder: PlaceFinder
}

async function contentOf(db: Reader, areaId: number, { span, book, findings, settings, finder }: Understanding, reading: CensusReading): Promise<ReturnContent> {
  const saying = { span, book, findings, parts: reading.parts, holds: reading.holds, named: reading.named }
  const pupils = sayAll(saying, finder, reading.pupils)
  const said = pupils.map((one) => one.said)
  const places = await directory(db)
  const nameOf = (placeId: number) => settings.unknown.get(placeId)?.name ?? places.byId(placeId)?.name ?? String(placeId)
  checkEntered(saying, pupils, nameOf)
  await compareWithLast(db, areaId, saying, said, nameOf)
  return { period: span.period, asAt: span.asAt, said, unknownSettings: settings.unknown }
}

/** What the return says of itself, in its schoolcensus table or the header of its XML. */
async function ofReturn(unit: Unit): Promise<SaidOfReturn> {
  const tables = tablesOfUnit(unit)
  const census = tables.get('schoolcensus')
  const xml = tables.get(XML)
  return census ? firstOfCensusTable(census) : xml ? headerOfXml(xml) : { which: null, referenceDay: null, authority: null }
}

/** A day or a census in the file that is not of the census it is named after: last year's file under this year's name. */
function wrongDay({ term, year }: WhichCensus, said: SaidOfReturn): boolean {
  const isOther = said.which !== null && (said.which.term !== term || said.which.year !== year)
  const [from, until] = MONTHS[term]
  const day = said.referenceDay
  return isOther || (day !== null && (day < `${year}-${from}` || day > `${year}-${until}`))
}

const MONTHS = { spring: ['01-01', '03-31'], summer: ['04-01', '08-31'], autumn: ['09-01', '12-31'] } as const

/** Tables without which something this census collects of everybody is not told. */
function missingTables(findings: Findings, tables: ReadonlyMap<string, unknown>, book: CodeBook) {
  const expected = [...(book.holds.has('needs') ? [['senneeds']] : []), ['fsmperiod', 'fsmperiods', 'fsmperiodsonroll']]
  for (const [name, ...others] of expected) if (![name!, ...others].some((table) => tables.has(table))) findings.find('table-missing', { table: name! })
}

const NOTHING: ReturnContent = { period: '', asAt: '', said: [], unknownSettings: new Map() }
