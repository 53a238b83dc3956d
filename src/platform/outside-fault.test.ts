import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freeBytes, outsideFault, refuseWithoutRoom } from './outside-fault.ts'

test('a full disk and a database that went away are told from faults of ours', () => {
  const coded = (code: string, more = {}) => outsideFault(Object.assign(new Error('x'), { code, ...more }))
  assert.deepEqual(['ENOSPC', 'EDQUOT', '53100'].map((code) => coded(code)), ['no room', 'no room', 'no room'])
  assert.deepEqual(['57P01', '57P03', '08006', 'ECONNRESET', 'EPIPE'].map((code) => coded(code)), Array(5).fill('database away'))
  assert.equal(coded('ENOENT', { syscall: 'connect' }), 'database away', 'its socket is gone')
  assert.equal(coded('ENOENT', { syscall: 'open' }), null, 'a file is gone')
  assert.equal(outsideFault(new Error('Connection terminated unexpectedly')), 'database away')
  for (const ours of [new TypeError('x is not a function'), coded('23505'), null, undefined, 'words']) assert.equal(outsideFault(ours), null)
})

test('files are refused before they fill the disk, with what is left and what they may take', () => {
  refuseWithoutRoom(tmpdir(), 0)
  assert.throws(() => refuseWithoutRoom(tmpdir(), 1e15), /has [\d,]+ MB left, and it may take 6,000,000,200 MB. Make room/)
  assert.equal(freeBytes(join(tmpdir(), 'not', 'made', 'yet')) > 0, true)
})
