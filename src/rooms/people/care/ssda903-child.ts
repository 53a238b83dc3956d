import type { Issues } from '#kernel'
import type { Fact, Said } from '../returns/said.ts'
import type { WhoReader } from '../returns/who-said.ts'
import { ageOn, writtenDay } from '../returns/written-day.ts'
import { type Spell, statementsOf } from '../returns/spells.ts'
import { type Beside, type Child, EPISODE_RULES, type Episode, lastDay } from './ssda903-episodes.ts'
import { SSDA903, type Row } from './ssda903-tables.ts'

/** What a child of the return says: who, and when looked after or on short breaks, by legal status. */
export function readChild(child: Child, home: number, who: WhoReader, issues: Issues): Said {
  const { header, born } = child
  checkHeader(child, issues)
  const kept = child.episodes.filter((one) => isUsable(one, issues))
  for (const [at, episode] of kept.entries()) checkEpisode(episode, { before: kept[at - 1], after: kept[at + 1], child }, issues)
  const id = header.cell('CHILD')
  const written = { row: header.row, id, upn: header.cell('UPN'), uln: header.cell('ULN'), born, sex: SEX[header.cell('SEX')] ?? null }
  return { row: header.row, key: id, reportedBy: home, who: who.read(written), facts: facts(kept) }
}

const SEX: Record<string, string> = { '1': 'M', '2': 'F', M: 'M', F: 'F' }

/** Short breaks are not counted among the looked after, and are kept apart. */
function facts(episodes: readonly Episode[]): Fact[] {
  const spells: { breaks: Spell[]; after: Spell[] } = { breaks: [], after: [] }
  for (const [at, episode] of episodes.entries()) {
    const ends = lastDay(episode, episodes[at + 1])
    if (ends !== null && ends < episode.starts) continue
    const status = episode.row.cell('LS')
    const spell = { value: STATUSES.has(status) ? status : 'not-known', starts: episode.starts, ends }
    spells[SSDA903.shortBreaks.includes(status) ? 'breaks' : 'after'].push(spell)
  }
  return [...statementsOf('looked-after', 'ssda903', spells.after), ...statementsOf('short-breaks', 'ssda903', spells.breaks)]
}

const STATUSES = new Set(SSDA903.tables['episodes']!.columns['LS']!.codes)

function checkHeader({ header, born, episodes, yearEnds, yearStarts }: Child, issues: Issues) {
  const find = (rule: string, column: string, message: string, fix: string, severity: 'error' | 'query' = 'query') =>
    issues[severity](`ssda903-${rule}`, { row: header.row, column, value: header.cell(column) || null }, message, fix)
  const upn = header.cell('UPN')
  if (upn === '') find('442', 'UPN', 'There is neither a UPN nor a code that says why.', 'Give the UPN, or UN1 to UN5.')
  if (upn === 'UN1' && born !== null && ageOn(born, `${yearStarts.slice(0, 4)}-08-31`) >= 5) find(
    '209', 'UPN', 'The child is of school age and has no UPN yet, by its code.', 'Ask the school for the UPN.',
  )
  if (born !== null && born > yearEnds) find('301', 'DOB', 'The day of birth is after the year the return is of.', 'Correct it where the file was made.')
  if (born !== null && ageOn(born, yearStarts) > 25) find('351', 'DOB', 'The child was over 25 when the year began.', 'See whether the day of birth is right.')
  if (header.cell('MC_DOB') !== '' && ['1', 'M'].includes(header.cell('SEX'))) find(
    '174', 'MC_DOB', 'The child is a boy and has the day of birth of a child as its mother.', 'Correct the one that is wrong.',
  )
  if (header.cell('MOTHER') === '1' && header.cell('MC_DOB') === '') find('611', 'MC_DOB', 'The child is a mother, and the day of birth of her child is not given.', 'Give it.')
  const statuses = new Set(episodes.map(({ row }) => row.cell('LS')))
  if (SSDA903.shortBreaks.every((status) => statuses.has(status))) find('426', 'CHILD', 'Short breaks are under both V3 and V4 in one year.', 'Decide for one of them.')
}

function isUsable({ row, starts, ends }: Episode, issues: Issues): boolean {
  const at = { row: row.row, column: 'DEC', value: row.cell('DEC') || null }
  // A day that cannot be read is found with the cells; open it would say that care goes on.
  if (row.cell('DEC') !== '' && ends === null) return false
  if (ends === null || ends >= starts) return true
  issues.error('ssda903-356', at, 'The episode ends before it begins. It was left out.', 'Correct the day that is wrong.')
  return false
}

function checkEpisode(episode: Episode, beside: Beside, issues: Issues) {
  for (const [rule, breaks] of Object.entries(EPISODE_RULES)) {
    const column = breaks(episode, beside)
    if (!column) continue
    const { message, fix } = SSDA903.episodeRules[rule]!
    issues.query(`ssda903-${rule}`, { row: episode.row.row, column, value: episode.row.cell(column) || null }, `Table episodes: ${message}`, fix)
  }
}

/** Times a child was missing: checked, and not held. */
export function checkMissing(rows: readonly Row[], child: Child, issues: Issues) {
  const spells = rows.map((row) => ({ row, starts: writtenDay(row.cell('MIS_START')), ends: writtenDay(row.cell('MIS_END')) }))
  spells.sort((one, other) => ((one.starts ?? '') < (other.starts ?? '') ? -1 : 1))
  for (const [at, { row, starts, ends }] of spells.entries()) {
    const before = spells[at - 1]
    const find = (rule: string, column: string, message: string) =>
      issues.query(`ssda903-${rule}`, { row: row.row, column, value: row.cell(column) || null }, `Table missing: ${message}`, 'Correct the day that is wrong.')
    if (starts !== null && ends !== null && ends < starts) find('567', 'MIS_END', 'the time ends before it begins.')
    if (starts !== null && starts > child.yearEnds) find('570', 'MIS_START', 'the time begins after the year the return is of.')
    if (ends !== null && (ends > child.yearEnds || ends < child.yearStarts)) find('571', 'MIS_END', 'the time ends outside the year the return is of.')
    if (before && starts !== null && (before.ends === null || before.ends > starts)) find('574', 'MIS_START', 'the child was already missing then.')
    if (child.born !== null && starts !== null && starts < child.born) find('586', 'MIS_START', 'the time begins before the child was born.')
    const lastCare = child.episodes.at(-1)
    if (starts !== null && lastCare?.ends != null && starts > lastCare.ends) find('578', 'MIS_START', 'the child was no longer looked after then.')
    if (starts !== null && child.episodes[0] && starts < child.episodes[0].starts) find('581', 'MIS_START', 'the child was not looked after yet then.')
  }
}
