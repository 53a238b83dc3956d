import { dayAfter, daysBetween } from '#kernel'
import { ageOn, writtenDay } from '../returns/written-day.ts'
import type { Row } from './ssda903-tables.ts'

/** An episode with its days; null where a cell has none or one that cannot be. */
export interface Episode {
  row: Row
  starts: string
  ends: string | null
}

/** A child's episodes in order of time, with what the rules look at beside them. */
export interface Child {
  header: Row
  born: string | null
  episodes: Episode[]
  yearStarts: string
  yearEnds: string
}

/** A rule of the return that one file can show: looks at one episode with those before and after it, and answers the column it breaks the rule in. */
export type EpisodeRule = (episode: Episode, beside: Beside) => string | false

export interface Beside {
  before: Episode | undefined
  after: Episode | undefined
  child: Child
}

const is = (episode: Episode, column: string, ...codes: string[]) => codes.includes(episode.row.cell(column))
const on = (condition: boolean, column: string) => condition && column
/** Short breaks are spells of their own and follow no other. */
const isBreak = (episode: Episode) => is(episode, 'LS', 'V3', 'V4')
const days = ({ starts, ends }: Episode) => (ends === null ? 0 : daysBetween(starts, ends))

/** Each answers the column to look at, under the rule's published number; its words are in `specs/ssda903.json`. */
export const EPISODE_RULES: Record<string, EpisodeRule> = {
  '142': (one, { after }) => on(one.ends === null && after !== undefined, 'DEC'),
  '148': (one) => on((one.row.cell('DEC') === '') !== (one.row.cell('REC') === ''), 'REC'),
  '302': (one, { before, child: { born } }) => on(before === undefined && born !== null && one.starts < born, 'DECOM'),
  '352': (one, { child: { born } }) => on(is(one, 'RNE', 'S') && born !== null && ageOn(born, one.starts) >= 18, 'DECOM'),
  '353': (one) => on(one.starts < '1991-10-14', 'DECOM'),
  '354': (one, { child }) => on(one.ends !== null && one.ends > child.yearEnds, 'DEC'),
  '355': (one) => on(one.ends === one.starts, 'DEC'),
  '358': (one, { child: { born } }) => on(is(one, 'LS', 'J1', 'J2', 'J3') && born !== null && ageOn(born, one.starts) < 10, 'LS'),
  '361': (one) => on(is(one, 'LS', 'L2') && days(one) > 3, 'DEC'),
  '362': (one) => on(is(one, 'LS', 'L1') && days(one) > 21, 'DEC'),
  '363': (one) => on(is(one, 'LS', 'L3') && days(one) > 7, 'DEC'),
  '365': (one) => on(isBreak(one) && days(one) > 17, 'DEC'),
  '371': (one, { child: { born } }) => on(is(one, 'PLACE', 'H5') && born !== null && ageOn(born, one.starts) < 16, 'PLACE'),
  '373': (one, { child: { born } }) => on(is(one, 'PLACE', 'S1') && born !== null && ageOn(born, one.starts) < 4, 'PLACE'),
  '388': (one, { after }) => on(is(one, 'REC', 'X1') && one.ends !== null && after?.starts !== one.ends, 'REC'),
  '431': (one, { before }) => on(is(one, 'RNE', 'S') && before?.ends === one.starts, 'RNE'),
  '432': (one, { before }) => on(before !== undefined && before.row.cell('REC') !== '' && !is(before, 'REC', 'X1') && !is(one, 'RNE', 'S'), 'RNE'),
  '433': (one, { before }) => on(!is(one, 'RNE', 'S', '') && before !== undefined && before.ends !== one.starts, 'DECOM'),
  '434': (one, { before }) => on(is(one, 'RNE', 'L') && before !== undefined && (same(one, before, 'LS') || !same(one, before, 'PLACE')), 'RNE'),
  '435': (one, { before }) => on(is(one, 'RNE', 'P', 'T') && before !== undefined && !same(one, before, 'LS'), 'RNE'),
  '436': (one, { before }) => on(is(one, 'RNE', 'B', 'U') && before !== undefined && same(one, before, 'LS'), 'RNE'),
  '437': (_one, { before }) => on(before !== undefined && is(before, 'REC', 'E2', 'E7'), 'DECOM'),
  '445': (one) => on(is(one, 'LS', 'D1') && one.starts > '2005-12-30', 'LS'),
  '501': (one, { before }) => on(before !== undefined && before.ends !== null && before.ends > one.starts, 'DECOM'),
  '550': (one) => on(is(one, 'PLACE_PROVIDER', 'PR0') && !is(one, 'PLACE', 'P1'), 'PLACE_PROVIDER'),
}

const same = (one: Episode, other: Episode, column: string) => one.row.cell(column) === other.row.cell(column)

/** The last day an episode holds: that before the next begins where one follows at once or overlaps, else the day it ended. */
export function lastDay(episode: Episode, after: Episode | undefined): string | null {
  if (after && (episode.ends === null || after.starts <= episode.ends)) return dayAfter(after.starts, -1)
  return episode.ends
}

/** The episodes of a child in order; rows without a day they began on are left out. */
export function inOrder(rows: readonly Row[]): Episode[] {
  return rows.flatMap((row) => {
    const starts = writtenDay(row.cell('DECOM'))
    return starts === null ? [] : [{ row, starts, ends: writtenDay(row.cell('DEC')) }]
  }).toSorted((one, other) => (one.starts === other.starts ? one.row.row - other.row.row : one.starts < other.starts ? -1 : 1))
}
