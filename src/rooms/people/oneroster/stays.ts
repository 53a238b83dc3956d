import { type Fact, fact, ON_ROLL } from '../returns/said.ts'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import type { OrgSettings } from './org-settings.ts'
import { earliest, type Enrolled, latest, type RosterUser } from './roster.ts'

/** What is known of somebody's time at one setting. */
interface Time {
  begins: (string | null)[]
  /** The days on which a role there ends or ended; null for one that goes on. */
  ends: (string | null)[]
  isPrimary: boolean
  classes: Enrolled[]
}

export interface StayReading {
  settings: OrgSettings
  asAt: string
  grouped: Grouped
  /** Since when the child stands as on roll at a setting, by what came before. */
  heldSince: (placeId: number) => string | null
}

/**
 * Where a child is on roll. By the role or org of the user, from its first day, else from the first day of the classes there, else from the day
 * the set speaks of; until the role or the user goes. Classes alone tell it where no role does. Classes come and go within a year: that they are
 * over does not end a stay whose role goes on, and of a class that was left only the one where the day begins (homeroom) does.
 */
export function staysOf(user: RosterUser | null, enrolled: readonly Enrolled[], { settings, asAt, grouped, heldSince }: StayReading): { facts: Fact[]; first: number | null } {
  const times = new Map<number, Time>()
  const timeAt = (org: string, row: number) => {
    const placeId = settings.placeOf(org, row)
    if (placeId === null) return null
    if (!times.has(placeId)) times.set(placeId, { begins: [], ends: [], isPrimary: false, classes: [] })
    return times.get(placeId)!
  }
  for (const { org, begins, ends, gone, isPrimary } of user?.roles ?? []) {
    const time = timeAt(org, user!.row)
    time?.begins.push(begins)
    time?.ends.push(gone ?? ends)
    if (time && isPrimary) time.isPrimary = true
  }
  for (const one of enrolled) timeAt(one.school, user?.row ?? one.row)?.classes.push(one)
  const first = [...times].find(([, { isPrimary }]) => isPrimary)?.[0] ?? times.keys().next().value ?? null
  const facts = [...times].flatMap(([placeId, time]) => stayAt(placeId, time, user, { asAt, grouped, since: heldSince(placeId) }))
  return { facts, first }
}

function stayAt(placeId: number, time: Time, user: RosterUser | null, { asAt, grouped, since }: { asAt: string; grouped: Grouped; since: string | null }): Fact[] {
  const row = user?.row ?? time.classes[0]!.row
  const gone = user?.isGone ? (user.changed ?? asAt) : null
  const ends = gone ?? (time.ends.length ? lastOf(time.ends) : endOfClasses(time.classes))
  if (!time.ends.length && ends === undefined) {
    grouped.note(CLASS_LEFT, row, '')
    return []
  }
  if (time.ends.length && ends === null && time.classes.length && time.classes.every(({ hasOpen, ends: last }) => !hasOpen && (last ?? '') < asAt)) grouped.note(CLASSES_OVER, row, '')
  const begins = earliest(time.begins) ?? earliest(time.classes.map((one) => one.begins)) ?? since ?? (ends && ends < asAt ? ends : asAt)
  if (ends && ends < begins) {
    grouped.note(ENDS_BEFORE, row, ends)
    return [fact(ON_ROLL, { placeId, starts: begins, ends: null, status: 'C', asAt })]
  }
  return [fact(ON_ROLL, { placeId, starts: begins, ends: ends ?? null, status: 'C', asAt })]
}

/** The last of some ends; null where one goes on. */
const lastOf = (ends: readonly (string | null)[]) => (ends.includes(null) ? null : ends.reduce<string | null>(latest, null))

/** When somebody whose classes alone are told has left; null where a class goes on, undefined where they say nothing of it. */
function endOfClasses(classes: readonly Enrolled[]): string | null | undefined {
  const hasHomeroomLeft = classes.some(({ left }) => left.hasHomeroom)
  const goesOn = classes.some(({ classes: many, left }) => many > left.classes)
  if (hasHomeroomLeft) return classes.reduce<string | null>((day, { left }) => latest(day, left.day), null)
  if (!goesOn) return undefined
  return classes.some(({ hasOpen }) => hasOpen) ? null : classes.reduce<string | null>((day, { ends }) => latest(day, ends), null)
}

const CLASSES_OVER: GroupedRule = {
  rule: 'classes-over', severity: 'query', column: 'enrollments.csv endDate', message: (_, more) => `Every class of the student is over${more}, and the student is still named at the setting. They stand as on roll.`, fix: 'If they have left, let the system say so.',
}
const CLASS_LEFT: GroupedRule = {
  rule: 'class-left', severity: 'query', column: 'enrollments.csv status', message: (_, more) => `A student has left a class${more}. That says nothing of leaving the setting, so nothing was changed.`, fix: 'Nothing to do.',
}
const ENDS_BEFORE: GroupedRule = {
  rule: 'ends-before', severity: 'error', column: 'roles.csv endDate', message: (value, more) => `The end ${value} is before the beginning${more}. The end was left out.`, fix: 'Correct the dates in the system.',
}
