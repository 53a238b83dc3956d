import type { Issues } from '#kernel'
import type { Reader, Writer } from './database.ts'

/** A file on disk that somebody gave us, under the name they gave it. */
export interface GivenFile {
  name: string
  path: string
}

/** What is imported as one: a file with what belongs to it (an EES data file and its meta). */
export interface Unit {
  kind: string
  /** How the unit is called to the person: the given file's name, or `release.zip › data/x.csv`. */
  file: string
  /** The parts by role (`data`, `meta`, `guidance`); the content hash is made of these in order, so a renamed file is the same content. */
  parts: Record<string, GivenFile>
  /** Paths of the given files it was taken out of, where those are not its parts (a zip). */
  from?: string[]
}

export interface CheckOptions {
  /** What a file that does not say its period type is to be read as, as EES spells it: `Academic year`. */
  periodType?: string
  /** Told now and then how far the reading is, 0 to 1. */
  progress?: (share: number) => void
  /** Where findings go as they are found: who waits for a large file then sees the first of them early. Without it a kind gathers its own. */
  issues?: Issues
  /** Of a return: the local area it is taken in for. */
  areaId?: number
  /** Of a return: the settings whoever gives it may speak for; without it, every setting of the area. */
  places?: ReadonlySet<number>
  /** The recipe of the mapping page that says what the columns of an unknown file are. */
  recipe?: string
  /** Of a return that does not say itself of which day it speaks, ISO. */
  asAt?: string
}

/** What a return speaks for: one setting (or the authority, for all), in one period, with so many records. */
export interface Extent {
  /** In order of time as text: `2025-1-spring`, `2024/25`, `2025-01-16`. */
  period: string
  placeId: number
  /** The day it speaks of, ISO: census day, the last day of a term. */
  asAt: string
  rows: number
  /** Of all it says, in an order of its own: the same hash is the same return, however the file was written. */
  hash: string
}

/** What a return that is undone leaves to bring up to date: the children it spoke of, and what it spoke for. */
export interface TakenBack {
  touched: string[]
  covered: Pick<Extent, 'placeId' | 'asAt'>[]
}

/** One of the numbers by which a setting's data is known at a glance: how many are on roll, have SEN support. Its name is one of specs/return-numbers.json. */
export interface ReturnNumber {
  placeId: number
  period: string
  name: string
  value: number
}

/** The batch facts are written under, and what it speaks for that is new or other than what stands: the rest is left as it is. */
export interface FactBatch {
  areaId: number
  batchId: number
  /** Of a return: the settings whose rows are to be written. */
  only?: ReadonlySet<number>
  /** Of a return: which of its periods are to be written, each as `place period`. */
  onlySpans?: ReadonlySet<string>
  /** Of a return: children whose facts it set aside; what is derived of them is brought up to date with its own. */
  touched?: string[]
  /** Of a return: taken in by somebody who speaks for some settings alone, not for the whole area. */
  isOwnWord?: boolean
}

/** What reading a unit came to: its facts where they can be taken in, and every finding. */
export interface Checked<Content> {
  content: Content
  issues: Issues
  /** An error that stops the whole file: nothing of it may be committed. */
  blocks: boolean
  rows: { read: number; rejected: number }
}

export interface Difference {
  new: number
  changed: number
  same: number
}

/** What a unit changes; of a return that corrects others also what it leaves out of each of them. */
export interface Compared extends Difference {
  leaves?: LeftOut[]
}

/** Records of a return that stands which its correction does not hold: once that is in, they no longer count. */
export interface LeftOut {
  placeId: number
  period: string
  left: number
  /** All the records that stood for the setting and period. */
  stood: number
}

/** A figure or fact that a batch replaced, in words: what, where, when; as it was and as it is now. */
export interface Change {
  what: string
  where: string
  when: string
  before: string
  after: string
}

/** A measure a file speaks of, and with how many figures. */
export interface Spoken {
  measure: string
  label: string
  /** Not in the measure book yet. */
  isNew: boolean
  figures: number
}

