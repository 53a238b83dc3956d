import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { csvLine, type Gathered } from '#platform'
import { copyHtml } from './copy-html.tsx'
import type { GatheredFile } from './gathered-file.ts'
import { withhold } from './passages.ts'

/** The copy for who asked, as a zip: a page for people, and each table as JSON and CSV for programs. */
export async function copyZip({ areaName, madeAt, names, tables, passages }: GatheredFile, shown: ReadonlySet<string>): Promise<Buffer<ArrayBuffer>> {
  const final = withhold(tables, passages, shown)
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime: new Date(madeAt) })
  add('what-is-held.html', copyHtml({ areaName, madeAt, names, tables: final, withheld: passages.filter(({ id }) => !shown.has(id)).length }))
  for (const one of final) {
    const name = `data/${one.part === 'by' ? 'what-you-did/' : ''}${one.table}`
    add(`${name}.json`, JSON.stringify({ table: one.table, about: one.about, columns: one.columns.map(({ name: column, label }) => ({ column, label })), rows: one.rows }, null, 2))
    add(`${name}.csv`, csvOf(one))
  }
  zip.end()
  return buffer(zip.outputStream) as Promise<Buffer<ArrayBuffer>>
}

/** The mark at the front tells spreadsheets that this is UTF-8. */
function csvOf({ columns, rows }: Gathered) {
  const cell = (value: unknown) => (value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : typeof value === 'number' ? value : String(value))
  return `\uFEFF${[columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => cell(row[name])))].map(csvLine).join('')}`
}
