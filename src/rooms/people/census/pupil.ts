import { readFileSync } from 'node:fs'
import { installed } from '#platform'

/** What we read of a pupil and how each is called: in COLLECT's tables (older names after newer) and in XML: `specs/school-census/names.json`. */
export type PupilField =
  | 'upn' | 'formerUpn' | 'uln' | 'surname' | 'forename' | 'born' | 'sex' | 'entered' | 'left' | 'status' | 'sen' | 'senUnit' | 'resourced' | 'yearGroup' | 'ethnicity'
  | 'language' | 'youngCarer' | 'serviceChild' | 'afterCare' | 'boarder' | 'partTime' | 'topUp' | 'possible' | 'possibleLater'
export type NeedField = 'rank' | 'type'
export type MealField = 'starts' | 'ends' | 'country'
export type ExclusionField = 'starts' | 'sessions' | 'category' | 'reason1' | 'reason2' | 'reason3' | 'sen' | 'inCare'
export type SessionField = 'code' | 'sessions'
export type PlacementField = 'urn' | 'ukprn' | 'settingType' | 'entered' | 'left' | 'sessionsPerWeek' | 'pattern' | 'reason' | 'senEntry' | 'senLeaving' | 'postcode' | 'company'
export type AddressField = 'postcode'

/** Cells by field; a field the file has no column for is not there, an empty cell is ''. */
export type Cells<Field extends string> = { [F in Field]?: string }

/** What there can be several of for one pupil, with its fields. */
export interface PartFields {
  needs: NeedField
  meals: MealField
  exclusions: ExclusionField
  sessions: SessionField
  /** Of the second half of summer, which autumn collects apart. */
  laterSessions: SessionField
  placements: PlacementField
  addresses: AddressField
}

export type Group = keyof PartFields

/** A pupil as the file has it, before anything is understood. */
export interface CensusPupil {
  /** Of the file; unique within the return. */
  row: number
  isOnRoll: boolean
  /** COLLECT's own id of the row; null in XML. */
  tableId: string | null
  /** What leads to the school: its place, below zero where none is known. */
  placeId: number
  cells: Cells<PupilField>
  /** Where the last part of each group stands in `Parts`. */
  parts: { [G in Group]?: number } | null
}

interface Names {
  pupil: Record<PupilField, string[]>
  needs: Record<NeedField, string[]>
  meals: Record<MealField, string[]>
  exclusions: Record<ExclusionField, string[]>
  sessions: Record<SessionField, string[]>
  laterSessions: Record<SessionField, string[]>
  placements: Record<PlacementField, string[]>
  addresses: Record<AddressField, string[]>
}

/** Column names by field; and which table holds what of whom. */
export const COLLECT = JSON.parse(readFileSync(installed('specs', 'school-census', 'names.json'), 'utf8')) as {
  columns: Names
  /** Tables with parts of pupils: what they hold, of those on roll or no longer. */
  tables: Record<string, { holds: Group; of: 'on' | 'off' }>
  /** Tables that say nothing we take. */
  left: string[]
}
