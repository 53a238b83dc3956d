import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import type { Database } from './database.ts'
import { openWeb, unchanged, type Viewer, type WebContext } from './http.ts'

const VIEWER = { slug: 'a', areaId: 1, dataVersion: '1:1' } as Viewer
const SESSION = { ...VIEWER, sessionId: '0199f0f0-0000-7000-8000-000000000000', formToken: 'right-Token_of-this' } as Viewer
const NO_DATA = null as unknown as Database
const web = openWeb({
  https: false,
  identify: async (c: WebContext) => ({ viewer: c.req.header('x-person') === 'session' ? SESSION : c.req.header('x-person') ? VIEWER : null, caller: () => assert.fail('nobody calls'), db: NO_DATA }),
  common: NO_DATA,
  drawProblem: (_c, problem) => `<p>${problem.kind}: ${problem.message}</p>`,
})
web.get('/page', (c) => unchanged(c, 'r1') ?? c.text('drawn'))
web.post('/form', async (c) => c.json(Object.keys(await c.req.parseBody())))
web.post('/data', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)))
web.post('/api/v1/thing', async (c) => c.json({ bytes: (await c.req.text()).length }))
web.get('/api/v1/broken/:code', (c) => {
  throw Object.assign(new Error('the database said no'), { code: c.req.param('code') })
})

const PERSON = { 'x-person': 'a' }
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) => web.request(path, { method: 'POST', body, headers: { ...PERSON, ...headers }, duplex: 'half' } as RequestInit)

/** Bytes that keep coming and whose number nobody is told; counts how many were taken. */
function endless(most: number) {
  const taken = { bytes: 0 }
  const stream = new ReadableStream({
    pull(to) {
      if (taken.bytes >= most) return to.close()
      taken.bytes += 65_536
      to.enqueue(new Uint8Array(65_536).fill(97))
    },
  })
  return { taken, stream }
}

test('a body of more than 1 MB is refused in the shape all refusals have, unless it is files', async () => {
  const long = 'a'.repeat(1_000_001)
  const api = await post('/api/v1/thing', long, { 'content-length': '1000001' })
  assert.equal(api.status, 422)
  assert.deepEqual(await api.json(), { kind: 'invalid', message: 'This is more than 1 MB, the most that can be sent here. Files go in at the page for data', fields: {}, reference: null })
  const page = await post('/form', long, { 'content-length': '1000001' })
  assert.deepEqual([page.status, page.headers.get('content-type')], [422, 'text/html; charset=UTF-8'])
  assert.match(await page.text(), /invalid: This is more than 1 MB/)
  assert.equal(await (await post('/data', long, { 'content-length': '1000001' })).text(), '1000001')
  assert.deepEqual(await (await post('/api/v1/thing', 'a'.repeat(1_000_000))).json(), { bytes: 1_000_000 })
})

test('a body whose length is not told is refused as soon as it is too long, and read whole where it is not', async () => {
  const { taken, stream } = endless(100_000_000)
  assert.equal((await post('/api/v1/thing', stream)).status, 422)
  assert.ok(taken.bytes < 1_300_000, String(taken.bytes))
  assert.deepEqual(await (await post('/api/v1/thing', endless(131_072).stream)).json(), { bytes: 131_072 })
  assert.deepEqual(await (await post('/form', new Blob(['x=1&y=2']).stream(), { 'content-type': 'application/x-www-form-urlencoded' })).json(), ['x', 'y'])
})

