import { createHash } from 'node:crypto'
import type pg from 'pg'
import { seedRoles } from '#rooms/access'
import type { testHouse } from '../house-kit.ts'
import type { Span, Written } from './expected.ts'
import { AREAS, canary, FACTS_OF_CHILDREN, idOf, LEVELS, OF_CHILDREN, WORLD } from './world.ts'
import { WRITTEN_OF_AREA } from './written.ts'

type House = Awaited<ReturnType<typeof testHouse>>

export interface World {
  house: House
  /** Every record with a word of its own. */
  written: Written[]
  /** The key by which a place is known to the database. */
  placeIds: ReadonlyMap<string, number>
}

export const secretOf = (slug: string) => `blg_of_${slug}`
export const sessionOf = (slug: string) => `session_of_${slug}`
export const codeOf = (place: string) => `LOC-${place}`
/** The first school of an area as the register numbers it. */
export const urnOf = (area: number) => `${area}0001`
/** A moment or day counted from now. */
export const moment = (days: number | null) => (days === null ? null : new Date(Date.now() + days * 86_400_000))
export const day = (days: number | null) => moment(days)?.toISOString().slice(0, 10) ?? null

/** Writes the world into a house as its superuser, beside what the demo holds. */
export async function fill(house: House): Promise<World> {
  const placeIds = await makePlaces(house.pool)
  for (const area of AREAS) await house.db.transaction().execute((tx) => seedRoles(tx, area, '2020-01-01'))
  const people = await makePeople(house.pool, placeIds)
  await makeSharing(house.pool, placeIds)
  await makeChildren(house.pool, placeIds)
  const written = [...people, ...OF_CHILDREN]
  for (const area of AREAS) {
    const context = { area, home: placeIds.get(`a${area}`)!, school: placeIds.get(`a${area}s1`)!, author: area === 41 ? 'director-area' : 'director-other' }
    for (const { row, ...one } of WRITTEN_OF_AREA(context)) {
      await put(house.pool, one.table, row)
      if (one.canary) written.push({ ...one, area, canary: one.canary })
    }
  }
  await put(house.pool, 'collection.batch', { area_id: 0, batch_id: 40, kind: 'lait', file: 'f.csv', content_hash: 'x', parts: {}, options: {}, state: 'checked', given_by: 'operator', given_at: new Date() })
  await moveOn(house.pool)
  return { house, written, placeIds }
}

/** Writes one row; what is an object goes in as JSON. */
export async function put(pool: pg.Pool, table: string, row: Record<string, unknown>) {
  const values = Object.values(row).map((one) => (one !== null && typeof one === 'object' && !(one instanceof Date) && !Buffer.isBuffer(one) && !Array.isArray(one) ? JSON.stringify(one) : one))
  await pool.query(`insert into ${table} (${Object.keys(row).map((name) => `"${name}"`).join(', ')}) values (${values.map((_, at) => `$${at + 1}`).join(', ')})`, values)
}

export async function moveOn(pool: pg.Pool) {
  for (const area of [0, ...AREAS]) await pool.query(`insert into platform.data_version values ($1, 1) on conflict (area_id) do update set version = platform.data_version.version + 1`, [area])
}

async function makePlaces(pool: pg.Pool) {
  const ids = new Map<string, number>()
  await pool.query(`insert into places.hierarchy (hierarchy, label) values ('reach', 'The tree of the test')`)
  for (const { key } of WORLD.places) {
    const { rows: [{ id }] } = await pool.query(`insert into places.place (level, name) values ($1, $2) returning place_id as id`, [LEVELS.get(key), `Place ${key}`])
    ids.set(key, id)
    await put(pool, 'places.place_code', { scheme: 'local', code: codeOf(key), place_id: id })
    if (/^a\d\ds1$/.test(key)) await put(pool, 'places.place_code', { scheme: 'urn', code: urnOf(Number(key.slice(1, 3))), place_id: id })
  }
  for (const { key, parents } of WORLD.places) {
    for (const one of parents) await put(pool, 'places.membership', { hierarchy: 'reach', place_id: ids.get(key), parent_id: ids.get(one.key), ...days(one) })
  }
  for (const area of AREAS) await put(pool, 'places.hierarchy', { hierarchy: `area-${area}.in-groups`, label: `Groups ${area}` })
  for (const area of AREAS) await put(pool, 'places.area', { area_id: area, place_id: ids.get(`a${area}`), name: `Area ${area}`, slug: `area-${area}`, colour: '#0b5566', made_at: new Date() })
  return ids
}

