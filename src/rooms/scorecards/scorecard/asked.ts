import type { WebContext } from '#platform'
import { address } from '#rooms/measures'
import type { ScorecardAsked } from './scorecard.ts'

/** The columns a scorecard can have beside the name; six at most at a time, so that it stays a page one can read. */
export const COLUMNS = {
  curve: 'Curve', latest: 'Latest', target: 'Target and gap', trend: 'Trend', others: 'Against others', age: 'Age of data', change: 'Change', turned: 'Turned', story: 'Story',
} as const
export type ColumnId = keyof typeof COLUMNS
export const MOST_COLUMNS = 6
export const FIRST_COLUMNS: ColumnId[] = ['curve', 'latest', 'target', 'trend', 'others', 'age']

export const SORTS = {
  results: 'As the results stand', trend: 'Getting worse first', gap: 'Furthest from target first', others: 'Lowest rank first', age: 'Oldest figures first', name: 'By name',
} as const
export type Sort = keyof typeof SORTS

/** Groups side by side beyond this are no table one can read. */
export const MOST_GROUPS = 4

/** What a scorecard's address says. */
export interface PageAsked extends ScorecardAsked {
  role: 'headline' | 'all'
  groups: string[]
  columns: ColumnId[]
  sort: Sort
  /** What was asked and cannot be, by field. */
  wrong: Record<string, string>
}

/** What the address of a page asks for. */
export const askedOf = (c: WebContext) => askedIn(new URL(c.req.url).searchParams)

/** Reads an address: what it does not know is passed over, and what is too much is said. */
export function askedIn(params: URLSearchParams): PageAsked {
  const word = (name: string) => params.get(name) || undefined
  const list = (name: string) => [...new Set(params.getAll(name).flatMap((one) => one.split(',')).map((one) => one.trim()).filter(Boolean))]
  const columns = list('columns').filter((one): one is ColumnId => Object.hasOwn(COLUMNS, one))
  const groups = list('groups')
  const sort = word('sort')
  return {
    place: word('place'), framework: word('framework'), role: word('role') === 'all' ? 'all' : 'headline', groups: groups.slice(0, MOST_GROUPS),
    columns: columns.length ? columns.slice(0, MOST_COLUMNS) : FIRST_COLUMNS, sort: sort && Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'results',
    wrong: {
      ...(columns.length > MOST_COLUMNS ? { columns: `Choose six columns at most: ${columns.length} are more than a page can hold. The first six are shown` } : {}),
      ...(groups.length > MOST_GROUPS ? { groups: 'Choose four groups at most. The first four are shown' } : {}),
    },
  }
}

/** The address of a scorecard with its choices, shortest where they are the usual ones. */
export function scorecardAddress(asked: Partial<PageAsked>, path = '/scorecard') {
  const { place, framework, role, groups = [], columns = FIRST_COLUMNS, sort } = asked
  return address(path, {
    place, framework, role: role === 'all' ? role : null, columns: columns.join() === FIRST_COLUMNS.join() ? null : columns.join(), groups: groups.join(), sort: sort === 'results' ? null : sort,
  })
}

/** The same choices as fields of a form, but for those the form asks for itself. */
export function keptFields(asked: PageAsked, except: (keyof PageAsked)[]): Record<string, string> {
  const own = new URL(scorecardAddress(asked), 'http://belong').searchParams
  for (const name of except) own.delete(name)
  return Object.fromEntries(own)
}
