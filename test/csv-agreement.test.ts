import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type CsvError, parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvProblem, type Delimiter, readCsv } from '../src/platform/files/csv.ts'
import { encodingOf } from '../src/platform/files/text.ts'
import { Chance, mutated } from './fuzz/with/chance.ts'
import { sharedData } from './house-kit.ts'

/*
 * A second parser of CSV, of another make, reads what ours reads. Where the two may differ, one of these rules says so:
 *
 * 1. Zero bytes are left out before anything is read (finding `nul`).
 * 2. \r\n and \r are line ends as \n is, and become one, also inside quotes.
 * 3. The sign between cells is told from the header (`delimiter` where it is no comma).
 * 4. Lines with nothing on them are no rows, and are counted all the same. A row of blanks alone that is not as wide as the header is none either.
 * 5. Empty cells beyond the header's are left out; a row that is wider or narrower after that is none (`ragged`).
 * 6. Blanks between a closing quotation mark and the sign after it are passed over.
 * 7. A quotation mark that stands alone inside quotes is text (`quotes`), and one that is never closed ends the reading (`quotes`): from that row
 *    on the two may read otherwise, and the second parser refuses the file there.
 */

const folder = mkdtempSync(join(tmpdir(), 'belong-agree-'))
after(() => rmSync(folder, { recursive: true, force: true }))

interface Read {
  names: string[]
  rows: [number, ...string[]][]
  problems: CsvProblem[]
  delimiter: Delimiter
}

async function ours(bytes: Buffer): Promise<Read> {
  const path = join(folder, 'file.csv')
  writeFileSync(path, bytes)
  const read: Read = { names: [], rows: [], problems: [], delimiter: ',' }
  await readCsv(path, {
    header(names, { delimiter }) {
      Object.assign(read, { names, delimiter })
    },
    row: (cells, number) => read.rows.push([number, ...cells]),
    problem: (problem) => read.problems.push(problem),
  })
  return read
}

/** What the second parser makes of it under the rules above, and the record it refused, if it did. */
function theirs(text: string, delimiter: Delimiter, rtrim: boolean): { names: string[]; headerAt: number; rows: [number, ...string[]][]; all: [number, ...string[]][]; refusedAt: number } {
  const records: string[][] = []
  let refusedAt = Infinity
  try {
    parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true, rtrim, on_record: (record: string[]) => void records.push(record) })
  } catch (fault) {
    if (!(fault as CsvError).code?.startsWith('CSV_')) throw fault
    refusedAt = records.length + 1
  }
  const first = records.findIndex((cells) => cells.length > 1 || cells[0] !== '')
  const names = records[first]?.map((name) => name.trim()) ?? []
  const rows = records.flatMap((cells, at): [number, ...string[]][] => {
    if (at <= first || (cells.length === 1 && cells[0] === '')) return []
    const wide = cells.slice(0, names.length).concat(cells.slice(names.length, cells.findLastIndex((cell) => cell !== '') + 1))
    return wide.length === names.length ? [[at + 1, ...wide]] : []
  })
  return { names, headerAt: first < 0 ? records.length + 1 : first + 1, rows, all: records.map((cells, at) => [at + 1, ...cells]), refusedAt }
}

/** Holds the two against each other, and answers what was found by the way. */
async function agree(bytes: Buffer) {
  const read = await ours(bytes)
  const text = new TextDecoder(await encodingOf(join(folder, 'file.csv'))).decode(bytes).replaceAll('\0', '').replaceAll(/\r\n?/g, '\n')
  const quoteAt = Math.min(Infinity, ...read.problems.flatMap(({ rule, row }) => (rule === 'quotes' || rule === 'unfinished' ? [row!] : [])))
  const spaced = /"[^\S\n]+/.test(text)
  const second = theirs(text, read.delimiter, false)
  const before = (rows: Read['rows']) => rows.filter(([number]) => number < quoteAt)
  if (quoteAt === Infinity) assert.ok(second.refusedAt === Infinity || spaced, `the second parser refuses record ${second.refusedAt}, and we find nothing wrong`)
  if (spaced) {
    // Rule 6: the second parser passes such blanks over only where it takes blanks off the end of every cell. Only what is in cells is compared then.
    const { all, refusedAt } = theirs(text, read.delimiter, true)
    const trimmed = new Map(all.map(([number, ...cells]) => [number, bare(cells)]))
    for (const [number, ...cells] of before(read.rows)) if (number < refusedAt) assert.deepEqual(bare(cells), trimmed.get(number), `row ${number}`)
  } else {
    if (quoteAt > second.headerAt) assert.deepEqual(read.names, second.names)
    assert.deepEqual(before(read.rows), before(second.rows))
  }
  return read
}

