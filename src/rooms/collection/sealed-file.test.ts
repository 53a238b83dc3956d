import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#kernel'
import { openSealed, sealFile } from './sealed-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'belong-sealed-'))
after(() => rm(folder, { recursive: true, force: true }))
const KEY = Buffer.alloc(32, 7)
let nth = 0
const path = (name: string) => join(folder, `${++nth}-${name}`)

test('whatever is sealed opens as it was, of any length', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 70_000 }), async (bytes) => {
    const [from, to, back] = [path('from'), path('to'), path('back')]
    await writeFile(from, bytes)
    await sealFile(from, to, KEY, 'one')
    await openSealed(to, back, KEY, 'one')
    assert.deepEqual(new Uint8Array(await readFile(back)), bytes)
  }), { numRuns: 30 })
})

test('a byte changed, an end cut off, another key, another file’s place: it does not open', async () => {
  const [from, to] = [path('from'), path('to')]
  await writeFile(from, 'X383400624001,Ivy,Quill\n'.repeat(5000))
  await sealFile(from, to, KEY, 'one')
  const refused = (open: Promise<void>) => assert.rejects(open, (fault: unknown) => fault instanceof Refusal && /cannot be opened/.test(fault.message))
  await refused(openSealed(to, path('key'), Buffer.alloc(32, 8), 'one'))
  await refused(openSealed(to, path('name'), KEY, 'two'))
  const changed = path('changed')
  const bytes = await readFile(to)
  assert.ok(!bytes.includes('Quill'))
  bytes[1000]! ^= 1
  await writeFile(changed, bytes)
  await refused(openSealed(changed, path('byte'), KEY, 'one'))
  await truncate(to, 500)
  await refused(openSealed(to, path('cut'), KEY, 'one'))
  await truncate(to, 10)
  await refused(openSealed(to, path('short'), KEY, 'one'))
})
