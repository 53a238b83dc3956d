import { sql } from 'kysely'
import * as z from 'zod'
import { plainName, Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, rows, unlessBlank, type Verdict, type Writer, writtenText } from '#platform'
import { holdsInArea } from '../grants.ts'
import { ANSWER_MONTHS, EXTENDED_MONTHS, monthsAfter } from './due-day.ts'

export const RIGHTS = { access: 'A copy of what is held', erasure: 'That it be erased', rectification: 'That it be put right', restriction: 'That it be used less', objection: 'That its use end' } as const
export type Right = keyof typeof RIGHTS

export interface RightsRequest {
  areaId: number
  id: string
  right: Right
  childId: string | null
  person: string | null
  askedBy: string
  /** ISO days. */
  askedOn: string
  dueOn: string
  state: 'open' | 'made' | 'answered' | 'refused'
  note: string
  extendedReason: string | null
  file: string | null
  madeAt: Date | null
  workId: string | null
  takenBy: string
  answeredAt: Date | null
  version: number
}

const Id = z.uuid('Open the request from the list')
const Version = z.coerce.number('Open the page again').int('Open the page again')
const Day = z.iso.date('Give a day, like 27 3 2026')
/** The id of a child as it stands in the address of their page; the address may be given whole. */
export const ChildId = unlessBlank(z.string().trim().transform((typed) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(typed)?.[0].toLowerCase() ?? typed).pipe(z.uuid('Give the child’s id, as it stands in the address of their page')).optional())

/** Whether somebody answers people who use their rights, in the area they act for. */
export async function mayManageRights(actor: Actor, db: Reader): Promise<Verdict> {
  return actor.areaId ? holdsInArea(actor, 'rights:manage', db) : 'This is done on the pages of an area'
}

export const listRequests = query<object, RightsRequest[]>({
  name: 'access.rights-requests',
  summary: 'Who asked for their data or its erasure, and by when they are answered',
  input: z.object({}),
  may: (actor, _input, db) => mayManageRights(actor, db),
  read: ({ actor, db }) => requestsOf(db, actor.areaId),
})

export const readRequest = query<{ id: string }, RightsRequest>({
  name: 'access.rights-request',
  summary: 'One request of somebody who uses their rights',
  input: z.object({ id: Id }),
  rest: '/rights-requests/{id}',
  command: { word: 'rights-request', positional: ['id'] },
  may: (actor, _input, db) => mayManageRights(actor, db),
  read: ({ actor, db }, { id }) => requestOf(db, actor.areaId, id),
})

const MaybeName = unlessBlank(z.string().trim().max(100, 'Use 100 characters or fewer').optional())

export const takeRequest = action({
  name: 'access.take-request',
  summary: 'Enter that somebody asks for their data, its erasure or another right; the clock starts on the day they asked',
  input: z.object({
    right: z.enum(Object.keys(RIGHTS) as [Right], 'Choose what they ask for'),
    childId: ChildId, givenName: MaybeName, familyName: MaybeName, born: unlessBlank(z.iso.date('Give the day of birth').optional()), person: unlessBlank(z.string().trim().max(100).optional()),
    askedBy: writtenText('Say who asks, and how they showed who they are', 500),
    askedOn: Day, note: z.string().trim().max(5000, 'Use 5,000 characters or fewer').default(''),
  }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { right, childId: given, givenName, familyName, born, person, askedBy, askedOn, note }) {
    const childId = given ?? (givenName || familyName || born ? await childNamed(db, areaId, { givenName, familyName, born }) : undefined)
    if (!childId === !person) throw refused('givenName', 'Say of whom: a child, or somebody who signs in')
    if (askedOn > now.toISOString().slice(0, 10)) throw refused('askedOn', 'The day they asked is still to come')
    if (person && !(await isKnown(db, person))) throw refused('person', 'Nobody of this area signs in under that short name')
    const id = newId()
    const dueOn = monthsAfter(askedOn, ANSWER_MONTHS)
    await db.insertInto('access.rights_request').values({
      area_id: areaId, request_id: id, right_asked: right, child_id: childId ?? null, person: person ?? null, asked_by_words: askedBy, asked_on: askedOn,
      due_on: dueOn, state: 'open', note, taken_by: actor.slug, taken_at: now,
    }).execute()
    tell({ subject: `/rights/${id}`, ...(childId ? { childId } : {}) })
    return { id, dueOn }
  },
})

