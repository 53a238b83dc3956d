import { showBare } from '#design'
import { MISSING_IN_WORDS, type Missing } from '#kernel'
import { type Block, type Paper, type PaperCell, paperKind, publishedVersion } from '#platform'
import { capital, measureAddress } from '#rooms/measures'
import { TURNED_WORDS } from '../turned.ts'
import { askedIn, FIRST_COLUMNS, type PageAsked, scorecardAddress } from './asked.ts'
import { KEPT_RULE } from './kept.ts'
import type { Score } from './score.ts'
import { allScores, readScorecard, type Scorecard } from './scorecard.ts'
import { sources } from './scorecard-view.tsx'
import { smallMultiples } from './small-multiples.tsx'
import { QUADRANT_NOTES } from './standing-services.ts'
import { ageInWords, DIRECTIONS, gapInWords, groupGapInWords, keptInWords, openingOf, othersInWords, standfirstOf, tallyOf, trendInWords } from './words.ts'

/** The area scorecard as a paper: the opening and its tally, then each result with its table and its curves. */
export const scorecardPaper = paperKind({
  name: 'scorecard',
  knows: (path) => path === '/scorecard',
  async compose({ db, actor, now, areaName, areaColour, placeCode, progress }, subject) {
    const asked = askedIn(subject.searchParams)
    const card = await readScorecard(db, actor, asked, now, { placeCode, publishedVersion: await publishedVersion(db) })
    await progress(0.7)
    return { ...paperOf(card, asked), areaName, areaColour }
  },
})

function paperOf(card: Scorecard, asked: PageAsked): Omit<Paper, 'areaName' | 'areaColour'> {
  const scores = allScores(card)
  return {
    title: openingOf(card), about: `Scorecard of ${card.place.name}`, kicker: ['Area scorecard', card.place.name, card.framework?.name].filter(Boolean).join(' · '), standfirst: standfirstOf(card), isLandscape: true,
    address: scorecardAddress({ ...asked, columns: FIRST_COLUMNS, place: card.place.code }), symbols: symbolsIn([...scores, ...card.services.flatMap((one) => one.scores)]),
    sources: [...sources(card), 'Published figures are Crown copyright, used under the Open Government Licence v3.0.', ...(card.kept ? [`How well it is kept: ${KEPT_RULE}`] : [])],
    blocks: [
      ...(scores.length ? [{ kind: 'paragraph' as const, words: [{ text: 'By direction: ', isBold: true }, `${tallyOf(scores).map(({ direction, count }) => `${count} ${DIRECTIONS[direction].label.toLowerCase()}`).join(', ')}.`] }] : []),
      ...card.results.filter((one) => one.scores.length).flatMap(({ result, scores: own }): Block[] => [
        { kind: 'heading', level: 2, text: result.body }, ...(result.looksLike ? [{ kind: 'paragraph' as const, words: result.looksLike }] : []),
        tableOf(`${result.body}: its indicators`, own, card, () => null),
      ]),
      // After the tables, which a board reads as one: between them each picture would leave half a page empty.
      ...curveBlocks(card),
      ...groupBlocks(card), ...serviceBlocks(card), ...developmentBlocks(card),
      ...(card.kept?.of ? [{ kind: 'heading' as const, level: 2 as const, text: 'How well this scorecard is kept' }, { kind: 'paragraph' as const, words: `${keptInWords(card.kept)}.` }] : []),
    ],
  }
}

function tableOf(caption: string, scores: Score[], card: Scorecard, under: (at: number) => string | null): Block {
  const hasTurned = scores.some(({ turned }) => turned)
  return {
    kind: 'table', caption,
    columns: [
      { label: 'Indicator', share: hasTurned ? 22 : 26 }, { label: 'Latest', isNumber: true, share: 9 }, { label: 'For', share: 12 }, { label: 'Target and gap', share: 15 }, { label: 'Trend', share: 18 }, { label: 'Against others', share: hasTurned ? 14 : 20 },
      ...(hasTurned ? [{ label: 'Turned', share: 10 }] : []),
    ],
    rows: scores.map((score, at): PaperCell[] => [
      nameOf(score, under(at), card), latestOf(score), periodOf(score), card.isOurs ? targetOf(score) : '', trendOf(score), score.summary?.now ? others(score, card) : '',
      ...(hasTurned ? [score.turned ? TURNED_WORDS[score.turned.word] : (card.isOurs ? 'no baseline' : '')] : []),
    ]),
  }
}

