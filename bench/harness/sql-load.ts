import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { findEmbedded } from '../../src/platform/database-server/embedded.ts'
import type { Load } from './driver.ts'

export interface SqlLoad {
  /** The statement's file in bench/, without its ending; its first value is the hash of who asks. */
  name: string
  /** The folder of the server whose database is asked. */
  data: string
  cookies: string[]
  seconds: number
  /** The other values, of the nth time it is asked. */
  values: (nth: number) => unknown[]
  /** What is amiss with an answer; null where it is whole. */
  amiss: (row: Record<string, unknown>, values: unknown[]) => string | null
}

/** A hand-written statement asked in a closed loop, on a connection for each person that plans it once. */
export async function sqlLoad({ name, data, cookies, seconds, values, amiss }: SqlLoad): Promise<Load> {
  const text = readFileSync(new URL(`../${name}.sql`, import.meta.url), 'utf8')
  const connection = findEmbedded(data)
  if (connection === null) throw new Error('The database of the server does not answer')
  const clients = cookies.map(() => new pg.Client(connection))
  await Promise.all(clients.map((client) => client.connect()))
  const times: number[] = []
  let next = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const one = async (client: pg.Client, cookie: string) => {
    const secret = createHash('sha256').update(cookie.slice(cookie.indexOf('=') + 1)).digest()
    while (performance.now() < until) {
      const asked = values(next++)
      const sent = performance.now()
      const { rows } = await client.query({ name, text, values: [secret, ...asked] })
      times.push(performance.now() - sent)
      const fault = amiss(rows[0], asked)
      if (fault !== null) throw new Error(fault)
    }
  }
  await Promise.all(clients.map((client, at) => one(client, cookies[at]!)))
  const load = { times, seconds: (performance.now() - began) / 1000, wrong: new Map() }
  await Promise.all(clients.map((client) => client.end()))
  return load
}
