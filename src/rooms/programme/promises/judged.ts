import type { Reader } from '#platform'
import { type Judged, judge, type PromiseVerdict } from './judge.ts'
import { type PromiseCurve, promiseFigures } from './promise-figures.ts'
import { type HeldPromise, promisesOf } from './promises.ts'

/** A promise with its verdict, the tests that led to it, and the curves to draw beside it. */
export interface JudgedPromise extends Omit<HeldPromise, 'tests'>, Judged {
  held: HeldPromise['tests']
  curves: PromiseCurve[]
}

/** Where promises are judged: a strategy, its area, and the place the area is for. */
export interface PromiseGround {
  areaId: number
  placeId: number
  strategyId: string
}

/** The promises of a strategy that stand, judged on the figures held now. */
export async function judgedPromises(db: Reader, ground: PromiseGround): Promise<JudgedPromise[]> {
  const { standing } = await allJudged(db, ground)
  return standing
}

/** The same with those that were withdrawn, which are not judged. */
export async function allJudged(db: Reader, { areaId, placeId, strategyId }: PromiseGround) {
  const held = await promisesOf(db, areaId, strategyId)
  const standing = held.filter(({ withdrawn }) => withdrawn === null)
  const figures = await promiseFigures(db, standing, placeId)
  return {
    standing: standing.map((promise): JudgedPromise => ({ ...promise, held: promise.tests, ...judge(promise, figures.testsOf(promise)), curves: figures.curvesOf(promise) })),
    withdrawn: held.filter(({ withdrawn }) => withdrawn !== null),
  }
}

/** How many cannot be known although they have a test: the figures for it are not held. */
export const countAwaiting = (promises: { verdict: PromiseVerdict; tests: unknown[] }[]) => promises.filter((one) => one.verdict === 'cannot-be-known' && one.tests.length > 0).length

/** How many were kept, were not, and cannot be known. */
export function countVerdicts(promises: { verdict: PromiseVerdict }[]): Record<PromiseVerdict, number> {
  const of = (verdict: PromiseVerdict) => promises.filter((one) => one.verdict === verdict).length
  return { kept: of('kept'), 'not-kept': of('not-kept'), 'cannot-be-known': of('cannot-be-known') }
}