/**
 * A kind of file, declared by the room that owns its facts and run by `collection`: recognise, check, preview, commit, undo.
 * `check` reads and never writes; `commit` writes all or nothing inside the transaction it is given.
 */
export interface FileKind<Content = unknown> {
  name: string
  /** What `--as` and reports call it, where that is not its name: to who gives files, one word may stand for several kinds. */
  calledAs?: string
  /** As a person says it: "Local Authority Interactive Tool". */
  label: string
  /** What a person may choose from where a file of this kind does not say what its periods are. */
  periodTypes?: readonly string[]
  /** It is taken back by work in the background, never by a page: what follows from it belongs to every area. */
  undoneInBackground?: true
  /** The return of a local area it is, by the name under which the calendar expects it. Without it, its facts belong to the installation. */
  series?: string
  /** Of a kind that reads several returns: which of them a file came to be. */
  seriesOf?: (content: Content) => string
  /** Of a return: the tables its facts are in. Each has area_id, child_id, batch_id, reported_by (the setting of the extent) and row. */
  facts?: readonly `${string}.${string}`[]
  /** Of a return whose files may speak of several periods: which of its fact tables has each row's period. Without it, a setting's rows of a batch are replaced all at once. */
  records?: `${string}.${string}`
  /** Of a return: what it replaces stays beneath it and shows again when it goes (the marks of a register). */
  isLaidOver?: true
  /** Of a return: the three-digit code of the authority a file says it is of; null where it does not say. */
  saysAuthority?: (unit: Unit) => Promise<string | null>
  /** Of a return: makes what its facts rest on and nobody holds yet (a setting no register knows), before anything else is written. */
  prepare?: (db: Writer, content: Content, batch: { areaId: number; batchId: number }) => Promise<void>
  /** Of a return: what it speaks for. */
  covers?: (content: Content) => Extent[]
  /** Of a return: what its data look like, setting by setting, beside which the next return is read. */
  numbers?: (content: Content) => ReturnNumber[]
  /** Of a return that is in: how many children it speaks of, and how many of them nobody had spoken of before. */
  children?: (db: Reader, batch: { areaId: number; batchId: number }) => Promise<{ all: number; fresh: number }>
  /** Of a return that is in: the child a row was taken to be about, as far as whoever asks sees children. */
  childOf?: (db: Reader, row: { areaId: number; batchId: number; row: number }) => Promise<string | null>
  /** Where a row of its facts is to be found again: the file of the unit, and the row (of an XML the line) there. Without it, the same row of the data file. */
  rowIn?: (unit: Unit, row: number) => { file: GivenFile | undefined; row: number }
  /** Groups the given files it knows into units; leaves the rest alone. `as` says the person named this kind. */
  recognise: (files: GivenFile[], as: boolean) => Promise<Unit[]>
  check: (db: Reader, unit: Unit, options: CheckOptions) => Promise<Checked<Content>>
  /** What committing would change, in rows of the file. */
  compare: (db: Reader, content: Content, areaId: number) => Promise<Compared>
  commit: (db: Writer, content: Content, batch: FactBatch) => Promise<Compared>
  /**
   * Takes back what a batch brought, and puts back what it replaced. Refuses where a later batch rests on it. A return's facts and
   * extents are taken back before it is called; what was taken back says whose they were, so that what is derived can follow.
   */
  undo: (db: Writer, batch: { areaId: number; batchId: number } & Partial<TakenBack>) => Promise<void>
  /** What a committed batch replaced, the first so many. */
  changes?: (db: Reader, batchId: number, most: number) => Promise<Change[]>
  /** The measures a checked file speaks of, as its page lists them. */
  speaksOf?: (db: Reader, content: Content) => Promise<Spoken[]>
  /** The measures a committed batch brought figures of. */
  brought?: (db: Reader, batchId: number) => Promise<Spoken[]>
}

/** The word for a kind on the command line and in reports. */
export const outsideName = ({ name, calledAs }: Pick<FileKind, 'name' | 'calledAs'>) => calledAs ?? name

export function fileKind<Content>(kind: FileKind<Content>) {
  return kind
}
