import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import readExcelFile from 'read-excel-file/node'
import { SaxesParser } from 'saxes'
import { fromBuffer, type ZipFile } from 'yauzl'
import Papa from 'papaparse'
import { docxOf } from './docx.ts'
import type { Paper, Sheet } from './paper.ts'
import { sheetBytes } from './sheet-file.ts'

const PAPER: Paper = {
  title: 'Derby is late & <last>', kicker: 'New EHC plans', standfirst: 'All ten did better.', areaName: 'Derby', areaColour: '#234f94', address: '/compare?place=E06000015&with=region',
  blocks: [
    { kind: 'heading', level: 2, text: 'Its neighbours' },
    { kind: 'heading', level: 3, text: 'Close ones' },
    { kind: 'paragraph', words: ['See ', { text: 'the definition', href: '/measures/x/definition' }, ', not ', { text: 'this', href: 'javascript:alert(1)' }, '.'] },
    { kind: 'paragraph', words: 'العربية من اليمين\n\nA second paragraph' },
    { kind: 'list', items: ['One', 'Two'], isNumbered: true },
    { kind: 'figure', svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 0H9"/></svg>', title: 'It fell', alternative: 'Bars from 93 to 14' },
    { kind: 'table', caption: 'Neighbours, 2024', columns: [{ label: 'Place' }, { label: 'Per cent', isNumber: true }], rows: [['Walsall', '84.2'], ['Derby', 'c']], note: 'Of children' },
  ],
  sources: ['Department for Education'], symbols: [{ symbol: 'c', words: 'withheld' }],
}

const SHEET: Sheet = {
  file: 'compare-x', title: 'Derby beside others', head: ['place', 'value', 'note'],
  lines: [['Derby', 14, '=1+1'], ['Leeds', -8.25, '+44 (0)'], ['Scilly', null, '@cmd'], ['York', 0, '-x'], ['<b>&"', 1e-7, 'two\nlines  here\u0000']],
  key: [['Source', 'Department'], ['Symbol', 'c: withheld']],
}

test('a Word document has real headings, a table whose head comes again, links, alternative text and its address on every page', async () => {
  const parts = await unzipped(await docxOf(PAPER, { baseUrl: 'https://belong.example.gov.uk', made: new Date('2026-11-22T12:00:00Z') }))
  const document = elements(parts.get('word/document.xml')!)
  const paragraphs = document.filter(({ name }) => name === 'w:p')
  const styled = (style: string) => paragraphs.filter((one) => one.inside.some(({ name, attributes }) => name === 'w:pStyle' && attributes['w:val'] === style)).map((one) => one.text)
  assert.deepEqual(styled('Title'), ['Derby is late & <last>'])
  assert.deepEqual(styled('Heading1'), ['Its neighbours', 'Symbols', 'Sources and method'])
  assert.deepEqual(styled('Heading2'), ['Close ones'])
  assert.deepEqual(styled('Caption'), ['It fell', 'Neighbours, 2024', 'What stands where there is no figure'])

  const [table] = document.filter(({ name }) => name === 'w:tbl')
  const rows = table!.inside.filter(({ name }) => name === 'w:tr')
  assert.deepEqual(rows.map((row) => row.inside.filter(({ name }) => name === 'w:tc').map((cell) => cell.text)), [['Place', 'Per cent'], ['Walsall', '84.2'], ['Derby', 'c']])
  assert.deepEqual(rows.map((row) => row.inside.some(({ name }) => name === 'w:tblHeader')), [true, false, false])
  const number = rows[1]!.inside.filter(({ name }) => name === 'w:tc')[1]!
  assert.ok(number.inside.some(({ name, attributes }) => name === 'w:jc' && /right|end/.test(attributes['w:val']!)))

  assert.ok(document.some(({ name, attributes }) => name === 'wp:docPr' && attributes['descr'] === 'Bars from 93 to 14' && attributes['title'] === 'It fell'))
  assert.ok([...parts.keys()].some((name) => /^word\/media\/.*\.svg$/.test(name)) && [...parts.keys()].some((name) => /^word\/media\/.*\.png$/.test(name)))
  const links = elements(parts.get('word/_rels/document.xml.rels')!).map(({ attributes }) => attributes['Target'] ?? '')
  assert.ok(links.includes('https://belong.example.gov.uk/measures/x/definition'))
  assert.ok(!links.some((target) => target.startsWith('javascript')))
  const arabic = paragraphs.find((one) => one.text.startsWith('العربية'))!
  assert.ok(arabic.inside.some(({ name }) => name === 'w:bidi') && arabic.inside.some(({ name }) => name === 'w:rtl'))
  assert.ok(paragraphs.some((one) => one.text === 'A second paragraph' && !one.inside.some(({ name, attributes }) => name === 'w:bidi' && attributes['w:val'] !== 'false')))

  const foot = elements([...parts].find(([name]) => /^word\/footer\d+\.xml$/.test(name))![1])
  assert.match(foot.filter(({ name }) => name === 'w:p').map((one) => one.text).join(' '), /Page .*https:\/\/belong\.example\.gov\.uk\/compare\?place=E06000015&with=region/)
  const core = parts.get('docProps/core.xml')!
  assert.match(core, /<dc:title>Derby is late &amp; &lt;last&gt;<\/dc:title>.*<dc:creator>Derby<\/dc:creator>/s)
  assert.match(parts.get('word/styles.xml')!, /w:lang [^>]*w:val="en-GB"/)
})

test('a landscape paper lies across the page', async () => {
  const size = async (isLandscape: boolean) => {
    const [page] = elements((await unzipped(await docxOf({ ...PAPER, isLandscape }, { baseUrl: '', made: new Date() }))).get('word/document.xml')!).filter(({ name }) => name === 'w:pgSz')
    return [page!.attributes['w:w'], page!.attributes['w:h']]
  }
  assert.deepEqual(await size(true), ['16838', '11906'])
  assert.deepEqual(await size(false), ['11906', '16838'])
})

test('CSV, Excel and OpenDocument hold the same lines, numbers as numbers, and no text becomes a formula', async () => {
  const csv = (await sheetBytes(SHEET, 'csv')).toString()
  assert.equal(csv.codePointAt(0), 0xfeff)
  const { data } = Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: false })
  assert.deepEqual(data.slice(0, 5), [['place', 'value', 'note'], ['Derby', '14', "'=1+1"], ['Leeds', '-8.25', "'+44 (0)"], ['Scilly', '', "'@cmd"], ['York', '0', "'-x"]])
  assert.deepEqual(data.slice(6, 9), [['', '', ''], ['Source', 'Department', ''], ['Symbol', 'c: withheld', '']])

  const lines = [['place', 'value', 'note'], ['Derby', 14, '=1+1'], ['Leeds', -8.25, '+44 (0)'], ['Scilly', null, '@cmd'], ['York', 0, '-x'], ['<b>&"', 1e-7, 'two\nlines  here']]
  const xlsx = await sheetBytes(SHEET, 'xlsx')
  const sheets = await readExcelFile(xlsx)
  assert.deepEqual(sheets.map(({ sheet }) => sheet), ['Figures', 'Key'])
  assert.deepEqual(sheets[0]!.data, lines)
  assert.deepEqual(sheets[1]!.data.flat().filter((cell) => cell !== null), ['Derby beside others', 'Source', 'Department', 'Symbol', 'c: withheld'])
  assert.ok(!/<f[ >]/.test((await unzipped(xlsx)).get('xl/worksheets/sheet1.xml')!))

  const ods = await sheetBytes(SHEET, 'ods')
  const content = elements((await unzipped(ods)).get('content.xml')!)
  const tables = content.filter(({ name }) => name === 'table:table')
  assert.deepEqual(tables.map(({ attributes }) => attributes['table:name']), ['Figures', 'Key'])
  assert.deepEqual(tables[0]!.inside.filter(({ name }) => name === 'table:table-row').map((row) => row.inside.filter(({ name }) => name === 'table:table-cell').map(odsCell)), lines)
  assert.ok(!content.some(({ attributes }) => attributes['table:formula'] !== undefined))
})