async function makePeople(pool: pg.Pool, placeIds: ReadonlyMap<string, number>): Promise<Written[]> {
  const written: Written[] = []
  for (const { slug, home, goneSince, roles, verbs, key } of WORLD.people) {
    const name = canary(home, `mail${slug}`)
    await put(pool, 'access.person', { slug, name: slug, role_title: 'Somebody', email: `${name}@example.test`, home_area_id: home, demo: true, made_at: moment(-500), left_at: moment(goneSince ?? null) })
    written.push({ canary: name, table: 'access.person', area: home, open: 'person', person: slug }, { canary: canary(home, `key${slug}`), table: 'access.token', area: key?.area ?? 0, open: 'key', person: slug })
    await put(pool, 'access.token', { token_hash: hashed(secretOf(slug)), token_id: idOf('token', slug), person: slug, made_at: moment(-1), ends_at: moment(30), label: canary(home, `key${slug}`), verbs: key?.only ?? null, area_id: key?.area ?? null })
    await put(pool, 'access.session', { token_hash: hashed(sessionOf(slug)), session_id: idOf('session', slug), person: slug, area_id: home, made_at: new Date(), seen_at: new Date(), ends_at: moment(0.5), stepped_up_at: new Date(), idle_minutes: 30 })
    for (const one of roles) {
      const reason = canary(one.area, `why${slug}${one.id.slice(0, 4)}`)
      const child = one.child ? WORLD.children.find((each) => each.key === one.child)!.id : null
      await put(pool, 'access.appointment', { area_id: one.area, appointment_id: one.id, person: slug, role: one.role, place_id: one.place ? placeIds.get(one.place) : null, child_id: child, starts_at: moment(one.from), ends_at: moment(one.until), source: 'test', reason, given_by: 'operator', given_at: moment(one.from) })
      written.push({ canary: reason, table: 'access.appointment', area: one.area, open: 'people', person: slug, ...(one.place ? { place: one.place } : {}), ...(one.child ? { child: one.child } : {}) })
    }
    for (const one of verbs) await put(pool, 'access.grant_held', { area_id: one.area, person: slug, verb: one.verb, place_id: placeIds.get(one.place), ...days(one), source: 'test' })
  }
  return written
}

async function makeSharing(pool: pg.Pool, placeIds: ReadonlyMap<string, number>) {
  for (const [at, one] of WORLD.sharing.entries()) {
    const id = idOf('agreement', at)
    await put(pool, 'access.agreement', { area_id: one.area, agreement_id: id, title: `Sharing ${at}`, purpose: 'test', lawful_basis: 'test', verbs: one.verbs, ...days(one), made_by: 'operator', made_at: moment(-400) })
    for (const party of one.signed) await put(pool, 'access.agreement_party', { area_id: one.area, agreement_id: id, place_id: placeIds.get(party.place), signed_by: 'operator', signed_on: day(party.from), ends: day(party.until) })
  }
}

async function makeChildren(pool: pg.Pool, placeIds: ReadonlyMap<string, number>) {
  const name = (child: string) => OF_CHILDREN.find((one) => one.child === child && one.table === 'people.child')!
  for (const { key, id, area, roll } of WORLD.children) {
    await put(pool, 'people.child', { area_id: area, child_id: id, given_name: 'Kid', family_name: name(key).canary, born: '2014-05-01', source: 'test', made_at: new Date() })
    for (const one of roll) await put(pool, 'people.enrolment', { area_id: area, child_id: id, place_id: placeIds.get(one.place), ...days(one), source: 'test' })
  }
  for (const [at, one] of OF_CHILDREN.entries()) {
    const fact = FACTS_OF_CHILDREN.find(([table, what]) => table === one.table && canary(one.area, one.child!.split('.')[0]! + what) === one.canary)
    if (fact) await putFact(pool, one, fact, at)
    const ground = { area_id: one.area, child_id: WORLD.children.find(({ key }) => key === one.child)!.id }
    if (one.table === 'people.address') await put(pool, one.table, { ...ground, address_id: one.id, lines: one.canary, postcode: 'KB1 1AA', data_class: one.dataClass, starts: '2020-01-01', source: 'test' })
    if (one.table === 'people.former_identity') await put(pool, one.table, { ...ground, identity_id: one.id, given_name: 'Was', family_name: one.canary, source: 'test' })
    if (one.table === 'people.entry') await put(pool, one.table, { ...ground, entry_id: one.id, data_class: one.dataClass, body: one.canary, about_day: '2026-01-01', for_family: one.forFamily ?? false, written_by: 'operator', written_at: new Date() })
  }
}

/** Facts of returns stand beside what lists of identifiers are: the latter are derived, and of no batch. */
async function putFact(pool: pg.Pool, one: (typeof OF_CHILDREN)[number], [table, , , columns]: (typeof FACTS_OF_CHILDREN)[number], row: number) {
  const childId = WORLD.children.find(({ key }) => key === one.child)!.id
  const source = table === 'people.identifier' ? {} : { batch_id: 1, reported_by: 1, row }
  await put(pool, table, { area_id: one.area, child_id: childId, ...source, ...columns(one.canary) })
}

const days = ({ from, until }: Span) => ({ starts: day(from), ends: day(until) })
const hashed = (secret: string) => createHash('sha256').update(secret).digest()
