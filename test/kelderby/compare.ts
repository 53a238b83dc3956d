import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { reading } from '#platform'
import { directory, type Directory, treeOn } from '#rooms/places'
import { PLAN } from '../../src/rooms/people/kelderby/city.ts'
import { countAgain } from './came-out.ts'

/** What the generator says must come out, as counts.json holds it: by thing counted, period, place and name. */
type Said = Record<string, Record<string, Record<string, Record<string, number>>>>

export const LEVELS = ['child', 'school', 'cluster', 'locality', 'wedge', 'city'] as const
type Level = (typeof LEVELS)[number]

export interface Compared {
  level: Level
  /** How many children, or places. */
  places: number
  figures: number
  differences: number
}

export interface Comparison {
  levels: Compared[]
  /** The first differences, in words. */
  differing: string[]
}

interface House { pool: pg.Pool; db: Parameters<typeof reading>[0] }

/** Holds every figure the generator says of Kelderby against the same counted from the database, at all six levels. */
export async function compareWhole({ pool, db }: House, areaId: number, folder: string): Promise<Comparison> {
  const client = await pool.connect()
  try {
    await countAgain(client, areaId, join(folder, 'children.csv'))
    const differing: string[] = []
    const child = await compareChildren(client, areaId, differing)
    const said = JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')) as Said
    return { levels: [child, ...comparePlaces(said, await sumsByPlace(client, await directory(reading(db))), differing)], differing }
  } finally {
    client.release(true)
  }
}

/** Children by the number they are found by; most have one row for a thing on both sides, and those are held together whole. */
async function compareChildren(client: pg.PoolClient, areaId: number, differing: string[]): Promise<Compared> {
  await client.query(`
    create temporary table pairs as
    with known as (select value, child_id from people.identifier where area_id = ${areaId} and scheme in ('upn', 'temporary-upn')),
    code as (select place_id, min(code) as laestab from places.place_code where scheme = 'laestab' group by 1),
    told_by as (select upn, coalesce(o.child_id, t.child_id) as child_id, told.what, told.period, told.laestab, jsonb_agg(tally order by tally::text) as told
      from told left join known o on o.value = told.upn left join known t on t.value = told.temporary group by 1, 2, 3, 4, 5),
    came_by as (select child_id, what, period, laestab, jsonb_agg(tally order by tally::text) as came from came join code using (place_id) group by 1, 2, 3, 4)
    select upn, child_id, what, period, laestab, told, came from told_by full join came_by using (child_id, what, period, laestab)`)
  const { rows: [sums] } = await client.query<{ places: number; figures: number }>(`
    select (select count(distinct upn)::int from told) as places, (select sum((select count(*) from jsonb_object_keys(tally)))::int from told) as figures`)
  const { rows } = await client.query<{ words: string; differences: number }>(`
    with names as (
      select upn, child_id, what, period, laestab, key,
        coalesce((select sum((one ->> key)::numeric) from jsonb_array_elements(told) one), 0) as told, coalesce((select sum((one ->> key)::numeric) from jsonb_array_elements(came) one), 0) as came
      from pairs cross join lateral (select distinct key from jsonb_array_elements(coalesce(told, '[]') || coalesce(came, '[]')) one cross join jsonb_object_keys(one) key) k where told is distinct from came)
    select what || ', ' || period || ', ' || key as words, count(*)::int as differences, min(laestab || ' ' || coalesce(upn, child_id::text, '?') || ' told ' || told || ' came ' || came) as first
    from names where told <> came group by 1 order by 2 desc`)
  for (const { words, differences, first } of rows as { words: string; differences: number; first: string }[]) differing.push(`child: ${differences} × ${words}: ${first}`)
  return { level: 'child', places: sums!.places, figures: sums!.figures, differences: rows.reduce((all, one) => all + one.differences, 0) }
}

/** Sums by the code of each place and name, as `thing, period, name`; what a setting lies in is read from the tree of the day. */
async function sumsByPlace(client: pg.PoolClient, places: Directory): Promise<Map<string, Map<string, number>>> {
  const { rows } = await client.query<{ laestab: string; placeId: number; day: string; name: string; many: number }>(`
    select min(p.code) as laestab, c.place_id as "placeId", c.day::text as day, c.what || ', ' || c.period || ', ' || t.key as name, sum(t.value::numeric)::float8 as many
    from (select what, period, place_id, day, tally from came) c cross join lateral jsonb_each_text(c.tally) t
    join (select place_id, min(code) as code from places.place_code where scheme = 'laestab' group by 1) p on p.place_id = c.place_id group by c.place_id, c.day, 4`)
  const sums = new Map<string, Map<string, number>>()
  const above = aboveIn(places)
  for (const { laestab, placeId, day, name, many } of rows) {
    for (const code of [laestab, ...above(placeId, day), CITY]) {
      const held = sums.get(code) ?? new Map<string, number>()
      if (!held.size) sums.set(code, held)
      held.set(name, (held.get(name) ?? 0) + many)
    }
  }
  return sums
}

const CITY = '899'

/** The codes of the cluster, locality and wedge of a setting on a day. */
function aboveIn(places: Directory) {
  const trees = new Map<string, ReturnType<typeof treeOn>>()
  return (placeId: number, day: string) => {
    const tree = trees.get(day) ?? treeOn(places, 'kelderby', day)
    trees.set(day, tree)
    return (['cluster', 'locality', 'area'] as const).map((level) => places.byId(tree.groupOf(placeId, level) ?? 0)?.code.replace(/^\d+:/, '') ?? `no ${level}`)
  }
}

function comparePlaces(said: Said, came: Map<string, Map<string, number>>, differing: string[]): Compared[] {
  const told = toldByPlace(said)
  return LEVELS.slice(1).map((level) => {
    const codes = [...new Set([...told.keys(), ...came.keys()])].filter((code) => levelOf(code) === level)
    const compared: Compared = { level, places: codes.length, figures: 0, differences: 0 }
    for (const code of codes) {
      const [ours, theirs] = [told.get(code), came.get(code)]
      for (const name of new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
        const [one, other] = [ours?.get(name) ?? 0, theirs?.get(name) ?? 0]
        compared.figures += 1
        if (one === other) continue
        compared.differences += 1
        if (compared.differences <= MOST_SHOWN) differing.push(`${level}: ${code}, ${name}: told ${one}, came ${other}`)
      }
    }
    return compared
  })
}

const MOST_SHOWN = 20

function toldByPlace(said: Said): Map<string, Map<string, number>> {
  const told = new Map<string, Map<string, number>>()
  for (const [what, periods] of Object.entries(said)) {
    if (what === 'about') continue
    for (const [period, places] of Object.entries(periods)) {
      for (const [code, tally] of Object.entries(places)) {
        const held = told.get(code) ?? new Map<string, number>()
        told.set(code, held)
        for (const [name, many] of Object.entries(tally)) if (many !== 0 && !NOT_COUNTED_AGAIN.test(name)) held.set(`${what}, ${period}, ${name}`, many)
      }
    }
  }
  return told
}

const NOT_COUNTED_AGAIN = /, (SEN .|free meals|no free meals)$/

function levelOf(code: string): Level | 'none' {
  if (code === CITY) return 'city'
  if (/^\d{7}$/.test(code)) return 'school'
  const levels = { cluster: PLAN.clusters, locality: PLAN.localities, wedge: PLAN.wedges }
  return (Object.keys(levels) as (keyof typeof levels)[]).find((level) => levels[level].some((one) => one.code === code)) ?? 'none'
}
