import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Chromium } from './chromium.ts'

/** Sends a command of the DevTools protocol to the one page that is open, and answers what came of it. */
export type Send = <Answer = unknown>(method: string, parameters?: object) => Promise<Answer>

/** Longer than this nothing takes that is going to end. */
const MOST_MS = 60_000

/**
 * Starts a Chromium without a window for one piece of work, spoken to through a pipe: no port is opened. It has a profile of its own that
 * goes with it, finds no name on the network, runs no script of the page, and is killed after 60 seconds.
 */
export async function withChromium<Answer>({ program, env }: Chromium, work: (send: Send) => Promise<Answer>): Promise<Answer> {
  const profile = await mkdtemp(join(tmpdir(), 'belong-chromium-'))
  const child = spawn(program, [...ARGUMENTS, `--user-data-dir=${profile}`, 'about:blank'], { env: { ...env, HOME: profile }, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const ended = new Promise<never>((_, fail) => {
    child.once('error', fail)
    child.once('exit', (code, signal) => fail(new Error(`Chromium ended before its work did (${signal ?? code})`)))
  })
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`Chromium took longer than ${MOST_MS / 1000} seconds`)), MOST_MS)
  try {
    return await Promise.race([work(await Promise.race([openPage(child.stdio[3] as Writable, child.stdio[4] as Readable), ended, late.promise])), ended, late.promise])
  } finally {
    clearTimeout(timer)
    ended.catch(() => {})
    kill(child.pid)
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {})
  }
}

const ARGUMENTS = [
  '--headless', '--remote-debugging-pipe', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--no-default-browser-check', '--mute-audio', '--disable-background-networking',
  '--disable-extensions', '--disable-sync', '--disable-component-update', '--disable-dev-shm-usage', '--font-render-hinting=none', '--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=127.0.0.1:9',
  // Its sandbox refuses to work for root; whoever runs Belong as another user keeps it.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** It has processes of its own, which are of one group with it. */
function kill(pid: number | undefined) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

interface Told {
  id?: number
  result?: unknown
  error?: { message: string }
}

/** Messages are JSON with a zero byte after each. */
async function openPage(to: Writable, from: Readable): Promise<Send> {
  const waiting = new Map<number, { done: (answer: never) => void; fail: (fault: Error) => void; method: string }>()
  let pieces: Buffer[] = []
  let last = 0
  to.on('error', () => {})
  from.on('data', (piece: Buffer) => {
    let rest = piece
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      hear(JSON.parse(Buffer.concat([...pieces, rest.subarray(0, end)]).toString()) as Told)
      pieces = []
      rest = rest.subarray(end + 1)
    }
    if (rest.length) pieces.push(rest)
  })
  const hear = ({ id, result, error }: Told) => {
    const asked = id === undefined ? undefined : waiting.get(id)
    if (!asked) return
    waiting.delete(id!)
    if (error) asked.fail(new Error(`Chromium, asked for ${asked.method}: ${error.message}`))
    else asked.done(result as never)
  }
  const say = <Answer>(method: string, params: object, sessionId?: string) => new Promise<Answer>((done, fail) => {
    const id = ++last
    waiting.set(id, { done, fail, method })
    to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
  })
  const { targetId } = await say<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await say<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const send: Send = (method, parameters = {}) => say(method, parameters, sessionId)
  await send('Emulation.setScriptExecutionDisabled', { value: true })
  return send
}
