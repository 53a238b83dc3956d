import { sql } from 'kysely'
import { dayAfter } from '#kernel'
import { type Actor, type Reader, rows, type Viewer } from '#platform'
import { standingOf } from '#rooms/access'
import { type GivesIn, givesIn } from '../whose-return.ts'
import { openContests } from './words-said.ts'
import { calendarStanding } from './standing.ts'

/** How the returns stand of which somebody gives some, for a line on their home. */
export interface ReturnsBrief {
  /** Expected, due and not received. */
  missing: number
  /** Settings that owe some of those. */
  owing: number
  /** Due within two weeks and not received. */
  soon: number
  contested: number
  /** In, and waiting for the head to sign. */
  unsigned: number
  /** Findings of data quality nobody has put right yet. */
  findings: number
  /** The one setting they give returns for; null where there are several. */
  setting: { urn: string; name: string } | null
}

/** So far back and ahead, what is due is told on home. */
const BACK_DAYS = 200
const AHEAD_DAYS = 14

/** The states of the data somebody sees, as their page knows them. */
type Versions = Pick<Viewer, 'publishedVersion' | 'dataVersion'>

/**
 * Null for who gives no returns in the area they act for, and where nothing is expected. Reckoned once for each state of the data (every write
 * moves that on) and each day, for each person with what they hold: what one of them is told is never another's.
 */
export async function returnsInBrief(db: Reader, actor: Actor, now: Date, { publishedVersion, dataVersion }: Versions): Promise<ReturnsBrief | null> {
  const key = [publishedVersion, dataVersion, actor.areaId, actor.slug, (await standingOf(actor, db)).tag, now.toISOString().slice(0, 10)].join(' ')
  const held = HELD.get(key) ?? reckon(db, actor, now)
  // Put back at the end: the first are those least lately asked for.
  HELD.delete(key)
  HELD.set(key, held)
  held.catch(() => HELD.delete(key))
  for (const old of [...HELD.keys()].slice(0, -MOST_HELD)) HELD.delete(old)
  return held
}

const HELD = new Map<string, Promise<ReturnsBrief | null>>()
const MOST_HELD = 500

async function reckon(db: Reader, actor: Actor, now: Date): Promise<ReturnsBrief | null> {
  const here = (await givesIn(actor, db)).find(({ areaId }) => areaId === actor.areaId)
  return here ? reckonFor(db, here, now) : null
}

async function reckonFor(db: Reader, here: GivesIn, now: Date): Promise<ReturnsBrief | null> {
  const today = now.toISOString().slice(0, 10)
  const [{ expected, settings }, contests, [quality]] = await Promise.all([
    calendarStanding(db, { areaId: here.areaId, today, from: dayAfter(today, -BACK_DAYS), until: dayAfter(today, AHEAD_DAYS), places: here.places }), openContests(db, here.areaId),
    rows(db, sql<{ count: number }>`select count(*)::int as count from collection.quality_finding where area_id = ${here.areaId} and gone_at is null`),
  ])
  const stands = expected.flatMap((one) => one.stands)
  const missing = stands.filter(({ state }) => state === 'missing')
  const unsigned = expected.filter(({ asksSignOff }) => asksSignOff).flatMap((one) => one.stands).filter(({ batchId, isSigned }) => batchId !== null && !isSigned).length
  const setting = here.places !== 'all' && settings.length === 1 ? { urn: settings[0]!.urn, name: settings[0]!.name } : null
  const contested = contests.filter(({ placeId }) => here.places === 'all' || here.places.has(placeId)).length
  if (!expected.length && !contested && !quality!.count) return null
  return { missing: missing.length, owing: new Set(missing.map(({ placeId }) => placeId)).size, soon: stands.filter(({ state }) => state === 'awaited').length, contested, unsigned, findings: quality!.count, setting }
}
