import { isUln, readUpn } from '../identity/identifiers.ts'
import type { Who } from '../returns/said.ts'
import type { CensusPupil } from './pupil.ts'
import { dayOf, pupilAt, pupilCode, type Saying } from './saying.ts'

/** Under this an id of COLLECT's is kept, for pupils whose UPN does not say who they are. */
const LOCAL = 'collect'

/** Who a pupil is said to be. What cannot be right is kept apart and found; the pupil stays. */
export function whoOf(saying: Saying, pupil: CensusPupil): Who {
  const { findings } = saying
  const { upn, state, why } = readUpn(pupil.cells.upn)
  if (why !== null) findings.find('upn-quarantined', pupilAt(saying, pupil, 'upn', upn), { why })
  if (state === 'none' && pupil.isOnRoll) findings.find('upn-missing', pupilAt(saying, pupil, 'upn', pupil.cells.upn ?? null))
  for (const [field, what] of [['surname', 'family name'], ['forename', 'given name']] as const) {
    if (!pupil.cells[field]) findings.find('name-missing', pupilAt(saying, pupil, field), { what })
  }
  return {
    upn, upnState: state, formerUpn: formerOf(saying, pupil, upn), uln: ulnOf(saying, pupil),
    // COLLECT numbers rows anew with each return, so its ids say who somebody is only where nothing better does.
    localScheme: state === 'held' || pupil.tableId === null ? null : LOCAL, localId: state === 'held' ? null : pupil.tableId,
    givenName: pupil.cells.forename || null, familyName: pupil.cells.surname || null, knownAs: null, born: bornOf(saying, pupil), sex: pupilCode(saying, pupil, 'sex') || null,
  }
}

/** A UPN that cannot be right is no lead to who the pupil was; a temporary one is: until the permanent one came, other returns gave it. */
function formerOf(saying: Saying, pupil: CensusPupil, upn: string | null): string | null {
  const { upn: former, state, why } = readUpn(pupil.cells.formerUpn)
  if (why !== null) saying.findings.find('former-upn-wrong', pupilAt(saying, pupil, 'formerUpn', former), { why })
  return (state === 'held' || state === 'temporary') && former !== upn ? former : null
}

function ulnOf(saying: Saying, pupil: CensusPupil): string | null {
  const written = pupil.cells.uln
  if (!written) return null
  if (isUln(written)) return written
  saying.findings.find('uln-not-valid', pupilAt(saying, pupil, 'uln', written))
  return null
}

function bornOf(saying: Saying, pupil: CensusPupil): string | null {
  const at = (value: string | null) => pupilAt(saying, pupil, 'born', value)
  const born = dayOf(saying, pupil.cells.born, () => at(pupil.cells.born!))
  if (born === null) saying.findings.find('birth-missing', at(pupil.cells.born ?? null))
  else if (born > saying.span.asAt) saying.findings.find('birth-after', at(born))
  else return born
  return null
}
