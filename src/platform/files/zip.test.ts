import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { Refusal } from '#kernel'
import { isZip, unzip } from './zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'belong-zip-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('unpacks the wanted entries and nothing else', async () => {
  const path = await zipped({ 'data/a.csv': 'a\n1\n', 'readme.md': 'x', 'inner.zip': 'PK' })
  assert.equal(await isZip(path), true)
  const files = await unzip(path, (entry) => entry.endsWith('.csv'))
  assert.deepEqual(
    files.map(({ entry }) => entry),
    ['data/a.csv'],
  )
  assert.equal(readFileSync(files[0]!.path, 'utf8'), 'a\n1\n')
})

test('refuses a bomb, by ratio and in total', async () => {
  const bomb = await zipped({ 'data/a.csv': Buffer.alloc(20_000_000) })
  await refused(bomb, /more than 100 times/)
  await refused(bomb, /more than 10 MB/, { entries: 10, totalBytes: 10_000_000, ratio: 1e9 })
})

test('refuses names that lead out of the folder', async () => {
  for (const name of ['../x.csv', '/abs.csv.', 'C:/a.csv', '..\\x.csv']) {
    const harmless = 'q'.repeat(name.length)
    const path = await zipped({ [harmless]: 'a' })
    writeFileSync(path, Buffer.from(readFileSync(path).toString('latin1').replaceAll(harmless, name), 'latin1'))
    await refused(path, /zip is not read/)
  }
})

test('refuses an encrypted entry, a link, too many entries, and a file cut short', async () => {
  const plain = await zipped({ 'a.csv': 'a\n1\n' })
  const encrypted = readFileSync(plain)
  for (const [mark, at] of [
    ['PK\u0003\u0004', 6],
    ['PK\u0001\u0002', 8],
  ] as const)
    encrypted[encrypted.indexOf(mark, 0, 'latin1') + at]! |= 1
  await refused(written(encrypted), /encrypted/)
  await refused(await zipped({ 'a.csv': '/etc/passwd' }, 0o120777), /link/)
  await refused(await zipped({ 'a.csv': 'a', 'b.csv': 'b' }), /2 files, more than 1/, { entries: 1, totalBytes: 1e6, ratio: 100 })
  await refused(written(readFileSync(plain).subarray(0, 60)), /damaged or cut short/)
})

async function refused(path: string, why: RegExp, limits?: Parameters<typeof unzip>[2]) {
  await assert.rejects(
    unzip(path, () => true, limits),
    (error: unknown) => (error instanceof Refusal && error.kind === 'invalid' && why.test(error.message) ? true : assert.fail(String(error))),
  )
}

let number = 0
function written(bytes: Buffer) {
  const path = join(folder, `${(number += 1)}.zip`)
  writeFileSync(path, bytes)
  return path
}

async function zipped(files: Record<string, string | Buffer>, mode = 0o100644) {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { mode })
  zip.end()
  return written(await buffer(zip.outputStream))
}
