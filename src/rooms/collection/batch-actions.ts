import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Action, action, type Actor, cancelWork, type Doors, type FileKind, outsideName, query, type Reader, reading, readWork, rows, type Writer } from '#platform'
import { holdsAnywhere, signedIn } from '#rooms/access'
import { askForCheck, askForCommit, askForUndo } from './batch-work.ts'
import { queriesToAnswer } from './batch-report.ts'
import { type Batch, type BatchKey, batchOf, type BatchOptions, type BatchState, findingsOf, INSTALLATION, listBatches, noSuchBatch, OPEN_TO_ALL, setBatch } from './batches.ts'
import { calendarDoors } from './calendar/calendar-doors.ts'
import { oneAtATime } from './intake.ts'
import { rowSource } from './lineage/row-pages.ts'
import { qualityDoors } from './quality/quality-actions.ts'
import { takeBack } from './take-back.ts'
import { findingsSeen } from './cells-seen.ts'
import { areasLooked, batchReach, givesIn } from './whose-return.ts'
import { kindOfRecipe } from './mapping/recipes.ts'

/** What can be done to a batch, and asked of it. */
export function collectionDoors(kinds: FileKind[]): Doors {
  return { actions: [commitBatchAction, discardBatch, undoBatch(kinds), cancelCheck, checkAgain, ...calendarDoors.actions, ...qualityDoors.actions] as Action[], queries: [batches(kinds), oneBatch(kinds), rowSource(kinds), ...calendarDoors.queries, ...qualityDoors.queries] }
}

export const mayImport = (actor: Actor, _input: unknown, db: Reader) => holdsAnywhere(actor, 'published:import', db)

/** A batch may be worked with by those who take published figures in, or give returns for the setting or area it is of. What one does not reach is not there. */
const mayWorkWith = async (actor: Actor, input: { batch: number }, db: Reader) => {
  const held = await batchOf(db, input.batch, await areasLooked(actor, db))
  return held.areaId === INSTALLATION ? mayImport(actor, null, db) : mayGive(actor, held, db)
}

/** Published figures and their batches belong to the installation, in whichever area a person acts; a return belongs to its area. */
const areaOf = async ({ batch: batchId }: { batch: number }, db: Reader, actor: Actor) => (await batchOf(db, batchId, await areasLooked(actor, db))).areaId

/** Whether somebody may give the returns a batch is one of; else it is not there for them. */
export async function mayGive(actor: Actor, { areaId, batchId, place_id: placeId }: Pick<Batch, 'areaId' | 'batchId' | 'place_id'>, db: Reader): Promise<true> {
  const here = (await givesIn(actor, db)).find((one) => one.areaId === areaId)
  if (!here || (here.places !== 'all' && !(placeId !== null && here.places.has(placeId)))) throw noSuchBatch(batchId)
  return true
}

const batch = z.coerce.number('Give the number of the batch').int('Give the number of the batch').positive('Give the number of the batch').max(2_147_483_647, 'There is no batch of that number')
const said = z.preprocess((given) => given === true || ['true', 'yes', 'on'].includes(String(given)), z.boolean())

