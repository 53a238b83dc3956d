import { Refusal } from '#kernel'
import type { Actor, Reader, Verdict } from '#platform'
import { areasOf, type Ground, holds, type Verb } from '#rooms/access'
import { areaOfPlace, directory, placeNamed } from '#rooms/places'

/** The ground of an area's scorecard. Results are the whole area's, so leave is asked at the area's own place, never at one of its schools. */
export interface AreaGround extends Ground {
  areaId: number
}

/** The area a place lies in; refuses where it lies in none we run. */
export async function groundNamed(db: Reader, place: string): Promise<AreaGround> {
  return groundOf(db, await areaOfPlace(db, await placeNamed(db, place)))
}

export async function groundOf(db: Reader, areaId: number): Promise<AreaGround> {
  const placeId = (await directory(db)).homeOf(areaId)
  if (placeId === undefined) throw new Refusal('missing', 'There is no such area')
  return { areaId, placeId }
}

/** Whether somebody holds a verb for an area's scorecard. */
export async function holdsInArea(actor: Actor, verb: Verb, areaId: number, db: Reader): Promise<Verdict> {
  return holds(actor, verb, await groundOf(db, areaId), db)
}

/** Where to look for what is known by its id alone: among the areas somebody has a part in. Elsewhere it is missing, as is what never was. */
export async function foundAmong<Row extends { areaId: number }>(actor: Actor, db: Reader, what: string, look: (areas: number[]) => Promise<Row[]>): Promise<Row> {
  const areas = await areasOf(actor, db)
  const [found] = areas.length ? await look(areas) : []
  if (!found) throw new Refusal('missing', `There is no such ${what}`)
  return found
}
