import type { Layout } from './layout.ts'
import { COLLECT, type Group } from './pupil.ts'

/** A field's codes: each way of writing one, with the code. */
export type Codes = ReadonlyMap<string, string>

/** Which codes each field may have in the year of the census, by field: of pupils and of what belongs to them. */
export interface CodeBook {
  pupil: Readonly<Record<string, Codes>>
  parts: Readonly<Record<Group, Readonly<Record<string, Codes>>>>
  /** Fields this census collects of pupils on roll. */
  collects: ReadonlySet<string>
  /** What this census collects of pupils besides. */
  holds: ReadonlySet<Group>
}

export function codeBookOf(layout: Layout): CodeBook {
  const tables = Object.entries(COLLECT.tables).filter(([table]) => layout.has(table))
  const groups = Object.keys(COLLECT.columns).filter((name) => name !== 'pupil') as Group[]
  return {
    pupil: codesOf(COLLECT.columns.pupil, ['pupilnolongeronroll', 'pupilonroll'], layout),
    parts: Object.fromEntries(groups.map((group) => [group, codesOf(COLLECT.columns[group], tables.filter(([, { holds }]) => holds === group).map(([table]) => table), layout)])) as CodeBook['parts'],
    collects: new Set(Object.entries(COLLECT.columns.pupil).filter(([, names]) => names.some((name) => layout.get('pupilonroll')?.has(name))).map(([field]) => field)),
    holds: new Set(tables.map(([, { holds }]) => holds)),
  }
}

function codesOf(names: Record<string, string[]>, tables: readonly string[], layout: Layout): Record<string, Codes> {
  const found: Record<string, Codes> = {}
  for (const table of tables) {
    for (const [field, spelled] of Object.entries(names)) {
      for (const name of spelled) {
        const codes = layout.get(table)?.get(name)?.codes
        if (codes && !(field in found && table !== 'pupilonroll')) found[field] = codes
      }
    }
  }
  return found
}
