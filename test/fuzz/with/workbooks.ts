import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** Entries of a zip by name, in their order; one name may stand twice. */
export type Entries = [name: string, bytes: Buffer | string][]

export async function zipOf(entries: Entries): Promise<Buffer> {
  const zip = new ZipFile()
  // An OpenDocument file is told by its first entry, which is not packed (OpenDocument 1.3, part 2, 3.3).
  for (const [name, bytes] of entries) zip.addBuffer(Buffer.from(bytes), name, { compress: name !== 'mimetype' })
  zip.end()
  return buffer(zip.outputStream)
}

/** What a whole zip holds, unpacked in memory: for small ones of our own making. */
export async function entriesOf(zip: Buffer): Promise<Entries> {
  const open = await fromBufferPromise(zip, { lazyEntries: true })
  const entries: Entries = []
  for await (const entry of open.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push([entry.fileName, await buffer(await open.openReadStreamPromise(entry))])
  return entries
}

/** An Excel workbook of one sheet, each cell a text. */
export const xlsxOf = (rows: readonly (readonly string[])[]) => xlsxWith(rows.map((cells, row) => `<row r="${row + 1}">${cells.map((cell, at) => `<c r="${columnName(at)}${row + 1}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`).join(''))

/** An Excel workbook with a sheet as it is written there: `<row>`s of `<c>`s. */
export const xlsxWith = (sheet: string) => zipOf([
  ['[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
  ['xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>'],
  ['xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'],
  ['xl/styles.xml', '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'],
  ['xl/worksheets/sheet1.xml', `<worksheet><sheetData>${sheet}</sheetData></worksheet>`],
])

/** An OpenDocument workbook of one sheet, each cell a text. */
export const odsOf = (rows: readonly (readonly string[])[]) => odsWith(rows.map((cells) => `<table:table-row>${cells.map((cell) => `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`).join(''))

/** An OpenDocument workbook with a sheet as it is written there: `<table:table-row>`s of `<table:table-cell>`s. */
export const odsWith = (sheet: string) => zipOf([
  ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['content.xml', `<d xmlns:table="t" xmlns:text="x" xmlns:office="o"><table:table table:name="One">${sheet}</table:table></d>`],
])

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function columnName(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)
}
