import type { CodeBook, Codes } from './code-book.ts'
import { readDay } from './cells.ts'
import type { Findings, FoundAt } from './findings.ts'
import type { Part, Parts } from './parts.ts'
import { type CensusPupil, COLLECT, type Group, type PupilField } from './pupil.ts'
import { LEAVERS_FROM } from './tables.ts'
import type { CensusSpan } from './which-census.ts'

/** What is at hand while a census is put into our words. */
export interface Saying {
  span: CensusSpan
  book: CodeBook
  findings: Findings
  parts: Parts
  holds: ReadonlySet<Group>
  named: ReadonlyMap<string, string>
}

/** Where a pupil's cell stands, as the file calls it. */
export function pupilAt({ named }: Saying, pupil: CensusPupil, field: PupilField | null, value: string | null = null): FoundAt {
  const table = named.get(`pupil ${pupil.isOnRoll ? 'on' : 'off'}`) ?? (pupil.isOnRoll ? 'pupilonroll' : 'pupilnolongeronroll')
  return { table, column: field && COLLECT.columns.pupil[field][0]!, row: pupil.row >= LEAVERS_FROM ? pupil.row - LEAVERS_FROM : pupil.row, value }
}

/** Where a cell of something that belongs to a pupil stands. */
export function partAt({ named }: Saying, pupil: CensusPupil, group: Group, part: Part<string>, field: string | null, value: string | null = null): FoundAt {
  const table = named.get(`${group} ${pupil.isOnRoll ? 'on' : 'off'}`) ?? group
  return { table, column: field && (COLLECT.columns[group] as Record<string, string[]>)[field]![0]!, row: part.row, value }
}

/** The code of a pupil's cell; '' where it is empty, null where it is none of the year and was found so. */
export function pupilCode(saying: Saying, pupil: CensusPupil, field: PupilField): string | null {
  const written = pupil.cells[field] ?? ''
  return codeOf(saying, saying.book.pupil[field], written.toUpperCase() === written ? written : writtenIn(saying.book.pupil[field], written), () => pupilAt(saying, pupil, field, written))
}

/** The code of a part's cell, in the same manner. */
export function partCode(saying: Saying, pupil: CensusPupil, group: Group, part: Part<string>, field: string): string | null {
  const written = part.cells[field] ?? ''
  return codeOf(saying, saying.book.parts[group][field], written, () => partAt(saying, pupil, group, part, field, written))
}

function codeOf({ findings }: Saying, codes: Codes | undefined, written: string, at: () => FoundAt): string | null {
  if (written === '' || !codes) return written
  const code = codes.get(written)
  if (code === undefined) findings.find('code-not-in-year', at())
  return code ?? null
}

/** In large letters where only those are a code; register codes alone are told apart by their case. */
const writtenIn = (codes: Codes | undefined, written: string) => (codes?.has(written) === false && codes.has(written.toUpperCase()) ? written.toUpperCase() : written)

/** The day of a cell; null where it is empty, or is none and was found so. */
export function dayOf({ findings }: Saying, written: string | undefined, at: () => FoundAt): string | null {
  if (!written) return null
  const day = readDay(written)
  if (day === null) findings.find('date-not-read', at())
  return day
}
