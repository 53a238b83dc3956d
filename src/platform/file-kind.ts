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
  /** As a person says it: "Local Authority Interactive Tool". */
  label: string
  /** What a person may choose from where a file of this kind does not say what its periods are. */
  periodTypes?: readonly string[]
  /** Groups the given files it knows into units; leaves the rest alone. `as` says the person named this kind. */
  recognise: (files: GivenFile[], as: boolean) => Promise<Unit[]>
  check: (db: Reader, unit: Unit, options: CheckOptions) => Promise<Checked<Content>>
  /** What committing would change, in rows of the file. */
  compare: (db: Reader, content: Content) => Promise<Difference>
  commit: (db: Writer, content: Content, batch: { areaId: number; batchId: number }) => Promise<Difference>
  /** Takes back what a batch brought, and puts back what it replaced. Refuses where a later batch rests on it. */
  undo: (db: Writer, batch: { areaId: number; batchId: number }) => Promise<void>
  /** What a committed batch replaced, the first so many. */
  changes?: (db: Reader, batchId: number, most: number) => Promise<Change[]>
  /** The measures a checked file speaks of, as its page lists them. */
  speaksOf?: (db: Reader, content: Content) => Promise<Spoken[]>
  /** The measures a committed batch brought figures of. */
  brought?: (db: Reader, batchId: number) => Promise<Spoken[]>
}

export function fileKind<Content>(kind: FileKind<Content>) {
  return kind
}
