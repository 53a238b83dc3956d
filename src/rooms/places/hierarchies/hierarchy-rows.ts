import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { installed } from '#platform'
import { readDay } from '../code-rows.ts'
import type { GroupLevel } from './own.ts'

interface Spec {
  columns: Record<Column, string[]>
  levels: Record<GroupLevel, string[]>
}
type Column = 'setting' | 'name' | 'parent' | 'parentName' | 'level' | 'from' | 'until'

const SPEC = JSON.parse(readFileSync(installed('specs', 'hierarchy-file.json'), 'utf8')) as Spec

/** A row that says what lies in what. */
export interface HierarchyRow {
  row: number
  setting: string
  name: string
  parent: string
  parentName: string
  level: GroupLevel | null
  from: string | null
  until: string | null
  /** What was wrong in it, by column. */
  wrong: { column: string; value: string; message: string; fix: string }[]
}

/** The rows of a list as text, parted by commas, tabs or semicolons; a sentence where its columns do not say what lies in what. */
export function readHierarchyRows(text: string): HierarchyRow[] | string {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trimEnd())
  const header = (data[0] ?? []).map(wordOf)
  const at = Object.fromEntries(Object.entries(SPEC.columns).map(([column, names]) => [column, names.map((name) => header.indexOf(name)).find((index) => index >= 0) ?? -1])) as Record<Column, number>
  // A column called by a kind of group says in one both what the parent is called and what it is.
  const named = (Object.entries(SPEC.levels) as [GroupLevel, string[]][]).flatMap(([level, words]) => words.map((word) => ({ level, at: header.indexOf(word) }))).find((one) => one.at >= 0)
  if ((at.setting < 0 && at.name < 0) || (at.parent < 0 && at.parentName < 0 && !named)) {
    return 'The list needs a column for the setting (setting, urn, laestab or name) and one for what it lies in (parent, parent name, or cluster, locality, ward, trust and so on).'
  }
  return data.slice(1).flatMap((cells, index) => (cells.some((cell) => cell.trim()) ? [rowOf(cells, index + 2, at, named)] : []))
}

function rowOf(cells: string[], row: number, at: Record<Column, number>, named: { level: GroupLevel; at: number } | undefined): HierarchyRow {
  const cell = (index: number) => (index < 0 ? '' : (cells[index]?.trim() ?? ''))
  const wrong: HierarchyRow['wrong'] = []
  const day = (column: 'from' | 'until') => {
    const typed = cell(at[column])
    const read = readDay(typed)
    if (read === undefined) wrong.push({ column, value: typed, message: `“${typed}” is no day.`, fix: 'Write days like 2025-09-01 or 01/09/2025.' })
    return read ?? null
  }
  const word = wordOf(cell(at.level))
  const level = word ? ((Object.entries(SPEC.levels) as [GroupLevel, string[]][]).find(([, words]) => words.includes(word))?.[0] ?? null) : (named?.level ?? null)
  if (word && level === null) wrong.push({ column: 'level', value: cell(at.level), message: `“${cell(at.level)}” is no kind of group.`,
    fix: `Use one of ${Object.values(SPEC.levels).map(([first]) => first).join(', ')}.` })
  const [from, until] = [day('from'), day('until')]
  if (from !== null && until !== null && until < from) wrong.push({ column: 'until', value: until, message: 'The last day is before the first.', fix: 'Mend one of the two days.' })
  return { row, setting: cell(at.setting), name: cell(at.name), parent: cell(at.parent), parentName: cell(at.parentName) || (named ? cell(named.at) : ''), level, from, until, wrong }
}

const wordOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
