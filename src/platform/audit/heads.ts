import { createReadStream, existsSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { type Database, rows } from '../database.ts'

/** The last line of an area's chain. */
export interface Head {
  areaId: number
  number: number
  hash: string
}

/** Where heads of chains are written down outside the database: whoever alters that must alter this too. */
export const headsFile = (dataFolder: string) => join(dataFolder, 'audit-heads.log')

const EVERY_MS = 60_000

/** Writes down each head that moved, at most once a minute. A line: area, number, hash, time. */
export function headKeeper(db: Database, dataFolder: string) {
  const written = new Map<number, number>()
  let last = -Infinity
  return async function keepHeads({ isLast = false } = {}) {
    if (!isLast && Date.now() - last < EVERY_MS) return
    last = Date.now()
    const moved = (await headsNow(db)).filter(({ areaId, number }) => (written.get(areaId) ?? 0) < number)
    if (!moved.length) return
    const at = new Date().toISOString()
    await appendFile(headsFile(dataFolder), moved.map(({ areaId, number, hash }) => `${areaId} ${number} ${hash} ${at}\n`).join(''), { mode: 0o600 })
    for (const { areaId, number } of moved) written.set(areaId, number)
  }
}

export async function headsNow(db: Database): Promise<Head[]> {
  return rows(db, sql<Head>`
    select a.area_id as "areaId", s.number, encode(s.hash, 'hex') as hash
    from unnest(array(select area_id from places.area) || 0) as a (area_id),
         lateral (select number, hash from platform.seal where seal.area_id = a.area_id order by number desc limit 1) s`)
}

/** What was written down of one area, by number; empty where there is no such file. */
export async function headsOf(dataFolder: string, areaId: number): Promise<Map<number, string>> {
  const heads = new Map<number, string>()
  if (!existsSync(headsFile(dataFolder))) return heads
  for await (const line of createInterface({ input: createReadStream(headsFile(dataFolder)), crlfDelay: Infinity })) {
    const [area, number, hash] = line.split(' ')
    if (Number(area) === areaId && hash) heads.set(Number(number), hash)
  }
  return heads
}
