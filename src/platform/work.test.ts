import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolConfig } from 'pg'
import { Refusal } from '#kernel'
import { kyselyOf, makePool } from './connect.ts'
import { reading } from './database.ts'
import { askForWork, readWork, workKind } from './work.ts'
import { Workshop } from './workshop.ts'
import { testDatabase } from './test-database.ts'

const { db, pool, url, drop } = await testDatabase()
let release = () => {}
const held = new Promise<void>((done) => (release = done))
let quickRuns = 0
const slow = workKind({ name: 'slow', run: () => held })
const quick = workKind({ name: 'quick', run: async () => void (quickRuns += 1) })
const odd = workKind({ name: 'odd', run: async () => { throw new Refusal('missing', 'There is no \0 here') } })
const full = workKind({ name: 'full', run: async () => { throw Object.assign(new Error('could not extend file'), { code: '53100' }) } })
let leftRuns = 0
const left = workKind({ name: 'left', run: async () => { if ((leftRuns += 1) === 1) throw Object.assign(new Error('terminating connection'), { code: '57P01' }) } })
const gone = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })
let brokenRuns = 0
const givenUp: string[] = []
const broken = workKind({ name: 'broken', run: async () => { brokenRuns += 1; throw gone() }, givenUp: async ({ workId }) => givenUp.push(workId) })
let passedOnRuns = 0
/** Meanwhile another process has taken it up, as it may after a minute. */
const passedOn = workKind({ name: 'passed-on', run: async ({ workId }) => {
  passedOnRuns += 1
  await pool.query(`update platform.work set heard_at = now(), outcome = '{"runner": "another", "tries": 0}' where work_id = $1`, [workId])
  throw gone()
} })
/** While it is away nobody reaches the database: every connection ends, and each new one finds nothing at the other end. */
let isAway = false
const sockets = new Set<Socket>()
class Nowhere extends Socket {
  override connect() {
    return super.connect('/nowhere/.s.PGSQL.5432')
  }
}
const stream = () => {
  const socket = isAway ? new Nowhere() : new Socket()
  sockets.add(socket)
  return socket
}
const reached = makePool({ ...url, max: 4, stream } as PoolConfig)
const awayTries: number[] = []
const away = workKind({ name: 'away', run: async ({ workId }) => {
  awayTries.push((await pool.query<{ tries: number }>(`select (outcome ->> 'tries')::int as tries from platform.work where work_id = $1`, [workId])).rows[0]!.tries)
  if (awayTries.length > 1) return
  isAway = true
  for (const socket of sockets) socket.destroy()
  setTimeout(() => (isAway = false), 4000)
  throw gone()
} })
const workshop = new Workshop(kyselyOf(reached), url, [slow, quick, odd, full, left, broken, passedOn, away], { alone: true })
after(async () => {
  await workshop.close()
  await reached.end()
  await drop()
})

const ask = (kind: string) => db.transaction().execute((tx) => askForWork(tx, { areaId: 1, kind, title: kind, input: {}, askedBy: 'a', now: new Date() }))
const until = async (workId: string, state: string) => {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) if ((await readWork(reading(db), 1, workId))?.state === state) return
  assert.fail(`${workId} is not ${state}`)
}

test('work that waits behind other work has one job, however long it waits and however often it is asked for', async () => {
  const first = await ask('slow')
  await workshop.nudge(1, first)
  await until(first, 'running')
  const second = await ask('quick')
  for (let n = 0; n < 3; n++) await workshop.nudge(1, second)
  // Twice round for the look at what nobody told the queue of.
  await sleep(8000)
  const { rows } = await pool.query(`select data->>'workId' as work, count(*) as jobs from pgboss.job where name = 'work' group by 1`)
  assert.deepEqual(rows.find(({ work }) => work === second), { work: second, jobs: 1 })
  assert.deepEqual((await pool.query(`select extract(epoch from expire_seconds * interval '1 second')::int as seconds from pgboss.job limit 1`)).rows, [{ seconds: 14_400 }])
  release()
  await until(second, 'done')
  assert.equal(quickRuns, 1)
})