test('what was pasted with breaks and half letters that XML cannot hold is left out, and every part can still be read', async () => {
  // Word puts \v where somebody pressed Shift and Enter.
  const odd = 'One\u000bplan\u0001 \ud800&<'
  const asked = { baseUrl: 'https://belong.example.gov.uk', made: new Date('2026-11-22T12:00:00Z') }
  const paper: Paper = {
    ...PAPER, title: odd, kicker: odd, standfirst: odd, areaName: odd, sources: [odd], symbols: [{ symbol: odd, words: odd }],
    blocks: [
      { kind: 'heading', level: 2, text: odd }, { kind: 'paragraph', words: [{ text: odd, href: 'https://x.example/?a=1&b="<\u0001>' }] }, { kind: 'list', items: [odd] },
      { kind: 'table', caption: odd, columns: [{ label: odd }], rows: [[odd]], note: odd }, { ...PAPER.blocks.find((block) => block.kind === 'figure')!, title: odd, alternative: odd, note: odd },
    ],
  }
  const sheet: Sheet = { ...SHEET, title: odd, head: [odd], lines: [[odd]], key: [[odd, odd]] }
  for (const bytes of [await docxOf(paper, asked), await sheetBytes(sheet, 'ods'), await sheetBytes(sheet, 'xlsx')]) {
    for (const [name, part] of await unzipped(bytes)) {
      if (!/\.(xml|rels)$/.test(name)) continue
      assert.doesNotThrow(() => elements(part), name)
      assert.doesNotMatch(part, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/, name)
    }
  }
})

