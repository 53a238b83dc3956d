import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Kysely, PostgresDialect, sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, ask, type Caller, type Database, forgetKeys, makePool, NotUnderstood, perform, query, rows, type Tables } from './index.ts'
import { testDatabase } from './test-database.ts'

const { pool, url, drop } = await testDatabase()
// As a server has it: reads are cut off after a while.
const db: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: makePool({ ...url, max: 4, options: '-c statement_timeout=200ms' }) }) })
after(async () => {
  await db.destroy()
  await drop()
})

const caller: Caller = { actor: { slug: 'a', name: 'A', operator: false, areaId: 1 }, db, now: new Date('2026-03-01T12:00:00Z'), door: 'rest' }
let done = 0
const write = action({
  name: 'test.write', summary: 'Writes something', input: z.object({ text: z.string('Say what'), list: z.array(z.string()).optional() }), may: async () => true,
  run: async ({ db }, input) => {
    done += 1
    if (input.text === 'no') throw new Refusal('invalid', 'Not that')
    const [shown] = await rows(db, sql<{ statement_timeout: string }>`show statement_timeout`)
    return { said: input.text, list: input.list ?? [], limit: shown!.statement_timeout }
  },
})
const onceKeys = async () => (await pool.query('select key, input_hash from platform.once order by at, key')).rows

test('half a letter is written as the sign for what could not be read, in lists too, and is no fault', async () => {
  const outcome = await perform(write, caller, { text: 'a\ud83cb', list: ['\udf88', 'whole 🎈'] })
  assert.deepEqual([outcome.said, outcome.list], ['a\ufffdb', ['\ufffd', 'whole 🎈']])
  const { rows: deeds } = await pool.query(`select input->>'text' as text from platform.deed`)
  assert.deepEqual(deeds, [{ text: 'a\ufffdb' }])
})

test('input that lies ever deeper is no fault either', async () => {
  await assert.rejects(perform(write, caller, { text: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) }), NotUnderstood)
})

test('a key of any length is good once: the same again gives the same answer, another body is refused and does nothing', async () => {
  const key = 'k'.repeat(12_000)
  done = 0
  const first = await perform(write, caller, { text: 'one' }, key)
  assert.deepEqual(await perform(write, caller, { text: 'one' }, key), first)
  await assert.rejects(perform(write, caller, { text: 'two' }, key), (refusal: Refusal) => refusal.kind === 'conflict' && /sent before with something else/.test(refusal.message))
  assert.equal(done, 1)
  assert.equal((await perform(write, caller, { text: 'two' }, `${key}.`)).said, 'two')
  for (const kept of await onceKeys()) assert.match(`${kept.key} ${kept.input_hash}`, /^test\.write [0-9a-f]{64} [0-9a-f]{64}$/)
})

test('two that send one key at once are answered alike, and it is done once', async () => {
  done = 0
  const [one, other] = await Promise.all([perform(write, caller, { text: 'at once' }, 'k2'), perform(write, caller, { text: 'at once' }, 'k2')])
  assert.deepEqual(one, other)
  assert.equal(done, 1)
})

test('a question that takes too long is cut off; a deed takes the time it takes', async () => {
  const slow = query({ name: 'test.slow', summary: 'Takes its time', input: z.object({}), may: async () => true, read: ({ db }) => rows(db, sql`select pg_sleep(2)`) })
  await assert.rejects(ask(slow, caller, {}), { code: '57014' })
  const { limit } = await perform(write, caller, { text: 'x' })
  assert.equal(limit, '0')
})

test('words that are missing or odd are told from what is declined', async () => {
  const read = query({ name: 'test.read', summary: 'Reads something', input: z.object({ place: z.string('Say which place') }), may: async () => 'Not you', read: async () => 1 })
  await assert.rejects(ask(read, caller, {}), (fault) => fault instanceof NotUnderstood && fault.kind === 'invalid' && fault.fields['place'] === 'Say which place')
  await assert.rejects(ask(read, caller, { place: 'x' }), (fault) => !(fault instanceof NotUnderstood))
  await assert.rejects(perform(write, caller, { text: 'no' }), (fault) => fault instanceof Refusal && !(fault instanceof NotUnderstood))
})

test('keys are forgotten after a day that is named', async () => {
  const before = (await onceKeys()).length
  assert.equal(await forgetKeys(db, new Date('2026-03-01T12:00:00Z')), 0)
  assert.equal(await forgetKeys(db, new Date('2026-03-01T12:00:01Z')), before)
})
