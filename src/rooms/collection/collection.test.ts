import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { ZipFile } from 'yazl'
import { type House, reading, readSettings, rows, Workshop } from '#platform'
import { seatCast, seedRoles } from '#rooms/access'
import { directory, makeArea, seedPlaces } from '#rooms/places'
import { openHouse, openSite, workOf } from '../../app.ts'
import { type TestDatabase, testDatabase } from '../../platform/test-database.ts'

let held: TestDatabase
let house: House
let site: ReturnType<typeof openSite>
let folder: string
let analyst: string
let head: string

before(async () => {
  held = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'belong-collection-'))
  await held.db.transaction().execute((tx) => seedPlaces(tx))
  const places = await directory(reading(held.db))
  const derby = { areaId: 1, name: 'Derby', slug: 'derby', colour: '#0b5566', placeId: places.byCode('E06000015')!.placeId, now: new Date() }
  await held.db.transaction().execute(async (tx) => {
    await makeArea(tx, derby)
    await seedRoles(tx, 1, '2020-01-01')
    await seatCast(tx, [derby], null, new Date())
  })
  house = openHouse(held, readSettings({ BELONG_DATA: folder, BELONG_LOG: 'silent' }))
  site = openSite(house, { isReady: () => true })
  house.workshop = new Workshop(held.db, held.url, workOf(house), { alone: true })
  analyst = await signIn('analyst')
  head = await signIn('board-member')
})

after(async () => {
  await house.workshop?.close()
  await held.drop()
  await rm(folder, { recursive: true, force: true })
})

const HEAD = 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name'
const ENGLAND = 'Calendar year,National,E92000001,England,,'
const META = 'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\nlanterns,Indicator,Number of lanterns,,,0,,\n'
const lanterns = (...counts: [number, number | string][]) => [`${HEAD},lanterns`, ...counts.map(([year, count]) => `${year},${ENGLAND},${count}`), ''].join('\n')
const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const pair = (data: string, name = 'lanterns') => ({ [`${name}.csv`]: data, [`${name}.meta.csv`]: META })

test('a file is checked, shown, taken in and undone, and what it changed is said', async () => {
  const first = await give(pair(lanterns([2019, 10], [2020, 20])))
  const report = await settled(first)
  assert.match(report, /Nothing stops this file: 2 rows new/)
  assert.match(plain(report), /Measures it speaks of 1 new to the measure book Measures this file speaks of Measure In the measure book Figures Number of lanterns New 2 /)
  assert.deepEqual(await figures(), [])

  await press(first, 'commit')
  const brought = await settled(first)
  assert.match(brought, /Taken in: 2 rows new/)
  assert.match(plain(brought), /Measures it brought 1 measure Measures with figures from this file Measure Figures Number of lanterns 2 /)
  assert.match(brought, /<a href="\/measures\/[^"?]+">Number of lanterns<\/a>/)
  assert.deepEqual(await figures(), [10, 20])

  const second = await give(pair(lanterns([2019, 10], [2020, 25], [2021, 30])))
  assert.match(await settled(second), /1 row new, 1 changed/)
  await press(second, 'commit')
  const taken = await settled(second)
  assert.match(taken, /Number of lanterns/)
  assert.match(taken, /England/)
  assert.match(taken, />20<.*>25</s)
  assert.deepEqual(await figures(), [10, 25, 30])

  const refused = await press(first, 'undo', { reason: 'To try' })
  assert.equal(refused.status, 409)
  assert.match(await refused.text(), /Undo batch \d+ first/)
  const unsaid = await press(second, 'undo', { reason: ' ' })
  assert.equal(unsaid.status, 422)
  assert.match(await unsaid.text(), /Say why this is undone/)

  assert.equal((await press(second, 'undo', { reason: 'The publisher took it back' })).status, 303)
  assert.deepEqual(await figures(), [10, 20])
  assert.match(await (await get(`/data/${second}`)).text(), /The publisher took it back/)
  assert.equal((await press(second, 'undo', { reason: 'Again' })).status, 409)

  const deeds = await rows(held.db, sql<{ action: string; person: string; door: string }>`select action, person, door from platform.deed where area_id = 0 order by at, deed_id`)
  assert.deepEqual(deeds.slice(-4).map(({ action, person, door }) => `${action} ${person} ${door}`), [
    'collection.receive analyst page', 'collection.commit-batch analyst page', 'collection.commit analyst job', 'collection.undo-batch analyst page',
  ])
})

