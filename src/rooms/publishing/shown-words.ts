import { showAmount } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import type { PublishedIndicator } from './published-indicator.ts'

/** The latest figure, else why there is none. */
export function figureInWords({ now, missing, unit, decimals }: PublishedIndicator) {
  return now ? showAmount(now.value, { unit, decimals }) : MISSING_IN_WORDS[missing ?? 'not-reported']
}

/** "22.0% before; England 18.4%; mean of 10 neighbours 19.6%": what stands beside it, and no judgement. */
export function besideInWords({ before, englandNow, neighbours, unit, decimals }: PublishedIndicator) {
  const show = (value: number) => showAmount(value, { unit, decimals })
  return [
    before === null ? null : `${show(before)} the period before`, englandNow === null ? null : `England ${show(englandNow)}`,
    neighbours.mean === null ? null : `mean of ${neighbours.reporting} statistical neighbours ${show(neighbours.mean)}`,
  ].filter(Boolean).join('; ')
}
