import { CurveChart, figureSvg } from '#design'
import type { Block, Paper } from '#platform'

/** A paper of so many invented measures, each with its table and story and two of three with a curve: about 40 pages at 60. */
export function syntheticPaper(measures: number): Paper {
  return {
    title: 'Area scorecard: every measure, with its curve and its figures', kicker: 'Area scorecard', standfirst: `All ${measures} measures of an invented place, for measuring how long a paper takes.`,
    areaName: 'Exampleton', areaColour: '#0b5566', address: '/scorecard?place=X00000001',
    blocks: Array.from({ length: measures }, (_, at) => measureBlocks(at)).flat(),
    sources: ['Invented figures: they are of no place and mean nothing.'], symbols: [{ symbol: 'c', words: 'suppressed, so that nobody can be recognised' }, { symbol: 'z', words: 'not applicable' }],
  }
}

function measureBlocks(at: number): Block[] {
  const points = Array.from({ length: 12 }, (_, year) => ({ period: `${2014 + year}/${15 + year}`, value: (at + year) % 11 === 5 ? null : Math.round(300 + 200 * Math.sin(at + year / 3)) / 10, missing: (at + year) % 11 === 5 ? 'c' : null }))
  const england = points.map((_, year) => Math.round(320 + 100 * Math.sin(year / 4)) / 10)
  const title = `Measure ${at + 1} stands at ${points.at(-1)!.value ?? 'no figure'} in ${points.at(-1)!.period}`
  const chart = <CurveChart id={`c${at}`} title={title} place="Exampleton" unit="%" decimals={1} points={points} england={england} neighbours={null} targets={[{ period: '2027/28', value: 40 }]} />
  return [
    ...(at % 7 === 0 ? [{ kind: 'heading' as const, level: 2 as const, text: `Result ${at / 7 + 1}: children do well in part ${at / 7 + 1}` }] : []),
    { kind: 'heading', level: 3, text: title },
    ...(at % 3 === 2 ? [] : [{ kind: 'figure' as const, svg: figureSvg(chart), title, alternative: `Exampleton and England from 2014/15 to 2025/26, measure ${at + 1}.` }]),
    {
      kind: 'table', caption: `Measure ${at + 1}, per cent`, columns: [{ label: 'Period' }, { label: 'Exampleton', isNumber: true }, { label: 'England', isNumber: true }, { label: 'Gap', isNumber: true }],
      rows: points.slice(-5).map(({ period, value }, year) => [period, value === null ? 'c' : value.toFixed(1), england[year + 7]!.toFixed(1), value === null ? '' : (value - england[year + 7]!).toFixed(1)]),
      note: ['Source: ', { text: 'invented', href: '/measures/invented' }, '.'],
    },
    { kind: 'paragraph', words: 'What lies behind the curve is told here in two or three lines, as people tell it: what happened, what is known, what has to be found out, and who will find it out by when.' },
  ]
}
