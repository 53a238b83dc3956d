import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** One line of a bridge: which part of what is counted in one area is taken to belong to another. */
export interface BridgeRow {
  from: string
  to: string
  weight: number
}

/** A bridge between boundaries, with how it was made. */
export interface Bridge {
  name: string
  method: string
  source: string
  vintage: string
  batchId: number
  rows: BridgeRow[]
}

/** A number carried over a bridge, with how much of the area it rests on. */
export interface Bridged {
  code: string
  value: number
  /** Of the weight that leads into the area, the share that comes from areas with a value: 1 is all of it. */
  coverage: number
}

export interface BridgedAll {
  areas: Bridged[]
  /** Of the sum of all values, the share that was carried anywhere: what lies outside the bridge is not. */
  carried: number
  /** Codes with a value that the bridge does not know. */
  unknown: string[]
}

/** Carries counts from one set of areas to another by weight. Rates are carried as their parts, never themselves. */
export function bridgeValues(bridge: readonly BridgeRow[], values: ReadonlyMap<string, number>): BridgedAll {
  const into = Map.groupBy(bridge, ({ to }) => to)
  const areas = [...into].flatMap(([code, lines]) => {
    const known = lines.filter(({ from }) => values.has(from))
    if (!known.length) return []
    const weight = (some: readonly BridgeRow[]) => some.reduce((sum, one) => sum + one.weight, 0)
    return [{ code, value: known.reduce((sum, one) => sum + one.weight * values.get(one.from)!, 0), coverage: weight(known) / weight(lines) }]
  })
  const all = [...values.values()].reduce((sum, one) => sum + one, 0)
  const froms = new Set(bridge.map(({ from }) => from))
  return { areas, carried: all === 0 ? 1 : areas.reduce((sum, { value }) => sum + value, 0) / all, unknown: [...values.keys()].filter((code) => !froms.has(code)) }
}

/** Every bridge that stands, by name; of each the newest batch. */
export async function bridges(db: Reader, name?: string): Promise<Bridge[]> {
  const only = name === undefined ? sql`` : sql`and b.bridge = ${name}`
  const found = await rows(db, sql<{ name: string; method: string; source: string; vintage: string; batchId: number; from: string; to: string; weight: number }>`
    select b.bridge as name, b.method, b.source, b.vintage, b.batch_id as "batchId", b.from_code as from, b.to_code as to, b.weight
    from places.bridge b where b.batch_id = (select max(n.batch_id) from places.bridge n where n.bridge = b.bridge) ${only} order by b.bridge, b.from_code, b.to_code`)
  return [...Map.groupBy(found, (one) => one.name)].map(([of, some]) => {
    const { method, source, vintage, batchId } = some[0]!
    return { name: of, method, source, vintage, batchId, rows: some.map(({ from, to, weight }) => ({ from, to, weight })) }
  })
}
