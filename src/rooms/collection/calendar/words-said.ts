import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** Something said of a return, for those who give, sign or keep it. */
export interface Word {
  id: string
  series: string
  period: string
  placeId: number
  kind: 'nil' | 'sign-off' | 'contest' | 'note'
  figure: string | null
  body: string
  dueOn: string | null
  by: string
  at: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
  withdrawnAt: Date | null
}

const WORD = sql`
  word_id as id, series, period, place_id as "placeId", kind, figure, body, to_char(due_on, 'YYYY-MM-DD') as "dueOn", said_by as by, said_at as at, answer, answered_by as "answeredBy",
  answered_at as "answeredAt", withdrawn_at as "withdrawnAt"`

/** All that was said of a setting's returns, latest first. */
export const wordsOf = (db: Reader, areaId: number, placeId: number, most = 60) =>
  rows(db, sql<Word>`select ${WORD} from collection.return_word where area_id = ${areaId} and place_id = ${placeId} order by said_at desc, word_id limit ${most}`)

/** Contested figures of an area that wait for an answer, the clock that runs out first in front. */
export const openContests = (db: Reader, areaId: number) =>
  rows(db, sql<Word>`
    select ${WORD} from collection.return_word where area_id = ${areaId} and kind = 'contest' and answered_at is null and withdrawn_at is null order by due_on, said_at limit 200`)
