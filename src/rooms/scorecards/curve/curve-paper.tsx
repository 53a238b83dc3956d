import { CurveChart, describeCurve, figureSvg, showAmount, showBare } from '#design'
import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import { type Block, paperKind, type PaperCell, publishedVersion } from '#platform'
import { capital } from '#rooms/measures'
import { standingInWords, standingOf } from '#rooms/programme'
import { TURNED_RULE, TURNED_WORDS } from '../turned.ts'
import { EFFECTS } from './causes.ts'
import { type Curve, readCurve } from './curve.ts'
import { whenDue } from './curve-actions.tsx'
import { changeInWords } from './curve-beside.tsx'
import { chartOf, sources } from './curve-chart-part.tsx'
import { pageAddress } from './curve-forms.tsx'
import { inWords } from './curve-partners.tsx'
import { numberedRemarks } from './curve-remarks.tsx'
import { baselineName, distance, headline, labelOf, shownScenarios, standfirst } from './curve-words.tsx'
import { COSTS } from './ideas.ts'
import type { Scenario } from './scenarios.ts'

/** A measure as a paper: the curve and its numbers, and what people have written about it, in the order of its page. */
export const measurePaper = paperKind({
  name: 'measure',
  knows: (path) => /^\/measures\/[^/]+$/.test(path),
  async compose({ db, actor, areaName, areaColour, placeCode, progress }, { pathname, searchParams }) {
    const of = (name: string) => searchParams.get(name) || undefined
    const asked = { id: decodeURIComponent(pathname.split('/')[2]!), place: of('place') ?? placeCode, group: of('group'), period: of('period'), neighbours: of('neighbours'), scenarios: searchParams.getAll('scenario') }
    const curve = await readCurve(db, actor, asked, { publishedVersion: await publishedVersion(db) })
    await progress(0.7)
    return {
      title: headline(curve), about: labelOf(curve), kicker: curve.place.name === areaName ? labelOf(curve) : `${curve.place.name} · ${labelOf(curve)}`, standfirst: standfirst(curve), address: pageAddress(curve), areaName, areaColour,
      symbols: symbolsIn(curve),
      sources: [...sources(curve), `${curve.measure.label}: ${curve.measure.definition.replace(/\s+/g, ' ')} (definition version ${curve.measure.version})`, 'Published figures are Crown copyright, used under the Open Government Licence v3.0.'],
      blocks: [...chart(curve, asked), ...beside(curve), ...(curve.may.read ? [...story(curve), ...partners(curve), ...ideas(curve), ...actions(curve), ...aims(curve), ...remarks(curve)] : [])],
    }
  },
})

function chart(curve: Curve, asked: Parameters<typeof shownScenarios>[0]['asked']): Block[] {
  const { measure, forecast } = curve
  const props = chartOf(curve, shownScenarios({ curve, asked }))
  const breaks = measure.breaks.filter(({ period }) => curve.points.some((point) => point.period.label === period)).map(({ period, note }) => `The line breaks before ${period}: ${note}`)
  return [
    { kind: 'figure', svg: figureSvg(<CurveChart {...props} />), title: String(props.title), alternative: describeCurve(props), ...(breaks.length ? { note: breaks.join(' ') } : {}) },
    pointTable(curve, props.scenarios ?? []),
    { kind: 'paragraph', words: [{ text: 'If nothing changes. ', isBold: true }, forecast.method] },
    ...(measure.comparability ? [{ kind: 'paragraph' as const, words: measure.comparability }] : []),
  ]
}

