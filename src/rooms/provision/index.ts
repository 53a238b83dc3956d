import type { Doors } from '#platform'
import { service, services } from './services.ts'

export { openReferral } from './open-referral/open-referral.ts'
export { provisionPages } from './provision-pages.tsx'

export const provisionDoors: Doors = { actions: [], queries: [services, service] }
