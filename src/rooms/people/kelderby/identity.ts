import { isUln, upnLetter } from '../identity/identifiers.ts'
import { type Day, yearOf } from './calendar.ts'
import { branch } from './draw.ts'
import type { Child, Told } from './families.ts'
import type { Path } from './stays.ts'

export interface Identity {
  upn: string
  /** Until a day, a temporary one. */
  temporary: { upn: string; until: Day } | null
  uln: string
}

/** The number a child is known by on a day. */
export const upnOn = ({ upn, temporary }: Identity, day: Day) => (temporary && day <= temporary.until ? temporary.upn : upn)

/** Gives numbers out in order, as schools and authorities do; the same children in the same order get the same ones. */
export class Numbers {
  private readonly given = new Map<string, number>()

  of(child: Child, path: Path, told: Told): Identity {
    const first = path.stays[0]!
    const chance = branch(told.seed, 15, child.number)
    const isFromElsewhere = child.family.arrives !== null && child.family.arrives < first.from + 8 && child.family.arrives > child.born + 1700
    const source = isFromElsewhere && chance.next() < 0.6 ? ELSEWHERE[Math.floor(chance.next() * ELSEWHERE.length)]! : first.est.laestab
    const upn = this.next(source, isFromElsewhere && source !== first.est.laestab ? child.cohort : yearOf(first.from))
    // Who is renamed keeps one number: were both to change between two returns, no file could tell that it is one child.
    const isTemporary = isFromElsewhere && source === first.est.laestab && chance.next() < 0.35 && child.renamed === null
    return { upn, temporary: isTemporary ? { upn: temporaryOf(upn), until: first.from + 100 } : null, uln: ulnOf(child.number) }
  }

  private next(laestab: string, year: number) {
    const key = `${laestab} ${year}`
    const serial = (this.given.get(key) ?? 0) + 1
    this.given.set(key, serial)
    // A thousand of one school and year are more than three digits hold: then the number before its own is used.
    const estab = Number(laestab.slice(3)) + 5000 * Math.floor(serial / 1000)
    const rest = `${laestab.slice(0, 3)}${String(estab).padStart(4, '0')}${String(year % 100).padStart(2, '0')}${String(serial % 1000).padStart(3, '0')}`
    return upnLetter(rest) + rest
  }
}

/** Schools of other authorities from which children come. */
const ELSEWHERE = ['3722011', '3802033', '3912044', '8732055', '9372066', '3302077']

/** The temporary number of a child whose permanent one is found later: a letter stands last. */
function temporaryOf(upn: string) {
  const rest = `${upn.slice(1, 12)}${'ABCDEFGHJK'[Number(upn[12])]!}`
  return upnLetter(rest) + rest
}

function ulnOf(number: number): string {
  for (let begin = 300_000_000 + number; ; begin += 100_000_000) {
    for (let last = 1; last <= 10; last += 1) if (last < 10 && isUln(`${begin}${last}`)) return `${begin}${last}`
  }
}
