import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { installed, rows, type Writer } from '#platform'
import { type CodeScheme, placeFinder } from './place-finder.ts'

/** How `reference/places.json` stands on disk. Within it places are known by key. */
export interface PlacesOfEngland {
  hierarchies: Record<string, string>
  successions: { from: string; to: string; on: string }[]
  places: {
    key: string
    level: string
    name: string
    starts: string | null
    ends: string | null
    alsoCalled: string[]
    codes: { scheme: CodeScheme; code: string; starts: string | null; ends: string | null }[]
    within: Record<string, string>
  }[]
}

/** How `reference/neighbours.json` stands on disk: by three-digit codes, closest first. */
type NeighbourSets = { id: string; label: string; published: string; source: string; neighbours: [string, [string, string | null][]][] }[]

/** Brings England, its regions and its authorities, now and formerly, where they are not there yet. What is there stays as it is. */
export async function seedPlaces(db: Writer): Promise<void> {
  await enterPlaces(db, await reference<PlacesOfEngland>('places.json'))
}

/** Brings the places of a document, with their codes, hierarchies and successions, where they are not there yet; answers their ids by key. */
export async function enterPlaces(db: Writer, { hierarchies, successions, places }: PlacesOfEngland): Promise<Map<string, number>> {
  const ids = await bringPlaces(db, places)
  const id = (key: string) => ids.get(key)!
  const codes = places.flatMap(({ key, codes: all }) => all.map((code) => ({ place_id: id(key), ...code })))
  await db
    .insertInto('places.place_code')
    .values(codes)
    .onConflict((held) => held.doNothing())
    .execute()
  await db
    .insertInto('places.hierarchy')
    .values(Object.entries(hierarchies).map(([hierarchy, label]) => ({ hierarchy, label })))
    .onConflict((held) => held.doNothing())
    .execute()
  const memberships = places.flatMap(({ key, within, starts, ends }) =>
    Object.entries(within).map(([hierarchy, parent]) => ({ hierarchy, place_id: id(key), parent_id: id(parent), starts, ends })),
  )
  await db
    .insertInto('places.membership')
    .values(memberships)
    .onConflict((held) => held.doNothing())
    .execute()
  const followed = successions.map(({ from, to, on }) => ({ from_id: id(from), to_id: id(to), on_date: on }))
  if (followed.length) await db.insertInto('places.succession').values(followed).onConflict((held) => held.doNothing()).execute()
  return ids
}

/** Brings both generations of statistical neighbours where they are not there yet. Needs the places. */
export async function seedNeighbours(db: Writer): Promise<void> {
  const places = await placeFinder(db)
  for (const { id, label, published, source, neighbours } of await reference<NeighbourSets>('neighbours.json')) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('places.neighbour_set')
      .values({ set_id: id, label, published, source })
      .onConflict((held) => held.doNothing())
      .executeTakeFirstOrThrow()
    if (!numInsertedOrUpdatedRows) continue
    const place = (code: string) => places.byCode('dfe', code)!
    const pairs = neighbours.flatMap(([authority, closest]) =>
      closest.map(([code, closeness], index) => ({ set_id: id, place_id: place(authority), rank: index + 1, neighbour_id: place(code), closeness })),
    )
    await db.insertInto('places.neighbour').values(pairs).execute()
  }
}

/** Places known by one of their codes are taken as they are; the others are made. Answers ids by key. */
async function bringPlaces(db: Writer, places: PlacesOfEngland['places']) {
  const held = await placeFinder(db)
  const ids = new Map<string, number>()
  for (const { key, level, name, starts, ends, alsoCalled, codes } of places) {
    const known = codes.map(({ scheme, code }) => held.byCode(scheme, code)).find((id) => id !== undefined)
    ids.set(key, known ?? (await bring(db, { level, name, starts, ends, alsoCalled })))
  }
  return ids
}

async function bring(
  db: Writer,
  { level, name, starts, ends, alsoCalled }: { level: string; name: string; starts: string | null; ends: string | null; alsoCalled: string[] },
) {
  const [made] = await rows(
    db,
    sql<{ place_id: number }>`
    insert into places.place (level, name, starts, ends, also_called)
    values (${level}, ${name}, ${starts}, ${ends}, ${alsoCalled})
    returning place_id`,
  )
  return made!.place_id
}

async function reference<Shape>(name: string) {
  return JSON.parse(await readFile(installed('reference', name), 'utf8')) as Shape
}
