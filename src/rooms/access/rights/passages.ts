import { hash } from 'node:crypto'
import type { Gathered, OtherName } from '#platform'

/** A passage that names somebody else: where it stands, and what it says there. */
export interface Passage {
  id: string
  table: string
  part: Gathered['part']
  row: number
  column: string
  start: number
  end: number
  text: string
  who: 'another child' | 'another person'
  /** The words around it, for who decides. */
  before: string
  after: string
}

export const WITHHELD = '[withheld]'

/** Passages of what was gathered that name others: names in free text, and columns that hold who somebody else is. */
export function findPassages(gathered: readonly Gathered[], others: readonly OtherName[], subject: { childId: string } | { person: string }): Passage[] {
  const byFirstWord = indexed(others)
  return gathered.filter(({ part }) => part === 'about').flatMap((one) => one.columns.flatMap(({ name: column, role }) => {
    const isWhole = isOfSomebodyElse(role, one, 'childId' in subject)
    if (!isWhole && role !== 'words' && role !== 'mentions' && role !== 'third') return []
    return one.rows.flatMap((row, at) => {
      const text = asText(row[column])
      if (!text || ('person' in subject && text === subject.person)) return []
      const found = isWhole ? [{ start: 0, end: text.length, who: 'another person' as const }] : namesIn(text, byFirstWord)
      return found.map(({ start, end, who }) => ({
        id: hash('sha256', [one.table, one.key.map((key) => String(row[key])).join(' '), column, start, text.slice(start, end)].join('\n'), 'hex').slice(0, 24),
        table: one.table, part: one.part, row: at, column, start, end, who, text: text.slice(start, end), before: text.slice(Math.max(0, start - 80), start), after: text.slice(end, end + 80),
      }))
    })
  }))
}

/** The same with every passage replaced that is not to be shown: nothing of it is left underneath. */
export function withhold(gathered: readonly Gathered[], passages: readonly Passage[], shown: ReadonlySet<string>): Gathered[] {
  const hidden = Map.groupBy(passages.filter(({ id }) => !shown.has(id)), ({ table, part }) => `${table} ${part}`)
  return gathered.map((one) => {
    const here = hidden.get(`${one.table} ${one.part}`)
    if (!here) return one
    const rows = one.rows.map((row) => ({ ...row }))
    for (const [at, ofRow] of Map.groupBy(here, ({ row }) => row)) {
      for (const [column, ofCell] of Map.groupBy(ofRow, (passage) => passage.column)) {
        const text = ofCell.toSorted((a, b) => b.start - a.start).reduce((words, { start, end }) => words.slice(0, start) + WITHHELD + words.slice(end), asText(rows[at]![column])!)
        rows[at]![column] = typeof rows[at]![column] === 'object' ? JSON.parse(text) : text
      }
    }
    return { ...one, rows }
  })
}

/** Who else a row is about: the person of a child's relationship, who was invited, who asked. */
function isOfSomebodyElse(role: Gathered['columns'][number]['role'], { columns }: Gathered, ofChild: boolean) {
  if (role === 'third') return true
  return ofChild && (role === 'staff' || (role === 'contact' && columns.some((column) => column.role === 'staff')))
}

const asText = (value: unknown) => (value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value))

interface Name {
  words: string
  who: Passage['who']
}

function indexed(others: readonly OtherName[]) {
  const names = others.map(({ name, who }): Name => ({ words: name.normalize().toLowerCase(), who: who === 'child' ? 'another child' : 'another person' }))
  return Map.groupBy(names.toSorted((a, b) => b.words.length - a.words.length), ({ words }) => FIRST_WORD.exec(words)?.[0] ?? words)
}

const FIRST_WORD = /^[\p{L}\p{M}]+/u
const WORDS = /(?<![\p{L}\p{M}])[\p{L}\p{M}]+/gu
const LETTER = /^[\p{L}\p{M}]/u

/** The longest name at each word; a name of one word counts only where it is written large. */
function namesIn(text: string, byFirstWord: Map<string, Name[]>) {
  const found: { start: number; end: number; who: Passage['who'] }[] = []
  for (const match of text.matchAll(WORDS)) {
    if (found.length && match.index < found.at(-1)!.end) continue
    const name = byFirstWord.get(match[0].toLowerCase())?.find(({ words }) => text.slice(match.index, match.index + words.length).toLowerCase() === words && !LETTER.test(text.slice(match.index + words.length)))
    if (!name || (!/\s/.test(name.words) && match[0][0] === match[0][0]!.toLowerCase())) continue
    found.push({ start: match.index, end: match.index + name.words.length, who: name.who })
  }
  return found
}
