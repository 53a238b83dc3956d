/** A curve as it stood at a decision, as far as the rule needs it. Its forecast is what would have been if nothing changed. */
export interface FrozenForecast {
  forecast: { period: string; value: number; low: number | null; high: number | null }[]
}

export interface Turned {
  word: 'turned' | 'not-turned' | 'too-early' | 'cannot-be-known'
  /** A sentence, without an end: "better than the baseline’s forecast in 2024 and 2025". */
  because: string
}

/** What came between the baseline and now that may stop the two from being held against each other. */
export interface ChangedSince {
  /** Periods the source says are not comparable with those before. */
  breaks?: readonly { period: string }[]
  /** Of the measure's definition: as frozen, and as it is now. */
  definition?: { frozen: number; now: number }
}

export const TURNED_RULE = 'Turned: better than the forecast frozen in the baseline in the two latest periods running, or in the latest alone where it lies outside the band. Falling less fast than forecast counts.'

export const TURNED_WORDS = { turned: 'Turned', 'not-turned': 'Not turned', 'too-early': 'Too early to say', 'cannot-be-known': 'Can’t be known' } as const

/**
 * Whether a curve has turned against a frozen baseline. `points` is the whole series by period label, oldest first; null where a
 * period has no figure. Missing figures are passed over, never counted as anything.
 */
export function turnedOf(baseline: FrozenForecast, points: readonly { period: string; value: number | null }[], polarity: 'high' | 'low' | 'none', since: ChangedSince = {}): Turned {
  const unknown = whyUnknown(baseline, points, polarity, since)
  if (unknown !== null) return { word: 'cannot-be-known', because: unknown }
  const frozen = new Map(baseline.forecast.map((point) => [point.period, point]))
  const compared = points.filter(({ period }) => frozen.has(period))
  const at = compared.findLastIndex(({ value }) => value !== null)
  if (at < 0) return { word: 'too-early', because: 'no figure has come since the baseline was frozen' }
  const way = polarity === 'high' ? 1 : -1
  const isBetter = ({ period, value }: { period: string; value: number | null }) => value !== null && (value - frozen.get(period)!.value) * way > 0
  const latest = compared[at]!
  // The one the forecast names before it: a period the source left out is not stepped over.
  const due = baseline.forecast[baseline.forecast.findIndex(({ period }) => period === latest.period) - 1]?.period
  const before = compared.find(({ period }) => period === due)
  if (!isBetter(latest)) return { word: 'not-turned', because: `no better than the baseline’s forecast in ${latest.period}` }
  const { low, high } = frozen.get(latest.period)!
  const edge = way > 0 ? high : low
  if (edge !== null && (latest.value! - edge) * way > 0) return { word: 'turned', because: `better than the whole band of the baseline’s forecast in ${latest.period}` }
  if (!before || before.value === null) return { word: 'too-early', because: `better than the baseline’s forecast in ${latest.period}, within its band: one more such period is needed` }
  if (isBetter(before)) return { word: 'turned', because: `better than the baseline’s forecast in ${before.period} and ${latest.period}` }
  return { word: 'not-turned', because: `better than the baseline’s forecast in ${latest.period}, but not in ${before.period}` }
}

function whyUnknown({ forecast }: FrozenForecast, points: readonly { period: string; value: number | null }[], polarity: string, { breaks = [], definition }: ChangedSince) {
  if (polarity === 'none') return 'neither a high nor a low figure is better in itself'
  if (!forecast.length) return 'the baseline was frozen without a forecast'
  if (definition && definition.frozen !== definition.now) return 'the measure is defined otherwise since the baseline was frozen: freeze a new one'
  const known = points.findLastIndex(({ value }) => value !== null)
  const from = points.findIndex(({ period }) => period === forecast[0]!.period)
  const since = from < 0 ? [] : points.slice(from)
  const broken = since.find(({ period }) => breaks.some((one) => one.period === period))
  if (broken) return `what is counted changed with ${broken.period}, after the baseline was frozen: freeze a new one`
  const end = points.findIndex(({ period }) => period === forecast.at(-1)!.period)
  if (end >= 0 && known > end) return `the baseline’s forecast ends with ${forecast.at(-1)!.period}: freeze a new one`
  return null
}
