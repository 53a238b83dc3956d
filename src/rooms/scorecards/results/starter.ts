import { Refusal } from '#kernel'
import { newId, type Reader, type Writer } from '#platform'
import { directory } from '#rooms/places'
import written from '../../../../specs/results.json' with { type: 'json' }
import { figuresHeld } from './figures-held.ts'
import type { Power, Role } from './results-read.ts'
import { adoptService, type StarterService } from './starter-service.ts'

/** Rows that came with Belong rather than from a person of the area carry this instead of a name. */
export const STARTER = 'starter'

interface StarterIndicator {
  measure?: string
  group?: string
  /** What should be measured and nobody publishes. */
  wanted?: string
  role?: Role
  /** Communication, proxy and data power, and why. */
  rating?: [Power, Power, Power, string]
}

export interface StarterFramework {
  slug: string
  name: string
  source: string
  /** ISO dates; where it has none, it begins on the day it is taken up. */
  starts: string | null
  ends: string | null
  /** ONS codes of the places whose demo has it. */
  demo: string[]
  results: { body: string; looksLike: string; ages: string; group: string; indicators: StarterIndicator[] }[]
}

const STARTERS = written as unknown as { frameworks: StarterFramework[]; services: StarterService[] }

/** The sets of results and the services an area can begin with. */
export const starterFrameworks: readonly StarterFramework[] = STARTERS.frameworks
export const starterServices: readonly StarterService[] = STARTERS.services

export function starterFramework(slug: string): StarterFramework {
  const found = starterFrameworks.find((one) => one.slug === slug)
  if (!found) throw new Refusal('missing', `Belong has no set of results called ${slug}. It has ${starterFrameworks.map((one) => one.slug).join(', ')}`)
  return found
}

export interface Adopting {
  areaId: number
  /** The population's place: the area's own. */
  placeId: number
  by: string
  now: Date
  position: number
}

/** Writes a starter framework down for an area; its id, or null where the area has it. */
export async function adoptStarter(db: Writer, starter: StarterFramework, { areaId, placeId, by, now, position }: Adopting): Promise<string | null> {
  const { slug, name, source, ends } = starter
  const made = await db
    .insertInto('scorecards.framework')
    .values({ area_id: areaId, framework_id: newId(), slug, name, source, starts: starter.starts ?? now.toISOString().slice(0, 10), ends, position, made_by: by, made_at: now })
    .onConflict((c) => c.doNothing())
    .returning('framework_id')
    .executeTakeFirst()
  if (!made) return null
  const held = await figuresHeld(db as unknown as Reader, placeId, starter.results.flatMap(({ indicators }) => indicators.flatMap(named)))
  for (const [at, result] of starter.results.entries()) {
    const result_id = newId()
    await db
      .insertInto('scorecards.result')
      .values({
        area_id: areaId, result_id, framework_id: made.framework_id, position: at + 1, body: result.body, looks_like: result.looksLike, place_id: placeId, ages: result.ages, group_id: result.group,
        changed_by: by, changed_at: now,
      })
      .execute()
    for (const [place, indicator] of result.indicators.entries()) await writeIndicator(db, { areaId, resultId: result_id, position: place + 1, by, now, indicator, figures: held(indicator.measure, indicator.group) })
  }
  return made.framework_id
}

/** Puts into the demo what it begins with. May be called again: what an area has is left as it is. */
export async function seedResults(tx: Writer, { areaId, placeId, now }: { areaId: number; placeId: number; now: Date }) {
  const code = (await directory(tx as unknown as Reader)).byId(placeId)?.code ?? ''
  const ofDemo = starterFrameworks.filter(({ demo }) => demo.includes(code)).toReversed()
  for (const [at, starter] of ofDemo.entries()) await adoptStarter(tx, starter, { areaId, placeId, by: STARTER, now, position: at + 1 })
  for (const service of starterServices.filter(({ demo }) => demo.includes(code))) await adoptService(tx, service, { areaId, by: STARTER, now })
}

interface IndicatorToWrite {
  areaId: number
  resultId: string
  position: number
  by: string
  now: Date
  indicator: StarterIndicator
  /** How many periods have a figure for the population’s place. */
  figures: number
}

async function writeIndicator(db: Writer, { areaId, resultId, position, by, now, indicator, figures }: IndicatorToWrite) {
  const { measure = null, group = 'all', wanted = null, rating } = indicator
  const key = { area_id: areaId, indicator_id: newId() }
  // What an area holds no curve of is not put at its head, whatever the starter set would like.
  const isWithout = measure === null || figures < 2
  const role = isWithout ? 'data-development' : (indicator.role ?? 'data-development')
  const reason = measure === null ? 'Nobody publishes it yet' : isWithout ? 'There are no two figures of it here yet' : 'As the starter set has it'
  await db.insertInto('scorecards.indicator').values({ ...key, result_id: resultId, position, measure_id: measure, group_id: measure === null ? null : group, wanted, made_by: by, made_at: now }).execute()
  await db.insertInto('scorecards.indicator_role').values({ ...key, starts: now, role, reason, set_by: by }).execute()
  if (!rating || measure === null) return
  const [communication, proxy, data, why] = rating
  await db.insertInto('scorecards.rating').values({ ...key, rated_at: now, communication, proxy, data, reason: why, rated_by: STARTER }).execute()
}

const named = ({ measure, group = 'all' }: StarterIndicator): [measure: string, group: string][] => (measure === undefined ? [] : [[measure, group]])
