import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { Refusal } from '#kernel'
import type { Web } from '#platform'
import { withUpload } from './upload.ts'

let folder: string
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'belong-upload-'))))
after(() => rm(folder, { recursive: true, force: true }))

const LIMITS = { files: 2, fileBytes: 1000, totalBytes: 2500 }

const web: Web = new Hono()
web.post('/', async (c) => {
  const heard = await withUpload(c, folder, async ({ files, refused, fields }) => ({
    fields, refused: refused.map(({ why }) => why.message), files: await Promise.all(files.map(async ({ name, path }) => [name, (await readFile(path)).toString()])),
  }), LIMITS)
  return c.json(heard)
})
web.onError((fault, c) => c.text(fault instanceof Refusal ? fault.message : `fault ${fault}`, fault instanceof Refusal ? 422 : 500))

const send = (given: [string, string][], fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, text] of given) form.append('files', new File([text], name))
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return web.request('/', { method: 'POST', body: form })
}

test('files and fields arrive under the names given, and are gone afterwards', async () => {
  const answer = await send([['Köln – ½.csv', 'a'], ['b\u202e.csv', 'b'.repeat(1000)]], { as: 'ees' })
  assert.deepEqual(await answer.json(), { fields: { as: 'ees' }, refused: [], files: [['Köln – ½.csv', 'a'], ['b.csv', 'b'.repeat(1000)]] })
  assert.deepEqual(await readdir(folder), [])
})

test('a long name is cut between letters, never within one', async () => {
  const [[name]] = ((await (await send([[`${'a'.repeat(199)}🎈🎈.csv`, 'x']])).json()) as { files: [string, string][] }).files as [[string, string]]
  assert.equal(name, `${'a'.repeat(199)}🎈`)
})

test('the limits are said, and nothing is left', async () => {
  for (const [given, sentence] of [
    [[['long.csv', 'x'.repeat(1001)]], /^long\.csv is larger than 0\.001 MB/],
    [[['a', 'x'], ['b', 'x'], ['c', 'x']], /^Send at most 2 files at once$/],
    [[['a', 'x'.repeat(900)], ['b', 'x'.repeat(900)], ['c', 'x'.repeat(900)]], /^(Send at most 2 files at once|These files are more than 0\.0025 MB together)/],
    [[['none', '']], /^none is empty/],
    [[['none', ''], ['long', 'x'.repeat(1001)]], /^none is empty: it holds no bytes long is larger than 0\.001 MB/],
  ] as [[string, string][], RegExp][]) {
    const answer = await send(given)
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), sentence)
    assert.deepEqual(await readdir(folder), [])
  }
})

test('an empty or too large file of several is named, and the others are taken', async () => {
  for (const [bad, sentence] of [[['none', ''], 'none is empty: it holds no bytes'], [['long', 'x'.repeat(1001)], 'long is larger than 0.001 MB, the most a file may be']] as [[string, string], string][]) {
    const answer = await send([bad, ['good', 'x']])
    assert.deepEqual(await answer.json(), { fields: {}, refused: [sentence], files: [['good', 'x']] })
    assert.deepEqual(await readdir(folder), [])
  }
})

test('a sender who goes away in the middle leaves nothing', async () => {
  const boundary = 'b'
  const body = new ReadableStream({
    start(to) {
      to.enqueue(new TextEncoder().encode(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nhalf`))
      setTimeout(() => to.error(new Error('gone')), 20)
    },
  })
  const answer = await web.request('/', { method: 'POST', body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, duplex: 'half' } as RequestInit)
  assert.equal(answer.status, 422)
  assert.match(await answer.text(), /did not arrive whole/)
  assert.deepEqual(await readdir(folder), [])
})
