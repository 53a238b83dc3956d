import { createHash } from 'node:crypto'
import { CHILD_ROLES, type ChildKnown, type Known, type PersonKnown, type PlaceKnown, ROLE_VERBS, type RoleHeld, type Span, type Written } from './expected.ts'

/** Three invented areas of one shape, far from those of the demo. */
export const AREAS = [41, 42, 43] as const

/** The same word for the same thing in every run. */
export function idOf(...parts: (string | number)[]) {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A word that stands in one record alone, of letters and digits, so that no escaping, packing in a table or writing large changes it. */
export const canary = (area: number, what: string) => `cnry${area}${what.replaceAll(/[^a-z0-9]/g, '').replaceAll('q', 'k')}q`
export const CANARIES = /cnry\d\d[a-pr-z0-9]+q/gi

const ALWAYS: Span = { from: -400, until: null }
const OVER: Span = { from: -400, until: -1 }
const SOON: Span = { from: 1, until: null }

/** An authority of two wedges; a locality and a cluster below the first; s1 and s2 in the cluster, s3 in the second wedge, s4 gone there from the first. */
const SHAPE: Record<string, { level: string; parents: [string, Span][] }> = {
  '': { level: 'authority', parents: [] },
  w1: { level: 'area', parents: [['', ALWAYS]] },
  w2: { level: 'area', parents: [['', ALWAYS]] },
  l1: { level: 'locality', parents: [['w1', ALWAYS]] },
  c1: { level: 'cluster', parents: [['l1', ALWAYS]] },
  s1: { level: 'school', parents: [['c1', ALWAYS]] },
  s2: { level: 'school', parents: [['c1', ALWAYS]] },
  s3: { level: 'school', parents: [['w2', ALWAYS]] },
  s4: { level: 'school', parents: [['w1', OVER], ['w2', ALWAYS]] },
}

export const LEVELS = new Map(AREAS.flatMap((area) => Object.entries(SHAPE).map(([name, { level }]) => [`a${area}${name}`, level])))

const places: PlaceKnown[] = AREAS.flatMap((area) => Object.entries(SHAPE).map(([name, { parents }]) => ({ key: `a${area}${name}`, area, parents: parents.map(([key, span]) => ({ key: `a${area}${key}`, ...span })) })))

const ROLLS: Record<string, (Span & { at: string })[]> = {
  k1: [{ at: 's1', ...ALWAYS }], k2: [{ at: 's2', ...ALWAYS }], k3: [{ at: 's3', ...ALWAYS }],
  k4: [{ at: 's1', ...OVER }, { at: 's3', ...ALWAYS }], k5: [{ at: 's4', ...ALWAYS }], k6: [{ at: 's1', ...ALWAYS }, { at: 's3', ...ALWAYS }],
  k7: [{ at: 's1', ...SOON }], k8: [], k9: [{ at: 's1', from: -20, until: 0 }],
}

const children: ChildKnown[] = AREAS.flatMap((area) => Object.entries(ROLLS).map(([name, roll]) => ({ key: `${name}.${area}`, id: idOf('child', area, name), area, roll: roll.map(({ at, ...span }) => ({ place: `a${area}${at}`, ...span })) })))
// Of the second area, at a school of the first: what is held of it stays the second's.
children.push({ key: 'border.42', id: idOf('child', 42, 'border'), area: 42, roll: [{ place: 'a41s1', ...ALWAYS }] })

const people: PersonKnown[] = []
function somebody(slug: string, home: number, roles: (Span & { area: number; role: string; place?: string; child?: string })[], more: Partial<PersonKnown> = {}) {
  people.push({ slug, home, verbs: [], ...more, roles: roles.map((one, at): RoleHeld => ({ ...one, id: idOf('appointment', slug, at) })) })
}

// Every role: for the whole area, at one school, in another area, over, not begun.
for (const role of Object.keys(ROLE_VERBS).filter((one) => !CHILD_ROLES.has(one))) {
  somebody(`${role}-area`, 41, [{ area: 41, role, place: 'a41', ...ALWAYS }])
  somebody(`${role}-school`, 41, [{ area: 41, role, place: 'a41s1', ...ALWAYS }])
  somebody(`${role}-other`, 42, [{ area: 42, role, place: 'a42', ...ALWAYS }])
  somebody(`${role}-over`, 41, [{ area: 41, role, place: 'a41', ...OVER }, { area: 41, role: 'family', place: 'a41s2', ...ALWAYS }])
  somebody(`${role}-soon`, 41, [{ area: 41, role, place: 'a41', ...SOON }, { area: 41, role: 'family', place: 'a41s2', ...ALWAYS }])
}
for (const role of CHILD_ROLES) {
  const family = { area: 41, role: 'family', place: 'a41s2', ...ALWAYS }
  somebody(`${role}-named`, 41, [{ area: 41, role, child: 'k3.41', from: -1, until: 0.04 }, family])
  somebody(`${role}-named-over`, 41, [{ area: 41, role, child: 'k3.41', from: -1, until: -0.04 }, family])
  somebody(`${role}-named-other`, 42, [{ area: 42, role, child: 'k3.42', ...ALWAYS }])
}
somebody('chair-of-wedge', 41, [{ area: 41, role: 'wedge-chair', place: 'a41w1', ...ALWAYS }])
somebody('officer-of-wedge', 41, [{ area: 41, role: 'officer', place: 'a41w1', ...ALWAYS }])
somebody('head-of-three', 41, [{ area: 41, role: 'head', place: 'a41s3', ...ALWAYS }])
somebody('head-in-two', 41, [{ area: 41, role: 'head', place: 'a41s1', ...ALWAYS }, { area: 42, role: 'board-member', place: 'a42', ...ALWAYS }])
// An area's own word never reaches into another's: a role given in the second area at a school of the first opens nothing there.
somebody('planted', 42, [{ area: 42, role: 'head', place: 'a41s1', ...ALWAYS }, { area: 42, role: 'officer', child: 'k1.41', ...ALWAYS }])
somebody('gone', 41, [{ area: 41, role: 'director', place: 'a41', ...ALWAYS }], { goneSince: -1 })
somebody('no-role', 41, [])
somebody('with-grants', 41, [], { verbs: [{ area: 41, verb: 'child:read', place: 'a41s3', ...ALWAYS }, { area: 41, verb: 'sen:read', place: 'a41s1', from: -9, until: -1 }] })
somebody('key-of-few', 41, [{ area: 41, role: 'director', place: 'a41', ...ALWAYS }], { key: { only: ['published:read', 'remark:write'], area: null } })
somebody('key-of-one-area', 41, [{ area: 41, role: 'director', place: 'a41', ...ALWAYS }, { area: 42, role: 'director', place: 'a42', ...ALWAYS }], { key: { only: null, area: 41 } })

const sharing: Known['sharing'] = [
  { area: 41, verbs: ['child:read', 'sen:read'], ...ALWAYS, signed: [{ place: 'a41s1', ...ALWAYS }, { place: 'a41s2', ...ALWAYS }] },
  { area: 41, verbs: ['child:read'], from: -100, until: -1, signed: [{ place: 'a41s1', ...ALWAYS }, { place: 'a41s3', ...ALWAYS }] },
  { area: 41, verbs: ['child:read'], ...ALWAYS, signed: [{ place: 'a41s1', ...ALWAYS }, { place: 'a41s4', from: -100, until: -1 }] },
]

export const WORLD: Known = { places, people, children, sharing }

export const personNamed = (slug: string) => people.find((one) => one.slug === slug)!

/** What returns say of a child: the table, a word for it, the class that opens it, and the columns beside those every fact has. */
export const FACTS_OF_CHILDREN: [table: string, what: string, dataClass: string, columns: (word: string) => Record<string, unknown>][] = [
  ['people.record_row', 'rec', 'name', (word) => ({ key: word, hash: 1, matched_by: 'new', given_name: word, as_at: '2025-01-16', period: '2025-1-spring' })],
  ['people.identifier', 'upn', 'name', (word) => ({ scheme: 'upn', value: word, since: '2025-01-16' })],
  ['people.nhs_number', 'nhs', 'health', (word) => ({ value: word })],
  ...['ordinary', 'sen', 'health', 'care', 'protected-address'].map((dataClass): [string, string, string, (word: string) => Record<string, unknown>] => ['people.statement', `st${dataClass}`, dataClass, (word) => ({ topic: 'test', value: word, starts: '2025-01-16', data_class: dataClass })]),
  ['people.suspension', 'susp', 'name', (word) => ({ place_id: 1, starts: '2025-01-16', category: 'SUSP', reasons: [word] })],
  ['people.ehc_request', 'ehcreq', 'sen', (word) => ({ number: 1, exported: word })],
  ['people.ehc_plan', 'ehcplan', 'sen', (word) => ({ number: 1, is_active: true, review_outcome: word })],
  ['people.ehc_placement', 'ehcplace', 'sen', (word) => ({ number: 1, placement: 1, is_named: false, setting_says: word })],
  ['people.on_roll_said', 'roll', 'name', (word) => ({ place_id: 1, starts: '2025-01-16', status: word, as_at: '2025-01-16' })],
  ['people.alternative_provision', 'altprov', 'name', (word) => ({ place_id: 1, number: 1, provider: word, starts: '2025-01-16', reason: `${word} too` })],
  ['people.attainment', 'att', 'name', (word) => ({ stage: 'KS2', year: 2025, subject: 'REA', result: word })],
  ['people.attendance', 'marks', 'name', (word) => ({ place_id: 1, year: 2024, week: 0, marks: word })],
]

/** Every record of a child, class by class. */
export const OF_CHILDREN: (Written & { id: string })[] = children.flatMap(({ key, area }) => {
  const [name] = key.split('.')
  const one = (table: string, what: string, dataClass: string, forFamily = false) => ({ canary: canary(area, name + what), table, area, open: 'child' as const, child: key, dataClass, forFamily, id: idOf(table, key, what) })
  return [
    one('people.child', 'name', 'name', true), one('people.address', 'addr', 'ordinary'), one('people.address', 'safe', 'protected-address'), one('people.former_identity', 'former', 'adopted-identity'),
    ...['ordinary', 'sen', 'health', 'care', 'restricted'].map((dataClass) => one('people.entry', dataClass, dataClass)), one('people.entry', 'kin', 'sen', true),
    ...FACTS_OF_CHILDREN.map(([table, what, dataClass]) => one(table, what, dataClass)),
  ]
})
