import { sql } from 'kysely'
import * as z from 'zod'
import { dayBefore, Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, rows, type Verdict, type Writer, writtenText } from '#platform'
import { areasOf, holdsInArea, verbsAt } from '../grants.ts'
import { SHAREABLE, type Verb, VERBS } from '../verbs.ts'
import { Day, dayOf, MaybeDay } from './days.ts'
import { Area, areaIdFor, managedBy, mayManage } from './ground.ts'
import { Place, placeIn, Reason } from './role-actions.ts'

export interface Party {
  placeId: number
  name: string
  signedBy: string
  signedOn: string
  ends: string | null
}

export interface Agreement {
  id: string
  title: string
  purpose: string
  lawfulBasis: string
  verbs: Verb[]
  starts: string
  ends: string | null
  reviewOn: string | null
  madeBy: string
  endReason: string | null
  version: number
  parties: Party[]
}

export const agreements = query<{ area?: string | undefined }, Agreement[]>({
  name: 'access.agreements',
  summary: 'Sharing agreements of the area: what places let each other see, why, under which law, who signed, from when to when',
  input: Area,
  may: async (actor, { area }, db) => (await areasOf(actor, db)).includes(await areaIdFor({ area }, db, actor)) || 'You have no part in this area',
  read: async ({ actor, db }, { area }) => agreementsOf(db, await areaIdFor({ area }, db, actor)),
})

const Shared = z.array(z.enum(SHAREABLE as [Verb, ...Verb[]], 'Choose what may be shared'))
/** As a list, or as a form sends it: child:read,sen:read. */
const Verbs = z.preprocess((given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given), Shared.min(1, 'Say what is shared'))

export const makeAgreement = action({
  name: 'access.make-agreement',
  asksAgain: true,
  summary: 'Make a sharing agreement: what places that sign it let each other see, why, under which law, from when to when',
  input: Area.extend({
    title: writtenText('Give the agreement a title', 200), purpose: writtenText('Say what it is for', 2000), lawfulBasis: writtenText('Say on which law it rests', 500),
    verbs: Verbs, starts: Day, ends: MaybeDay, reviewOn: MaybeDay,
  }),
  may: async (actor, { area }, db) => holdsInArea(actor, 'sharing:manage', db, await areaIdFor({ area }, db, actor)),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { title, purpose, lawfulBasis, verbs, starts, ends, reviewOn }) {
    if (ends !== undefined && ends < starts) throw new Refusal('invalid', 'The last day is before the first', { ends: 'The last day must not be before the first' })
    // Read without the child's name, what is shared of its needs would belong to nobody.
    if (!verbs.includes('child:read')) throw new Refusal('invalid', 'Whoever sees more of a child must see the child', { verbs: `Share this too: ${VERBS['child:read'].toLowerCase()}` })
    const agreement_id = newId()
    await db.insertInto('access.agreement').values({
      area_id: areaId, agreement_id, title, purpose, lawful_basis: lawfulBasis, verbs: [...new Set(verbs)], starts, ends: ends ?? null, review_on: reviewOn ?? null, made_by: actor.slug, made_at: now,
    }).execute()
    tell({ subject: '/sharing' })
    return { id: agreement_id }
  },
})

const One = Area.extend({ id: z.uuid('Say which agreement') })

export const signAgreement = action({
  name: 'access.sign-agreement',
  asksAgain: true,
  summary: 'Sign a sharing agreement for a place whose people one looks after, and of which one sees oneself what is shared',
  input: One.extend({ place: Place }),
  may: (actor, input, db) => maySign(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, id, place: at }) {
    const [agreement, place, today] = [await findAgreement(db, areaId, id), placeIn(await managedBy(actor, db, area), at), dayOf(now)]
    if (agreement.ends !== null && agreement.ends < today) throw new Refusal('conflict', 'This agreement is over')
    if (agreement.parties.some((one) => one.placeId === place.placeId && (one.ends === null || one.ends >= today))) throw new Refusal('conflict', `${place.name} has signed already`)
    const signed = { signed_by: actor.slug, signed_on: today, ends: null }
    await db.insertInto('access.agreement_party').values({ area_id: areaId, agreement_id: id, place_id: place.placeId, ...signed })
      .onConflict((c) => c.columns(['area_id', 'agreement_id', 'place_id']).doUpdateSet(signed)).execute()
    tell({ subject: '/sharing', changes: { signed: [null, place.name] } })
    return { id, place: place.placeId }
  },
})