/** Every point, and each line that is drawn of what may come. */
function pointTable({ points, england, neighbours, place, series, forecast, written: { targets, baselines: [baseline] } }: Curve, scenarios: Pick<Scenario, 'name' | 'points'>[]): Block {
  const lines = [
    { name: 'If nothing changes', points: forecast.points }, { name: 'Target', points: targets }, { name: baseline ? baselineName(baseline) : '', points: baseline?.forecast ?? [] }, ...scenarios,
  ].filter((line) => line.points.length).map(({ name, points: known }) => ({ name, at: new Map(known.map(({ period, value }) => [period, showBare(value, series)])) }))
  const held = new Set(points.map(({ period }) => period.label))
  const ahead = [...new Set(lines.flatMap(({ at }) => [...at.keys()]))].filter((period) => !held.has(period)).sort()
  const bare = (value: number | null | undefined) => (value === null || value === undefined ? '' : showBare(value, series))
  const more = (period: string): PaperCell[] => lines.map(({ at }) => at.get(period) ?? '')
  const number = (label: string) => ({ label, isNumber: true })
  return {
    kind: 'table', caption: `${place.name}, ${series.unit === '%' ? 'per cent' : series.unit || 'number'}`,
    columns: [{ label: 'Period' }, number(place.name), number('England'), number('Neighbours’ mean'), ...lines.map(({ name }) => number(name))],
    rows: [
      ...points.map(({ period, figure }, at): PaperCell[] => [period.label, figure.value === null ? symbolOf(figure.missing) : bare(figure.value), bare(england[at]), bare(neighbours[at]?.mean), ...more(period.label)]),
      ...ahead.map((period): PaperCell[] => [period, '', '', '', ...more(period)]),
    ],
  }
}

function beside(curve: Curve): Block[] {
  const { now, place, series, beside: others, standing, turned } = curve
  if (!now) return []
  const value = now.figure.value
  const row = (name: string, other: number | null): PaperCell[] => [name, other === null ? MISSING_IN_WORDS['not-reported'] : showAmount(other, series), value === null || other === null || (curve.isTotal && !name.startsWith('Mean')) ? '' : `${place.name} is ${distance(value, other, curve)}`]
  return [
    { kind: 'heading', level: 2, text: 'Beside others' },
    {
      kind: 'table', caption: `${place.name} beside others, ${now.period.label}`, columns: [{ label: 'Place', share: 45 }, { label: now.period.label, isNumber: true, share: 15 }, { label: 'In words', share: 40 }],
      rows: [
        [place.name, value === null ? symbolOf(now.figure.missing) : showAmount(value, series), changeInWords(curve)],
        ...(others.count ? [row(`Mean of ${others.neighbours.reporting} of ${others.count} statistical neighbours, ${others.set} model`, others.neighbours.value)] : []),
        ...(others.region ? [row(others.region.name, others.region.value)] : []), ...(others.england ? [row(others.england.name, others.england.value)] : []),
      ],
    },
    ...(standing.rank === null ? [] : [{ kind: 'paragraph' as const, words: `${standing.rank} of ${standing.of} authorities, 1 being best.` }]),
    ...(turned ? [{ kind: 'paragraph' as const, words: [{ text: `${TURNED_WORDS[turned.word]}: `, isBold: true }, `${turned.because}. `, { text: TURNED_RULE, isQuiet: true }] }] : []),
  ]
}

function story({ written: { story: told, causes, questions }, names }: Curve): Block[] {
  const heading = (text: string): Block => ({ kind: 'heading', level: 3, text })
  return [
    { kind: 'heading', level: 2, text: 'The story behind the curve' },
    { kind: 'paragraph', words: told ? told.body : 'Nobody has written why the curve looks like this.' },
    ...(told ? [quiet(`Written by ${names.get(told.writtenBy) ?? told.writtenBy}, ${dayInWords(told.writtenAt)}${told.period ? `, for ${told.period}` : ''}.`)] : []),
    ...(told?.notKnown ? [heading('We do not know yet'), { kind: 'paragraph' as const, words: told.notKnown }] : []),
    ...(causes.length ? [heading('What makes it better, and worse'), { kind: 'list' as const, items: causes.map(({ effect, body, evidence, evidenceAddress }) => [{ text: `${EFFECTS[effect]}: `, isBold: true }, `${body}${evidence ? ` (${evidence})` : ''}`, ...(evidenceAddress ? [' ', { text: evidenceAddress, href: evidenceAddress }] : [])]) }] : []),
    ...(questions.length ? [heading('What we must find out'), { kind: 'list' as const, items: questions.map(({ body, finder, due, answer }) => `${body} ${finder}${due ? `, by ${dayInWords(due)}` : ''}.${answer ? ` Found: ${answer}` : ''}`) }] : []),
  ]
}

