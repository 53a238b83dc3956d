import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, csvOut, type Database, eraseDue, eraseSubject, type Gone, type House, isGone, moveOn, reading, recordDeed, rows, type Running, type Subject, type WorkKind, workKind, type Writer, writtenText } from '#platform'
import { subjectOf } from './gather.ts'
import { forgetGathered, keepFile } from './gathered-file.ts'
import { staysOn } from './holds.ts'
import { PERSONAL, RECORDS } from './personal.ts'
import { RETENTION_WORK, rulesOf } from './retention.ts'
import { aboutOf, change, mayManageRights, refuseClosed, requestOf } from './rights-requests.ts'
import { keyOf, layTombstones, logTombstones } from './tombstones.ts'

export const ERASE_WORK = 'access.erase'

export const eraseSubjectOf = action({
  name: 'access.erase',
  summary: 'Erase what is held about somebody who asked for it, of the kinds named, in the background; it cannot be undone',
  input: z.object({ id: z.uuid('Open the request from the list'), records: z.array(z.enum(Object.keys(RECORDS) as [string])).min(1, 'Tick what goes'), reason: writtenText('Say why it is erased', 2000) }),
  asksAgain: true,
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { id, records }) {
    const request = await requestOf(db, areaId, id)
    refuseClosed(request)
    if (request.right !== 'erasure') throw new Refusal('conflict', 'They did not ask for erasure. Enter a request for that')
    if (request.person) await refuseWhoWorksHere(db, areaId, request.person)
    const work = await askForWork(db, { areaId, kind: ERASE_WORK, title: 'Erasing what is held about somebody', input: { request: id, records }, askedBy: actor.slug, now })
    await change(db, areaId, request, request.version, { work_id: work })
    tell({ subject: `/rights/${id}`, ...aboutOf(request) })
    return { id, work, areaId }
  },
})

async function refuseWhoWorksHere(db: Writer, areaId: number, person: string) {
  const found = await db.selectFrom('access.person').select(['home_area_id', 'left_at']).where('slug', '=', person).executeTakeFirst()
  if (found?.home_area_id !== areaId) throw new Refusal('conflict', 'Their account belongs to another area. It must be asked there')
  if (!found.left_at) throw new Refusal('conflict', 'They still have an account here. End it first: without its data nobody can sign in')
}

/** Erasure by schedule and on request, both in the background, as the keeper of all tables. */
export function erasureWork({ settings: { dataFolder } }: House): WorkKind[] {
  return [
    workKind<{ isDry: boolean }>({ name: RETENTION_WORK, run: (work) => bySchedule(work, dataFolder) }),
    workKind<{ request: string; records: string[] }>({ name: ERASE_WORK, run: (work) => onRequest(work, dataFolder) }),
  ]
}

/** What came of it, without anybody's data: counts by kind, the oldest day, and where the list is kept. */
export interface Erased {
  isDry: boolean
  kinds: { kind: string; rows: number; people: number; oldest: string | null }[]
  list: string | null
  /** Files people sent are erased with their batch, not yet by this. */
  outOfScope: string[]
  /** Kinds that were left, and why; of a request alone. */
  kept?: { kind: string; why: string }[]
}

/** A dry run is the run itself, taken back: what it tells is what would go. */
class OnlyTried extends Error {}

async function bySchedule({ db, areaId, input: { isDry }, askedBy, workId, progress }: Running<{ isDry: boolean }>, dataFolder: string): Promise<Erased> {
  await progress('Looking for what is due', 0.1)
  let gone: Gone[] = []
  await erasing(db, { areaId, askedBy, reason: 'Retention schedule', dataFolder, isDry }, async (tx, today) => {
    const [rules, stays] = await Promise.all([rulesOf(tx, areaId), staysOn(tx, areaId, today)])
    gone = await eraseDue(tx, PERSONAL, areaId, new Map(rules.map((rule) => [rule.record, rule])), stays, today)
    // With a child's own row, all that was theirs by it goes too.
    for (const childId of new Set(gone.flatMap(({ subjects }) => subjects))) {
      const subject = { areaId, childId }
      if (/^[0-9a-f]{8}-/.test(childId) && (await isGone(tx, PERSONAL, subject))) gone.push(...(await eraseSubject(tx, PERSONAL, subject, null, stays)))
    }
    return gone
  })
  const list = `due-${workId}.csv`
  await keepFile(dataFolder, list, csvOut([['kind', 'table', 'id', 'counted from'], ...gone.flatMap(({ kind, table, first }) => first.map(({ subject, day }) => [kind, table, subject, day]))]))
  return { isDry, kinds: byKind(gone), list, outOfScope: OUT_OF_SCOPE }
}

