import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../platform/test-database.ts'
import { form } from '../../../test/house-kit.ts'
import { openHouse, openSite } from '../../app.ts'
import { prepare, setupLink } from '../../install.ts'
import { readSettings } from '#platform'

let open: Awaited<ReturnType<typeof testDatabase>>
let site: ReturnType<typeof openSite>
let address: string
before(async () => {
  open = await testDatabase()
  const settings = readSettings({ BELONG_DEMO: 'off' })
  await prepare(open.db, settings, () => {})
  site = openSite(openHouse(open, settings), { isReady: () => true })
  address = new URL((await setupLink(open.db, settings))!).pathname
})
after(() => open.drop())

const request = (path: string, options: RequestInit = {}) => site.request(`http://localhost:3000${path}`, options)
const GOOD = { authority: 'E06000015', area: 'Derby & “friends”', colour: '#234f94', name: 'Zoë Admin', role: 'Director', email: 'zoe@example.org' }

test('the page is there for whoever has the link, and for nobody else', async () => {
  const page = await (await request(address)).text()
  assert.match(page, /Make the first area/)
  assert.match(page, /<option value="E06000015">Derby<\/option>/)
  assert.doesNotMatch(page, />Cumbria</)
  assert.equal((await request('/setup/guessed')).status, 404)
  assert.equal((await request('/setup/guessed', form(GOOD))).status, 404)
})

test('what is wrong is said, what was typed stays, and nothing is made', async () => {
  const bad: [Record<string, string>, RegExp][] = [
    [{ ...GOOD, colour: '#ffee00' }, /#ffee00 is too light to be read.* The nearest shade that can be read is #7d7402/], [{ ...GOOD, colour: 'javascript:' }, /Give the colour as # and six digits/], [{ ...GOOD, email: 'no' }, /Give an e-mail address/],
    [{ ...GOOD, authority: '909' }, /Choose the authority from the list/], [{ ...GOOD, authority: 'E12000004' }, /Choose the authority from the list/], [{ ...GOOD, name: '  ' }, /Give your name/], [{}, /Choose the authority/],
  ]
  for (const [fields, said] of bad) {
    const answer = await request(address, form(fields))
    const body = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(body, said)
    assert.match(body, /<title>Error: /)
    if (fields['role']) assert.match(body, /value="Director"/)
  }
  assert.deepEqual(await open.db.selectFrom('places.area').select('area_id').execute(), [])
  assert.equal((await request(address)).status, 200)
})

test('the area and its administrator are made, who is signed in at home; the link is spent', async () => {
  const answer = await request(address, form(GOOD))
  assert.equal(answer.status, 303)
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
  const home = await (await request('/', { headers: { cookie } })).text()
  assert.match(home, /Good (morning|afternoon|evening), Zoë/)
  assert.match(home, /--area:#234f94/)
  const { area_id, slug } = await open.db.selectFrom('places.area').select(['area_id', 'slug']).executeTakeFirstOrThrow()
  assert.deepEqual([area_id, slug], [1, 'derby-friends'])
  assert.equal((await open.db.selectFrom('platform.deed').select('action').where('action', '=', 'desk.set-up').execute()).length, 1)

  for (const again of [await request(address), await request(address, form(GOOD))]) {
    assert.equal(again.status, 404)
    assert.match(await again.text(), /This link has been used, or is over/)
  }
})
