import { createHmac, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, eraseSubject, everyoneHeld, type Gone, isGone, moveOn, newId, reading, type Subject, type Writer } from '#platform'
import { staysOn } from './holds.ts'
import { PERSONAL } from './personal.ts'

/** That something of somebody was erased; of whom only a hash, which nobody can reverse without the key. */
interface Tombstone {
  areaId: number
  id: string
  subjectHash: string
  record: string
  rowsGone: number
  reason: string
  erasedBy: string
  erasedAt: string
}

const logFile = (dataFolder: string) => join(dataFolder, 'tombstones.log')

/** The key of the hashes. It lies beside the log and outside the database, so that it stays when an older backup comes back. */
export async function keyOf(dataFolder: string): Promise<Buffer> {
  const file = join(dataFolder, 'tombstones.key')
  if (!existsSync(file)) {
    await mkdir(dataFolder, { recursive: true })
    await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx' }).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'EEXIST') throw fault
    })
  }
  return readFile(file)
}

const hashOf = (key: Buffer, subject: Subject) => createHmac('sha256', key).update('childId' in subject ? `child ${subject.areaId} ${subject.childId}` : `person ${subject.person}`).digest('hex')

/** Writes a tombstone for each person and kind of record that went, in the transaction that takes them. */
export async function layTombstones(tx: Writer, key: Buffer, gone: readonly Gone[], by: { areaId: number; reason: string; erasedBy: string; now: Date }): Promise<Tombstone[]> {
  const laid = new Map<string, Tombstone>()
  for (const { kind, subjects, count } of gone) {
    for (const one of subjects) {
      const subject: Subject = /^[0-9a-f]{8}-/.test(one) ? { areaId: by.areaId, childId: one } : { areaId: by.areaId, person: one }
      const subjectHash = hashOf(key, subject)
      const known = laid.get(`${subjectHash} ${kind}`)
      laid.set(`${subjectHash} ${kind}`, { areaId: by.areaId, id: known?.id ?? newId(), subjectHash, record: kind, rowsGone: (known?.rowsGone ?? 0) + (subjects.length === 1 ? count : 1), reason: by.reason, erasedBy: by.erasedBy, erasedAt: by.now.toISOString() })
    }
  }
  await insert(tx, [...laid.values()])
  return [...laid.values()]
}

async function insert(tx: Writer, stones: readonly Tombstone[]) {
  for (const { areaId, id, subjectHash, record, rowsGone, reason, erasedBy, erasedAt } of stones) {
    await tx.insertInto('access.tombstone').values({ area_id: areaId, tombstone_id: id, subject_hash: subjectHash, record, rows_gone: rowsGone, reason, erased_by: erasedBy, erased_at: new Date(erasedAt) }).onConflict((c) => c.doNothing()).execute()
  }
}

/** Once they are kept in the database, they go to the log beside it. */
export async function logTombstones(dataFolder: string, stones: readonly Tombstone[]) {
  if (stones.length) await appendFile(logFile(dataFolder), stones.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600, flush: true })
}

/**
 * After a restore from an older backup: what was erased since is erased again. Tombstones the log has and the database has not are
 * held against everyone; those the database alone has go to the log. Answers how many were erased again.
 */
export async function applyTombstones(db: Database, dataFolder: string, now: Date): Promise<number> {
  const logged = existsSync(logFile(dataFolder)) ? (await readFile(logFile(dataFolder), 'utf8')).split('\n').filter(Boolean).flatMap(parsed) : []
  const kept = await db.selectFrom('access.tombstone').selectAll().where('area_id', 'in', (of) => of.selectFrom('places.area_home').select('area_id')).execute()
  const [inLog, inDatabase] = [new Set(logged.map(({ id }) => id)), new Set(kept.map((one) => one.tombstone_id))]
  await logTombstones(dataFolder, kept.filter((one) => !inLog.has(one.tombstone_id)).map((one) => ({
    areaId: one.area_id, id: one.tombstone_id, subjectHash: one.subject_hash, record: one.record, rowsGone: one.rows_gone, reason: one.reason, erasedBy: one.erased_by, erasedAt: one.erased_at.toISOString(),
  })))
  const missing = logged.filter(({ id }) => !inDatabase.has(id))
  if (!missing.length) return 0
  const key = await keyOf(dataFolder)
  return db.transaction().execute(async (tx) => eraseAgain(tx, key, missing, now))
}

async function eraseAgain(tx: Writer, key: Buffer, missing: Tombstone[], now: Date) {
  const byHash = Map.groupBy(missing, ({ subjectHash }) => subjectHash)
  let again = 0
  for (const subject of await everyoneHeld(tx, PERSONAL)) {
    const stones = byHash.get(hashOf(key, subject))
    if (!stones) continue
    const stays = await staysOn(reading(tx), subject.areaId, now.toISOString().slice(0, 10))
    await eraseSubject(tx, PERSONAL, subject, new Set(stones.map(({ record }) => record)), stays)
    if (await isGone(tx, PERSONAL, subject)) await eraseSubject(tx, PERSONAL, subject, null, stays)
    await moveOn(tx, subject.areaId)
    again += 1
  }
  await insert(tx, missing)
  return again
}

/** A line cut off by a crash says nothing; what it told is in the database. */
function parsed(line: string): Tombstone[] {
  try {
    return [JSON.parse(line) as Tombstone]
  } catch {
    return []
  }
}