const OUT_OF_SCOPE = ['Files that were taken in']

async function onRequest({ db, areaId, input, askedBy, progress }: Running<{ request: string; records: string[] }>, dataFolder: string): Promise<Erased> {
  await progress('Erasing', 0.1)
  const request = await requestOf(reading(db), areaId, input.request)
  const subject: Subject = subjectOf(request, areaId)
  const held: string[] = []
  const gone = await erasing(db, { areaId, askedBy, reason: `Request ${request.id}`, dataFolder, isDry: false }, async (tx, today) => {
    const stays = await staysOn(tx, areaId, today)
    held.push(...input.records.filter((kind) => stays(kind).all || (request.childId !== null && stays(kind).children.includes(request.childId))))
    const went = await eraseSubject(tx, PERSONAL, subject, new Set(input.records), stays)
    return (await isGone(tx, PERSONAL, subject)) ? [...went, ...(await eraseSubject(tx, PERSONAL, subject, null, stays))] : went
  })
  const kept = Object.keys(RECORDS).filter((kind) => !input.records.includes(kind) || held.includes(kind))
  return { isDry: false, kinds: byKind(gone), list: null, outOfScope: OUT_OF_SCOPE, kept: kept.map((kind) => ({ kind, why: held.includes(kind) ? 'A legal hold' : RECORDS[kind]!.exemption ?? 'Not asked for' })) }
}

interface Erasing {
  areaId: number
  askedBy: string
  reason: string
  dataFolder: string
  isDry: boolean
}

/** One transaction: what goes, its tombstones, its audit line; then the files that were made of it. */
async function erasing(db: Database, { areaId, askedBy, reason, dataFolder, isDry }: Erasing, erase: (tx: Writer, today: string) => Promise<Gone[]>): Promise<Gone[]> {
  const now = new Date()
  const key = await keyOf(dataFolder)
  let gone: Gone[] = []
  try {
    const { stones, files } = await db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      const before = await madeFiles(tx, areaId)
      gone = await erase(tx, now.toISOString().slice(0, 10))
      if (isDry) throw new OnlyTried()
      const laid = await layTombstones(tx, key, gone, { areaId, reason, erasedBy: askedBy, now })
      const actor = { slug: askedBy, name: askedBy, operator: false, areaId }
      await recordDeed(tx, { areaId, action: eraseSubjectOf.name, caller: { actor, door: 'job', now }, input: { reason, kinds: byKind(gone) }, subject: '/rights/retention' })
      await moveOn(tx, areaId)
      const subjects = new Set(gone.flatMap((one) => one.subjects))
      const after = new Set((await madeFiles(tx, areaId)).map(({ path }) => path))
      return { stones: laid, files: before.filter(({ path, childId }) => !after.has(path) || (childId !== null && subjects.has(childId))) }
    })
    await logTombstones(dataFolder, stones)
    for (const { path, isGathered } of files) await (isGathered ? forgetGathered(dataFolder, path) : rm(join(dataFolder, 'papers', path), { force: true }))
  } catch (fault) {
    if (!(fault instanceof OnlyTried)) throw fault
  }
  return gone
}

/** Files made from what is held: copies gathered, and papers. */
const madeFiles = (tx: Writer, areaId: number) => rows(tx, sql<{ path: string; childId: string | null; isGathered: boolean }>`
  select file as path, child_id as "childId", true as "isGathered" from access.rights_request where area_id = ${areaId} and file is not null
  union all
  select file, null, false from platform.paper where area_id = ${areaId} and file is not null`)

function byKind(gone: readonly Gone[]): Erased['kinds'] {
  return [...Map.groupBy(gone, ({ kind }) => kind)].map(([kind, of]) => ({
    kind, rows: of.reduce((sum, { count }) => sum + count, 0), people: new Set(of.flatMap(({ subjects }) => subjects)).size,
    oldest: of.flatMap(({ first }) => first.flatMap(({ day }) => day ?? [])).sort()[0] ?? null,
  }))
}

