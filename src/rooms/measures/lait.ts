import { open } from 'node:fs/promises'
import { asyncBufferFromFile, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { Issues } from '#kernel'
import { type Checked, fileKind, type GivenFile, type Reader, type Unit } from '#platform'
import { type PlaceFinder, placeFinder } from '#rooms/places'
import { looksLikeDictionary, readDictionary, rulesOf } from './dictionary.ts'
import { LaitRows } from './lait-rows.ts'
import { measureBook } from './measure-book.ts'
import type { PublishedSet } from './published-set.ts'
import { changesOf } from './changes.ts'
import { broughtBy, spokenOf } from './spoken.ts'
import { compareSet, takeBack, takeIn } from './take-in.ts'

/** The store of DfE's Local Authority Interactive Tool, a parquet; with it, if given, the dictionary that belongs to it. */
export const lait = fileKind<PublishedSet>({
  name: 'lait',
  label: 'Local Authority Interactive Tool',
  recognise,
  check,
  compare: compareSet,
  commit: takeIn,
  undo: takeBack,
  changes: changesOf,
  speaksOf: spokenOf,
  brought: broughtBy,
})

/** A number of the file is an authority's three-digit code, or one of its own for regions and England. */
export const laitPlace = (places: PlaceFinder) => (laNumber: string) => places.byCode('dfe', laNumber) ?? places.byCode('lait', laNumber)

const COLUMNS = ['Short Desc', 'Years', 'LA Number', 'Values']

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const dictionary = (await Promise.all(files.map(async (file) => ((await isDictionary(file)) ? file : null)))).find((file) => file !== null)
  const stores = await Promise.all(files.map(async (file) => (file !== dictionary && (as || (await isStore(file))) ? file : null)))
  return stores
    .filter((file) => file !== null)
    .map((data) => ({ kind: 'lait', file: data.name, parts: { data, ...(dictionary ? { dictionary } : {}) } }))
}

/** By its columns, whatever it is called. A parquet that cannot be read is taken too, so that its check can say what is wrong with it. */
async function isStore({ path, name }: GivenFile) {
  if ((await start(path, 4)) !== 'PAR1') return /\.parquet$/i.test(name)
  try {
    return hasColumns(await parquetMetadataAsync(await asyncBufferFromFile(path)))
  } catch {
    return true
  }
}

async function isDictionary({ path, name }: GivenFile) {
  return /\.csv$/i.test(name) && looksLikeDictionary(await start(path, 2000))
}

const hasColumns = (metadata: FileMetaData) => COLUMNS.every((name) => metadata.schema.some((column) => column.name === name))

