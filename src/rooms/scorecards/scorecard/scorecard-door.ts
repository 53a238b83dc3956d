import * as z from 'zod'
import { query, unlessBlank } from '#platform'
import { signedIn } from '#rooms/access'
import { keptInWords } from './words.ts'
import type { Score } from './score.ts'
import { readScorecard } from './scorecard.ts'

const word = (what: string) => unlessBlank(z.string().trim().max(200, `Use 200 characters or fewer for ${what}`).optional())

/** The rows of the area scorecard; targets, stories and baselines only of areas the caller has a part in. */
export const areaScorecard = query({
  name: 'scorecards.scorecard',
  summary: 'The area scorecard: results, their indicators with target, gap, trend and standing, and what is not reported',
  rest: '/scorecard',
  command: { word: 'scorecard', positional: [] },
  input: z.object({
    place: word('the place'), framework: word('the framework'),
    role: unlessBlank(z.enum(['headline', 'all'], 'Ask for headline or all').default('headline')),
    groups: unlessBlank(z.string().max(500, 'Use 500 characters or fewer').optional()),
  }),
  may: signedIn,
  async read({ actor, db, now }, { place, framework, role, groups }) {
    const card = await readScorecard(db, actor, { place, framework, role, groups: groups?.split(',').map((one) => one.trim()).filter(Boolean).slice(0, 4) ?? [] }, now)
    return {
      place: { code: card.place.code, name: card.place.name, level: card.place.level }, area: card.area?.name ?? null, isOurs: card.isOurs, framework: card.framework, frameworks: card.frameworks, role,
      results: card.results.map(({ result, scores }) => ({ id: result.id, result: result.body, ages: result.ages, group: result.groupId, indicators: scores.map(asRow) })),
      services: card.services.map(({ service, scores }) => ({ name: service.name, measures: scores.map((score, at) => ({ ...asRow(score), quadrant: service.measures[at]!.quadrant })) })),
      development: card.development,
      groups: card.groups.rows.map(({ measureId, cells }) => ({ measure: measureId, groups: cells.map(({ summary, missing, gap }, at) => ({ group: card.groups.chosen[at]!.id, period: summary?.now?.period.label ?? null, value: summary?.now?.value ?? null, missing, ...gap })) })),
      kept: card.kept && { have: card.kept.have, of: card.kept.of, words: keptInWords(card.kept) },
    }
  },
})

function asRow({ id, role, label, measure, series, summary, why, monthsOld, target, turned, written, direction }: Score) {
  const latest = summary?.now ?? null
  return {
    id, role, label, measure: measure?.id ?? null, group: series?.group.id ?? null, unit: series?.unit ?? null, decimals: series?.decimals ?? null, polarity: series?.polarity ?? null,
    period: latest?.period.label ?? null, value: latest?.value ?? null, missing: latest ? null : (summary?.missing ?? 'not-reported'), why, status: latest?.status ?? null, batch: latest?.batch ?? null, row: latest?.row ?? null, monthsOld,
    before: summary?.before ?? null, change: summary?.change ?? null, england: summary?.englandNow ?? null, englandIsTotal: summary?.isTotal ?? false, neighbours: summary?.neighbours ?? null, rank: summary?.rank ?? null, of: summary?.of ?? 0, quartile: summary?.quartile ?? null,
    direction, trend: summary?.trend ?? null, target: target && { value: target.value, period: target.period, toGo: target.toGo, difference: target.difference },
    turned, story: written.story,
  }
}
