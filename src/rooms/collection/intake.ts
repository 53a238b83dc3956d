import { basename } from 'node:path'
import { sql } from 'kysely'
import { Issues, Refusal } from '#kernel'
import { type Caller, type Checked, type CheckOptions, type Compared, discardUnzipped, type FileKind, type GivenFile, moveOn, outsideName, publishedVersion, type Reader, reading, recordDeed, refuseWithoutRoom, rows, sortExtents, takePlace, type Unit, type Writer } from '#platform'
import { type BatchKey, enterBatch, findingsOf, INSTALLATION, sameContent, setBatch, tellChecked } from './batches.ts'
import { bytesOf, contentHash, keepParts, type KeptPlace, placeOf } from './kept-files.ts'
import { putAsideOf, tellLeftOut } from './left-out.ts'
import { MAPPED, unitOf } from './mapping/mapped-kind.ts'
import { dayOfName } from './mapping/day-of-name.ts'
import { readDate } from './mapping/read-cell.ts'
import { recogniseRecipe } from './mapping/recognise-recipe.ts'
import { kindOfRecipe, recipeNamed, recipeOfKind, refOf } from './mapping/recipes.ts'
import { pathsOf, recogniseAll } from './recognise-files.ts'
import { keepNumbers } from './return-numbers.ts'
import { noArea, notRead, notRecognised, report, stopped, unchangedReport, type UnitReport } from './unit-report.ts'
import { areaOfReturn, givenFor, givesHere, isAuthorityOf } from './whose-return.ts'

export interface ImportOptions {
  as?: string | undefined
  periodType?: string | undefined
  checkOnly?: boolean | undefined
  /** The area a return is for, by code, slug or name; without it, the one the file speaks of. */
  area?: string | undefined
  recipe?: string | undefined
  /** The day a return speaks of that does not say it itself. */
  asAt?: string | undefined
  progress?: ((stage: string, share: number) => void) | undefined
  /** Told of each unit when it has ended: where a later one breaks off, whoever asked knows what is in. */
  told?: ((report: UnitReport) => void) | undefined
}

/** Takes files in from the machine's command line: recognises, checks, and commits what does not block. */
export async function importFiles(caller: Caller, kinds: FileKind[], keepIn: string | KeptPlace, files: GivenFile[], options: ImportOptions): Promise<UnitReport[]> {
  refuseNoDay(options.asAt)
  const recipe = options.recipe ?? recipeOfKind(options.as)
  const { units, refused } = await recogniseAll(kinds, files, recipe === undefined ? options.as : MAPPED)
  const reports: UnitReport[] = []
  const tell = (report: UnitReport) => {
    reports.push(report)
    options.told?.(report)
  }
  for (const one of refused) tell(notRead(one, options))
  try {
    for (const unit of units) {
      const { unit: found, options: how } = await withRecipe(reading(caller.db), unit, { ...options, recipe })
      const kind = kinds.find(({ name }) => name === found.kind)
      tell(kind ? await takeUnit(caller, kind, keepIn, found, how) : notRecognised(found, kinds, how))
    }
  } finally {
    discardUnzipped(units.flatMap(pathsOf))
  }
  return reports
}

/** The day a file is said to speak of is one that has come. */
function refuseNoDay(asAt: string | undefined) {
  if (asAt === undefined || (readDate(asAt, 'ymd') === asAt && asAt <= new Date().toISOString().slice(0, 10))) return
  throw new Refusal('invalid', `${asAt} is no day a file can speak of. Write it as 2026-11-30, and none to come`)
}

/** A file that is read by a recipe: the one that was named, or one of the area's that was made for its header. Which version, and of which day it speaks, is settled here. */
async function withRecipe(db: Reader, unit: Unit, options: ImportOptions): Promise<{ unit: Unit; options: ImportOptions }> {
  if ((unit.kind !== 'unknown' && unit.kind !== MAPPED) || options.area === undefined) return { unit, options }
  const areaId = await areaOfReturn(db, {}, unit, options.area)
  const file = unit.parts['data']!
  const found = options.recipe === undefined ? await recogniseRecipe(db, areaId!, file) : { is: 'known' as const, recipe: await recipeNamed(db, areaId!, options.recipe) }
  if (found.is !== 'known') return { unit, options }
  const now = new Date()
  return { unit: unitOf(file), options: { ...options, recipe: refOf(found.recipe), asAt: options.asAt ?? dayOfName(unit.file, now) ?? now.toISOString().slice(0, 10) } }
}

