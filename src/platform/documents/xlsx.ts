import writeExcelFile, { type Cell } from 'write-excel-file/node'
import type { Sheet } from './paper.ts'
import { cellText, columnWidths } from './sheet-cells.ts'

/** A table as an Excel workbook: its lines on the sheet Figures, what a reader of the file alone must know on the sheet Key. */
export async function xlsxOf({ title, head, lines, key }: Sheet): Promise<Buffer<ArrayBuffer>> {
  return (await writeExcelFile(
    [
      {
        sheet: 'Figures', stickyRowsCount: 1, orientation: 'landscape', columns: columnWidths([head, ...lines]).map((width) => ({ width })),
        data: [head.map((label) => ({ ...cell(label, true), ...HEAD })), ...lines.map((line) => line.map((one) => cell(one)))],
      },
      {
        sheet: 'Key', orientation: 'landscape', columns: [{ width: 20 }, { width: WORDS_WIDE }],
        data: [[{ ...cell(title), fontWeight: 'bold' }], [], ...key.map((line) => line.map((one, at) => ({ ...cell(one), ...(at ? { wrap: true } : {}), height: heightOf(line) })))],
      },
    ] as never,
    { fontFamily: 'Arial', fontSize: 11 },
  ).toBuffer()) as Buffer<ArrayBuffer>
}

const HEAD = { fontWeight: 'bold', wrap: true, bottomBorderStyle: 'medium', bottomBorderColor: '#211d19' }
/** In characters. */
const WORDS_WIDE = 90

/** In points: as many lines as the words need, which Excel does not work out for itself. */
function heightOf(line: readonly (string | number | null)[]) {
  const lines = line.slice(1).map((one) => String(one ?? '').split('\n').reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / (WORDS_WIDE - 5))), 0))
  return 4 + 14.5 * Math.min(25, Math.max(1, ...lines))
}

/** A text is told to be one: no spreadsheet then reads it as a formula, whatever it begins with. */
function cell(value: string | number | null, isHead = false): Exclude<Cell, string | number | boolean | Date> {
  if (value === null || value === '') return null
  const top = { alignVertical: (isHead ? 'bottom' : 'top') as 'top' }
  if (typeof value === 'number') return Number.isFinite(value) ? { type: Number, value, ...top } : null
  return { type: String, value: cellText(value), ...top }
}
