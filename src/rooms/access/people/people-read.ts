import * as z from 'zod'
import { Refusal } from '#kernel'
import { query } from '#platform'
import { type Part, type PartState, peopleIn, type PersonHere, personIn, stateOf } from './appointments.ts'
import { closesDoor, type OpenSession, partsIn, sessionsOf } from './leaving.ts'
import { Area, managedBy, mayManage } from './ground.ts'

export type Standing = 'here' | 'to come' | 'over' | 'left'
export interface ListedPart extends Part {
  state: PartState
}

/** Somebody as the list of people shows them. */
export interface ListedPerson {
  slug: string
  name: string
  roleTitle: string
  email: string | null
  standing: Standing
  leavesOn: string | null
  seenAt: Date | null
  parts: ListedPart[]
}

export const people = query<{ area?: string | undefined }, ListedPerson[]>({
  name: 'access.people',
  summary: 'People with a role, now, to come or over, at the places whose people one looks after',
  input: Area,
  may: (actor, { area }, db) => mayManage(actor, db, area),
  async read({ actor, db, now }, { area }) {
    const managed = await managedBy(actor, db, area)
    const [all, parts] = await Promise.all([peopleIn(db, [managed.areaId]), partsIn(db, managed, null)])
    const byPerson = Map.groupBy(parts, ({ person }) => person)
    return all.flatMap((one) => (byPerson.has(one.slug) ? [listed(one, byPerson.get(one.slug)!, now)] : []))
  },
})

export interface PersonInReach extends ListedPerson {
  sessions: OpenSession[]
  /** Whether whoever asks lets them in and out of their area. */
  closesDoor: boolean
  isSelf: boolean
}

export const person = query<{ area?: string | undefined; person: string }, PersonInReach>({
  name: 'access.person',
  summary: 'One person: the roles they hold, will hold and held in one’s reach, and where they are signed in',
  input: Area.extend({ person: z.string('Say who').min(1, 'Say who').max(200) }),
  may: (actor, { area }, db) => mayManage(actor, db, area),
  async read({ actor, db, now }, { area, person: slug }) {
    const managed = await managedBy(actor, db, area)
    const [who, parts] = [await personIn(db, managed.areaId, slug), await partsIn(db, managed, slug)]
    if (!parts.length) throw new Refusal('missing', 'There is nobody of this name in your reach')
    return { ...listed(who, parts, now), sessions: await sessionsOf(db, slug), closesDoor: closesDoor(managed, who), isSelf: slug === actor.slug }
  },
})

function listed({ slug, name, roleTitle, email, leavesOn, leftAt, seenAt }: PersonHere, parts: Part[], now: Date): ListedPerson {
  const stated = parts.map((part) => ({ ...part, state: stateOf(part, now) }))
  const has = (state: PartState) => stated.some((part) => part.state === state)
  const standing = leftAt !== null ? 'left' : has('now') ? 'here' : has('to come') ? 'to come' : 'over'
  return { slug, name, roleTitle, email, standing, leavesOn, seenAt, parts: stated }
}