async function start(path: string, bytes: number) {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

async function check(db: Reader, unit: Unit, { progress }: { progress?: (share: number) => void }): Promise<Checked<PublishedSet>> {
  const { path } = unit.parts['data']!
  const place = laitPlace(await placeFinder(db))
  const outcome = await readStore(path, place, progress)
  if (typeof outcome === 'string') return blocked(outcome)
  const dictionary = unit.parts['dictionary']
  if (dictionary) await compareDictionary(dictionary.path, outcome.issues)
  return { content: outcome.set(), issues: outcome.issues, blocks: false, rows: { read: outcome.read, rejected: outcome.rejected } }
}

/** Reads the file a row group at a time; a sentence where it cannot be read. */
async function readStore(
  path: string,
  place: (laNumber: string) => number | undefined,
  progress?: (share: number) => void,
): Promise<LaitRows | string> {
  if ((await start(path, 4)) !== 'PAR1') return 'This is not a parquet file: it does not start as one does.'
  try {
    const file = await asyncBufferFromFile(path)
    const metadata = await parquetMetadataAsync(file)
    if (!hasColumns(metadata))
      return `This parquet has no columns ${COLUMNS.map((name) => `“${name}”`).join(', ')}, so it is not the store of the Local Authority Interactive Tool.`
    const total = Number(metadata.num_rows)
    const rows = new LaitRows(place, Math.max(1, Math.min(total, MOST_ROWS)))
    if (total > MOST_ROWS) return `The file says it has ${total.toLocaleString('en-GB')} rows; at most ${MOST_ROWS.toLocaleString('en-GB')} are read.`
    let from = 0
    for (const group of metadata.row_groups) {
      const size = Number(group.num_rows)
      takeGroup(rows, await columnsOf(file, metadata, from, from + size), from, size)
      from += size
      progress?.(from / total)
    }
    return rows
  } catch {
    return UNREADABLE
  }
}

const UNREADABLE = 'The parquet cannot be read to its end: it is cut short or damaged. Fetch it again from where it came from.'
/** Ten times today's file. */
const MOST_ROWS = 6_500_000

type Columns = Record<string, DecodedArray[]>

async function columnsOf(
  file: Parameters<typeof parquetRead>[0]['file'],
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Columns> {
  const columns: Columns = {}
  await parquetRead({
    file,
    metadata,
    columns: COLUMNS,
    rowStart,
    rowEnd,
    onChunk: ({ columnName, columnData }) => void (columns[columnName] ??= []).push(columnData),
  })
  return columns
}

function takeGroup(rows: LaitRows, columns: Columns, from: number, size: number) {
  const [short, years, number, value] = COLUMNS.map((name) => joined(columns[name] ?? [], size))
  for (let at = 0; at < size; at += 1) rows.take(from + at + 1, text(short![at]), text(years![at]), text(number![at]), text(value![at]))
}

function joined(chunks: DecodedArray[], size: number): ArrayLike<unknown> {
  const one = chunks.length === 1 ? chunks[0]! : chunks.flatMap((chunk) => Array.from(chunk as ArrayLike<unknown>))
  if (one.length !== size) throw new Error('a column is shorter than the file')
  return one
}

const text = (value: unknown) => (typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value))

/** The measure book is ours; a dictionary that says otherwise is shown, and changes nothing. */
async function compareDictionary(path: string, issues: Issues) {
  const { series, yearTypes } = measureBook()
  const held = new Map(series.map((column, index) => [column.code, { ...column, yearType: yearTypes[index]! }]))
  const seen = new Set<string>()
  for (const row of await readDictionary(path)) {
    const at = { row: row.row, column: 'Measure_short', value: row.short }
    const ours = held.get(row.short)
    if (!ours)
      issues.query('lait-dictionary-new', at, `The dictionary describes “${row.short}”, which the measure book does not have; it is set aside.`)
    else if (seen.has(row.short))
      issues.query('lait-dictionary-twice', at, `“${row.short}” is described twice; the first row holds${differing(ours, row)}.`)
    else if (differing(ours, row))
      issues.query(
        'lait-dictionary-differs',
        at,
        `“${row.short}” is described otherwise than in the measure book, which holds${differing(ours, row)}.`,
      )
    seen.add(row.short)
  }
}

function differing(
  ours: { unit: string; polarity: string; decimals: number; quartiles: boolean; yearType: string },
  row: Parameters<typeof rulesOf>[0],
) {
  const theirs = rulesOf(row)
  const names = (['unit', 'polarity', 'decimals', 'quartiles', 'yearType'] as const).filter((name) => ours[name] !== theirs[name])
  return names.length ? ` (differs in ${names.map((name) => IN_WORDS[name]).join(', ')})` : ''
}

const IN_WORDS = { unit: 'unit', polarity: 'polarity', decimals: 'decimals', quartiles: 'quartile bands', yearType: 'kind of year' }

function blocked(sentence: string): Checked<PublishedSet> {
  const issues = new Issues()
  issues.error('lait-unreadable', {}, sentence)
  return { content: new LaitRows(() => undefined).set(), issues, blocks: true, rows: { read: 0, rejected: 0 } }
}
