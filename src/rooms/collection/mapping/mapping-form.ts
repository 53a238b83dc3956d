import type { MapField, MapTarget } from '#platform'
import type { GivenColumn } from './find-header.ts'
import { guessFields, matchedColumn } from './guess.ts'
import type { FoundTable } from './map-rows.ts'
import { type DateOrder, DATE_ORDERS, readCode } from './read-cell.ts'
import type { Matched, Recipe } from './recipe.ts'

/** The words of a form of the mapping page. */
export type Typed = Readonly<Record<string, string>>

/** How the choices of a field's box are written: no column, the same in every row, or a column by its number. */
export const NO_COLUMN = ''
export const SAME = 'same'
export const columnValue = (columns: readonly GivenColumn[], column: GivenColumn) => `column ${columns.indexOf(column)}`

/** What the form says each field is; what it does not know yet (a form that was not sent) is guessed. */
export function fieldsOfForm(target: MapTarget, table: FoundTable, typed: Typed | null): Recipe['fields'] {
  if (!typed) return startOf(target, table)
  const fields: Recipe['fields'] = {}
  for (const field of target.fields) {
    const match = matchOf(field, table, typed)
    if (match) fields[field.name] = match
  }
  return fields
}

function startOf(target: MapTarget, table: FoundTable): Recipe['fields'] {
  const fields = guessFields(target, table)
  for (const { name, isOnce, isNeeded, codes } of target.fields) if (isOnce && isNeeded && codes) fields[name] = name === 'names' ? { fixed: codes[0]!.code } : {}
  return Object.fromEntries(Object.entries(fields).filter(([, match]) => Object.keys(match).length))
}

function matchOf(field: MapField, table: FoundTable, typed: Typed): Matched | null {
  const { name } = field
  const fixed = (typed[`fixed-${name}`] ?? '').trim()
  if (field.isOnce) return fixed === '' ? null : { fixed }
  const chosen = typed[`from-${name}`] ?? NO_COLUMN
  if (chosen === SAME) return fixed === '' ? null : { fixed }
  const column = table.columns[Number(/^column (\d+)$/.exec(chosen)?.[1] ?? NaN)]
  if (!column) return null
  const match = matchedColumn(field, column, table)
  const dates = typed[`dates-${name}`]
  // Chosen for the column that was there before, it would be wrong for another.
  if (field.kind === 'date' && dates !== undefined && dates in DATE_ORDERS && typed[`was-${name}`] === chosen) match.dates = dates as DateOrder
  const codes = field.kind === 'code' ? codesOf(field, typed) : {}
  if (Object.keys(codes).length) match.codes = codes
  if (typed[`down-${name}`]) match.fillsDown = true
  return match
}

/** The words that were said to stand for a code; those that say it themselves need no telling, and a word nobody matched is not kept. */
function codesOf(field: MapField, typed: Typed): Record<string, string> {
  const codes: Record<string, string> = {}
  for (let at = 0; at < 200; at += 1) {
    const word = typed[`word-${field.name}-${at}`]
    if (word === undefined) break
    const code = typed[`code-${field.name}-${at}`] ?? UNSAID
    if (code === UNSAID || (readCode(word, field) ?? UNSAID) === code) continue
    codes[word] = code === NOTHING ? '' : code
  }
  return codes
}

/** A word nobody has said anything of; one that means that there is nothing. */
export const UNSAID = ''
export const NOTHING = '-'
