import type { Doors } from '#platform'
import { deeds } from './deeds.ts'

export { CAST } from './cast.ts'
export { mayReadDeeds } from './deeds.ts'
export { deedsPages, summariesOf } from './deeds-page.tsx'
export { areasOf, giveRole, type Ground, holds, holdsAnywhere, holdsInArea, signedIn, verbsAt } from './grants.ts'
export { databasesFor, identify } from './identify.ts'
export { makeLink, peekLink, useLink } from './links.ts'
export { addPerson, findPerson, personNames, seatCast } from './people.ts'
export { seedRoles } from './roles.ts'
export { makeToken } from './sessions.ts'
export { actorWith, type Appointment, type Held, placesAbove, readStanding, scopeOf, type Standing, standingOf, verbsForChild, verbsWithin } from './standing.ts'
export { accessPages, begin } from './sign-in-page.tsx'
export { sweep } from './sweep.ts'
export { CHILD_VERBS, DATA_CLASSES, type DataClass, INSTALLATION_VERBS, type RoleKind, ROLES, SHAREABLE, type Verb, VERBS } from './verbs.ts'

export const accessDoors: Doors = { actions: [], queries: [deeds] }
