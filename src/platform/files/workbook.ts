import { open } from 'node:fs/promises'
import { Refusal } from '#kernel'
import { readOdsSheets } from './ods-sheets.ts'
import { readXlsxSheets } from './xlsx-sheets.ts'
import { discardUnzipped, isZip, unzip } from './zip.ts'

/** A sheet of a workbook as text. `rows[0]` is the sheet's row 1: rows that stand empty are empty lists, and blanks at the end of a row are left out. */
export interface SheetRows {
  name: string
  rows: string[][]
}

/**
 * Every sheet of an Excel (.xlsx) or OpenDocument (.ods) workbook, hidden ones too. Days are ISO, moments `2025-01-16T09:30:00`, numbers as few
 * digits as say them, logical values TRUE and FALSE, an error as it shows (#N/A), a formula what it last came to. Refuses with a sentence what is
 * no workbook, is damaged or protected, or holds more than a list of a return ever does. Sheets are read by us and not by a library: the one at
 * hand fills every gap a file claims to have, so that a row number alone could fill memory.
 */
export async function readSheets(path: string): Promise<SheetRows[]> {
  if (!(await isZip(path))) throw new Refusal('invalid', (await isOldOrLocked(path)) ? OLD_OR_LOCKED : 'This is no Excel (.xlsx) or OpenDocument (.ods) workbook.')
  const parts = await unzip(path, isPart, LIMITS)
  try {
    const byName = new Map(parts.map((part) => [part.entry, part.path]))
    const odsContent = byName.get('content.xml')
    if (odsContent) return await readOdsSheets(odsContent)
    if (byName.has('xl/workbook.xml')) return await readXlsxSheets(byName)
    throw new Refusal('invalid', 'This zip is no Excel (.xlsx) or OpenDocument (.ods) workbook: it holds no sheets.')
  } finally {
    discardUnzipped(parts.map((part) => part.path))
  }
}

/** Whether a file is a workbook by what it holds, whatever it is called: a zip with the parts of one. Opens nothing of it. */
export async function isWorkbook(path: string): Promise<boolean> {
  if (!(await isZip(path))) return false
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    const start = buffer.toString('latin1', 0, bytesRead)
    return /\[Content_Types\]\.xml|_rels\/\.rels|xl\/|application\/vnd\.oasis\.opendocument\.spreadsheet/.test(start)
  } finally {
    await file.close()
  }
}

const isPart = (entry: string) => entry === 'content.xml' || /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(entry)

/** A sheet of a hundred thousand children unpacks to some 100 MB. XML of equal rows packs as tightly as anything can, so no ratio is asked. */
const LIMITS = { entries: 2000, totalBytes: 300_000_000, ratio: 1100 }

const OLD_OR_LOCKED = 'This is an old Excel workbook (.xls) or one with a password. Open it, take the password off, and save it as .xlsx or CSV.'

async function isOldOrLocked(path: string) {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE(0) === 0xd0cf11e0
  } finally {
    await file.close()
  }
}
