import { sql } from 'kysely'
import { BinaryRows, copyIn, type Difference, type FactBatch, moveOn, newId, type Reader, reading, rows, sortExtents, type TakenBack, type Writer } from '#platform'
import { bringUnmatchedSetting } from '#rooms/places'
import { Matcher } from '../identity/match.ts'
import { nameColumns } from '../names.ts'
import { besideThem, derive, forgetUnnamed } from './derive.ts'
import { ATTAINMENT, ATTENDANCE, cachedHash, extentsOf, type AnyFactTable, ON_ROLL, type ReturnContent, type Said, SESSION_COUNT, STATEMENT, SUSPENSION } from './said.ts'

/** The tables every return about children may write in; a kind with more adds its own. */
export const FACT_TABLES: readonly AnyFactTable[] = [ON_ROLL, STATEMENT, SUSPENSION, SESSION_COUNT, ATTENDANCE, ATTAINMENT]

/**
 * What a kind of return about children has in common with every other: which facts it writes, how it is compared with what stands, taken in
 * and taken back. The kind itself recognises, and reads a file into a ReturnContent.
 */
export function returnOf(series: string, more: readonly AnyFactTable[] = []) {
  const tables = [...FACT_TABLES, ...more]
  return {
    series,
    facts: ['people.record_row', 'people.nhs_number', ...tables.map(({ table }) => table)] as const,
    prepare,
    covers: extentsOf,
    compare: (db: Reader, content: ReturnContent, areaId: number) => compareWith(db, areaId, series, content),
    commit: (tx: Writer, content: ReturnContent, batch: FactBatch) => takeIn(tx, content, batch, { series, tables }),
    async undo(tx: Writer, { areaId, batchId, touched = [], covered = [] }: { areaId: number; batchId: number } & Partial<TakenBack>) {
      await derive(tx, areaId, [...touched, ...(await besideThem(tx, areaId, series, covered))])
      await forgetUnnamed(tx, areaId, batchId)
    },
  }
}

/** Settings no register knows are entered as they are called, to be matched by a person; what names them below zero is renamed. */
async function prepare(tx: Writer, content: ReturnContent, { areaId, batchId }: { areaId: number; batchId: number }) {
  if (!content.unknownSettings.size) return
  const ids = new Map<number, number>()
  for (const [below, { code, name }] of content.unknownSettings) ids.set(below, await bringUnmatchedSetting(tx, { areaId, code, name, batchId }))
  const placeOf = (placeId: number) => ids.get(placeId) ?? placeId
  content.said = content.said.map((one) => ({
    ...one, reportedBy: placeOf(one.reportedBy), facts: one.facts.map(({ of, one: said }) => ({ of, one: 'placeId' in said ? { ...said, placeId: placeOf(said.placeId as number) } : said })),
  }))
  content.unknownSettings = new Map()
  // Places are the installation's: every process looks at them anew from here.
  await moveOn(tx, 0)
}

async function compareWith(db: Reader, areaId: number, series: string, content: ReturnContent): Promise<Difference> {
  const { fresh, replacing, same } = await sortExtents(db, areaId, series, extentsOf(content))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const { rows: some } of fresh) difference.new += some
  for (const { rows: some } of same) difference.same += some
  const changed = new Set(replacing.map(({ placeId }) => placeId))
  const held = new Map<string, bigint>()
  for (const { placeId, heldBatch } of replacing) {
    const found = await rows(db, sql<{ key: string; hash: string }>`select key, hash::text from people.record_row where area_id = ${areaId} and batch_id = ${heldBatch} and reported_by = ${placeId}`)
    for (const { key, hash } of found) held.set(`${placeId} ${key}`, BigInt(hash))
  }
  for (const one of content.said) if (changed.has(one.reportedBy)) difference[standsAs(held.get(`${one.reportedBy} ${one.key}`), one)] += 1
  return difference
}

const standsAs = (held: bigint | undefined, one: Said): keyof Difference => (held === undefined ? 'new' : held === cachedHash(one) ? 'same' : 'changed')

/** Writes what a return says: finds or makes the children, then copies each table's facts in, then brings up to date what is derived. */
async function takeIn(tx: Writer, content: ReturnContent, { areaId, batchId, only, touched = [] }: FactBatch, { series, tables }: { series: string; tables: readonly AnyFactTable[] }): Promise<Difference> {
  const said = only ? content.said.filter(({ reportedBy }) => only.has(reportedBy)) : content.said
  const difference = await differenceFromSetAside(tx, areaId, batchId, said)
  const matcher = await Matcher.load(reading(tx as never), areaId)
  const known: Known[] = []
  const fresh: Known[] = []
  for (const one of said) {
    const match = matcher.find(one.who)
    const whose: Known = { said: one, childId: match?.childId ?? newId(), by: match?.by ?? 'new' }
    known.push(whose)
    if (match) continue
    fresh.push(whose)
    matcher.know({ childId: whose.childId, givenName: one.who.givenName ?? '', familyName: one.who.familyName ?? '', born: one.who.born ?? NOT_BORN, upns: [] })
    for (const [scheme, value] of identifiersOf(one)) matcher.knowIdentifier(whose.childId, scheme, value)
  }
  await copyIn(tx, 'people.child', CHILD_COLUMNS, childRows(areaId, batchId, fresh))
  await copyIn(tx, 'people.record_row', RECORD_COLUMNS, recordRows(areaId, batchId, content.asAt, known))
  for (const table of tables) if (said.some(({ facts }) => facts.some(({ of }) => of === table))) await copyIn(tx, table.table, [...table.columns, ...COMMON_COLUMNS], factRows(table, areaId, batchId, known))
  const covered = [...new Set(said.map(({ reportedBy }) => reportedBy))].map((placeId) => ({ placeId, asAt: content.asAt }))
  await derive(tx, areaId, [...touched, ...known.map(({ childId }) => childId), ...(await besideThem(tx, areaId, series, covered))])
  return difference
}

