import { readFileSync } from 'node:fs'
import { installed } from '#platform'

/** The files of a set that are read, in the order each is read beside those before it. */
export const TABLES = ['orgs', 'academicSessions', 'classes', 'demographics', 'users', 'roles', 'enrollments'] as const
export type Table = (typeof TABLES)[number]

interface Layout {
  versions: string[]
  statuses: string[]
  student: string[]
  homeroom: string[]
  school: string[]
  files: Record<Table, { needed: string[]; columns: string[] }>
}

/** What a OneRoster set is made of: specs/oneroster.json. */
export const LAYOUT = JSON.parse(readFileSync(installed('specs', 'oneroster.json'), 'utf8')) as Layout

/** The part of a unit a file is: `users.csv` names the children, and so is its data. */
export const partOf = (table: Table | 'manifest') => (table === 'users' ? 'data' : table)

/** Which file of a set a name is, whatever folder it lies in. */
export function tableOf(name: string): Table | 'manifest' | null {
  const stem = /(?:^|[\\/])([A-Za-z]+)\.csv$/.exec(name)?.[1]?.toLowerCase()
  return ([...TABLES, 'manifest'] as const).find((table) => table.toLowerCase() === stem) ?? null
}
