import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DOORS } from '../../src/app.ts'
import { testHouse } from '../house-kit.ts'
import { drySite } from './dry-site.ts'
import { fill, sessionOf, type World } from './fill.ts'
import { formTokenOf } from '../../src/rooms/access/sessions.ts'
import { addressesOf } from './addresses.ts'

let world: World
let dry: ReturnType<typeof drySite>
before(async () => {
  world = await fill(await testHouse())
  dry = drySite(world.house)
})
after(() => world.house.close())

/** Where a stranger is let in, each with the reason. Everything else sends a stranger to sign in. */
const FOR_STRANGERS: readonly [RegExp, string][] = [
  [/^\/health\//, 'asked by machines: is it alive'], [/^\/assets\//, 'style, fonts and scripts'], [/^\/api\/v1\/openapi\.json$/, 'what doors there are'],
  [/^\/public(\/|$)/, 'what an area shows everyone'], [/^\/areas\/:slug\//, 'an area’s mark'], [/^\/setup\//, 'the first area, by a link that works once'],
  [/^\/sign-(in|out)(\/|$)/, 'the door itself'], [/^\/invitation\//, 'taking up an invitation, by a link that works once'], [/^\/forgotten/, 'a way back in'], [/^\/session(\/|$)/, 'how long a session still lasts'],
]

const routes = () => [...new Map(dry.site.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('/*')).map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()]

test('every route under /api is that of a door, and every door has one', () => {
  const known = [...DOORS.queries.map((door) => [door.bodyOnly ? 'POST' : 'GET', door] as const), ...DOORS.actions.map((door) => ['POST', door] as const)]
    .map(([method, door]) => `${method} /api/v1${(door.rest ?? `/${door.name.replace('.', '/')}`).replaceAll(/\{(\w+)\}/g, ':$1')}`)
  const found = routes().filter(({ path }) => path.startsWith('/api/') && !path.endsWith('openapi.json')).map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(found.sort(), known.sort())
  for (const door of [...DOORS.queries, ...DOORS.actions]) assert.equal(typeof door.may, 'function', door.name)
})

test('a stranger is sent away from every page but those listed with the reason', async () => {
  for (const { method, path } of routes().filter((one) => !one.path.startsWith('/api/') && !FOR_STRANGERS.some(([route]) => route.test(one.path)))) {
    for (const address of addressesOf(path, 41).slice(0, 2)) {
      const answer = await dry.site.request(`http://localhost:3000${address}`, { method, ...(method === 'POST' ? { headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, body: 'a=b' } : {}) })
      const isSent = answer.status === 302 && answer.headers.get('location')?.startsWith('/sign-in')
      assert.ok(isSent || [401, 403].includes(answer.status), `${method} ${path} answers a stranger ${answer.status} ${answer.headers.get('location') ?? ''}: it needs a lock, or a line in FOR_STRANGERS with the reason`)
    }
  }
})

test('no page that changes things lets in somebody who may do nothing, but those that are their own', async () => {
  const OWN = [/^\/(area|sign-out|sign-in|session|sessions|account|acting|act-as|role|drafts?|my|seen|papers|data-version|confirm)(\/|$)/, /^\/setup\//, /^\/invitation\//, /^\/public/, /^\/forgotten/]
  const slug = 'family-school'
  const headers = { cookie: `belong=${sessionOf(slug)}`, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  for (const { path } of routes().filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/') && !OWN.some((route) => route.test(path)))) {
    for (const address of addressesOf(path, 41).slice(0, 2)) {
      dry.left.length = 0
      const answer = await dry.site.request(`http://localhost:3000${address}`, { method: 'POST', headers, body: new URLSearchParams({ _token: formTokenOf(sessionOf(slug)), reason: 'r', version: '1' }) })
      assert.ok(answer.status >= 400 && answer.status < 500, `POST ${address} answers ${answer.status} ${answer.headers.get('location') ?? ''}`)
      assert.deepEqual(dry.left.map(({ table }) => table), [], address)
    }
  }
})