test('an OpenDocument file says what it is in its first bytes', async () => {
  const ods = await sheetBytes(SHEET, 'ods')
  // A zip's first entry: its name at byte 30, its content after that where it is not packed (OpenDocument 1.3, part 2, 3.3).
  assert.equal(ods.subarray(30, 38 + 46).toString(), 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet')
  assert.equal(ods.readUInt16LE(8), 0)
})

interface Found {
  name: string
  attributes: Record<string, string>
  inside: Found[]
  text: string
}

/** Every element of an XML text, each with all that lies within it. */
function elements(xml: string): Found[] {
  const all: Found[] = []
  const open: Found[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const found = { name, attributes: attributes as Record<string, string>, inside: [], text: '' }
    for (const one of open) one.inside.push(found)
    all.push(found)
    open.push(found)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (words) => {
    for (const one of open) one.text += words
  })
  parser.write(xml).close()
  return all
}

function odsCell({ attributes, inside, text: words }: Found) {
  if (attributes['office:value-type'] === 'float') return Number(attributes['office:value'])
  if (attributes['office:value-type'] !== 'string') return null
  const lines = inside.filter(({ name }) => name === 'text:p').map((line) => {
    const [before = '', after = ''] = line.text.split(/(?<=lines)/)
    const spaces = line.inside.find(({ name }) => name === 'text:s')
    return spaces ? `${before}${' '.repeat(Number(spaces.attributes['text:c']))}${after}` : line.text
  })
  return lines.length ? lines.join('\n') : words
}

async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<ZipFile>((done, fail) => fromBuffer(bytes, { lazyEntries: true }, (fault, opened) => (fault ? fail(fault) : done(opened))))
  const parts = new Map<string, string>()
  await new Promise<void>((done, fail) => {
    zip.on('end', done).on('error', fail)
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, (fault, stream) => {
        if (fault) return fail(fault)
        void text(stream).then((read) => {
          parts.set(entry.fileName, read)
          zip.readEntry()
        }, fail)
      })
    })
    zip.readEntry()
  })
  return parts
}
