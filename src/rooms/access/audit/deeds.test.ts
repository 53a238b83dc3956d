import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkChains, recordDeed, sealAll } from '#platform'
import { form, testHouse } from '../../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const CHILD = '00000000-0000-7000-8000-0000000000c1'
const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const deed = (areaId: number, action: string, at: string, input: object) =>
  house.db.transaction().execute((tx) => recordDeed(tx, { areaId, action, caller: { ...house.as('officer', areaId), now: new Date(at) }, input }))

test('who may reads who did what: of their area and of what all share, newest first, never of another area', async () => {
  await deed(1, 'scorecards.write-story', '2099-03-01T09:00:00Z', { measure: 'persistent-absence', place: 'E06000015', group: 'all', body: 'A secret cause' })
  await deed(2, 'programme.add-action', '2099-03-02T09:00:00Z', { measure: 'suspensions', place: 'E08000035' })
  await deed(0, 'collection.undo-batch', '2099-03-03T09:00:00Z', { batch: 7 })
  const body = await (await (await house.signIn('dpo'))('/deeds')).text()
  assert.match(plain(body), /Take back what a file brought and put back what it replaced Batch 7 Priya Marlowe 3 March 2099, 09:00 on a page, for all areas Write the story.*?Priya Marlowe 1 March 2099, 09:00 on a page, Derby/)
  assert.match(body, /href="\/measures\/persistent-absence\?place=E06000015"/)
  assert.doesNotMatch(body, /A secret cause|suspensions/)
})

test('whoever may not is told so, and is not shown the way', async () => {
  const [head, dpo] = [await house.signIn('head'), await house.signIn('dpo')]
  for (const path of ['/deeds', '/deeds/sealed', '/deeds?as=csv', '/people/officer/deeds', `/children/${CHILD}/looks`, '/api/v1/access/deeds', '/api/v1/access/chain', `/api/v1/access/looks?child=${CHILD}`]) assert.equal((await head(path)).status, 403, path)
  assert.doesNotMatch(await (await head('/')).text(), /href="\/deeds"/)
  assert.match(await (await dpo('/')).text(), /href="\/deeds"/)
  const lines = (await (await dpo('/api/v1/access/deeds')).json()) as { areaId: number; action: string }[]
  assert.ok(lines.length && lines.every(({ areaId }) => areaId !== 2))
})

test('a hundred a page', async () => {
  for (let at = 0; at < 101; at += 1) await deed(1, 'desk.set-up', `2098-01-01T00:${String(at % 60).padStart(2, '0')}:00Z`, {})
  const dpo = await house.signIn('dpo')
  assert.match(await (await dpo('/deeds')).text(), /href="\/deeds\?page=2"/)
  assert.match(await (await dpo('/deeds?page=2')).text(), /Newer/)
  assert.match(await (await dpo('/deeds?page=900')).text(), /There are no more lines/)
  assert.equal((await dpo('/deeds?page=x')).status, 422)
})