test('over a real connection the refusal arrives though the sender goes on sending', async () => {
  const server = createServer((request, response) => void getRequestListener(web.fetch)(request, response)).listen(0)
  const { port } = server.address() as AddressInfo
  for (const head of ['Content-Length: 50000000', 'Transfer-Encoding: chunked']) {
    const answer = await new Promise<string>((done) => {
      const socket = connect(port, 'localhost')
      let heard = ''
      const piece = `${(65_536).toString(16)}\r\n${'a'.repeat(65_536)}\r\n`
      const more = setInterval(() => socket.writable && socket.write(piece), 1)
      const end = () => {
        clearInterval(more)
        socket.destroy()
        done(heard)
      }
      socket.on('data', (text) => {
        heard += text
        if (heard.includes('"kind"')) end()
      })
      socket.on('error', end)
      socket.on('close', end)
      socket.write(`POST /api/v1/thing HTTP/1.1\r\nHost: localhost\r\nX-Person: a\r\nContent-Type: application/json\r\n${head}\r\n\r\n`)
    })
    assert.match(answer, /^HTTP\/1\.1 422 /, head)
  }
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

test('a page is not drawn again for whoever names its tag, alone or in a list, weak or strong, or asks for any', async () => {
  const tag = (await web.request('/page', { headers: PERSON })).headers.get('etag')!
  const status = async (asked: string) => (await web.request('/page', { headers: { ...PERSON, 'if-none-match': asked } })).status
  for (const asked of [tag, `W/${tag}`, `"other", ${tag}`, `W/"other",W/${tag}`, '*']) assert.equal(await status(asked), 304, asked)
  for (const asked of ['"other"', tag.slice(1, -1), 'W/"other", "one"', '']) assert.equal(await status(asked), 200, asked)
})

test('after signing in a person comes to the address asked for, percent signs and all', async () => {
  const answer = await web.request('/measures/lait%3ATot%2FPer%25?place=E06000015&q=%26')
  assert.equal(answer.status, 302)
  assert.equal(new URL(answer.headers.get('location')!, 'http://localhost').searchParams.get('next'), '/measures/lait%3ATot%2FPer%25?place=E06000015&q=%26')
})

test('a post of another site is refused; one of a program with a key that says nothing is not', async () => {
  const status = async (headers: Record<string, string>) => (await post('/form', 'x=1', { host: 'belong.example', 'content-type': 'application/x-www-form-urlencoded', ...headers })).status
  assert.equal(await status({ origin: 'null' }), 403)
  assert.equal(await status({ origin: 'https://evil.example' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status({}), 200)
  assert.equal(await status({ origin: 'http://belong.example' }), 200)
  assert.equal(await status({ origin: 'null', 'sec-fetch-site': 'same-origin' }), 200)
})

test('what the database cannot take is told as such and not as a fault; what it stopped for time as in the way', async () => {
  // Codes of PostgreSQL's Appendix A: bad text, bad letter, NUL in JSON, out of range, over a limit; query_canceled; and one that is ours to mend.
  for (const [code, status, kind] of [['22P02', 422, 'invalid'], ['22021', 422, 'invalid'], ['22P05', 422, 'invalid'], ['22003', 422, 'invalid'], ['54000', 422, 'invalid'], ['57014', 409, 'conflict'], ['42P01', 500, 'fault']] as const) {
    const answer = await web.request(`/api/v1/broken/${code}`, { headers: PERSON })
    assert.deepEqual([answer.status, ((await answer.json()) as { kind: string }).kind], [status, kind], code)
  }
})

test('what a cookie sends is taken where the browser says it is from here, or where it bears the token of the session', async () => {
  const words = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const status = async (path: string, body: BodyInit, headers: Record<string, string>) => (await post(path, body, { 'x-person': 'session', host: 'belong.example', ...headers })).status
  const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
  assert.equal(await status('/form', words({ x: '1' }), urlencoded), 403)
  assert.equal(await status('/form', words({ x: '1' }), { ...urlencoded, 'sec-fetch-site': 'none' }), 403)
  assert.equal(await status('/form', words({ x: '1', _token: 'of-another-session-1' }), urlencoded), 403)
  assert.equal(await status('/form', words({ _token: 'right-Token_of-this', x: '1' }), urlencoded), 200)
  assert.equal(await status('/form', words({ x: '1' }), { ...urlencoded, 'x-belong-token': 'right-Token_of-this' }), 200)
  assert.equal(await status('/form', words({ x: '1' }), { ...urlencoded, origin: 'http://belong.example' }), 200)
  assert.equal(await status('/form', words({ x: '1' }), { ...urlencoded, 'sec-fetch-site': 'same-origin' }), 200)
  // A right token does not make up for a browser that says another site sent it.
  for (const foreign of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'odd' }, { origin: 'http://evil.example' }, { origin: 'http://belong.example.evil.example' }, { origin: 'http://belong.example:81' }, { origin: 'http://a@belong.example' }, { origin: 'null' }]) {
    assert.equal(await status('/form', words({ _token: 'right-Token_of-this' }), { ...urlencoded, ...foreign }), 403, JSON.stringify(foreign))
  }
  assert.equal(await status('/api/v1/thing', '{"_token":"right-Token_of-this"}', { 'content-type': 'application/json' }), 403)
  assert.equal(await status('/api/v1/thing', '{}', { 'content-type': 'application/json', 'x-belong-token': 'right-Token_of-this' }), 200)
})

test('files that are streamed bear the token in their first field, and arrive whole', async () => {
  const part = (name: string, value: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const send = async (body: string) => post('/data', new Blob([body]).stream(), { 'x-person': 'session', 'content-type': 'multipart/form-data; boundary=b' })
  const file = part('files', 'x'.repeat(100_000))
  const right = `${part('_token', 'right-Token_of-this')}${file}--b--\r\n`
  assert.equal(await (await send(right)).text(), String(right.length))
  for (const wrong of [`${file}--b--\r\n`, `${file}${part('_token', 'right-Token_of-this')}--b--\r\n`, `${part('_token', 'wrong-Token_of-this')}${file}--b--\r\n`, '', '--b']) assert.equal((await send(wrong)).status, 403, wrong.slice(0, 80))
})

test('a full disk and a database that is away are told as what they are, with what to do', async () => {
  for (const [code, says] of [['53100', /disk .* is full.*Make room/], ['ENOSPC', /disk .* is full/], ['57P01', /database went away.*in a minute/], ['ECONNREFUSED', /database went away/]] as const) {
    const answer = await web.request(`/api/v1/broken/${code}`, { headers: PERSON })
    const { message, reference } = (await answer.json()) as { message: string; reference: string | null }
    assert.deepEqual([answer.status, reference], [503, null], code)
    assert.match(message, says)
  }
})
