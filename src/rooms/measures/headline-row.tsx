import { DataTable, Details, drawReady, type Ready, readyPart, showAmount, SmallCurve, Verdict } from '#design'
import { measureAddress } from './addresses.ts'
import type { Headline } from './headlines.ts'

interface HeadlineRowProps {
  headlines: Headline[]
  place: string
  code: string
}

/** Curves in rows of three, each with its sentence, its trend word and England beside it. All of it is published: drawn once for a place, it is the same for everyone. */
export function HeadlineRow(props: HeadlineRowProps) {
  const [first] = props.headlines
  if (!first) return null
  const held = DRAWN.get(first.values)
  if (held && held.of.length === props.headlines.length && held.of.every((one, at) => isSame(one, props.headlines[at]!))) return readyPart(held.drawn)
  const drawn = drawReady(<Row {...props} />)
  DRAWN.set(first.values, { of: props.headlines, drawn })
  return readyPart(drawn)
}

/** By the values of the first, which are those of one place in one state of published data. */
const DRAWN = new WeakMap<Headline['values'], { of: Headline[]; drawn: Ready }>()
const isSame = (a: Headline, b: Headline) => a.values === b.values && a.label === b.label && a.sentence === b.sentence

function Row({ headlines, place, code }: HeadlineRowProps) {
  return (
    <>
      <div class="cols three">
        {headlines.map((one) => <HeadlineCurve headline={one} place={place} code={code} />)}
      </div>
      <div class="print-if-open">
        <Details summary="Table of the same numbers">
          <DataTable caption={`Headline measures of ${place}`} columns={['Measure', 'Period', { label: place, isNumber: true }, { label: 'England', isNumber: true }]} rows={headlines.flatMap(rowsOf)} />
        </Details>
      </div>
    </>
  )
}

/** Every figure of a headline's two lines, newest first. */
function rowsOf({ label, series, periods, values, england }: Headline) {
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? 'no figure' : showAmount(value, series))
  return periods.map((period, at) => [label, period.label, shown(values[at]), shown(england[at])]).reverse()
}

function HeadlineCurve({ headline, place, code }: { headline: Headline; place: string; code: string }) {
  const { series, sentence, periods, values, england, trend, now, before, englandNow } = headline
  const { measure } = series
  const beside = [before === null ? null : `${showAmount(before, series)} before`, englandNow === null ? null : `England ${showAmount(englandNow, series)}`].filter(Boolean).join('; ')
  return (
    <SmallCurve id={`h-${measure.id}-${series.group.id}`} place={place} unit={series.unit} decimals={series.decimals} breaks={measure.breaks.map(({ period }) => period)}
      title={<a href={measureAddress(measure.id, code, series.group.id)}>{sentence}</a>} subtitle={`${place}, ${now.period.label}`}
      periods={periods.map(({ label }) => label)} values={values} england={england}>
      {trend.kind ? <Verdict kind={trend.kind} /> : null}
      <span>{trend.because}</span>
      {beside ? <p>{beside}</p> : null}
    </SmallCurve>
  )
}
