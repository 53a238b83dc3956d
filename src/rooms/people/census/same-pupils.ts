import { plainName } from '#kernel'
import type { Said } from '../returns/said.ts'
import type { CensusPupil } from './pupil.ts'
import { pupilAt, type Saying } from './saying.ts'

/** One pupil of the file with what was read of it. */
export interface SaidPupil {
  pupil: CensusPupil
  said: Said
}

/**
 * Pupils of one file who may be one another. The same UPN at two schools is a pupil registered twice; with other names and another birth it
 * belongs to one of them only, and tells nobody who either is. Twins have different given names and are never found here.
 */
export function checkSamePupils(saying: Saying, pupils: readonly SaidPupil[]) {
  const byUpn = new Map<string, SaidPupil>()
  const byNames = new Map<string, SaidPupil>()
  for (const one of pupils) {
    const { who } = one.said
    if (who.upnState === 'held') checkUpn(saying, byUpn, one)
    if (!one.pupil.isOnRoll || who.givenName === null || who.familyName === null || who.born === null) continue
    const key = `${one.said.reportedBy} ${who.born} ${who.familyName} ${who.givenName}`
    const other = byNames.get(key)
    if (other && other.said.who.upn !== who.upn) saying.findings.find('perhaps-twice', pupilAt(saying, one.pupil, 'surname', who.familyName), { other: rowOf(saying, other) })
    else byNames.set(key, one)
  }
}

function checkUpn(saying: Saying, byUpn: Map<string, SaidPupil>, one: SaidPupil) {
  const { who } = one.said
  const other = byUpn.get(who.upn!)
  if (!other) return byUpn.set(who.upn!, one)
  const at = pupilAt(saying, one.pupil, 'upn', who.upn)
  if (isSomebodyElse(who, other.said.who)) {
    saying.findings.find('upn-twice', at, { other: rowOf(saying, other) })
    one.said.who = { ...who, upnState: 'quarantined', localScheme: one.pupil.tableId === null ? null : 'collect', localId: one.pupil.tableId }
  } else if (one.pupil.isOnRoll && other.pupil.isOnRoll && one.said.reportedBy === other.said.reportedBy) saying.findings.find('pupil-twice', at, { other: rowOf(saying, other) })
}

const isSomebodyElse = (who: Said['who'], other: Said['who']) => who.born !== other.born && plainName(who.givenName ?? '') !== plainName(other.givenName ?? '')

const rowOf = (saying: Saying, { pupil }: SaidPupil) => pupilAt(saying, pupil, null).row ?? 0