async function takeUnit(caller: Caller, kind: FileKind, keepIn: string | KeptPlace, unit: Unit, options: ImportOptions): Promise<UnitReport> {
  const db = reading(caller.db)
  const told = { file: unit.file, kind: kindOfRecipe(options.recipe) ?? outsideName(kind) }
  const areaId = kind.series === undefined ? INSTALLATION : await areaOfReturn(db, kind, unit, options.area)
  if (areaId === null) return stopped(told, noArea(unit), options)
  const hash = await contentHash(unit, options)
  const before = await sameContent(db, areaId, kind.name, hash)
  if (before) return unchangedReport(told, before, await findingsOf(db, { areaId, batchId: before.batch_id }))

  options.progress?.('Checking', 0)
  const how: Reading = { ...options, areaId, isChosen: options.area !== undefined }
  const checked = await checkUnit(caller, kind, unit, how)
  if (checked.blocks) return stopped(told, checked, options)
  if (options.checkOnly) return report(told, 'checked', checked, await wouldChange(db, kind, checked, areaId), null)

  refuseWithoutRoom(placeOf(keepIn).folder, await bytesOf(unit), unit.file)
  options.progress?.('Taking in', 0.5)
  const parts = await keepParts(keepIn, unit)
  const taken = await caller.db.transaction().execute(async (tx) => {
    await oneAtATime(tx, areaId)
    if (await sameContent(tx, areaId, kind.name, hash)) return null
    const placeId = kind.series === undefined ? null : givenFor(await givesHere(caller.actor, reading(tx), areaId))
    const batchId = await enterBatch(tx, {
      areaId, kind: kind.name, series: kind.series ?? null, placeId, file: unit.file, hash, parts, state: 'committing', givenBy: caller.actor.slug, now: caller.now,
      options: { periodType: options.periodType, recipe: options.recipe, asAt: options.asAt },
    })
    return { batchId, ...(await commitBatch(tx, caller, kind, unit, { areaId, batchId }, checked, how)) }
  })
  // Somebody took the same in while we were reading it.
  return taken ? report(told, 'committed', taken.checked, taken.difference, taken.batchId) : takeUnit(caller, kind, keepIn, unit, options)
}

/** What committing a checked unit would change; what it would leave out of what stands is among its findings from then on. */
export async function wouldChange(db: Reader, kind: FileKind, { content, issues }: Checked<unknown>, areaId: number): Promise<Compared> {
  const difference = await kind.compare(db, content, areaId)
  if (kind.series !== undefined) await tellLeftOut(db, seriesFor(kind, content), difference, issues)
  return difference
}

/** The return a file of a kind came to be. */
const seriesFor = (kind: FileKind, content: unknown) => kind.seriesOf?.(content) ?? kind.series!

/** A unit as it was read, and the state of published data it was read beside. */
export interface CheckedUnit extends Checked<unknown> {
  at: string
}

/** How a unit is to be read. */
export interface Reading {
  areaId: number
  /** Somebody named the area: a file of another authority is then a question, else an error. */
  isChosen?: boolean
  places?: ReadonlySet<number> | 'all'
  periodType?: string | undefined
  recipe?: string | undefined
  asAt?: string | undefined
  progress?: ((stage: string, share: number) => void) | undefined
  /** Where findings are gathered as they are found, for somebody who follows the check. */
  issues?: Issues
}

/** Reads a unit; whatever its bytes do to a reader, the person gets a finding and we keep the fault. */
export async function checkUnit(caller: { db: Caller['db'] | Writer }, kind: FileKind, unit: Unit, options: Reading): Promise<CheckedUnit> {
  const db = reading(caller.db)
  const at = await stateOfData(db, kind, options.areaId)
  try {
    refuseNoDay(options.asAt)
    const asked: CheckOptions = { progress: (share) => options.progress?.('Checking', share / 2) }
    if (options.periodType !== undefined) asked.periodType = options.periodType
    if (options.recipe !== undefined) asked.recipe = options.recipe
    if (options.asAt !== undefined) asked.asAt = options.asAt
    if (options.issues) asked.issues = options.issues
    if (kind.series !== undefined) asked.areaId = options.areaId
    if (options.places && options.places !== 'all') asked.places = options.places
    const checked = await kind.check(db, unit, asked)
    const blocks = await isOfAnother(db, kind, unit, options, checked.issues)
    return { ...checked, blocks: checked.blocks || blocks, at }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    const issues = new Issues()
    issues.error('file-not-read', {}, fault.message)
    return { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 }, at }
  }
}

/** A return of another authority: stops the file, unless somebody said that it is for this area all the same. */
async function isOfAnother(db: Reader, kind: FileKind, unit: Unit, { areaId, isChosen }: Reading, issues: Issues) {
  const code = kind.series === undefined ? null : ((await kind.saysAuthority?.(unit)) ?? null)
  if (code === null || (await isAuthorityOf(db, areaId, code))) return false
  const message = `The file says it is of authority ${code}, which is not the one of this area.`
  if (isChosen) issues.query('another-authority', { value: code }, message, 'Nothing to do.')
  else issues.error('another-authority', { value: code }, message, 'Open the area it is for and give it there; or, if it is for this one all the same, import it with --area.')
  return !isChosen
}

