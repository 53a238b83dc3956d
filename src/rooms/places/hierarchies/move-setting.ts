import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, reading, unlessBlank, writtenText } from '#platform'
import { directory } from '../directory.ts'
import { Area, areaIdAsked, Day, findIn, findOwn, keepSpans, LEVELS, makeGroupIn, makeOwn, type MayKeep, MaybeDay, ownNamed, placeAsked, spansOf } from './own.ts'
import { moved } from './spans.ts'

export const Reason = writtenText('Say why', 2000)

/** Moves one place of an area within one of its own hierarchies, from a day on. */
export const moveSetting = (mayKeep: MayKeep) => action({
  name: 'places.move-setting',
  summary: 'Say what a setting or group lies in from a day on, in one of the area’s own hierarchies',
  input: Area.extend({
    setting: writtenText('Say which setting', 200), hierarchy: writtenText('Say in which hierarchy', 200),
    to: unlessBlank(z.string().trim().max(200).optional()).describe('The group it lies in; left out, it lies in none'), from: Day, until: MaybeDay, reason: Reason,
  }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ db, areaId, tell }, { setting, hierarchy: named, to, from, until }) {
    if (until !== undefined && until < from) throw new Refusal('invalid', 'The last day is before the first', { until: 'The last day must not be before the first' })
    const { hierarchy, label } = await ownNamed(db, areaId, named)
    const { places, place } = await placeAsked(db, areaId, setting, 'setting')
    const group = to === undefined ? null : findIn(places, areaId, to)
    if (group === undefined || group?.level === 'school') throw new Refusal('missing', `The area has no group called ${to}`, { to: 'Choose a group of the area' })
    if (group && (group.placeId === place.placeId || places.everWithin(group.placeId, place.placeId))) {
      const why = `${group.name} lies in ${place.name}, so it cannot be the other way round`
      throw new Refusal('invalid', why, { to: why })
    }
    const stood = spansOf(places, place.placeId, hierarchy)
    // A group without a place of its own stands right under the authority, so that nothing in it is lost from the area.
    const parent = group?.placeId ?? (place.level === 'school' ? null : places.homeOf(areaId)!)
    await keepSpans(db, hierarchy, place.placeId, moved(stood, parent, from, until ?? null))
    const was = stood.find(({ starts, ends }) => (starts === null || starts <= from) && (ends === null || ends >= from))
    tell({ subject: `/places/${encodeURIComponent(place.code)}`, changes: { [label]: [was ? (places.byId(was.parentId)?.name ?? null) : null, group?.name ?? null], from: [null, from] } })
    return { setting: place.code, hierarchy, to: group?.code ?? null, from, until: until ?? null }
  },
})

/** Makes a cluster, locality, wedge or other group of an area; the hierarchy is made with its first group. */
export const makeGroup = (mayKeep: MayKeep) => action({
  name: 'places.make-group',
  summary: 'Make a group of settings: a cluster, locality, wedge, ward, trust, partnership or ICB place, in one of the area’s own hierarchies',
  input: Area.extend({
    hierarchy: writtenText('Say in which hierarchy, or how a new one is called', 100), name: writtenText('Give the group a name', 200), level: z.enum(LEVELS, 'Choose what kind of group it is'),
    code: unlessBlank(z.string().trim().max(40).optional()), within: unlessBlank(z.string().trim().max(200).optional()).describe('The group it lies in; left out, the authority itself'),
  }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { hierarchy: named, name, level, code, within }) {
    const { hierarchy, label } = (await findOwn(db, areaId, named)) ?? (await makeOwn(db, { areaId, label: named, by: actor.slug, now }))
    const places = await directory(reading(db))
    const group = within === undefined ? undefined : findIn(places, areaId, within)
    if (within !== undefined && (!group || group.level === 'school')) throw new Refusal('missing', `The area has no group called ${within}`, { within: 'Choose a group of the area' })
    const own = code ?? name
    if (places.byCode(`${areaId}:${own}`)) throw new Refusal('conflict', `The area has a group known by ${own} already`, { [code ? 'code' : 'name']: 'Choose another' })
    const placeId = await makeGroupIn(db, { areaId, hierarchy, name, level, code: own, withinId: group?.placeId ?? places.homeOf(areaId)! })
    tell({ subject: `/places/${encodeURIComponent(`${areaId}:${own}`)}`, changes: { [label]: [null, name] } })
    return { group: `${areaId}:${own}`, hierarchy, placeId }
  },
})