test('the same content twice is nothing new, whatever it is called, and stands again after an undo', async () => {
  const data = lanterns([2010, 1], [2011, 2])
  const first = await takenIn(pair(data))
  const again = await give(pair(data))
  const page = await (await get(`/data/${again}`)).text()
  assert.match(page, /Nothing new/)
  assert.match(page, new RegExp(`href="/data/${first}"`))
  assert.equal((await press(again, 'commit')).status, 409)

  await press(first, 'undo', { reason: 'To give it again' })
  assert.match(await settled(await give(pair(data))), /2 rows new/)
})

test('two who take one file in at once take it in once', async () => {
  const batch = await give(pair(lanterns([2012, 3])))
  await settled(batch)
  const answers = await Promise.all([press(batch, 'commit'), press(batch, 'commit'), press(batch, 'commit')])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409, 409])
  await settled(batch)
  const commits = await rows(held.db, sql`select 1 from platform.deed where area_id = 0 and action = 'collection.commit' and (input ->> 'batch')::int = ${batch}`)
  assert.equal(commits.length, 1)

  const other = await give(pair(lanterns([2013, 4])))
  await settled(other)
  const once = await Promise.all([press(other, 'commit', { once: 'pressed-twice' }), press(other, 'commit', { once: 'pressed-twice' })])
  assert.deepEqual(once.map(({ status }) => status), [303, 303])
  await settled(other)
})

test('of two checked files with one content the second to be taken in is nothing new', async () => {
  const data = lanterns([2014, 5])
  const [first, second] = [await give(pair(data)), await give(pair(data))]
  await settled(first)
  await settled(second)
  await press(first, 'commit')
  await press(second, 'commit')
  await settled(first)
  assert.match(await settled(second), /Nothing new/)
})

test('findings are said by rule, and come back in the file, which holds no formula', async () => {
  const place = 'Calendar year,National,E92000001,England'
  const data = ['time_period,time_identifier,geographic_level,country_code,country_name,note,lamps',
    `2001,${place},"=cmd()|'/c calc'!A0",7`, `2002,${place},plain,8,9`, `2003,${place},+SUM(1),many`, `2004,${place},short`, `2005,${place},=1+1,-5`, ''].join('\n')
  const meta = `${META}note,Filter,Note,,,,,\n`.replace('lanterns,Indicator', 'lamps,Indicator')
  const batch = await give({ 'odd lamps.csv': data, 'odd lamps.meta.csv': meta })
  const report = await settled(batch)
  assert.match(report, /3 rows can’t be loaded/)
  assert.match(report, /Not loaded/)
  assert.match(report, /The good rows go in; 3 rows don’t/)

  const download = await get(`/data/${batch}/findings.csv`)
  assert.equal(download.status, 200)
  assert.match(download.headers.get('content-disposition') ?? '', /filename="odd lamps\.csv"/)
  const text = await download.text()
  const lines = parse(text, { bom: true, relax_quotes: true, relax_column_count: true }) as string[][]
  assert.deepEqual(lines[0], [...data.split('\n')[0]!.split(','), 'belong_finding', 'belong_how_to_fix'])
  assert.equal(lines.length, 6, 'every row of the file, and no more')
  assert.match(lines[2]!.at(-2)!, /8 cells where the header has 7/)
  assert.match(lines[3]!.at(-2)!, /lamps: .*many/)
  assert.match(lines[4]!.at(-2)!, /6 cells where the header has 7/)
  assert.deepEqual(lines.slice(1).map((line) => line[5]), ["'=cmd()|'/c calc'!A0", 'plain', "'+SUM(1)", 'short', "'=1+1"])
  assert.equal(lines[5]![6], '-5')
  await until(async () => readdirSync(join(folder, 'incoming')).length === 0)

  await press(batch, 'commit', { acknowledged: 'yes' })
  assert.match(await settled(batch), /Taken in: 2 rows new/)
  const rule = await (await get(`/data/${batch}?rule=ragged`)).text()
  assert.match(rule, /Findings of one rule/)
})

test('what needs a word is taken in only with it, and who gave it is kept', async () => {
  const meta = META.replace('lanterns,Indicator,Number of lanterns,,,0', 'lanterns,Indicator,Number of lanterns,,furlongs,0')
  const batch = await give({ 'lanterns.csv': lanterns([2003, 1]), 'lanterns.meta.csv': meta })
  assert.match(await settled(batch), /One thing needs your word/)
  const refused = await press(batch, 'commit')
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /Say that you have looked/)
  assert.equal((await press(batch, 'commit', { acknowledged: 'yes' })).status, 303)
  assert.match(await settled(batch), /Sefu Lindqvist said on .* that what needed a word had been looked at/)
})

