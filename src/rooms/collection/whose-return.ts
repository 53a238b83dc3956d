import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type FileKind, type Reader, rows, type Unit } from '#platform'
import { areasOf, standingOf } from '#rooms/access'
import { type BatchReach, INSTALLATION } from './batches.ts'

/** Where somebody may give returns: in an area, for these settings or for all of it. */
export interface GivesIn {
  areaId: number
  /** The authority the area is for. */
  home: number
  places: ReadonlySet<number> | 'all'
}

/** The areas somebody may give returns in, and for which settings. */
export async function givesIn(actor: Actor, db: Reader): Promise<GivesIn[]> {
  if (actor.operator) return (await homes(db)).map(({ areaId, placeId }) => ({ areaId, home: placeId, places: 'all' }))
  const { held, homes: homeOf, below } = await standingOf(actor, db)
  const mine = held.filter(({ verb, placeId }) => verb === 'return:give' && placeId !== null)
  const found: GivesIn[] = []
  for (const areaId of new Set(mine.map((one) => one.areaId))) {
    const home = homeOf.get(areaId)
    if (home === undefined) continue
    const isWhole = mine.some((one) => one.areaId === areaId && one.placeId === home)
    const places = isWhole ? ('all' as const) : await placesWithin(db, home, below.get('return:give') ?? [])
    if (places === 'all' || places.size) found.push({ areaId, home, places })
  }
  return found
}

/** Those of some places that lie in an authority: a role an area gave at a setting of another opens nothing there. */
async function placesWithin(db: Reader, home: number, places: readonly number[]): Promise<ReadonlySet<number>> {
  const found = await rows(db, sql<{ placeId: number }>`select distinct place_id as "placeId" from places.reach where within_id = ${home} and place_id = any (${[...places]}::int[])`)
  return new Set(found.map(({ placeId }) => placeId))
}

/** Where somebody may give returns in the area they act for; a Refusal says why not. */
export async function givesHere(actor: Actor, db: Reader, areaId = actor.areaId): Promise<GivesIn> {
  const here = (await givesIn(actor, db)).find((one) => one.areaId === areaId)
  if (!here) throw new Refusal('forbidden', 'Your role does not let you give returns here. Whoever looks after the people of the area can change that')
  return here
}

/** Where somebody gives the returns of a batch's setting, as it is this moment: work that was asked for when they still might is not done once they may not. */
export async function stillGives(actor: Actor, db: Reader, { areaId, place_id: placeId }: { areaId: number; place_id: number | null }): Promise<GivesIn> {
  const here = await givesHere(actor, db, areaId)
  if (here.places !== 'all' && !(placeId !== null && here.places.has(placeId))) throw new Refusal('forbidden', 'Your role does not let you give the returns of this setting. Whoever looks after the people of the area can change that')
  return here
}

/** Who asked for work in the background, as they stand now. */
export const askerOf = (askedBy: string, areaId: number): Actor => ({ slug: askedBy, name: askedBy, operator: askedBy === 'operator', areaId })

/** For whom a return is given: the authority, by those who speak for the whole area, else their one setting. */
export function givenFor({ home, places }: GivesIn, chosen?: number): number {
  if (places === 'all') return chosen ?? home
  if (chosen !== undefined && places.has(chosen)) return chosen
  if (places.size === 1) return [...places][0]!
  throw new Refusal('invalid', 'Say which setting this is for', { place: 'Say which setting this is for' })
}

/** What somebody sees of batches. */
export async function batchReach(actor: Actor, db: Reader, mayImport: boolean): Promise<BatchReach> {
  return { everyPublished: mayImport, areas: (await givesIn(actor, db)).map(({ areaId, places }) => ({ areaId, places: places === 'all' ? ('all' as const) : [...places] })) }
}

/** The areas to look for a batch in: the installation and those somebody has a part in. */
export const areasLooked = async (actor: Actor, db: Reader) => [INSTALLATION, ...(await areasOf(actor, db))]

/**
 * The area a return is for: the one that was named (by code, slug or name), else the one the file speaks of by its authority. Null where
 * neither says, or we run no such area.
 */
export async function areaOfReturn(db: Reader, kind: Pick<FileKind, 'saysAuthority'>, unit: Unit, named: string | undefined): Promise<number | null> {
  if (named !== undefined) {
    const found = await areaNamed(db, named)
    if (found === null) throw new Refusal('missing', `This Belong runs no area called ${named}`)
    return found
  }
  const code = (await kind.saysAuthority?.(unit)) ?? null
  return code === null ? null : areaNamed(db, code)
}

/** Whether a three-digit code is, or was, that of the authority an area is for. */
export async function isAuthorityOf(db: Reader, areaId: number, code: string): Promise<boolean> {
  const found = await rows(db, sql`
    select 1 from places.area_home a join places.place_by_code c on c.place_id = a.place_id and c.scheme = 'dfe' and c.code = ${code} where a.area_id = ${areaId}`)
  return found.length > 0
}

async function areaNamed(db: Reader, named: string): Promise<number | null> {
  const [found] = await rows(db, sql<{ areaId: number }>`
    select a.area_id as "areaId" from places.area_home a
    where lower(${named}) in (lower(a.place_code), lower(a.slug), lower(a.name))
      or exists (select from places.place_by_code c where c.place_id = a.place_id and c.scheme = 'dfe' and c.code = ${named})
    order by a.area_id limit 1`)
  return found?.areaId ?? null
}

const homes = (db: Reader) => rows(db, sql<{ areaId: number; placeId: number }>`select area_id as "areaId", place_id as "placeId" from places.area_home`)
