import { type Issues, Refusal } from '#kernel'
import type { GivenFile, Unit } from '#platform'
import { joinTables } from './join-tables.ts'
import type { Module } from './names.ts'
import { readXmlPersons } from './read-xml.ts'
import type { Part, Person } from './record.ts'
import { isSen2Book, moduleOfCsv, readBookTables, readCsvTable, type Tables } from './tables.ts'

/** Reads a return, whichever way it was written: its headers, and each person. `isWhole` is false where a table could not be read to its end. */
export async function readReturn(
  unit: Unit, issues: Issues, what: 'header' | 'all', person: (person: Person) => void = () => {}, progress?: (share: number) => void,
): Promise<{ headers: Part[]; isWhole: boolean }> {
  const { xml, book, ...parts } = unit.parts
  const headers: Part[] = []
  if (xml) {
    await readXmlPersons(xml.path, { header: (part) => void headers.push(part), person, only: what === 'header', progress })
    return { headers, isWhole: true }
  }
  const { tables, isWhole } = book ? { tables: await readBookTables(book), isWhole: true } : await readTables(parts, what, issues)
  if (what === 'all') joinTables(tables, issues).forEach(person)
  return { headers: tables.get('header') ?? [], isWhole }
}

/** The CSV tables given together are one return; a table given twice is a unit of its own, which the check refuses as half a return. */
export async function recogniseTables(files: GivenFile[]): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) {
    if (!/\.(csv|txt)$/i.test(file.name)) continue
    const module = await moduleOfCsv(file)
    if (!module) continue
    const open = units.find(({ parts }) => !parts[module])
    if (open) open.parts[module] = file
    else units.push({ kind: 'sen2', file: file.name, parts: { [module]: file } })
  }
  return units.map((unit) => ({ ...unit, file: Object.values(unit.parts).map(({ name }) => name).join(', ') }))
}

/** Whether a workbook holds a SEN2; one that cannot be read is somebody else's to refuse. */
export async function readsAsBook(file: GivenFile): Promise<boolean> {
  try {
    return isSen2Book(await readBookTables(file))
  } catch (fault) {
    if (fault instanceof Refusal) return false
    throw fault
  }
}

async function readTables(parts: Record<string, GivenFile>, what: 'header' | 'all', issues: Issues): Promise<{ tables: Tables; isWhole: boolean }> {
  const tables: Tables = new Map()
  let isWhole = true
  for (const [module, file] of Object.entries(parts)) {
    if (what === 'header' && module !== 'header') continue
    if (!(await readCsvTable(file, module as Module, tables, issues))) isWhole = false
  }
  return { tables, isWhole }
}
