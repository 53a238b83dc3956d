import { Found, showAmount, Steps } from '#design'
import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import type { Curve } from './curve.ts'

/** From the number on the page back to the row of the file it was read from. */
export function Why({ curve }: { curve: Curve }) {
  const { now, series, measure, source, otherSources, replaced, place } = curve
  if (!now) return <p>No figure is in, so there is nothing to explain yet.</p>
  const { figure, period } = now
  const shown = figure.value === null ? MISSING_IN_WORDS[figure.missing!] : showAmount(figure.value, series)
  return (
    <Steps steps={[
      { text: <><b>{shown}</b> for {place.name}, {period.label}: {howMade(curve)}</> },
      {
        text: source
          ? <>Read from <b>{source.file}</b>, row {figure.row?.toLocaleString('en-GB')}, where it stands as <Found>{figure.found ?? asPrinted(curve)}</Found>{period.spelling === period.label ? '' : <> under the period <Found>{period.spelling}</Found></>} and the name <Found>{series.code}</Found>.</>
          : <>No file we hold has a row for it.</>,
      },
      ...(source ? [{ text: <>{source.publisher ?? measure.publisher}{source.release ? `, ${source.release}` : ''}. Taken in {source.committedAt ? `on ${dayInWords(source.committedAt)} ` : ''}as <a href={`/data/${source.batch}`}>batch {source.batch}</a> by {curve.names.get(source.givenBy) ?? source.givenBy}.</> }] : []),
      { text: <>Defined by the measure book, version {measure.version}, in force since {dayInWords(measure.validFrom)}: {opening(measure.definition) || 'the source gives no definition.'} <a href={`/measures/${encodeURIComponent(measure.id)}/definition`}>The whole definition</a></> },
      { text: figure.status ? <>The source calls this figure <b>{figure.status}</b>.</> : <>The source does not say whether this figure may still be revised.</> },
      ...replaced.map((earlier) => ({ text: <>Before batch {earlier.replacedBy} it read <b>{earlier.value === null ? MISSING_IN_WORDS[earlier.missing as 'x'] : showAmount(earlier.value, series)}</b> (batch {earlier.batch}, row {earlier.row}).</> })),
      ...otherSources.map((other) => ({
        text: <>It is also published as <b>{other.label}</b> ({other.source.toUpperCase()}), to {other.latest}. The release itself is shown before a compilation of releases. <a href={`/measures/${encodeURIComponent(`${other.source}:${other.code}`)}?place=${place.code}`}>Show that one</a></>,
      })),
    ]} />
  )
}

function howMade({ now, series }: Curve) {
  const { figure } = now!
  if (figure.value === null) return 'a reason in place of a figure; it is never counted as 0.'
  if (figure.numerator !== null && figure.denominator !== null) {
    return `${figure.numerator.toLocaleString('en-GB')} out of ${figure.denominator.toLocaleString('en-GB')}, as the source gives both; shown with ${series.decimals} decimal${series.decimals === 1 ? '' : 's'}, rounded only here.`
  }
  return `as published; the source gives only this figure, not what it was divided from. Shown with ${series.decimals} decimal${series.decimals === 1 ? '' : 's'}, rounded only here.`
}

function asPrinted({ now }: Curve) {
  return now!.figure.value === null ? now!.figure.missing! : String(now!.figure.value)
}

/** The first sentence or two of a definition; the whole of it is a page of its own. */
function opening(definition: string) {
  const end = definition.slice(80).search(/[.!?](\s|$)/)
  return end < 0 ? definition : definition.slice(0, 80 + end + 1)
}
