import type { PlaceFinder } from '#rooms/places'
import type { Fact, Said, Who } from '../returns/said.ts'
import { checkAge } from './age-rule.ts'
import { enrolmentOf } from './enrolment.ts'
import { sessionsOf, suspensionsOf } from './events.ts'
import { placementsOf } from './placements.ts'
import type { CensusPupil } from './pupil.ts'
import { checkSamePupils, type SaidPupil } from './same-pupils.ts'
import type { Saying } from './saying.ts'
import { checkSen } from './sen-rules.ts'
import { statementsOf } from './statements.ts'
import { whoOf } from './who.ts'

/** Puts the pupils of a census into our words, and finds what is wrong with them one by one and beside one another. */
export function sayAll(saying: Saying, finder: PlaceFinder, pupils: readonly CensusPupil[]): SaidPupil[] {
  const said: SaidPupil[] = []
  for (const pupil of pupils) {
    said.push({ pupil, said: sayOne(saying, finder, pupil) })
    // What was read of it is in its facts now; what it was read from would be held twice.
    pupil.parts = null
    pupil.cells = NO_CELLS
  }
  checkSamePupils(saying, said)
  giveKeys(said)
  return said
}

const NO_CELLS = {}

function sayOne(saying: Saying, finder: PlaceFinder, pupil: CensusPupil): Said {
  const who = whoOf(saying, pupil)
  const facts: Fact[] = [enrolmentOf(saying, pupil, who.born)]
  if (pupil.isOnRoll) {
    facts.push(...statementsOf(saying, pupil))
    checkSen(saying, pupil)
    checkAge(saying, pupil, who.born)
  }
  if (pupil.parts || pupil.cells.possible) facts.push(...sessionsOf(saying, pupil))
  if (pupil.parts?.exclusions !== undefined) facts.push(...suspensionsOf(saying, pupil))
  if (pupil.parts?.placements !== undefined) facts.push(...placementsOf(saying, finder, pupil))
  return { row: pupil.row, key: '', reportedBy: pupil.placeId, who, facts }
}

/** A pupil's key is the UPN, else COLLECT's id, else names and birth; leavers have one of their own, since a pupil may leave and come back. */
function giveKeys(pupils: readonly SaidPupil[]) {
  const taken = new Map<string, number>()
  for (const { pupil, said } of pupils) {
    const key = `${pupil.isOnRoll ? '' : 'left '}${keyOf(said.who)}`
    const place = `${said.reportedBy} ${key}`
    const before = taken.get(place) ?? 0
    taken.set(place, before + 1)
    said.key = before ? `${key} #${before + 1}` : key
  }
}

function keyOf({ upn, upnState, localId, familyName, givenName, born }: Who) {
  if (upn !== null && (upnState === 'held' || upnState === 'temporary')) return upn
  return localId ?? `${familyName ?? ''} ${givenName ?? ''} ${born ?? ''}`
}