function nameOf({ label, measure, series, role }: Score, under: string | null, { place }: Scorecard): PaperCell {
  const notes = [series?.unit, role === 'secondary' ? 'secondary' : null, under].filter(Boolean).join(' · ')
  return [measure ? { text: label, href: measureAddress(measure.id, place.code, series?.group.id) } : label, ...(notes ? [{ text: `, ${notes}`, isQuiet: true }] : [])]
}

function latestOf({ summary, why }: Score): PaperCell {
  if (summary?.now) return [{ text: showBare(summary.now.value, summary.series), isBold: true }]
  return isSymbol(summary?.missing) ? summary!.missing! : (why ?? MISSING_IN_WORDS['not-reported'])
}

const periodOf = ({ summary, monthsOld }: Score) => (summary?.now ? [summary.now.period.label, summary.now.status === 'provisional' ? 'provisional' : null, ageInWords(monthsOld)].filter(Boolean).join(', ') : '')

function targetOf(score: Score): PaperCell {
  const { target, series } = score
  if (!target || !series) return [{ text: 'none set', isQuiet: true }]
  return [showBare(target.value, series), ` by ${target.period}`, ...[gapInWords(score)].flatMap((gap) => (gap ? [`: ${gap}`] : []))].join('')
}

function trendOf({ summary }: Score): PaperCell {
  if (!summary?.now) return ''
  const { word, because } = trendInWords(summary)
  return [{ text: word, isBold: true }, `, ${because}`]
}

function others({ summary }: Score, { place }: Scorecard) {
  const { values, note } = othersInWords(summary!, place.level)
  return [...values, note].filter(Boolean).join(', ')
}

function curveBlocks(card: Scorecard): Block[] {
  const curves = card.results.flatMap(({ result, scores }) => curvesOf(result.body, scores, card))
  return curves.length ? [{ kind: 'heading', level: 2, text: 'The curves' }, ...curves] : []
}

function curvesOf(title: string, scores: Score[], { place }: Scorecard): Block[] {
  const drawn = scores.filter(({ summary }) => summary?.now)
  if (!drawn.length) return []
  return [{
    kind: 'figure', svg: smallMultiples(drawn, place.name), title: `${capital(title)}: the curves`, note: `Thick line: ${place.name}. Thin line: England.`,
    alternative: drawn.map(({ label, summary }) => `${label}: ${showBare(summary!.now!.value, summary!.series)} in ${summary!.now!.period.label}, ${summary!.trend.because}`).join('. '),
  }]
}

function groupBlocks({ groups: { chosen, rows }, place }: Scorecard): Block[] {
  if (!rows.length) return []
  return [{ kind: 'heading', level: 2, text: 'Groups side by side' }, {
    kind: 'table', caption: `${place.name}, by group`, columns: [{ label: 'Measure' }, { label: 'All children', isNumber: true }, ...chosen.map(({ label }) => ({ label }))],
    rows: rows.map(({ label, all, cells }): PaperCell[] => [label, all?.now ? showBare(all.now.value, all.series) : '', ...cells.map(({ series, summary, missing, gap }): PaperCell => {
      if (!series || !summary) return 'not published for this group'
      if (!summary.now) return isSymbol(missing) ? missing : MISSING_IN_WORDS['not-reported']
      const words = groupGapInWords(gap.difference, gap.trend, series)
      return [{ text: showBare(summary.now.value, series), isBold: true }, words ? `, ${words}` : '']
    })]),
  }]
}

function serviceBlocks(card: Scorecard): Block[] {
  if (!card.services.length) return []
  return [{ kind: 'heading', level: 2, text: 'Services: how much, how well, is anyone better off' }, ...card.services.flatMap(({ service, scores }): Block[] => [
    { kind: 'heading', level: 3, text: service.name }, tableOf(`${service.name}: its performance measures`, scores, card, (at) => QUADRANT_NOTES[service.measures[at]!.quadrant]),
  ])]
}

function developmentBlocks({ development }: Scorecard): Block[] {
  if (!development.length) return []
  return [{ kind: 'heading', level: 2, text: 'Not reported, and who will bring it' }, { kind: 'list', items: development.map(({ wanted, bringer, result }) => [{ text: wanted, isBold: true }, ` ${bringer ? `Brought by: ${bringer}.` : 'Nobody has said yet that they will bring it.'} For: ${result}.`]) }]
}

const isSymbol = (missing: Missing | null | undefined): missing is Missing => missing != null && missing !== 'not-reported'

function symbolsIn(scores: Score[]) {
  return [...new Set(scores.flatMap(({ summary }) => (summary && !summary.now && isSymbol(summary.missing) ? [summary.missing] : [])))].map((symbol) => ({ symbol, words: MISSING_IN_WORDS[symbol] }))
}
