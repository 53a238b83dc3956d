import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import writeExcelFile from 'write-excel-file/node'
import { Workshop } from '#platform'
import { workOf } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  house.house.workshop = new Workshop(house.db, house.url, workOf(house.house), { alone: true })
  manager = await house.signIn('data-manager')
  await post(manager, '/area', { area: 'kelderby' })
})
after(async () => {
  await house.house.workshop?.close()
  await house.close()
})

type Person = Awaited<ReturnType<typeof house.signIn>>

const post = (person: Person, path: string, fields: Record<string, string>) =>
  person(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() })

/** What stands under the heading a council gave it: two lines of title, odd names of columns, a total and a note at the foot. */
const ROWS: (string | number | Date | null)[][] = [
  ['Kelderby young carers project'],
  ['Extract run 30/11/2026', null, null, null, null, null],
  [],
  ['Ref', 'Pupil UPN', 'Child First Name', 'Child Surname', 'D.O.B.', 'Identified on', 'Worker'],
  ['YC1', 'X383400624001', 'Ivy', 'Quill', new Date('2014-05-03'), new Date('2026-03-02'), 'R. Alder'],
  ['YC2', 'G383200024017', 'Oak', 'Quill', new Date('2014-05-03'), new Date('2026-09-14'), 'R. Alder'],
  ['YC3', 'A801200005001', 'Fern', 'Marsh', new Date('2012-11-21'), null, 'S. Elm'],
  ['YC4', null, 'Moss', 'Heath', '31 Feb 2011', null, 'S. Elm'],
  ['Total', 4],
  ['Source: young carers project, as told by schools and families'],
]

const cell = (value: string | number | Date | null) => (value === null ? null : value instanceof Date ? { type: Date, value, format: 'dd/mm/yyyy' } : { type: typeof value === 'number' ? Number : String, value })
const workbook = async (rows: typeof ROWS) => (await writeExcelFile(rows.map((row) => row.map(cell)) as never).toBuffer()) as Buffer<ArrayBuffer>

async function send(person: Person, name: string, bytes: Buffer<ArrayBuffer>, fields: Record<string, string> = {}) {
  const body = new FormData()
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  body.append('files', new File([bytes], name))
  const request = new Request('http://x/', { method: 'POST', body })
  return person('/data', { method: 'POST', headers: { 'content-type': request.headers.get('content-type')! }, body: Buffer.from(await request.arrayBuffer()) })
}

const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const attribute = (tag: string, name: string) => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

/** The fields of a page's form as a browser would send them. */
function fieldsOf(page: string, id: string): Record<string, string> {
  const form = new RegExp(`<form(?=[^>]* id="${id}").*?</form>`, 's').exec(page)![0]
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (name && (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag))) fields[name] = attribute(tag, 'value') ?? ''
  }
  for (const [whole, tag] of form.matchAll(/(<select[^>]*>).*?<\/select>/gs)) {
    const options = [...whole.matchAll(/<option[^>]*>/g)].map(([option]) => option)
    fields[attribute(tag!, 'name')!] = attribute(options.find((option) => / selected/.test(option)) ?? options[0]!, 'value') ?? ''
  }
  return fields
}

