import { quantile } from '#kernel'

/** Places in five classes of equal number, as far as ties allow: which class a value falls in, and what each class holds. */
export interface MapClasses {
  /** From 0, the lowest fifth, to 4, the highest. */
  classOf(value: number): number
  /** Those that hold any, lowest first. */
  classes: MapClass[]
}

export interface MapClass {
  at: number
  /** "Lowest fifth". */
  name: string
  /** The least and the most in it. */
  low: number
  high: number
  count: number
}

const NAMES = ['Lowest fifth', 'Second fifth', 'Middle fifth', 'Fourth fifth', 'Highest fifth']

/** Cuts values into fifths (R type 7, as quarters are cut); a value on a cut belongs below it, so those that tie are never parted and a class may be empty. */
export function mapClasses(values: number[]): MapClasses {
  const sorted = values.toSorted((one, other) => one - other)
  const cuts = [0.2, 0.4, 0.6, 0.8].map((share) => (sorted.length ? quantile(sorted, share) : 0))
  const classOf = (value: number) => cuts.filter((cut) => value > cut).length
  const held = NAMES.map((name, at) => ({ at, name, own: sorted.filter((value) => classOf(value) === at) }))
  return { classOf, classes: held.filter(({ own }) => own.length).map(({ at, name, own }) => ({ at, name, low: own[0]!, high: own.at(-1)!, count: own.length })) }
}
