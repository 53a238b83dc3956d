import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { action, rows, writtenText } from '#platform'
import { Area, areaIdAsked, keepSpans, makeOwn, type MayKeep, nameOf, placeAsked } from '../hierarchies/own.ts'
import { Reason } from '../hierarchies/move-setting.ts'

const SAME = 'Found to be'

/**
 * Says that a setting a return named, and no register knows, is a known one: from then on it lies in it, and with it all that returns said of it.
 * No fact is rewritten, the code goes on to stand for what it stood for, and it can be taken back.
 */
export const matchSetting = (mayKeep: MayKeep) => action({
  name: 'places.match-setting',
  summary: 'Say which known setting it is that a return named by a code no register knows',
  input: Area.extend({ setting: writtenText('Say which setting', 200), is: writtenText('Say which setting it is', 200), reason: Reason }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { setting, is }) {
    const { places, place } = await placeAsked(db, areaId, setting, 'setting')
    const { place: known } = await placeAsked(db, areaId, is, 'is')
    if (!isUnmatched(place)) throw new Refusal('invalid', `${place.name} is a setting the register knows`, { setting: 'Choose one that a return named' })
    if (known.level !== 'school' || isUnmatched(known)) throw new Refusal('invalid', `${known.name} is no setting the register knows`, { is: 'Give the URN or LAESTAB of a known setting' })
    const { hierarchy } = await makeOwn(db, { areaId, label: SAME, purpose: 'same', by: actor.slug, now })
    const was = places.timeOf(place.placeId).find((one) => one.hierarchy === hierarchy)
    await keepSpans(db, hierarchy, place.placeId, [{ parentId: known.placeId, starts: null, ends: null }])
    tell({ subject: `/places/${encodeURIComponent(place.code)}`, changes: { is: [was ? (places.byId(was.parentId)?.name ?? null) : null, known.name] } })
    return { setting: place.code, is: known.code }
  },
})

/** Takes back which known setting one is. */
export const unmatchSetting = (mayKeep: MayKeep) => action({
  name: 'places.unmatch-setting',
  summary: 'Take back which known setting one is that a return named',
  input: Area.extend({ setting: writtenText('Say which setting', 200), reason: Reason }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ db, areaId, tell }, { setting }) {
    const { places, place } = await placeAsked(db, areaId, setting, 'setting')
    const [area] = await rows(db, sql<{ slug: string }>`select slug from places.area where area_id = ${areaId}`)
    const hierarchy = nameOf(area!.slug, SAME, 'same')
    const was = places.timeOf(place.placeId).find((one) => one.hierarchy === hierarchy)
    if (!was) throw new Refusal('conflict', `${place.name} has not been matched with another setting`)
    await keepSpans(db, hierarchy, place.placeId, [])
    tell({ subject: `/places/${encodeURIComponent(place.code)}`, changes: { is: [places.byId(was.parentId)?.name ?? null, null] } })
    return { setting: place.code }
  },
})

/** A setting known by nothing but the code a return gave it. */
export const isUnmatched = ({ level, codes }: { level: string; codes: readonly { scheme: string }[] }) => level === 'school' && codes.length > 0 && codes.every(({ scheme }) => scheme === 'local')
