import type { Reader } from '#platform'
import { book, readFigures } from '#rooms/measures'

/** How many periods have a figure for a place, for each measure and group asked. One question for all of them. */
export async function figuresHeld(db: Reader, placeId: number, asked: [measure: string, group: string][]): Promise<(measure?: string | null, group?: string | null) => number> {
  const held = await book(db)
  const series = asked.flatMap(([measure, group]) => held.chosen(measure, group) ?? [])
  const figures = await readFigures(db, series.map(({ seriesId }) => seriesId), [placeId])
  const counts = new Map(series.map((one) => [`${one.measure.id} ${one.group.id}`, one.periods.filter(({ periodId }) => figures.of(one.seriesId, periodId, placeId).value !== null).length]))
  return (measure, group) => counts.get(`${measure} ${group ?? 'all'}`) ?? 0
}
