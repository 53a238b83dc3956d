import type { Part } from './parts.ts'
import type { CensusPupil } from './pupil.ts'
import { partAt, pupilAt, type Saying } from './saying.ts'

/** Rules between SEN provision and types of need, of one pupil on roll. Everything is taken in; the findings say what to look at. */
export function checkSen(saying: Saying, pupil: CensusPupil) {
  const sen = pupil.cells.sen
  if (sen === undefined) return
  const { findings } = saying
  if (sen === '') findings.find('sen-missing', pupilAt(saying, pupil, 'sen'))
  const isOld = OLD.has(sen) && saying.span.asAt >= (sen === 'S' ? '2018-09-01' : '2015-09-01')
  if (isOld) findings.find('sen-old-code', pupilAt(saying, pupil, 'sen', sen))
  if (!saying.holds.has('needs')) return
  const needs = saying.parts.of(pupil, 'needs')
  const hasSen = sen === 'K' || sen === 'E' || OLD.has(sen)
  if (needs.length && !hasSen) findings.find('need-without-sen', pupilAt(saying, pupil, 'sen', sen))
  if (!needs.length && hasSen) findings.find('need-missing', pupilAt(saying, pupil, 'sen', sen))
  if (needs.length) checkNeeds(saying, pupil, needs, sen)
}

/** Codes given up: statements, school action, school action plus. */
const OLD: ReadonlySet<string> = new Set(['S', 'A', 'P'])

function checkNeeds(saying: Saying, pupil: CensusPupil, needs: Part<'rank' | 'type'>[], sen: string) {
  const { findings } = saying
  const ranks = new Set<number>()
  const types = new Set<string>()
  for (const need of needs) {
    const { rank = '', type = '' } = need.cells
    const at = (field: 'rank' | 'type') => partAt(saying, pupil, 'needs', need, field, need.cells[field] ?? null)
    if (type === 'NSA' && sen !== 'K') findings.find('need-nsa-not-support', { ...at('type'), value: sen })
    if (type !== '' && types.has(type)) findings.find('need-twice', at('type'))
    if (rank !== '' && ranks.has(Number(rank))) findings.find('need-rank-twice', at('rank'))
    ranks.add(Number(rank))
    types.add(type)
  }
  if (!ranks.has(1)) findings.find('need-no-first', partAt(saying, pupil, 'needs', needs[0]!, 'rank'))
}
