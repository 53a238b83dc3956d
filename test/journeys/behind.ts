import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { RunningHouse } from './house.ts'

/** What whoever runs Belong sees behind its pages: the folder mail is written to, and the database. */
export interface Behind {
  /** The newest mail to an address, as text. */
  mailTo(address: string): Promise<string>
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export function lookBehind({ dataFolder }: Pick<RunningHouse, 'dataFolder'>): Behind {
  let pool: pg.Pool | null = null
  return {
    mailTo: (address) => newestMail(join(dataFolder, 'mail'), address),
    async sql(text, values = []) {
      pool ??= new pg.Pool({ ...(await whereItListens(join(dataFolder, 'postgresql'))), user: 'belong', database: 'belong', max: 1 })
      return (await pool.query(text, values)).rows
    },
    async close() {
      await pool?.end()
    },
  }
}

/** PostgreSQL writes down where it listens: the port in the fourth line, the folder of its socket in the fifth. */
async function whereItListens(cluster: string) {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
  const [port, socket] = [Number(lines[3]), lines[4]!.trim()]
  return socket ? { port, host: socket } : { port, host: '127.0.0.1', password: (await readFile(join(cluster, '..', 'postgresql.password'), 'utf8')).trim() }
}

/** A mail is sent after the page has answered: it is waited for a little. */
async function newestMail(folder: string, address: string): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((go) => { setTimeout(go, 100) })) {
    const names = (await readdir(folder).catch(() => [] as string[])).filter((name) => name.endsWith('.eml'))
    const mails = await Promise.all(names.map(async (name) => ({ text: await readFile(join(folder, name), 'utf8'), at: (await stat(join(folder, name))).mtimeMs })))
    const newest = mails.filter(({ text }) => text.includes(`To: ${address}`) || text.includes(`To: <${address}>`)).sort((a, b) => b.at - a.at)[0]
    if (newest) return newest.text.replace(/=\r?\n/g, '').replace(/=3D/g, '=')
  }
  throw new Error(`No mail to ${address} came`)
}
