import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** The floors, lowest first: each imports only what stands before it. Rooms follow in this order and name those they import. */
const FLOORS = ['kernel', 'platform', 'design']
const ROOMS: Record<string, string[]> = {
  places: [],
  access: [],
  collection: ['access'],
  people: ['access', 'collection', 'places'],
  measures: ['access', 'collection', 'places'],
  programme: ['access', 'collection', 'measures', 'places'],
  scorecards: ['access', 'collection', 'measures', 'places', 'programme'],
  provision: ['access'],
  publishing: ['access', 'collection', 'measures', 'places', 'programme', 'scorecards'],
  desk: ['access', 'collection', 'measures', 'places', 'programme', 'publishing', 'scorecards'],
}
const ORDER = ['places', 'access', 'collection', 'people', 'measures', 'programme', 'scorecards', 'plans', 'provision', 'resources', 'charter', 'workforce', 'voice', 'governance', 'publishing', 'desk']

const read = (file: string) => readFileSync(`src/${file}`, 'utf8')
const sources = (folder: string) =>
  readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.|test-kit/.test(file)).map((file) => `${folder}/${file}`)
const importsOf = (file: string) => [...read(file).matchAll(/(?:from|import) '([^']+)'/g)].map(([, to]) => to!)
const product = (file: string) => !/^platform\/test-database\.ts$/.test(file)

test('no floor reaches up', () => {
  for (const [height, floor] of FLOORS.entries()) {
    for (const file of sources(floor).filter(product)) {
      for (const to of importsOf(file)) {
        const target = /^#(kernel|platform|design|rooms)/.exec(to)?.[1]
        if (target) assert.ok(FLOORS.indexOf(target) >= 0 && FLOORS.indexOf(target) <= height, `${file} reaches up to ${to}`)
      }
    }
  }
})

test('rooms call exactly the rooms they declare, and none above them', () => {
  assert.deepEqual(readdirSync('src/rooms').sort(), Object.keys(ROOMS).sort())
  for (const [room, declared] of Object.entries(ROOMS)) {
    const called = new Set(sources(`rooms/${room}`).flatMap(importsOf).flatMap((to) => /^#rooms\/(.+)$/.exec(to)?.[1] ?? []))
    assert.deepEqual([...called].sort(), declared, room)
    for (const other of declared) assert.ok(ORDER.indexOf(other) < ORDER.indexOf(room), `${room} stands below ${other}`)
  }
})

test('no room climbs out through a relative path, and the lower floors have no door into rooms', () => {
  for (const room of Object.keys(ROOMS)) {
    for (const file of sources(`rooms/${room}`)) {
      const depth = file.split('/').length - 3
      // Specs are data, not code: they lie at the root and are read by the room they belong to.
      for (const to of importsOf(file)) assert.ok(to.endsWith('.json') || !to.startsWith('../'.repeat(depth + 1)), `${file} climbs out to ${to}`)
    }
  }
})

test('each room reads its own schema and others’ published views alone', () => {
  const VIEWS = new Set(['places.reach', 'places.area_home', 'places.place_named', 'people.on_roll', 'places.place_by_code', 'places.setting_kind', 'places.setting_in'])
  for (const room of Object.keys(ROOMS)) {
    for (const file of sources(`rooms/${room}`)) {
      const named = [...read(file).matchAll(/\b(places|access|collection|people|measures|programme|scorecards|provision|desk)\.([a-z_]+)\b/g)]
        .filter(([whole], _, all) => all.length > 0 && new RegExp(`(from|join|into|update|table|insertInto\\(|selectFrom\\(|updateTable\\(|deleteFrom\\(|copyIn\\(\\w+,)\\s*['"]?${whole!.replace('.', '\\.')}`).test(read(file)))
        .map(([whole]) => whole!)
      for (const table of new Set(named)) {
        assert.ok(table.startsWith(`${room}.`) || VIEWS.has(table), `${file} reads ${table}, which belongs to another room`)
      }
    }
  }
})

test('nothing is called by an empty name', () => {
  const drawers = /(^|\/)(utils?|helpers?|common|types|service|manager|handler|controller)\.tsx?$/
  for (const floor of [...FLOORS, 'rooms']) for (const file of sources(floor)) assert.doesNotMatch(file, drawers)
})

test('front doors name what they offer', () => {
  for (const door of [...FLOORS.map((floor) => `${floor}/index.ts`), ...Object.keys(ROOMS).map((room) => `rooms/${room}/index.ts`)]) {
    assert.ok(existsSync(`src/${door}`), door)
    assert.doesNotMatch(read(door), /export \*/, door)
  }
})

test('only published figures and sessions are gathered from several pages into one statement: what belongs to an area is asked by its own reader', () => {
  const gathering = Object.keys(ROOMS).flatMap((room) => sources(`rooms/${room}`)).filter((file) => /\bgathered</.test(read(file)))
  assert.deepEqual(gathering.sort(), ['rooms/access/sessions.ts', 'rooms/measures/curve-figures.ts'])
})
