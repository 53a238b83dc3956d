import { sql } from 'kysely'
import { dayInWords } from '#kernel'
import { newId, type Reader, rows, type Writer } from '#platform'
import { type Evidence, type Together, weigh } from './evidence.ts'
import type { Matcher } from './match.ts'

/** How a child stood when a pair was found: what the page sets side by side. */
export interface PairSide {
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  sex: string | null
  identifiers: string[]
  onRoll: { place: string; starts: string; ends: string | null }[]
}

/** What is kept of a pair, so that it can be judged whatever becomes of the two. */
export interface PairEvidence extends Evidence {
  one: PairSide
  other: PairSide
}

/** Two children who may be one; in the order of their ids. */
type Two = readonly [string, string]

const MOST_NEAR = 8

/** Those who may be one with a child that a return brought or spoke of, by what they share; at most eight each. */
export function nearTo(childId: string, near: readonly string[]): Two[] {
  return near.filter((one) => one !== childId).slice(0, MOST_NEAR).map((one) => (one < childId ? [one, childId] : [childId, one]) as Two)
}

/** Weighs who may be one, and enters what is likely for a person to decide. What was decided once is not asked again. */
export async function writePairs(tx: Writer, { areaId, batchId, now }: { areaId: number; batchId: number; now: Date }, matcher: Matcher, asked: readonly Two[]) {
  const twos = [...new Map(asked.map((two) => [two.join(' '), two])).values()].filter((two) => two.every((id) => matcher.children.get(id)?.isAdopted === false))
  if (!twos.length) return
  const ids = [...new Set(twos.flat())]
  const [sides, together] = [await sidesOf(tx, areaId, matcher, ids), await inOneReturn(tx, areaId, twos)]
  const found = twos.flatMap(([one, other]) => {
    const evidence = weigh(matcher.children.get(one)!, matcher.children.get(other)!, togetherOf(sides.get(one)!, sides.get(other)!, together.get(`${one} ${other}`) ?? []))
    return evidence ? [{ one, other, evidence: { ...evidence, one: sides.get(one)!, other: sides.get(other)! } satisfies PairEvidence }] : []
  })
  await sql`
    insert into people.pair (area_id, pair_id, one_id, other_id, evidence, found_at, state, batch_id)
    select ${areaId}::int, pair_id, one_id, other_id, evidence, ${now}::timestamptz, 'open', ${batchId}::int
    from unnest(${found.map(() => newId())}::uuid[], ${found.map(({ one }) => one)}::uuid[], ${found.map(({ other }) => other)}::uuid[], ${found.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[]) as f (pair_id, one_id, other_id, evidence)
    on conflict (area_id, one_id, other_id) do nothing`.execute(tx)
}

/**
 * What a batch that is undone had put up to be decided goes with it, and so does what is about a child who is no more. Of a child who left care by
 * adoption goes what was decided too; of two that were put together the decision stays, so that they can be parted, without what it was made on.
 */
export async function dropPairs(tx: Writer, areaId: number, batchId: number | null) {
  const isAdopted = sql`(exists (select from people.former_identity f where f.area_id = p.area_id and f.child_id = any (array[p.one_id, p.other_id]))
    or exists (select from people.statement s where s.area_id = p.area_id and s.child_id = any (array[p.one_id, p.other_id]) and s.topic = 'after-care' and s.value = 'A'))`
  await sql`
    delete from people.pair p where p.area_id = ${areaId} and ((p.state = 'open' and (p.batch_id = ${batchId}
      or (select count(*) from people.child c where c.area_id = p.area_id and c.child_id = any (array[p.one_id, p.other_id])) < 2))
      or (p.state <> 'same' and p.moved is null and ${isAdopted}))`.execute(tx)
  await sql`update people.pair p set evidence = ${JSON.stringify({ for: [], against: [], one: KEPT_APART, other: KEPT_APART })}::jsonb where p.area_id = ${areaId} and ${isAdopted}`.execute(tx)
}

const KEPT_APART: PairSide = { givenName: 'Kept', familyName: 'apart', knownAs: null, born: '1900-01-01', sex: null, identifiers: [], onRoll: [] }

const IDENTIFIER_WORDS: Record<string, string> = { upn: 'UPN', 'former-upn': 'UPN', 'temporary-upn': 'temporary UPN', uln: 'ULN' }

function togetherOf(one: PairSide, other: PairSide, returns: string[]): Together {
  const [ids, places] = [new Set(other.identifiers), new Set(other.onRoll.map(({ place }) => place))]
  return { identifiers: one.identifiers.filter((id) => ids.has(id)), places: [...new Set(one.onRoll.map(({ place }) => place))].filter((place) => places.has(place)), returns }
}

async function sidesOf(tx: Writer, areaId: number, matcher: Matcher, ids: string[]): Promise<Map<string, PairSide>> {
  const db = tx as unknown as Reader
  const identifiers = await rows(db, sql<{ childId: string; scheme: string; value: string }>`
    select distinct child_id as "childId", scheme, value from people.identifier where area_id = ${areaId} and child_id = any (${ids}::uuid[]) order by 1, 2, 3`)
  const onRoll = await rows(db, sql<{ childId: string; place: string; starts: string; ends: string | null }>`
    select e.child_id as "childId", p.name as place, e.starts, e.ends from people.enrolment e join places.place_named p on p.place_id = e.place_id
    where e.area_id = ${areaId} and e.child_id = any (${ids}::uuid[]) order by e.child_id, e.starts`)
  const idsOf = Map.groupBy(identifiers, ({ childId }) => childId)
  const rollOf = Map.groupBy(onRoll, ({ childId }) => childId)
  return new Map(ids.map((id) => {
    const { givenName, familyName, knownAs, born, sex } = matcher.children.get(id)!
    const words = (idsOf.get(id) ?? []).map(({ scheme, value }) => `${IDENTIFIER_WORDS[scheme] ?? `id of ${scheme}`} ${value}`)
    return [id, { givenName, familyName, knownAs, born, sex, identifiers: [...new Set(words)], onRoll: (rollOf.get(id) ?? []).map(({ place, starts, ends }) => ({ place, starts, ends })) }]
  }))
}

/** Returns of one setting that have a record for each of two. */
async function inOneReturn(tx: Writer, areaId: number, twos: readonly Two[]): Promise<Map<string, string[]>> {
  const found = await rows(tx as unknown as Reader, sql<{ two: string; place: string; day: string }>`
    select distinct on (t.one, t.other) t.one || ' ' || t.other as two, p.name as place, a.as_at as day
    from unnest(${twos.map(([one]) => one)}::uuid[], ${twos.map(([, other]) => other)}::uuid[]) as t (one, other)
    join people.record_row a on a.area_id = ${areaId} and a.child_id = t.one
    join people.record_row b on b.area_id = ${areaId} and b.child_id = t.other and b.batch_id = a.batch_id and b.reported_by = a.reported_by and b.as_at = a.as_at
    join places.place_named p on p.place_id = a.reported_by
    order by t.one, t.other, a.as_at desc`)
  return new Map(found.map(({ two, place, day }) => [two, [`${place}, ${dayInWords(day)}`]]))
}
