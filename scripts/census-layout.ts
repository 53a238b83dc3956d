/** Makes specs/school-census/layout-YYYY.json from the public layouts in ../shared: 2015 whole, each later year as its difference to the one before. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { EARLY } from './census-layout-early.ts'
import { readYaml, type Yaml } from './yaml-layout.ts'

/** What a year changes in a term's tables: columns with their type (a name, or the codes they may have), columns that go; `*` is the whole table. */
export type Delta = Record<string, { '+'?: Record<string, string | string[]>; '-'?: string[] }>

type Columns = Record<string, string | string[]>
type Tables = Record<string, Columns>
type Term = 'autumn' | 'spring' | 'summer'

const TERMS: Term[] = ['autumn', 'spring', 'summer']
const FROM = '../shared/data/returns/school_census/schema'
const INTO = 'specs/school-census'
const WHOLE = 'Tables and columns of the school census as COLLECT exports them. + columns with their type (@ a list of codes, with what else each may be called after a bar), - columns ' +
  'that are gone. Spring and summer of 2015 are said as differences to autumn; every later year as its difference to the one before.'
const SOURCE = 'School census layouts of liia-tools-pipeline (MIT), made from the DfE specifications; reshaped by scripts/census-layout.ts'

const files = readdirSync(FROM).filter((name) => name.endsWith('.yml')).sort()
const sources = new Map(files.map((name) => [Number(/_(\d{4})\./.exec(name)![1]), readYaml(readFileSync(`${FROM}/${name}`, 'utf8')) as Record<Term, Record<string, Yaml>>]))

mkdirSync(INTO, { recursive: true })
const lists = new Map<string, string>()
let before: Record<Term, Tables> = { autumn: {}, spring: {}, summer: {} }
for (let year = 2015; year <= 2026; year += 1) {
  const now = structuredClone(before)
  const source = sources.get(year)
  if (year === 2015) now.autumn = tablesOf(source!.autumn['column_map'] as Record<string, Record<string, Yaml>>)
  if (year === 2015) for (const term of ['spring', 'summer'] as const) now[term] = structuredClone(now.autumn)
  else if (source) for (const term of TERMS) change(now[term], source[term] as unknown as Record<string, Change> ?? {})
  for (const term of TERMS) apply(now[term], EARLY[year]?.[term] ?? {})
  write(year, before, now)
  before = now
}

interface Change {
  type: 'add' | 'modify' | 'rename' | 'remove'
  value: Yaml
}

/** A change names a table, or a column of one: `column_map.pupilonroll.sex`. */
function change(tables: Tables, changes: Record<string, Change>) {
  for (const [path, { type, value }] of Object.entries(changes)) {
    const [, table, column] = path.split('.')
    const columns = (tables[table!] ??= {})
    if (type === 'remove') for (const name of value as string[]) delete columns[name]
    else if (column === undefined) tables[table!] = columnsOf(value as Record<string, Yaml>)
    else if (type === 'rename') [columns[value as string], columns[column]] = [columns[column] ?? 'text', '']
    else columns[column] = typeOf(value as Record<string, Yaml>)
    if (column !== undefined && columns[column] === '') delete columns[column]
  }
}

function apply(tables: Tables, delta: Delta) {
  for (const [table, { '+': more = {}, '-': less = [] }] of Object.entries(delta)) {
    if (less.includes('*')) delete tables[table]
    else {
      for (const name of less) delete tables[table]?.[name]
      tables[table] = { ...tables[table], ...more }
    }
  }
}

function tablesOf(tables: Record<string, Record<string, Yaml>>): Tables {
  return Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, columnsOf(columns)]))
}

function columnsOf(columns: Record<string, Yaml>): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, typeOf(type as Record<string, Yaml>)]))
}

function typeOf(type: Record<string, Yaml>): string | string[] {
  if (type['category']) return codesOf(type['category'] as { code: string; name?: string }[])
  if (type['numeric']) return (type['numeric'] as { type: string }).type === 'float' ? 'number' : 'integer'
  if (type['date']) return 'date'
  return type['string'] === 'postcode' ? 'postcode' : 'text'
}

/** Codes as `SUSP|FIXD`: what else it may be called stands after the bar. */
function codesOf(categories: { code: string; name?: string }[]) {
  const codes = categories.map(({ code, name }) => (name === undefined || name === code ? code : `${code}|${name}`))
  return codes.join() === '0|False,1|True' ? 'flag' : [...new Set(codes.map((code) => code.replaceAll('\\\\', '\\')))]
}

/** One table a line, each list of codes once, under the name of the column that has it first. */
function write(year: number, before: Record<Term, Tables>, now: Record<Term, Tables>) {
  const fresh: Record<string, string[]> = {}
  const named = (type: string | string[], column: string) => (typeof type === 'string' ? type : `@${listName(type, column, year, fresh)}`)
  const terms = TERMS.map((term) => {
    const past = term === 'autumn' || year > 2015 ? before[term] : now.autumn
    const tables = [...new Set([...Object.keys(past), ...Object.keys(now[term])])].sort().flatMap((table) => {
      const difference = differenceOf(past[table], now[term][table], named)
      return difference ? [`    ${JSON.stringify(table)}: ${JSON.stringify(difference)}`] : []
    })
    return `  ${JSON.stringify(term)}: {${tables.length ? `\n${tables.join(',\n')}\n  ` : ''}}`
  })
  const about = year === 2015 ? WHOLE : `What ${year} changes.`
  const written = Object.entries(fresh).map(([name, codes]) => `    ${JSON.stringify(name)}: ${JSON.stringify(codes.join(';'))}`)
  const parts = [`  "about": ${JSON.stringify(about)}`, `  "source": ${JSON.stringify(SOURCE)}`, `  "lists": {${written.length ? `\n${written.join(',\n')}\n  ` : ''}}`, ...terms]
  writeFileSync(`${INTO}/layout-${year}.json`, `{\n${parts.join(',\n')}\n}\n`)
}

function differenceOf(past: Columns | undefined, now: Columns | undefined, named: (type: string | string[], column: string) => string) {
  if (!now) return past ? { '-': ['*'] } : null
  const more = Object.entries(now).filter(([name, type]) => JSON.stringify(past?.[name]) !== JSON.stringify(type)).map(([name, type]) => [name, named(type, name)])
  const less = Object.keys(past ?? {}).filter((name) => !(name in now))
  if (!more.length && !less.length) return null
  return { ...(more.length ? { '+': Object.fromEntries(more) } : {}), ...(less.length ? { '-': less } : {}) }
}

function listName(codes: string[], column: string, year: number, fresh: Record<string, string[]>) {
  const key = codes.join(';')
  const known = lists.get(key)
  if (known !== undefined) return known
  const taken = new Set(lists.values())
  const plain = taken.has(column) ? `${column}-${year}` : column
  const name = taken.has(plain) ? `${plain}-${lists.size}` : plain
  lists.set(key, name)
  fresh[name] = codes
  return name
}
