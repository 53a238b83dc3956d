import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { PoolConfig } from 'pg'
import { Refusal } from '#kernel'
import type { Database, Reader, Writer } from './database.ts'
import { newId } from './id.ts'
import { log, logFault } from './log.ts'
import { NO_ROOM, outsideFault } from './outside-fault.ts'

/** A kind of long work. `run` is called again from the start after a crash, so it must be able to find what it had already done. */
export interface WorkKind<Input = any> {
  name: string
  run: (work: Running<Input>) => Promise<unknown>
  /** Whether a piece of it would hold up those who read pages meanwhile: it is then done in a thread of its own. */
  isHeavy?: (input: Input, db: Database) => Promise<boolean>
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

const QUEUE = 'work'
/** The queue gives work up after this long; ours says by itself how it ended, and takes up what went silent. */
const MOST_SECONDS = 4 * 3600
/** Work that has been silent this long was lost with its process and is taken up again. */
const SILENT_SECONDS = 60

/** Runs work in the background of a server, one piece at a time: an import already uses a core. */
export class Workshop {
  private readonly kinds: Map<string, WorkKind>
  private readonly db: Database
  private readonly boss: PgBoss
  private readonly lost: NodeJS.Timeout
  private readonly elsewhere: Elsewhere | null
  /** Work of ours that the database left in the middle: nobody works on it any more, though it still says so. */
  private readonly dropped = new Map<string, number>()
  private ready: Promise<unknown>

  constructor(db: Database, connection: PoolConfig, kinds: WorkKind[], { alone, elsewhere = null }: { alone: boolean; elsewhere?: Elsewhere | null }) {
    this.db = db
    this.elsewhere = elsewhere
    this.kinds = new Map(kinds.map((kind) => [kind.name, kind]))
    this.boss = new PgBoss({ ...(connection as object), max: 3, schema: 'pgboss', application_name: 'belong-work' })
    this.boss.on('error', (fault: unknown) => logFault(fault, 'queue'))
    this.ready = this.open(alone)
    this.lost = setInterval(() => void this.takeUpLost().catch((fault) => logFault(fault, 'work')), 3000).unref()
  }

  /** Tells the queue of work that was asked for. */
  async nudge(areaId: number, workId: string) {
    await this.ready
    await this.boss.send(QUEUE, { areaId, workId }, { singletonKey: workId })
  }

  /** Told while a large file arrives, so that its check can begin at once. */
  expectHeavy() {
    this.elsewhere?.getReady()
  }

  async close() {
    clearInterval(this.lost)
    await this.ready.catch(() => {})
    // What a thread was doing is rolled back and taken up at the next start.
    await this.elsewhere?.close()
    await this.boss.stop({ graceful: true, close: true, timeout: 10_000 })
  }

  /** `alone` is the embedded database: whatever was running there ran in a process that is gone. */
  private async open(alone: boolean) {
    await this.boss.start()
    // One job waits for one work, however often it is asked for; a job whose process was lost does not stand in the way of the next.
    await this.boss.createQueue(QUEUE, { policy: 'short', expireInSeconds: MOST_SECONDS, retryLimit: 0 })
    if (alone) await sql`update platform.work set heard_at = null where area_id >= 0 and state = 'running'`.execute(this.db)
    await this.takeUpLost()
    await this.boss.work<{ areaId: number; workId: string }>(QUEUE, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
      if (job) await this.runOne(job.data.areaId, job.data.workId)
    })
  }

  private async takeUpLost() {
    await this.giveFree()
    const lost = await sql<{ area_id: number; work_id: string }>`
      select area_id, work_id from platform.work
      where area_id >= 0 and (state = 'waiting' and asked_at < now() - interval '2 seconds'
         or state = 'running' and coalesce(heard_at, 'epoch') < now() - make_interval(secs => ${SILENT_SECONDS}))`.execute(this.db)
    for (const { area_id, work_id } of lost.rows) await this.boss.send(QUEUE, { areaId: area_id, workId: work_id }, { singletonKey: work_id })
  }

  /** It need not be silent for a minute before it is taken up. */
  private async giveFree() {
    for (const [workId, areaId] of this.dropped) {
      await sql`update platform.work set heard_at = null where area_id = ${areaId} and work_id = ${workId} and state = 'running'`.execute(this.db)
      this.dropped.delete(workId)
    }
  }

  private async runOne(areaId: number, workId: string) {
    const taken = await sql<{ kind: string; input: unknown; asked_by: string }>`
      update platform.work set state = 'running', started_at = coalesce(started_at, now()), heard_at = now()
      where area_id = ${areaId} and work_id = ${workId}
        and (state = 'waiting' or state = 'running' and coalesce(heard_at, 'epoch') < now() - make_interval(secs => ${SILENT_SECONDS}))
      returning kind, input, asked_by`.execute(this.db)
    const work = taken.rows[0]
    if (!work) return
    const kind = this.kinds.get(work.kind)
    if (!kind) return this.end(areaId, workId, 'failed', { outcome: { refusal: `This Belong does not know work of the kind ${work.kind}` } })

    try {
      const piece = { areaId, workId, input: work.input, askedBy: work.asked_by }
      const isElsewhere = this.elsewhere !== null && (await kind.isHeavy?.(work.input, this.db)) === true
      const outcome = isElsewhere ? await this.elsewhere!.run({ kind: kind.name, ...piece }) : await kind.run({ db: this.db, ...piece, progress: tellerOf(this.db, areaId, workId) })
      await this.end(areaId, workId, 'done', { outcome })
    } catch (fault) {
      await this.endedBy(fault, areaId, workId, work.kind).catch((further: unknown) => this.drop(areaId, workId, further))
    }
  }

  private async endedBy(fault: unknown, areaId: number, workId: string, kind: string) {
    const outside = outsideFault(fault)
    if (fault instanceof Cancelled) await this.end(areaId, workId, 'cancelled', {})
    else if (fault instanceof Refusal) await this.end(areaId, workId, 'failed', { outcome: { refusal: fault.message } })
    else if (outside === 'no room') await this.end(areaId, workId, 'failed', { outcome: { refusal: NO_ROOM } })
    else if (outside === 'database away') this.drop(areaId, workId, fault)
    else await this.end(areaId, workId, 'failed', { reference: logFault(fault, `work ${kind}`) })
  }

  /** Left as running: when the database is back, or has room again, it is taken up again by itself. */
  private drop(areaId: number, workId: string, fault: unknown) {
    log.warn({ workId, code: (fault as { code?: string }).code }, 'the database went away while work was going on')
    this.dropped.set(workId, areaId)
  }

  private async end(areaId: number, workId: string, state: 'done' | 'failed' | 'cancelled', end: { outcome?: unknown; reference?: string }) {
    await this.db
      .updateTable('platform.work')
      .set({ state, ended_at: new Date(), share: state === 'done' ? 1 : sql`share`, outcome: end.outcome === undefined ? null : JSON.stringify(end.outcome, withoutNul), fault_reference: end.reference ?? null })
      .where('area_id', '=', areaId).where('work_id', '=', workId)
      .execute()
    log.info({ workId, state }, 'work ended')
  }
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

/** The database keeps no NUL, and work whose end cannot be kept would be taken up again for ever. */
const withoutNul = (_: string, one: unknown) => (typeof one === 'string' ? one.replaceAll('\0', '') : one)
