import { mapClasses, showAmount } from '#design'
import { quantile } from '#kernel'
import type { Curves, Drawn } from './compare-curves.ts'
import type { Comparison, Standing } from './compare.ts'
import { capital, inWords } from './sentence.ts'

/** Everyone in order: from where to where. */
export function chartTitle({ all, style, place, chosen, us }: Comparison, ordered: Standing[]) {
  if (!ordered.length) return 'No authority has a figure for this period'
  const [first, last] = [ordered[0]!, ordered.at(-1)!]
  const picked = chosen.with === 'all' || !chosen.places.length ? '' : ` and ${chosen.word === 'statistical neighbours' ? `its ${inWords(chosen.places.length)} neighbours` : `the ${chosen.word}`}`
  const who = place.level === 'authority' && us.figure.value !== null ? `, with ${place.name}${picked} picked out` : picked ? `, with the places beside ${place.name} picked out` : ''
  return `From ${showAmount(first.figure.value!, style)} to ${showAmount(last.figure.value!, style)}: ${all.length === 1 ? 'the one authority with a figure' : `all ${all.length} authorities in order`}${who}`
}

/** How they spread: on which side of the middle half this place lies. */
export function spreadTitle({ all, us, style, place, period }: Comparison) {
  const values = all.map(({ figure }) => figure.value!).sort((one, other) => one - other)
  if (!values.length) return 'No authority has a figure for this period'
  const show = (value: number) => showAmount(value, style)
  if (values.length < 4) return `${capital(inWords(values.length))} ${values.length === 1 ? 'authority has' : 'authorities have'} a figure for ${period.label}`
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)]
  const half = show(low) === show(high) ? `half of authorities are at ${show(low)}` : `half of authorities lie between ${show(low)} and ${show(high)}`
  const value = us.figure.value
  if (value === null) return `${capital(half)}; ${place.name} has no figure`
  const where = value < low ? 'below' : value > high ? 'above' : 'within'
  return `${capital(half)}; ${place.name}, at ${show(value)}, is ${where} them`
}

/** The map: in which fifth this place falls, and how many of its neighbours with it. */
export function mapTitle({ all, us, place, style, period, chosen, comparators }: Comparison) {
  if (!all.length) return 'No authority has a figure for this period'
  const { classOf, classes } = mapClasses(all.map(({ figure }) => figure.value!))
  const value = us.figure.value
  if (value === null || place.level !== 'authority') return `From ${showAmount(classes[0]!.low, style)} to ${showAmount(classes.at(-1)!.high, style)} across England’s authorities, ${period.label}`
  const at = classOf(value)
  const others = chosen.with === 'all' ? [] : comparators.filter(({ figure }) => figure.value !== null)
  const same = others.filter(({ figure }) => classOf(figure.value!) === at).length
  const whom = chosen.word === 'statistical neighbours' ? 'neighbours' : 'places it is compared with'
  const beside = others.length ? `, as ${same === 1 ? 'is' : 'are'} ${inWords(same)} of its ${inWords(others.length)} ${whom}` : ''
  return `${place.name}, at ${showAmount(value, style)}, is in the ${classes.find((one) => one.at === at)!.name.toLowerCase()} of authorities${beside}`
}

/** Each one's curve: how many did better than the period before, and whether this place did. */
export function curvesTitle(compared: Comparison, { periods, places: [us, ...others] }: Curves) {
  const { place, chosen } = compared
  const whom = chosen.word === 'statistical neighbours' ? 'neighbours' : 'places'
  const moved = movesOf(others, whom, periods, compared)
  if (moved) return `${moved}; ${place.name} ${us!.move === null ? 'cannot be told' : us!.move === 0 ? 'stayed the same' : wayOf(us!.move, compared).replace('were', 'was')}`
  return others.length ? `${place.name} beside ${inWords(others.length)} ${whom}, ${span(periods)}` : `${place.name}, ${span(periods)}`
}

/** The groups' curves of this place, in the same words. */
export function groupCurvesTitle(compared: Comparison, { periods, groups: [, ...others] }: Curves) {
  return movesOf(others, `groups in ${compared.place.name}`, periods, compared) ?? `${compared.place.name}, group by group, ${span(periods)}`
}

/** "Six of ten neighbours did better in 2024 than in 2023"; null where none can be held against the period before. */
function movesOf(others: Drawn[], whom: string, periods: Curves['periods'], compared: Comparison) {
  const moves = others.flatMap(({ move }) => move ?? [])
  if (!moves.length) return null
  const many = moves.filter((move) => (compared.style.polarity === 'low' ? move < 0 : move > 0)).length
  const [before, now] = periods.slice(-2)
  return `${capital(inWords(many))} of ${inWords(moves.length)} ${whom} ${wayOf(compared.style.polarity === 'low' ? -1 : 1, compared)} in ${now!.label} than in ${before!.label}`
}

function wayOf(move: number, { style: { polarity } }: Comparison) {
  if (polarity === 'none') return move > 0 ? 'were higher' : 'were lower'
  return move > 0 === (polarity === 'high') ? 'did better' : 'did worse'
}

const span = (periods: Curves['periods']) => (periods.length > 1 ? `${periods[0]!.label} to ${periods.at(-1)!.label}` : periods[0]!.label)