test('what there is nothing to do about is shown and asks for no word', async () => {
  const ward = `2011,Calendar year,Ward,E92000001,England,,,4`
  const batch = await give(pair(`${lanterns([2011, 1])}${ward}\n`))
  const report = await settled(batch)
  assert.match(plain(report), /To know 1 finding .* Nothing to do\./)
  assert.doesNotMatch(report, /name="acknowledged"|needs your word/i)
  assert.equal((await press(batch, 'commit')).status, 303)
  assert.match(await settled(batch), /Taken in: 1 row new/)
})

test('a file that blocks can’t be taken in, and says why; one that only lacks its kind of period is checked again with it', async () => {
  const bare = lanterns([2004, 1]).replace('time_identifier,', '').replace('Calendar year,', '')
  const batch = await give({ 'bare.csv': bare, 'bare.meta.csv': META })
  const report = await settled(batch)
  assert.match(report, /stops? this file/)
  assert.match(report, /aria-disabled="true"/)
  assert.match(report, /Can’t be taken in/)
  assert.equal((await press(batch, 'commit', { acknowledged: 'yes' })).status, 409)

  assert.equal((await press(batch, 'check', { periodType: 'Calendar year' })).status, 303)
  const again = await settled(batch)
  assert.match(again, /1 row new|your word/)
})

test('a file can be thrown away, unless it has been taken in', async () => {
  const batch = await give(pair(lanterns([2005, 1])))
  await settled(batch)
  assert.equal((await press(batch, 'discard')).status, 303)
  assert.match(await (await get(`/data/${batch}`)).text(), /Thrown away/)
  assert.equal((await press(batch, 'commit')).status, 409)
  const taken = await takenIn(pair(lanterns([2006, 1])))
  assert.equal((await press(taken, 'discard')).status, 409)
})

test('a check that waits or runs can be stopped, and begun again', async () => {
  await withoutWorkshop(async () => {
    const batch = await give(pair(lanterns([2007, 1])))
    const page = await get(`/data/${batch}`)
    // At first soon, since most files are small; later now and then.
    assert.match(page.headers.get('refresh') ?? '', /^[15]$/)
    assert.match(await page.text(), /Received, and about to be checked.*Stop this check/s)
    assert.equal((await get(`/data/${batch}?look=once`)).headers.get('refresh'), null)
    assert.equal((await press(batch, 'stop')).status, 303)
    const stopped = await get(`/data/${batch}`)
    assert.equal(stopped.headers.get('refresh'), null)
    assert.match(await stopped.text(), /The check was stopped.*Check it again/s)
    assert.equal((await press(batch, 'stop')).status, 409)
    assert.equal((await press(batch, 'check')).status, 303)
    await asIfRunning(batch)
    assert.equal((await press(batch, 'stop')).status, 303)
    assert.match(await (await get(`/data/${batch}`)).text(), /Stopping the check/)
    await openWorkshop()
    assert.match(await settled(batch), /The check was stopped/)
    assert.equal((await press(batch, 'check')).status, 303)
    assert.match(await settled(batch), /1 row new/)
  })
})

test('a check and a commit whose process was killed are taken up again, and the commit is done once', async () => {
  const batch = await withoutWorkshop(async () => {
    const batch = await give(pair(lanterns([2008, 1])))
    await asIfRunning(batch, 'checking')
    await openWorkshop()
    assert.match(await settled(batch), /1 row new/)
    return batch
  })
  await withoutWorkshop(async () => {
    await press(batch, 'commit')
    await asIfRunning(batch)
    await openWorkshop()
    assert.match(await settled(batch), /Taken in: 1 row new/)
  })
  // The process was killed after its commit and before it could say that the work was done.
  await withoutWorkshop(async () => {
    await asIfRunning(batch)
    await openWorkshop()
    await until(async () => (await workOfBatch(batch))?.state === 'done')
    const commits = await rows(held.db, sql`select 1 from platform.deed where area_id = 0 and action = 'collection.commit' and (input ->> 'batch')::int = ${batch}`)
    assert.equal(commits.length, 1)
  })
})

