import { MISSING_IN_WORDS } from '#kernel'
import type { Sheet } from '#platform'
import { KEPT_RULE } from './kept.ts'
import type { Score } from './score.ts'
import { scorecardAddress } from './asked.ts'
import type { Scorecard } from './scorecard.ts'
import { sources } from './scorecard-view.tsx'
import { ageInWords, DIRECTIONS, trendInWords } from './words.ts'

type Cell = string | number | null

/** The scorecard as a table: a line for each indicator and each service's measure, then what a reader of the file alone must know. */
export function scorecardSheet(card: Scorecard, now: Date): Sheet {
  return {
    file: `scorecard-${card.place.code}`, title: `Scorecard of ${card.place.name}`, head: HEAD,
    lines: [
      ...card.results.flatMap(({ result, scores }) => scores.map((score) => lineOf(result.body, score, card))),
      ...card.services.flatMap(({ service, scores }) => scores.map((score, at) => lineOf(`Service: ${service.name}`, { ...score, role: service.measures[at]!.quadrant }, card))),
      ...card.development.map(({ result, wanted, bringer }) => [result, wanted, ...Array<Cell>(HEAD.length - 4).fill(null), 'data-development', bringer ?? 'nobody yet']),
      ...card.groups.rows.flatMap(({ label, cells }) => cells.map(({ summary, missing, gap }, at): Cell[] => [
        `Group: ${card.groups.chosen[at]!.label}`, label, summary?.now?.period.label ?? null, summary?.now?.value ?? missing ?? 'not published', ...Array<Cell>(HEAD.length - 7).fill(null), gap.difference, 'group', null,
      ])),
    ],
    key: keyOf(card, now),
  }
}

const HEAD = [
  'result', 'indicator', 'period', 'value', 'unit', 'status', 'months old', 'change', 'target', 'target by', 'to go', 'direction', 'trend', 'england', 'neighbours mean', 'neighbours reporting',
  'rank', 'of', 'turned', 'story for', 'batch', 'row', 'difference from all children', 'role', 'brought by',
]

function lineOf(result: string, { label, summary, why, monthsOld, target, direction, turned, written, role, series }: Score, card: Scorecard): Cell[] {
  const latest = summary?.now ?? null
  const england = summary && !summary.isTotal && card.place.level !== 'country' ? summary.englandNow : null
  return [
    result, label, latest?.period.label ?? null, latest?.value ?? summary?.missing ?? why, series?.unit ?? null, latest?.status ?? null, monthsOld, summary?.change ?? null,
    target?.value ?? null, target?.period ?? null, target?.toGo ?? null, DIRECTIONS[direction].label, summary ? trendInWords(summary).because : null, england, summary?.neighbours.mean ?? null,
    summary?.neighbours.reporting ?? null, summary?.rank ?? null, summary?.rank == null ? null : summary.of, turned?.word ?? null, written.story?.period ?? null, latest?.batch ?? null, latest?.row ?? null,
    null, role, null,
  ]
}

function keyOf(card: Scorecard, now: Date): Cell[][] {
  const { framework, role, place } = card
  return [
    ['Place', place.name, place.code], ['Results', framework?.name ?? null], ['As at', now.toISOString().slice(0, 10)],
    ['To go', 'How far the latest figure is from the target, in the measure’s unit; 0 or less where it is reached; empty where neither end is better'],
    ['Months old', `Since the last day of the period: 0 is ${ageInWords(0)}`], ['How well it is kept', card.kept ? `${card.kept.have} of ${card.kept.of}. ${KEPT_RULE}` : null],
    ...sources(card).map((line): Cell[] => ['Note', line]), ['Licence', 'Open Government Licence v3.0'],
    ['Address', scorecardAddress({ place: place.code, framework: framework?.slug, role })],
    ...Object.entries(MISSING_IN_WORDS).map(([symbol, words]): Cell[] => ['Symbol', `${symbol}: ${words}`]),
  ]
}
