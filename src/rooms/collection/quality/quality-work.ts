import { sql } from 'kysely'
import { askForWork, type Completeness, type FieldShare, moveOn, newId, type QualityCheck, type QualityFinding, reading, rows, type Running, type WorkKind, workKind, type Writer } from '#platform'

const LOOK = 'collection.quality'

export interface QualityDeclared {
  checks: readonly QualityCheck[]
  completeness: Completeness
}

/** Runs every check as the keeper, whom no policy stops, and brings the work-list up to date. */
export const qualityWork = (declared: QualityDeclared): WorkKind => workKind<object>({ name: LOOK, run: (work) => look(work, declared) })

/** Asks for the checks to be run, unless they wait to be run already. */
export async function askForQuality(db: Writer, { areaId, askedBy, now }: { areaId: number; askedBy: string; now: Date }): Promise<string> {
  const [waiting] = await rows(reading(db), sql<{ workId: string }>`select work_id as "workId" from platform.work where area_id = ${areaId} and kind = ${LOOK} and state = 'waiting' limit 1`)
  return waiting?.workId ?? askForWork(db, { areaId, kind: LOOK, title: 'Looking across returns', input: {}, askedBy, now })
}

async function look({ db, areaId, progress }: Running<object>, { checks, completeness }: QualityDeclared) {
  const now = new Date()
  const asked = { areaId, today: now.toISOString().slice(0, 10) }
  const found = new Map<string, QualityFinding[]>()
  for (const [at, check] of checks.entries()) {
    await progress(check.label, at / (checks.length + 1))
    found.set(check.name, await check.run(reading(db), asked))
  }
  await progress('Completeness', checks.length / (checks.length + 1))
  const shares = await completeness.run(reading(db), asked)
  await db.transaction().execute(async (tx) => {
    for (const [name, findings] of found) await writeFindings(tx, { areaId, check: name, now }, findings)
    await writeShares(tx, areaId, shares, now)
    await moveOn(tx, areaId)
  })
  return { found: [...found.values()].flat().length }
}

/** What is found again keeps its owner and day; what is found no more is done, by itself. */
async function writeFindings(tx: Writer, { areaId, check, now }: { areaId: number; check: string; now: Date }, findings: QualityFinding[]) {
  const column = <Value>(of: (one: QualityFinding) => Value) => findings.map(of)
  await sql`
    insert into collection.quality_finding (area_id, finding_id, check_name, place_id, key, message, fix, children, first_found_at, last_found_at)
    select ${areaId}::int, id, ${check}, place_id, key, message, fix, children, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${findings.map(() => newId())}::uuid[], ${column((f) => f.placeId)}::int[], ${column((f) => f.key)}::text[], ${column((f) => f.message)}::text[], ${column((f) => f.fix)}::text[], ${column((f) => f.children)}::int[])
      as one (id, place_id, key, message, fix, children)
    on conflict (area_id, check_name, place_id, key) do update set message = excluded.message, fix = excluded.fix, children = excluded.children, last_found_at = excluded.last_found_at,
      first_found_at = case when quality_finding.gone_at is null then quality_finding.first_found_at else excluded.first_found_at end, gone_at = null`.execute(tx)
  await sql`
    update collection.quality_finding set gone_at = ${now}::timestamptz where area_id = ${areaId} and check_name = ${check} and gone_at is null and last_found_at < ${now}::timestamptz`.execute(tx)
}

async function writeShares(tx: Writer, areaId: number, shares: FieldShare[], now: Date) {
  await tx.deleteFrom('collection.quality_share').where('area_id', '=', areaId).execute()
  const column = <Value>(of: (one: FieldShare) => Value) => shares.map(of)
  await sql`
    insert into collection.quality_share (area_id, field, place_id, have, of, counted_at)
    select ${areaId}::int, field, place_id, have, total, ${now}::timestamptz from unnest(${column((s) => s.field)}::text[], ${column((s) => s.placeId)}::int[], ${column((s) => s.have)}::int[], ${column((s) => s.of)}::int[])
      as one (field, place_id, have, total)`.execute(tx)
}
