import { Refusal } from '#kernel'
import type { Book, HeldPeriod, Series } from './book.ts'

/**
 * Finds the series a measure's name asks for: one of our slugs with a group, or `lait:` and a short name exactly as in the file,
 * which keeps LAIT's own values and rules whatever else is loaded.
 */
export function findSeries(book: Book, id: string, group: string | undefined): Series {
  const [source, code] = id.split(/:(.*)/s) as [string, string | undefined]
  return code === undefined ? ofMeasure(book, id, group) : ofSource(book, source, code, group)
}

/** The period a person asks for, in our spelling or the source's. */
export function findPeriod(series: Series, asked: string): HeldPeriod {
  const bare = asked.trim()
  const found = series.periods.find(({ label }) => label === bare) ?? series.periods.find(({ spelling }) => spelling === bare)
  if (found) return found
  const has = series.periods.length ? `It has ${series.periods.map(({ label }) => label).join(', ')}` : 'It has no figures yet'
  throw new Refusal('missing', `${series.measure.label} has no period ${bare}. ${has}`)
}

function ofMeasure(book: Book, id: string, group: string | undefined): Series {
  if (!book.measure(id)) throw new Refusal('missing', `There is no measure called ${id}`)
  const groups = book.groupsOf(id)
  const wanted = group ?? (groups.some((one) => one.id === 'all') ? 'all' : groups[0]?.id)
  const series = wanted && book.chosen(id, wanted)
  if (!series) {
    const said = `${book.measure(id)!.label} is not published for the group ${group}. It is for ${groups.map((one) => one.id).join(', ')}`
    throw new Refusal('missing', said, { group: said })
  }
  return series
}

function ofSource(book: Book, source: string, code: string, group: string | undefined): Series {
  const series = book.series(source, code)
  if (!series) throw new Refusal('missing', `There is no measure called ${source}:${code}`)
  if (group !== undefined && group !== series.group.id) {
    throw new Refusal('invalid', `${source}:${code} is ${series.measure.id} for the group ${series.group.id}; it has no other group`, { group: `This is for ${series.group.id}` })
  }
  return series
}