interface Known {
  said: Said
  childId: string
  by: string
}

/** A child needs a day of birth; who has none that can be stands under this one, and a finding says so. */
export const NOT_BORN = '1900-01-01'

function identifiersOf({ who }: Said): [scheme: string, value: string][] {
  const found: [string, string][] = []
  if (who.upn !== null && who.upnState === 'held') found.push(['upn', who.upn])
  if (who.upn !== null && who.upnState === 'temporary') found.push(['temporary-upn', who.upn])
  if (who.uln !== null) found.push(['uln', who.uln])
  if (who.localScheme !== null && who.localId !== null) found.push([who.localScheme, who.localId])
  return found
}

/** Counted against what this batch set aside, which is what stood until now. */
async function differenceFromSetAside(tx: Writer, areaId: number, batchId: number, said: Said[]): Promise<Difference> {
  const stood = await rows(tx as unknown as Reader, sql<{ place: string; key: string; hash: string }>`
    select stood ->> 'reported_by' as place, stood ->> 'key' as key, stood ->> 'hash' as hash from platform.set_aside where area_id = ${areaId} and replaced_by = ${batchId} and of_table = 'people.record_row'`)
  const held = new Map(stood.map(({ place, key, hash }) => [`${place} ${key}`, BigInt(hash)]))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const one of said) difference[standsAs(held.get(`${one.reportedBy} ${one.key}`), one)] += 1
  return difference
}

const CHILD_COLUMNS = ['area_id', 'child_id', 'given_name', 'family_name', 'known_as', 'born', 'sex', 'source', 'made_at', 'by_family', 'by_given', 'batch_id']

function* childRows(areaId: number, batchId: number, fresh: Known[]) {
  const out = new BinaryRows()
  const now = new Date()
  for (const { said: { who }, childId } of fresh) {
    const given = who.givenName ?? 'Not given'
    const family = who.familyName ?? 'Not given'
    const columns = nameColumns(given, family)
    const full = out.row(CHILD_COLUMNS.length)
    if (full) yield full
    out.int4(areaId)
    out.uuid(childId)
    out.text(given)
    out.text(family)
    out.text(who.knownAs)
    out.date(who.born ?? NOT_BORN)
    out.text(who.sex)
    out.text('return')
    out.moment(now)
    out.text(columns.by_family)
    out.text(columns.by_given)
    out.int4(batchId)
  }
  yield out.end()
}

const RECORD_COLUMNS = [
  'area_id', 'batch_id', 'reported_by', 'row', 'key', 'hash', 'child_id', 'matched_by', 'upn', 'upn_state', 'uln', 'local_scheme', 'local_id', 'given_name', 'family_name', 'known_as', 'born', 'sex', 'as_at',
]

function* recordRows(areaId: number, batchId: number, asAt: string, known: Known[]) {
  const out = new BinaryRows()
  for (const { said, childId, by } of known) {
    const { who } = said
    const full = out.row(RECORD_COLUMNS.length)
    if (full) yield full
    for (const number of [areaId, batchId, said.reportedBy, said.row]) out.int4(number)
    out.text(said.key)
    out.int8(cachedHash(said))
    out.uuid(childId)
    for (const text of [by, who.upn, who.upnState, who.uln, who.localScheme, who.localId, who.givenName, who.familyName, who.knownAs]) out.text(text)
    out.date(who.born)
    out.text(who.sex)
    out.date(asAt)
  }
  yield out.end()
}

const COMMON_COLUMNS = ['area_id', 'child_id', 'batch_id', 'reported_by', 'row']

function* factRows(table: AnyFactTable, areaId: number, batchId: number, known: Known[]) {
  const out = new BinaryRows()
  for (const { said, childId } of known) {
    for (const { of, one } of said.facts) {
      if (of !== table) continue
      const full = out.row(table.columns.length + COMMON_COLUMNS.length)
      if (full) yield full
      table.write(out, one as never)
      out.int4(areaId)
      out.uuid(childId)
      for (const number of [batchId, said.reportedBy, said.row]) out.int4(number)
    }
  }
  yield out.end()
}
