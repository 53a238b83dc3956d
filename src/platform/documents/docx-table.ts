import { AlignmentType, BorderStyle, type FileChild, Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from 'docx'
import { INK, RULE, textWidthOf } from './docx-looks.ts'
import { wordParagraph, wordRuns } from './docx-words.ts'
import type { Block, Paper, PaperCell } from './paper.ts'
import { isRightToLeft, plainText } from './paper-words.ts'
import { cellText } from './sheet-cells.ts'

type TableBlock = Extract<Block, { kind: 'table' }>

/** A table with its caption above it, a head that comes again on every page, and numbers to the right. */
export function docxTable(block: TableBlock, paper: Paper, baseUrl: string): FileChild[] {
  const widths = shares(block).map((share) => Math.floor((share * textWidthOf(paper)) / 100))
  const style = block.columns.length > (paper.isLandscape ? 9 : 6) ? 'CellSmall' : 'Cell'
  const row = (cells: PaperCell[], isHead: boolean, staysWithNext = isHead) => new TableRow({
    cantSplit: true, ...(isHead ? { tableHeader: true } : {}),
    children: block.columns.map(({ isNumber }, at) => cellOf(cells[at] ?? '', { isHead, staysWithNext, isNumber: isNumber === true, isAfterNumber: !isNumber && at > 0 && block.columns[at - 1]!.isNumber === true, width: widths[at]!, style, baseUrl })),
  })
  const table = new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED,
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    borders: { top: NONE, left: NONE, right: NONE, insideVertical: NONE, insideHorizontal: line(4, RULE), bottom: line(4, RULE) },
    margins: { left: 0, right: 100 }, rows: [row(block.columns.map(({ label }) => label), true), ...block.rows.map((cells, at) => row(cells, false, block.rows.length <= WHOLE && at < block.rows.length - 1))],
  })
  const note = block.note === undefined ? new Paragraph({ style: 'Note', children: [] }) : wordParagraph(block.note, baseUrl, { style: 'Note' })
  return [new Paragraph({ style: 'Caption', text: cellText(block.caption), keepNext: true }), table, note]
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const line = (size: number, color: string) => ({ style: BorderStyle.SINGLE, size, color })

/** A table of so few lines is not parted between two pages. */
const WHOLE = 8

interface CellLook {
  isHead: boolean
  staysWithNext: boolean
  isNumber: boolean
  /** Words beside numbers that stand to the right want room between. */
  isAfterNumber: boolean
  width: number
  style: string
  baseUrl: string
}

function cellOf(words: PaperCell, { isHead, staysWithNext, isNumber, isAfterNumber, width, style, baseUrl }: CellLook) {
  const text = plainText(words)
  return new TableCell({
    width: { size: width, type: WidthType.DXA }, verticalAlign: isHead ? 'bottom' : 'top',
    ...(isAfterNumber ? { margins: { left: 220, right: 100 } } : {}),
    ...(isHead ? { borders: { bottom: line(12, INK) } } : {}),
    children: [new Paragraph({
      style, keepNext: staysWithNext, bidirectional: isRightToLeft(text), ...(isNumber ? { alignment: AlignmentType.RIGHT } : {}),
      children: isHead ? wordRuns([{ text, isBold: true }], baseUrl) : wordRuns(words, baseUrl),
    })],
  })
}

/** Each column's share of the width, in per cent: as asked, else by its longest line, within reason. */
function shares({ columns, rows }: TableBlock) {
  const asked = columns.reduce((sum, { share = 0 }) => sum + share, 0)
  const weights = columns.map(({ label, isNumber }, at) => {
    const word = Math.max(...label.split(/\s+/).map(({ length }) => length))
    const longest = rows.reduce((most, cells) => Math.max(most, plainText(cells[at] ?? '').length), 0)
    return Math.max(word + 2, Math.min(isNumber ? 14 : 42, Math.max(longest, Math.min(label.length, 16))), 6)
  })
  const free = columns.reduce((sum, { share }, at) => sum + (share === undefined ? weights[at]! : 0), 0)
  const rest = Math.max(10, 100 - asked)
  const given = columns.map(({ share }, at) => share ?? (rest * weights[at]!) / free)
  const total = given.reduce((sum, share) => sum + share, 0)
  return given.map((share) => (100 * share) / total)
}
