import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Issues } from '#kernel'
import { type MapField, mapTarget, type MapTarget } from '#platform'
import { dayOfName } from './day-of-name.ts'
import { columnsOf, headerAt, nameKey } from './find-header.ts'
import { looksLikeTable, readGivenSheets } from './given-table.ts'
import { guessFields, wordsOf } from './guess.ts'
import { mapRows, tableFor, tableOf } from './map-rows.ts'
import { guessOrder, readCode, readDate, readNumber } from './read-cell.ts'
import { isMadeFor, type Recipe, understoodRecipe } from './recipe.ts'
import { SHIPPED } from './recipes.ts'

let folder: string
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'belong-mapping-'))))
after(() => rm(folder, { recursive: true, force: true }))

const FIELDS: MapField[] = [
  { name: 'upn', label: 'UPN', kind: 'upn', spellings: [] },
  { name: 'born', label: 'Date of birth', kind: 'date', spellings: ['dob'] },
  { name: 'sen', label: 'SEN provision', kind: 'code', spellings: ['sen status'], codes: [{ code: 'K', label: 'SEN support', spellings: ['supp'] }, { code: 'N', label: 'No SEN' }] },
  { name: 'uln', label: 'ULN', kind: 'text', digits: 10, spellings: [] },
  { name: 'school', label: 'School', kind: 'setting', spellings: [] },
  { name: 'days', label: 'Days', kind: 'number', spellings: [] },
]
const target = mapTarget({ name: 'try', label: 'Try', about: '', fields: FIELDS, mayNot: (matched) => (matched.has('upn') ? null : 'Choose the UPN'), series: () => 'try',
  toReturn: async () => ({ content: null, rejected: 0 }), asReturn: () => ({}) as never }) as MapTarget

async function table(text: string | Buffer, name = 'list.csv') {
  const path = join(folder, `${Math.random()}`)
  await writeFile(path, text)
  return readGivenSheets({ name, path })
}

async function read(text: string, fields: Recipe['fields']) {
  const issues = new Issues()
  const mapped = mapRows(tableOf((await table(text)).sheets[0]!)!, { fields }, target, issues)
  return { ...mapped, issues: issues.list }
}

test('the row that names the columns is found under titles, merged headings and a date of printing', async () => {
  const cases: [string, number][] = [
    ['upn,dob,sen\n1,2,3\n', 1],
    ['Kelderby council\nPrinted 3 May 2026,,\n\nUPN,DOB,SEN status\nX,1,K\n', 4],
    ['List,,,\n,Child,,School\nUPN,Forename,Surname,Name\nX,Ivy,Quill,Elm\n', 3],
    ['1,2,3\n4,5,6\n', 0],
  ]
  for (const [text, row] of cases) {
    const { sheets } = await table(text)
    const at = headerAt(sheets[0]!.rows)
    assert.equal(at === null ? 0 : sheets[0]!.rows[at]!.row, row, text)
  }
})

test('each column has a name of its own: of two alike the second says so, a blank one that holds something is called by its letter', () => {
  const header = { row: 1, cells: ['Date', '', 'Date', '', 'D.O.B. '] }
  assert.deepEqual(columnsOf(header, [{ row: 2, cells: ['a', '', 'b', 'c', 'd'] }]).map(({ at, name, key }) => [at, name, key]), [[0, 'Date', 'date'], [2, 'Date (2)', 'date2'], [3, 'Column D',
    'columnd'], [4, 'D.O.B.', 'dob']])
  assert.equal(nameKey('Date_of-Birth'), nameKey('date of birth'))
})

test('days are read however files write them', () => {
  const cases: [string, string | null, ('dmy' | 'mdy' | 'ymd')?][] = [
    ['03/05/2014', '2014-05-03'], ['03/05/2014', '2014-03-05', 'mdy'], ['3.5.14', '2014-05-03'], ['2014-05-03T00:00:00', '2014-05-03'], ['2014-May-03 00:00:00', '2014-05-03'], ['3rd May 2014',
      '2014-05-03'],
    ['Saturday, 3 May 2014', '2014-05-03'], ['20140503', '2014-05-03'], ['41762', '2014-05-03'], ['41762.5', '2014-05-03'], ['03-May-98', '1998-05-03'], ['03/05/2014', '2014-05-03', 'ymd'],
      ['May 3, 2014', '2014-05-03'],
    ['31/02/2014', null], ['May 2014', null], ['4006', null], ['n/a', null], ['', null], ['2014-13-01', null], ['0001-01-01', null],
  ]
  for (const [written, day, order = 'dmy'] of cases) assert.equal(readDate(written, order, 2026), day, written)
})

