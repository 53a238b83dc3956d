import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, type Reader, reading, rows, type Verdict, type Writer, writtenText } from '#platform'
import { holds, holdsInArea } from '#rooms/access'
import { givesIn } from '../whose-return.ts'
import { CONTEST_SCHOOL_DAYS } from './calendar-spec.ts'
import { schoolDaysAfter } from './school-days.ts'
import { calendarStanding, type ExpectedStanding, type Stand } from './standing.ts'
import { homeOf } from './expected-actions.ts'

const SETTING = z.string().trim().regex(/^\d{6}$/, 'Give the URN of the setting, six digits')
const RETURN = { setting: SETTING, series: z.string().trim().max(120), period: z.string().trim().max(40) }

interface ReturnNamed {
  setting: string
  series: string
  period: string
}

/** The place of a setting of this area, by its URN; what one does not reach is not there. */
export async function settingOf(db: Reader, areaId: number, urn: string): Promise<{ placeId: number; name: string }> {
  const home = await homeOf(db, areaId)
  const [found] = await rows(db, sql<{ placeId: number; name: string }>`
    select s.place_id as "placeId", s.name from places.place_by_code c join places.setting_in s on s.place_id = c.place_id
    where c.scheme = 'urn' and c.code = ${urn} and s.within_id = ${home}`)
  if (!found) throw new Refusal('missing', 'There is nothing at this address')
  return found
}

/** Whether somebody gives the returns of a setting; else it is not there for them. */
export async function mayGiveFor(actor: Actor, { setting }: { setting: string }, db: Reader): Promise<Verdict> {
  const { placeId } = await settingOf(db, actor.areaId, setting)
  const here = (await givesIn(actor, db)).find(({ areaId }) => areaId === actor.areaId)
  if (here && (here.places === 'all' || here.places.has(placeId))) return true
  throw new Refusal('missing', 'There is nothing at this address')
}

const maySignFor = async (actor: Actor, { setting }: { setting: string }, db: Reader) => holds(actor, 'return:sign', { placeId: (await settingOf(db, actor.areaId, setting)).placeId, areaId: actor.areaId }, db)

export const nilReturn = action<ReturnNamed, { word: string }>({
  name: 'collection.nil-return',
  summary: 'Say that a setting has nothing to give for a return that is expected',
  input: z.object(RETURN),
  may: mayGiveFor,
  tells: true,
  async run({ actor, db, now, areaId, tell }, input) {
    const { placeId } = await settingOf(reading(db), areaId, input.setting)
    const { stand } = await expectedOf(reading(db), areaId, input, placeId, now)
    if (stand.batchId !== null) throw new Refusal('conflict', 'This return has been received already, so it is not nil')
    if (stand.state === 'nil') throw new Refusal('conflict', 'It has been said already that there is nothing to give')
    tell({ subject: `/returns/${input.setting}` })
    return { word: await say(db, { areaId, ...input, placeId, kind: 'nil', by: actor.slug, now }) }
  },
})

export const signReturn = action<ReturnNamed, { word: string }>({
  name: 'collection.sign-return',
  summary: 'Sign a setting’s return off: what was given is right',
  input: z.object(RETURN),
  may: maySignFor,
  tells: true,
  async run({ actor, db, now, areaId, tell }, input) {
    const { placeId } = await settingOf(reading(db), areaId, input.setting)
    const { stand } = await expectedOf(reading(db), areaId, input, placeId, now)
    if (stand.batchId === null) throw new Refusal('conflict', 'There is nothing to sign yet: this return has not been received')
    if (stand.isSigned) throw new Refusal('conflict', 'This return is signed off already')
    tell({ subject: `/returns/${input.setting}` })
    return { word: await say(db, { areaId, ...input, placeId, kind: 'sign-off', batchId: stand.batchId, by: actor.slug, now }) }
  },
})

export const contestFigure = action<ReturnNamed & { figure: string; reason: string }, { word: string; due: string }>({
  name: 'collection.contest-figure',
  summary: 'Contest a figure that was made of a setting’s return; the area answers within ten school days',
  input: z.object({ ...RETURN, figure: writtenText('Say which figure', 200), reason: writtenText('Say what is wrong with it. Name no child', 2000) }),
  may: maySignFor,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { figure, reason, ...input }) {
    const { placeId } = await settingOf(reading(db), areaId, input.setting)
    const { stand } = await expectedOf(reading(db), areaId, input, placeId, now)
    const dueOn = schoolDaysAfter(now.toISOString().slice(0, 10), CONTEST_SCHOOL_DAYS)
    tell({ subject: `/returns/${input.setting}`, reason })
    return { word: await say(db, { areaId, ...input, placeId, kind: 'contest', figure, body: reason, dueOn, batchId: stand.batchId, by: actor.slug, now }), due: dueOn }
  },
})

