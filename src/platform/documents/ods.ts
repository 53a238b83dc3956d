import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Sheet } from './paper.ts'
import { cellText, columnWidths } from './sheet-cells.ts'

/** A table as an OpenDocument spreadsheet: Figures and Key as in a workbook, numbers as numbers, text as text whatever it begins with. */
export async function odsOf(sheet: Sheet): Promise<Buffer<ArrayBuffer>> {
  const zip = new ZipFile()
  // First and uncompressed: by it other programs know the file (OpenDocument 1.3, part 2, 3.3).
  zip.addBuffer(Buffer.from(MIMETYPE), 'mimetype', { compress: false, mtime: MADE })
  const parts = { 'META-INF/manifest.xml': MANIFEST, 'meta.xml': metaOf(sheet), 'styles.xml': STYLES, 'settings.xml': SETTINGS, 'content.xml': contentOf(sheet) }
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name, { mtime: MADE })
  zip.end()
  return buffer(zip.outputStream) as Promise<Buffer<ArrayBuffer>>
}

type Value = string | number | null

const MIMETYPE = 'application/vnd.oasis.opendocument.spreadsheet'
/** The same table is the same bytes, whenever it is asked for. */
const MADE = new Date('2020-01-01T00:00:00Z')
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const SPACES = ['office', 'style', 'text', 'table', 'meta', 'config'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ')
const MORE_SPACES = `${SPACES} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"`

const MANIFEST = `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MIMETYPE}"/>
${['content', 'styles', 'meta', 'settings'].map((name) => `<manifest:file-entry manifest:full-path="${name}.xml" manifest:media-type="text/xml"/>`).join('\n')}
</manifest:manifest>`

const STYLES = `${HEAD}<office:document-styles ${MORE_SPACES}><office:styles><style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial" fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style></office:styles><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Page" style:page-layout-name="page"/></office:master-styles></office:document-styles>`

/** The head stays in sight when the figures are scrolled. */
const SETTINGS = `${HEAD}<office:document-settings ${MORE_SPACES}><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ActiveTable" config:type="string">Figures</config:config-item>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="Figures"><config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item><config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item><config:config-item config:name="PositionBottom" config:type="int">1</config:config-item><config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item></config:config-item-map-entry></config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`.replace(`${MORE_SPACES}>`, `${MORE_SPACES} xmlns:ooo="http://openoffice.org/2004/office">`)

function metaOf({ title }: Sheet) {
  return `${HEAD}<office:document-meta ${MORE_SPACES}><office:meta><meta:generator>Belong</meta:generator><dc:title>${escaped(cellText(title))}</dc:title><dc:language>en-GB</dc:language></office:meta></office:document-meta>`
}

function contentOf({ title, head, lines, key }: Sheet) {
  const figures = tableOf('Figures', columnWidths([head, ...lines]), [`<table:table-header-rows>${rowOf(head, 'head')}</table:table-header-rows>`, ...lines.map((line) => rowOf(line, 'plain'))])
  const keyed = tableOf('Key', [20, 90], [rowOf([title], 'title'), rowOf([null], 'plain'), ...key.map((line) => rowOf(line, 'words'))])
  const widths = [...new Set([...columnWidths([head, ...lines]), 20, 90])]
  return `${HEAD}<office:document-content ${MORE_SPACES}><office:automatic-styles>
${widths.map((width) => `<style:style style:name="w${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * 0.23).toFixed(2)}cm"/></style:style>`).join('')}
<style:style style:name="sheet" style:family="table" style:master-page-name="Page"/>
<style:style style:name="plain" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/></style:style>
<style:style style:name="words" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="bottom" fo:border-bottom="1.5pt solid #211d19"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>${figures}${keyed}</office:spreadsheet></office:body></office:document-content>`
}

function tableOf(name: string, widths: number[], rows: string[]) {
  return `<table:table table:name="${name}" table:style-name="sheet">${widths.map((width) => `<table:table-column table:style-name="w${width}"/>`).join('')}${rows.join('')}</table:table>`
}

function rowOf(cells: readonly Value[], style: string) {
  return `<table:table-row>${cells.map((value) => cellOf(value, style)).join('') || '<table:table-cell/>'}</table:table-row>`
}

function cellOf(value: Value, style: string) {
  if (value === null || value === '' || (typeof value === 'number' && !Number.isFinite(value))) return '<table:table-cell/>'
  if (typeof value === 'number') return `<table:table-cell table:style-name="${style}" office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${cellText(value).split('\n').map((line) => `<text:p>${spaced(line)}</text:p>`).join('')}</table:table-cell>`
}

/** OpenDocument takes several spaces for one unless they are counted. */
function spaced(line: string) {
  return escaped(line).replace(/\t/g, '<text:tab/>').replace(/^ | {2,}/g, (spaces) => `<text:s text:c="${spaces.length}"/>`)
}

function escaped(text: string) {
  return text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!)
}