const textOf = (page: string) => unescaped(page.replace(/<(style|script).*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')

/** The page of a batch once its work is done. */
async function settled(person: Person, batch: number) {
  for (;;) {
    const page = await person(`/data/${batch}`)
    if (page.headers.get('refresh') === null) return page.text()
    await new Promise((done) => setTimeout(done, 50))
  }
}

const rowsOf = async (text: string) => (await house.pool.query(text)).rows
const carers = () => rowsOf(`
  select c.given_name as given, s.value, to_char(s.starts, 'YYYY-MM-DD') as starts, to_char(s.ends, 'YYYY-MM-DD') as ends
  from people.span s join people.child c using (area_id, child_id) where s.area_id = 3 and s.topic = 'young-carer' and s.list is not null order by 1, 3`)

let batch: number

test('a spreadsheet nobody knows leads to the mapping page, which finds its header under the title and guesses what its columns are', async () => {
  const answer = await send(manager, 'Young carers Nov 2026.xlsx', await workbook(ROWS))
  assert.equal(answer.status, 303, textOf(await answer.clone().text()))
  batch = Number(/\/data\/(\d+)$/.exec(answer.headers.get('location')!)![1])
  assert.equal((await manager(`/data/${batch}`)).headers.get('location'), `/data/mapping/${batch}`)
  const about = await (await manager(`/data/mapping/${batch}`)).text()
  assert.match(textOf(about), /The columns are named in row 4/)
  assert.match(about, /value="list" checked/)

  const page = await (await manager(`/data/mapping/${batch}?about=list`)).text()
  const fields = fieldsOf(page, 'matching')
  assert.deepEqual(['upn', 'given', 'family', 'born', 'from', 'until'].map((name) => fields[`from-${name}`]), ['column 1', 'column 2', 'column 3', 'column 4', 'column 5', ''])
  assert.match(textOf(page), /Pupil UPN: X383400624001 · G383200024017 · A801200005001/)
  assert.match(textOf(page), /Not read from this file: Ref, Worker\./)
})

test('what is missing is said where it is asked for, and the form keeps what was chosen', async () => {
  const path = `/data/mapping/${batch}?about=list`
  const fields = fieldsOf(await (await manager(path)).text(), 'matching')
  const refused = await post(manager, path, { ...fields, do: 'keep', 'from-upn': '', 'from-born': '' })
  assert.equal(refused.status, 422)
  const page = await refused.text()
  assert.match(page, /<title>Error: Match its columns/)
  assert.match(page, /<a href="#fixed-list">Say the list<\/a>/)
  assert.equal(fieldsOf(page, 'matching')['from-upn'], '')
  const again = await (await post(manager, path, { ...fields, do: 'keep', 'fixed-list': 'young-carers', 'from-upn': '', 'from-born': '' })).text()
  assert.match(textOf(again), /nobody can tell which child a row is about/)
})

test('the preview reads the first rows as the check will, and says what is wrong with them', async () => {
  const path = `/data/mapping/${batch}?about=list`
  const fields = fieldsOf(await (await manager(path)).text(), 'matching')
  const page = textOf(await (await post(manager, path, { ...fields, do: 'look', 'fixed-list': 'young-carers' })).text())
  assert.match(page, /3 rows of the first 4 can be read/)
  assert.match(page, /The UPN cannot be right: its check letter should be B/)
  assert.match(page, /This is no day Belong can read/)
  assert.match(page, /This is a row of totals/)
  assert.match(page, /This is a note beside the table/)
  assert.match(page, /5 X383400624001 Ivy Quill 2014-05-03 2026-03-02/)
})

test('kept as a recipe, the file is checked and taken in like any other, and each child is on the list from its day', async () => {
  const path = `/data/mapping/${batch}?about=list`
  const fields = fieldsOf(await (await manager(path)).text(), 'matching')
  assert.equal(fields['name'], 'Young carers')
  const kept = await post(manager, path, { ...fields, do: 'keep', 'fixed-list': 'young-carers', name: 'Young carers project', 'asAt-day': '20', 'asAt-month': '11', 'asAt-year': '2026' })
  assert.equal(kept.status, 303, textOf(await kept.clone().text()))
  assert.match(textOf(await settled(manager, batch)), /1 row can’t be loaded/)
  await post(manager, `/data/${batch}/commit`, { acknowledged: 'yes' })
  assert.match(textOf(await settled(manager, batch)), /Taken in: 3 rows new/)
  assert.deepEqual(await carers(), [
    { given: 'Fern', value: 'S', starts: '2026-11-20', ends: null }, { given: 'Ivy', value: 'S', starts: '2026-03-02', ends: null }, { given: 'Oak', value: 'S', starts: '2026-09-14', ends: null },
  ])
  const [entered] = await rowsOf(`select series, period, options ->> 'recipe' as recipe from collection.batch where area_id = 3 and batch_id = ${batch}`)
  assert.deepEqual(entered, { series: 'list-young-carers', period: '2026-11-20', recipe: 'young-carers-project@1' })
})

test('the next file with these columns is read by the recipe, whoever is not on it any more has come off, and undoing it puts them back', async () => {
  const answer = await send(manager, 'YC list 21.11.2026.csv', Buffer.from('Worker,Ref,D.O.B.,Pupil UPN,Child Surname,Child First Name,Identified on\nR. Alder,YC1,03/05/2014,X383400624001,Quill,Ivy,02/03/2026\n'))
  assert.equal(answer.status, 303, textOf(await answer.clone().text()))
  const next = Number(/\/data\/(\d+)$/.exec(answer.headers.get('location')!)![1])
  assert.match(textOf(await settled(manager, next)), /Nothing stops this file: 1 row new/)
  await post(manager, `/data/${next}/commit`, {})
  assert.match(textOf(await settled(manager, next)), /Taken in/)
  const ends = async () => Object.groupBy(await carers(), ({ given }) => given)
  assert.deepEqual((await ends())['Oak']!.map((one) => one.ends), ['2026-11-20'])
  assert.ok((await ends())['Ivy']!.some((one) => one.ends === null))
  await post(manager, `/data/${next}/undo`, { reason: 'To see' })
  assert.match(textOf(await settled(manager, next)), /Undone/)
  assert.deepEqual((await ends())['Oak']!.map((one) => one.ends), [null])
})

test('a recipe goes out as JSON and comes in elsewhere; somebody who gives no returns can neither make one nor match a file', async () => {
  const json = await (await manager('/data/mapping/recipes/young-carers-project/recipe.json')).text()
  assert.deepEqual(JSON.parse(json).fields.upn, { column: 'Pupil UPN' })
  assert.doesNotMatch(json, /Ivy|Quill|X3834/)
  const refused = await post(manager, '/data/mapping/recipes', { body: json })
  assert.equal(refused.status, 409)
  const brought = await post(manager, '/data/mapping/recipes', { body: json.replace('Young carers project', 'Carers of another city') })
  assert.equal(brought.headers.get('location'), '/data/mapping/recipes/carers-of-another-city')
  assert.match(textOf(await (await manager('/data/mapping')).text()), /Carers of another city Children on a list/)

  const board = await house.signIn('board-member')
  assert.equal((await post(board, '/data/mapping/recipes', { body: json })).status, 403)
  assert.equal((await board(`/data/mapping/${batch}`)).status, 404)
})
