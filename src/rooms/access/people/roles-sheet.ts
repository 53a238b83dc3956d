import type { Sheet } from '#platform'
import { CHILD_VERBS, type Verb, VERBS } from '../verbs.ts'
import type { Cell, RoleTable } from './role-table.ts'

const CHILD: ReadonlySet<Verb> = new Set<Verb>([...CHILD_VERBS, 'child:break-glass'])
const LOOKING_AFTER: ReadonlySet<Verb> = new Set<Verb>(['area:brand', 'people:manage', 'role:change', 'sharing:manage', 'key:make', 'audit:read', 'rights:manage', 'notice:write'])
const ALL = Object.keys(VERBS) as Verb[]

/** What may be done, in the order a data protection officer reads it: children first. */
export const VERB_GROUPS: { heading: string; about: string; verbs: Verb[] }[] = [
  { heading: 'Children', about: 'Each class of what is held of a child is opened by itself', verbs: ALL.filter((verb) => CHILD.has(verb)) },
  { heading: 'Figures and plans', about: 'Published figures, results, strategies: no child is in them', verbs: ALL.filter((verb) => !CHILD.has(verb) && !LOOKING_AFTER.has(verb)) },
  { heading: 'People and the area', about: 'Who may be here, what is recorded, how the area looks', verbs: ALL.filter((verb) => LOOKING_AFTER.has(verb)) },
]

/** The cell that holds today, else the next to come; null where there is none. */
export function cellOn({ cells }: Pick<RoleTable, 'cells'>, role: string, verb: Verb, today: string): Cell | null {
  const own = cells.filter((cell) => cell.role === role && cell.verb === verb && (cell.ends === null || cell.ends >= today))
  return own.find(({ starts }) => starts <= today) ?? own[0] ?? null
}

/** The table to take away: a line for each thing that may be done, a column for each role, in it the day since when. */
export function rolesSheet(table: RoleTable, area: string, today: string, address: string): Sheet {
  return {
    file: `roles-${area}-${today}`, title: `Roles of ${area}`,
    head: ['about', 'what', 'verb', ...table.roles.map(({ label }) => label)],
    lines: VERB_GROUPS.flatMap(({ heading, verbs }) => verbs.map((verb) => [heading, VERBS[verb], verb, ...table.roles.map(({ role }) => words(cellOn(table, role, verb, today), today))])),
    key: [['Area', area], ['As of', today], ['A day', 'The role may do this since that day'], ['from', 'From that day on, not yet'], ['until', 'The last day'], ['Empty', 'The role may not do this'], ['Address', address]],
  }
}

function words(cell: Cell | null, today: string) {
  if (!cell) return null
  return `${cell.starts > today ? 'from ' : ''}${cell.starts}${cell.ends ? ` until ${cell.ends}` : ''}`
}
