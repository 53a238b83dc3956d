import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Action, action, type Actor, cancelWork, type Doors, type FileKind, query, type Reader, reading, readWork, rows, type Writer } from '#platform'
import { holdsAnywhere, signedIn } from '#rooms/access'
import { askForCheck, askForCommit } from './batch-work.ts'
import { queriesToAnswer } from './batch-report.ts'
import { batchOf, batchSeen, type BatchState, findingsOf, INSTALLATION, listBatches, setBatch } from './batches.ts'
import { oneAtATime } from './intake.ts'

/** What can be done to a batch, and asked of it. */
export function collectionDoors(kinds: FileKind[]): Doors {
  return { actions: [commitBatchAction, discardBatch, undoBatch(kinds), cancelCheck, checkAgain] as Action[], queries: [batches, oneBatch] }
}

export const mayImport = (actor: Actor, _input: unknown, db: Reader) => holdsAnywhere(actor, 'published:import', db)

/** Published figures and their batches belong to the installation, in whichever area a person acts. */
const areaOf = async () => INSTALLATION
const batch = z.coerce.number('Give the number of the batch').int('Give the number of the batch').positive('Give the number of the batch').max(2_147_483_647, 'There is no batch of that number')
const said = z.preprocess((given) => given === true || ['true', 'yes', 'on'].includes(String(given)), z.boolean())

export const commitBatchAction = action<{ batch: number; acknowledged: boolean }, { batch: number; status: 'committing'; work: string }>({
  name: 'collection.commit-batch',
  summary: 'Take a checked file in',
  input: z.object({ batch, acknowledged: said.describe('Somebody has looked at what the check asks about') }),
  may: mayImport,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now }, input) {
    const held = await take(db, input.batch)
    if (held.state !== 'checked') throw new Refusal('conflict', mayNotTakeIn(held.state))
    const asks = (await queriesToAnswer(reading(db), held)) > 0
    if (asks && !input.acknowledged) {
      const sentence = 'Say that you have looked at what needs your word'
      throw new Refusal('invalid', sentence, { acknowledged: sentence })
    }
    const acknowledged = asks ? { acknowledged_by: actor.slug, acknowledged_at: now } : {}
    await setBatch(db, input.batch, { state: 'committing', ...acknowledged })
    return { batch: input.batch, status: 'committing', work: await askForCommit(db, { batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
  },
})

export const discardBatch = action<{ batch: number }, { batch: number; status: 'discarded' }>({
  name: 'collection.discard-batch',
  summary: 'Throw away a file that has not been taken in',
  input: z.object({ batch }),
  may: mayImport,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db }, input) {
    const held = await take(db, input.batch)
    if (held.state === 'discarded') throw new Refusal('conflict', 'This file has been thrown away already')
    await refuseUnlessOpen(db, held, ['received', 'checking', 'checked', 'rejected', 'failed', 'unchanged'], 'Undo it first')
    await setBatch(db, input.batch, { state: 'discarded' })
    return { batch: input.batch, status: 'discarded' }
  },
})

export const cancelCheck = action<{ batch: number }, { batch: number; status: 'stopping' }>({
  name: 'collection.cancel-check',
  summary: 'Stop a check that is going on',
  input: z.object({ batch }),
  may: mayImport,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db }, input) {
    const held = await take(db, input.batch)
    if (!['received', 'checking'].includes(held.state) || !held.work_id) throw new Refusal('conflict', 'No check of this file is going on')
    await cancelWork(db, INSTALLATION, held.work_id)
    return { batch: input.batch, status: 'stopping' }
  },
})

