import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '#kernel'
import type { WebContext } from './http.ts'

/** The hidden field that proves a form was drawn for a session. */
export const FORM_TOKEN = '_token'

/** Where something that changes things was sent from, as far as the browser says; a page that is only looked at is from here. */
export type SentFrom = 'here' | 'elsewhere' | 'unsaid'

/**
 * Browsers say where a post comes from, and no page can make them say otherwise: by Sec-Fetch-Site where the address is trustworthy,
 * else by Origin. `https` is whether Belong is reached so: a page of the same name over plain HTTP is then another site.
 */
export function sentFrom(c: WebContext, https: boolean): SentFrom {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return 'here'
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'none') return site === 'same-origin' ? 'here' : 'elsewhere'
  const origin = c.req.header('origin')
  if (origin === undefined) return 'unsaid'
  return isOwn(origin, c.req.header('host'), https) ? 'here' : 'elsewhere'
}

function isOwn(origin: string, host: string | undefined, https: boolean) {
  try {
    const from = new URL(origin)
    return from.host === host && from.origin === origin && (!https || from.protocol === 'https:')
  } catch {
    return false
  }
}

/** Refuses what does not bear the session's token, by header or as a field of its form. */
export async function refuseWithoutToken(c: WebContext, token: string, isStreamed: boolean) {
  const sent = c.req.header('x-belong-token') ?? (isStreamed ? await firstField(c) : await fieldOf(c))
  if (!isSame(sent, token)) throw new Refusal('forbidden', 'Belong could not tell that this was sent from its own page. Open the page again and send it from there')
}

/** Whether what was sent bears a token, where no header says where it came from. */
export async function bearsToken(c: WebContext, token: string) {
  return isSame(c.req.header('x-belong-token') ?? (await fieldOf(c)), token)
}

async function fieldOf(c: WebContext) {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return form[FORM_TOKEN]
}

function isSame(sent: unknown, token: string) {
  return typeof sent === 'string' && Buffer.byteLength(sent) === Buffer.byteLength(token) && timingSafeEqual(Buffer.from(sent), Buffer.from(token))
}

/** The first field of a form with files stands in its first bytes: they are looked at, and all is handed on as it came. */
const FIRST_BYTES = 4096
const FIRST_FIELD = new RegExp(`^\\r?\\n?--[^\\r\\n]{1,200}\\r\\ncontent-disposition: form-data; name="${FORM_TOKEN}"\\r\\n\\r\\n([\\w-]{1,100})\\r\\n`, 'i')

async function firstField(c: WebContext) {
  const reader = c.req.raw.body?.getReader()
  if (!reader) return undefined
  const pieces: Uint8Array[] = []
  let isOver = false
  while (!isOver && pieces.reduce((sum, { length }) => sum + length, 0) < FIRST_BYTES) {
    const { done, value } = await reader.read()
    isOver = done
    if (value) pieces.push(value)
    if (FIRST_FIELD.test(startOf(pieces))) break
  }
  const start = startOf(pieces)
  const whole = new ReadableStream<Uint8Array>({
    async pull(to) {
      const piece = pieces.shift() ?? (isOver ? undefined : (await reader.read()).value)
      if (piece) to.enqueue(piece)
      else to.close()
    },
    cancel: (why) => reader.cancel(why),
  })
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: whole, duplex: 'half' } as RequestInit)
  return FIRST_FIELD.exec(start)?.[1]
}

const startOf = (pieces: Uint8Array[]) => Buffer.concat(pieces).toString('latin1', 0, FIRST_BYTES)
