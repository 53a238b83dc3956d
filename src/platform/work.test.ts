import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel'
import { reading } from './database.ts'
import { askForWork, readWork, workKind, Workshop } from './work.ts'
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
const workshop = new Workshop(db, url, [slow, quick, odd, full, left], { alone: true })
after(async () => {
  await workshop.close()
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
