import { Refusal } from '#kernel'
import { csvOut } from '../files/csv.ts'
import type { WebContext } from '../http.ts'
import { odsOf } from './ods.ts'
import type { Sheet } from './paper.ts'
import { xlsxOf } from './xlsx.ts'

/** What a table can be carried away as. */
export const SHEET_FORMATS = ['csv', 'xlsx', 'ods'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

/** The format asked for by `as` in the address; null where it is the page that is wanted. Refuses one we do not make. */
export function sheetAsked(c: WebContext): SheetFormat | null {
  const asked = c.req.query('as')
  if (asked === undefined || asked === '') return null
  const format = SHEET_FORMATS.find((one) => one === asked)
  if (!format) throw new Refusal('invalid', 'A table can be had as csv, xlsx or ods', { as: 'Use csv, xlsx or ods' })
  return format
}

/** A table as a file of its format: the same lines and then, in CSV under an empty line and elsewhere on a sheet of its own, the same key. */
export async function answerSheet(c: WebContext, sheet: Sheet, format: SheetFormat): Promise<Response> {
  c.header('Content-Type', TYPES[format])
  c.header('Content-Disposition', `attachment; filename="${fileName(sheet.file)}.${format}"`)
  return c.body(await sheetBytes(sheet, format))
}

/** The bytes of a table as a file. */
export async function sheetBytes(sheet: Sheet, format: SheetFormat): Promise<Buffer<ArrayBuffer>> {
  if (format === 'csv') return Buffer.from(csvOf(sheet))
  return format === 'xlsx' ? xlsxOf(sheet) : odsOf(sheet)
}

/** Letters, digits, dots and hyphens: a name every file system takes. */
export function fileName(name: string) {
  return name.replace(/[^a-z0-9.-]+/gi, '-').replace(/^-+|-+$/g, '').slice(0, 150) || 'belong'
}

const TYPES: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** The mark at the front tells spreadsheets that this is UTF-8; every line is as wide as the head, so that programs read it as one table. */
function csvOf({ head, lines, key }: Sheet) {
  const filled = (cells: (string | number | null)[]) => [...cells, ...Array<null>(Math.max(0, head.length - cells.length)).fill(null)]
  return `\uFEFF${csvOut([head, ...lines, ...(key.length ? [[], ...key].map(filled) : [])])}`
}
