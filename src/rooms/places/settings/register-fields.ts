import { readFileSync } from 'node:fs'
import { installed } from '#platform'

/** What the register holds of a setting besides its URN, and how each is written in lists of settings: `specs/gias.json`. */
export interface Establishment {
  urn: number
  name: string
  type: string | null
  type_group: string | null
  /** By number: Open, Closed and so on of the spec. */
  status: number | null
  phase: number | null
  /** ISO days. */
  open_date: string | null
  close_date: string | null
  open_reason: string | null
  close_reason: string | null
  low_age: number | null
  high_age: number | null
  capacity: number | null
  pupils: number | null
  gender: string | null
  /** Three digits. */
  la_code: string | null
  /** Seven digits. */
  laestab: string | null
  ukprn: string | null
  trust_code: string | null
  trust: string | null
  provision: string | null
  provision_on_roll: number | null
  provision_capacity: number | null
  unit_on_roll: number | null
  unit_capacity: number | null
  sen_types: string[] | null
  section41: string | null
  section41_from: string | null
  section41_until: string | null
  town: string | null
  postcode: string | null
  district: string | null
  ward: string | null
  lsoa: string | null
  msoa: string | null
  easting: number | null
  northing: number | null
}

export type Field = Exclude<keyof Establishment, 'urn'>
/** What one list says of a setting; what it has no column for is left out. */
export type Given = Partial<Establishment> & { urn: number }

export interface FieldSpec {
  kind: 'text' | 'int' | 'day' | 'texts'
  columns: string[]
  /** What a text must look like. */
  pattern?: string
  /** The codes a number must be one of. */
  codes?: 'statuses' | 'phases'
  /** Words of the spec that say there is none. */
  empty?: true
}

export interface ListSpec {
  needs: string[]
  /** What a full list of this kind also has: told where it is missing. */
  misses?: string[]
}

interface Spec {
  fields: Record<Field, FieldSpec>
  empty: string[]
  noPlace: string[]
  sureUpTo: string
  lists: Record<'establishments' | 'section-41', ListSpec[]>
  statuses: Record<string, string>
  phases: Record<string, string>
  links: { types: Record<string, { way?: 'predecessor' | 'successor'; alone?: true }> }
}

export const GIAS: Readonly<Spec> = JSON.parse(readFileSync(installed('specs', 'gias.json'), 'utf8')) as Spec

/** In the order of the table's columns. */
export const FIELDS = Object.entries(GIAS.fields) as [Field, FieldSpec][]

export const OPEN = 1
export const CLOSED = 2
export const PROPOSED = 4

export const statusInWords = (status: number | null) => (status === null ? null : (GIAS.statuses[status] ?? null))
export const phaseInWords = (phase: number | null) => (phase === null ? null : (GIAS.phases[phase] ?? null))
