/** A row of a code list: which codes it says belong to which place, and from when to when. */
export interface CodeRow {
  row: number
  name: string
  /** LAIT's or DfE's number, as written. */
  number: string
  /** Nine characters; null where the list has none. */
  ons: string | null
  starts: string | null
  ends: string | null
  /** A region's ONS code or name; '' where not given. */
  region: string
}

/** The lists we read, by their header: DfE's code list of the Local Authority Interactive Tool, and the dated list of authorities used in EES files. */
const SHAPES = {
  'LA Number': { needs: ['LA Number', 'LA Name', 'Region'], read: laitRow },
  new_la_code: { needs: ['new_la_code', 'la_name', 'date_of_operation', 'date_of_termination', 'old_la_code'], read: authorityRow },
} as const

export type CodeShape = (typeof SHAPES)[keyof typeof SHAPES]

export function shapeOf(header: string[]): CodeShape | null {
  return Object.values(SHAPES).find(({ needs }) => needs.every((name) => header.includes(name))) ?? null
}

/** A row in its list's shape; a sentence where a day in it cannot be read. */
export function readCodeRow(shape: CodeShape, header: string[], cells: string[], row: number): CodeRow | string {
  return shape.read((name) => cells[header.indexOf(name)]?.trim() ?? '', row)
}

/** A day as code lists write it, `31/03/2019` or `2019-03-31`; null for none, undefined where it is not a day. */
export function readDay(text: string): string | null | undefined {
  if (text === '' || text === 'NA') return null
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const iso = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso) ? iso : undefined
}

/** The lists of authorities begin on this day: what stood then has no known start. */
export const RECORDS_BEGIN = '2009-01-01'

type Cell = (name: string) => string

function laitRow(cell: Cell, row: number): CodeRow | string {
  const region = cell('Region')
  return { row, name: cell('LA Name'), number: cell('LA Number'), ons: null, starts: null, ends: null, region: region === 'NA' ? '' : region }
}

function authorityRow(cell: Cell, row: number): CodeRow | string {
  const starts = readDay(cell('date_of_operation'))
  const ends = readDay(cell('date_of_termination'))
  if (starts === undefined || ends === undefined)
    return `“${starts === undefined ? cell('date_of_operation') : cell('date_of_termination')}” is not a day like 31/03/2019.`
  return {
    row,
    name: cell('la_name'),
    number: cell('old_la_code'),
    ons: cell('new_la_code'),
    starts: starts === RECORDS_BEGIN ? null : starts,
    ends,
    region: cell('parent_geography_code'),
  }
}
