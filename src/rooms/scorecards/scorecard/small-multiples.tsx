import { figureSvg, SmallCurve } from '#design'
import type { Score } from './score.ts'

/** Three in a row, each with its name above it: one drawing, so that a paper has them side by side and all of one size. */
const ACROSS = 3
const WIDE = 360
const CURVE = { wide: 330, high: 134 }
const LINE = 19
const LETTERS = 38

/** The curves of several indicators as one drawing, as SVG text that needs the page's style. All of them have a figure. */
export function smallMultiples(scores: Score[], place: string): string {
  const titles = scores.map(({ label }) => linesOf(label))
  const head = Math.max(...titles.map(({ length }) => length)) * LINE + 8
  const high = head + CURVE.high + 16
  const parts = scores.map((score, at) => {
    const title = titles[at]!.map((line, row) => `<text class="b" x="4" y="${15 + row * LINE}">${escaped(line)}</text>`).join('')
    return `<g transform="translate(${(at % ACROSS) * WIDE} ${Math.floor(at / ACROSS) * high})">${title}<g transform="translate(0 ${head})">${curveOf(score, place)}</g></g>`
  })
  return `<svg viewBox="0 0 ${(ACROSS - 1) * WIDE + CURVE.wide} ${Math.ceil(scores.length / ACROSS) * high - 16}" role="img" aria-label="Curves">${parts.join('')}</svg>`
}

function curveOf({ id, summary }: Score, place: string) {
  const { series, values, england, isTotal } = summary!
  const drawn = figureSvg(
    <SmallCurve id={id} place={place} unit={series.unit} decimals={series.decimals} title="" breaks={series.measure.breaks.map(({ period }) => period)}
      periods={series.periods.map(({ label }) => label)} values={values} england={isTotal ? null : england} />,
  )
  return drawn.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '')
}

/** A name in lines that fit over a curve. */
function linesOf(label: string) {
  const lines = ['']
  for (const word of label.split(' ')) {
    if (`${lines.at(-1)} ${word}`.trim().length > LETTERS) lines.push('')
    lines.push(`${lines.pop()} ${word}`.trim())
  }
  return lines.filter(Boolean)
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
