import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DOORS } from '../../src/app.ts'
import { formTokenOf } from '../../src/rooms/access/sessions.ts'
import { testHouse } from '../house-kit.ts'
import { DOORS_KNOWN } from './doors.ts'
import { drySite } from './dry-site.ts'
import { holdings, type PersonKnown, sees } from './expected.ts'
import { fill, secretOf, sessionOf, type World } from './fill.ts'
import { landsInReach } from './landed.ts'
import { CANARIES, WORLD } from './world.ts'

/** What a door shows to whoever may go through it: without these words "no word leaked" would mean nothing. */
const SHOWS: Record<string, string> = {
  'programme.actions': 'action', 'programme.strategies': 'strategy', 'programme.strategy': 'priority', 'programme.promises': 'promise', 'scorecards.targets': 'target', 'scorecards.story': 'story',
  'people.children': 'name', 'people.child': 'name', 'scorecards.baselines': 'baseline', 'scorecards.written': 'remark', 'scorecards.results': 'result', 'scorecards.result': 'wanted', 'scorecards.services': 'service', 'access.deeds': 'deed', 'places.comparators': 'sets',
  'collection.batches': 'batch', 'collection.quality': 'doubt', 'collection.recipes': 'recipe', 'people.pairs': 'pair', 'people.pair': 'pair', 'provision.services': 'offered', 'provision.service': 'hours',
}

let world: World
let dry: ReturnType<typeof drySite>
before(async () => {
  world = await fill(await testHouse())
  dry = drySite(world.house)
})
after(() => world.house.close())

const ALL = [...DOORS.queries, ...DOORS.actions]
const WAYS = ALL.flatMap((door) => [DOORS_KNOWN[door.name] ?? []].flat().map((known) => [door, known] as const))

test('every door has an input here and a sentence of who may', () => {
  assert.deepEqual(ALL.map(({ name }) => name).filter((name) => !(name in DOORS_KNOWN)), [], 'tell test/reach/doors.ts who may go through a new door')
  assert.deepEqual(Object.keys(DOORS_KNOWN).filter((name) => !ALL.some((door) => door.name === name)), [], 'these doors are gone')
})

test('a stranger is let through no door, with a forged key or none', async () => {
  for (const headers of [{}, { authorization: 'Bearer blg_forged' }, { cookie: 'belong=forged' }] as Record<string, string>[]) {
    for (const [door, known] of WAYS) {
      const answer = await knock(door, known.input(41), headers)
      assert.ok([401, 403].includes(answer.status), `${door.name}: ${answer.status}`)
      assert.deepEqual(wordsOf(answer.body), [], door.name)
    }
  }
})

for (const person of WORLD.people.filter(({ slug }) => !slug.endsWith('-soon'))) {
  test(`${person.slug} goes through the doors the oracle opens, and no answer holds a word out of reach`, async () => {
    const held = holdings(WORLD, person)
    const mine = new Set(world.written.filter((one) => sees(WORLD, person, held, one)).map(({ canary }) => canary))
    const wrong: string[] = []
    for (const [door, known] of WAYS) {
      for (const area of areasFor(person)) {
        dry.left.length = 0
        const { status, body } = await knock(door, known.input(area), headersOf(person))
        const where = `${door.name} ${JSON.stringify(known.input(area)).slice(0, 90)}`
        const may = held.length > 0 && known.may(held, person, area) && !(person.key && 'asksAgain' in door && door.asksAgain)
        const isOpen = ![401, 403, 404, ...(known.hidesAsInvalid ? [422] : [])].includes(status)
        if (status >= 500 || isOpen !== may) wrong.push(`${where} answers ${status}, and the oracle says ${may ? 'may' : 'may not'}: ${body.slice(0, 160)}`)
        const words = wordsOf(body)
        wrong.push(...words.filter((word) => !mine.has(word) && !JSON.stringify(known.input(area)).includes(word)).map((word) => `${where} leaks ${word}`))
        const shown = SHOWS[door.name]
        if (isOpen && shown && [...mine].some((word) => word.startsWith(`cnry${area}`) && word.includes(shown)) && !words.some((word) => word.includes(shown))) wrong.push(`${where} does not show ${shown}: ${body.slice(0, 160)}`)
        wrong.push(...dry.left.filter((row) => !landsInReach(row, held, person, world.placeIds)).map(({ table, row }) => `${where} wrote out of reach in ${table}: ${JSON.stringify(row).slice(0, 200)}`))
      }
    }
    assert.deepEqual(wrong, [])
  })
}

/** Their own area, and for those who hold most another. */
const areasFor = ({ slug, home }: PersonKnown) => (/-(over|school|named)$/.test(slug) ? [home] : [home, home === 41 ? 42 : 41])

const headersOf = ({ slug, key }: PersonKnown): Record<string, string> => (key ? { authorization: `Bearer ${secretOf(slug)}` } : { cookie: `belong=${sessionOf(slug)}`, 'x-belong-token': formTokenOf(sessionOf(slug)) })

async function knock(door: (typeof ALL)[number], given: Record<string, unknown>, headers: Record<string, string>) {
  const inPath = [...(door.rest ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const path = `/api/v1${(door.rest ?? `/${door.name.replace('.', '/')}`).replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(given[name])))}`
  const rest = Object.entries(given).filter(([name]) => !inPath.includes(name))
  const answer = 'read' in door && !door.bodyOnly
    ? await dry.site.request(`http://localhost:3000${path}?${new URLSearchParams(rest.map(([name, value]) => [name, String(value)]))}`, { headers })
    : await dry.site.request(`http://localhost:3000${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(Object.fromEntries(rest)) })
  return { status: answer.status, body: `${await answer.text()} ${JSON.stringify([...answer.headers])}` }
}

/** The words in an answer; the slug of a strategy is sent by whoever asks, and comes back in a refusal. */
const wordsOf = (body: string) => [...new Set([...body.matchAll(CANARIES)].map(([word]) => word.toLowerCase()))].filter((word) => !word.includes('slug'))