export const commitBatchAction = action<{ batch: number; acknowledged: boolean }, { batch: number; status: 'committing'; work: string }>({
  name: 'collection.commit-batch',
  summary: 'Take a checked file in',
  input: z.object({ batch, acknowledged: said.describe('Somebody has looked at what the check asks about') }),
  may: mayWorkWith,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now, areaId }, input) {
    const held = await take(db, { areaId, batchId: input.batch })
    if (held.state !== 'checked') throw new Refusal('conflict', mayNotTakeIn(held.state))
    const asks = (await queriesToAnswer(reading(db), held)) > 0
    if (asks && !input.acknowledged) {
      const sentence = 'Say that you have looked at what needs your word'
      throw new Refusal('invalid', sentence, { acknowledged: sentence })
    }
    const acknowledged = asks ? { acknowledged_by: actor.slug, acknowledged_at: now } : {}
    await setBatch(db, { areaId, batchId: input.batch }, { state: 'committing', ...acknowledged })
    return { batch: input.batch, status: 'committing', work: await askForCommit(db, { areaId, batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
  },
})

export const discardBatch = action<{ batch: number }, { batch: number; status: 'discarded' }>({
  name: 'collection.discard-batch',
  summary: 'Throw away a file that has not been taken in',
  input: z.object({ batch }),
  may: mayWorkWith,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, areaId }, input) {
    const held = await take(db, { areaId, batchId: input.batch })
    if (held.state === 'discarded') throw new Refusal('conflict', 'This file has been thrown away already')
    await refuseUnlessOpen(db, held, ['unmapped', 'received', 'checking', 'checked', 'rejected', 'failed', 'unchanged'], 'Undo it first')
    await setBatch(db, { areaId, batchId: input.batch }, { state: 'discarded' })
    return { batch: input.batch, status: 'discarded' }
  },
})

export const cancelCheck = action<{ batch: number }, { batch: number; status: 'stopping' }>({
  name: 'collection.cancel-check',
  summary: 'Stop a check that is going on',
  input: z.object({ batch }),
  may: mayWorkWith,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, areaId }, input) {
    const held = await take(db, { areaId, batchId: input.batch })
    if (!['received', 'checking'].includes(held.state) || !held.work_id) throw new Refusal('conflict', 'No check of this file is going on')
    await cancelWork(db, areaId, held.work_id)
    return { batch: input.batch, status: 'stopping' }
  },
})