test('a change done through a page tells old and new, the role and the reason; filters find it and nothing else', async () => {
  const [director, dpo] = [await house.signIn('director'), await house.signIn('dpo')]
  const json = (body: object) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const added = await director('/api/v1/programme/add-action', json({ measure: 'persistent-absence', place: 'E06000015', title: 'Decide requests twice a week', owner: 'SEND service manager', due: '2098-03-31' }))
  const { id } = (await added.json()) as { id: string }
  const answer = await director('/api/v1/programme/change-action', json({ id, state: 'under-way', reason: 'The panel met on Tuesday', version: 1 }))
  assert.equal(answer.status, 200, await answer.clone().text())
  const { rows: [line] } = await house.pool.query(`select changes, reason, acting_as from platform.deed where action = 'programme.change-action' and area_id = 1 order by at desc limit 1`)
  assert.deepEqual(line.changes['state'], ['not-started', 'under-way'])
  assert.match(line.acting_as, /^Director of children’s services, Derby/)
  for (const [query, isThere] of [['person=director', true], ['person=officer', false], ['kind=change', true], ['kind=look', false], ['kind=reason', true], ['what=how+far+an+action', true], ['what=nothing+like+it', false], ['from=2026-01-01&to=2096-12-31', true], ['to=2020-01-01', false]] as const) {
    const body = plain(await (await dpo(`/deeds?${query}`)).text())
    assert.equal(/State: “not-started” became “under-way”.*?Why: The panel met on Tuesday/.test(body), isThere, query)
    assert.match(body, /Take off this filter/, query)
  }
  assert.equal((await dpo('/deeds?from=2026-02-30')).status, 422)
  const csv = await (await dpo('/deeds?kind=change&as=csv')).text()
  assert.match(csv, /State: “not-started” became “under-way”/)
  const { rows } = await house.pool.query(`select input from platform.deed where action = 'access.export-audit' and person = 'dpo'`)
  assert.deepEqual(rows.map(({ input }) => input.format), ['csv'])
})

test('of a child’s record the audit tells who, when and why, and which fields changed: what was written there opens to nobody by it', async () => {
  await house.db.transaction().execute((tx) => recordDeed(tx, {
    areaId: 1, action: 'people.change-entry', caller: { ...house.as('senco'), now: new Date('2097-01-01T09:00:00Z') }, input: { body: 'CANARY-words' }, childId: CHILD,
    changes: { body: ['CANARY-old', 'CANARY-new'] }, reason: 'Asked by the family',
  }))
  await deed(1, 'people.break-glass', '2097-01-02T09:00:00Z', { familyName: 'CANARY-name' })
  await sealAll(house.db)
  for (const person of ['dpo', 'director']) {
    const reader = await house.signIn(person)
    for (const path of [`/children/${CHILD}/looks`, `/deeds?child=${CHILD}`, `/deeds?child=${CHILD}&as=csv`, `/api/v1/access/looks?child=${CHILD}`, '/deeds/sealed', '/api/v1/access/deeds']) {
      const body = await (await reader(path)).text()
      assert.doesNotMatch(body, /CANARY/, `${person} ${path}`)
      if (path.includes(CHILD)) assert.match(body, /Asked by the family/, `${person} ${path}`)
    }
  }
  // The same with no code of ours between: the page's own database refuses.
  for (const column of ['input', 'changes', 'payload_salt', '*']) {
    await assert.rejects(house.app.query(`begin; set local belong.audit_areas='0,1'; set local belong.person='dpo'; set local belong.areas='0,1'; select ${column} from platform.deed; commit`), /permission denied/, column)
    await house.app.query('rollback').catch(() => {})
  }
})

test('everyone sees what they did themselves, and nobody else’s lines', async () => {
  const body = plain(await (await (await house.signIn('director'))('/account/deeds')).text())
  assert.match(body, /What you did.*Say how far an action is/)
  assert.doesNotMatch(body, /Priya Marlowe/)
})

