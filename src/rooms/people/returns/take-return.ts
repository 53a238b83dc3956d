import { sql } from 'kysely'
import { type Compared, type FactBatch, moveOn, newId, type Reader, reading, type TakenBack, type Writer } from '#platform'
import { bringUnmatchedSetting } from '#rooms/places'
import { saysAdopted } from '../identity/adopted.ts'
import { Matcher } from '../identity/match.ts'
import { dropPairs, nearTo, writePairs } from '../identity/pairs.ts'
import { compareReturn, differenceFromSetAside } from './compare-return.ts'
import { writeFirstWords } from './authority-words.ts'
import { besideThem, derive, NOT_BORN } from './derive.ts'
import { type FirstSaid, isWholeStory, writeFirst } from './first-said.ts'
import { childOfRow, childrenOfBatch, numbersOf } from './numbers.ts'
import { keepOwnWord } from './roll-claims.ts'
import { type KnownRecord, writeRecords } from './written-records.ts'
import { ATTAINMENT, ATTENDANCE, extentsOf, type AnyFactTable, ON_ROLL, type ReturnContent, type Said, SESSION_COUNT, spanOf, STATEMENT, SUSPENSION } from './said.ts'

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
    facts: ['people.record_row', 'people.nhs_number', 'people.former_identity', ...tables.map(({ table }) => table)] as const,
    records: 'people.record_row' as const,
    prepare,
    covers: extentsOf,
    numbers: numbersOf,
    children: childrenOfBatch,
    childOf: childOfRow,
    compare: (db: Reader, content: ReturnContent, areaId: number) => compareReturn(db, areaId, series, content),
    commit: (tx: Writer, content: ReturnContent, batch: FactBatch) => takeIn(tx, content, batch, { series, tables }),
    async undo(tx: Writer, { areaId, batchId, touched = [], covered = [] }: { areaId: number; batchId: number } & Partial<TakenBack>) {
      await derive(tx, areaId, [...touched, ...(await besideThem(tx, areaId, series, covered))])
      await dropPairs(tx, areaId, batchId)
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

/** Writes what a return says: finds or makes the children, then copies each table's facts in, then brings up to date what is derived. */
async function takeIn(tx: Writer, content: ReturnContent, { areaId, batchId, only, onlySpans, touched = [], isOwnWord }: FactBatch, { series, tables }: { series: string; tables: readonly AnyFactTable[] }): Promise<Compared> {
  const said = content.said.filter((one) => (!only || only.has(one.reportedBy)) && (!onlySpans || onlySpans.has(spanOf(one, content.period))))
  const difference = await differenceFromSetAside(tx, { areaId, batchId }, said, content.period)
  const matcher = await Matcher.load(reading(tx as never), areaId)
  const known: Known[] = said.map((one) => whoseRecord(matcher, one))
  if (isOwnWord) await keepOwnWord(tx, areaId, batchId)
  const told = await writeRecords(tx, { areaId, batchId, period: content.period, asAt: content.asAt }, known, tables)
  // What was just written is not in the statistics yet, and without them a join over it can take a thousand times as long.
  if (said.length > MANY) await sql`analyze people.record_row, people.on_roll_said, people.statement, people.child`.execute(tx)
  const covered = [...new Set(said.map(({ reportedBy }) => reportedBy))].map((placeId) => ({ placeId, asAt: content.asAt }))
  const beside = await besideThem(tx, areaId, series, covered)
  const first = firstOf(known)
  await writeFirst(tx, { areaId, batchId, asAt: content.asAt }, first)
  await writeFirstWords(tx, areaId, first)
  const isWritten = new Set(first.map(({ childId }) => childId))
  await derive(tx, areaId, [...touched, ...known.map(({ childId }) => childId).filter((childId) => !isWritten.has(childId)), ...beside])
  // And pages that read it before the database looks by itself would wait for minutes.
  if (said.length > MANY) await sql`analyze ${sql.join([...notLookedAt(told), 'people.enrolment', 'people.identifier', 'people.authority_word'].map((table) => sql.table(table)))}`.execute(tx)
  await writePairs(tx, { areaId, batchId, now: new Date() }, matcher, known.flatMap(({ childId, near }) => nearTo(childId, near)))
  if (known.some(({ isAdopted }) => isAdopted)) await dropPairs(tx, areaId, null)
  return difference
}

const notLookedAt = (told: readonly AnyFactTable[]) => told.filter((table) => table !== ON_ROLL && table !== STATEMENT).map(({ table }) => table)

/** Records from which on the tables they are in are looked at anew before what follows from them is derived. */
const MANY = 5_000

interface Known extends KnownRecord {
  /** Children of other ids who may be the same. */
  near: string[]
}

/** Records of new children of whom no other record of the return speaks. */
function firstOf(known: readonly Known[]): FirstSaid[] {
  const times = new Map<string, number>()
  for (const { childId } of known) times.set(childId, (times.get(childId) ?? 0) + 1)
  return known.filter(({ said, childId, by }) => by === 'new' && times.get(childId) === 1 && isWholeStory(said))
    .map(({ said, childId, isAdopted }) => ({ said, childId, identifiers: identifiersOf(said, isAdopted) }))
}

/** Finds the child a record is about among those known, or makes one; either way the next record is compared with what this one gives. */
function whoseRecord(matcher: Matcher, said: Said): Known {
  const isAdopted = saysAdopted(said.facts)
  const match = matcher.find(said.who, isAdopted)
  const childId = match?.childId ?? newId()
  const near = isAdopted ? [] : match ? matcher.sharing(said.who) : matcher.near(said.who)
  const { givenName, familyName, knownAs, born, sex } = said.who
  if (!match) matcher.know({ childId, givenName: givenName ?? '', familyName: familyName ?? '', knownAs, born: born ?? NOT_BORN, sex, upns: [], isAdopted })
  else if (isAdopted) matcher.setApart(childId)
  for (const [scheme, value] of identifiersOf(said, isAdopted)) matcher.knowIdentifier(childId, scheme, value)
  return { said, childId, by: match?.by ?? 'new', isAdopted, near }
}

function identifiersOf({ who }: Said, isAdopted: boolean): [scheme: string, value: string][] {
  const found: [string, string][] = []
  if (who.upn !== null && who.upnState === 'held') found.push(['upn', who.upn])
  if (who.upn !== null && who.upnState === 'temporary') found.push(['temporary-upn', who.upn])
  if (who.formerUpn && !isAdopted) found.push(['former-upn', who.formerUpn])
  if (who.uln !== null) found.push(['uln', who.uln])
  if (who.localScheme !== null && who.localId !== null) found.push([who.localScheme, who.localId])
  return found
}