const partners = ({ written: { partners: named } }: Curve) => table('Partners with a part to play', 'Who, and what they agreed to', 'Nobody is named yet.', ['Who', 'Their part', 'Agreed'],
  named.map(({ name, part, agreedOn, agreedBy }) => [name, part, agreedOn ? `${dayInWords(agreedOn)}, ${agreedBy}` : 'Not yet']))

const ideas = ({ written: { ideas: known } }: Curve) => table('What works', 'Ideas, those that cost nothing first', 'Nothing is put down yet.', ['What', 'Cost', 'Evidence', 'From'],
  known.map((idea) => [idea.body, COSTS[idea.cost], capital(inWords(idea).replace(/^Evidence: /, '')), idea.sourceAddress ? [`${idea.source} `, { text: idea.sourceAddress, href: idea.sourceAddress }] : idea.source]))

const actions = ({ actions: agreed }: Curve) => table('What we will do', 'Actions, soonest first', 'No action names this curve yet.', ['What', 'Who', 'By when', 'How far'],
  agreed.map((action) => [action.title, action.owner, whenDue(action), standingInWords(standingOf(action, new Date().toISOString().slice(0, 10)), action)]))

function aims({ written: { targets, baselines: [baseline], scenarios }, series, names }: Curve): Block[] {
  return [
    ...table('Where it should be', 'Targets', 'No target is set.', ['By', 'Value', 'Why', 'Agreed by'], targets.map(({ period, value, reason, agreedBy }) => [period, showAmount(value, series), reason, agreedBy ?? 'Nobody named'])),
    { kind: 'heading', level: 2, text: 'Baseline and scenarios' },
    ...(baseline ? [{ kind: 'paragraph' as const, words: [{ text: `${baselineName(baseline)}. `, isBold: true }, `At: ${baseline.decision}. ${baseline.reason.replace(/\.$/, '')}.`] }, quiet(`Frozen by ${names.get(baseline.frozenBy) ?? baseline.frozenBy}, ${dayInWords(baseline.frozenAt)}. ${baseline.method}`)] : [quiet('No baseline is frozen.')]),
    ...scenarios.map(({ name, assumptions, points }): Block => ({ kind: 'paragraph', words: [{ text: `Scenario: ${name}. `, isBold: true }, `${assumptions.replace(/\.$/, '')}. ${points.map(({ period, value }) => `${period}: ${showAmount(value, series)}`).join('; ')}.`] })),
  ]
}

function remarks(curve: Curve): Block[] {
  const numbered = numberedRemarks(curve)
  return numbered.length ? [{ kind: 'heading', level: 2, text: 'Remarks on points' }, { kind: 'list', items: numbered.map(({ number, period, body, by }) => [{ text: `${number}, ${period}. `, isBold: true }, `${body} (${curve.names.get(by) ?? by})`]) }] : []
}

function table(heading: string, caption: string, none: string, columns: string[], rows: PaperCell[][]): Block[] {
  return [{ kind: 'heading', level: 2, text: heading }, rows.length ? { kind: 'table', caption, columns: columns.map((label) => ({ label })), rows } : quiet(none)]
}

const quiet = (text: string): Block => ({ kind: 'paragraph', words: [{ text, isQuiet: true }] })

const symbolOf = (missing: string | null) => (missing === null || missing === 'not-reported' ? capital(MISSING_IN_WORDS['not-reported']) : missing)

function symbolsIn({ points }: Curve) {
  const used = new Set(points.flatMap(({ figure }) => (figure.value === null && figure.missing !== null && figure.missing !== 'not-reported' ? [figure.missing] : [])))
  return [...used].map((symbol) => ({ symbol, words: MISSING_IN_WORDS[symbol] }))
}
