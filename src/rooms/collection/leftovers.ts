import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import { INSTALLATION } from './batches.ts'
import { contentOfName, incomingFolder, keptFolder } from './kept-files.ts'

/**
 * Takes away what nobody will ask for again: uploads and half copies of a process that was killed, and the files of batches
 * that were thrown away. A kept file that no batch of this database names stays: it may be another database's.
 */
export async function clearLeftovers(db: Reader, dataFolder: string) {
  await removeOld(incomingFolder(dataFolder), () => true)
  await removeOld(keptFolder(dataFolder), (name) => name.endsWith('.part'))
  await removeOld(tmpdir(), (name) => name.startsWith('belong-zip-'), DAY)
  const thrown = new Set(await thrownAway(db))
  await removeOld(keptFolder(dataFolder), (name) => thrown.has(contentOfName(name)))
}

/** What a process that was killed left half done. For who has the data folder for itself: of nobody else can anything be in it. */
export async function clearUnfinished(dataFolder: string) {
  await removeOld(incomingFolder(dataFolder), () => true, -1)
  await removeOld(keptFolder(dataFolder), (name) => name.endsWith('.part'), -1)
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What is younger may still be in use: an upload that goes on, a file that is being given again. */
async function removeOld(folder: string, isOne: (name: string) => boolean, age = HOUR) {
  for (const name of (await readdir(folder).catch(() => [])).filter(isOne)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > age) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

async function thrownAway(db: Reader) {
  const found = await rows(db, sql<{ sha256: string }>`
    select part.value ->> 'sha256' as sha256
    from collection.batch b, jsonb_each(b.parts) part
    where b.area_id = any (array(select area_id from places.area_home) || ${INSTALLATION}::int)
    group by 1
    having bool_and(b.state = 'discarded')`)
  return found.map(({ sha256 }) => sha256)
}
