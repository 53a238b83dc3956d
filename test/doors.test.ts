import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Refusal } from '#kernel'
import { ask, commandOf, doorList, openApi, understandCommand } from '#platform'
import { DOORS } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

test('docs/doors.md is what the declarations say (bin/belong’s doors; run scripts/write-doors.ts)', () => {
  assert.equal(readFileSync('docs/doors.md', 'utf8'), doorList(DOORS))
})

test('every door has a name of its room, a summary, a may, and its own command and address', () => {
  const all = [...DOORS.actions, ...DOORS.queries]
  for (const door of all) {
    assert.match(door.name, /^[a-z]+\.[a-z-]+$/)
    assert.ok(door.summary.length > 10, door.name)
    assert.equal(typeof door.may, 'function', door.name)
  }
  const commands = all.map((door) => commandOf(door).split(' --')[0])
  assert.equal(new Set(commands).size, commands.length)
  const { paths } = openApi(DOORS, '0')
  assert.equal(Object.values(paths).flatMap((path) => Object.keys(path)).length, all.length)
})

test('the longest command that fits is meant', () => {
  assert.equal(understandCommand(DOORS, ['places', 'comparators'])?.door.name, 'places.comparators')
  assert.notEqual(understandCommand(DOORS, ['places'])?.door.name, 'places.comparators')
})

test('every query and action asks for a person: a stranger is refused at each REST address', async () => {
  for (const [path, verbs] of Object.entries(openApi(DOORS, '0').paths)) {
    for (const verb of Object.keys(verbs)) {
      const answer = await house.request(path.replace(/\{\w+\}/g, 'x'), { method: verb.toUpperCase(), ...(verb === 'post' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}) })
      assert.equal(answer.status, 403, `${verb} ${path}`)
      assert.equal(((await answer.json()) as { kind: string }).kind, 'forbidden')
    }
  }
})

test('a person without the verb is refused by each action that writes, and nothing is written', async () => {
  const { rows: before } = await house.pool.query('select count(*) from platform.deed')
  for (const action of DOORS.actions) {
    const verdict = await action.may({ slug: 'nobody', name: 'Nobody', operator: false, areaId: 1 }, INPUTS[action.name] ?? { ...curve, id: ID }, house.db as never).catch((refusal: unknown) => refusal)
    assert.ok(typeof verdict === 'string' || verdict instanceof Refusal, `${action.name} lets nobody in: ${verdict}`)
  }
  const { rows: after } = await house.pool.query('select count(*) from platform.deed')
  assert.deepEqual(after, before)
})

test('words that name no door, or a flag it has not, are said so', () => {
  assert.equal(understandCommand(DOORS, ['no-such-command']), null)
  assert.throws(() => understandCommand(DOORS, ['measures', '--no-such-flag']), /no --no-such-flag/)
  assert.throws(() => understandCommand(DOORS, ['measure']), /ID is missing/)
  assert.throws(() => understandCommand(DOORS, ['measure', 'a', 'b']), /one word too many/)
})

test('REST and command line answer alike', async () => {
  const found = understandCommand(DOORS, ['measures'])!
  const said = await ask(found.door as never, house.operator(), found.input)
  const asked = await (await house.signIn('director'))('/api/v1/measures')
  assert.deepEqual(await asked.json(), JSON.parse(JSON.stringify(said)))
})

const curve = { measure: 'persistent-absence', group: 'all', place: 'E06000015' }
const ID = '00000000-0000-7000-8000-000000000000'
const INPUTS: Record<string, object> = {
  'programme.add-action': curve, 'scorecards.set-target': curve, 'scorecards.write-story': curve,
  'programme.change-action': { id: ID }, 'scorecards.withdraw-target': { id: ID },
}
