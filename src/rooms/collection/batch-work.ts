import { sql } from 'kysely'
import { Issues, Refusal } from '#kernel'
import { askForWork, Cancelled, type Database, type FileKind, moveOn, NO_ROOM, outsideFault, type Reader, reading, refuseWithoutRoom, rows, type Running, type Unit, type WorkKind, workKind, type Writer } from '#platform'
import { type Batch, type BatchKey, batchOf, type BatchState, INSTALLATION, sameContent, setBatch, spokenOf, tellChecked } from './batches.ts'
import { tellEarly } from './early-findings.ts'
import { checkUnit, commitBatch, oneAtATime, type Reading, wouldChange } from './intake.ts'
import { putAsideOf } from './left-out.ts'
import { keepNumbers } from './return-numbers.ts'
import { NOTHING } from './unit-report.ts'
import { askForQuality } from './quality/quality-work.ts'
import { takeBack } from './take-back.ts'
import { contentHash, type KeptPlace, placeOf, withKept } from './kept-files.ts'
import { askerOf, stillGives } from './whose-return.ts'

/** Checking and taking in, in the background. Both may be begun again at any moment: what a batch has reached is in its row. */
export function collectionWork(kinds: FileKind[], keptIn: string | KeptPlace): WorkKind[] {
  const job = { kinds, keptIn }
  return [
    kindOfWork(CHECK, { during: ['received', 'checking'], before: 'received', brokenOff: 'failed' }, (work) => check(work, job)),
    kindOfWork(COMMIT, { during: ['committing'], before: 'checked', brokenOff: 'failed' }, (work) => commit(work, job)),
    kindOfWork(UNDO, { during: ['undoing'], before: 'committed', brokenOff: 'committed' }, (work) => undo(work, job)),
  ]
}

/** The states of a batch while work goes on with it; where it stands again when that was stopped or refused; and when it broke off. What was not undone still stands. */
interface States {
  during: BatchState[]
  before: BatchState
  brokenOff: BatchState
}

const kindOfWork = (name: string, states: States, run: (work: Running<BatchInput>) => Promise<unknown>) => workKind<BatchInput>({
  name,
  isHeavy: async (input, db) => (await bytesOf(db, keyOf(input))) > HEAVY,
  run: (work) => telling(work, states, () => run(work)),
  givenUp: ({ db, input }) => stands(db, keyOf(input), states, states.brokenOff),
})

interface Asked extends BatchKey {
  file: string
  askedBy: string
  now: Date
}

/** Asks for a batch to be checked, and says so in its row. */
export async function askForCheck(tx: Writer, batch: Asked) {
  return ask(tx, batch, CHECK, `Checking ${batch.file}`)
}

/** Asks for a checked batch to be taken in. */
export async function askForCommit(tx: Writer, batch: Asked) {
  return ask(tx, batch, COMMIT, `Taking in ${batch.file}`)
}

/** Asks for a return to be taken back. */
export async function askForUndo(tx: Writer, batch: Asked) {
  return ask(tx, batch, UNDO, `Undoing ${batch.file}`)
}

/** Bytes from which reading a file would be felt by those who read pages. */
export const HEAVY = 1_500_000

async function bytesOf(db: Database, { areaId, batchId }: BatchKey) {
  const [found] = await rows(reading(db), sql<{ bytes: number }>`
    select coalesce(sum((part.value ->> 'bytes')::bigint), 0)::float8 as bytes from collection.batch b, jsonb_each(b.parts) part where b.area_id = ${areaId} and b.batch_id = ${batchId}`)
  return found?.bytes ?? 0
}

const CHECK = 'collection.check'
const COMMIT = 'collection.commit'
export const UNDO = 'collection.undo'

interface BatchInput {
  batch: number
  /** The local area it is of; left out where it is the installation's. */
  area?: number
}

const keyOf = ({ batch, area = INSTALLATION }: BatchInput): BatchKey => ({ areaId: area, batchId: batch })

interface Job {
  kinds: FileKind[]
  keptIn: string | KeptPlace
}