export const leaveAgreement = action({
  name: 'access.leave-agreement',
  summary: 'Take a place out of a sharing agreement, at once or after a last day',
  input: One.extend({ place: Place, on: MaybeDay, reason: Reason }),
  may: async (actor, { area, place }, db) => {
    if ((await holdsInArea(actor, 'sharing:manage', db, await areaIdFor({ area }, db, actor))) === true) return true
    const some = await mayManage(actor, db, area)
    return some === true ? placeIn(await managedBy(actor, db, area), place) && true : some
  },
  areaOf: areaIdFor,
  async run({ db, now, areaId, tell }, { id, place: at, on }) {
    const agreement = await findAgreement(db, areaId, id)
    const party = agreement.parties.find(({ placeId, name }) => String(placeId) === at || name === at)
    if (!party) throw new Refusal('missing', 'This place has not signed')
    const last = lastDay(on, now)
    await cut(db, areaId, id, party, last)
    tell({ subject: '/sharing', changes: { signed: [party.name, on ? `until ${on}` : null] } })
    return { id, place: party.placeId }
  },
})

export const endAgreement = action({
  name: 'access.end-agreement',
  summary: 'End a sharing agreement for all who signed it, at once or after a last day',
  input: One.extend({ on: MaybeDay, reason: Reason }),
  may: async (actor, { area }, db) => holdsInArea(actor, 'sharing:manage', db, await areaIdFor({ area }, db, actor)),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { id, on, reason }) {
    const agreement = await findAgreement(db, areaId, id)
    const last = lastDay(on, now)
    if (agreement.ends !== null && agreement.ends <= last) throw new Refusal('conflict', 'This agreement is over by then already')
    // Over before its first day: nobody is bound by it, and its days must not run backwards.
    for (const party of agreement.parties) if (last < agreement.starts) await cut(db, areaId, id, party, dayBefore(party.signedOn))
    await db.updateTable('access.agreement').set({ ends: last < agreement.starts ? agreement.starts : last, ended_by: actor.slug, end_reason: reason, version: agreement.version + 1 })
      .where('area_id', '=', areaId).where('agreement_id', '=', id).execute()
    tell({ subject: '/sharing', changes: { ends: [agreement.ends, on ?? 'at once'] } })
    return { id }
  },
})

/** What ends at once held yesterday for the last time. */
function lastDay(on: string | undefined, now: Date) {
  if (on !== undefined && on < dayOf(now)) throw new Refusal('invalid', 'This day is over. Leave it empty to end it at once', { on: 'This day is over' })
  return on ?? dayBefore(dayOf(now))
}

/** A place is bound until a last day; where that is before it signed, it never was. The audit keeps both. */
async function cut(db: Writer, areaId: number, id: string, { placeId, signedOn }: Party, last: string) {
  const which = sql`where area_id = ${areaId} and agreement_id = ${id} and place_id = ${placeId} returning place_id`
  const [cutOff] = await rows(db, last < signedOn ? sql`delete from access.agreement_party ${which}` : sql`update access.agreement_party set ends = ${last} ${which}`)
  // Another place of the same name, whose people somebody else looks after.
  if (!cutOff) throw new Refusal('missing', 'This place has not signed')
}

async function maySign(actor: Actor, { area, id, place: at }: { area?: string | undefined; id: string; place: string }, db: Reader): Promise<Verdict> {
  const some = await mayManage(actor, db, area)
  if (some !== true) return some
  const managed = await managedBy(actor, db, area)
  const [agreement, held] = [await findAgreement(db, managed.areaId, id), await verbsAt(actor, { placeId: placeIn(managed, at).placeId, areaId: managed.areaId }, db)]
  const unseen = agreement.verbs.find((verb) => !held.has(verb))
  return unseen === undefined || `Nobody shares what they do not see themselves: ${VERBS[unseen].toLowerCase()}. The agreement is signed by whoever leads the place`
}

async function findAgreement(db: Reader | Writer, areaId: number, id: string): Promise<Agreement> {
  const found = (await agreementsOf(db, areaId)).find((one) => one.id === id)
  if (!found) throw new Refusal('missing', 'There is no such agreement')
  return found
}

const agreementsOf = (db: Reader | Writer, areaId: number) => rows(db, sql<Agreement>`
  select g.agreement_id as id, g.title, g.purpose, g.lawful_basis as "lawfulBasis", g.verbs, g.starts::text, g.ends::text, g.review_on::text as "reviewOn", g.made_by as "madeBy", g.end_reason as "endReason", g.version,
         coalesce((select json_agg(json_build_object('placeId', p.place_id, 'name', n.name, 'signedBy', p.signed_by, 'signedOn', p.signed_on, 'ends', p.ends) order by n.name)
                   from access.agreement_party p join places.place_named n on n.place_id = p.place_id where p.area_id = g.area_id and p.agreement_id = g.agreement_id), '[]') as parties
  from access.agreement g where g.area_id = ${areaId} order by g.starts desc, g.title`)
