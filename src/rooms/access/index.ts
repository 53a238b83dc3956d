import type { Doors } from '#platform'
import { deeds } from './deeds.ts'

export { CAST } from './cast.ts'
export { mayReadDeeds } from './deeds.ts'
export { deedsPages, summariesOf } from './deeds-page.tsx'
export { areasOf, giveRole, type Ground, holds, holdsAnywhere, signedIn, verbsAt } from './grants.ts'
export { identify } from './identify.ts'
export { makeLink, peekLink, useLink } from './links.ts'
export { addPerson, findPerson, personNames, seatCast } from './people.ts'
export { closeSession, makeToken, openSession, switchArea, viewerOf } from './sessions.ts'
export { accessPages, begin } from './sign-in-page.tsx'
export { sweep } from './sweep.ts'
export { ROLES, type Verb, VERBS } from './verbs.ts'

export const accessDoors: Doors = { actions: [], queries: [deeds] }