/** What a unit was read beside: published data and places; of a return also what stands in its area. */
async function stateOfData(db: Reader, kind: FileKind, areaId: number) {
  const published = await publishedVersion(db)
  if (kind.series === undefined) return published
  const [standing] = await rows(db, sql<{ at: string }>`select count(*) || '.' || coalesce(max(batch_id), 0) as at from platform.extent where area_id = ${areaId}`)
  return `${published} ${standing!.at}`
}

/**
 * The writing half, inside one transaction: facts, findings, batch, audit line and the new data version. Where something was taken in
 * or undone since the unit was read, it is read again first: places and codes may not be what they were.
 */
export async function commitBatch(tx: Writer, caller: Pick<Caller, 'actor' | 'door' | 'now'>, kind: FileKind, unit: Unit, { areaId, batchId }: BatchKey, before: CheckedUnit, options: Reading) {
  const checked = (await stateOfData(reading(tx), kind, areaId)) === before.at ? before : await checkUnit({ db: tx }, kind, unit, options)
  if (checked.blocks) throw new Refusal('conflict', `${unit.file} can no longer be taken in as it is, since other files came in meanwhile. Check it again`)
  const difference = kind.series === undefined ? await kind.commit(tx, checked.content, { areaId, batchId }) : await commitReturn(tx, kind, checked, { areaId, batchId }, caller)
  const { leaves: _, ...counts } = difference
  const said = checked.content as { release?: string; publisher?: string } | null
  await tellChecked(tx, { areaId, batchId }, { ...checked, difference, state: 'committed', release: said?.release ?? null, publisher: said?.publisher ?? null })
  await setBatch(tx, { areaId, batchId }, { committed_at: new Date() })
  await recordDeed(tx, { areaId, action: 'collection.commit', caller, input: { file: unit.file, kind: kind.name, batch: batchId, ...counts, ...(putAsideOf(difference)?.records ? { putAside: putAsideOf(difference)!.records } : {}) }, subject: `/data/${batchId}` })
  await moveOn(tx, areaId)
  return { difference, checked }
}

/** A return's facts: what it replaces is set aside, what it says again is left as it stands. */
async function commitReturn(tx: Writer, kind: FileKind, { content, issues }: Checked<unknown>, { areaId, batchId }: BatchKey, { actor, now }: Pick<Caller, 'actor' | 'now'>): Promise<Compared> {
  const isOwnWord = (await givesHere(actor, reading(tx), areaId)).places !== 'all'
  await kind.prepare?.(tx, content, { areaId, batchId })
  const extents = kind.covers?.(content) ?? []
  const series = seriesFor(kind, content)
  const sorted = await sortExtents(tx, areaId, series, extents)
  const touched = await takePlace(tx, { ...kind, series }, { areaId, batchId, now }, sorted)
  const brought = [...sorted.fresh, ...sorted.replacing]
  const only = new Set(brought.map(({ placeId }) => placeId))
  const onlySpans = new Set(brought.map(({ placeId, period }) => `${placeId} ${period}`))
  const difference = await kind.commit(tx, content, { areaId, batchId, only, onlySpans, touched, isOwnWord })
  await keepNumbers(tx, { areaId, batchId }, (kind.numbers?.(content) ?? []).filter(({ placeId, period }) => onlySpans.has(`${placeId} ${period}`)))
  await tellLeftOut(reading(tx), series, difference, issues)
  const children = await kind.children?.(reading(tx), { areaId, batchId })
  const putAside = putAsideOf(difference)
  await sql`update collection.batch set options = options || ${JSON.stringify({ putAside, ...(children ? { children } : {}) })}::jsonb where area_id = ${areaId} and batch_id = ${batchId}`.execute(tx)
  const latest = extents.reduce((last, one) => (one.asAt > last.asAt ? one : last), extents[0] ?? { period: null, asAt: '' })
  await setBatch(tx, { areaId, batchId }, { series, period: latest.period, as_at: latest.asAt || null })
  return { ...difference, same: difference.same + sorted.same.reduce((sum, { rows: some }) => sum + some, 0) }
}

/** Commits and undos of an area follow one another: two at once could each think the same fact new. */
export async function oneAtATime(tx: Writer, areaId: number) {
  await sql`select pg_advisory_xact_lock(7241001, ${areaId})`.execute(tx)
}

export const given = (path: string): GivenFile => ({ name: basename(path), path })