async function ask(tx: Writer, { areaId, batchId, file, askedBy, now }: Asked, kind: string, title: string) {
  // A return's name may be a child's; whoever sees that there is work need not see more than its number.
  const named = areaId === INSTALLATION ? title : title.replace(file, `batch ${batchId}`)
  const workId = await askForWork(tx, { areaId, kind, title: named.slice(0, 300), input: { batch: batchId, area: areaId }, askedBy, now })
  await setBatch(tx, { areaId, batchId }, { work_id: workId })
  return workId
}

async function check(work: Running<BatchInput>, { kinds, keptIn }: Job) {
  const { db, input } = work
  const batch = await batchOf(reading(db), input.batch, [keyOf(input).areaId])
  if (batch.state !== 'received' && batch.state !== 'checking') return
  return withKept(keptIn, batch, (unit) => checkKept(work, batch, kindOf(kinds, batch.kind), unit))
}

async function checkKept({ db, input, progress }: Running<BatchInput>, batch: Batch, kind: FileKind, unit: Unit) {
  const key = keyOf(input)
  await setBatch(db, key, { state: 'checking' })

  const hash = await contentHash(unit, batch.options)
  if (await sameContent(reading(db), key.areaId, kind.name, hash)) return setBatch(db, key, { state: 'unchanged', content_hash: hash })
  const steps = stepsOf(progress)
  const issues = new Issues()
  const early = tellEarly(db, key, issues)
  const checked = await checkUnit({ db }, kind, unit, { ...(await readingOf(reading(db), batch)), issues, progress: (_, share) => steps.tell('Checking', share * 1.6) }).finally(early.stop)
  steps.stopIfAsked()
  await progress('Counting what it would change', 0.8)
  const difference = checked.blocks ? NOTHING : await wouldChange(reading(db), kind, checked, key.areaId)
  const speaks = checked.blocks || !kind.speaksOf ? undefined : spokenOf(await kind.speaksOf(reading(db), checked.content))
  await progress('Writing the findings', 0.95)

  await db.transaction().execute(async (tx) => {
    if ((await stateForUpdate(tx, key)) !== 'checking') return
    const rejected = checked.blocks ? checked.rows.read : checked.rows.rejected
    const said = checked.content as { release?: string; publisher?: string } | null
    await tellChecked(tx, key, {
      ...checked, rows: { read: checked.rows.read, rejected }, difference, state: checked.blocks ? 'rejected' : 'checked',
      release: said?.release || null, publisher: said?.publisher || null,
    })
    if (kind.series !== undefined && !checked.blocks) await keepNumbers(tx, key, kind.numbers?.(checked.content) ?? [])
    const series = checked.blocks ? undefined : kind.seriesOf?.(checked.content)
    await setBatch(tx, key, { content_hash: hash, options: JSON.stringify({ ...batch.options, speaks, putAside: putAsideOf(difference) }), ...(series === undefined ? {} : { series }) })
  })
}

async function commit(work: Running<BatchInput>, { kinds, keptIn }: Job) {
  const { db, input } = work
  const batch = await batchOf(reading(db), input.batch, [keyOf(input).areaId])
  if (batch.state !== 'committing') return
  refuseWithoutRoom(placeOf(keptIn).folder, Object.values(batch.parts).reduce((sum, { bytes }) => sum + bytes, 0), batch.file)
  return withKept(keptIn, batch, (unit) => commitKept(work, batch, kindOf(kinds, batch.kind), unit))
}

async function commitKept({ db, input, askedBy, progress }: Running<BatchInput>, batch: Batch, kind: FileKind, unit: Unit) {
  const key = keyOf(input)
  const steps = stepsOf(progress)
  const how = await readingOf(reading(db), batch)
  const checked = await checkUnit({ db }, kind, unit, { ...how, progress: (_, share) => steps.tell('Reading the file again', share) })
  await progress('Taking in', 0.5)
  const actor = askerOf(askedBy, key.areaId)

  await db.transaction().execute(async (tx) => {
    await oneAtATime(tx, key.areaId)
    if ((await stateForUpdate(tx, key)) !== 'committing') return
    if (kind.series !== undefined) await stillGives(actor, reading(tx), batch)
    if (await sameContent(tx, key.areaId, kind.name, batch.content_hash)) return setBatch(tx, key, { state: 'unchanged' })
    if (checked.blocks) return tellChecked(tx, key, { ...checked, rows: { read: checked.rows.read, rejected: checked.rows.read }, difference: NOTHING, state: 'rejected', release: null, publisher: null })
    await commitBatch(tx, { actor, door: 'job', now: new Date() }, kind, unit, key, checked, how)
    if (kind.series !== undefined) await askForQuality(tx, { areaId: key.areaId, askedBy, now: new Date() })
  })
}

