import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../../test/house-kit.ts'
import { browserOf, plain } from './sign-in-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const form = { label: 'Nightly figures', verbs: 'people:manage', until }
const keysMade = async () => (await house.pool.query(`select from access.token where label = 'Nightly figures'`)).rowCount

/** The administrator, who signed in eleven minutes ago. */
async function administrator() {
  const browser = browserOf(house)
  await browser.post('/sign-in/demo', { person: 'administrator' })
  await house.pool.query(`update access.session set stepped_up_at = now() - interval '11 minutes'`)
  return browser
}

test('a sensitive form is kept while its sender shows once more who they are, and then is there to be sent', async () => {
  const browser = await administrator()
  const sent = await browser.post('/keys', form)
  assert.equal(sent.status, 303)
  const next = decodeURIComponent(/^\/confirm\?next=(.+)$/.exec(sent.headers.get('location')!)![1]!)
  assert.match(next, /^\/draft\/[\da-f-]{36}$/)
  assert.equal(await keysMade(), 0)
  assert.match(plain(await (await browser.get(`/confirm?next=${next}`)).text()), /What you sent is kept meanwhile.* Go on as Bea Holloway/)
  assert.equal((await browser.post('/confirm', { next })).headers.get('location'), next)
  assert.match(await (await browser.get(next)).text(), /value="Nightly figures"/)
  assert.equal((await browser.post('/keys', form)).status, 200)
  assert.equal(await keysMade(), 1)
})

test('by the API it is refused in words, since a program cannot show who it is', async () => {
  const browser = await administrator()
  const answer = await browser.get('/api/v1/access/make-key', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...form, verbs: ['people:manage'] }) })
  assert.deepEqual([answer.status, ((await answer.json()) as { message: string }).message], [403, 'This is a sensitive thing to do. Show once more that it is you, then do it again'])
})

test('where it leads afterwards is an address of ours', async () => {
  const browser = await administrator()
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) assert.equal((await browser.post('/confirm', { next })).headers.get('location'), '/')
  await house.pool.query(`update access.session set stepped_up_at = now() - interval '11 minutes'`)
  const sent = await browser.post('/keys', {}, { referer: 'https://evil.example/x' })
  assert.doesNotMatch(sent.headers.get('location') ?? '', /evil/)
})
