import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { askForWork, Cancelled, type FileKind, reading, type Running, type WorkKind, workKind, type Writer } from '#platform'
import { batchOf, type BatchState, INSTALLATION, sameContent, setBatch, spokenOf, tellChecked } from './batches.ts'
import { checkUnit, commitBatch, oneAtATime } from './intake.ts'
import { contentHash, refuseIfGone, unitOfKept } from './kept-files.ts'

/** Checking and taking in, in the background. Both may be begun again at any moment: what a batch has reached is in its row. */
export function collectionWork(kinds: FileKind[], keptIn: string): WorkKind[] {
  const job = { kinds, keptIn }
  return [
    workKind<BatchInput>({ name: CHECK, run: (work) => telling(work, ['received', 'checking'], 'received', () => check(work, job)) }),
    workKind<BatchInput>({ name: COMMIT, run: (work) => telling(work, ['committing'], 'checked', () => commit(work, job)) }),
  ]
}

/** Asks for a batch to be checked, and says so in its row. */
export async function askForCheck(tx: Writer, batch: { batchId: number; file: string; askedBy: string; now: Date }) {
  return ask(tx, batch, CHECK, `Checking ${batch.file}`)
}

/** Asks for a checked batch to be taken in. */
export async function askForCommit(tx: Writer, batch: { batchId: number; file: string; askedBy: string; now: Date }) {
  return ask(tx, batch, COMMIT, `Taking in ${batch.file}`)
}

const CHECK = 'collection.check'
const COMMIT = 'collection.commit'

interface BatchInput {
  batch: number
}

interface Job {
  kinds: FileKind[]
  keptIn: string
}

async function ask(tx: Writer, { batchId, askedBy, now }: { batchId: number; askedBy: string; now: Date }, kind: string, title: string) {
  const workId = await askForWork(tx, { areaId: INSTALLATION, kind, title: title.slice(0, 300), input: { batch: batchId }, askedBy, now })
  await setBatch(tx, batchId, { work_id: workId })
  return workId
}

async function check({ db, input, progress }: Running<BatchInput>, { kinds, keptIn }: Job) {
  const batch = await batchOf(reading(db), input.batch)
  if (batch.state !== 'received' && batch.state !== 'checking') return
  const kind = kindOf(kinds, batch.kind)
  const unit = unitOfKept(keptIn, batch)
  await refuseIfGone(unit)
  await setBatch(db, input.batch, { state: 'checking' })

  const hash = await contentHash(unit, batch.options)
  if (await sameContent(reading(db), kind.name, hash)) return setBatch(db, input.batch, { state: 'unchanged', content_hash: hash })
  const steps = stepsOf(progress)
  const checked = await checkUnit({ db }, kind, unit, { ...batch.options, progress: (_, share) => steps.tell('Checking', share * 1.6) })
  steps.stopIfAsked()
  await progress('Counting what it would change', 0.8)
  const difference = checked.blocks ? NOTHING : await kind.compare(reading(db), checked.content)
  const speaks = checked.blocks || !kind.speaksOf ? undefined : spokenOf(await kind.speaksOf(reading(db), checked.content))
  await progress('Writing the findings', 0.95)

  await db.transaction().execute(async (tx) => {
    if ((await stateForUpdate(tx, input.batch)) !== 'checking') return
    const rejected = checked.blocks ? checked.rows.read : checked.rows.rejected
    const said = checked.content as { release?: string; publisher?: string } | null
    await tellChecked(tx, input.batch, {
      ...checked, rows: { read: checked.rows.read, rejected }, difference, state: checked.blocks ? 'rejected' : 'checked',
      release: said?.release || null, publisher: said?.publisher || null,
    })
    await setBatch(tx, input.batch, { content_hash: hash, options: JSON.stringify({ ...batch.options, speaks }) })
  })
}

async function commit({ db, input, askedBy, progress }: Running<BatchInput>, { kinds, keptIn }: Job) {
  const batch = await batchOf(reading(db), input.batch)
  if (batch.state !== 'committing') return
  const kind = kindOf(kinds, batch.kind)
  const unit = unitOfKept(keptIn, batch)
  await refuseIfGone(unit)

  const steps = stepsOf(progress)
  const checked = await checkUnit({ db }, kind, unit, { ...batch.options, progress: (_, share) => steps.tell('Reading the file again', share) })
  await progress('Taking in', 0.5)
  const actor = { slug: askedBy, name: askedBy, operator: false, areaId: INSTALLATION }

  await db.transaction().execute(async (tx) => {
    await oneAtATime(tx)
    if ((await stateForUpdate(tx, input.batch)) !== 'committing') return
    if (await sameContent(tx, kind.name, batch.content_hash)) return setBatch(tx, input.batch, { state: 'unchanged' })
    if (checked.blocks) return tellChecked(tx, input.batch, { ...checked, rows: { read: checked.rows.read, rejected: checked.rows.read }, difference: NOTHING, state: 'rejected', release: null, publisher: null })
    await commitBatch(tx, { actor, door: 'job', now: new Date() }, kind, unit, input.batch, checked, batch.options)
  })
}

/** Says in the batch's row what became of work that did not come to its end; a killed process says nothing, and is taken up again. */
async function telling({ db, input }: Running<BatchInput>, during: BatchState[], before: BatchState, run: () => Promise<unknown>) {
  try {
    await run()
    return { batch: input.batch }
  } catch (fault) {
    const state = fault instanceof Cancelled || fault instanceof Refusal ? before : 'failed'
    await db.updateTable('collection.batch').set({ state }).where('area_id', '=', INSTALLATION).where('batch_id', '=', input.batch).where('state', 'in', during).execute()
    throw fault
  }
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

async function stateForUpdate(tx: Writer, batchId: number) {
  const found = await sql<{ state: BatchState }>`select state from collection.batch where area_id = ${INSTALLATION} and batch_id = ${batchId} for update`.execute(tx)
  return found.rows[0]?.state
}

const NOTHING = { new: 0, changed: 0, same: 0 }
