import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, reading, type Writer, writtenText } from '#platform'
import { decidesHere, pairOf } from './duplicates.ts'
import { MERGE_WORK, PART_WORK } from './merge.ts'

const WHICH = { id: z.uuid('Open the pair from the list'), version: z.coerce.number().int('Open the pair again and decide there') }

/** Says whether two records are one child. Of one child they become one record, in the background; it can be taken back. */
export const decidePair = action({
  name: 'people.decide-pair',
  summary: 'Say whether two records are one child, and why; if so, they are put together in the background',
  aboutChildren: true,
  input: z.object({ ...WHICH, decision: z.enum(['same', 'different'], 'Say whether they are one child'), reason: writtenText('Say why, in a sentence', 500) }),
  may: (actor, _input, db) => decidesHere(actor, db),
  async run({ actor, db, now, areaId, tell }, { id, version, decision, reason }) {
    const pair = await pairOf(reading(db), areaId, id)
    if (pair.state === 'same') throw new Refusal('conflict', 'These two were put together already. Part them first')
    await change(db, { areaId, id, version }, { state: decision, decided_by: actor.slug, decided_at: now, reason })
    tell({ childId: pair.oneId, changes: { state: [pair.state, decision] } })
    const work = decision === 'same' ? await askForWork(db, { areaId, kind: MERGE_WORK, title: 'Putting two records together', input: { pair: id }, askedBy: actor.slug, now }) : null
    return { id, areaId, decision, work }
  },
})

/** Takes a merge back: every row that was moved goes back to the child it was of. */
export const partPair = action({
  name: 'people.part-pair',
  summary: 'Part two records that were put together as one child, and say why; all goes back as it was',
  aboutChildren: true,
  input: z.object({ ...WHICH, reason: writtenText('Say why, in a sentence', 500) }),
  may: (actor, _input, db) => decidesHere(actor, db),
  async run({ actor, db, now, areaId, tell }, { id, version, reason }) {
    const pair = await pairOf(reading(db), areaId, id)
    if (pair.state !== 'same') throw new Refusal('conflict', 'These two are not together')
    if (!pair.isMerged) throw new Refusal('conflict', 'These two are being put together this moment. Part them when that is done')
    await change(db, { areaId, id, version }, { state: 'parted', decided_by: actor.slug, decided_at: now, reason })
    tell({ childId: pair.oneId, changes: { state: ['same', 'parted'] } })
    return { id, areaId, work: await askForWork(db, { areaId, kind: PART_WORK, title: 'Parting two records', input: { pair: id }, askedBy: actor.slug, now }) }
  },
})

async function change(db: Writer, { areaId, id, version }: { areaId: number; id: string; version: number }, fields: { state: string; decided_by: string; decided_at: Date; reason: string }) {
  const done = await db.updateTable('people.pair').set({ ...fields, version: version + 1 }).where('area_id', '=', areaId).where('pair_id', '=', id).where('version', '=', version).executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new Refusal('conflict', 'Somebody decided on these two after you opened them. Open the pair again')
}
