import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openOutbox } from './mail.ts'
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

test('a mail server that closes the door is not taken for the database', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const { send } = openOutbox({ smtp: `smtp://127.0.0.1:${port}`, mailFrom: 'belong@example.gov.uk', baseUrl: 'https://belong.example.gov.uk', dataFolder: tmpdir() })
  const fault = await send({ to: 'someone@example.gov.uk', subject: 'x', paragraphs: [] }).catch((one: unknown) => one)
  await new Promise((done) => server.close(done))
  assert.equal(outsideFault((fault as Error).cause), 'database away', 'by its words alone it would be')
  assert.equal(outsideFault(fault), null)
})

test('files are refused before they fill the disk, with what is left and what they may take', () => {
  refuseWithoutRoom(tmpdir(), 0)
  assert.throws(() => refuseWithoutRoom(tmpdir(), 1e15), /has [\d,]+ MB left, and it may take 6,000,000,200 MB. Make room/)
  assert.equal(freeBytes(join(tmpdir(), 'not', 'made', 'yet')) > 0, true)
})
