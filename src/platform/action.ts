import { hash } from 'node:crypto'
import type * as z from 'zod'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { changesFrom, type DeedDetails, type Look, reasonIn, recordDeed, recordLooks } from './audit/record-deed.ts'
import { changesOfRows, type Touch, touchedRows } from './audit/touched.ts'
import { type Database, type Reader, reading, type Writer } from './database.ts'
import { logFault } from './log.ts'
import type { Outbox } from './mail.ts'
import { keepOutcome, takeKey } from './once.ts'
import { understand } from './understand.ts'

/** Who acts, and for which area they act now. The operator is whoever has the machine: its command line. */
export interface Actor {
  slug: string
  name: string
  operator: boolean
  areaId: number
  /** The role they act in, of those they hold in the area; without it they act in all. */
  appointmentId?: string | null
  /** That role in words, for the audit: "Headteacher, Elm Primary". */
  actingAs?: string | null
  /** The verbs a key for the API is limited to. */
  only?: readonly string[] | null
  /** The one area such a key works in. */
  onlyArea?: number | null
  /** When they last proved who they are; null where they never did here, as with a key. */
  provedAt?: Date | null
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
  /** It touches what is held of children: without this no child is there to be found. */
  aboutChildren?: true
  /** Sensitive: the person proves once more who they are, if that was more than ten minutes ago. */
  asksAgain?: true
  /** How what it changes stands now, in the words of its input: the audit then says what became of what. */
  before?: (input: Input, db: Reader, actor: Actor) => Promise<object | null | undefined>
  /** Or the rows it changes, by the fields of its input that name them: they are read before and after. */
  touches?: readonly Touch[]
  /** Or its run tells it itself, by `tell`. */
  tells?: true
  /** What of its outcome is kept for whoever sends it twice; all of it where this is left out. A secret that is shown once is never kept. */
  keeps?(outcome: Outcome): unknown
  run: (act: Act, input: Input) => Promise<Outcome>
}

export interface Act {
  actor: Actor
  db: Writer
  now: Date
  areaId: number
  /** Adds to the line of the audit what the input does not say. */
  tell: (more: DeedDetails) => void
  /** Is done once all of this is kept, and may fail without losing it: what cannot be taken back, as a mail. */
  afterwards: (step: (after: { db: Database; mail: Outbox | null }) => Promise<void>) => void
}

/** One thing a person can ask. The twin of an action: it cannot write, by type. */
export interface Query<Input = any, Answer = unknown> extends DoorNames {
  name: `${string}.${string}`
  summary: string
  input: z.ZodType<Input>
  may: (actor: Actor, input: Input, db: Reader) => Promise<Verdict>
  /** It touches what is held of children: without this no child is there to be found. */
  aboutChildren?: true
  /** What it asks for may name people: REST takes it as the body of a POST, since addresses are kept by browsers and on the way. */
  bodyOnly?: true
  /** What the answer shows of children: each look becomes a line of the audit before the answer is given. */
  looksAt?(answer: Answer, input: Input): readonly Look[]
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
  /** The same, with what they may see of children; without it, `db`. */
  forChildren?: Database
  now: Date
  door: Door
  /** Where mail is sent from; without it none is. */
  mail?: Outbox
}

/** Does an action for a caller: understands the input, asks `may`, runs it in one transaction with its audit line. */
export async function perform<Input, Outcome>(action: Action<Input, Outcome>, caller: Caller, raw: unknown, once?: string): Promise<Outcome> {
  const input = understand(action.input, raw)
  const data = (action.aboutChildren && caller.forChildren) || caller.db
  const reader = reading(data)
  refuseUnless(await action.may(caller.actor, input, reader))
  if (action.asksAgain) refuseUnlessProved(caller)
  const areaId = action.areaOf ? await action.areaOf(input, reader, caller.actor) : caller.actor.areaId

  const key = once === undefined ? undefined : { areaId, person: caller.actor.slug, key: `${action.name} ${sha256(once)}`, inputHash: sha256(JSON.stringify(input ?? null)) }

  const steps: Parameters<Act['afterwards']>[0][] = []
  const done = await data.transaction().execute(async (db) => {
    // Reads of pages are cut off after a while; a deed may take the time it takes.
    await sql`set local statement_timeout = 0`.execute(db)
    const before = key && (await takeKey(db, key, caller.now))
    if (before) return before.outcome as Outcome
    const stood = await action.before?.(input, reading(db), caller.actor)
    const rowsStood = action.touches && (await touchedRows(db, areaId, action.touches, input as object))
    const details: DeedDetails = { ...reasonIn(input) }
    const outcome = await action.run({ actor: caller.actor, db, now: caller.now, areaId, tell: (more) => void Object.assign(details, more), afterwards: (step) => void steps.push(step) }, input)
    if (stood) details.changes ??= changesFrom(stood, input as object)
    if (rowsStood) details.changes ??= changesOfRows(action.touches!, rowsStood, await touchedRows(db, areaId, action.touches!, input as object))
    await recordDeed(db, { areaId, action: action.name, caller, input, ...details })
    await moveOn(db, areaId)
    if (key) await keepOutcome(db, key, action.keeps ? action.keeps(outcome) : outcome)
    return outcome
  })
  for (const step of steps) await step({ db: data, mail: caller.mail ?? null }).catch((fault: unknown) => logFault(fault, `after ${action.name}`))
  return done
}

/** Answers a query for a caller, who may or may not ask it. */
export async function ask<Input, Answer>(query: Query<Input, Answer>, caller: Caller, raw: unknown): Promise<Answer> {
  const input = understand(query.input, raw)
  const data = (query.aboutChildren && caller.forChildren) || caller.db
  const db = reading(data)
  refuseUnless(await query.may(caller.actor, input, db))
  const answer = await query.read({ actor: caller.actor, db, now: caller.now }, input)
  const seen = query.looksAt?.(answer, input) ?? []
  if (seen.length) await data.transaction().execute((tx) => recordLooks(tx, seen, { action: query.name, caller, input }))
  return answer
}

/** Somebody must prove once more who they are before they may do this. */
export class ProveAgain extends Refusal {
  override name = 'ProveAgain'

  constructor() {
    super('forbidden', 'This is a sensitive thing to do. Show once more that it is you, then do it again')
  }
}

const PROVED_MINUTES = 10

function refuseUnlessProved({ actor, now }: Caller) {
  if (actor.operator) return
  if (!actor.provedAt || now.getTime() - actor.provedAt.getTime() > PROVED_MINUTES * 60_000) throw new ProveAgain()
}

/** Moves an area's data version on; pages that show its data make a new ETag from then. */
export async function moveOn(db: Writer, areaId: number) {
  await sql`insert into platform.data_version (area_id, version) values (${areaId}, 1)
    on conflict (area_id) do update set version = platform.data_version.version + 1`.execute(db)
}

function refuseUnless(verdict: Verdict) {
  if (verdict !== true) throw new Refusal('forbidden', verdict)
}

const sha256 = (text: string) => hash('sha256', text, 'hex')