/** The child of exactly these words: who answers requests sees no child, and hears of this one's id alone. */
async function childNamed(db: Writer, areaId: number, { givenName, familyName, born }: { givenName?: string | undefined; familyName?: string | undefined; born?: string | undefined }) {
  if (!givenName || !familyName || !born) throw refused(givenName ? (familyName ? 'born' : 'familyName') : 'givenName', 'Of a child give all three: given name, family name and day of birth')
  const [found] = await rows(db, sql<{ id: string | null }>`select people.child_known_as(${areaId}, ${plainName(givenName)}, ${plainName(familyName)}, ${born}::date) as id`)
  if (!found?.id) throw refused('familyName', 'No child here has exactly this name and day of birth. Ask the school how they are written there')
  return found.id
}

export const extendRequest = action({
  name: 'access.extend-request',
  summary: 'Take two further months for a complex request, and say why',
  input: z.object({ id: Id, reason: writtenText('Say why it needs more time: they are told this', 2000), version: Version }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ db, areaId, tell }, { id, reason, version }) {
    const request = await requestOf(db, areaId, id)
    if (request.extendedReason) throw new Refusal('conflict', 'It was extended before, and can be only once')
    const dueOn = monthsAfter(request.askedOn, EXTENDED_MONTHS)
    await change(db, areaId, request, version, { due_on: dueOn, extended_reason: reason })
    tell({ subject: `/rights/${id}`, ...aboutOf(request), changes: { dueOn: [request.dueOn, dueOn] } })
    return { id, dueOn }
  },
})

export const closeRequest = action({
  name: 'access.close-request',
  summary: 'Say that a request was answered, or refused and why',
  input: z.object({ id: Id, state: z.enum(['answered', 'refused'], 'Say whether it was answered or refused'), reason: writtenText('Say how it was answered, or why it was refused', 2000), version: Version }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ db, now, areaId, tell }, { id, state, reason, version }) {
    const request = await requestOf(db, areaId, id)
    refuseClosed(request)
    await change(db, areaId, request, version, { state, answered_at: now, note: [request.note, reason].filter(Boolean).join('\n\n') })
    tell({ subject: `/rights/${id}`, ...aboutOf(request), changes: { state: [request.state, state] } })
    return { id, state }
  },
})

export function refuseClosed({ state }: RightsRequest) {
  if (state === 'answered' || state === 'refused') throw new Refusal('conflict', 'This request is closed')
}

export const aboutOf = ({ childId }: RightsRequest) => (childId ? { childId } : {})

const refused = (field: string, sentence: string) => new Refusal('invalid', sentence, { [field]: sentence })

async function isKnown(db: Writer, person: string) {
  return (await rows(db, sql`select 1 from access.colleague where slug = ${person}`)).length > 0
}

export async function change(db: Writer, areaId: number, { id }: Pick<RightsRequest, 'id'>, version: number, fields: Record<string, unknown>) {
  const { numUpdatedRows } = await db.updateTable('access.rights_request').set({ ...fields, version: version + 1 }).where('area_id', '=', areaId).where('request_id', '=', id).where('version', '=', version).executeTakeFirst()
  if (!numUpdatedRows) throw new Refusal('conflict', 'Somebody changed this request after you opened it. Look at it again')
}

export async function requestOf(db: Reader | Writer, areaId: number, id: string): Promise<RightsRequest> {
  const [found] = await rows(db, sql<RightsRequest>`${SELECT} where area_id = ${areaId} and request_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such request')
  return found
}

const requestsOf = (db: Reader, areaId: number) => rows(db, sql<RightsRequest>`${SELECT} where area_id = ${areaId} order by state in ('answered', 'refused'), due_on, request_id limit 500`)

const SELECT = sql`
  select area_id as "areaId", request_id as id, right_asked as "right", child_id as "childId", person, asked_by_words as "askedBy", asked_on::text as "askedOn", due_on::text as "dueOn", state, note,
         extended_reason as "extendedReason", file, made_at as "madeAt", work_id as "workId", taken_by as "takenBy", answered_at as "answeredAt", version
  from access.rights_request`