test('the family reads which roles looked at its own child’s record, without a name; of another child, and for anybody else, there is nothing', async () => {
  const { rows: own } = await house.pool.query<{ child_id: string }>(`select child_id from access.appointment where area_id = 3 and person = 'parent' and child_id is not null`)
  const child = own[0]!.child_id
  const { rows: [other] } = await house.pool.query<{ child_id: string }>(`select child_id from people.child where area_id = 3 and child_id <> $1 limit 1`, [child])
  for (const childId of [child, other!.child_id]) {
    await house.db.transaction().execute((tx) => recordDeed(tx, {
      areaId: 3, action: 'people.child', caller: { ...house.as('officer', 3), actor: { ...house.as('officer', 3).actor, actingAs: 'SEND officer, Kelderby' }, now: new Date() }, input: {}, childId, isLook: true, reason: 'CANARY-reason',
    }))
  }
  const seen = async (person: string, childId: string) => {
    const by = await house.signIn(person)
    await by('/area', form({ area: 'kelderby' }))
    return (await by(`/api/v1/access/family-looks?child=${childId}`)).text()
  }
  const looks = await seen('parent', child)
  assert.deepEqual((JSON.parse(looks) as { actingAs: string; isLook: boolean }[]).map(({ actingAs, isLook }) => [actingAs, isLook]), [['SEND officer, Kelderby', true]])
  assert.doesNotMatch(looks, /officer"|Priya|CANARY/)
  assert.equal(await seen('parent', other!.child_id), '[]')
  for (const person of ['officer', 'dpo', 'young-person', 'board-member']) assert.equal(await seen(person, child), '[]', person)
})

test('glass that was broken and many records within an hour stand first on the home of the data protection officer', async () => {
  const hour = new Date(Date.now() - 3_600_000)
  hour.setUTCMinutes(5)
  for (let at = 0; at < 30; at += 1) {
    await house.db.transaction().execute((tx) => recordDeed(tx, { areaId: 1, action: 'people.child', caller: { ...house.as('officer'), now: hour }, input: {}, childId: `00000000-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`, isLook: true }))
  }
  await house.db.transaction().execute((tx) => recordDeed(tx, { areaId: 1, action: 'people.break-glass', caller: { ...house.as('officer'), now: new Date() }, input: {}, childId: CHILD, reason: 'She is at the door of the hospital' }))
  const body = plain(await (await (await house.signIn('dpo'))('/')).text())
  assert.match(body, /To look at.*One record was opened by breaking the glass.*Glass broken What was looked at She is at the door of the hospital Priya Marlowe.*Many records within an hour Priya Marlowe opened 30 children’s records/)
  assert.doesNotMatch(plain(await (await (await house.signIn('analyst'))('/')).text()), /Glass broken/)
})

test('an export with its seals is checked by a script that knows nothing of Belong; an altered one is not let through', async () => {
  await sealAll(house.db)
  const dpo = await house.signIn('dpo')
  const file = join(house.dataFolder, 'audit.jsonl')
  const export_ = await (await dpo('/deeds/sealed')).text()
  writeFileSync(file, export_)
  assert.match(execFileSync(process.execPath, ['scripts/verify-audit.mjs', file], { encoding: 'utf8' }), /lines, each as it was sealed/)
  const lines = export_.trimEnd().split('\n')
  assert.ok(lines.length > 100)
  for (const [what, altered] of [
    ['a word', lines.with(5, lines[5]!.replace(/"door":"\w+"/, '"door":"rest"').replace(/"person":"\w/, '"person":"z'))], ['a line out', lines.toSpliced(7, 1)], ['two exchanged', lines.with(8, lines[9]!).with(9, lines[8]!)], ['the end out', lines.toSpliced(-3, 2)],
  ] as const) {
    writeFileSync(file, `${altered.join('\n')}\n`)
    assert.throws(() => execFileSync(process.execPath, ['scripts/verify-audit.mjs', file], { stdio: 'pipe' }), what)
  }
})

test('the page says up to which line the chain is whole, and where it is broken', async () => {
  const dpo = await house.signIn('dpo')
  assert.match(plain(await (await dpo('/deeds')).text()), /The chain has not been read through yet/)
  await checkChains(house.db, house.dataFolder)
  assert.match(plain(await (await dpo('/deeds')).text()), /The chain of Derby is whole up to line [\d,]+, checked just now\./)
  await house.pool.query(`update platform.deed set person = 'head' where (area_id, deed_id) = (select area_id, deed_id from platform.seal where area_id = 1 and number = 3)`)
  await checkChains(house.db, house.dataFolder)
  assert.match(plain(await (await dpo('/deeds')).text()), /The chain of Derby is broken\. Line 3 is not what was sealed/)
})
