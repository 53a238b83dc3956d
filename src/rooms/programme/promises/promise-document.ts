import * as z from 'zod'
import { newId, reading, type Writer, writtenText } from '#platform'
import { book, findSeries, periodNamed } from '#rooms/measures'
import { RULE_NAMES } from './rules.ts'

const words = writtenText('Write it down', 5000)

/** A promise in a strategy's document. Measures and groups by ids of the measure book, periods as the measure spells them. */
export const PromiseDocument = z.object({
  number: z.number().int().positive(),
  body: words,
  whyNotKnown: words.optional(),
  toKnow: words.optional(),
  nearest: words.optional(),
  note: words.optional(),
  tests: z.array(z.object({ measure: z.string(), group: z.string().default('all'), rule: z.enum(RULE_NAMES), value: z.number().optional(), from: z.string().optional(), to: z.string() })).default([]),
}).refine(({ tests, whyNotKnown }) => tests.length > 0 || whyNotKnown !== undefined, 'A promise has a test, or the reason why it has none')
export type PromiseDocument = z.output<typeof PromiseDocument>

/** Enters the promises of a strategy that has none yet. Throws where a test names a measure, a group or a period that there is not. */
export async function enterPromises(db: Writer, { areaId, placeId, strategyId, by, now }: { areaId: number; placeId: number; strategyId: string; by: string; now: Date }, given: unknown[]) {
  const held = await book(reading(db))
  for (const { number, body, whyNotKnown, toKnow, nearest, note, tests } of z.array(PromiseDocument).parse(given)) {
    const promise_id = newId()
    await db.insertInto('programme.promise').values({
      area_id: areaId, promise_id, strategy_id: strategyId, number, body, why_not_known: whyNotKnown ?? null, to_know: toKnow ?? null, nearest: nearest ?? null, note: note ?? null,
      changed_by: by, changed_at: now,
    }).execute()
    for (const [position, { measure, group, rule, value, from, to }] of tests.entries()) {
      const series = findSeries(held, measure, group)
      const unknown = [from, to].find((period) => period !== undefined && !periodNamed(series, period))
      if (unknown !== undefined && series.periods.length) throw new Error(`${measure} has no period ${unknown}: see the promise “${body}”`)
      await db.insertInto('programme.promise_test').values({
        area_id: areaId, promise_id, position, measure_id: series.measure.id, group_id: series.group.id, place_id: placeId, rule, value: value ?? null, from_period: from ?? null, to_period: to,
      }).execute()
    }
  }
}
