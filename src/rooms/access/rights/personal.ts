import catalogue from '../../../../specs/personal-data.json' with { type: 'json' }
import retention from '../../../../specs/retention.json' with { type: 'json' }
import type { PersonalTables, Term } from '#platform'

/** Every table with whose data it holds, as specs/personal-data.json has it. */
export const PERSONAL = catalogue.tables as unknown as PersonalTables

/** What personal data is used for, and on which basis. */
export interface Activity {
  label: string
  people: string
  article6: string
  article9: string
  receives: readonly string[]
  abroad: string
}

export const ACTIVITIES: Readonly<Record<string, Activity>> = catalogue.activities

/** A kind of record with how long it is kept to begin with, and why it may be kept where somebody asks for erasure. */
export interface RecordKind extends Term {
  label: string
  basis: string
  exemption: string | null
}

export const RECORDS = retention.records as Readonly<Record<string, RecordKind>>

/** What goes by itself or stays with the public record: no term is set for it. */
export const UNTIMED: Readonly<Record<string, { label: string; keeps: string }>> = retention.others