async function undo({ db, input, askedBy, progress }: Running<BatchInput>, { kinds }: Job) {
  const key = keyOf(input)
  await progress('Taking back', 0.1)
  await db.transaction().execute(async (tx) => {
    await oneAtATime(tx, key.areaId)
    const batch = await batchOf(tx, input.batch, [key.areaId])
    if (batch.state !== 'undoing') return
    const kind = kindOf(kinds, batch.kind)
    if (kind.series !== undefined) await stillGives(askerOf(askedBy, key.areaId), reading(tx), batch)
    await takeBack(tx, kind, key)
    await setBatch(tx, key, { state: 'undone' })
    await moveOn(tx, key.areaId)
  })
}

/** How a batch is to be read: as it was said when it was given, by what whoever gave it may speak for. */
async function readingOf(db: Reader, batch: Batch): Promise<Reading> {
  const { periodType, recipe, asAt } = batch.options
  return { areaId: batch.areaId, periodType, recipe, asAt, isChosen: batch.options.isChosen === true, places: batch.place_id === null ? 'all' : await settingsBelow(db, batch.place_id) }
}

/** A return given for the authority speaks for every setting, one given for a setting for it and those in it. */
async function settingsBelow(db: Reader, placeId: number): Promise<ReadonlySet<number> | 'all'> {
  const home = await rows(db, sql`select 1 from places.area_home where place_id = ${placeId}`)
  if (home.length) return 'all'
  const found = await rows(db, sql<{ place_id: number }>`select place_id from places.reach where within_id = ${placeId}`)
  return new Set(found.map(({ place_id }) => place_id))
}

/** Says in the batch's row what became of work that did not come to its end; a killed process says nothing, and is taken up again. */
async function telling({ db, input }: Running<BatchInput>, states: States, run: () => Promise<unknown>) {
  try {
    await run()
    return { batch: input.batch }
  } catch (thrown) {
    const outside = outsideFault(thrown)
    // It is begun again by itself when the database is back, from where the row stands.
    if (outside === 'database away') throw thrown
    const fault = outside === 'no room' ? new Refusal('conflict', NO_ROOM) : thrown
    await stands(db, keyOf(input), states, fault instanceof Cancelled || fault instanceof Refusal ? states.before : states.brokenOff)
    throw fault
  }
}

async function stands(db: Database, { areaId, batchId }: BatchKey, { during }: States, state: BatchState) {
  // What was not undone after all says nothing of who undid it.
  const more = state === 'committed' ? { undone_at: null, undone_by: null } : {}
  await db.updateTable('collection.batch').set({ state, ...more }).where('area_id', '=', areaId).where('batch_id', '=', batchId).where('state', 'in', during).execute()
}

/** A reader tells how far it is in passing and cannot wait: what it told is written meanwhile, and a wish to stop reaches it with its next word. */
function stepsOf(progress: Running<BatchInput>['progress']) {
  let stop: { fault: unknown } | null = null
  const stopIfAsked = () => {
    if (stop) throw stop.fault
  }
  return {
    stopIfAsked,
    tell(stage: string, share: number) {
      stopIfAsked()
      progress(stage, share).catch((fault: unknown) => (stop = { fault }))
    },
  }
}

function kindOf(kinds: FileKind[], name: string) {
  const kind = kinds.find((one) => one.name === name)
  if (!kind) throw new Refusal('missing', `This Belong does not read files of the kind ${name}`)
  return kind
}

async function stateForUpdate(tx: Writer, { areaId, batchId }: BatchKey) {
  const found = await sql<{ state: BatchState }>`select state from collection.batch where area_id = ${areaId} and batch_id = ${batchId} for update`.execute(tx)
  return found.rows[0]?.state
}

