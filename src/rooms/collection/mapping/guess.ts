import type { MapField, MapTarget } from '#platform'
import { type GivenColumn, nameKey } from './find-header.ts'
import type { FoundTable } from './map-rows.ts'
import { guessOrder, readCode, readDate } from './read-cell.ts'
import type { Matched, Recipe } from './recipe.ts'

const UPN = /^[A-Z]\d{11}[\dA-Z]$/i

/** The first few different values of a column. */
export function samplesOf({ rows }: FoundTable, { at }: GivenColumn, most = 3): string[] {
  const found = new Set<string>()
  for (const { cells } of rows) {
    const cell = (cells[at] ?? '').trim()
    if (cell !== '') found.add(cell)
    if (found.size >= most) break
  }
  return [...found]
}

/** The different words of a column, the most frequent first; null where there are too many for them to be codes. */
export function wordsOf({ rows }: FoundTable, { at }: GivenColumn, most = 60): { word: string; times: number }[] | null {
  const times = new Map<string, number>()
  for (const { cells } of rows) {
    const cell = (cells[at] ?? '').trim()
    if (cell !== '') times.set(cell, (times.get(cell) ?? 0) + 1)
    if (times.size > most) return null
  }
  return [...times].map(([word, count]) => ({ word, times: count })).sort((a, b) => b.times - a.times || (a.word < b.word ? -1 : 1))
}

/** What a file is most likely about: the target that has a field for the most of its columns, those that are peculiar to it counting most. */
export function guessTarget(targets: readonly MapTarget[], table: FoundTable): MapTarget {
  const scored = targets.map((target) => {
    const fields = guessFields(target, table)
    const score = target.fields.reduce((sum, { name, isNeeded, isOnce }) => sum + (fields[name]?.column === undefined || isOnce ? 0 : isNeeded ? 3 : 1), 0)
    const lacks = target.fields.some(({ name, isNeeded, isOnce }) => isNeeded && !isOnce && fields[name]?.column === undefined)
    return { target, score: lacks ? score - 10 : score }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).target
}

/** Which column each field is, as far as names and the shape of values tell; none is taken for two. */
export function guessFields(target: MapTarget, table: FoundTable): Recipe['fields'] {
  const left = new Set(table.columns)
  const fields: Recipe['fields'] = {}
  const take = (field: MapField, column: GivenColumn | undefined) => {
    if (!column || fields[field.name]) return
    left.delete(column)
    fields[field.name] = matchedColumn(field, column, table)
  }
  const open = target.fields.filter(({ isOnce }) => !isOnce)
  for (const field of open) take(field, [...left].find(({ key }) => spellingsOf(field).includes(key)))
  for (const field of open) if (field.kind === 'upn') take(field, [...left].find((column) => share(table, column, (cell) => UPN.test(cell)) > 0.6))
  for (const field of open) take(field, [...left].find(({ key }) => spellingsOf(field).some((spelling) => spelling.length > 5 && key.includes(spelling))))
  for (const field of open) if (field.kind === 'code' && field.isNeeded) take(field, [...left].find((column) => share(table, column, (cell) => readCode(cell, field) !== null) > 0.8))
  for (const field of open) if (field.kind === 'date' && field.isNeeded) take(field, [...left].find((column) => share(table, column, (cell) => readDate(cell) !== null) > 0.8))
  return fields
}

/** A field read from a column, with the order its days are written in where that can be told. */
export function matchedColumn(field: MapField, column: GivenColumn, table: FoundTable): Matched {
  if (field.kind !== 'date') return { column: column.name }
  return { column: column.name, dates: guessOrder(samplesOf(table, column, 500)).order }
}

const spellingsOf = ({ name, label, spellings }: MapField) => [name, label, ...spellings].map(nameKey)

function share(table: FoundTable, column: GivenColumn, fits: (cell: string) => boolean) {
  const cells = samplesOf(table, column, 50)
  return cells.length ? cells.filter(fits).length / cells.length : 0
}
