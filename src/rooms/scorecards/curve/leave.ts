import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, type Reader, rows } from '#platform'
import { areasOf, holds, type Verb } from '#rooms/access'
import { areaOfPlace, placeNamed, siteNamed } from '#rooms/places'

/** What people write about a curve one by one, with what a page calls one of it. */
const KINDS = {
  target: 'target', baseline: 'baseline', scenario: 'scenario', cause: 'cause', question: 'question', partner: 'partner', idea: 'idea', remark: 'remark',
} as const
export type WrittenKind = keyof typeof KINDS

/** Who may write something new about a curve: those with the verb at its place, in the area it lies in. */
export function atCurve(verb: Verb) {
  return {
    may: async (actor: Actor, { place }: { place: string }, db: Reader) => holds(actor, verb, await siteNamed(db, place), db),
    areaOf: async ({ place }: { place: string }, db: Reader) => areaOfPlace(db, await placeNamed(db, place)),
  }
}

/** Who may change something that was written: those with the verb where it was written. To others it is missing. */
export function atWritten(kind: WrittenKind, verb: Verb) {
  return {
    may: async (actor: Actor, { id }: { id: string }, db: Reader) => holds(actor, verb, await findWritten(kind, actor, id, db), db),
    areaOf: async ({ id }: { id: string }, db: Reader, actor: Actor) => (await findWritten(kind, actor, id, db)).areaId,
  }
}

/** Among the areas the person has a part in: elsewhere it is missing, as is what never was. */
export async function findWritten(kind: WrittenKind, actor: Actor, id: string, db: Reader) {
  const [found] = await rows(db, sql<{ areaId: number; placeId: number; measureId: string; groupId: string }>`
    select area_id as "areaId", place_id as "placeId", measure_id as "measureId", group_id as "groupId"
    from ${sql.table(`scorecards.${kind}`)} where area_id = any (${await areasOf(actor, db)}) and ${sql.ref(`${kind}_id`)} = ${id}`)
  if (!found) throw new Refusal('missing', `There is no such ${KINDS[kind]}`)
  return found
}

/** An action by which something no longer stands; it stays in the history, with who ended it and when. */
export function ending(kind: 'cause' | 'question' | 'partner' | 'idea', summary: string) {
  return action({
    name: `scorecards.end-${kind}`,
    summary,
    input: z.object({ id: z.uuid(`Say which ${KINDS[kind]}`) }),
    ...atWritten(kind, 'story:write'),
    touches: [{ table: `scorecards.${kind}`, where: { [`${kind}_id`]: 'id' } }],
    async run({ actor, db, now, areaId }, { id }) {
      await sql`update ${sql.table(`scorecards.${kind}`)} set ended_at = ${now}, ended_by = ${actor.slug}
        where area_id = ${areaId} and ${sql.ref(`${kind}_id`)} = ${id} and ended_at is null`.execute(db)
      return { id }
    },
  })
}

/** The address of a page elsewhere that shows where something is from; nothing where the box is left empty. */
export const address = z.preprocess(
  (typed) => (typeof typed === 'string' && typed.trim() === '' ? undefined : typed),
  z.url({ protocol: /^https?$/, error: 'Give the whole address, like https://example.org/report' }).max(500, 'Use 500 characters or fewer').optional(),
)
