import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES, type Held, type Verb, VERBS, verbsForChild, verbsWithin } from '#rooms/access'
import { areasOf, CHILD_ROLES, CLASS_VERB, type Holding, holdings, liesIn, mayAt, mayOfChild, ROLE_VERBS } from './expected.ts'
import { WORLD } from './world.ts'

const KEYS = WORLD.places.map(({ key }) => key)
const number = new Map(KEYS.map((key, at) => [key, at + 1]))
const above = new Map(KEYS.map((key) => [key, KEYS.filter((other) => liesIn(WORLD, key, other)).map((other) => number.get(other)!)]))
const childIds = new Map(WORLD.children.map(({ key, id }) => [key, id]))
/** What is held at a place reaches the children on roll there for these verbs alone. */
const ABOUT_CHILDREN = new Set([...Object.values(CLASS_VERB), 'child:write'])
const PEOPLE = WORLD.people.filter(({ key }) => key === undefined)

/** Every answer the code's own predicate gives in the world, were the table of roles this one; `of` leaves those out who hold another role. */
function answersOfCode(roleVerbs: Record<string, readonly string[]>, of?: string) {
  return answers((held, _person) => {
    const standing = standingFrom(held)
    return {
      at: (verb, place) => verbsWithin(standing, above.get(place)!, WORLD.places.find(({ key }) => key === place)!.area).has(verb as Verb),
      ofChild: (verb, child) => verbsForChild(standing, placed(child)).has(verb as Verb),
    }
  }, roleVerbs, of)
}

/** The same as the oracle gives them, from the table written by hand. */
const answersOfOracle = (of?: string) => answers((held) => ({ at: (verb, place) => mayAt(WORLD, held, verb, place), ofChild: (verb, child) => mayOfChild(WORLD, held, verb, child) }), ROLE_VERBS, of)

type Predicate = { at: (verb: string, place: string) => boolean; ofChild: (verb: string, child: string) => boolean }

function answers(predicate: (held: Holding[], person: string) => Predicate, roleVerbs: Record<string, readonly string[]>, of?: string) {
  const said = new Set<string>()
  for (const person of PEOPLE.filter(({ roles }) => of === undefined || roles.some(({ role }) => role === of))) {
    const held = holdings(WORLD, person, roleVerbs)
    if (held.length === 0) continue
    const { at, ofChild } = predicate(held, person.slug)
    for (const verb of new Set(held.map((one) => one.verb))) {
      for (const key of KEYS) if (at(verb, key)) said.add(`${person.slug} ${verb} at ${key}`)
      for (const { key } of WORLD.children) if ((ABOUT_CHILDREN.has(verb) || held.some((one) => one.verb === verb && one.child !== undefined)) && ofChild(verb, key)) said.add(`${person.slug} ${verb} of ${key}`)
    }
  }
  return said
}

function standingFrom(held: readonly Holding[]) {
  const rows = held.map((one): Held => ({ areaId: one.area, verb: one.verb as Verb, placeId: one.place ? number.get(one.place)! : null, childId: one.child ? childIds.get(one.child)! : null, appointmentId: null }))
  const below = new Map([...new Set(rows.map(({ verb }) => verb))].filter((verb) => ABOUT_CHILDREN.has(verb)).map((verb) => {
    const at = held.filter((one) => one.verb === verb && one.place !== undefined).map(({ place }) => place!)
    return [verb, KEYS.filter((key) => at.some((one) => liesIn(WORLD, key, one))).map((key) => number.get(key)!)] as const
  }))
  return { held: rows, below }
}

const placed = (key: string) => {
  const { id, area, roll } = WORLD.children.find((one) => one.key === key)!
  const places = roll.filter(({ from, until }) => from <= 0 && (until === null || until >= 0)).map(({ place }) => number.get(place)!)
  return { areaId: area, childId: id, places }
}

test('the table of roles that comes with Belong is the one that was signed', () => {
  const held = Object.fromEntries(Object.entries(ROLES).map(([role, { verbs }]) => [role, [...verbs].sort()]))
  assert.deepEqual(held, Object.fromEntries(Object.entries(ROLE_VERBS).map(([role, verbs]) => [role, [...verbs].sort()])))
  assert.deepEqual(Object.keys(ROLES).filter((role) => ROLES[role]!.givenFor === 'child').sort(), [...CHILD_ROLES].sort())
})

test('the predicate in code answers in every case as the oracle does', () => {
  assert.deepEqual([...answersOfCode(ROLE_VERBS)].sort(), [...answersOfOracle()].sort())
  assert.ok(answersOfOracle().size > 500)
})

for (const role of Object.keys(ROLE_VERBS)) {
  test(`each cell of the role ${role}, flipped, is caught`, () => {
    const expected = answersOfOracle(role)
    for (const verb of Object.keys(VERBS)) {
      const had = ROLE_VERBS[role]!
      const flipped = { ...ROLE_VERBS, [role]: had.includes(verb) ? had.filter((one) => one !== verb) : [...had, verb] }
      assert.notDeepEqual([...answersOfCode(flipped, role)].sort(), [...expected].sort(), `${role} × ${verb}`)
    }
  })
}

test('everybody of the world who has a part somewhere has one in an area of theirs', () => {
  for (const person of PEOPLE) for (const area of areasOf(holdings(WORLD, person))) assert.ok(WORLD.places.some((place) => place.area === area))
})
