import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { openSite } from '../app.ts'
import { form, testHouse } from '../../test/house-kit.ts'

const house = await testHouse()
after(() => house.close())
const open = { redirect: 'manual' } as const

/** What a browser must be told by every answer, whatever it is: OWASP's list of secure headers, less what is for pages alone. */
const ALWAYS: Record<string, RegExp> = {
  'x-content-type-options': /^nosniff$/, 'referrer-policy': /^(same-origin|no-referrer)$/, 'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/, 'cross-origin-resource-policy': /^same-origin$/, 'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/, 'cache-control': /./,
}

function wrongWith(answer: Response) {
  const missing = Object.entries(ALWAYS).filter(([name, right]) => !right.test(answer.headers.get(name) ?? '')).map(([name]) => name)
  const policy = answer.headers.get('content-security-policy') ?? ''
  if (answer.status !== 304 && !/default-src 'none'/.test(policy)) missing.push('content-security-policy')
  if (/unsafe-|\*/.test(policy)) missing.push('a strict policy')
  if (answer.status >= 500) missing.push(`an answer: ${answer.status}`)
  return missing
}

/** Every address there is, with something in place of what varies. */
function addresses() {
  const routes = house.site.routes.filter(({ path }) => path !== '/*' && path !== '*')
  return [...new Map(routes.map(({ method, path }) => [`${method} ${path}`, { method, path: path.replaceAll(/:(\w+)(\{[^}]*\})?\??/g, '1').replaceAll('*', 'x') }])).values()]
}

