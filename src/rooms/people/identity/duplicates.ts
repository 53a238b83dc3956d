import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, query, type Reader, rows, type Verdict } from '#platform'
import { holdsInArea, personNames } from '#rooms/access'
import { nothingHere } from '../reach.ts'
import type { PairEvidence } from './pairs.ts'

export type PairState = 'open' | 'same' | 'different' | 'parted'

/** Two records that may be one child, as somebody decides on them. */
export interface Pair {
  id: string
  areaId: number
  oneId: string
  otherId: string
  evidence: PairEvidence
  foundAt: string
  state: PairState
  /** Decided to be one, and put together by now; before that it is on its way. */
  isMerged: boolean
  decidedBy: string | null
  decidedAt: string | null
  reason: string | null
  batch: number | null
  version: number
}

/** Whether somebody decides on identity for the whole area they act for: who does not is told of no pair. */
export async function decidesHere(actor: Actor, db: Reader): Promise<true> {
  if ((await holdsInArea(actor, 'identity:decide', db)) !== true) throw nothingHere()
  return true
}

const PAGE = 50

/** Pairs to decide, the latest found first; or those that were decided. */
export const listPairs = query({
  name: 'people.pairs',
  summary: 'Records that may be one child, with what speaks for it and against it',
  rest: '/children/duplicates',
  aboutChildren: true,
  input: z.object({ state: z.enum(['open', 'decided']).default('open'), page: z.coerce.number('Give the number of a page').int().min(1).max(10_000).default(1) }),
  may: (actor, _input, db): Promise<Verdict> => decidesHere(actor, db),
  async read({ actor, db }, { state, page }) {
    const found = await pairs(db, actor.areaId, sql`state ${state === 'open' ? sql`= 'open'` : sql`<> 'open'`} order by coalesce(decided_at, found_at) desc, pair_id limit ${PAGE + 1} offset ${(page - 1) * PAGE}`)
    const [{ open } = { open: 0 }] = await rows(db, sql<{ open: number }>`select count(*)::int as open from people.pair where area_id = ${actor.areaId} and state = 'open'`)
    return { areaId: actor.areaId, open, page, pairs: found.slice(0, PAGE), hasMore: found.length > PAGE }
  },
  looksAt: ({ areaId, pairs: seen }) => (seen.length ? [{ areaId, childId: null }] : []),
})

/** One pair, both sides as they stood when it was found. Each answer is a look at both children. */
export const readPair = query({
  name: 'people.pair',
  summary: 'One pair of records that may be one child',
  rest: '/children/duplicates/{id}',
  aboutChildren: true,
  input: z.object({ id: z.uuid('Open the pair from the list') }),
  may: (actor, _input, db): Promise<Verdict> => decidesHere(actor, db),
  read: ({ actor, db }, { id }) => pairOf(db, actor.areaId, id),
  looksAt: ({ areaId, oneId, otherId }) => [oneId, otherId].map((childId) => ({ areaId, childId })),
})

/** A pair of an area; missing where there is none of that id. */
export async function pairOf(db: Reader, areaId: number, id: string): Promise<Pair> {
  const [found] = await pairs(db, areaId, sql`pair_id = ${id}`)
  if (!found) throw nothingHere()
  return found
}

async function pairs(db: Reader, areaId: number, which: ReturnType<typeof sql>): Promise<Pair[]> {
  const [found, names] = await Promise.all([
    rows(db, sql<Omit<Pair, 'foundAt' | 'decidedAt'> & { foundAt: Date; decidedAt: Date | null }>`
      select pair_id as id, area_id as "areaId", one_id as "oneId", other_id as "otherId", evidence, found_at as "foundAt", state, moved is not null as "isMerged",
        decided_by as "decidedBy", decided_at as "decidedAt", reason, batch_id as batch, version
      from people.pair where area_id = ${areaId} and ${which}`),
    personNames(db),
  ])
  return found.map((one) => ({ ...one, foundAt: one.foundAt.toISOString(), decidedAt: one.decidedAt?.toISOString() ?? null, decidedBy: one.decidedBy && (names.get(one.decidedBy) ?? one.decidedBy) }))
}
