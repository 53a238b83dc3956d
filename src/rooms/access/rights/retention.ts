import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, query, type Reader, type Term, type Writer, writtenText } from '#platform'
import { RECORDS } from './personal.ts'
import { mayManageRights } from './rights-requests.ts'

export const RETENTION_WORK = 'access.retention'
export const COUNTED_FROM = { birth: 'the day of birth', left: 'the day they left', made: 'the day it was made', ended: 'the day it was over' } as const

/** How long an area keeps a kind of record; version 0 is what comes with Belong. */
export interface RetentionRule extends Term {
  record: string
  label: string
  basis: string
  version: number
  setBy: string | null
}

export const readRetention = query<object, RetentionRule[]>({
  name: 'access.retention',
  summary: 'How long the area keeps each kind of record, counted from what, and on which basis',
  input: z.object({}),
  may: (actor, _input, db) => mayManageRights(actor, db),
  read: ({ actor, db }) => rulesOf(db, actor.areaId),
})

export const setRetention = action({
  name: 'access.set-retention',
  summary: 'Change how long a kind of record is kept, and say on which basis',
  input: z.object({
    record: z.enum(Object.keys(RECORDS) as [string], 'Choose a kind of record'),
    years: z.coerce.number('Give whole years').int('Give whole years').min(0, 'Give 0 to 150 years').max(150, 'Give 0 to 150 years'),
    from: z.enum(['birth', 'left', 'made', 'ended'], 'Say what it is counted from'),
    basis: writtenText('Say on which law or schedule it rests', 2000), version: z.coerce.number().int(),
  }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  before: async ({ record }, db, actor) => (await rulesOf(db, actor.areaId)).find((rule) => rule.record === record),
  async run({ actor, db, now, areaId, tell }, { record, years, from, basis, version }) {
    const held = (await rulesOf(db, areaId)).find((rule) => rule.record === record)!
    if (held.version !== version) throw new Refusal('conflict', 'Somebody changed this after you opened it. Look at it again')
    // Counted from anything else, what it holds has no such day and would never be due.
    if (from !== RECORDS[record]!.from && (from === 'birth' || from === 'left')) throw new Refusal('invalid', `This kind cannot be counted from ${COUNTED_FROM[from]}`, { from: 'Choose another' })
    const row = { keep_years: years, counted_from: from, basis, set_by: actor.slug, set_at: now, version: version + 1 }
    await db.insertInto('access.retention_rule').values({ area_id: areaId, record, ...row }).onConflict((c) => c.columns(['area_id', 'record']).doUpdateSet(row)).execute()
    tell({ subject: '/rights/retention' })
    return { record, years, from }
  },
})

export const tryRetention = action({
  name: 'access.try-retention',
  summary: 'Find out in the background what would be erased today; nothing is',
  input: z.object({}),
  may: (actor, _input, db) => mayManageRights(actor, db),
  run: async ({ actor, db, now, areaId }) => ({ areaId, work: await askForWork(db, { areaId, kind: RETENTION_WORK, title: 'What would be erased', input: { isDry: true }, askedBy: actor.slug, now }) }),
})

export const runRetention = action({
  name: 'access.run-retention',
  summary: 'Erase in the background what is due today and not held; it cannot be undone',
  input: z.object({ reason: writtenText('Say on whose decision it is erased', 2000) }),
  asksAgain: true,
  may: (actor, _input, db) => mayManageRights(actor, db),
  run: async ({ actor, db, now, areaId }) => ({ areaId, work: await askForWork(db, { areaId, kind: RETENTION_WORK, title: 'Erasing what is due', input: { isDry: false }, askedBy: actor.slug, now }) }),
})

/** For how many years an area keeps a kind of record. */
export async function keptYears(db: Reader, areaId: number, record: string): Promise<number> {
  const rule = (await rulesOf(db, areaId)).find((one) => one.record === record)
  if (!rule) throw new Error(`${record} is no kind of record`)
  return rule.years
}

/** What the area has set, else what comes with Belong. */
export async function rulesOf(db: Reader | Writer, areaId: number): Promise<RetentionRule[]> {
  const set = new Map((await (db as Reader).selectFrom('access.retention_rule').selectAll().where('area_id', '=', areaId).execute()).map((one) => [one.record, one]))
  return Object.entries(RECORDS).map(([record, kind]) => {
    const own = set.get(record)
    return own ? { record, label: kind.label, years: own.keep_years, from: own.counted_from as Term['from'], basis: own.basis, version: own.version, setBy: own.set_by }
      : { record, label: kind.label, years: kind.years, from: kind.from, basis: kind.basis, version: 0, setBy: null }
  })
}
