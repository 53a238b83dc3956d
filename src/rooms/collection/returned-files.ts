import { sql } from 'kysely'
import { type Database, reading, rows } from '#platform'
import { keptYears } from '#rooms/access'
import { INSTALLATION } from './batches.ts'
import { dropKept, keptFolder, type KeptPart } from './kept-files.ts'

/** Takes away the files of returns whose time is over; their batch says so, and the facts taken from them stay by schedules of their own. Answers how many. */
export async function sweepReturnedFiles(db: Database, dataFolder: string, now: Date): Promise<number> {
  const read = reading(db)
  const areas = await rows(read, sql<{ areaId: number }>`select area_id as "areaId" from places.area_home`)
  let gone = 0
  for (const { areaId } of areas) {
    const years = await keptYears(read, areaId, 'returned-file')
    const over = await rows(read, sql<{ batchId: number; parts: Record<string, KeptPart> }>`
      select batch_id as "batchId", parts from collection.batch
      where area_id = ${areaId} and given_at < ${now}::timestamptz - make_interval(years => ${years}) and not options ? 'filesGone' and state = any ('{committed,unchanged,rejected,undone,discarded,failed,checked}')`)
    for (const { batchId, parts } of over) {
      await sql`update collection.batch set options = options || ${JSON.stringify({ filesGone: now.toISOString().slice(0, 10) })}::jsonb where area_id = ${areaId} and batch_id = ${batchId}`.execute(db)
      for (const { sha256 } of Object.values(parts)) {
        if (await isNamed(db, areas.map((one) => one.areaId), sha256)) continue
        await dropKept(keptFolder(dataFolder), sha256)
        gone += 1
      }
    }
  }
  return gone
}

/** Whether a batch whose files are still kept has this content among them. */
async function isNamed(db: Database, areas: number[], sha256: string) {
  const found = await rows(reading(db), sql`
    select 1 from collection.batch b, jsonb_each(b.parts) part
    where b.area_id = any (${[INSTALLATION, ...areas]}::int[]) and part.value ->> 'sha256' = ${sha256} and not b.options ? 'filesGone' limit 1`)
  return found.length > 0
}