test('every answer to everybody carries the headers, whatever it says', async () => {
  const officer = await house.signIn('officer')
  const wrong: string[] = []
  const all = addresses()
  assert.ok(all.length > 60, String(all.length))
  for (const { method, path } of all) {
    for (const [who, ask] of [['nobody', house.request], ['officer', officer]] as const) {
      for (const sent of method === 'POST' ? [form({ x: '1' }), { method, body: '{', headers: { 'content-type': 'application/json' } }, { method }] : [{ method: 'GET' }, { method: 'HEAD' }]) {
        // These would end the session that asks.
        if (who === 'officer' && /^\/(sign-out|account\/sessions\/end-all|area)$/.test(path)) continue
        const found = wrongWith(await ask(path, { ...open, ...sent } as RequestInit))
        if (found.length) wrong.push(`${who} ${sent.method} ${path}: ${found.join(', ')}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('what has moved on, an asset, a page for everyone, what is not there and what is not understood carry them too', async () => {
  const officer = await house.signIn('officer')
  const again = await officer('/scorecard')
  const held = await officer('/scorecard', { headers: { 'if-none-match': again.headers.get('etag')! } })
  assert.deepEqual([held.status, held.headers.get('content-security-policy')], [304, null])
  for (const answer of [again, held, await house.request('/public'), await house.request('/assets/none.css'), await house.request('/favicon.ico'), await officer('/nothing'), await officer('/measures/%E0%A4%A'), await house.request('/api/v1/nothing'), await officer('/compare?measure=%00')]) {
    assert.deepEqual(wrongWith(answer), [], String(answer.status))
  }
})

test('a method that nothing here has is refused, in the shape all refusals have', async () => {
  const officer = await house.signIn('officer')
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'BREW']) {
    for (const path of ['/', '/api/v1/measures', '/sign-in', '/public', '/health/live']) {
      const answer = await officer(path, { method })
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, POST'], `${method} ${path}`)
      assert.deepEqual(wrongWith(answer), [])
    }
  }
})

test('every page of a signed-in person has the session’s token in each of its forms, and no page for everyone has one', async () => {
  const officer = await house.signIn('officer')
  const pages = ['/', '/scorecard', '/measures/persistent-absence?place=E06000015', '/compare?measure=overall-absence&place=E06000015', '/strategies', '/views', '/papers', '/data', '/account/sessions', '/nothing', '/scorecard/results']
  for (const path of pages) {
    const text = await (await officer(path)).text()
    const forms = [...text.matchAll(/<form\b[^>]*method="post"[^>]*>(<input type="hidden" name="_token" value="[\w-]{32}"\/>)?/g)]
    assert.ok(forms.length >= 1 && forms.every(([, token]) => token), path)
  }
  for (const path of ['/public', '/public/derby', '/sign-in']) assert.doesNotMatch(await (await house.request(path)).text(), /_token|belong-token/, path)
})

test('a page kept ready for several people holds nobody’s token but its reader’s', async () => {
  const [one, two] = [await house.signIn('analyst'), await house.signIn('director')]
  const tokens = async (ask: typeof one, path: string) => new Set([...(await (await ask(path)).text()).matchAll(/name="(?:_token"|belong-token") (?:value|content)="([\w-]+)"/g)].map(([, token]) => token!))
  for (const path of ['/', '/scorecard', '/measures/persistent-absence?place=E06000015', '/compare?measure=overall-absence&place=E06000015']) {
    const [first, second, third] = [await tokens(one, path), await tokens(two, path), await tokens(one, path)]
    assert.deepEqual([first.size, second.size], [1, 1], path)
    assert.notDeepEqual([...first], [...second], path)
    assert.deepEqual([...third], [...first], path)
  }
})

test('pages about children are kept by nothing on the way and by no browser', async () => {
  const officer = await house.signIn('officer')
  for (const path of ['/children', '/children/0199f0f0-0000-7000-8000-000000000000', '/children?q=a']) {
    const answer = await officer(path)
    assert.deepEqual([answer.headers.get('cache-control'), answer.headers.get('etag')], ['private, no-store', null], path)
  }
})

test('names and numbers of fields that nobody would send are no fault of ours', async () => {
  const officer = await house.signIn('officer')
  const many = Array.from({ length: 10_000 }, (_, at) => `p${at}=1`).join('&')
  const odd = ['?__proto__=x', '?constructor=x&__proto__[a]=b', '?page=1&page=2&page[]=3', `?${many}`, '?%00=%00', '?=&&==', '?q=%f0%28%8c%28', `?q=${'a'.repeat(100_000)}`, '?page=-1', '?page=1e99', '?print[toString]=yes']
  for (const path of ['/', '/measures', '/search', '/places', '/deeds', '/account/sessions', '/strategies/actions', '/api/v1/measures', '/public']) {
    for (const query of odd) {
      const { status } = await officer(`${path}${query}`, open)
      assert.ok(status < 500, `${path}${query.slice(0, 60)}: ${status}`)
    }
  }
  const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const body of ['__proto__=x&constructor=y&toString=z', '__proto__[role]=x', many, 'role=a&role=b', '%', 'role[]=a&role[]=b', '__proto__.x=1']) {
    const { status } = await officer('/acting', { method: 'POST', headers: urlencoded, body, ...open })
    assert.ok(status < 500, `${body.slice(0, 40)}: ${status}`)
  }
  assert.equal(({} as Record<string, unknown>)['role'], undefined)
  for (const body of ['{"__proto__":{"session":"x"}}', '{"constructor":{"prototype":{"a":1}}}', '[]', 'null', '"x"', '1', '{"session":{"$gt":""}}', `{"session":${'['.repeat(5000)}${']'.repeat(5000)}}`]) {
    const { status } = await officer('/api/v1/access/end-session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    assert.ok(status === 422 || status === 404, `${body.slice(0, 40)}: ${status}`)
  }
})

test('what a header says of another host changes no address that Belong gives', async () => {
  const officer = await house.signIn('officer')
  const spoofed = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4', forwarded: 'host=evil.example', 'x-original-url': '/deeds', 'x-rewrite-url': '/deeds', 'x-http-method-override': 'DELETE' }
  for (const path of ['/', '/sign-in?next=//evil.example', '/sign-in?next=/%0d%0aSet-Cookie:x=y', '/measures', '/public', '/nothing']) {
    for (const ask of [house.request, officer]) {
      const answer = await ask(path, { ...open, headers: { ...spoofed, host: 'evil.example', origin: 'http://evil.example' } })
      assert.doesNotMatch(answer.headers.get('location') ?? '', /evil/, path)
      assert.doesNotMatch(await answer.text(), /(href|action|src|content)="[^"]*\/\/evil/, path)
    }
  }
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/%0d%0aSet-Cookie: x=y', '/\r\nx: y', 'javascript:alert(1)']) {
    const answer = await house.request('/sign-in/demo', { ...form({ person: 'analyst', next }), ...open })
    assert.ok(['/', '/%0d%0aSet-Cookie:'].some((right) => answer.headers.get('location') === right), `${next}: ${answer.headers.get('location')}`)
    assert.doesNotMatch(answer.headers.getSetCookie().join(), /x=y/)
  }
  // A post whose host and origin agree is from where its cookie was sent; one that names another host is not.
  assert.equal((await officer('/acting', { ...form({ role: '' }), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' } })).status, 403)
})

test('absurd headers get an answer, a refusal or a closed connection, and the next request is answered', async () => {
  const server = createServer({ maxHeaderSize: 32_768 }, (request, response) => void getRequestListener(house.site.fetch)(request, response)).listen(0)
  const { port } = server.address() as AddressInfo
  const say = (text: string) => new Promise<string>((done) => {
    const socket = connect(port, 'localhost')
    let heard = ''
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (piece) => void (heard += piece))
    socket.on('error', () => {})
    socket.on('close', () => done(heard))
    socket.write(text)
  })
  const head = (line: string, ...more: string[]) => `${[line, 'Host: localhost', 'Connection: close', ...more].join('\r\n')}\r\n\r\n`
  const expected: [string, RegExp][] = [
    [head('TRACE / HTTP/1.1'), /^HTTP\/1\.1 (400|405) /], [head('CONNECT evil.example:443 HTTP/1.1'), /^(HTTP\/1\.1 4\d\d |$)/], [head('GET / HTTP/1.1', `Cookie: belong=${'a'.repeat(1_000_000)}`), /^HTTP\/1\.1 431 /],
    [head('GET /sign-in HTTP/1.1', 'X-A: b\rX-Bad: c'), /^HTTP\/1\.1 400 /], [head('GET /sign-in HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'), /^HTTP\/1\.1 400 /],
    [head('POST /sign-in/demo HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6'), /^HTTP\/1\.1 400 /], [head('GET http://evil.example/ HTTP/1.1'), /^HTTP\/1\.1 (302|400|404|422) /],
    [head('GET //evil.example HTTP/1.1'), /^HTTP\/1\.1 (302|400|404) /], [head('GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1'), /^HTTP\/1\.1 (302|400|404) /], [head('GET /sign-in HTTP/1.1', 'Authorization: Bearer'), /^HTTP\/1\.1 200 /],
    [head('GET /api/v1/access/deeds HTTP/1.1', `Authorization: Bearer ${'x'.repeat(30_000)}`), /^HTTP\/1\.1 (403|431) /], [head('GET /sign-in HTTP/1.1', 'Host: evil.example'), /^HTTP\/1\.1 (200|400) /],
  ]
  try {
    for (const [text, right] of expected) assert.match(await say(text), right, text.slice(0, 80))
    for (const [text] of expected.slice(6, 9)) assert.doesNotMatch(await say(text), /^location: (https?:)?\/\//im, text.slice(0, 60))
    assert.match(await say(head('GET /health/live HTTP/1.1')), /^HTTP\/1\.1 200 /)
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

test('over https the cookie is bound to this host, and browsers are told to come by https alone', async () => {
  const site = openSite({ ...house.house, settings: { ...house.house.settings, baseUrl: 'https://belong.example' } }, { isReady: () => true })
  const ask = (path: string, options: RequestInit = {}) => site.request(`https://belong.example${path}`, { ...open, ...options })
  const signedIn = await ask('/sign-in/demo', form({ person: 'analyst' }))
  const cookie = signedIn.headers.getSetCookie().find((one) => one.startsWith('__Host-belong='))!
  assert.match(cookie, /; Secure/i)
  assert.match(cookie, /; HttpOnly/i)
  assert.match(cookie, /; Path=\//i)
  assert.doesNotMatch(cookie, /Domain=/i)
  assert.match(signedIn.headers.get('strict-transport-security')!, /max-age=31536000; includeSubDomains/)
  const secret = cookie.split(';')[0]!.split('=')[1]!
  assert.equal((await ask('/', { headers: { cookie: `belong=${secret}` } })).status, 302)
  assert.equal((await ask('/', { headers: { cookie: `__Host-belong=${secret}` } })).status, 200)
  // A page of the same name over plain HTTP is another site.
  const post = (origin: string) => ask('/acting', { ...form({ role: '' }), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `__Host-belong=${secret}`, host: 'belong.example', origin } })
  assert.deepEqual([(await post('http://belong.example')).status, (await post('https://belong.example')).status], [403, 303])
})
