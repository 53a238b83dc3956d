import { readFileSync } from 'node:fs'
import { installed, type Writer } from '#platform'
import { enterStrategy } from '../enter-strategy.ts'
import { StrategyDocument } from '../strategy-document.ts'
import { enterPromises } from './promise-document.ts'

/** Whose strategies come with the demo, in the order in which one names another. */
const STRATEGIES: Record<string, string[]> = {
  derby: ['derby-inclusion-2018'],
  leeds: ['leeds-inclusion-2007', 'leeds-inclusion-policy-2007', 'leeds-lils-2009', 'leeds-send-2019'],
}

/**
 * Writes down the strategies two real cities once published, each for its area of the demo, with what they asked to be judged by.
 * One that is there already stays as it is. They were public, so the public may read them here from the day they are entered.
 */
export async function seedStrategies(tx: Writer, areas: { areaId: number; slug: string; placeId: number }[], now: Date) {
  for (const { areaId, slug, placeId } of areas) {
    for (const name of STRATEGIES[slug] ?? []) {
      const document = StrategyDocument.parse(JSON.parse(readFileSync(installed('specs', 'strategies', `${name}.json`), 'utf8')))
      const entering = { areaId, placeId, by: 'operator', now }
      const { strategyId, isNew } = await enterStrategy(tx, entering, { ...document, publicFrom: document.publicFrom ?? now.toISOString().slice(0, 10) })
      if (isNew) await enterPromises(tx, { ...entering, strategyId }, document.promises)
    }
  }
}