export const checkAgain = action<{ batch: number; periodType?: string | undefined }, { batch: number; status: 'received'; work: string }>({
  name: 'collection.check-batch',
  summary: 'Check a file again that was stopped, broke off or needs its kind of period',
  input: z.object({ batch, periodType: z.string().trim().max(60).optional().describe('What its periods are, where the file does not say') }),
  may: mayImport,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now }, input) {
    const held = await take(db, input.batch)
    await refuseUnlessOpen(db, held, ['received', 'checking', 'committing', 'checked', 'rejected', 'failed'], 'It has been taken in')
    const options = JSON.stringify({ ...held.options, ...(input.periodType ? { periodType: input.periodType } : {}) })
    await setBatch(db, input.batch, { state: 'received', options, acknowledged_by: null, acknowledged_at: null })
    return { batch: input.batch, status: 'received', work: await askForCheck(db, { batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
  },
})

export const undoBatch = (kinds: FileKind[]) => action<{ batch: number; reason: string }, { batch: number; status: 'undone' }>({
  name: 'collection.undo-batch',
  summary: 'Take back what a file brought and put back what it replaced',
  command: { word: 'undo', positional: ['batch'] },
  input: z.object({ batch, reason: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default('') }),
  may: mayImport,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now }, input) {
    await oneAtATime(db)
    const held = await take(db, input.batch)
    if (held.options.reference) throw new Refusal('conflict', `Batch ${input.batch} holds the figures that come with Belong, which cannot be undone`)
    if (held.state !== 'committed') throw new Refusal('conflict', mayNotUndo(held.state, input.batch))
    const kind = kinds.find(({ name }) => name === held.kind)
    if (!kind) throw new Refusal('missing', `This Belong does not read files of the kind ${held.kind}, so it cannot undo one`)
    await kind.undo(db, { areaId: INSTALLATION, batchId: input.batch })
    const options = input.reason ? { options: JSON.stringify({ ...held.options, undoReason: input.reason }) } : {}
    await setBatch(db, input.batch, { state: 'undone', undone_at: now, undone_by: actor.slug, ...options })
    return { batch: input.batch, status: 'undone' }
  },
})

const batches = query({
  name: 'collection.batches',
  summary: 'The files that were given to Belong, newest first',
  rest: '/batches',
  input: z.object({}),
  may: signedIn,
  read: async ({ db, actor }) => (await listBatches(db, (await mayImport(actor, null, db)) === true)).map(shown),
})

const oneBatch = query({
  name: 'collection.batch',
  summary: 'A file that was given to Belong, with what its check found',
  rest: '/batches/{batch}',
  command: { word: 'collection batch', positional: ['batch'] },
  input: z.object({ batch, rule: z.string().max(200).optional() }),
  may: signedIn,
  async read({ db, actor }, input) {
    const isImporter = (await mayImport(actor, null, db)) === true
    const held = await batchSeen(db, input.batch, isImporter)
    // What stood in the cells of somebody's file is for those who take files in.
    return { ...shown(held), issues: isImporter ? await findingsOf(db, input.batch, 1000, input.rule) : [] }
  },
})

function shown(held: Awaited<ReturnType<typeof listBatches>>[number]) {
  return {
    batch: held.batch_id, file: held.file, kind: held.kind, status: held.state as BatchState, blocks: held.blocks,
    rows: { read: held.rows_read, new: held.rows_new, changed: held.rows_changed, same: held.rows_same, rejected: held.rows_rejected },
    issueCounts: { error: held.errors, query: held.queries },
    givenBy: held.given_by, givenAt: held.given_at, committedAt: held.committed_at, undoneAt: held.undone_at,
  }
}

/** A batch, held until the transaction ends, so that of two who act on it at once the second sees what the first did. */
async function take(db: Writer, batchId: number) {
  await rows(db, sql`select 1 from collection.batch where area_id = ${INSTALLATION} and batch_id = ${batchId} for update`)
  return batchOf(db, batchId)
}

async function refuseUnlessOpen(db: Writer, held: Awaited<ReturnType<typeof take>>, states: BatchState[], otherwise: string) {
  const work = held.work_id ? await readWork(reading(db), INSTALLATION, held.work_id) : undefined
  const goesOn = work?.state === 'waiting' || work?.state === 'running'
  if (goesOn && held.state !== 'committing') throw new Refusal('conflict', 'Its check still goes on. Stop that first')
  if (goesOn) throw new Refusal('conflict', 'It is being taken in now. Wait for it to end')
  if (!states.includes(held.state)) throw new Refusal('conflict', `This file is ${IN_WORDS[held.state]}. ${otherwise}`)
}

function mayNotTakeIn(state: BatchState) {
  if (state === 'committed' || state === 'committing') return `This file has been taken in already, or is being taken in now`
  return `This file is ${IN_WORDS[state]}, so it cannot be taken in`
}

function mayNotUndo(state: BatchState, batchId: number) {
  return state === 'undone' ? `Batch ${batchId} has been undone already` : `Batch ${batchId} is ${IN_WORDS[state]}, so there is nothing to undo`
}

const IN_WORDS: Record<BatchState, string> = {
  received: 'not checked yet', checking: 'being checked', checked: 'checked and not taken in', committing: 'being taken in', committed: 'taken in',
  unchanged: 'the same as one taken in before', rejected: 'stopped by its errors', undone: 'undone', discarded: 'thrown away', failed: 'broken off',
}
