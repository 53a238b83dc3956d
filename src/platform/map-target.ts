import type { Issues } from '#kernel'
import type { Reader } from './database.ts'
import type { FileKind } from './file-kind.ts'

/** How the cells of a column are read: a day, one of the codes, a number; a UPN and a setting are read by the room that knows them. */
export type MapFieldKind = 'text' | 'date' | 'code' | 'number' | 'upn' | 'setting'

export interface MapCode {
  code: string
  label: string
  /** Other words files have for it. */
  spellings?: readonly string[]
}

/** Something a column of an unknown file can be. */
export interface MapField {
  name: string
  label: string
  hint?: string
  /** How columns of it are called, as far as is known; compared without case, signs and spaces. */
  spellings: readonly string[]
  kind: MapFieldKind
  isNeeded?: true
  /** For `code`: what a cell may come to. */
  codes?: readonly MapCode[]
  /** Said once for a whole file and never by a column: which list it is. */
  isOnce?: true
  /** Every value has so many digits: what is shorter has lost zeros at its start to a spreadsheet. */
  digits?: number
}

/** A row of an unknown file in the words of its target: days ISO, codes the target's own; a field that is blank or not understood is not there. */
export interface MappedRow {
  /** Of the file: the first row, header or not, is 1. */
  row: number
  values: Readonly<Record<string, string>>
}

export interface MapOptions {
  areaId: number
  /** The day the file speaks of, ISO. */
  asAt: string
  issues: Issues
  /** The settings whoever gives it may speak for; without it, every setting of the area. */
  places?: ReadonlySet<number>
  /** What the file calls the column a field is read from; null where it is said once for the whole file. */
  columnOf: (field: string) => string | null
  /** What is said once for the whole file, by field. */
  once: Readonly<Record<string, string>>
}

/** How a mapped return is compared, taken in and taken back: the same as for every other kind its room reads. */
export type MappedReturn<Content> = Required<Pick<FileKind<Content>, 'facts' | 'covers' | 'compare' | 'commit' | 'undo'>> & Pick<FileKind<Content>,
  'prepare' | 'records' | 'numbers' | 'children' | 'childOf'>

/** What the columns of an unknown file can be matched to: declared by the room that owns the facts, run by `collection`. */
export interface MapTarget<Content = unknown> {
  name: string
  /** As a person says it: "Children on a list". */
  label: string
  /** What a row of it is, as a sentence. */
  about: string
  fields: readonly MapField[]
  /** Why what is matched is not enough yet, as a sentence; null where it is. */
  mayNot: (matched: ReadonlySet<string>, once: Readonly<Record<string, string>>) => string | null
  /** The return it is, as the calendar expects it. */
  series: (once: Readonly<Record<string, string>>) => string
  toReturn: (db: Reader, rows: readonly MappedRow[], options: MapOptions) => Promise<{ content: Content; rejected: number }>
  asReturn: (series: string) => MappedReturn<Content>
}

export function mapTarget<Content>(target: MapTarget<Content>) {
  return target
}
