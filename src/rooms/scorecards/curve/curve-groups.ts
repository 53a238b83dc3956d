import { directlyPrecedes, type Period } from '#kernel'
import { type Book, type CurveFigures, type Figure, gap, type Gap, type HeldPeriod, NOT_REPORTED, type Series } from '#rooms/measures'
import type { Place } from '#rooms/places'

export interface GroupFigure {
  id: string
  label: string
  topic: string
  figure: Figure
  england: number | null
  /** Against everyone, or against the rest of its topic where the measure has no figure for everyone. */
  gap: Gap
  against: string
}

/** One series a group, by the source that speaks for the page's own; groups in the order people expect. */
export function groupSeries(held: Book, series: Series) {
  return held.groupsOf(series.measure.id, true).flatMap((group) => {
    const candidates = held.seriesOf(series.measure.id).filter((one) => one.group.id === group.id && one.periods.length)
    return candidates.find((one) => one.source === series.source) ?? []
  })
}

/** What a page says of each group in a period, with its gap. */
export function asGroups(siblings: Series[], figures: CurveFigures, period: HeldPeriod, place: Place, country: Place | undefined): GroupFigure[] {
  const valueOf = (series: Series, when: HeldPeriod | undefined, where: Place | undefined) => (when && where ? figures.of(series.seriesId, when.periodId, where.placeId).value : null)
  const at = (series: Series, when: Period | undefined) => when && series.periods.find(({ type, label }) => type === when.type && label === when.label)
  const same = (series: Series) => at(series, period)
  // One period for both sides of every gap: two series that skip different years are not held against each other.
  const earlier = siblings.flatMap(({ periods }) => periods).find((one) => directlyPrecedes(one, period))
  const before = (series: Series) => at(series, earlier)
  return siblings.filter(({ group }) => group.id !== 'all').map((series) => {
    const other = comparatorOf(siblings, series)
    const own = same(series)
    return {
      id: series.group.id, label: series.group.label, topic: series.group.topic,
      figure: own ? figures.of(series.seriesId, own.periodId, place.placeId) : NOT_REPORTED,
      england: valueOf(series, own, country),
      gap: other
        ? gap(valueOf(series, own, place), valueOf(other, same(other), place), valueOf(series, before(series), place), valueOf(other, before(other), place))
        : { difference: null, ratio: null, trend: null },
      against: other?.group.label ?? '',
    }
  })
}

/** What a group is held against: those of its topic who have not what it has (no SEN, not FSM), else everyone. */
function comparatorOf(siblings: Series[], { group }: Series) {
  const rest = siblings.find((one) => one.group.topic === group.topic && REST.has(one.group.id))
  return (rest && rest.group.id !== group.id ? rest : undefined) ?? siblings.find((one) => one.group.id === 'all' && one.group.id !== group.id)
}

const REST = new Set(['no-sen', 'not-fsm', 'not-disadvantaged'])