test('work of a kind nobody knows ends as failed and says why', async () => {
  const workId = await ask('from-a-newer-belong')
  await workshop.nudge(1, workId)
  await until(workId, 'failed')
  assert.deepEqual((await readWork(reading(db), 1, workId))?.outcome, { refusal: 'This Belong does not know work of the kind from-a-newer-belong' })
})

test('work that ends with a sign the database cannot keep ends all the same', async () => {
  const workId = await ask('odd')
  await workshop.nudge(1, workId)
  await until(workId, 'failed')
  assert.deepEqual((await readWork(reading(db), 1, workId))?.outcome, { refusal: 'There is no  here' })
})

test('work that finds the disk full ends, and says what to do', async () => {
  const workId = await ask('full')
  await workshop.nudge(1, workId)
  await until(workId, 'failed')
  assert.match(String((await readWork(reading(db), 1, workId))?.outcome?.['refusal' as never]), /^The disk .* is full.*Make room.*do it again$/)
})

test('work the database left in the middle is taken up again within seconds', async () => {
  const workId = await ask('left')
  await workshop.nudge(1, workId)
  await until(workId, 'done')
  assert.equal(leftRuns, 2)
})

test('work that breaks its connection each time is tried ever later, and in the end is a fault with a reference', async () => {
  const workId = await ask('broken')
  const waits: number[] = []
  await workshop.nudge(1, workId)
  for (const end = Date.now() + 40_000; Date.now() < end && !givenUp.length; await sleep(50)) {
    // The seconds it still is to wait are read, and taken as over.
    const { rows: [waiting] } = await pool.query(`
      update platform.work w set heard_at = null from platform.work held
      where w.work_id = $1 and held.work_id = $1 and w.state = 'running' and (w.outcome ->> 'tries')::int = $2
      returning extract(epoch from held.heard_at + interval '60 seconds' - now())::float8 as seconds`, [workId, waits.length + 1])
    if (waiting) waits.push(Math.abs(Math.round(waiting.seconds / 10) * 10))
  }
  await until(workId, 'failed')
  assert.deepEqual([brokenRuns, waits, givenUp], [5, [0, 10, 30, 120], [workId]])
  const ended = await readWork(reading(db), 1, workId)
  assert.equal(ended?.outcome, null)
  assert.match(ended?.fault_reference ?? '', /^F-\w{6,}$/)
})

test('a process gives free only what it holds: what another has taken up meanwhile goes on there', async () => {
  const workId = await ask('passed-on')
  await workshop.nudge(1, workId)
  await sleep(4500)
  const held = await readWork(reading(db), 1, workId)
  assert.deepEqual([passedOnRuns, held?.state, held?.outcome], [1, 'running', { runner: 'another', tries: 0 }])
  assert.ok(held!.heard_at !== null)
})

test('a database that cannot be reached is waited for, and its absence counts against nothing', async () => {
  const workId = await ask('away')
  await workshop.nudge(1, workId)
  await until(workId, 'done')
  assert.deepEqual(awayTries, [0, 0])
})

test('where the database leaves while the queue is opened, it is opened again and the work goes on', async () => {
  const locker = await pool.connect()
  await locker.query('begin')
  await locker.query('lock table pgboss.version in access exclusive mode')
  let runs = 0
  const late = new Workshop(db, { ...url, application_name: 'late' }, [workKind({ name: 'late', run: async () => void (runs += 1) })], { alone: false })
  try {
    const opening = () => pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`)
    for (const end = Date.now() + 10_000; Date.now() < end && !(await opening()).rowCount; await sleep(20));
    await locker.query('rollback')
    await workshop.close()
    const workId = await ask('late')
    await until(workId, 'done')
    assert.equal(runs, 1)
  } finally {
    locker.release()
    await late.close()
  }
})
