import { isWorkbook, readCsv, readSheets, readXml, xmlRoot } from '#platform'

/** A row as it stands in a kept file: what is over each cell, and the cell. */
export interface KeptRow {
  cells: { name: string; value: string; isKeptApart?: true }[]
  /** Cells beyond those shown. */
  more: number
}

const MOST_CELLS = 400

/** Reads one row of a kept file again: of a CSV or sheet by its number (1 is the header), of an XML the element that begins on that line. Null where there is none. */
export async function readKeptRow(path: string, row: number): Promise<KeptRow | null> {
  if (await isWorkbook(path)) return rowOfSheet(path, row)
  if ((await xmlRoot(path)) !== null) return elementAt(path, row)
  return rowOfCsv(path, row)
}

/** Thrown to stop reading where the row has been found. */
const FOUND = Symbol('found')

async function rowOfCsv(path: string, row: number): Promise<KeptRow | null> {
  let names: string[] = []
  let found: KeptRow | null = null
  const take = (cells: string[], number: number) => {
    if (number !== row) return
    found = keptRow(cells.map((value, at) => ({ name: names[at] ?? `Column ${at + 1}`, value })))
    throw FOUND
  }
  await readCsv(path, {
    header(given) {
      names = given
      if (row !== 1) return
      found = keptRow(given.map((value, at) => ({ name: `Column ${at + 1}`, value })))
      return 'stop'
    },
    row: take, unfit: take, problem: () => {},
  }).catch((fault: unknown) => (fault === FOUND ? undefined : Promise.reject(fault)))
  return found
}

/** The element that is open deepest when a line begins it: everything in it, each text under the names that lead to it. */
async function elementAt(path: string, line: number): Promise<KeptRow | null> {
  let depth: number | null = null
  let isOver = false
  const cells: KeptRow['cells'] = []
  await readXml(path, {
    open(_name, way, at) {
      if (depth === null && at >= line) depth = way.length
    },
    close(_name, text, way) {
      if (depth === null || isOver) return
      if (text !== '' && cells.length <= MOST_CELLS) cells.push({ name: way.slice(way.length === depth ? depth - 1 : depth).join(' › '), value: text })
      isOver = way.length <= depth
    },
    stop: () => isOver,
  })
  return cells.length ? keptRow(cells) : null
}

async function rowOfSheet(path: string, row: number): Promise<KeptRow | null> {
  const sheet = (await readSheets(path)).find(({ rows }) => (rows[row - 1]?.length ?? 0) > 0)
  const cells = sheet?.rows[row - 1]
  if (!cells) return null
  const names = sheet.rows.find((one) => one.length > 1) ?? []
  return keptRow(cells.map((value, at) => ({ name: names[at] || `Column ${at + 1}`, value })))
}

const keptRow = (cells: KeptRow['cells']): KeptRow => ({ cells: cells.slice(0, MOST_CELLS), more: Math.max(0, cells.length - MOST_CELLS) })
