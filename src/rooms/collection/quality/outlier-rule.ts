/** A share of a setting's children or sessions, with how many it is a share of. */
export interface Share {
  value: number
  of: number
}

export interface Judged {
  /** Beside its own last three, or beside its like. */
  beside: 'itself' | 'others'
  /** The middle of what it stands beside. */
  middle: number
  /** How far what it stands beside usually lies from its middle. */
  spread: number
}

/** So many usual spreads away, nobody should be surprised to be asked. */
const FAR = 4
/** Fewer children or sessions than this make no outlier, however the shares look. */
const FEW = 5
const OWN_NEEDED = 3
const OTHERS_NEEDED = 8
/** MAD × 1.4826 is the standard deviation where shares are spread normally. */
const NORMAL = 1.4826

/**
 * Whether a share is far from the setting's own last three, or from others of its kind. By median and median distance, so that one odd
 * return among those it stands beside changes nothing; never nearer than chance alone would take a setting of its size. What has stood
 * apart from the others all along is how that setting is, and no outlier.
 */
export function judge(now: Share, own: readonly Share[], others: readonly Share[]): Judged | null {
  const last = own.slice(-OWN_NEEDED)
  if (last.length === OWN_NEEDED) {
    const beside = apart(now, last)
    return beside && { beside: 'itself', ...beside }
  }
  if (others.length < OTHERS_NEEDED) return null
  const beside = apart(now, others)
  if (!beside) return null
  const isItsWay = last.length > 0 && last.every((one) => Math.abs(shareOf(one) - shareOf(now)) <= FAR * chance(shareOf(one), now.of))
  return isItsWay ? null : { beside: 'others', ...beside }
}

function apart(now: Share, many: readonly Share[]): Pick<Judged, 'middle' | 'spread'> | null {
  const shares = many.map(shareOf)
  const middle = median(shares)
  const spread = NORMAL * median(shares.map((one) => Math.abs(one - middle)))
  const away = Math.abs(shareOf(now) - middle)
  return away > FAR * Math.max(spread, chance(middle, now.of)) && away * now.of >= FEW ? { middle, spread } : null
}

export const shareOf = ({ value, of }: Share) => (of > 0 ? value / of : 0)

/** The standard error of a share of so many; a hundredth where all or none have it. */
const chance = (share: number, of: number) => Math.max(Math.sqrt((Math.max(share, 0.01) * (1 - Math.min(share, 0.99))) / Math.max(of, 1)), 0.005)

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
