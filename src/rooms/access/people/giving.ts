import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type Reader, rows, type Writer } from '#platform'
import { verbsAt } from '../grants.ts'
import { type Verb, VERBS } from '../verbs.ts'
import type { Managed } from './ground.ts'

/** A role as an area has it today. */
export interface AreaRole {
  role: string
  label: string
  about: string
  givenFor: 'place' | 'child'
  givenBy: Verb
  givenLocally: boolean
  version: number
  verbs: readonly Verb[]
}

/** Who gives: whether they look after the whole area, and what they may do at the place themselves. */
export interface Giver {
  whole: boolean
  verbs: ReadonlySet<Verb>
}

/** The rule, in the words of the pages that apply it. */
export const GIVING_RULE = [
  'Nobody changes their own roles, whatever they hold.',
  'Whoever looks after the people of one place gives roles there that let others do no more than they may do themselves, and the roles the area lets every place give.',
  'Whoever looks after the people of the whole area, and sees no child by that, gives any role at any of its places.',
  'A role about one child is given from the child’s record, by those who may write in it.',
  'Breaking the glass is nobody’s to give.',
] as const

/** Why somebody may not give a role at a place; null where they may. Reads nothing. */
export function whyNotGive(giver: Giver, role: AreaRole): string | null {
  if (role.givenFor === 'child') return `${role.label} is a role about one child: give it from the child’s record`
  if (!giver.verbs.has(role.givenBy)) return `Your role does not let you give the role ${role.label} here`
  if (giver.whole || role.givenLocally) return null
  const more = role.verbs.filter((verb) => !giver.verbs.has(verb))
  return more.length ? `${role.label} may do more here than you may: ${VERBS[more[0]!].toLowerCase()}. Ask whoever looks after the people of the whole area` : null
}

export async function giverAt(actor: Actor, db: Reader | Writer, { areaId, whole }: Pick<Managed, 'areaId' | 'whole'>, placeId: number): Promise<Giver> {
  return { whole, verbs: await verbsAt(actor, { placeId, areaId }, db as Reader) }
}

/** The roles of an area as they are today. */
export async function rolesOf(db: Reader | Writer, areaId: number): Promise<AreaRole[]> {
  return rows(db, sql<AreaRole>`
    select r.role, r.label, r.about, r.given_for as "givenFor", r.given_by as "givenBy", r.given_locally as "givenLocally", r.version,
           coalesce(array_agg(v.verb order by v.verb) filter (where v.verb is not null), '{}') as verbs
    from access.role r
    left join access.role_verb v on v.area_id = r.area_id and v.role = r.role and daterange(v.starts, v.ends, '[]') @> current_date
    where r.area_id = ${areaId} group by r.area_id, r.role order by r.given_for desc, r.label`)
}

export async function roleOf(db: Reader | Writer, areaId: number, asked: string): Promise<AreaRole> {
  const all = await rolesOf(db, areaId)
  const found = all.find(({ role }) => role === asked) ?? all.find(({ label }) => label.toLowerCase() === asked.trim().toLowerCase())
  if (!found) throw new Refusal('invalid', 'There is no such role in this area', { role: 'Choose a role of this area' })
  return found
}
