import { labelOf } from '#rooms/measures'
import type { book } from '#rooms/measures'
import type { Directory } from '#rooms/places'
import type { Power, Role } from './results-read.ts'
import { STARTER } from './starter.ts'

export const ROLES: Record<Role, string> = { headline: 'Headline', secondary: 'Secondary', 'data-development': 'Data development agenda' }
export const POWERS: Record<Power, string> = { high: 'High', medium: 'Medium', low: 'Low' }

export const ROLE_ITEMS = Object.entries(ROLES).map(([value, text]) => ({ value, text }))
export const POWER_ITEMS = [{ value: '', text: 'Choose' }, ...Object.entries(POWERS).map(([value, text]) => ({ value, text }))]

type Held = Awaited<ReturnType<typeof book>>

/** What an indicator or a service's measure is called: its measure and group, or what is wanted. */
export function nameOf(held: Held, { measureId, groupId, wanted }: { measureId: string | null; groupId: string | null; wanted?: string | null }) {
  if (measureId === null) return wanted ?? ''
  const series = held.chosen(measureId, groupId ?? 'all')
  return series ? labelOf(series) : measureId
}

/** What a person is called; what came with Belong is nobody's. */
export const writerOf = (names: Map<string, string>, slug: string) => (slug === STARTER ? 'Belong’s starter set' : (names.get(slug) ?? slug))

/** "All children and young people in Derby, ages 0 to 25", "Children and young people in Derby, ages 0 to 25: Children looked after". */
export function populationOf(held: Held, places: Directory, { placeId, ages, groupId }: { placeId: number; ages: string; groupId: string }) {
  const everyone = `hildren and young people in ${places.byId(placeId)?.name ?? 'this area'}, ages ${ages}`
  return groupId === 'all' ? `All c${everyone}` : `C${everyone}: ${held.groups.get(groupId)?.label ?? groupId}`
}
