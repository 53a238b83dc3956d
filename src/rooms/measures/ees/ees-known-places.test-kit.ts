import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { MISSING } from '#kernel'
import type { PublishedSet } from '../published-set.ts'
import type { KnownPlaces } from './ees-place.ts'

export const SHARED = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url))
/** Why a test on shared files cannot run; false where it can. */
export const noShared = existsSync(SHARED) ? false : 'the shared files are not here'

export interface TestPlaces extends KnownPlaces {
  /** For a test to say which place it means, by its ONS code. */
  id: (code: string) => number
}

/** Places straight from the published code lists: England, regions and authorities; the codes of one authority are one place. */
export function knownPlaces(): TestPlaces {
  const read = (name: string) => parse(readFileSync(`${SHARED}geography/${name}`), { columns: true, bom: true }) as Record<string, string>[]
  const ids = new Map<string, number>()
  const names = new Map<number, string[]>()
  const levels = new Map<number, string>()
  const add = (level: string, name: string, ...codes: string[]) => {
    const id = codes.map((code) => ids.get(code)).find((one) => one !== undefined) ?? names.size + 1
    for (const code of codes) ids.set(code, id)
    names.set(id, [...(names.get(id) ?? []), name])
    levels.set(id, level)
  }
  add('country', 'England', 'ons E92000001')
  for (const row of read('regions.csv')) add('region', row['region_name']!, `ons ${row['region_code']}`)
  for (const row of read('las.csv'))
    add(
      'authority',
      row['la_name']!,
      ...(row['old_la_code'] ? [`dfe ${row['old_la_code']}`] : []),
      ...(row['new_la_code'] ? [`ons ${row['new_la_code']}`] : []),
    )
  return {
    find: (scheme, code) => ids.get(`${scheme} ${code}`),
    names: (placeId) => names.get(placeId) ?? [],
    level: (placeId) => levels.get(placeId),
    id: (code) => ids.get(`ons ${code}`)!,
  }
}

/** What a set says of one series, place and period: its value, or why there is none; undefined where it says nothing. */
export function figureOf(set: PublishedSet, series: string, place: number | string, period: string) {
  const { cells } = set
  for (let at = 0; at < cells.length; at += 1) {
    const where = set.places[cells.place[at]!]!
    const here = 'placeId' in where ? where.placeId === place : where.school.urn === place
    if (!here || set.series[cells.series[at]!]!.code !== series || set.periods[cells.period[at]!]!.period.label !== period) continue
    return cells.missing[at] ? MISSING[cells.missing[at]! - 1] : cells.value[at]
  }
  return undefined
}
