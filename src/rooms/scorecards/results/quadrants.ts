import { Refusal } from '#kernel'

export type Quadrant = 'how-much' | 'how-well' | 'better-off-number' | 'better-off-percent'
export type BetterOff = 'skill' | 'attitude' | 'behaviour' | 'circumstance'

/** The four quadrants of performance accountability, in the order they are read: effort above effect, number before per cent. */
export const QUADRANTS = {
  'how-much': { label: 'How much did we do?', sign: '#', about: 'Effort, counted. Least important, most in our hands.' },
  'how-well': { label: 'How well did we do it?', sign: '%', about: 'Effort, judged: in time, fully, kindly, at what cost.' },
  'better-off-number': { label: 'Is anyone better off?', sign: '#', about: 'Effect, counted.' },
  'better-off-percent': { label: 'Is anyone better off?', sign: '%', about: 'Effect, as a share. Most important, least in our hands.' },
} as const satisfies Record<Quadrant, { label: string; sign: string; about: string }>

/** In what a customer can be better off. */
export const BETTER_OFF = { skill: 'Skill or knowledge', attitude: 'Attitude or opinion', behaviour: 'Behaviour', circumstance: 'Circumstance' } as const satisfies Record<BetterOff, string>

/** Refuses a measure in a quadrant where it cannot stand. `unit` is null where no figures are held. */
export function refuseWrongQuadrant(quadrant: Quadrant, betterOff: BetterOff | undefined, unit: string | null) {
  const isEffect = quadrant === 'better-off-number' || quadrant === 'better-off-percent'
  if (isEffect && !betterOff) throw new Refusal('invalid', 'Say in what anyone is better off: skill, attitude, behaviour or circumstance', { betterOff: 'Say in what anyone is better off' })
  if (!isEffect && betterOff) throw new Refusal('invalid', 'Only a measure of who is better off has a kind of change. Leave it empty, or put the measure under “Is anyone better off?”', { betterOff: 'Leave this empty for what was done, or how well' })
  if (unit === null) return
  if (unit === '%' && (quadrant === 'how-much' || quadrant === 'better-off-number')) throw wrong('This measure is a percentage: it tells how well, or what share is better off, not how much')
  if (unit !== '%' && quadrant === 'better-off-percent') throw wrong('This measure is not a percentage. Put it under “Is anyone better off? #”')
}

const wrong = (sentence: string) => new Refusal('invalid', sentence, { quadrant: sentence })
