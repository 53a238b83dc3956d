import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvLine, csvOut, type CsvProblem, readCsv } from './csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'belong-csv-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('rows come with their number, whatever the line ends and quotes', async () => {
  const read = await reading('a,b\r\n1,"two\r\nlines"\r\n\r\n3,"say ""so"""\r\n5,6')
  assert.deepEqual(read.names, ['a', 'b'])
  assert.deepEqual(read.rows, [
    [2, '1', 'two\nlines'],
    [4, '3', 'say "so"'],
    [5, '5', '6'],
  ])
  assert.deepEqual(read.problems, [])
})

test('UTF-8 with its mark, UTF-16 both ways with and without, and Windows-1252 read alike', async () => {
  const text = 'name,figure\nCôte d’Or,1\n'
  const utf16 = Buffer.from(text, 'utf16le')
  const big = Buffer.from(utf16).swap16()
  const latin = Buffer.from([...text].map((letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0))))
  const cases: [Buffer, string | null][] = [
    [Buffer.from(`\ufeff${text}`), null],
    [Buffer.from(text), null],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'UTF-16'],
    [utf16, 'UTF-16'],
    [Buffer.concat([Buffer.from([0xfe, 0xff]), big]), 'UTF-16'],
    [big, 'UTF-16'],
    [latin, 'Windows-1252'],
  ]
  for (const [bytes, said] of cases) {
    const read = await reading(bytes)
    assert.deepEqual(read.names, ['name', 'figure'])
    assert.deepEqual(read.rows, [[2, 'Côte d’Or', '1']])
    assert.deepEqual(
      read.problems.map(({ rule }) => rule),
      said ? ['encoding'] : [],
    )
    if (said) assert.match(read.problems[0]!.message, new RegExp(said))
  }
})

test('a character cut by the end of a piece is whole', async () => {
  const long = `a\n${'é'.repeat(200_001)}\n`
  assert.equal((await reading(long)).rows[0]![1], 'é'.repeat(200_001))
})

test('tabs and semicolons are read, with a finding', async () => {
  for (const sign of ['\t', ';']) {
    const read = await reading(`a${sign}b,c${sign}d\n1${sign}2${sign}3\n`)
    assert.deepEqual(read.names, ['a', 'b,c', 'd'])
    assert.deepEqual(
      read.problems.map(({ rule }) => rule),
      ['delimiter'],
    )
  }
})

test('rows with too many or too few cells, and quotes gone wrong, are found at their row', async () => {
  const ragged = await reading('a,b\n1,2\n1\n1,2,3\n1,2,,\n')
  assert.deepEqual(
    ragged.problems.map(({ rule, row, loses }) => [rule, row, loses]),
    [
      ['ragged', 3, 'row'],
      ['ragged', 4, 'row'],
    ],
  )
  assert.deepEqual(ragged.rows, [
    [2, '1', '2'],
    [5, '1', '2'],
  ])

  const open = await reading('a,b\n1,2\n1,"2\n3,4\n')
  assert.deepEqual(
    open.problems.map(({ rule, row, loses }) => [rule, row, loses]),
    [['quotes', 3, 'rest']],
  )

  const lone = await reading('a,b\n1,"x" y"\n3,4\n')
  assert.deepEqual(
    lone.problems.map(({ rule, row }) => [rule, row]),
    [['quotes', 2]],
  )
})

test('a cell of more than a megabyte is a finding, and so is a quote left open for megabytes', async () => {
  const long = await reading(`a,b\n1,${'x'.repeat(1_200_000)}\n3,4\n`)
  assert.deepEqual(
    long.problems.map(({ rule, row, column }) => [rule, row, column]),
    [['long-cell', 2, 'b']],
  )
  assert.deepEqual(long.rows, [[3, '3', '4']])

  const endless = await reading(`a,b\n1,"${'x\n'.repeat(2_500_000)}`)
  assert.deepEqual(
    endless.problems.map(({ rule, row, loses }) => [rule, row, loses]),
    [['unfinished', 2, 'rest']],
  )
})

test('zero bytes are left out, with a finding', async () => {
  const read = await reading('a,b\n1,2\u0000\n')
  assert.deepEqual(read.rows, [[2, '1', '2']])
  assert.deepEqual(
    read.problems.map(({ rule }) => rule),
    ['nul'],
  )
})

test('reads whatever CSV holds as csv-parse does', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '1', '=', ';'), maxLength: 6 })
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((wide) => fc.array(fc.array(cell, { minLength: wide, maxLength: wide }), { minLength: 1, maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const wide = rows[0]!.length
      const text = [Array.from({ length: wide }, (_, at) => `column ${at}`), ...rows]
        .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join('\n')
      const oracle = parse(text, { from: 2 }) as string[][]
      const read = await reading(text)
      assert.deepEqual(
        read.rows.map(([, ...cells]) => cells),
        oracle,
      )
    }),
    { numRuns: 150 },
  )
})

test('no cell that is written can start a formula; plain numbers stay numbers', () => {
  for (const formula of ['=cmd()', '+1+1', '-1+1', '@sum', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠a', ' =1', '-', "'=1"]) {
    assert.match(csvLine([formula]), /^"?'/, formula)
  }
  assert.equal(
    csvOut([
      ['-1', '+2.5', -3, null, '1e-3'],
      ['a,b', 'say "so"', '', 'plain', '−4'],
    ]),
    '-1,+2.5,-3,,1e-3\r\n"a,b","say ""so""",,plain,−4\r\n',
  )
})

async function reading(content: string | Buffer) {
  const path = join(folder, 'file.csv')
  writeFileSync(path, content)
  const read = { names: [] as string[], rows: [] as [number, ...string[]][], problems: [] as CsvProblem[] }
  await readCsv(path, {
    header: (names) => {
      read.names = names
    },
    row: (cells, number) => read.rows.push([number, ...cells]),
    problem: (problem) => read.problems.push(problem),
  })
  return read
}
