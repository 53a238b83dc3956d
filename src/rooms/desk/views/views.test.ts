import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { ownAddress } from './views.ts'

type House = Awaited<ReturnType<typeof testHouse>>
let house: House
let officer: Awaited<ReturnType<House['signIn']>>
let head: Awaited<ReturnType<House['signIn']>>
before(async () => {
  house = await testHouse()
  officer = await house.signIn('officer')
  head = await house.signIn('head')
})
after(() => house.close())

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const ADDRESS = '/scorecard?sort=trend&columns=latest%2Ctrend'

test('a page is kept under a name, found again on home, among views and by search, and only by who keeps it', async () => {
  const page = await (await officer(ADDRESS)).text()
  assert.match(page, /Keep this view.*name="address" value="\/scorecard\?columns=latest%2Ctrend&amp;sort=trend"/s)
  const kept = await officer('/views', form({ name: 'Worst first', address: `${ADDRESS}&print=yes#kept`, once: 'a' }))
  assert.equal(kept.status, 303)
  // The same form sent twice keeps one.
  assert.equal((await officer('/views', form({ name: 'Worst first', address: `${ADDRESS}&print=yes#kept`, once: 'a' }))).status, 303)
  assert.match(plain(await (await officer(kept.headers.get('location')!)).text()), /The view is kept\..*You keep one view/)
  for (const path of ['/', '/views', '/search?q=worst+first']) {
    const body = await (await officer(path)).text()
    assert.match(body, /href="\/scorecard\?sort=trend&amp;columns=latest%2Ctrend"[^>]*>(<b>)?<bdi>Worst first/, path)
    assert.doesNotMatch(await (await head(path)).text(), />Worst first</, path)
  }
})

test('a shared view is for everyone of the area, to use and not to change', async () => {
  const id = await idOf('Worst first')
  const shown = await (await officer('/views')).text()
  const changed = new RegExp(`action="/views/${id}".*?name="changed" value="([^"]+)"`, 's').exec(shown)![1]!
  assert.equal((await officer(`/views/${id}`, form({ name: 'Board, worst first', shared: 'yes', changed }))).status, 303)
  assert.match(plain(await (await head('/views')).text()), /Shared by others.*Board, worst first.*Kept by Priya Marlowe/)
  assert.match(plain(await (await head('/')).text()), /Board, worst first shared/)
  assert.equal((await head(`/views/${id}`, form({ name: 'Mine now', changed }))).status, 404)
  assert.equal((await head(`/views/${id}/drop`, form({}))).status, 404)
  // In another area of the same person it does not stand.
  const leeds = await house.signIn('head')
  await leeds('/area', form({ area: 'leeds' }))
  assert.doesNotMatch(plain(await (await leeds('/views')).text()), /worst first/)
})

test('a shared view shows each only what they may see', async () => {
  await officer('/views', form({ name: 'The audit', address: '/deeds', shared: 'yes', once: 'b' }))
  assert.match(await (await head('/views')).text(), /href="\/deeds"/)
  assert.equal((await head('/deeds')).status, 403)
})

test('two changes at once: both names are shown, nothing is lost', async () => {
  const id = await idOf('Board, worst first')
  const answer = await officer(`/views/${id}`, form({ name: 'Another name', changed: '2020-01-01T00:00:00.000Z' }))
  assert.equal(answer.status, 409)
  const page = await answer.text()
  assert.match(page, /it is called “Board, worst first” now/)
  assert.match(page, /value="Another name"/)
})

test('what is wrong is said beside its box, and all that was typed comes back', async () => {
  const cases: [fields: Record<string, string>, sentence: RegExp][] = [
    [{ name: ' ', address: '/scorecard' }, /Give the view a name/], [{ name: 'x'.repeat(101), address: '/scorecard' }, /Use 100 characters or fewer/], [{ name: 'The Audit', address: '/scorecard' }, /You have a view of this name already/],
    [{ name: 'Away', address: 'https://elsewhere.example/' }, /A view is a page of Belong/], [{ name: 'Away', address: '//elsewhere.example/' }, /A view is a page of Belong/], [{ name: 'Away', address: '/\\elsewhere.example/' }, /A view is a page of Belong/],
    [{ name: 'Away', address: 'javascript:alert(1)' }, /A view is a page of Belong/], [{ name: 'Key', address: '/setup/secret' }, /A view is a page of Belong/], [{ name: 'Long', address: `/search?q=${'x'.repeat(2000)}` }, /use 2,000 characters or fewer/], [{ name: 'None' }, /Say which page/],
  ]
  for (const [fields, sentence] of cases) {
    const answer = await officer('/views', form(fields))
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60))
    const page = await answer.text()
    assert.match(page, sentence)
    assert.match(page, /<title>Error: /)
    if (fields['name']?.trim()) assert.ok(page.includes(`value="${fields['name']}"`), fields['name'])
  }
})

test('addresses: only pages of this site, without what only changes how they are shown', () => {
  assert.equal(ownAddress('/scorecard?sort=trend&as=csv&print=yes#top'), '/scorecard?sort=trend')
  assert.equal(ownAddress('/\t/elsewhere.example'), null)
  for (const foreign of ['/.//elsewhere.example/x', '/a/..//elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/%2e//elsewhere.example']) assert.equal(ownAddress(foreign), null, foreign)
  assert.equal(ownAddress('scorecard'), null)
  assert.equal(ownAddress('/sign-out'), null)
  assert.equal(ownAddress('/actions?state=late'), '/actions?state=late')
  assert.equal(ownAddress('/area/looks'), '/area/looks')
})

test('a view is thrown away by who keeps it', async () => {
  const id = await idOf('Board, worst first')
  assert.equal((await officer(`/views/${id}/drop`, form({}))).status, 303)
  assert.doesNotMatch(plain(await (await head('/views')).text()), /worst first/)
  assert.equal((await officer(`/views/${id}/drop`, form({}))).status, 404)
})

async function idOf(name: string) {
  return (await house.db.selectFrom('desk.view').select('view_id').where('name', '=', name).executeTakeFirstOrThrow()).view_id
}
