import type { Reader } from './database.ts'

/** What a check across returns found at one setting. It counts children and names none. */
export interface QualityFinding {
  placeId: number
  /** Tells findings of one check at one setting apart, and is the same the next time the same is found. */
  key: string
  /** A sentence: what was found, with its numbers. */
  message: string
  /** A sentence: what whoever sees to it does. */
  fix: string
  children: number | null
}

export interface QualityAsked {
  areaId: number
  /** ISO. */
  today: string
}

/** A check that looks across returns, declared by the room that owns the facts and run by `collection` as the keeper. */
export interface QualityCheck {
  name: string
  label: string
  /** What it compares, in a sentence. */
  about: string
  run: (db: Reader, asked: QualityAsked) => Promise<QualityFinding[]>
  /** The children a finding speaks of, by id, as far as `db` lets them be seen: asked in the name of whoever looks. Where a check has none, nobody is led to them. */
  whose?: (db: Reader, asked: QualityAsked & Pick<QualityFinding, 'placeId' | 'key'>) => Promise<string[]>
}

/** Of how many records a field is filled in, setting by setting. */
export interface FieldShare {
  placeId: number
  field: string
  have: number
  of: number
}

/** A count of how complete key fields are; fields by name with what a person calls them. */
export interface Completeness {
  fields: Readonly<Record<string, string>>
  run: (db: Reader, asked: QualityAsked) => Promise<FieldShare[]>
}

export function qualityCheck(check: QualityCheck) {
  return check
}
