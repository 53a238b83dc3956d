import assert from 'node:assert/strict'
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pipeline } from 'node:stream/promises'
import readXlsxFile from 'read-excel-file/node'
import { ZipFile } from 'yazl'
import { Refusal } from '#kernel'
import { isWorkbook, readSheets } from './workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'belong-sheets-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const SHARED = join(import.meta.dirname, '../../../../shared/data')

async function zipped(parts: Record<string, string>) {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const path = join(folder, `${Math.random()}.zip`)
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

const xlsx = (rows: string, more: Record<string, string> = {}, properties = '') =>
  zipped({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r">${properties}<sheets><sheet name="One" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  })
const ods = (rows: string) =>
  zipped({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<d xmlns:table="t" xmlns:text="x" xmlns:office="o"><table:table table:name="One">${rows}</table:table></d>`,
  })
const rowsOf = async (path: string) => (await readSheets(path))[0]!.rows

const FORMATS = '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/>'
const STYLES = `<styleSheet><numFmts>${FORMATS}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`

test('cells of an Excel sheet are text: days ISO, numbers short, logical values, errors, rich and shared texts', async () => {
  const path = await xlsx(
    `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>45673</v></c><c r="D2" s="2"><v>45673.395833333336</v></c><c r="E2" s="3"><v>4.5</v></c></row>
     <row r="4"><c r="A4"><v>1E+10</v></c><c r="B4"><v>0.30000000000000004</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#N/A</v></c>
       <c r="E4" t="inlineStr"><is><t> in </t></is></c><c r="F4" t="str"><f>A1</f><v>came_x000D_to</v></c></row>
     <row r="5"><c r="A5" s="1"><v>1</v></c><c r="B5" s="1"><v>59</v></c><c r="C5" s="1"><v>61</v></c><c r="D5" s="2"><v>0.5</v></c></row>`,
    { 'xl/styles.xml': STYLES, 'xl/sharedStrings.xml': '<sst><si><r><t>SEN </t></r><r><t>support</t></r><rPh><t>no</t></rPh></si></sst>' },
  )
  assert.deepEqual(await rowsOf(path), [
    [],
    ['SEN support', '', '2025-01-16', '2025-01-16T09:30:00', '4.5'],
    [],
    ['10000000000', '0.30000000000000004', 'TRUE', '#N/A', 'in', 'came\rto'],
    // Excel's own days either side of the 29 February 1900 that never was.
    ['1900-01-01', '1900-02-28', '1900-03-01', '12:00:00'],
  ])
  const mac = await xlsx('<row><c s="1"><v>44211</v></c></row>', { 'xl/styles.xml': STYLES }, '<workbookPr date1904="1"/>')
  assert.deepEqual(await rowsOf(mac), [['2025-01-16']], '44211 days after 1 January 1904')
})

test('cells of an OpenDocument sheet are the same texts, and rows that repeat are as many', async () => {
  const path = await ods(`
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="3"/></table:table-row>
    <table:table-row><table:table-cell office:value-type="date" office:date-value="2025-01-16T00:00:00"><text:p>16/01/25</text:p></table:table-cell><table:covered-table-cell/>
      <table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation>
        <text:p>two <text:span>and</text:span><text:s text:c="2"/>three</text:p><text:p>lines</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`)
  assert.deepEqual(await rowsOf(path), [['3', '3'], ['3', '3'], ['2025-01-16', '', 'two and  three\nlines']])
})

test('what claims more rows, columns or cells than a sheet has is refused with a sentence, and so is what is no workbook', async () => {
  const evil = [
    await xlsx('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
    await xlsx('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'),
    await xlsx('<row r="-5"><c><v>1</v></c></row>'),
    await xlsx(Array.from({ length: 400 }, (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`).join('')),
    await ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="3"/></table:table-row>'),
    await zipped({ 'a.txt': 'a' }),
    await xlsx('<row><c>'),
    await xlsx('', { 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }),
  ]
  const plain = join(folder, 'plain.xlsx')
  writeFileSync(plain, 'a,b\n1,2\n')
  const locked = join(folder, 'locked.xlsx')
  writeFileSync(locked, Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  const cut = join(folder, 'cut.xlsx')
  writeFileSync(cut, readFileSync(await xlsx('<row><c><v>1</v></c></row>')).subarray(0, 300))
  for (const path of [...evil, plain, locked, cut]) await assert.rejects(readSheets(path), (fault) => fault instanceof Refusal && fault.message.length > 20)
  await assert.rejects(readSheets(locked), /take the password off/)
  assert.deepEqual([await isWorkbook(plain), await isWorkbook(evil[0]!), await isWorkbook(evil[5]!)], [false, true, false])
})

test('real workbooks read as another reader of sheets has them', async (t) => {
  if (!existsSync(SHARED)) return t.skip('the shared samples are not here')
  let cells = 0
  for (const path of ['finance', 'lait', 'returns/sen'].flatMap((under) => readdirSync(join(SHARED, under)).filter((name) => name.endsWith('.xlsx')).map((name) => join(SHARED, under, name)))) {
    const ours = await readSheets(path)
    for (const [at, sheet] of (await readXlsxFile(path)).entries()) {
      for (const [row, theirs] of sheet.data.entries()) {
        for (const [column, cell] of theirs.entries()) {
          cells += 1
          const said = (cell as unknown) instanceof Date ? (cell as unknown as Date).toISOString().slice(0, 10) : String(cell ?? '').trim()
          assert.equal(ours[at]!.rows[row]?.[column] ?? '', said, `${path} ${sheet.sheet} row ${row + 1}`)
        }
      }
    }
  }
  assert.ok(cells > 12_000, `${cells} cells`)
})
