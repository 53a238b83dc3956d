import { areasOf, type Holding, mayAt, mayOfChild, type PersonKnown } from './expected.ts'
import { WORLD } from './world.ts'

/** A door with an input about something of one area, and who may go through it there, in plain words of the oracle. */
export interface DoorKnown {
  input: (area: number) => Record<string, unknown>
  may: (held: readonly Holding[], person: PersonKnown, area: number) => boolean
  /** Says "not understood" where it would otherwise tell that there is a class of record one may not see. */
  hidesAsInvalid?: true
}

type Input = DoorKnown['input']

/** Of the whole area: asked at its own place. */
export const atHome = (verb: string, input: Input): DoorKnown => ({ input, may: (held, _, area) => mayAt(WORLD, held, verb, `a${area}`) })
/** About the first school, where what is written about a curve belongs. */
export const atSchool = (verb: string, input: Input): DoorKnown => ({ input, may: (held, _, area) => mayAt(WORLD, held, verb, `a${area}s1`) })
/** Of the area somebody acts for, whatever the input says. */
export const acting = (verb: string, input: Input): DoorKnown => ({ input, may: (held, person) => areasOf(held).has(actingArea(person, held)) && mayAt(WORLD, held, verb, `a${actingArea(person, held)}`) })
/** Of the area somebody acts for, and of what is of this one: another's is missing. */
export const actingOn = (verb: string, input: Input): DoorKnown => ({ input, may: (held, person, area) => actingArea(person, held) === area && mayAt(WORLD, held, verb, `a${area}`) })
/** Whoever has any part in the area they act for; and of what is of this one, another's is missing. */
export const inArea = (input: Input): DoorKnown => ({ input, may: (held, person) => areasOf(held).has(actingArea(person, held)) })
export const onArea = (input: Input): DoorKnown => ({ input, may: (held, person, area) => actingArea(person, held) === area && areasOf(held).has(area) })
export const anywhere = (verb: string, input: Input): DoorKnown => ({ input, may: (held) => held.some((one) => one.verb === verb) })
export const signedIn = (input: Input): DoorKnown => ({ input, may: () => true })
export const nobody = (input: Input): DoorKnown => ({ input, may: () => false })
/** Of the one person who keeps it. */
export const ownOnly = (input: Input): DoorKnown => ({ input, may: (held, person, area) => person.slug === (area === 41 ? 'director-area' : 'director-other') && areasOf(held).has(area) })
/** In the record of a child: each of these verbs is wanted. */
export const ofChild = (verbs: string[], child: string, input: Input): DoorKnown => ({ input, may: (held, _, area) => verbs.every((verb) => mayOfChild(WORLD, held, verb, `${child}.${area}`)) })

/** The area somebody looks at when they come: their home where they have a part in it, else their first. */
export const actingArea = ({ home, key }: PersonKnown, held: readonly Holding[]) => key?.area ?? (areasOf(held).has(home) ? home : ([...areasOf(held)].sort((a, b) => a - b)[0] ?? home))