export const noteReturn = action<ReturnNamed & { body: string }, { word: string }>({
  name: 'collection.note-return',
  summary: 'Write a note on a setting’s return, for those who give and take it in',
  input: z.object({ ...RETURN, body: writtenText('Write a note. Name no child', 2000) }),
  may: mayGiveFor,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { body, ...input }) {
    const { placeId } = await settingOf(reading(db), areaId, input.setting)
    await expectedOf(reading(db), areaId, input, placeId, now)
    tell({ subject: `/returns/${input.setting}` })
    return { word: await say(db, { areaId, ...input, placeId, kind: 'note', body, by: actor.slug, now }) }
  },
})

export const answerContest = action<{ word: string; answer: string }, { word: string }>({
  name: 'collection.answer-contest',
  summary: 'Answer a contested figure',
  input: z.object({ word: z.uuid('Say which'), answer: writtenText('Write what was found and what is done about it', 2000) }),
  may: (actor, _input, db) => holdsInArea(actor, 'return:give', db),
  touches: [{ table: 'collection.return_word', where: { word_id: 'word' } }],
  async run({ actor, db, now, areaId }, { word, answer }) {
    const done = await db.updateTable('collection.return_word').set({ answer, answered_by: actor.slug, answered_at: now })
      .where('area_id', '=', areaId).where('word_id', '=', word).where('kind', '=', 'contest').where('answered_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst()
    if (!done.numUpdatedRows) throw new Refusal('conflict', 'This has been answered or taken back already')
    return { word }
  },
})

export const takeWordBack = action<{ setting: string; word: string }, { word: string }>({
  name: 'collection.take-word-back',
  summary: 'Take back a nil return, a sign-off, a contested figure or a note',
  input: z.object({ setting: SETTING, word: z.uuid('Say which') }),
  may: mayGiveFor,
  touches: [{ table: 'collection.return_word', where: { word_id: 'word' } }],
  async run({ actor, db, now, areaId }, { setting, word }) {
    const { placeId } = await settingOf(reading(db), areaId, setting)
    const [said] = await rows(reading(db), sql<{ kind: string }>`select kind from collection.return_word where area_id = ${areaId} and word_id = ${word} and place_id = ${placeId}`)
    // What a head signed or contested is a head's to take back.
    if (said && said.kind !== 'nil' && said.kind !== 'note') {
      const verdict = await maySignFor(actor, { setting }, reading(db))
      if (verdict !== true) throw new Refusal('forbidden', verdict)
    }
    const done = await db.updateTable('collection.return_word').set({ withdrawn_by: actor.slug, withdrawn_at: now })
      .where('area_id', '=', areaId).where('word_id', '=', word).where('place_id', '=', placeId).where('withdrawn_at', 'is', null).executeTakeFirst()
    if (!done.numUpdatedRows) throw new Refusal('conflict', 'This has been taken back already')
    return { word }
  },
})

/** The expected return that is spoken of, and how it stands with the setting. */
async function expectedOf(db: Reader, areaId: number, { series, period }: ReturnNamed, placeId: number, now: Date): Promise<{ expected: ExpectedStanding; stand: Stand }> {
  const [named] = await rows(db, sql<{ dueOn: string }>`
    select to_char(due_on, 'YYYY-MM-DD') as "dueOn" from collection.expected_return where area_id = ${areaId} and series = ${series} and period = ${period} and ended_at is null limit 1`)
  const found = named && (await calendarStanding(db, { areaId, today: now.toISOString().slice(0, 10), from: named.dueOn, until: named.dueOn, places: new Set([placeId]) })).expected
    .find((one) => one.series === series && one.period === period && one.stands.length > 0)
  if (!found) throw new Refusal('missing', 'This return is not expected from this setting')
  return { expected: found, stand: found.stands[0]! }
}

interface ToSay extends ReturnNamed {
  areaId: number
  placeId: number
  kind: 'nil' | 'sign-off' | 'contest' | 'note'
  figure?: string
  body?: string
  batchId?: number | null
  dueOn?: string
  by: string
  now: Date
}

async function say(db: Writer, { areaId, series, period, placeId, kind, figure, body = '', batchId = null, dueOn, by, now }: ToSay): Promise<string> {
  const wordId = newId()
  const said = await db.insertInto('collection.return_word')
    .values({ area_id: areaId, word_id: wordId, series, period, place_id: placeId, kind, figure: figure ?? null, body, batch_id: batchId, due_on: dueOn ?? null, said_by: by, said_at: now })
    .onConflict((c) => c.doNothing()).executeTakeFirst()
  if (!said.numInsertedOrUpdatedRows) throw new Refusal('conflict', 'It has been said already that there is nothing to give')
  return wordId
}
