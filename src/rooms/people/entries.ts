import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, type Reader, unlessBlank, writtenText } from '#platform'
import { DATA_CLASSES } from '#rooms/access'
import type { EntryClass } from './child.ts'
import { findRecord, nothingHere } from './reach.ts'

export const ENTRY_CLASSES = ['ordinary', 'sen', 'health', 'care', 'restricted'] as const satisfies readonly EntryClass[]

/** What is written: words, the day they are about, and whether the family reads them. */
const SAYS = {
  body: writtenText('Write what is to be known', 5000),
  day: unlessBlank(z.iso.date('Give the day it is about, like 2026-11-03').optional()),
  forFamily: z.preprocess((typed) => typed === true || typed === 'yes' || typed === 'true', z.boolean()),
}

/** Writes into a child's record, in a class one may see. */
export const writeEntry = action({
  name: 'people.write-entry',
  summary: 'Write an entry in a child’s record, of a class you may see',
  aboutChildren: true,
  input: z.object({ child: z.string('Say which child').max(40), dataClass: z.enum(ENTRY_CLASSES, 'Say what kind of entry it is'), ...SAYS }).superRefine(familyReads),
  may: async (actor, { child, dataClass }, db) => mayWrite(actor, child, dataClass, db),
  areaOf: async ({ child }, db, actor) => (await findRecord(actor, child, db)).areaId,
  async run({ actor, db, now, areaId, tell }, { child, dataClass, body, day, forFamily }) {
    const id = newId()
    const aboutDay = notAhead(day, now)
    await db.insertInto('people.entry').values({ area_id: areaId, child_id: child, entry_id: id, data_class: dataClass, body, about_day: aboutDay, for_family: forFamily, written_by: actor.slug, written_at: now }).execute()
    tell({ childId: child })
    return { id, child, dataClass, day: aboutDay, forFamily, version: 1 }
  },
})

/** Rewords an entry; how it stood is in the audit. */
export const changeEntry = action({
  name: 'people.change-entry',
  summary: 'Change an entry of a child’s record; the audit keeps how it stood and why',
  aboutChildren: true,
  input: z.object({ child: z.string('Say which child').max(40), id: z.uuid('Say which entry'), version: z.coerce.number().int('Open the page again and change it there'), reason: writtenText('Say why it is changed, in a sentence', 500), ...SAYS }),
  may: async (actor, { child, id }, db) => mayWrite(actor, child, (await entryOf(actor, child, id, db)).dataClass, db),
  areaOf: async ({ child }, db, actor) => (await findRecord(actor, child, db)).areaId,
  before: async ({ child, id }, db, actor) => {
    const { body, day, forFamily } = await entryOf(actor, child, id, db)
    return { body, day, forFamily }
  },
  async run({ actor, db, now, areaId, tell }, { child, id, version, body, day, forFamily }) {
    const stood = await db.selectFrom('people.entry').select(['version', 'data_class', 'about_day']).where('area_id', '=', areaId).where('entry_id', '=', id).forUpdate().executeTakeFirstOrThrow()
    if (stood.version !== version) throw new Refusal('conflict', 'Somebody changed this entry after you opened it. What they wrote stands above what you wrote: bring the two together and save again')
    if (forFamily && stood.data_class === 'restricted') throw neverForFamily()
    await db.updateTable('people.entry').set({ body, about_day: day === undefined ? stood.about_day : notAhead(day, now), for_family: forFamily, changed_by: actor.slug, changed_at: now, version: version + 1 }).where('area_id', '=', areaId).where('entry_id', '=', id).execute()
    tell({ childId: child })
    return { id, child, version: version + 1 }
  },
})

/** An entry as it stands, of a class whoever asks may see; else missing. */
export async function entryOf(actor: Actor, child: string, entryId: string, db: Reader) {
  const { areaId, childId, verbs } = await findRecord(actor, child, db)
  const found = await db.selectFrom('people.entry').select(['data_class', 'body', 'about_day', 'for_family', 'version', 'written_by', 'changed_by', 'changed_at'])
    .where('area_id', '=', areaId).where('child_id', '=', childId).where('entry_id', '=', entryId).executeTakeFirst()
  const dataClass = found?.data_class as EntryClass | undefined
  if (!found || !dataClass || !verbs.has(DATA_CLASSES[dataClass].verb)) throw nothingHere()
  return { dataClass, body: found.body, day: found.about_day, forFamily: found.for_family, version: found.version, savedBy: found.changed_by ?? found.written_by }
}

async function mayWrite(actor: Actor, child: string, dataClass: EntryClass, db: Reader) {
  const { verbs } = await findRecord(actor, child, db)
  if (!verbs.has('child:write')) return 'Your role lets you read this record, not write in it'
  // A class one may not see is not hinted at: it is as if there were none of that name.
  if (!verbs.has(DATA_CLASSES[dataClass].verb)) throw new Refusal('invalid', 'Choose a kind of entry that the page offers', { dataClass: 'Choose a kind of entry that the page offers' })
  return true as const
}

function notAhead(day: string | undefined, now: Date) {
  const today = now.toISOString().slice(0, 10)
  if (day !== undefined && day > today) throw new Refusal('invalid', 'The day it is about is still to come', { day: 'Give a day that has been' })
  return day ?? today
}

const neverForFamily = () => new Refusal('invalid', 'A restricted note is never shared with the family', { forFamily: 'A restricted note is never shared with the family' })

function familyReads({ dataClass, forFamily }: { dataClass: EntryClass; forFamily: boolean }, ctx: z.RefinementCtx) {
  if (forFamily && dataClass === 'restricted') ctx.addIssue({ code: 'custom', path: ['forFamily'], message: 'A restricted note is never shared with the family' })
}
