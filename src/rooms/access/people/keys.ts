import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, hashed, newSecret, query, type Reader, rows, type Verdict, writtenText } from '#platform'
import { holdsInArea } from '../grants.ts'
import { standingOf } from '../standing.ts'
import { type Verb, VERBS } from '../verbs.ts'
import { Day, dayOf, momentAfter, yearAfter } from './days.ts'
import { Area, areaIdFor } from './ground.ts'

export interface Key {
  id: string
  label: string
  person: string
  /** Null: all its person may do. */
  verbs: Verb[] | null
  madeAt: Date
  endsAt: Date
  usedAt: Date | null
  endedAt: Date | null
}

const mayKeys = async (actor: Actor, { area }: { area?: string | undefined }, db: Reader): Promise<Verdict> => holdsInArea(actor, 'key:make', db, await areaIdFor({ area }, db, actor))

export const keys = query<{ area?: string | undefined }, Key[]>({
  name: 'access.keys',
  summary: 'Keys for programs that work in the area: whose, for what, until when, last used when; never the key itself',
  input: Area,
  may: mayKeys,
  read: async ({ actor, db }, { area }) => keysOf(db, await areaIdFor({ area }, db, actor)),
})

const List = z.preprocess((given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given), z.array(z.enum(Object.keys(VERBS) as [Verb, ...Verb[]], 'Choose what the key may do')).min(1, 'Say what the key may do'))

export const makeKey = action({
  name: 'access.make-key',
  summary: 'Make a key for a program: some of what one may do oneself in the area, for a year at most; it is shown once',
  input: Area.extend({ label: writtenText('Say what the key is for, so that it is known later', 200), verbs: List, until: Day }),
  asksAgain: true,
  may: mayKeys,
  areaOf: areaIdFor,
  keeps: ({ id }: { id: string; key: string }) => ({ id }),
  async run({ actor, db, now, areaId, tell }, { label, verbs, until }) {
    if (actor.operator) throw new Refusal('invalid', 'A key belongs to somebody. For a key of a person by the command line use: belong token')
    const lacking = verbs.filter((verb) => NOT_BY_KEY.has(verb))
    if (lacking.length) throw new Refusal('invalid', `No key may do this, since each time somebody must show that it is them: ${VERBS[lacking[0]!].toLowerCase()}`, { verbs: 'Choose what a key may do' })
    const own = await keyVerbs(actor, db as unknown as Reader, areaId)
    const more = verbs.filter((verb) => !own.includes(verb))
    if (more.length) throw new Refusal('invalid', `You may not do this here yourself: ${VERBS[more[0]!].toLowerCase()}`, { verbs: 'Choose among what you may do yourself' })
    if (until < dayOf(now) || until > yearAfter(dayOf(now))) throw new Refusal('invalid', 'A key is good for a year at most', { until: 'Give a day from today to a year from now' })
    const secret = `blg_${newSecret()}`
    const [kept] = await db.insertInto('access.token').values({ token_hash: hashed(secret), person: actor.slug, area_id: areaId, label, verbs: [...new Set(verbs)], made_by: actor.slug, made_at: now, ends_at: momentAfter(until) }).returning('token_id').execute()
    tell({ subject: '/keys' })
    return { id: kept!.token_id, key: secret }
  },
})

export const endKey = action({
  name: 'access.end-key',
  summary: 'End a key: from now on nothing is done with it',
  touches: [{ table: 'access.token', where: { token_id: 'id' } }],
  input: Area.extend({ id: z.uuid('Say which key') }),
  may: mayKeys,
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { id }) {
    const { numUpdatedRows } = await db.updateTable('access.token').set({ ended_at: now, ended_by: actor.slug }).where('area_id', '=', areaId).where('token_id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
    if (!numUpdatedRows) throw new Refusal('missing', 'There is no such key, or it is over')
    tell({ subject: '/keys' })
    return { id }
  },
})

/** Each of these asks who somebody is, which no program can answer. */
const NOT_BY_KEY: ReadonlySet<Verb> = new Set(['role:change', 'key:make', 'child:break-glass'])

/** What somebody may give a key: what they may do themselves in the area, wherever in it. */
export async function keyVerbs(actor: Actor, db: Reader, areaId: number): Promise<Verb[]> {
  const { held } = await standingOf(actor, db)
  const own = new Set(held.filter((one) => one.areaId === areaId).map(({ verb }) => verb))
  return (Object.keys(VERBS) as Verb[]).filter((verb) => own.has(verb) && !NOT_BY_KEY.has(verb))
}

const keysOf = (db: Reader, areaId: number) => rows(db, sql<Key>`
  select token_id as id, label, person, verbs, made_at as "madeAt", ends_at as "endsAt", used_at as "usedAt", ended_at as "endedAt"
  from access.token where area_id = ${areaId} order by ended_at is not null, made_at desc limit 500`)
