import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { action, moveOn, rows, writtenText, type Writer } from '#platform'
import { Area, areaIdAsked, Day, type MayKeep, placeAsked } from '../hierarchies/own.ts'
import { Reason } from '../hierarchies/move-setting.ts'

const One = Area.extend({ setting: writtenText('Say which setting', 200), reason: Reason })

/** Says that a setting has closed, with its last day. Its figures stay, and what it lay in is told of it as before. */
export const closeSetting = (mayKeep: MayKeep) => action({
  name: 'places.close-setting',
  summary: 'Say that a setting has closed, and on which last day, where the register does not say so yet',
  input: One.extend({ on: Day }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { setting, on, reason }) {
    const { place, places } = await placeAsked(db, areaId, setting, 'setting')
    if (place.level !== 'school') await refuseWhereNotEmpty(db, place.placeId, on)
    await refuseWhereRegistered(db, place)
    if (place.starts !== null && on < place.starts) throw new Refusal('invalid', `${place.name} opened on ${place.starts}`, { on: 'Give a day on or after the day it opened' })
    await sql`
      insert into places.closure (area_id, place_id, ends, reason, said_by, said_at) values (${areaId}, ${place.placeId}, ${on}, ${reason}, ${actor.slug}, ${now})
      on conflict (area_id, place_id) do update set ends = excluded.ends, reason = excluded.reason, said_by = excluded.said_by, said_at = excluded.said_at`.execute(db)
    await endPlace(db, place.placeId, on)
    tell({ subject: `/places/${encodeURIComponent(place.code)}`, changes: { ends: [places.byId(place.placeId)?.ends ?? null, on] } })
    return { setting: place.code, ends: on }
  },
})

/** Takes back that a setting has closed. */
export const reopenSetting = (mayKeep: MayKeep) => action({
  name: 'places.reopen-setting',
  summary: 'Take back that a setting has closed, where the area said so itself',
  input: One,
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ db, areaId, tell }, { setting }) {
    const { place } = await placeAsked(db, areaId, setting, 'setting')
    const [was] = await rows(db, sql<{ ends: string }>`delete from places.closure where area_id = ${areaId} and place_id = ${place.placeId} returning ends::text`)
    if (!was) throw new Refusal('conflict', place.ends ? `It is the register that says ${place.name} has closed` : `${place.name} has not closed`)
    await endPlace(db, place.placeId, null)
    tell({ subject: `/places/${encodeURIComponent(place.code)}`, changes: { ends: [was.ends, null] } })
    return { setting: place.code, ends: null }
  },
})

async function endPlace(db: Writer, placeId: number, on: string | null) {
  await sql`update places.place set ends = ${on} where place_id = ${placeId}`.execute(db)
  await moveOn(db, 0)
}

async function refuseWhereRegistered(db: Writer, { placeId, ends, name }: { placeId: number; ends: string | null; name: string }) {
  const own = await rows(db, sql`select 1 from places.closure where place_id = ${placeId}`)
  if (ends !== null && !own.length) throw new Refusal('conflict', `${name} has closed already, on ${ends}`)
}

async function refuseWhereNotEmpty(db: Writer, placeId: number, on: string) {
  const [left] = await rows(db, sql<{ name: string }>`
    select p.name from places.membership m join places.place p using (place_id)
    where m.parent_id = ${placeId} and coalesce(m.ends, 'infinity') > ${on}::date order by 1 limit 1`)
  if (left) throw new Refusal('conflict', `${left.name} still lies in it after that day. Move what lies in it first`, { on: 'Move what lies in it first' })
}
