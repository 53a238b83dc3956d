import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DOORS } from '../../src/app.ts'
import { Refusal } from '#kernel'
import { type Action, type Actor, ask, type Caller, perform, type Query, reading } from '#platform'
import { actorWith, databasesFor, readStanding } from '#rooms/access'
import { testHouse } from '../house-kit.ts'
import { DOORS_KNOWN } from './doors.ts'
import { drySite } from './dry-site.ts'
import { holdings, type PersonKnown, sees } from './expected.ts'
import { fill, type World } from './fill.ts'
import { landsInReach, mayWriteIn } from './landed.ts'
import { CANARIES, WORLD } from './world.ts'

let world: World
let dry: ReturnType<typeof drySite>
before(async () => {
  world = await fill(await testHouse())
  dry = drySite(world.house)
})
after(() => world.house.close())

/** Every door with its own lock taken out: whoever comes is let in, and has just shown who they are. */
const open = async () => true as const
const ACTIONS = DOORS.actions.map((action): Action => ({ ...action, may: open }))
const QUERIES = DOORS.queries.map((query): Query => ({ ...query, may: open }))

/** Roles where they are narrowest, one of another area, and those whose part is odd. */
const PEOPLE = WORLD.people.filter(({ slug, key }) => key === undefined && ['director-school', 'officer-school', 'head-school', 'senco-school', 'dpo-school', 'family-school', 'case-officer-named', 'parent-named', 'administrator-other', 'officer-over', 'planted', 'head-in-two', 'no-role'].includes(slug))

for (const person of PEOPLE) {
  test(`with every check of the code switched off, ${person.slug} still reads and writes nothing out of reach`, async () => {
    const held = holdings(WORLD, person)
    const mine = new Set(world.written.filter((one) => sees(WORLD, person, held, one)).map(({ canary }) => canary))
    const caller = await callerOf(person)
    const wrong: string[] = []
    for (const door of [...QUERIES, ...ACTIONS]) {
      for (const known of [DOORS_KNOWN[door.name] ?? []].flat()) {
        for (const area of [41, 42]) {
          dry.left.length = 0
          const given = known.input(area)
          const said = await tried(door, caller, given)
          const where = `${door.name} ${JSON.stringify(given).slice(0, 90)}`
          wrong.push(...wordsOf(said).filter((word) => !mine.has(word) && !JSON.stringify(given).includes(word)).map((word) => `${where} leaks ${word}`))
          wrong.push(...dry.left.filter((row) => !landsInReach(row, held, person, world.placeIds)).map(({ table, row }) => `${where} wrote out of reach in ${table}: ${JSON.stringify(row).slice(0, 200)}`))
          wrong.push(...dry.left.filter((row) => !mayWriteIn(row, held)).map(({ table }) => `${where} wrote in ${table}, which takes a verb that is not held`))
        }
      }
    }
    assert.deepEqual(wrong, [])
  })
}

async function callerOf(person: PersonKnown): Promise<Caller> {
  const actor: Actor = { slug: person.slug, name: person.slug, operator: false, areaId: person.home, provedAt: new Date() }
  const standing = await readStanding(reading(world.house.house.door), actor)
  return { actor: actorWith(actor, standing), ...databasesFor(dry.house, actor, standing), now: new Date(), door: 'rest' }
}

/** What comes of it, refusals in their words. A fault is told too: what the database says must hold no word either. */
async function tried(door: Action | Query, caller: Caller, given: Record<string, unknown>): Promise<string> {
  try {
    return JSON.stringify('read' in door ? await ask(door, caller, given) : await perform(door, caller, given))
  } catch (fault) {
    return fault instanceof Refusal ? JSON.stringify([fault.message, fault.fields]) : `${(fault as Error).message} ${(fault as { detail?: string }).detail ?? ''}`
  }
}

const wordsOf = (said: string | undefined) => [...new Set([...(said ?? '').matchAll(CANARIES)].map(([word]) => word.toLowerCase()))].filter((word) => !word.includes('slug'))
