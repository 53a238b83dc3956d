import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Reader, rows } from '#platform'
import type { Book, Measure, Series } from './book.ts'

/** A measure as it is defined now and was before, with every column that is published of it. */
export interface Definition {
  measure: Measure
  versions: { version: number; from: string; batch: number | null; changed: string[] }[]
  series: Series[]
}

export async function readDefinition(db: Reader, held: Book, id: string): Promise<Definition> {
  const measure = id.includes(':') ? held.series(...split(id))?.measure : held.measure(id)
  if (!measure) throw new Refusal('missing', `There is no measure called ${id.slice(0, 100)}`)
  const stood = await rows(db, sql<{ version: number; from: string; batch: number | null; stood: Record<string, unknown> }>`
    select version, valid_from as "from", batch_id as batch, stood from measures.measure_version where measure_id = ${measure.id} order by version`)
  const versions = stood.map((one, at) => ({ version: one.version, from: one.from, batch: one.batch, changed: at === 0 ? [] : changedWords(stood[at - 1]!.stood, one.stood) }))
  return { measure, versions: versions.reverse(), series: held.seriesOf(measure.id) }
}

const split = (id: string) => id.split(/:(.*)/s).slice(0, 2) as [string, string]

const WORDS: Record<string, string> = {
  label: 'name', definition: 'definition', method: 'method', unit: 'unit', polarity: 'direction', decimals: 'decimals', periodType: 'kind of period', period_type: 'kind of period',
  accountability: 'population or performance', topic: 'topic', publisher: 'publisher', breaks: 'breaks in the series', comparability: 'comparability',
}

function changedWords(before: Record<string, unknown>, after: Record<string, unknown>) {
  return Object.entries(WORDS).flatMap(([key, word]) => (JSON.stringify(before[key]) === JSON.stringify(after[key]) ? [] : [word]))
}
