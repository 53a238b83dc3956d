import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import { DATA_CLASSES, type DataClass } from './verbs.ts'

/** A role of an area that sees children, with the classes of a record it opens. */
export interface SeeingRole {
  label: string
  givenFor: 'place' | 'child'
  classes: DataClass[]
}

/** Which roles of an area see what of a child, as its table of roles stands today: what families are told, without anybody's name. */
export async function rolesThatSee(db: Reader, areaId: number): Promise<SeeingRole[]> {
  const found = await rows(db, sql<{ label: string; givenFor: 'place' | 'child'; verbs: string[] }>`
    select r.label, r.given_for as "givenFor", array_agg(v.verb) as verbs
    from access.role r join access.role_verb v on v.area_id = r.area_id and v.role = r.role and daterange(v.starts, v.ends, '[]') @> current_date
    where r.area_id = ${areaId} group by r.area_id, r.role, r.label, r.given_for order by r.given_for desc, r.label`)
  return found.filter(({ verbs }) => verbs.includes('child:read')).map(({ label, givenFor, verbs }) => ({
    label, givenFor, classes: (Object.keys(DATA_CLASSES) as DataClass[]).filter((one) => verbs.includes(DATA_CLASSES[one].verb)),
  }))
}

/** The addresses of those who read the audit of an area, as far as whoever asks may break the glass in it; else none. */
export async function toldOfGlass(db: Reader, areaId: number): Promise<string[]> {
  return (await rows(db, sql<{ to: string }>`select told_of_glass as to from access.told_of_glass(${areaId})`)).map(({ to }) => to)
}
