import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Database, moveOn, type Reader, reading, recordDeed, understand, writtenText } from '#platform'
import { addPerson, newPersonSlug, seedRoles, useLink } from '#rooms/access'
import { directory, listAreas, makeArea, type Place } from '#rooms/places'
import { Colour } from '#rooms/publishing'

export const SetUp = z.object({
  authority: z.string('Choose the authority').min(1, 'Choose the authority'),
  area: writtenText('Give the area a name', 80),
  colour: Colour,
  name: writtenText('Give your name', 100),
  role: writtenText('Give your role, like Director of children’s services', 100),
  email: z.email('Give an e-mail address, like name@example.gov.uk'),
})

/** Makes the first area and its administrator and spends the link, all or nothing. */
export async function setUp(db: Database, secret: string, typed: Record<string, unknown>, now: Date): Promise<{ person: string; areaId: number }> {
  const input = understand(SetUp, typed)
  const places = await directory(reading(db))
  const place = places.byCode(input.authority)
  if (!place || !authoritiesOf(places.all(), now).includes(place)) throw new Refusal('invalid', 'Choose the authority from the list', { authority: 'Choose the authority from the list' })

  return db.transaction().execute(async (tx) => {
    if (!(await useLink(tx, secret, 'setup', now))) throw new Refusal('missing', SPENT)
    const areaId = Math.max(0, ...(await listAreas(tx as unknown as Reader)).map(({ area_id }) => area_id)) + 1
    const person = newPersonSlug()
    await makeArea(tx, { areaId, placeId: place.placeId, name: input.area, slug: slugOf(input.area, `area-${areaId}`), colour: input.colour, now })
    await seedRoles(tx, areaId, now.toISOString().slice(0, 10))
    await addPerson(tx, { slug: person, name: input.name, roleTitle: input.role, email: input.email, area: { areaId, placeId: place.placeId }, roles: ['director', 'administrator'], now })
    await recordDeed(tx, { areaId, action: 'desk.set-up', caller: { actor: { slug: person, name: input.name, operator: false, areaId }, door: 'page', now }, input: { area: input.area, authority: place.code, person } })
    await moveOn(tx, 0)
    await moveOn(tx, areaId)
    return { person, areaId }
  })
}

export const SPENT = 'This link has been used, or is over. Stop Belong and start it again for another, unless the area is made already: then sign in'

/** The authorities that stand on a day, by name. */
export function authoritiesOf(places: Place[], now: Date) {
  const day = now.toISOString().slice(0, 10)
  const order = new Intl.Collator('en-GB')
  return places.filter(({ level, starts, ends }) => level === 'authority' && (starts === null || starts <= day) && (ends === null || ends >= day)).sort((a, b) => order.compare(a.name, b.name))
}

function slugOf(name: string, otherwise: string) {
  const slug = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
  return slug || otherwise
}
