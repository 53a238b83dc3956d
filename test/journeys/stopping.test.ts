import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installed } from '../../src/platform/installation.ts'

const started: { stop: () => Promise<unknown> }[] = []

describe('Belong is asked to stop', () => {
  let scratch: string
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'belong-stopping-'))
    chmodSync(scratch, 0o711)
  })
  after(async () => {
    await Promise.all(started.map((house) => house.stop()))
    rmSync(scratch, { recursive: true, force: true })
  })

  it('while it makes itself ready: it ends cleanly, and the next start does what is left', { timeout: 120_000 }, async () => {
    const first = start(scratch)
    await first.says(/brings in reference figures/)
    const began = performance.now()
    assert.deepEqual(await first.stop(), { code: 0, signal: null }, first.said())
    assert.ok(performance.now() - began < 15_000)
    assert.doesNotMatch(first.said(), /could not start|"level":50/)
    assert.doesNotMatch(first.said(), /Belong is ready/)

    const second = start(scratch)
    const [, port] = await second.says(/^Belong is ready on http:\/\/localhost:(\d+)$/m)
    assert.equal((await fetch(`http://localhost:${port}/sign-in/demo`, { method: 'POST', body: new URLSearchParams({ person: 'analyst' }), redirect: 'manual' })).status, 303)
    assert.deepEqual(await second.stop(), { code: 0, signal: null })
  })

  it('while a form is on its way: the form is answered, nobody new is, then it ends', { timeout: 60_000 }, async () => {
    const house = start(scratch)
    const port = Number((await house.says(/^Belong is ready on http:\/\/localhost:(\d+)$/m))[1])
    const body = 'person=analyst'
    const sent = request({ port, method: 'POST', path: '/sign-in/demo', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } })
    const answered = once(sent, 'response')
    sent.write(body.slice(0, 6))
    await sleep(500)
    const stopped = house.stop()
    await sleep(1000)
    await assert.rejects(fetch(`http://localhost:${port}/health/live`))
    sent.end(body.slice(6))
    const [answer] = await answered
    assert.equal(answer.statusCode, 303)
    answer.resume()
    assert.deepEqual(await stopped, { code: 0, signal: null })
  })
})

function start(scratch: string) {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL' && name !== 'PORT'))
  const child: ChildProcess = spawn(installed('bin', 'start'), [], { env: { ...rest, BELONG_DATA: join(scratch, 'data'), PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  const ended = once(child, 'exit').then(([code, signal]) => {
    process.off('exit', endWithUs)
    return { code, signal }
  })
  let heard = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => void (heard += text))
  const house = {
    said: () => heard,
    async says(words: RegExp) {
      for (const end = Date.now() + 60_000; Date.now() < end && child.exitCode === null; await sleep(20)) {
        const found = words.exec(heard)
        if (found) return found
      }
      throw new Error(`Belong did not say ${words}: ${heard}`)
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
  started.push(house)
  return house
}
