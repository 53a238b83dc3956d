import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { discardUnzipped, type GivenFile, isZip, readCsv, type Unit, unzip, xmlRoot } from '#platform'
import { firstOfCensusTable } from './school-census-table.ts'
import { everyTable } from './layout.ts'
import { censusOfName, type WhichCensus } from './which-census.ts'
import { isSchoolCensusXml } from './xml-names.ts'

/** A unit's parts are called by table and census, so that the same rows for another census are another return: `senneeds 2025-spring`. */
const role = (table: string, census: string) => `${table} ${census}`
/** Where neither name nor content says which census it is. */
const UNSAID = 'unsaid'
/** The one part of a return in XML. */
export const XML = 'xml'

/** The tables of a unit, by their names. */
export const tablesOfUnit = (unit: Unit): Map<string, GivenFile> => new Map(Object.entries(unit.parts).map(([called, file]) => [called.split(' ')[0]!, file]))

/** The census a unit is called by; null where its files did not say. */
export function censusOfUnit(unit: Unit): WhichCensus | null {
  const [year, term] = Object.keys(unit.parts)[0]!.split(' ')[1]?.split('-') ?? []
  return term === undefined ? null : { year: Number(year), term: term as WhichCensus['term'] }
}

/** Brings tables of the same census together; each XML is a return of its own. */
export async function recogniseCensus(files: GivenFile[]): Promise<Unit[]> {
  const units: Unit[] = []
  const plain: GivenFile[] = []
  for (const file of files) {
    if (!OTHER_ZIPS.test(file.name) && (await isZip(file.path))) units.push(...(await unitsOfZip(file)))
    else plain.push(file)
  }
  return [...units, ...(await unitsOf(plain, (name) => name))]
}

async function unitsOfZip(zip: GivenFile): Promise<Unit[]> {
  const entries = await unzip(zip.path, (entry) => /\.(csv|txt|xml)$/i.test(entry))
  const units = await unitsOf(entries.map(({ entry, path }) => ({ name: basename(entry), path })), (name) => `${zip.name} › ${name}`)
  if (!units.length) discardUnzipped(entries.map(({ path }) => path))
  return units.map((unit) => ({ ...unit, from: [zip.path] }))
}

async function unitsOf(files: GivenFile[], called: (name: string) => string): Promise<Unit[]> {
  const units: Unit[] = []
  const byCensus = new Map<string, Map<string, GivenFile>>()
  for (const file of files) {
    if (await isXmlOfCensus(file)) units.push({ kind: 'school-census', file: called(file.name), parts: { [XML]: file } })
    const found = await tableOf(file)
    if (!found) continue
    const census = found.year === null ? UNSAID : `${found.year}-${found.term}`
    const tables = byCensus.get(census) ?? new Map<string, GivenFile>()
    // A second file for the same table is left for the next one that knows it, or for nobody, and is then told to the person.
    if (!tables.has(found.table)) tables.set(found.table, file)
    byCensus.set(census, tables)
  }
  for (const [census, tables] of await named(byCensus)) units.push(unitOf(census, tables, called))
  return units
}

function unitOf(census: string, tables: Map<string, GivenFile>, called: (name: string) => string): Unit {
  const order = [...tables.keys()].sort()
  const first = tables.get('pupilonroll') ?? tables.get(order[0]!)!
  const more = order.length - 1
  const file = `${called(first.name)}${more ? ` and ${more} more ${more === 1 ? 'table' : 'tables'}` : ''}`
  return { kind: 'school-census', file, parts: Object.fromEntries(order.map((table) => [role(table, census), tables.get(table)!])) }
}

/** Tables whose names do not say the census belong to the one their schoolcensus table says; else to the only other one that was given. */
async function named(byCensus: Map<string, Map<string, GivenFile>>) {
  const unsaid = byCensus.get(UNSAID)
  if (!unsaid) return byCensus
  const census = unsaid.get('schoolcensus')
  const said = census ? (await firstOfCensusTable(census)).which : null
  const others = [...byCensus.keys()].filter((key) => key !== UNSAID)
  const key = said ? `${said.year}-${said.term}` : others.length === 1 ? others[0]! : UNSAID
  if (key === UNSAID) return byCensus
  byCensus.delete(UNSAID)
  byCensus.set(key, new Map([...unsaid, ...(byCensus.get(key) ?? [])]))
  return byCensus
}

/** A table by its name, else by its first columns, which no other file has. */
async function tableOf(file: GivenFile): Promise<({ table: string } & (WhichCensus | { year: null; term: null })) | null> {
  const tables = everyTable()
  const byName = censusOfName(file.name)
  if (byName && tables.has(byName.table)) return byName
  if (!/\.(csv|txt)$/i.test(file.name)) return null
  let names: string[] = []
  await readCsv(file.path, {
    header(found) {
      names = found
      return 'stop'
    },
    row: () => {}, problem: () => {},
  })
  const table = names.map((name) => /^([a-z0-9]+)tableid$/.exec(name)?.[1]).find((one) => one !== undefined && tables.has(one) && names.includes(`${one}orderseqcolumn`))
  return table === undefined ? null : { table, ...(byName ?? { year: null, term: null }) }
}

async function isXmlOfCensus(file: GivenFile) {
  if (!/\.xml$/i.test(file.name) || (await xmlRoot(file.path)) === null) return false
  const handle = await open(file.path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return isSchoolCensusXml(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await handle.close()
  }
}

const HEAD = 65_536

/** Workbooks and documents are zips too, and none of ours. */
const OTHER_ZIPS = /\.(xlsx|xlsm|ods|odt|docx|pptx)$/i
