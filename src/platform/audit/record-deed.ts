import type { Caller } from '../action.ts'
import type { Database, Writer } from '../database.ts'
import { newId } from '../id.ts'
import { plannedRead } from '../planned.ts'

/** What a line of the audit may say beyond who, what and when. */
export interface DeedDetails {
  subject?: string
  childId?: string
  /** Field by field what stood there and what stands there now. */
  changes?: Record<string, readonly [unknown, unknown]>
  /** Why, where that was asked. */
  reason?: string
}

/** The audit line of a deed; for what is done outside an action (a job's commit) it is called by hand, in the same transaction. */
export async function recordDeed(db: Writer | Database, deed: DeedToRecord) {
  const { actor, door, now } = deed.caller
  await record(db, [
    deed.areaId, newId(), now, deed.action, actor.slug, door, deed.subject ?? null, JSON.stringify(deed.input ?? null), actor.actingAs ?? null,
    deed.childId ?? null, deed.changes && Object.keys(deed.changes).length ? JSON.stringify(deed.changes) : null, deed.reason ?? null, deed.isLook ?? false,
  ])
}

export interface DeedToRecord extends DeedDetails {
  areaId: number
  action: string
  caller: Pick<Caller, 'actor' | 'door' | 'now'>
  input: unknown
  isLook?: boolean
}

/** With its place in the queue of the sealer, so that no line can stay out of the chain. */
const record = plannedRead<never, unknown[]>('platform.record-deed', `
  with line as (
    insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash)
    select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt,
           sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
    from (select gen_random_uuid() as salt) one)
  insert into platform.unsealed (area_id, deed_id) values ($1, $2)`)

/** What somebody looked at: a child's record, or without a child a list of them. */
export interface Look {
  areaId: number
  childId: string | null
  reason?: string
}

/** Each look as a line, before what was looked at is given. */
export async function recordLooks(tx: Writer, seen: readonly Look[], look: Pick<DeedToRecord, 'action' | 'caller' | 'input'>) {
  for (const { areaId, childId, reason } of seen) await recordDeed(tx, { ...look, areaId, ...(childId ? { childId } : {}), isLook: true, ...(reason ? { reason } : {}) })
}

/** A reason is told apart from the rest of what was sent: people look for it. */
export function reasonIn(input: unknown): { reason?: string } {
  const reason = (input as { reason?: unknown } | null)?.reason
  return typeof reason === 'string' && reason ? { reason } : {}
}

/** What stands otherwise after than before, of the fields both know. */
export function changesFrom(stood: object, input: object): Record<string, readonly [unknown, unknown]> {
  const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value ?? null)
  return Object.fromEntries(Object.entries(stood).flatMap(([field, old]) => {
    const now = (input as Record<string, unknown>)[field]
    return now === undefined || JSON.stringify(plain(now)) === JSON.stringify(plain(old)) ? [] : [[field, [plain(old), plain(now)] as const]]
  }))
}
