import type { Quadrant } from '../results/quadrants.ts'

export interface ServiceOfArea {
  id: string
  slug: string
  name: string
  manager: string
  measures: { id: string; body: string; measureId: string | null; groupId: string | null; quadrant: Quadrant; role: string }[]
}

/** A measure of a service, as it is read. */
export type ServiceLine = ServiceOfArea['measures'][number] & { serviceId: string; slug: string; name: string; manager: string }

/** Lines that stand by service, as services with their measures. */
export function asServices(lines: ServiceLine[]): ServiceOfArea[] {
  return [...Map.groupBy(lines, ({ serviceId }) => serviceId).values()].map((ofOne) => {
    const { serviceId, slug, name, manager } = ofOne[0]!
    return { id: serviceId, slug, name, manager, measures: ofOne.map(({ id, body, measureId, groupId, quadrant, role }) => ({ id, body, measureId, groupId, quadrant, role })) }
  })
}

/** A quadrant under a measure's name. */
export const QUADRANT_NOTES: Record<Quadrant, string> = {
  'how-much': 'how much did we do', 'how-well': 'how well did we do it', 'better-off-number': 'is anyone better off, number', 'better-off-percent': 'is anyone better off, per cent',
}
