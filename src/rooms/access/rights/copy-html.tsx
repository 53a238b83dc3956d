import { renderToString } from 'preact-render-to-string'
import { dayInWords } from '#kernel'
import type { Gathered } from '#platform'
import type { GatheredFile } from './gathered-file.ts'
import { WITHHELD } from './passages.ts'

export interface CopyWords {
  areaName: string
  madeAt: string
  names: GatheredFile['names']
  tables: readonly Gathered[]
  withheld: number
}

/** The copy as a page anybody can open and print, in sections by room; it stands by itself. */
export function copyHtml(words: CopyWords): string {
  return `<!doctype html>${renderToString(<Copy {...words} />)}`
}

function Copy({ areaName, madeAt, names, tables, withheld }: CopyWords) {
  const rooms = Map.groupBy(tables, ({ table }) => table.split('.')[0]!)
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>What {areaName} holds about you</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <h1>What {areaName} holds about you in Belong</h1>
        <p>Gathered on {dayInWords(madeAt)} from every table that can hold anything about you. The folder “data” has the same for programs, as JSON and CSV.</p>
        <p>{withheld ? `${withheld} ${withheld === 1 ? 'passage that names somebody else is' : 'passages that name somebody else are'} replaced by ${WITHHELD}: their data is not yours to have (Data Protection Act 2018, Schedule 2, paragraph 16).` : 'Nothing is withheld.'} You may ask for anything wrong to be put right, and you may complain to the Information Commissioner’s Office, ico.org.uk.</p>
        {[...rooms].map(([room, ofRoom]) => <section><h2>{ROOMS[room] ?? room}</h2>{ofRoom.map((one) => <Rows {...one} names={names} />)}</section>)}
      </body>
    </html>
  )
}

const ROOMS: Record<string, string> = {
  people: 'Your record', access: 'Who may see it, and your account', platform: 'Who did what, and who looked', desk: 'Your own desk', scorecards: 'Figures and results', programme: 'Strategies and actions',
  publishing: 'What is published', collection: 'Files taken in', places: 'Places',
}

function Rows({ about, part, columns, rows, names }: Gathered & Pick<CopyWords, 'names'>) {
  const shown = columns.filter(({ name }) => name !== 'area_id' && name !== 'version' && name !== 'home_area_id' && rows.some((row) => row[name] !== null && row[name] !== ''))
  return (
    <div class="table">
      <h3>{part === 'by' ? 'What you did: ' : ''}{about}</h3>
      {rows.map((row) => <dl>{shown.filter(({ name }) => row[name] !== null && row[name] !== '').map(({ name, label, role }) => <div><dt>{name === 'place_id' ? 'Place' : label}</dt><dd>{named(name, role, row[name], names) ?? inWords(row[name])}</dd></div>)}</dl>)}
    </div>
  )
}

function named(column: string, role: Gathered['columns'][number]['role'], value: unknown, { places, people }: CopyWords['names']) {
  return column === 'place_id' ? places[String(value)] : role === 'author' ? people[String(value)] : undefined
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value)) return dayInWords(value) + (value.length > 10 ? `, ${new Date(value).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })}` : '')
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value)
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;overflow-wrap:anywhere}
h2{border-bottom:2px solid;padding-bottom:.25rem;margin-top:2.5rem}dl{border-top:1px solid #999;padding:.5rem 0;margin:0}dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem}
dt{color:#555}dd{margin:0;white-space:pre-wrap}@media(max-width:32rem){dl div{grid-template-columns:1fr}}@media print{dl{break-inside:avoid}}`
