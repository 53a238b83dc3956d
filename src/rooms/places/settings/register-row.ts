import type { Issues } from '#kernel'
import { readDay } from '../code-rows.ts'
import { type Field, FIELDS, type FieldSpec, GIAS, type Given } from './register-fields.ts'

/** Reads the rows of one list of settings by its header; what is wrong in a cell is found, and the rest of the row kept. */
export class RowReader {
  /** The newest day a row says it was changed on. */
  lastChanged: string | null = null
  readonly describes: boolean
  private readonly issues: Issues
  private readonly at: { urn: number; changed: number; la: number; number: number; named: string[] }
  private readonly fields: { field: Field; spec: FieldSpec; columns: number[] }[]
  /** Cells up to here stand where the header says, even in a row that has more of them. */
  private readonly sure: number

  constructor(header: string[], issues: Issues) {
    this.issues = issues
    const find = (names: string[]) => header.findIndex((name) => names.includes(name))
    this.at = { urn: find(['URN', 'urn']), changed: find(['LastChangedDate']), la: find(GIAS.fields.la_code.columns), number: find(['EstablishmentNumber', 'est_no']), named: header }
    this.fields = FIELDS.flatMap(([field, spec]) => {
      const found = spec.columns.map((name) => header.indexOf(name)).filter((at) => at >= 0)
      const columns = spec.kind === 'texts' ? found : found.slice(0, 1)
      return columns.length ? [{ field, spec, columns }] : []
    })
    this.describes = this.fields.some(({ field }) => field === 'status')
    this.sure = header.indexOf(GIAS.sureUpTo)
  }

  /** A row as it is given; null where it says of no setting what it is, which is found. */
  read(cells: string[], row: number): Given | null {
    const typed = cells[this.at.urn]?.trim() ?? ''
    const given = this.begin(typed, row)
    if (!given) return null
    for (const { field, spec, columns } of this.fields) this.take(given, field, spec, cells, columns, row)
    this.nameByNumber(given, cells)
    this.noteChange(cells)
    if (given.name) return given
    this.issues.error('setting-name', { row, value: typed }, `Setting ${typed} has no name.`, 'Give its name, or leave the row out.')
    return null
  }

  /**
   * A row with more cells than the header, as lists that were put together from several exports have: what stands before the first column that
   * moved is taken, if it proves itself; null where it does not.
   */
  readStart(cells: string[], row: number): Given | null {
    const ukprn = cells[this.sure] ?? 'none'
    if (this.sure < 0 || cells.length <= this.at.named.length || !/^(1\d{7})?$/.test(ukprn.trim())) return null
    const before = this.issues.counts.error + this.issues.counts.query
    const start = new RowReader(this.at.named.slice(0, this.sure + 1), this.issues).read(cells.slice(0, this.sure + 1), row)
    return start && this.issues.counts.error + this.issues.counts.query === before ? start : null
  }

  private begin(typed: string, row: number): Given | null {
    if (/^[1-9]\d{4,6}$/.test(typed)) return { urn: Number(typed) }
    if (typed === '') this.issues.error('urn-missing', { row }, 'The row has no URN, so it cannot be told which setting it is of.', 'Give the URN, or leave the row out.')
    else this.issues.error('urn', { row, column: this.at.named[this.at.urn]!, value: typed }, `“${typed}” is no URN, which is a number of five to seven digits.`, 'Give the URN of the setting.')
    return null
  }

  private take(given: Given, field: Field, spec: FieldSpec, cells: string[], columns: number[], row: number) {
    const value = spec.kind === 'texts' ? columns.flatMap((at) => wordOf(cells[at], spec) ?? []) : this.one(cells[columns[0]!]?.trim() ?? '', spec, row, columns[0]!)
    Object.assign(given, { [field]: Array.isArray(value) && !value.length ? null : value })
  }

  private one(typed: string, spec: FieldSpec, row: number, column: number): string | number | null {
    const at = { row, column: this.at.named[column] ?? null, value: typed }
    if (typed === '') return null
    if (spec.kind === 'day') {
      const day = readDay(typed.replaceAll(/^(\d\d)-(\d\d)-(\d{4})$/g, '$1/$2/$3'))
      if (day === undefined) this.issues.query('setting-day', at, `“${typed}” is no day; it was left out.`, 'Write days like 31-08-2019.')
      return day ?? null
    }
    if (spec.kind === 'int') return this.number(typed, spec, at)
    const word = wordOf(typed, spec)
    if (word === null || !spec.pattern || new RegExp(spec.pattern).test(word)) return word
    if (!GIAS.noPlace.includes(word)) this.issues.query('setting-code', at, `“${typed}” is no code of this kind; it was left out.`, 'Look it up in the register and mend it.')
    return null
  }

  private number(typed: string, { codes }: FieldSpec, at: { row: number; column: string | null; value: string }) {
    const number = /^\d{1,9}(\.0+)?$/.test(typed) ? Number(typed) : null
    if (number !== null && (!codes || Object.hasOwn(GIAS[codes], String(number)))) return number
    this.issues.query('setting-number', at, codes ? `“${typed}” is none of the codes known here; it was left out.` : `“${typed}” is no whole number; it was left out.`,
      'Look it up in the register and mend it.')
    return null
  }

  /** Where there is no LAESTAB, authority and establishment number make it. */
  private nameByNumber(given: Given, cells: string[]) {
    if (given.laestab) return
    const [la, number] = [cells[this.at.la]?.trim() ?? '', cells[this.at.number]?.trim() ?? '']
    if (this.at.number >= 0) given.laestab = /^\d{3}$/.test(la) && /^\d{4}$/.test(number) ? la + number : null
  }

  private noteChange(cells: string[]) {
    const day = this.at.changed < 0 ? null : readDay((cells[this.at.changed]?.trim() ?? '').replaceAll(/^(\d\d)-(\d\d)-(\d{4})$/g, '$1/$2/$3'))
    if (day && (this.lastChanged === null || day > this.lastChanged)) this.lastChanged = day
  }
}

function wordOf(cell: string | undefined, { empty }: FieldSpec): string | null {
  const word = cell?.replaceAll('\u00a0', ' ').trim() ?? ''
  return word === '' || (empty && GIAS.empty.includes(word)) ? null : word
}