test('a stranger to the verb sees files that are in and may not touch them; others are missing', async () => {
  const batch = await give(pair(lanterns([2009, 1])))
  await settled(batch)
  assert.equal((await get(`/data/${batch}`, head)).status, 404)
  const stands = (state: string) => held.pool.query('update collection.batch set state = $2 where area_id = 0 and batch_id = $1', [batch, state])
  await stands('committed')
  const page = await (await get(`/data/${batch}`, head)).text()
  await stands('checked')
  assert.doesNotMatch(page, /<form[^>]*action="\/data/)
  assert.match(page, /Your role does not let you do this/)
  assert.doesNotMatch(await (await get('/data', head)).text(), /enctype/)
  for (const act of ['commit', 'discard', 'undo', 'check', 'stop']) assert.equal((await press(batch, act, { reason: 'x' }, head)).status, 403, act)
  assert.equal((await sendForm(files(pair(lanterns([2009, 2]))), head)).status, 403)
  assert.equal((await site.request('/data')).status, 302)
})

test('odd uploads are answered by a sentence and leave nothing behind', async () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`n${i}.csv`, 'a,b\n1,2\n']))
  const boundary = 'broken'
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\na,b\n1,2`
  const raw = (body: string, type: string) => site.request('/data', { method: 'POST', body, headers: { ...browser(analyst), 'content-type': type } })
  const batches = await countOfBatches()
  for (const [what, answer, sentence] of [
    ['no file', await sendForm(new FormData()), /Choose one or more files/],
    ['an empty box', await sendForm(files({ '': '' })), /Choose one or more files/],
    ['an empty file', await sendForm(files({ 'none.csv': '' })), /none\.csv is empty/],
    ['21 files', await sendForm(files(many)), /at most 20 files/],
    ['not a form', await raw('{}', 'application/json'), /Send files with the form/],
    ['no boundary', await raw('x', 'multipart/form-data'), /Send files with the form/],
    ['cut off', await raw(part, `multipart/form-data; boundary=${boundary}`), /did not arrive whole/],
    ['no body', await site.request('/data', { method: 'POST', headers: browser(analyst) }), /Send files with the form/],
    ['not known', await sendForm(files({ 'notes.txt': 'hello' })), /notes\.txt is not a file Belong knows/],
    ['no such kind', await sendForm(files({ 'a.csv': 'a\n1\n' }, { as: 'spells' })), /no kind of file called spells/],
    ['a name that climbs', await sendForm(files({ '../../etc/climb.txt': 'hello' })), /climb\.txt is not a file/],
  ] as const) {
    const text = await answer.text()
    assert.equal(answer.status, 422, what)
    assert.match(text, sentence, what)
    assert.match(text, /<h1/, what)
  }
  assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  assert.equal(await countOfBatches(), batches)
})

test('several data sets of one upload are each a batch, and are listed', async () => {
  const answer = await sendForm(files({ ...pair(lanterns([1990, 1]), 'one'), ...pair(lanterns([1991, 1]), 'two') }))
  assert.equal(answer.status, 303)
  const to = answer.headers.get('location')!
  assert.match(to, /^\/data\?taken=\d+,\d+$/)
  assert.match(await (await get(to)).text(), /2 data sets came out of what you sent/)
  for (const batch of to.split('=')[1]!.split(',')) await settled(Number(batch))
})

test('the zip of a release is taken apart into its data sets, and nothing unpacked stays', async () => {
  const unpacked = () => readdirSync(tmpdir()).filter((name) => name.startsWith('belong-zip-')).flatMap((name) => readdirSync(join(tmpdir(), name), { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length
  const before = unpacked()
  const zip = new ZipFile()
  for (const [name, text] of Object.entries({ ...pair(lanterns([1992, 1]), 'data/one'), ...pair(lanterns([1993, 1]), 'data/two') })) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const form = new FormData()
  form.append('files', new File([await buffer(zip.outputStream)], 'release.zip'))
  const answer = await sendForm(form)
  assert.equal(answer.status, 303)
  assert.equal(unpacked(), before)
  for (const batch of answer.headers.get('location')!.split('=')[1]!.split(',')) {
    const page = await settled(Number(batch))
    assert.match(page, /release\.zip › data\/(one|two)\.csv/)
    assert.match(page, /1 row new/)
  }
})

test('addresses at which there is no batch are missing, not faults', async () => {
  for (const path of ['/data/999999', '/data/99999999999999', '/data/999999/findings.csv']) assert.equal((await get(path)).status, 404, path)
})

test('the doors answer by REST too', async () => {
  const batch = await give(pair(lanterns([1995, 1])))
  await settled(batch)
  const listed = (await (await get('/api/v1/batches')).json()) as { batch: number; status: string }[]
  assert.equal(listed.find((one) => one.batch === batch)?.status, 'checked')
  const one = (await (await get(`/api/v1/batches/${batch}`)).json()) as { rows: { new: number }; issues: unknown[] }
  assert.equal(one.rows.new, 1)
  const answer = await site.request('/api/v1/collection/commit-batch', {
    method: 'POST', body: JSON.stringify({ batch }), headers: { ...browser(analyst), 'content-type': 'application/json' },
  })
  assert.equal(answer.status, 200)
  assert.equal(((await answer.json()) as { status: string }).status, 'committing')
})

const SCREENER = fileURLToPath(new URL('../../../../shared/data/ees_screener/pass/', import.meta.url))

test('the screener’s own files go in by the page', { skip: existsSync(SCREENER) ? false : 'the shared files are not here' }, async () => {
  for (const name of ['passes_everything', 'lad_within_la', 'noFilters']) {
    const read = (file: string) => readFileSync(join(SCREENER, file), 'utf8')
    const batch = await give({ [`${name}.csv`]: read(`${name}.csv`), [`${name}.meta.csv`]: read(`${name}.meta.csv`) })
    await settled(batch)
    await press(batch, 'commit', { acknowledged: 'yes' })
    assert.match(await settled(batch), /Taken in/, name)
    await press(batch, 'undo', { reason: 'Only tried' })
    assert.match(await (await get(`/data/${batch}`)).text(), /Undone/, name)
  }
})

async function signIn(person: string) {
  const answer = await site.request('/sign-in/demo', { method: 'POST', body: new URLSearchParams({ person }) })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

/** What a browser sends with a form of a page that stands here. */
const browser = (cookie: string) => ({ cookie, origin: 'http://localhost', host: 'localhost' })
const get = (path: string, cookie = analyst) => site.request(path, { headers: { cookie } })

function files(given: Record<string, string>, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, text] of Object.entries(given)) form.append('files', new File([text], name, { type: name === '' ? 'application/octet-stream' : 'text/csv' }))
  for (const [name, text] of Object.entries(fields)) form.append(name, text)
  return form
}

const sendForm = (body: FormData, cookie = analyst) => site.request('/data', { method: 'POST', body, headers: browser(cookie) })

/** Gives files that are one data set; answers its batch. */
async function give(given: Record<string, string>) {
  const answer = await sendForm(files(given))
  assert.equal(answer.status, 303, /error-summary__list.*?<\/ul>/s.exec(await answer.clone().text())?.[0])
  return Number(/^\/data\/(\d+)$/.exec(answer.headers.get('location')!)![1])
}

const press = (batch: number, act: string, form: Record<string, string> = {}, cookie = analyst) =>
  site.request(`/data/${batch}/${act}`, { method: 'POST', body: new URLSearchParams(form), headers: browser(cookie) })

/** The page of a batch once its work has come to an end. */
async function settled(batch: number) {
  let text = ''
  await until(async () => {
    const page = await get(`/data/${batch}`)
    text = await page.text()
    return page.headers.get('refresh') === null
  })
  return text
}

async function takenIn(given: Record<string, string>) {
  const batch = await give(given)
  await settled(batch)
  await press(batch, 'commit')
  assert.match(await settled(batch), /Taken in/)
  return batch
}

async function until(isSo: () => Promise<boolean>) {
  for (let tries = 0; !(await isSo()); tries += 1) {
    assert.ok(tries < 300, 'it did not come to its end in 30 seconds')
    await new Promise((done) => setTimeout(done, 100))
  }
}

const openWorkshop = async () => void (house.workshop ??= new Workshop(held.db, held.url, workOf(house), { alone: true }))

/** What is asked for meanwhile stands in the list, as while no process runs. */
async function withoutWorkshop<Result>(run: () => Promise<Result>) {
  await house.workshop?.close()
  house.workshop = null
  try {
    return await run()
  } finally {
    await openWorkshop()
  }
}

/** Leaves a batch's work as a killed process leaves it: running, by nobody. */
async function asIfRunning(batch: number, state?: string) {
  await sql`update platform.work w set state = 'running', started_at = now(), heard_at = now() - interval '5 minutes', ended_at = null
    from collection.batch b where b.area_id = 0 and b.batch_id = ${batch} and w.area_id = 0 and w.work_id = b.work_id`.execute(held.db)
  if (state) await sql`update collection.batch set state = ${state} where area_id = 0 and batch_id = ${batch}`.execute(held.db)
}

async function workOfBatch(batch: number) {
  return (await rows(held.db, sql<{ state: string }>`
    select w.state from platform.work w join collection.batch b on b.area_id = w.area_id and b.work_id = w.work_id where b.area_id = 0 and b.batch_id = ${batch}`))[0]
}

async function countOfBatches() {
  return (await rows(held.db, sql<{ count: number }>`select count(*)::int as count from collection.batch`))[0]!.count
}

/** The values of the first test's measure, oldest first. */
async function figures() {
  const found = await rows(held.db, sql<{ value: number }>`
    select o.value from measures.observation o join measures.period p on p.period_id = o.period_id where p.label in ('2019', '2020', '2021') order by p.label`)
  return found.map(({ value }) => value)
}