test('any day written in any of the usual ways is read back as that day', () => {
  const days = fc.date({ min: new Date('1935-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10))
  fc.assert(fc.property(days, (day) => {
    const [y, m, d] = day.split('-') as [string, string, string]
    const month = new Date(`${day}T00:00:00Z`).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })
    const serial = Math.round(Date.parse(day) / 86_400_000) + 25_569
    for (const written of [day, `${d}/${m}/${y}`, `${Number(d)}.${Number(m)}.${y}`, `${Number(d)} ${month} ${y}`, `${month} ${Number(d)}, ${y}`, `${d}-${month.slice(0, 3)}-${y}`, `${y}${m}${d}`,
      String(serial), `${day} 00:00:00`]) assert.equal(readDate(written), day, written)
    assert.equal(readDate(`${m}/${d}/${y}`, 'mdy'), day)
  }))
})

test('the order of day and month is told from the values, and what cannot be told is said', () => {
  assert.deepEqual(guessOrder(['03/05/2014', '25/12/2013']), { order: 'dmy', isSure: true })
  assert.deepEqual(guessOrder(['03/05/2014', '12/25/2013']), { order: 'mdy', isSure: true })
  assert.deepEqual(guessOrder(['2014-05-03']), { order: 'ymd', isSure: true })
  assert.deepEqual(guessOrder(['03/05/2014', '04/06/2014']), { order: 'dmy', isSure: false })
})

test('a word stands for the code the recipe says, else for the one whose code, label or spelling it is; signs stay what they are', () => {
  const sen = FIELDS[2]!
  assert.equal(readCode('k', sen), 'K')
  assert.equal(readCode('SEN Support', sen), 'K')
  assert.equal(readCode('on the register', sen), null)
  assert.equal(readCode('On the register', sen, { 'on the register': 'K' }), 'K')
  assert.equal(readCode('?', sen, { '?': '' }), '')
  const mark: MapField = { name: 'mark', label: 'Mark', kind: 'code', spellings: [], codes: ['/', '\\', '#', 'C', 'C1'].map((code) => ({ code, label: code })) }
  assert.deepEqual(['/', '\\', '#', 'C1', '%'].map((word) => readCode(word, mark)), ['/', '\\', '#', 'C1', null])
  assert.deepEqual(['1,204', '£3.50', '12 %', '−4', 'four', ''].map(readNumber), ['1204', '3.5', '12', '-4', null, null])
})

test('a cell that cannot be understood is told and left blank, and its row stays; totals, notes and a header pasted again are left out', async () => {
  const { rows, read: some, rejected, issues } = await read(
    'upn,dob,sen,uln,school,days\nX1,03/05/2014,Supp,123456789,Elm,2\nX2,31/02/2014,maybe,1.2E+9,,#N/A\nupn,dob,sen,uln,school,days\nX3,,,,Oak,half,too,many\nTotal,3\nSource: the spreadsheet of the project\n',
    { upn: { column: 'upn' }, born: { column: 'DOB' }, sen: { column: 'sen' }, uln: { column: 'uln' }, school: { column: 'school', fillsDown: true }, days: { column: 'days' } },
  )
  assert.deepEqual(rows, [
    { row: 2, values: { upn: 'X1', born: '2014-05-03', sen: 'K', uln: '0123456789', school: 'Elm', days: '2' } },
    { row: 3, values: { upn: 'X2', school: 'Elm' } },
  ])
  assert.deepEqual([some, rejected], [3, 1])
  assert.deepEqual(issues.map(({ rule, row, severity }) => `${rule} ${row} ${severity}`), [
    'zeros-lost 2 query', 'date-not-read 3 error', 'word-not-matched 3 error', 'number-shortened 3 error', 'formula-error 3 error', 'header-again 4 query', 'ragged 5 error', 'total-row 6 query',
      'note-row 7 query',
  ])
})

test('columns are guessed by name, by part of a name and by the shape of what is in them', async () => {
  const found = tableOf((await table('Ref,Child DOB (dd/mm/yyyy),Status of SEN,Pupil\nX383400624001,25/12/2013,K,Ivy\nG383200024017,03/05/2014,SEN Support,Oak\n')).sheets[0]!)!
  assert.deepEqual(guessFields({ ...target, fields: FIELDS.map((field) => (field.name === 'sen' ? { ...field, isNeeded: true } : field.name === 'born' ? { ...field,
    spellings: ['child dob'] } : field)) }, found), {
    upn: { column: 'Ref' }, born: { column: 'Child DOB (dd/mm/yyyy)', dates: 'dmy' }, sen: { column: 'Status of SEN' },
  })
  assert.deepEqual(wordsOf(found, found.columns[2]!), [{ word: 'K', times: 1 }, { word: 'SEN Support', times: 1 }])
})

test('a file is told by its columns in any order and under any title; one column more is another file', async () => {
  const recipe: Recipe = { name: 'Try', target: 'try', header: ['UPN', 'D.O.B.'], fields: { upn: { column: 'UPN' } } }
  const keys = (names: string[]) => columnsOf({ row: 1, cells: names }, [])
  assert.equal(isMadeFor(recipe, keys(['dob', 'Upn'])), true)
  assert.equal(isMadeFor(recipe, keys(['dob', 'Upn', 'Notes'])), false)
  assert.equal(isMadeFor({ ...recipe, tells: ['upn'] }, keys(['UPN'])), true)
  assert.equal(tableFor(recipe, await table('A list\n\nD.O.B.,UPN\n1,2\n'))!.header.row, 3)
  assert.equal(tableFor(recipe, await table('a,b\n1,2\n')), null)
})

test('a recipe that says too little, or of what is not there, is refused with what to do', () => {
  const refuse = (given: unknown, says: RegExp) => assert.throws(() => understoodRecipe(given, [target]), (fault: Error & { kind: string }) => fault.kind === 'invalid' && says.test(fault.message))
  const good = { name: 'Try', target: 'try', header: ['UPN'], fields: { upn: { column: 'UPN' } } }
  assert.equal(understoodRecipe(good, [target]).target, target)
  refuse({ ...good, target: 'other' }, /nothing called other/)
  refuse({ ...good, fields: {} }, /Choose the UPN/)
  refuse({ ...good, fields: { upn: { column: 'Ref' } } }, /no column called Ref/)
  refuse({ ...good, fields: { ...good.fields, shoe: { fixed: '4' } } }, /no field called shoe/)
  refuse({ ...good, script: 'x' }, /no recipe/)
  refuse('x', /no recipe/)
})

test('the day is told from the name of a file where it names one that has come', () => {
  const today = new Date('2026-11-22T12:00:00Z')
  const cases: [string, string | null][] = [
    ['Young carers Nov 2026.xlsx', '2026-11-22'], ['Young carers Oct 2026.xlsx', '2026-10-31'], ['list 2026-11-03.csv', '2026-11-03'], ['list_03.11.2026.csv', '2026-11-03'],
      ['20261103 export.csv', '2026-11-03'],
    ['3 November 2026 list.csv', '2026-11-03'], ['February2024.ods', '2024-02-29'], ['list.csv', null], ['v2 final 99.csv', null], ['plan 31.12.2099.csv', null],
  ]
  for (const [name, day] of cases) assert.equal(dayOfName(name, today), day, name)
})

test('what is no table is told from one, and no bytes make the reader throw', async () => {
  const looks = async (bytes: Buffer | string, name = 'x.csv') => {
    const path = join(folder, `${Math.random()}`)
    await writeFile(path, bytes)
    return looksLikeTable({ name, path })
  }
  assert.equal(await looks('upn,dob\n1,2\n'), true)
  assert.equal(await looks('upn;dob\n1;2\n'), true)
  assert.equal(await looks('hello'), false)
  assert.equal(await looks('one\ntwo\nthree\n'), false)
  assert.equal(await looks(Buffer.from([0, 1, 2, 0, 44, 0, 10, 44, 44, 0])), false)
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 400, unit: fc.constantFrom(',', '"', '\n', '\r', 'a', ' ', ';',
    '\t') }).map((text) => Buffer.from(text))), async (bytes) => {
    const { sheets } = await table(Buffer.from(bytes))
    const found = tableOf(sheets[0]!)
    if (found) mapRows(found, { fields: { upn: { column: found.columns[0]!.name } } }, target, new Issues())
  }), { numRuns: 200 })
})

test('the recipes that come with Belong name columns they have, and none of two reads the other’s file', () => {
  for (const one of SHIPPED) {
    for (const { column } of Object.values(one.body.fields)) if (column !== undefined) assert.ok(one.body.header.includes(column), `${one.recipe}: ${column}`)
    const readBy = SHIPPED.filter(({ body }) => isMadeFor(body, columnsOf({ row: 1, cells: one.body.header }, [])))
    assert.deepEqual(readBy.map(({ recipe }) => recipe), [one.recipe])
  }
})
