import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel'
import { holderOf, type Lock, takeLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'belong-lock-'))
const path = join(folder, 'belong.lock')
after(() => rmSync(folder, { recursive: true }))

async function taken(purpose: 'server' | 'command', port: number | null = null, patience?: number): Promise<Lock> {
  const lock = await takeLock(folder, purpose, port, patience)
  assert.ok('release' in lock)
  return lock
}

test('a second server is refused, naming the first', async () => {
  const lock = await taken('server', 3111)
  await assert.rejects(takeLock(folder, 'server', 3112), fault => fault instanceof Refusal && fault.message.includes(`process ${process.pid} on port 3111`))
  lock.release()
  assert.equal(existsSync(path), false)
})

test('a command is told of a live server', async () => {
  const lock = await taken('server', 3111)
  const answer = await takeLock(folder, 'command', null)
  assert.ok('heldBy' in answer)
  assert.equal(answer.heldBy.port, 3111)
  lock.release()
})

test('a command waits for another, a server does not', async () => {
  const lock = await taken('command')
  await assert.rejects(takeLock(folder, 'server', 3111), /A belong command, process \d+, is at work/)
  await assert.rejects(takeLock(folder, 'command', null, 0.2), /A belong command/)
  const next = taken('command')
  await sleep(150)
  lock.release()
  const second = await next
  assert.equal(holderOf(folder)?.purpose, 'command')
  second.release()
})

test('a lock of a process that is dead is taken over', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(path, JSON.stringify({ pid: dead, startedAt: null, port: 3000, purpose: 'server' }))
  assert.equal(holderOf(folder), null)
  const lock = await taken('server', 3111)
  assert.equal(holderOf(folder)?.pid, process.pid)
  lock.release()
})

test('a lock whose number is another process by now is taken over', { skip: process.platform !== 'linux' }, async () => {
  writeFileSync(path, JSON.stringify({ pid: process.ppid, startedAt: 'another boot 1', port: 3000, purpose: 'server' }))
  const lock = await taken('server', 3111)
  lock.release()
})

test('a lock cut short in the writing is taken over', async () => {
  writeFileSync(path, '{"pid":')
  const lock = await taken('server', 3111)
  lock.release()
})

test('what a process killed while clearing left behind does not stop the next', async () => {
  spawnSync('mkdir', [join(folder, 'belong.lock.clearing')])
  writeFileSync(path, '')
  const lock = await taken('server', 3111)
  lock.release()
})

test('of many that find a stale lock at once exactly one takes it', async () => {
  const script = `
    import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
    takeLock(process.argv[1], 'server', 1).then(() => { console.log('took'); setTimeout(() => {}, 3000) }, () => console.log('refused'))`
  writeFileSync(path, JSON.stringify({ pid: spawnSync(process.execPath, ['-e', '']).pid, startedAt: null, port: 1, purpose: 'server' }))
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] }))
  const said = await Promise.all(children.map(child => new Promise<string>(done => child.stdout.once('data', (text: Buffer) => done(text.toString().trim())))))
  for (const child of children) child.kill('SIGKILL')
  assert.deepEqual(said.sort(), ['refused', 'refused', 'refused', 'refused', 'refused', 'took'])
  assert.match(readFileSync(path, 'utf8'), /"purpose":"server"/)
})
