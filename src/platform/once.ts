import { Refusal } from '#kernel'
import type { Database, Writer } from './database.ts'

/** A write that is done once, however often it is sent. */
export interface OnceKey {
  areaId: number
  person: string
  key: string
  inputHash: string
}

/** Takes a key for this write; where it was taken before, answers what the write came to, and refuses another input under it. */
export async function takeKey(db: Writer, { areaId, person, key, inputHash }: OnceKey, now: Date) {
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

export async function keepOutcome(db: Writer, { areaId, person, key }: OnceKey, outcome: unknown) {
  await db
    .updateTable('platform.once')
    .set({ outcome: JSON.stringify(outcome ?? null) })
    .where('area_id', '=', areaId).where('person', '=', person).where('key', '=', key)
    .execute()
}

/** Forgets keys of writes from before a day: nobody sends a form again after that long. */
export async function forgetKeys(db: Database, before: Date) {
  const { numDeletedRows } = await db.deleteFrom('platform.once').where('area_id', '>=', 0).where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
