import { sql } from 'kysely'
import { Refusal } from '#kernel'
import type { Database, Reader, Writer } from './database.ts'
import { newId } from './id.ts'

/** A kind of long work. `run` is called again from the start after a crash, so it must be able to find what it had already done. */
export interface WorkKind<Input = any> {
  name: string
  run: (work: Running<Input>) => Promise<unknown>
  /** Whether a piece of it would hold up those who read pages meanwhile: it is then done in a thread of its own. */
  isHeavy?: (input: Input, db: Database) => Promise<boolean>
  /** Says where people look that a piece of it ended by breaking off, where `run` could not: its connection broke each time. */
  givenUp?: (work: Pick<Running<Input>, 'db' | 'areaId' | 'workId' | 'input'>) => Promise<unknown>
}

/** One piece of work, as a thread is told of it. */
export interface WorkPiece {
  kind: string
  areaId: number
  workId: string
  input: unknown
  askedBy: string
}

/** Where heavy work is done: beside the process that answers pages. */
export interface Elsewhere {
  run: (piece: WorkPiece) => Promise<unknown>
  /** Heavy work is about to be asked for. */
  getReady: () => void
  close: () => Promise<void>
}

export interface Running<Input> {
  db: Database
  areaId: number
  workId: string
  input: Input
  askedBy: string
  /** Says how far it is; throws Cancelled when somebody asked to stop. At most a few writes a second reach the database. */
  progress: (stage: string, share: number, counts?: { done: number; total: number }) => Promise<void>
}

export class Cancelled extends Error {
  override name = 'Cancelled'
}

export function workKind<Input>(kind: WorkKind<Input>) {
  return kind
}

/** Enters work into the list people see; the queue is told after the transaction by `Workshop.nudge`, and asks by itself too. */
export async function askForWork(db: Writer, work: { areaId: number; kind: string; title: string; input: unknown; askedBy: string; now: Date }) {
  const workId = newId()
  await db
    .insertInto('platform.work')
    .values({
      area_id: work.areaId, work_id: workId, kind: work.kind, title: work.title, input: JSON.stringify(work.input),
      state: 'waiting', asked_by: work.askedBy, asked_at: work.now,
    })
    .execute()
  return workId
}

export function readWork(db: Reader, areaId: number, workId: string) {
  return db.selectFrom('platform.work').selectAll().where('area_id', '=', areaId).where('work_id', '=', workId).executeTakeFirst()
}

/** Asks running work to stop at its next step; waiting work stops at once. */
export async function cancelWork(db: Writer, areaId: number, workId: string) {
  const stopped = await sql<{ state: string }>`
    update platform.work
    set cancel_asked = true,
        state = case when state = 'waiting' then 'cancelled' else state end
    where area_id = ${areaId} and work_id = ${workId} and state in ('waiting', 'running')
    returning state`.execute(db)
  if (!stopped.rows.length) throw new Refusal('conflict', 'This has ended already, so there is nothing to stop')
}

/** Writes how far a piece of work is; throws Cancelled when somebody asked to stop. */
export function tellerOf(db: Database, areaId: number, workId: string): Running<unknown>['progress'] {
  let told = 0
  let stageTold = ''
  return async (stage, share, counts) => {
    if (stage === stageTold && Date.now() - told < 400) return
    told = Date.now()
    stageTold = stage
    const heard = await sql<{ cancel_asked: boolean }>`
      update platform.work
      set stage = ${stage}, share = ${Math.max(0, Math.min(1, share))}, done = ${counts?.done ?? null}, total = ${counts?.total ?? null}, heard_at = now()
      where area_id = ${areaId} and work_id = ${workId}
      returning cancel_asked`.execute(db)
    if (heard.rows[0]?.cancel_asked) throw new Cancelled()
  }
}
