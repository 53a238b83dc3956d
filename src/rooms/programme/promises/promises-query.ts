import * as z from 'zod'
import { query } from '#platform'
import { holds } from '#rooms/access'
import { batchSources } from '#rooms/collection'
import { findStrategy } from '../strategy.ts'
import { countVerdicts, judgedPromises } from './judged.ts'
import type { JudgedTest } from './judge.ts'

export const listPromises = query({
  name: 'programme.promises',
  summary: 'Was it kept? The promises of a strategy with their verdicts, their tests, and the file and row of every figure used',
  rest: '/strategies/{slug}/promises',
  command: { word: 'promises', positional: ['slug'] },
  input: z.object({ slug: z.string('Say which strategy').min(1, 'Say which strategy').max(80, 'Use 80 characters or fewer') }),
  may: async (actor, { slug }, db) => holds(actor, 'published:read', await findStrategy(actor, slug, db), db),
  async read({ actor, db }, { slug }) {
    const [promises, sources] = await Promise.all([findStrategy(actor, slug, db).then((site) => judgedPromises(db, site)), batchSources(db)])
    return {
      strategy: slug, counts: countVerdicts(promises),
      promises: promises.map(({ id, number, body, verdict, why, toKnow, note, nearest, version, tests, held }) => ({
        id, number, body, verdict, why, toKnow, note, nearest, version, tests: tests.map((test, at) => asAnswer(test, held[at]!, (batch) => sources.get(batch)?.file ?? null)),
      })),
    }
  },
})

function asAnswer({ rule, verdict, why, place, measure, group, steps }: JudgedTest, held: { position: number; rule: string; value: number | null; from: string | null; to: string }, fileOf: (batch: number) => string | null) {
  return {
    position: held.position, rule: held.rule, value: held.value, from: held.from, to: held.to, words: rule, verdict, why,
    place: { code: place.code, name: place.name }, measure: measure.id, group: group.id, unit: measure.unit,
    steps: steps.map((step) => ({
      period: step.period, verdict: step.verdict, why: step.why,
      figures: step.used.map(({ place: name, code, period, value, missing, batch, row }) => ({ place: name, code, period, value, missing, source: { batch, file: batch === null ? null : fileOf(batch), row } })),
    })),
  }
}
