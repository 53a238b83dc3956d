import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, query, type Reader, unlessBlank, type Verdict, writtenText } from '#platform'
import { holds, type Verb } from '#rooms/access'
import { type ComparatorSet, comparatorSet, comparatorSets, type Directory, directory, dropComparators, keepComparators, type Place } from '#rooms/places'

/** A set is chosen as people name places: by code or by name, in any order. */
export const saveComparators = action({
  name: 'places.save-comparators',
  summary: 'Make or change one of the area’s own sets of places to compare with',
  input: z.object({
    id: unlessBlank(z.uuid('Say which set').optional()),
    version: unlessBlank(z.coerce.number('Open the page again and change it there').int().optional()),
    name: writtenText('Give the set a name', 100),
    places: writtenText('Name at least one place', 10_000),
  }),
  may: async (actor, _, db) => mayKeepSets(actor, db),
  touches: [{ table: 'places.comparator_set', where: { set_id: 'id' } }, { table: 'places.comparator', where: { set_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, version, name, places }) {
    const { found, unknown } = placesNamed(await directory(db as unknown as Reader), places)
    if (unknown.length) throw new Refusal('invalid', unknownSentence(unknown), { places: unknownSentence(unknown) })
    const held = id === undefined ? null : { id, version: version ?? 0 }
    const setId = await keepComparators(db, { areaId, held, name, placeIds: found.map(({ placeId }) => placeId), by: actor.slug, now })
    return { id: setId, name, places: found.map(({ code }) => code) }
  },
})

export const dropComparatorSet = action({
  name: 'places.drop-comparators',
  summary: 'Throw one of the area’s own sets of places away',
  input: z.object({ id: z.uuid('Say which set') }),
  may: async (actor, _, db) => mayKeepSets(actor, db),
  touches: [{ table: 'places.comparator_set', where: { set_id: 'id' } }, { table: 'places.comparator', where: { set_id: 'id' } }],
  async run({ db, areaId }, { id }) {
    await dropComparators(db, areaId, id)
    return { id }
  },
})

export const listComparators = query({
  name: 'places.comparators',
  summary: 'The area’s own sets of places to compare with',
  input: z.object({ id: z.uuid('Say which set').optional() }),
  may: async (actor, _, db) => mayReadSets(actor, db),
  async read({ db, actor }, { id }) {
    const [places, sets] = [await directory(db), id ? [await comparatorSet(db, actor.areaId, id)] : await comparatorSets(db, actor.areaId)]
    return sets.map(({ placeIds, ...set }) => ({ ...set, places: placeIds.flatMap((placeId) => places.byId(placeId)?.code ?? []) }))
  },
})

/** Whether a person may keep sets of places for the area they act for. */
export async function mayKeepSets(actor: Actor, db: Reader): Promise<Verdict> {
  return holdsInArea(actor, 'comparators:write', db)
}

/** The sets of the area a person acts for, where they may read what is written there today; else none. */
export async function setsOpenTo(actor: Actor, db: Reader): Promise<ComparatorSet[]> {
  return (await mayReadSets(actor, db)) === true ? comparatorSets(db, actor.areaId) : []
}

async function mayReadSets(actor: Actor, db: Reader): Promise<Verdict> {
  return actor.operator ? true : holdsInArea(actor, 'published:read', db)
}

async function holdsInArea(actor: Actor, verb: Verb, db: Reader): Promise<Verdict> {
  const placeId = (await directory(db)).homeOf(actor.areaId)
  return placeId === undefined ? 'A set of places belongs to an area. Sign in for one' : holds(actor, verb, { placeId, areaId: actor.areaId }, db)
}

/** Reads places as a person lists them, by code or name, separated by commas, semicolons or lines; each place once. */
export function placesNamed(places: Directory, text: string): { found: Place[]; unknown: string[] } {
  const found = new Set<Place>()
  const unknown: string[] = []
  for (const word of text.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean)) {
    const place = places.byCode(word) ?? byItsName(places, word)
    if (place) found.add(place)
    else unknown.push(word)
  }
  return { found: [...found], unknown }
}

export function unknownSentence(unknown: string[]) {
  const shown = unknown.slice(0, 5).map((one) => `“${one.slice(0, 60)}”`).join(', ')
  return `${unknown.length === 1 ? 'There is no place called' : 'These are no places we know:'} ${shown}. Use names as in the list of places, or codes`
}

/** The place of a name that stands today, else one that stood. */
function byItsName(places: Directory, name: string) {
  const wanted = bare(name)
  const named = places.all().filter((place) => place.level !== 'school' && bare(place.name) === wanted)
  return named.find(({ ends }) => ends === null) ?? named[0]
}

const bare = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
