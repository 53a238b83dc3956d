import { drawReady, type Ready, scoreCells, type ScoreRun, showBare, Verdict, written } from '#design'
import { capital } from '#rooms/measures'
import { TURNED_WORDS } from '../turned.ts'
import type { ColumnId } from './asked.ts'
import { columnsOf, keeping } from './cells.ts'
import type { Score } from './score.ts'
import { gapInWords } from './words.ts'

/** Where nobody has written anything the cell says so, in the same words for everyone. */
const NOTHING_YET: Partial<Record<ColumnId, string>> = { target: 'none set', turned: 'no baseline', story: 'none yet' }
const SAME_FOR_ALL = keeping()

export const hasNothing = (column: ColumnId, { target, turned, written }: Score) => (column === 'target' ? !target : column === 'turned' ? !turned : !written.story)

export function nothingIn(column: ColumnId, isOurs: boolean): Ready {
  return SAME_FOR_ALL(`${column} ${isOurs}`, () => drawReady(scoreCells({ columns: columnsOf([column]), cells: [<span class="quiet">{isOurs ? NOTHING_YET[column] : '–'}</span>] })))
}

/** By hand: a scorecard may have as many targets as rows. */
export function targetCell(score: Score): ScoreRun {
  const { target, series } = score
  if (!target || !series) return nothingIn('target', false)
  const gap = gapInWords(score)
  const said = gap === null ? '' : gap === 'reached' ? reached() : target.isPast && target.toGo !== null ? drawReady(<small><Verdict kind="worse">{capital(gap)}</Verdict></small>) : written`<small>${gap}</small>`
  const { before, after } = around()
  return written`${before}${showBare(target.value, series)} <span class="quiet">by ${target.period}</span> ${said}${after}`
}

const reached = () => SAME_FOR_ALL('reached', () => drawReady(<small><Verdict kind="better">Reached</Verdict></small>))

/** What stands around the cell's own words, as the table draws it. */
function around(): { before: Ready; after: Ready } {
  const { markup } = SAME_FOR_ALL('target cell', () => drawReady(scoreCells({ columns: columnsOf(['target']), cells: [''] })))
  const at = markup.indexOf('</div>')
  return { before: { markup: markup.slice(0, at), bytes: null }, after: { markup: markup.slice(at), bytes: null } }
}

export function Turned({ score: { turned } }: { score: Score }) {
  if (!turned) return null
  const word = TURNED_WORDS[turned.word]
  return <>{turned.word === 'turned' ? <Verdict kind="better">{word}</Verdict> : turned.word === 'not-turned' ? <Verdict kind="steady">{word}</Verdict> : <Verdict kind="doubt">{word}</Verdict>} <small>{turned.because}</small></>
}

export function Story({ score: { written: { story }, summary } }: { score: Score }) {
  if (!story) return null
  return <>{story.period === null ? 'Written' : `For ${story.period}`}{summary?.now && story.period !== summary.now.period.label ? <> <small>a newer figure is out</small></> : null}</>
}
