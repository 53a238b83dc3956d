import { hash as digest } from 'node:crypto'
import type { Extent } from '#platform'
import type { ServiceTold, TermTold } from './told.ts'

/** What a unit comes to: services, each under the organisation that runs it, and terms. */
export interface ServicesContent {
  home: number | null
  day: string
  services: (ServiceTold & { hash: string })[]
  terms: TermTold[]
}

/** Each organisation for itself: a list of one replaces nothing of another. */
export function extentsOf({ home, day, services, terms }: ServicesContent): Extent[] {
  if (home === null) return []
  const byPeriod = Map.groupBy(services, periodOf)
  const extents = [...byPeriod].map(([period, some]) => ({ period, placeId: home, asAt: day, rows: some.length, hash: digest('sha1', some.map((one) => one.hash).toSorted().join('\n')) }))
  return terms.length ? [...extents, { period: TERMS, placeId: home, asAt: day, rows: terms.length, hash: digest('sha1', terms.map((one) => JSON.stringify({ ...one, row: 0 })).toSorted().join('\n')) }] : extents
}

export const TERMS = 'Taxonomies'

/** The organisation by name, with enough of its id to tell two of one name apart. */
export const periodOf = ({ organization, organizationId }: Pick<ServiceTold, 'organization' | 'organizationId'>) =>
  organization || organizationId ? `${(organization ?? 'An organisation').slice(0, 100)}${organizationId ? ` (${organizationId.slice(0, 8)})` : ''}` : 'Without an organisation'
