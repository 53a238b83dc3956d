import type { ComponentChildren } from 'preact'
import { DataTable, Details, showAmount, SmallCurve } from '#design'
import type { PublishedIndicator } from './published-indicator.ts'
import { besideInWords, figureInWords } from './shown-words.ts'

/** A published indicator as a small curve: its latest figure, England's, and what stands beside it. `children` is what an area says of it. */
export function IndicatorCurve({ id, indicator, place, href, children }: { id: string; indicator: PublishedIndicator; place: string; href: string; children?: ComponentChildren }) {
  const { label, unit, decimals, periods, values, england, breaks, now } = indicator
  const beside = besideInWords(indicator)
  return (
    <SmallCurve id={id} place={place} unit={unit} decimals={decimals} breaks={breaks} periods={periods} values={values} england={england}
      title={<a href={href}>{label}: {figureInWords(indicator)}</a>} subtitle={`${place}${now ? `, ${now.period}${now.status === 'provisional' ? ' (provisional)' : ''}` : ''}`}>
      {children}
      {beside ? <p>{beside}</p> : null}
    </SmallCurve>
  )
}

/** Every figure the curves draw, newest first. */
export function IndicatorTable({ indicators, place }: { indicators: PublishedIndicator[]; place: string }) {
  return (
    <div class="print-if-open">
      <Details summary="Table of the same numbers">
        <DataTable caption={`Headline indicators of ${place}`} columns={['Indicator', 'Period', { label: place, isNumber: true }, { label: 'England', isNumber: true }]} rows={indicators.flatMap(rowsOf)} />
      </Details>
    </div>
  )
}

function rowsOf({ label, unit, decimals, periods, values, england }: PublishedIndicator) {
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? 'no figure' : showAmount(value, { unit, decimals }))
  return periods.map((period, at) => [label, period, shown(values[at]), shown(england[at])]).reverse()
}
