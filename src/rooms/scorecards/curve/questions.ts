import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, unlessBlank, writtenText } from '#platform'
import { Curve, curveNamed } from '#rooms/programme'
import { atCurve, atWritten, ending } from './leave.ts'

export const addQuestion = action({
  name: 'scorecards.add-question',
  summary: 'Put a question on the research agenda of a curve: what is not known, who finds out, by when',
  input: Curve.extend({
    body: writtenText('Say what has to be found out', 1000),
    finder: writtenText('Say who will find out', 200),
    due: unlessBlank(z.iso.date('Give the day, like 2027-03-31').optional()),
  }),
  ...atCurve('story:write'),
  async run({ actor, db, now, areaId }, { measure, group, place, body, finder, due }) {
    if (due !== undefined && due < now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'This day has passed. Give a day to come', { due: 'This day has passed. Give a day to come' })
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    const id = newId()
    await db
      .insertInto('scorecards.question')
      .values({ area_id: areaId, question_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, body, finder, due: due ?? null, made_by: actor.slug, made_at: now })
      .execute()
    return { id, body, finder, due: due ?? null }
  },
})

export const answerQuestion = action({
  name: 'scorecards.answer-question',
  summary: 'Say what was found out about a question of a curve',
  input: z.object({ id: z.uuid('Say which question'), answer: writtenText('Say what was found', 5000) }),
  ...atWritten('question', 'story:write'),
  touches: [{ table: 'scorecards.question', where: { question_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, answer }) {
    const answered = await db
      .updateTable('scorecards.question')
      .set({ answer, answered_by: actor.slug, answered_at: now })
      .where('area_id', '=', areaId).where('question_id', '=', id).where('answer', 'is', null)
      .returning('question_id')
      .executeTakeFirst()
    if (!answered) throw new Refusal('conflict', 'Somebody answered this question after you opened the page. Their answer is shown with the question; put what is still open as a new one')
    return { id, answer }
  },
})

export const endQuestion = ending('question', 'Say that a question need not be answered any more; it stays in the history')

export interface Question {
  id: string
  body: string
  finder: string
  due: string | null
  answer: string | null
  answeredBy: string | null
  answeredAt: string | null
  by: string
  at: string
}
