import { Refusal } from '#kernel'
import type { Actor, Reader } from '#platform'
import { areasOf } from '#rooms/access'
import { type Look, looks } from '#rooms/places'

/** The area somebody acts for: the one they name, of those they have a part in; else the one they look at. Elsewhere it is missing. */
export async function areaActedFor(db: Reader, actor: Actor, slug: string | undefined): Promise<Look> {
  const [mine, all] = await Promise.all([areasOf(actor, db), looks(db)])
  const found = all.find((one) => mine.includes(one.areaId) && (slug === undefined ? one.areaId === actor.areaId : one.slug === slug))
  if (!found) throw new Refusal('missing', slug === undefined ? 'Say which area' : `There is no area called ${slug.slice(0, 100)} that you have a part in`)
  return found
}
