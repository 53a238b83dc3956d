import { figureSvg, showAmount } from '#design'
import { MISSING_IN_WORDS, type Missing, Refusal } from '#kernel'
import { type Block, type Paper, paperKind, type PaperCell, publishedVersion } from '#platform'
import { definitionAddress, measureAddress, placeAddress } from './addresses.ts'
import { bestFirst, type CompareAsked, type Comparison, readComparison, type Standing } from './compare.ts'
import { ComparisonChart } from './compare-figure.tsx'
import { RANK_RULE, sourceOf } from './compare-sheet.ts'
import { addressOf, besideWords, headingOf, QUARTERS, standfirstOf, tableHeading } from './compare-words.ts'
import { labelOf } from './headlines.ts'
import { inWords } from './sentence.ts'

/** A comparison as a paper: the page's sentence, its chart, the places beside this one, then every authority in order. */
export const comparisonPaper = paperKind({
  name: 'comparison',
  knows: (path) => path === '/compare',
  async compose({ db, actor, areaName, areaColour, placeCode, progress }, subject) {
    const asked = askedIn(subject)
    const viewer = { ...actor, placeCode, publishedVersion: await publishedVersion(db) }
    const compared = await readComparison(db, viewer, asked)
    if (!compared) throw new Refusal('missing', 'There are no figures of this measure yet')
    await progress(0.7)
    return { ...paperOf(compared, asked.codes ?? ''), areaName, areaColour }
  },
})

function askedIn({ searchParams }: URL): CompareAsked {
  const of = (name: string) => searchParams.get(name) || undefined
  return { measure: of('measure'), place: of('place'), group: of('group'), period: of('period'), with: of('with'), neighbours: of('neighbours'), codes: of('codes') }
}

function paperOf(compared: Comparison, codes: string): Omit<Paper, 'areaName' | 'areaColour'> {
  const { series, period, cautions, style, all, us, comparators, withoutValue } = compared
  const ordered = all.toSorted(bestFirst(style.polarity))
  const chart = ComparisonChart({ compared, codes })
  const said = [headingOf(compared), standfirstOf(compared)].join('. ')
  return {
    title: headingOf(compared), about: `${labelOf(series)}, compared`, kicker: `${labelOf(series)} · ${period.label}`, standfirst: standfirstOf(compared), address: addressOf(compared, codes),
    symbols: symbolsIn([us, ...comparators, ...ordered]),
    sources: [
      `Source: ${sourceOf(compared)}. Published figures are Crown copyright, used under the Open Government Licence v3.0.`,
      `${labelOf(series)}: ${series.measure.definition.replace(/\s+/g, ' ')} (definition version ${series.measure.version})`, `Rank: ${RANK_RULE}`, 'Quarters are cut as the Department for Education cuts them.',
    ],
    blocks: [
      ...cautions.map((words): Block => ({ kind: 'paragraph', words })),
      { kind: 'figure', svg: figureSvg(chart), title: chart.props.title as string, alternative: `${ordered.length} authorities as bars in order. ${said}`, ...(withoutValue ? { note: withoutValue } : {}) },
      { kind: 'heading', level: 2, text: tableHeading(compared) },
      besideTable(compared),
      ...means(compared),
      { kind: 'paragraph', words: [{ text: 'How the measure is defined', href: definitionAddress(series.measure.id) }, ' · ', { text: 'Why is this number what it is?', href: `${measureAddress(compared.measureId, compared.place.code, series.group.id)}#why` }] },
      ...(ordered.length ? [{ kind: 'heading' as const, level: 2 as const, text: 'Every authority in order' }, orderTable(compared, ordered)] : []),
    ],
  }
}

function besideTable(compared: Comparison): Block {
  const { us, comparators, style, period, of, place, chosen } = compared
  const isRanked = style.polarity !== 'none'
  const changeUnit = style.unit.startsWith('%') ? 'points' : style.unit
  return {
    kind: 'table', caption: `${tableHeading(compared)}, ${period.label}`,
    columns: [
      { label: 'Place' }, { label: chosen.word === 'statistical neighbours' ? 'How alike' : 'Compared as' }, { label: `${period.label}${style.unit ? `, ${style.unit}` : ''}`, isNumber: true },
      { label: `Change${changeUnit ? `, ${changeUnit}` : ''}`, isNumber: true }, ...(isRanked ? [{ label: `Rank of ${of}`, isNumber: true }, { label: 'Quarter' }] : []),
    ],
    rows: [...comparators, us].sort(bestFirst(style.polarity)).map((one): PaperCell[] => {
      const own = one.place === place
      return [
        [{ text: one.place.name, href: placeAddress(one.place.code), isBold: own }], own ? [{ text: 'this place', isBold: true }] : one.closeness ?? '', [{ text: shown(one, style.decimals), isBold: own }],
        changeShown(one, style.decimals), ...(isRanked ? [one.rank === null ? '' : String(one.rank), one.quartile ? QUARTERS[one.quartile] : ''] : []),
      ]
    }),
  }
}

function means(compared: Comparison): Block[] {
  const { comparators, chosen, mean, region, england } = compared
  const items = [
    ...(comparators.length ? [`Mean of ${inWords(comparators.length)} ${chosen.word === 'statistical neighbours' ? 'neighbours' : 'places'}: ${besideWords(mean.value, null, compared)}${mean.reporting < comparators.length ? ` (${mean.reporting} of them have a figure)` : ''}`] : []),
    ...[region, england].flatMap((one) => (one ? [`${one.place.name}: ${besideWords(one.figure.value, one.figure.missing, compared)}`] : [])),
  ]
  return items.length ? [{ kind: 'list', items }] : []
}

function orderTable({ style, period, of, place }: Comparison, ordered: Standing[]): Block {
  const isRanked = style.polarity !== 'none'
  return {
    kind: 'table', caption: `All authorities with a figure, ${period.label}`,
    columns: [{ label: 'Authority' }, { label: style.unit === '%' ? 'Per cent' : style.unit || 'Value', isNumber: true }, ...(isRanked ? [{ label: `Rank of ${of}`, isNumber: true }, { label: 'Quarter' }] : [])],
    rows: ordered.map((one): PaperCell[] => [
      [{ text: one.place.name, isBold: one.place === place }], [{ text: shown(one, style.decimals), isBold: one.place === place }], ...(isRanked ? [String(one.rank ?? ''), one.quartile ? QUARTERS[one.quartile] : ''] : []),
    ]),
  }
}

/** A figure as a cell: where there is none its symbol, which the key at the end explains. */
function shown({ figure }: Standing, decimals: number) {
  if (figure.value !== null) return showAmount(figure.value, { unit: '', decimals })
  return isSymbol(figure.missing) ? figure.missing : MISSING_IN_WORDS['not-reported']
}

const isSymbol = (missing: Missing | null): missing is Missing => missing !== null && missing !== 'not-reported'

function changeShown({ change }: Standing, decimals: number) {
  if (change === null) return 'not known'
  const size = showAmount(change, { unit: '', decimals })
  return change > 0 && /[1-9]/.test(size) ? `+${size}` : size
}

function symbolsIn(standings: Standing[]) {
  return [...new Set(standings.flatMap(({ figure }) => (figure.value === null && isSymbol(figure.missing) ? [figure.missing] : [])))].map((symbol) => ({ symbol, words: MISSING_IN_WORDS[symbol] }))
}
