import { showAmount, SmallCurve, Verdict } from '#design'
import { measureAddress } from './addresses.ts'
import type { Headline } from './headlines.ts'

/** Curves in rows of three, each with its sentence, its trend word and England beside it. */
export function HeadlineRow({ headlines, place, code }: { headlines: Headline[]; place: string; code: string }) {
  return (
    <div class="cols three">
      {headlines.map((one) => <HeadlineCurve headline={one} place={place} code={code} />)}
    </div>
  )
}

function HeadlineCurve({ headline, place, code }: { headline: Headline; place: string; code: string }) {
  const { series, sentence, periods, values, england, trend, now, before, englandNow } = headline
  const style = series.measure
  const beside = [before === null ? null : `${showAmount(before, style)} before`, englandNow === null ? null : `England ${showAmount(englandNow, style)}`].filter(Boolean).join('; ')
  return (
    <SmallCurve id={`h-${style.id}-${series.group.id}`} place={place} unit={style.unit} decimals={style.decimals}
      title={<a href={measureAddress(style.id, code, series.group.id)}>{sentence}</a>} subtitle={`${place}, ${now.period.label}`}
      periods={periods.map(({ label }) => label)} values={values} england={england}>
      {trend.kind ? <Verdict kind={trend.kind} /> : null}
      <span>{trend.because}</span>
      {beside ? <p>{beside}</p> : null}
    </SmallCurve>
  )
}
