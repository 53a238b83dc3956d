import type * as z from 'zod'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Database, type Reader, reading, type Writer } from './database.ts'
import { newId } from './id.ts'

/** Who acts, and for which area they act now. The operator is whoever has the machine: its command line. */
export interface Actor {
  slug: string
  name: string
  operator: boolean
  areaId: number
}

export type Door = 'page' | 'rest' | 'command' | 'job'

/** `true`, or the sentence that tells the person why not. */
export type Verdict = true | string

/** How the command line and REST name it where their shape is fixed; without it they follow the name. */
export interface DoorNames {
  /** `/measures/{id}` under /api/v1; braces name input fields. */
  rest?: `/${string}`
  /** `measure ID`: the word, then the input fields that follow it without a flag. */
  command?: { word: string; positional: string[] }
}

/** One thing a person can do. Web form, REST call and command line all come through here. */
export interface Action<Input = any, Outcome = unknown> extends DoorNames {
  name: `${string}.${string}`
  summary: string
  input: z.ZodType<Input>
  may: (actor: Actor, input: Input, db: Reader) => Promise<Verdict>
  /** The area what is written belongs to, where it is not the one the actor acts for. */
  areaOf?: (input: Input, db: Reader, actor: Actor) => Promise<number>
  run: (act: { actor: Actor; db: Writer; now: Date; areaId: number }, input: Input) => Promise<Outcome>
}

/** One thing a person can ask. The twin of an action: it cannot write, by type. */
export interface Query<Input = any, Answer = unknown> extends DoorNames {
  name: `${string}.${string}`
  summary: string
  input: z.ZodType<Input>
  may: (actor: Actor, input: Input, db: Reader) => Promise<Verdict>
  read: (ask: { actor: Actor; db: Reader; now: Date }, input: Input) => Promise<Answer>
}

export function action<Input, Outcome>(declared: Action<Input, Outcome>) {
  return declared
}

export function query<Input, Answer>(declared: Query<Input, Answer>) {
  return declared
}

export interface Caller {
  actor: Actor
  db: Database
  now: Date
  door: Door
}

/** Does an action for a caller: understands the input, asks `may`, runs it in one transaction with its audit line. */
export async function perform<Input, Outcome>(action: Action<Input, Outcome>, caller: Caller, raw: unknown, once?: string): Promise<Outcome> {
  const input = understand(action.input, raw)
  const reader = reading(caller.db)
  refuseUnless(await action.may(caller.actor, input, reader))
  const areaId = action.areaOf ? await action.areaOf(input, reader, caller.actor) : caller.actor.areaId

  return caller.db.transaction().execute(async (db) => {
    const before = once === undefined ? undefined : await takeKey(db, areaId, caller, `${action.name} ${once}`)
    if (before) return before.outcome as Outcome
    const outcome = await action.run({ actor: caller.actor, db, now: caller.now, areaId }, input)
    await recordDeed(db, { areaId, action: action.name, caller, input })
    await moveOn(db, areaId)
    if (once !== undefined) await keepOutcome(db, areaId, caller, `${action.name} ${once}`, outcome)
    return outcome
  })
}

/** Answers a query for a caller, who may or may not ask it. */
export async function ask<Input, Answer>(query: Query<Input, Answer>, caller: Caller, raw: unknown): Promise<Answer> {
  const input = understand(query.input, raw)
  const db = reading(caller.db)
  refuseUnless(await query.may(caller.actor, input, db))
  return query.read({ actor: caller.actor, db, now: caller.now }, input)
}

export function understand<Input>(shape: z.ZodType<Input>, raw: unknown): Input {
  const parsed = shape.safeParse(raw)
  if (parsed.success) return parsed.data

  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message
  throw new Refusal('invalid', Object.values(fields)[0] ?? 'There is a problem', fields)
}

/** The audit line of a deed; for what is done outside an action (a job's commit) it is called by hand, in the same transaction. */
export async function recordDeed(db: Writer, deed: { areaId: number; action: string; caller: Pick<Caller, 'actor' | 'door' | 'now'>; input: unknown; subject?: string }) {
  const { actor, door, now } = deed.caller
  await db
    .insertInto('platform.deed')
    .values({
      area_id: deed.areaId, deed_id: newId(), at: now, action: deed.action, person: actor.slug, door,
      subject: deed.subject ?? null, input: JSON.stringify(deed.input),
    })
    .execute()
}

/** Moves an area's data version on; pages that show its data make a new ETag from then. */
export async function moveOn(db: Writer, areaId: number) {
  await sql`insert into platform.data_version (area_id, version) values (${areaId}, 1)
    on conflict (area_id) do update set version = platform.data_version.version + 1`.execute(db)
}

function refuseUnless(verdict: Verdict) {
  if (verdict !== true) throw new Refusal('forbidden', verdict)
}

async function takeKey(db: Writer, areaId: number, { actor, now }: Caller, key: string) {
  const taken = await db
    .insertInto('platform.once')
    .values({ area_id: areaId, person: actor.slug, key, at: now, outcome: null })
    .onConflict((same) => same.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return
  return db.selectFrom('platform.once').select('outcome').where('area_id', '=', areaId).where('person', '=', actor.slug).where('key', '=', key).executeTakeFirst()
}

async function keepOutcome(db: Writer, areaId: number, { actor }: Caller, key: string, outcome: unknown) {
  await db
    .updateTable('platform.once')
    .set({ outcome: JSON.stringify(outcome ?? null) })
    .where('area_id', '=', areaId).where('person', '=', actor.slug).where('key', '=', key)
    .execute()
}
