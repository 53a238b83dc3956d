import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { form, testHouse } from './house-kit.ts'
import { assetsFolder } from '#design'

const DERBY = 'E06000015'
let house: Awaited<ReturnType<typeof testHouse>>
let director: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  director = await house.signIn('director')
  await write('write-story', { measure: 'persistent-absence', place: DERBY, body: 'SECRET STORY of the first day' })
  await write('set-target', { measure: 'persistent-absence', place: DERBY, period: '2030/31', value: '8.77', reason: 'SECRET REASON' })
  await write('add-action', { measure: 'persistent-absence', place: DERBY, title: 'SECRET ACTION', owner: 'SECRET OWNER', due: '2030-03-31' }, 'programme')
  await write('add-remark', { measure: 'persistent-absence', place: DERBY, period: '2023/24', body: 'SECRET REMARK' })
})
after(() => house.close())

async function write(name: string, input: object, room = 'scorecards') {
  const answer = await director(`/api/v1/${room}/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) })
  assert.equal(answer.status, 200, `${name}: ${await answer.clone().text()}`)
}

const read = async (path: string, options: RequestInit = {}) => {
  const answer = await house.request(path, options)
  return { answer, body: await answer.text() }
}
const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/&quot;/g, '"').replace(/\s+/g, ' ')

const PAGES = [
  '/public', '/public/', '/public/derby', '/public/leeds', '/public/derby/scorecard', '/public/leeds/scorecard', '/public/derby/measures', '/public/derby/measures/persistent-absence',
  '/public/derby/measures/attainment-8?group=ehc-plan', '/public/derby/strategies', '/public/derby/strategies/derby-inclusion-2018', '/public/derby/promises/derby-inclusion-2018',
  '/public/leeds/promises/leeds-inclusion-2007', '/public/leeds/strategies/leeds-lils-2009', '/public/derby/scorecard?print=yes',
]

test('anybody reads what is public: no sign-in, no cookie, no script, and nothing that an area has written and not released', async () => {
  for (const path of PAGES) {
    const { answer, body } = await read(path)
    assert.equal(answer.status, 200, `${path} ${plain(body).slice(0, 300)}`)
    assert.equal(answer.headers.get('set-cookie'), null, path)
    assert.doesNotMatch(body, /<script|SECRET|8\.77/, path)
    assert.match(answer.headers.get('cache-control')!, /^public, no-cache$/)
    assert.equal([...body.matchAll(/<h1/g)].length, 1, path)
    // Whatever is linked to can be opened without signing in.
    const links = [...body.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href!).filter((href) => !/^\/(public|assets|sign-in|areas)/.test(href))
    assert.deepEqual(links, [], path)
  }
})

test('a page for everyone is the same for who is signed in, and answers 304 without a policy', async () => {
  const first = await read('/public/derby')
  assert.doesNotMatch(await (await director('/public/derby')).text(), /Amara|Sign out/)
  const again = await house.request('/public/derby', { headers: { 'if-none-match': first.answer.headers.get('etag')!, cookie: 'belong=nonsense' } })
  assert.equal(again.status, 304)
  assert.deepEqual([again.headers.get('content-security-policy'), again.headers.get('set-cookie')], [null, null])
})

test('only reads are public, only of areas, measures and strategies that are there', async () => {
  for (const path of ['/public/nowhere', '/public/derby/measures/nothing', '/public/derby/strategies/nothing', '/public/derby/promises/nothing', '/public/leeds/strategies/derby-inclusion-2018', '/public/derby/scorecard?release=1', '/public/derby/actions']) {
    const { answer, body } = await read(path)
    assert.equal(answer.status, 404, path)
    assert.match(body, /href="\/public"/)
  }
  assert.equal((await house.request('/public/derby/scorecard', form({}))).status, 404)
  for (const path of ['/publicity', '/publish', '/area/looks', '/areas/derby']) assert.equal((await house.request(path)).status, 302, path)
})

test('a strategy is public from its day, not before, and never once it is not', async () => {
  const from = (day: string | null) => house.db.updateTable('programme.strategy').set({ public_from: day }).where('area_id', '=', 2).where('slug', '=', 'leeds-lils-2009').execute()
  await from('2999-01-01')
  for (const path of ['/public/leeds/strategies/leeds-lils-2009', '/public/leeds/promises/leeds-lils-2009']) assert.equal((await house.request(path)).status, 404)
  assert.doesNotMatch((await read('/public/leeds/strategies?x')).body, /leeds-lils-2009/)
  await from(null)
  assert.equal((await house.request('/public/leeds/strategies/leeds-lils-2009')).status, 404)
  await from('2020-01-01')
  assert.equal((await house.request('/public/leeds/strategies/leeds-lils-2009')).status, 200)
})

test('the figures are those of the API, on the page and in its files', async () => {
  const api = (await (await director(`/api/v1/measures/persistent-absence?place=${DERBY}&compare=national,neighbours`)).json()) as { points: { period: string; value: number | null }[]; compare: { national: { value: number } } }
  const csv = (await read('/public/derby/measures/persistent-absence?as=csv')).body.split('\n').map((line) => line.replace(/"/g, '').trim().split(','))
  assert.deepEqual(csv.slice(1, api.points.length + 1).map(([period, value]) => [period, Number.isNaN(Number(value)) ? null : Number(value)]), api.points.map(({ period, value }) => [period, value]))
  const page = plain((await read('/public/derby/measures/persistent-absence')).body)
  assert.match(page, new RegExp(`England: ${api.compare.national.value.toFixed(2)}%`))
  assert.match(page, /Persistent absence: 19\.53% in 2024\/25/)
  const card = (await read('/public/derby/scorecard?as=csv')).body
  assert.match(card, /Persistent absence,persistent-absence,all,%,2024\/25,19\.53/)
  for (const as of ['xlsx', 'ods']) assert.equal((await house.request(`/public/derby/promises/derby-inclusion-2018?as=${as}`)).status, 200)
  assert.equal((await house.request('/public/derby/measures/persistent-absence?as=exe')).status, 422)
})

test('a first visit weighs less than 100 kB, packed', async () => {
  const file = (pattern: RegExp) => Object.entries(JSON.parse(readFileSync(`${assetsFolder()}/manifest.json`, 'utf8')) as Record<string, string>).find(([name]) => pattern.test(name))![1]
  const size = async (path: string) => {
    const answer = await house.request(path, { headers: { 'accept-encoding': 'gzip, br' } })
    return { bytes: (await answer.clone().arrayBuffer()).byteLength, answer }
  }
  const font = readFileSync(`${assetsFolder()}/${file(/woff2$/)}`).length
  const sheet = (await import('node:zlib')).gzipSync(readFileSync(`${assetsFolder()}/${file(/^belong\.css$/)}`)).length
  for (const path of PAGES) {
    const { bytes, answer } = await size(path)
    assert.equal(answer.headers.get('content-encoding'), 'gzip')
    assert.match(answer.headers.get('etag')!, /^W\//)
    assert.match(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), /^<!doctype html>/)
    assert.ok(bytes + font + sheet <= 100_000, `${path}: ${bytes} of page, ${font} of type, ${sheet} of style`)
  }
})

let seen = ''
test('a scorecard with red and no story is not shown: each is named, with the way to where it is written', async () => {
  const page = await (await director('/publish')).text()
  assert.match(plain(page), /Worse Suspensions , 2023\/24/)
  assert.match(page, new RegExp(`href="/measures/suspensions\\?place=${DERBY}#story"`))
  seen = /name="seen" value="([^"]+)"/.exec(page)![1]!
  const refused = await director('/publish', form({ framework: 'belong', seen, words: 'yes' }))
  assert.equal(refused.status, 422)
  assert.match(plain(await refused.text()), /There is a problem .*Suspensions \(2023\/24\).*are getting worse, and nobody has written why for that period/)
  const { body } = await read('/public/derby/scorecard')
  assert.match(body, /has not published a scorecard yet/)
  // A headline of Derby's own choice, which is nobody else's business until a scorecard is shown.
  assert.match(await (await (await house.signIn('director'))('/scorecard')).text(), /16- and 17-year-olds in education or training, Any SEN/)
  assert.doesNotMatch(body, /16- and 17-year-olds in education or training, Any SEN/)
  assert.doesNotMatch((await read('/public/derby/scorecard')).body, /class="v (better|worse)"/)
})

test('a story of an earlier period does not explain the latest', async () => {
  await write('write-story', { measure: 'suspensions', place: DERBY, body: 'An old story' })
  assert.doesNotMatch(plain(await (await director('/publish')).text()), /Worse Suspensions ,/)
  await house.db.updateTable('scorecards.story').set({ period_label: '2022/23' }).where('area_id', '=', 1).where('measure_id', '=', 'suspensions').execute()
  assert.match(plain(await (await director('/publish')).text()), /Worse Suspensions , 2023\/24: .*A story is there, but it speaks of 2022\/23/)
})

test('it is shown with its stories when somebody says that the words may be public, as it was looked at, and stays as it was', async () => {
  for (let round = 0; round < 20; round += 1) {
    const wanting = /id="unexplained".*?<\/section>/s.exec(await (await director('/publish')).text())![0]
    const [, id, group] = /href="\/measures\/([a-z0-9-]+)\?place=E06000015(?:&(?:amp;)?group=([a-z0-9-]+))?#story"/.exec(wanting) ?? []
    if (!id) break
    await write('write-story', { measure: id, place: DERBY, ...(group ? { group } : {}), body: `WHY ${id}. مدارسنا`, version: id === 'suspensions' ? 1 : 0 })
  }
  const before = await read('/public/derby/scorecard')
  const page = await (await director('/publish')).text()
  assert.match(plain(page), /Everything that is getting worse has a story for its latest period/)
  assert.match(plain(page), /written by Amara Okafor/)

  const stale = await director('/publish', form({ framework: 'belong', seen, words: 'yes' }))
  assert.equal(stale.status, 409)
  seen = /name="seen" value="([^"]+)"/.exec(page)![1]!
  const silent = await director('/publish', form({ framework: 'belong', seen }))
  assert.equal(silent.status, 422)
  assert.match(await silent.text(), /href="#words"/)
  assert.equal((await (await house.signIn('officer'))('/publish', form({ framework: 'belong', seen, words: 'yes' }))).status, 403)
  assert.equal((await (await house.signIn('head'))('/publish')).status, 403)

  assert.equal((await director('/publish', form({ framework: 'belong', seen, words: 'yes' }))).status, 303)
  const after = await read('/public/derby/scorecard', { headers: { 'if-none-match': before.answer.headers.get('etag')! } })
  assert.equal(after.answer.status, 200)
  assert.match(plain(after.body), /WHY suspensions\. مدارسنا/)
  assert.match(plain(after.body), /SECRET STORY of the first day/)
  assert.match(plain(after.body), /Where it should be: 8\.77% by 2030\/31/)
  assert.match(after.body, /class="v worse"/)
  assert.doesNotMatch(after.body, /SECRET (REASON|ACTION|OWNER|REMARK)|Amara/)
  assert.doesNotMatch((await read('/public/leeds/scorecard')).body + (await read('/public/derby/measures/suspensions')).body, /WHY suspensions/)

  await write('write-story', { measure: 'suspensions', place: DERBY, body: 'A LATER STORY', version: 2 })
  assert.doesNotMatch((await read('/public/derby/scorecard')).body, /A LATER STORY/)
})

test('withdrawn, it is gone, and the public reads when and why', async () => {
  const page = await (await director('/publish')).text()
  const id = /name="id" value="([^"]+)"/.exec(page)![1]!
  const bare = await director('/publish/withdraw', form({ id, reason: ' ' }))
  assert.equal(bare.status, 422)
  assert.match(await bare.text(), /Say why it is withdrawn/)
  assert.equal((await (await house.signIn('officer'))('/publish/withdraw', form({ id, reason: 'x' }))).status, 403)
  assert.equal((await director('/publish/withdraw', form({ id, reason: 'A figure was corrected by its publisher' }))).status, 303)
  const { body } = await read('/public/derby/scorecard')
  assert.match(plain(body), /was withdrawn on .*A figure was corrected by its publisher/)
  assert.doesNotMatch(body, /WHY suspensions|SECRET|class="v worse"/)
  const gone = await read(`/public/derby/scorecard?release=${id}`)
  assert.equal(gone.answer.status, 404)
  assert.equal((await director('/publish/withdraw', form({ id, reason: 'again' }))).status, 404)
})

test('another area’s scorecard cannot be published or withdrawn from here by whoever has no part in it', async () => {
  await house.parts.end('programme-manager', [2])
  const manager = await house.signIn('programme-manager')
  for (const [path, input] of [['publish-scorecard', { area: 'leeds', words: 'yes' }], ['withdraw-release', { area: 'leeds', id: crypto.randomUUID(), reason: 'x' }], ['change-look', { area: 'leeds', name: 'x', colour: '#0b5566', version: 1 }]] as const) {
    const answer = await manager(`/api/v1/publishing/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) })
    assert.equal(answer.status, 404, path)
  }
})
