import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installed } from '../../src/platform/installation.ts'

/** A Belong of one test's own: started as people start it, on scratch data, with what comes with it and nothing else. */
export interface RunningHouse {
  address: string
  /** What it said on standard output when it was ready. */
  said: string
  dataFolder: string
  /** Runs bin/belong beside it, on the same data. */
  belong(...words: string[]): Promise<{ code: number; out: string; errors: string }>
  close(): Promise<void>
}

export async function openHouse(settings: Record<string, string> = {}): Promise<RunningHouse> {
  const scratch = mkdtempSync(join(tmpdir(), 'belong-journey-'))
  chmodSync(scratch, 0o711)
  const env = { ...withoutOurSettings(), BELONG_DATA: join(scratch, 'data'), BELONG_LOG: 'error', BELONG_CITY: 'off', ...settings }
  const server = spawn(installed('bin', 'start'), [], { env: { ...env, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const endWithUs = () => server.kill('SIGTERM')
  process.once('exit', endWithUs)
  const said = await untilReady(server).catch((fault) => {
    rmSync(scratch, { recursive: true, force: true })
    throw fault
  })
  return {
    address: /http:\/\/localhost:\d+/.exec(said)![0],
    said,
    dataFolder: env.BELONG_DATA,
    belong: (...words) => ended(spawn(installed('bin', 'belong'), words, { env, stdio: ['ignore', 'pipe', 'pipe'] })),
    async close() {
      process.off('exit', endWithUs)
      const stopped = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await stopped
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

function withoutOurSettings() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL' && name !== 'PORT'))
}

function untilReady(server: ChildProcess): Promise<string> {
  return new Promise((ready, failed) => {
    let said = ''
    let errors = ''
    server.stderr!.on('data', (text: Buffer) => {
      errors = `${errors}${text}`.slice(-4000)
    })
    server.stdout!.on('data', (text: Buffer) => {
      said += text
      // What follows in the same breath, like the link of an empty house, is part of it.
      if (/^Belong is ready on .*\n/m.test(said)) setTimeout(() => ready(said), 200)
    })
    server.once('exit', (code) => failed(new Error(`Belong ended with ${code} before it was ready: ${errors}`)))
  })
}

function ended(child: ChildProcess) {
  return new Promise<{ code: number; out: string; errors: string }>((done, failed) => {
    const heard = { out: '', errors: '' }
    child.stdout!.on('data', (text: Buffer) => { heard.out += text })
    child.stderr!.on('data', (text: Buffer) => { heard.errors += text })
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? -1, ...heard }))
  })
}
