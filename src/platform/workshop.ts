import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { PoolConfig } from 'pg'
import { Refusal } from '#kernel'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { log, logFault } from './log.ts'
import { NO_ROOM, outsideFault } from './outside-fault.ts'
import { Cancelled, type Elsewhere, tellerOf, type WorkKind } from './work.ts'

const QUEUE = 'work'
/** The queue gives work up after this long; ours says by itself how it ended, and takes up what went silent. */
const MOST_SECONDS = 4 * 3600
/** Work that has been silent this long was lost with its process and is taken up again. */
const SILENT_SECONDS = 60
/** The longest between two tries to open the queue. */
const MOST_WAIT_MS = 30_000
/** So long whoever asks for work waits for a queue that is being opened. */
const PATIENCE_MS = 2000
/** Seconds a piece of work waits once its connection has broken, the first time and after; when it breaks once more after the last, it is not tried again. */
const WAITS = [0, 10, 30, 120]

/** One run of a piece of work. `tries` is how often its connection broke before; `serverSince` when the database it began on was started. */
interface Run {
  areaId: number
  workId: string
  kind: string
  input: unknown
  askedBy: string
  tries: number
  serverSince: string
}

/** Runs work in the background of a server, one piece at a time: an import already uses a core. */
export class Workshop {
  private readonly kinds: Map<string, WorkKind>
  private readonly db: Database
  private readonly boss: PgBoss
  private readonly lost: NodeJS.Timeout
  private readonly elsewhere: Elsewhere | null
  /** Whose run it is, among processes that share a database. */
  private readonly runner = newId()
  /** Runs of ours whose connection broke: nobody works on them any more, though they still say so. `isAway` where the database could not be reached since. */
  private readonly dropped = new Map<string, { run: Run; fault: unknown; isAway: boolean }>()
  private ready: Promise<unknown>
  private isOpen = false
  private readonly closing = new AbortController()

  constructor(db: Database, connection: PoolConfig, kinds: WorkKind[], { alone, elsewhere = null }: { alone: boolean; elsewhere?: Elsewhere | null }) {
    this.db = db
    this.elsewhere = elsewhere
    this.kinds = new Map(kinds.map((kind) => [kind.name, kind]))
    this.boss = new PgBoss({ ...(connection as object), max: 3, schema: 'pgboss', application_name: 'belong-work' })
    this.boss.on('error', (fault: unknown) => logFault(fault, 'queue'))
    this.ready = this.openAtLast(alone)
    this.lost = setInterval(() => void this.takeUpLost().catch((fault) => logFault(fault, 'work')), 3000).unref()
  }

  /** Tells the queue of work that was asked for. */
  async nudge(areaId: number, workId: string) {
    // Whoever asked need not wait for a queue that cannot be opened: what nobody told it of is found within seconds once it is.
    await Promise.race([this.ready, sleep(PATIENCE_MS, undefined, { ref: false })])
    if (!this.isOpen) return
    await this.boss.send(QUEUE, { areaId, workId }, { singletonKey: workId })
  }

  /** Told while a large file arrives, so that its check can begin at once. */
  expectHeavy() {
    this.elsewhere?.getReady()
  }

  async close() {
    this.closing.abort()
    clearInterval(this.lost)
    await this.ready.catch(() => {})
    // What a thread was doing is rolled back and taken up at the next start.
    await this.elsewhere?.close()
    await this.boss.stop({ graceful: true, close: true, timeout: 10_000 })
  }

