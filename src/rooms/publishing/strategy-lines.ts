import type { Reader } from '#platform'
import type { Look } from '#rooms/places'
import { countVerdicts, judgedPromises, lifeInWords, strategiesOf, strategyOf, type StrategyLine } from '#rooms/programme'

export type { StrategyLine } from '#rooms/programme'
export type Verdicts = ReturnType<typeof countVerdicts>

/** The strategies an area has opened to the public by a day, each with the verdicts on its promises. */
export async function openStrategies(db: Reader, look: Look, today: string): Promise<{ line: StrategyLine; verdicts: Verdicts }[]> {
  const lines = (await strategiesOf(db, look.areaId, today, [])).filter((line) => isOpen(line, today))
  return Promise.all(lines.map(async (line) => ({ line, verdicts: countVerdicts((await openStrategy(db, look, line.slug, today))?.promises ?? []) })))
}

/** A strategy that is open to the public, with its promises judged; undefined where there is none, or it is not open. */
export async function openStrategy(db: Reader, look: Look, slug: string, today: string) {
  const strategy = await strategyOf(db, look.areaId, slug)
  if (!strategy || !isOpen(strategy, today)) return undefined
  return { strategy, promises: await judgedPromises(db, { areaId: look.areaId, placeId: look.placeId, strategyId: strategy.id }) }
}

const isOpen = ({ publicFrom }: { publicFrom: string | null }, today: string) => publicFrom !== null && publicFrom <= today

/** "2007 to 2010, ended". */
export function lifeOfLine({ starts, ends, retiredOn, life }: StrategyLine) {
  const words = { 'in-force': 'in force', 'to-come': 'to come', ended: 'ended', retired: `retired${retiredOn ? ` ${retiredOn.slice(0, 4)}` : ''}` }[life]
  return [lifeInWords({ starts, ends }), words].filter(Boolean).join(', ')
}
