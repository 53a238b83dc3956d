import { createHash, hash } from 'node:crypto'
import { sql } from 'kysely'

/** A line of the audit and its seal, every word as the database writes it: what the chain is computed from. */
export interface SealedWords {
  /** From 1 on, without a gap, in each area. */
  number: string
  sealedAt: string
  areaId: string
  deedId: string
  at: string
  action: string
  person: string
  door: string
  subject: string | null
  actingAs: string | null
  childId: string | null
  isLook: string
  payloadHash: string
}

/** What `payloadHash` is of. The salt is null where the words were erased: then nothing tells any longer what they were. */
export interface Payload {
  payloadSalt: string | null
  input: string
  changes: string | null
  reason: string | null
}

/** The columns of a line as words, of `platform.deed d`. Times are UTC to the microsecond, whatever the connection is set to. */
export const LINE_WORDS = sql`d.area_id::text as "areaId", d.deed_id::text as "deedId", to_json(d.at at time zone 'UTC') #>> '{}' as at, d.action, d.person, d.door,
  d.subject, d.acting_as as "actingAs", d.child_id::text as "childId", d.is_look::text as "isLook", encode(d.payload_hash, 'hex') as "payloadHash"`

export const PAYLOAD_WORDS = sql`d.payload_salt::text as "payloadSalt", d.input::text as input, d.changes::text as changes, d.reason`

/** What stands before the first line. */
export const BEFORE_FIRST = '0'.repeat(64)

/** The hash of a line, in hex: SHA-256 of the 32 bytes of the hash before it and then of its words. */
export function lineHash(before: string, line: SealedWords): string {
  return createHash('sha256').update(before, 'hex').update(wordsOf(line)).digest('hex')
}

/** The hash of what a line says beyond its own words. */
export function payloadHash({ payloadSalt, input, changes, reason }: Payload): string {
  return hash('sha256', [...(payloadSalt === null ? [] : [payloadSalt]), input, changes ?? '', reason === null ? '' : `=${reason}`].join('\u001f'), 'hex')
}

/** Each word as its length in bytes, a colon, itself and a comma; none at all as a tilde. No two lines come to the same bytes. */
function wordsOf(line: SealedWords): string {
  return [
    line.number, line.sealedAt, line.areaId, line.deedId, line.at, line.action, line.person, line.door, line.subject, line.actingAs, line.childId, line.isLook, line.payloadHash,
  ].map((word) => (word === null ? '~' : `${Buffer.byteLength(word)}:${word},`)).join('')
}