export const checkAgain = action<{ batch: number; periodType?: string | undefined }, { batch: number; status: 'received'; work: string }>({
  name: 'collection.check-batch',
  summary: 'Check a file again that was stopped, broke off or needs its kind of period',
  input: z.object({ batch, periodType: z.string().trim().max(60).optional().describe('What its periods are, where the file does not say') }),
  may: mayWorkWith,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now, areaId }, input) {
    const held = await take(db, { areaId, batchId: input.batch })
    await refuseUnlessOpen(db, held, ['received', 'checking', 'committing', 'checked', 'rejected', 'failed'], 'It has been taken in')
    const options = JSON.stringify({ ...held.options, ...(input.periodType ? { periodType: input.periodType } : {}) })
    await setBatch(db, { areaId, batchId: input.batch }, { state: 'received', options, acknowledged_by: null, acknowledged_at: null })
    return { batch: input.batch, status: 'received', work: await askForCheck(db, { areaId, batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
  },
})

export const undoBatch = (kinds: FileKind[]) => action<{ batch: number; reason: string }, { batch: number; status: 'undone' | 'undoing'; work?: string }>({
  name: 'collection.undo-batch',
  summary: 'Take back what a file brought and put back what it replaced',
  command: { word: 'undo', positional: ['batch'] },
  input: z.object({ batch, reason: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default('') }),
  may: mayWorkWith,
  areaOf,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now, areaId }, input) {
    await oneAtATime(db, areaId)
    const held = await take(db, { areaId, batchId: input.batch })
    if (held.options.reference) throw new Refusal('conflict', `Batch ${input.batch} holds the figures that come with Belong, which cannot be undone`)
    if (held.state !== 'committed') throw new Refusal('conflict', mayNotUndo(held.state, input.batch))
    const kind = kinds.find(({ name }) => name === held.kind)
    if (!kind) throw new Refusal('missing', `This Belong does not read files of the kind ${held.kind}, so it cannot undo one`)
    const options = input.reason ? { options: JSON.stringify({ ...held.options, undoReason: input.reason }) } : {}
    const by = { undone_at: now, undone_by: actor.slug, ...options }
    // Facts of children, and what follows from the register in every area, are written by work in the background, never by a page.
    if ((kind.series !== undefined || kind.undoneInBackground) && !actor.operator) {
      await setBatch(db, { areaId, batchId: input.batch }, { state: 'undoing', ...by })
      return { batch: input.batch, status: 'undoing', work: await askForUndo(db, { areaId, batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
    }
    await setBatch(db, { areaId, batchId: input.batch }, { state: 'undone', ...by })
    await takeBack(db, kind, { areaId, batchId: input.batch })
    return { batch: input.batch, status: 'undone' }
  },
})

const batches = (kinds: FileKind[]) => query({
  name: 'collection.batches',
  summary: 'The files that were given to Belong, newest first',
  rest: '/batches',
  input: z.object({}),
  may: signedIn,
  read: async ({ db, actor }) => (await listBatches(db, await batchReach(actor, db, (await mayImport(actor, null, db)) === true))).map((held) => shown(kinds, held)),
})

const oneBatch = (kinds: FileKind[]) => query({
  name: 'collection.batch',
  summary: 'A file that was given to Belong, with what its check found',
  rest: '/batches/{batch}',
  command: { word: 'collection batch', positional: ['batch'] },
  input: z.object({ batch, rule: z.string().max(200).optional() }),
  may: signedIn,
  async read({ db, actor }, input) {
    const { held, isImporter } = await batchSeen(actor, input.batch, db)
    // What stood in the cells of somebody's file is for those who take files in.
    return { ...shown(kinds, held), issues: isImporter ? await findingsSeen(actor, held, db, await findingsOf(db, held, 1000, input.rule)) : [] }
  },
})

/** Finds a batch for somebody to look at; what they may not see (yet) is missing. */
export async function batchSeen(actor: Actor, batchId: number, db: Reader): Promise<{ held: Batch; isImporter: boolean }> {
  const held = await batchOf(db, batchId, await areasLooked(actor, db))
  if (held.areaId !== INSTALLATION) return { held, isImporter: await mayGive(actor, held, db) }
  const isImporter = (await mayImport(actor, null, db)) === true
  if (!isImporter && !OPEN_TO_ALL.some((state) => state === held.state)) throw noSuchBatch(batchId)
  return { held, isImporter }
}

function shown(kinds: FileKind[], held: Awaited<ReturnType<typeof listBatches>>[number]) {
  const kind = kinds.find(({ name }) => name === held.kind)
  return {
    batch: held.batch_id, file: held.file, kind: kindOfRecipe((held.options as BatchOptions).recipe) ?? (kind ? outsideName(kind) : held.kind), status: held.state as BatchState, blocks: held.blocks,
    rows: { read: held.rows_read, new: held.rows_new, changed: held.rows_changed, same: held.rows_same, rejected: held.rows_rejected },
    putAside: (held.options as BatchOptions).putAside ?? null,
    issueCounts: { error: held.errors, query: held.queries },
    givenBy: held.given_by, givenAt: held.given_at, committedAt: held.committed_at, undoneAt: held.undone_at,
  }
}

/** A batch, held until the transaction ends, so that of two who act on it at once the second sees what the first did. */
async function take(db: Writer, { areaId, batchId }: BatchKey) {
  await rows(db, sql`select 1 from collection.batch where area_id = ${areaId} and batch_id = ${batchId} for update`)
  return batchOf(db, batchId, [areaId])
}

async function refuseUnlessOpen(db: Writer, held: Awaited<ReturnType<typeof take>>, states: BatchState[], otherwise: string) {
  const work = held.work_id ? await readWork(reading(db), held.areaId, held.work_id) : undefined
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
  unmapped: 'waiting for its columns to be matched',   received: 'not checked yet', checking: 'being checked', checked: 'checked and not taken in', committing: 'being taken in', committed: 'taken in',
  unchanged: 'the same as one taken in before', rejected: 'stopped by its errors', undoing: 'being undone', undone: 'undone', discarded: 'thrown away', failed: 'broken off',
}
