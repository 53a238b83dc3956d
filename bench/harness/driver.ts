import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** One answer as the driver sees it. */
export interface Answer {
  status: number
  headers: string
  body: string
}

export interface Load {
  /** How long each took, in milliseconds. */
  times: number[]
  seconds: number
  /** Statuses other than the one awaited, and how often. */
  wrong: Map<number, number>
}

export interface Request {
  path: string
  headers?: Record<string, string>
}

/**
 * Sends requests over so many connections, each sending its next when it has its answer (a closed loop, no pipelining), for so
 * many seconds or until `stop` says so, with a pause between them where people read what they got. On bare sockets: a client that
 * took as long as the server would measure itself.
 */
export async function load(port: number, requests: Request[], { connections, seconds, status = 200, pauseMs = 0, stop }: {
  connections: number; seconds: number; status?: number; pauseMs?: number; stop?: () => boolean
}): Promise<Load> {
  const times: number[] = []
  const wrong = new Map<number, number>()
  const began = performance.now()
  const until = began + seconds * 1000
  const ready = requests.map((request) => asBytes(port, request))
  let next = 0
  const one = async () => {
    const line = await Line.to(port)
    while (performance.now() < until && !stop?.()) {
      const sent = performance.now()
      const answer = await line.ask(ready[next++ % ready.length]!)
      times.push(performance.now() - sent)
      if (answer !== status) wrong.set(answer, (wrong.get(answer) ?? 0) + 1)
      if (pauseMs) await sleep(pauseMs)
    }
    line.close()
  }
  await Promise.all(Array.from({ length: connections }, one))
  return { times, seconds: (performance.now() - began) / 1000, wrong }
}

/** One request on a connection of its own, with its whole answer. */
export async function askOnce(port: number, request: Request & { method?: string; body?: string }): Promise<Answer> {
  const response = await fetch(`http://localhost:${port}${request.path}`, {
    ...(request.headers ? { headers: request.headers } : {}), ...(request.method ? { method: request.method } : {}), ...(request.body === undefined ? {} : { body: request.body }), redirect: 'manual',
  })
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: response.status, headers, body: await response.text() }
}

function asBytes(port: number, { path, headers }: Request) {
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines}\r\n`)
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** A kept connection that reads answers by their length, or in chunks, and keeps none of them. */
class Line {
  private readonly socket: Socket
  private held: Buffer = Buffer.alloc(0)
  private waiting: ((status: number) => void) | null = null
  private failed: ((fault: Error) => void) | null = null

  static to(port: number): Promise<Line> {
    return new Promise((done, fail) => {
      const socket = connect({ port, host: 'localhost', noDelay: true })
      socket.once('error', fail)
      socket.once('connect', () => done(new Line(socket)))
    })
  }

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (bytes) => this.hear(bytes))
    socket.on('close', () => this.failed?.(new Error('The server closed a connection')))
    socket.on('error', (fault) => this.failed?.(fault))
  }

  ask(bytes: Buffer): Promise<number> {
    return new Promise((done, fail) => {
      this.waiting = done
      this.failed = fail
      this.socket.write(bytes)
    })
  }

  close() {
    this.failed = null
    this.socket.destroy()
  }

  private hear(bytes: Buffer) {
    this.held = this.held.length ? Buffer.concat([this.held, bytes]) : bytes
    const end = answerEnd(this.held)
    if (end === null) return
    const status = Number(this.held.toString('latin1', 9, 12))
    this.held = this.held.subarray(end)
    this.waiting?.(status)
  }
}

/** Where the first answer in the bytes ends; null where it is not all there yet. */
function answerEnd(bytes: Buffer): number | null {
  const head = bytes.indexOf(HEAD_END)
  if (head < 0) return null
  const headers = bytes.toString('latin1', 0, head).toLowerCase()
  const body = head + HEAD_END.length
  const length = /\r\ncontent-length: *(\d+)/.exec(headers)
  if (length) return bytes.length >= body + Number(length[1]) ? body + Number(length[1]) : null
  if (!headers.includes('\r\ntransfer-encoding: chunked')) return body
  const last = bytes.indexOf('\r\n0\r\n\r\n', body - 2, 'latin1')
  return last < 0 ? null : last + 7
}

/** The load as it was, where every answer was one that was awaited. */
export function right(load: Load) {
  if (load.wrong.size) throw new Error(`Answers that were not awaited: ${[...load.wrong].map(([status, times]) => `${times} × ${status}`).join(', ')}`)
  return load
}