/** Cells without the blanks at their ends, and without the last ones where nothing is in them. */
function bare(cells: string[]) {
  const trimmed = cells.map((one) => one.trimEnd())
  return trimmed.slice(0, trimmed.findLastIndex((one) => one !== '') + 1)
}

const letters = fc.constantFrom('a', 'é', '👧🏽', ' ', ',', ';', '\t', '"', '""', '\n', '\r\n', '\r', '1', '=', '\u00a0', '\ufeff')
const cell = fc.string({ unit: letters, maxLength: 6 })
const plainCell = fc.string({ unit: fc.constantFrom('a', 'é', '1', ' ', '/', '-'), maxLength: 6 })
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const table = (cells: fc.Arbitrary<string>) => fc.integer({ min: 1, max: 5 }).chain((wide) => fc.array(fc.array(cells, { minLength: wide, maxLength: wide }), { minLength: 1, maxLength: 12 }))

/** Rows as some program might write them: any sign, any line end, quotes where they must be or everywhere. */
const written = fc.record({ rows: table(fc.oneof(cell, plainCell)), sign: fc.constantFrom(',', ';', '\t'), end: fc.constantFrom('\n', '\r\n', '\r'), always: fc.boolean(), last: fc.boolean() })
  .map(({ rows, sign, end, always, last }) => {
    const lines = [rows[0]!.map((_, at) => `c${at}`), ...rows].map((cells) => cells.map((one) => (always || /[",;\t\r\n]/.test(one) ? quoted(one) : one)).join(sign))
    return lines.join(end) + (last ? end : '')
  })

test('whatever a program writes as CSV, both parsers read the same cells under the same numbers', async () => {
  await fc.assert(fc.asyncProperty(written, async (text) => {
    const { problems } = await agree(Buffer.from(text))
    assert.deepEqual(problems.filter(({ rule }) => rule !== 'delimiter'), [], 'and nothing is found wrong with it')
  }), { numRuns: 300 })
})

test('whatever has gone wrong with its bytes, both read the same up to the first quotation mark that is wrong', async () => {
  await fc.assert(fc.asyncProperty(written, fc.nat(), (text, seed) => agree(mutated(new Chance(seed), Buffer.from(text))).then(() => {})), { numRuns: 500 })
})

test('text made of nothing but signs is read the same', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: letters, maxLength: 60 }), (text) => agree(Buffer.from(text)).then(() => {})), { numRuns: 500 })
})

test('where a file is read in pieces, no piece ends a cell, a line end, a quotation mark or a character', async () => {
  await fc.assert(fc.asyncProperty(written, fc.nat({ max: 20 }), async (text, more) => {
    const lines = text.split(/\r\n?|\n/).join('\r\n')
    // Longer than two pieces of 262,144 bytes, and cut at another place each time.
    await agree(Buffer.from(`${'x'.repeat(more)},b\r\n${`${lines}\r\n`.repeat(Math.ceil(600_000 / (Buffer.byteLength(lines) + 2)))}`))
  }), { numRuns: 8 })
})

const SAMPLES = ['returns/school_census/2025_spring_pupilonroll.csv', 'returns/school_census/2025_spring_senneeds.csv', 'returns/ssda903/episodes.csv', 'schools/gias_edubasealldata_sample.csv', 'schools/section41_settings.csv', 'schools/gias_all_schools_2021_minimal.csv']
  .map((name) => join(sharedData, name)).filter((path) => existsSync(path))

test('the real files are read the same, whole and spoilt', { skip: SAMPLES.length ? false : 'the shared files are not here' }, async () => {
  for (const path of SAMPLES) {
    const bytes = readFileSync(path)
    await agree(bytes)
    const start = bytes.subarray(0, 20_000)
    await fc.assert(fc.asyncProperty(fc.nat(), (seed) => agree(mutated(new Chance(seed), start)).then(() => {})), { numRuns: 60 })
  }
})