  /** Where the queue cannot be opened, as when the database goes away just then, it is opened again: else no work would ever begin, and nobody be told. */
  private async openAtLast(alone: boolean) {
    for (let wait = 500; ; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
      try {
        await this.open(alone)
        this.isOpen = true
        return
      } catch (fault) {
        if (this.closing.signal.aborted) throw fault
        logFault(fault, 'opening of the queue')
        await this.boss.stop({ graceful: false, close: true, timeout: 1000 }).catch((further: unknown) => void logFault(further, 'queue'))
        await sleep(wait, undefined, { signal: this.closing.signal })
      }
    }
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

  /**
   * What broke off need not be silent for a minute before it is taken up. A database that is away, or was started anew, breaks every connection,
   * and is waited for as long as it takes; where it was there all along, the break counts against the work.
   */
  private async giveFree() {
    if (!this.dropped.size) return
    const serverSince = await this.serverSince()
    for (const [workId, { run, fault, isAway }] of this.dropped) {
      const tries = isAway || serverSince !== run.serverSince ? run.tries : run.tries + 1
      if (tries > WAITS.length) await this.giveUp(run, fault)
      else await this.tryAgain(run, tries, tries === run.tries ? 0 : WAITS[tries - 1]!)
      this.dropped.delete(workId)
    }
  }

  private async serverSince() {
    try {
      return (await sql<{ since: string }>`select pg_postmaster_start_time()::text as since`.execute(this.db)).rows[0]!.since
    } catch (fault) {
      // One that is getting up says so, and says by its start whether it was gone.
      if (outsideFault(fault) === 'database away' && (fault as { code?: string }).code !== '57P03') for (const held of this.dropped.values()) held.isAway = true
      throw fault
    }
  }

  /** As if it had been silent for all but the seconds it is to wait; unless another process has taken it up meanwhile. */
  private async tryAgain({ areaId, workId }: Run, tries: number, wait: number) {
    await sql`
      update platform.work set heard_at = now() - make_interval(secs => ${SILENT_SECONDS - wait}), outcome = ${this.outcomeOfRun(tries)}
      where area_id = ${areaId} and work_id = ${workId} and state = 'running' and outcome ->> 'runner' = ${this.runner}`.execute(this.db)
  }

  private async giveUp(run: Run, fault: unknown) {
    const kind = this.kinds.get(run.kind)
    await kind?.givenUp?.({ db: this.db, areaId: run.areaId, workId: run.workId, input: run.input as never }).catch((further: unknown) => void logFault(further, `work ${run.kind}`))
    await this.end(run, 'failed', { reference: logFault(fault, `work ${run.kind}`) })
  }

  /** Until a run has ended, its outcome says whose it is and how often its connection has broken. */
  private outcomeOfRun(tries: number | RawBuilder<unknown>) {
    return sql`jsonb_build_object('runner', ${this.runner}::text, 'tries', ${tries}::int)`
  }

  private async runOne(areaId: number, workId: string) {
    const run = await this.take(areaId, workId)
    if (!run) return
    const kind = this.kinds.get(run.kind)
    if (!kind) return this.end(run, 'failed', { outcome: { refusal: `This Belong does not know work of the kind ${run.kind}` } })

    try {
      const piece = { areaId, workId, input: run.input, askedBy: run.askedBy }
      const isElsewhere = this.elsewhere !== null && (await kind.isHeavy?.(run.input, this.db)) === true
      const outcome = isElsewhere ? await this.elsewhere!.run({ kind: kind.name, ...piece }) : await kind.run({ db: this.db, ...piece, progress: tellerOf(this.db, areaId, workId) })
      await this.end(run, 'done', { outcome })
    } catch (fault) {
      await this.endedBy(fault, run).catch((further: unknown) => this.drop(run, further))
    }
  }

  private async take(areaId: number, workId: string): Promise<Run | undefined> {
    const taken = await sql<Omit<Run, 'areaId' | 'workId'>>`
      update platform.work set state = 'running', started_at = coalesce(started_at, now()), heard_at = now(),
        outcome = ${this.outcomeOfRun(sql`coalesce((outcome ->> 'tries')::int, 0)`)}
      where area_id = ${areaId} and work_id = ${workId}
        and (state = 'waiting' or state = 'running' and coalesce(heard_at, 'epoch') < now() - make_interval(secs => ${SILENT_SECONDS}))
      returning kind, input, asked_by as "askedBy", (outcome ->> 'tries')::int as tries, pg_postmaster_start_time()::text as "serverSince"`.execute(this.db)
    if (!taken.rows[0]) return undefined
    this.dropped.delete(workId)
    return { areaId, workId, ...taken.rows[0] }
  }

  private async endedBy(fault: unknown, run: Run) {
    const outside = outsideFault(fault)
    if (fault instanceof Cancelled) await this.end(run, 'cancelled', {})
    else if (fault instanceof Refusal) await this.end(run, 'failed', { outcome: { refusal: fault.message } })
    else if (outside === 'no room') await this.end(run, 'failed', { outcome: { refusal: NO_ROOM } })
    else if (outside === 'database away') this.drop(run, fault)
    else await this.end(run, 'failed', { reference: logFault(fault, `work ${run.kind}`) })
  }

  /** Left as running: when the database is back, or has room again, it is taken up again by itself. */
  private drop(run: Run, fault: unknown) {
    log.warn({ workId: run.workId, code: (fault as { code?: string }).code }, 'the database went away while work was going on')
    this.dropped.set(run.workId, { run, fault, isAway: false })
  }

  /** What another process has taken up since is for that one to end. */
  private async end({ areaId, workId }: Run, state: 'done' | 'failed' | 'cancelled', end: { outcome?: unknown; reference?: string }) {
    await this.db
      .updateTable('platform.work')
      .set({ state, ended_at: new Date(), share: state === 'done' ? 1 : sql`share`, outcome: end.outcome === undefined ? null : JSON.stringify(end.outcome, withoutNul), fault_reference: end.reference ?? null })
      .where('area_id', '=', areaId).where('work_id', '=', workId).where(sql<string>`outcome ->> 'runner'`, '=', this.runner)
      .execute()
    log.info({ workId, state }, 'work ended')
  }
}

/** The database keeps no NUL, and work whose end cannot be kept would be taken up again for ever. */
const withoutNul = (_: string, one: unknown) => (typeof one === 'string' ? one.replaceAll('\0', '') : one)
