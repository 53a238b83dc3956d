import { hash } from 'node:crypto'
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

  const key = once === undefined ? undefined : { areaId, person: caller.actor.slug, key: `${action.name} ${sha256(once)}`, inputHash: sha256(JSON.stringify(input ?? null)) }

  return caller.db.transaction().execute(async (db) => {
    // Reads of pages are cut off after a while; a deed may take the time it takes.
    await sql`set local statement_timeout = 0`.execute(db)
    const before = key && (await takeKey(db, key, caller.now))
    if (before) return before.outcome as Outcome
    const outcome = await action.run({ actor: caller.actor, db, now: caller.now, areaId }, input)
    await recordDeed(db, { areaId, action: action.name, caller, input })
    await moveOn(db, areaId)
    if (key) await keepOutcome(db, key, outcome)
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

/** The input does not have the shape that was asked for: words are missing or odd. Nobody has looked yet at what they mean. */
export class NotUnderstood extends Refusal {
  override name = 'NotUnderstood'

  constructor(fields: Record<string, string>) {
    super('invalid', Object.values(fields)[0] ?? 'There is a problem', fields)
  }
}

export function understand<Input>(shape: z.ZodType<Input>, raw: unknown): Input {
  const parsed = shape.safeParse(wellFormed(raw))
  if (parsed.success) return parsed.data

  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message
  throw new NotUnderstood(fields)
}

/** Forgets keys of writes from before a day: nobody sends a form again after that long. */
export async function forgetKeys(db: Database, before: Date) {
  const { numDeletedRows } = await db.deleteFrom('platform.once').where('area_id', '>=', 0).where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
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

/** Half of a pair that stands for one letter beyond the first 65,536 is no text, and the database would refuse it. No input of ours lies deeper than a few lists. */
function wellFormed(raw: unknown, depth = 4): unknown {
  if (typeof raw === 'string') return raw.toWellFormed()
  if (typeof raw !== 'object' || raw === null || depth === 0) return raw
  if (Array.isArray(raw)) return raw.map((one) => wellFormed(one, depth - 1))
  if (Object.getPrototypeOf(raw) !== Object.prototype) return raw
  return Object.fromEntries(Object.entries(raw).map(([name, one]) => [name.toWellFormed(), wellFormed(one, depth - 1)]))
}

interface OnceKey {
  areaId: number
  person: string
  key: string
  inputHash: string
}

async function takeKey(db: Writer, { areaId, person, key, inputHash }: OnceKey, now: Date) {
  const taken = await db
    .insertInto('platform.once')
    .values({ area_id: areaId, person, key, input_hash: inputHash, at: now, outcome: null })
    .onConflict((same) => same.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return
  const before = await db
    .selectFrom('platform.once')
    .select(['outcome', 'input_hash'])
    .where('area_id', '=', areaId).where('person', '=', person).where('key', '=', key)
    .executeTakeFirst()
  if (before && before.input_hash !== inputHash) throw new Refusal('conflict', 'This was sent before with something else in it. Open the page again, or send it under a new key')
  return before
}

async function keepOutcome(db: Writer, { areaId, person, key }: OnceKey, outcome: unknown) {
  await db
    .updateTable('platform.once')
    .set({ outcome: JSON.stringify(outcome ?? null) })
    .where('area_id', '=', areaId).where('person', '=', person).where('key', '=', key)
    .execute()
}

const sha256 = (text: string) => hash('sha256', text, 'hex')
