import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { applyTombstones } from '#rooms/access'
import { sealAll } from '../src/platform/audit/sealer.ts'
import { verifyChain } from '../src/platform/audit/verify.ts'
import { everything, fillCanaries } from './canary-kit.ts'
import { child, KINDS, rightsHouse, specs } from './rights-kit.ts'

let house: Awaited<ReturnType<typeof rightsHouse>>
before(async () => void (house = await rightsHouse()))
after(() => house.close())

test('an erased child leaves no word in any table or file, everybody else stays as they were, and the audit still says who and when', async () => {
  const [gone, stays] = [child('DUNNOCK'), child('SISKIN')]
  const filled = await fillCanaries(house.pool, house.catalogue, specs, gone)
  await fillCanaries(house.pool, house.catalogue, specs, stays)
  const copy = await house.enter('access', { childId: gone.childId })
  await house.work((await house.act('access.gather', { id: copy })).work)
  const id = await house.enter('erasure', { childId: gone.childId })
  const before_ = await everything(house.pool, house.catalogue)
  const asked = await house.act('access.erase', { id, records: KINDS, reason: 'The court said so' })
  await house.work(asked.work)
  const after_ = await everything(house.pool, house.catalogue)
  const words = filled.flatMap(({ personal }) => personal)
  for (const [table, lines] of after_) for (const line of lines) assert.ok(!words.some((word) => line.includes(word)), `${table} still holds ${line}`)
  for (const file of await readdir(house.dataFolder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const text = await readFile(join(file.parentPath, file.name), 'utf8')
    assert.ok(!text.includes('DUNNOCK'), `${file.name} holds a word`)
  }
  for (const [table, lines] of before_) {
    const kept = lines.filter((line) => line.includes('SISKIN'))
    assert.deepEqual(after_.get(table)!.filter((line) => line.includes('SISKIN')), kept, `${table}: another child is untouched`)
  }
  const { rows: lines } = await house.pool.query('select person, at, action, input, changes, reason, payload_salt, payload_hash from platform.deed where child_id = $1', [gone.childId])
  assert.ok(lines.length > 3)
  for (const line of lines) {
    assert.ok(line.person && line.at && line.action && line.payload_hash)
    assert.deepEqual([line.input, line.changes, line.reason, line.payload_salt], [{ erased: true }, null, null, null])
  }
  // The canaries' own lines were never sealed: they were put in past every action.
  const { rowCount: strays } = await house.pool.query('delete from platform.deed d where child_id = any ($1) and not exists (select from platform.unsealed u where u.deed_id = d.deed_id)', [[gone.childId, stays.childId]])
  assert.equal(strays, 2)
  await sealAll(house.house.keeper)
  const chain = await verifyChain(house.house.keeper, 1)
  assert.deepEqual([chain.isWhole, chain.erased], [true, lines.length - 1], 'the chain is whole, and knows what was erased')
  const { rows: stones } = await house.pool.query('select record, subject_hash, reason from access.tombstone where reason = $1', [`Request ${id}`])
  assert.ok(stones.some(({ record }) => record === 'sen-record' || record === 'child-record'))
  assert.ok(stones.every(({ subject_hash }) => /^[0-9a-f]{64}$/.test(subject_hash) && !subject_hash.includes(gone.childId)))
  const search = await (await (await house.signIn('officer'))('/search?q=DUNNOCK')).text()
  assert.ok(!search.includes('DUNNOCKx'))
})

test('whatever is asked to go, what is held stays, and what was not asked for too', async () => {
  let seed = 20261122
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
  for (let round = 0; round < 8; round += 1) {
    const one = child(`FINCH${round}Q`)
    await fillCanaries(house.pool, house.catalogue, specs, one)
    const asked = KINDS.filter(() => random(2) === 0)
    const held = KINDS[random(KINDS.length)]!
    const hold = await house.act('access.hold', { ...(random(3) ? { childId: one.childId } : {}), record: held, starts: '2020-01-01', reason: 'A claim' })
    const id = await house.enter('erasure', { childId: one.childId })
    const before_ = await rowsByKind(one.childId)
    if (asked.length) await house.work((await house.act('access.erase', { id, records: asked, reason: 'Asked' })).work)
    const after_ = await rowsByKind(one.childId)
    for (const [kind, count] of before_) {
      if (kind === held || !asked.includes(kind)) assert.equal(after_.get(kind), count, `${kind} stays (asked ${asked.join(' ')}; held ${held})`)
      else if (kind !== 'child-record') assert.equal(after_.get(kind) ?? 0, 0, `${kind} goes`)
    }
    await house.act('access.end-hold', { id: hold.id, reason: 'Settled' })
    await house.pool.query(`update access.hold set ends = '2020-01-02' where hold_id = $1`, [hold.id])
  }
})

/** Rows of a child by kind of record, of tables whose rows go. */
async function rowsByKind(childId: string) {
  const counts = new Map<string, number>()
  for (const [table, { keeps, columns = {}, erase }] of Object.entries(specs)) {
    const column = Object.entries(columns).find(([, role]) => role === 'child')?.[0]
    if (!column || erase === 'clear') continue
    const { rows } = await house.pool.query(`select * from ${table} where ${column} = $1`, [childId])
    for (const row of rows) {
      const kind = typeof keeps === 'string' ? keeps : keeps!.kinds[row[keeps!.by]]!
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
  }
  return counts
}

test('the schedule: a dry run takes nothing and tells what the run then takes; a hold wins; a child with a longer record stays', async () => {
  const [due, heldOne, long, young] = [child('LINNET'), child('TWITE'), child('SERIN'), child('BRAMBLING')]
  for (const one of [due, heldOne, long]) await fillCanaries(house.pool, house.catalogue, specs, one)
  // Born in 1990: 25 years are over, 31 years too; social care has 75.
  await house.pool.query(`insert into people.entry (area_id, child_id, entry_id, data_class, body, about_day, written_by, written_at) values (1, $1, $2, 'care', 'Looked after', '2000-01-01', 'officer', now())`, [long.childId, randomUUID()])
  await house.pool.query(`insert into people.child (area_id, child_id, given_name, family_name, born, source, made_at) values (1, $1, 'Bo', 'Larch', '2018-01-01', 't', now())`, [young.childId])
  // Each is due on their own: former identities are kept for a hundred years, and keep the child.
  await house.pool.query('delete from people.former_identity where area_id = 1')
  await house.act('access.hold', { childId: heldOne.childId, starts: '2020-01-01', reason: 'Inquiry' })
  const count = async () => Number((await house.pool.query('select count(*) from people.child')).rows[0].count)
  const here = async (id: string) => (await house.pool.query('select 1 from people.child where child_id = $1', [id])).rowCount === 1
  const all = await count()
  const tried = await house.work((await house.act('access.try-retention', {})).work)
  assert.equal(await count(), all, 'a dry run takes nothing')
  const ran = await house.work((await house.act('access.run-retention', { reason: 'Board of 3 June' })).work)
  assert.deepEqual(ran.kinds.find(({ kind }: { kind: string }) => kind === 'child-record'), tried.kinds.find(({ kind }: { kind: string }) => kind === 'child-record'))
  assert.deepEqual([await here(due.childId), await here(heldOne.childId), await here(long.childId), await here(young.childId)], [false, true, true, true])
  assert.equal((await house.pool.query('select 1 from people.entry where child_id = $1', [heldOne.childId])).rowCount, 1, 'what is held is whole')
  const csv = await readFile(join(house.dataFolder, 'rights', tried.list!), 'utf8')
  assert.ok(csv.includes(due.childId) && !csv.includes('LINNET'))
})

test('after an older backup came back, what had been erased since is erased again', async () => {
  const one = child('ORTOLAN')
  await fillCanaries(house.pool, house.catalogue, specs, one)
  const copies = await Promise.all(['people.child', 'people.entry', 'people.enrolment'].map(async (table) => ({ table, rows: (await house.pool.query(`select * from ${table} where child_id = $1`, [one.childId])).rows })))
  const id = await house.enter('erasure', { childId: one.childId })
  await house.work((await house.act('access.erase', { id, records: KINDS, reason: 'Asked' })).work)
  const stones = await house.pool.query('delete from access.tombstone where reason = $1', [`Request ${id}`])
  assert.ok(stones.rowCount)
  for (const { table, rows } of copies) for (const row of rows) await house.pool.query(`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row))
  assert.equal(await applyTombstones(house.house.keeper, house.dataFolder, new Date()), 1)
  assert.equal((await house.pool.query('select 1 from people.child where child_id = $1', [one.childId])).rowCount, 0)
  assert.equal(await applyTombstones(house.house.keeper, house.dataFolder, new Date()), 0)
})

