import { Verdict } from '#design'
import { measureAddress } from '#rooms/measures'
import { IndicatorDeeds } from './indicator-forms.tsx'
import { roleOf, type ResultDesk } from './result-page.tsx'
import type { WholeIndicator } from './result-read.ts'
import { nameOf, POWERS, writerOf } from './result-words.ts'
import { STARTER } from './starter.ts'

/** An indicator with how good it is, where it stands and where it is going. */
export function IndicatorRow({ desk, indicator }: { desk: ResultDesk; indicator: WholeIndicator }) {
  const { held, placeCode, mayWrite, sent, once, result } = desk
  const { measureId, groupId } = indicator
  const name = nameOf(held, indicator)
  return (
    <>
      <div>
        <p dir="auto"><b>{measureId === null ? name : <a href={measureAddress(measureId, placeCode, groupId ?? 'all')}>{name}</a>}</b></p>
        <HowGood desk={desk} indicator={indicator} />
      </div>
      <Standing desk={desk} indicator={indicator} />
      {mayWrite ? <div class="deeds"><IndicatorDeeds sent={sent} once={once} address={`/results/${result.id}`} indicator={indicator} /></div> : null}
    </>
  )
}

function HowGood({ desk: { names }, indicator }: { desk: ResultDesk; indicator: WholeIndicator }) {
  const { bringer, measureId, ratings, roles } = indicator
  const rating = ratings[0]
  if (measureId === null) return <p class="small quiet" dir="auto">{bringer ? `${bringer} will bring it.` : 'Nobody has said who will bring it.'}</p>
  if (!rating) return <p class="small quiet">Not rated yet, so it cannot be a headline.</p>
  return (
    <p class="small quiet" dir="auto">
      Communication {POWERS[rating.communication].toLowerCase()}, proxy {POWERS[rating.proxy].toLowerCase()}, data {POWERS[rating.data].toLowerCase()}: {rating.reason}{' '}
      {rating.by === STARTER ? 'A starter rating: check it.' : `(${writerOf(names, rating.by)})`}
      {roleOf(indicator) === 'data-development' && roles[0] && roles[0].by !== STARTER ? ` On the agenda: ${roles[0].reason}` : ''}
    </p>
  )
}

/** Two columns: the latest figure with England's, and where it is going. */
function Standing({ desk: { glance }, indicator }: { desk: ResultDesk; indicator: WholeIndicator }) {
  const seen = glance(indicator)
  if (!seen) return <><div><p class="quiet">Not measured</p></div><div><Verdict kind="doubt" /></div></>
  const { latest, why, england, trend, hasNoBetterEnd } = seen
  return (
    <>
      <div>
        {latest === null ? <p class="quiet">No figure: {why}</p> : <p><b>{latest}</b></p>}
        {england === null ? null : <p class="small quiet">England {england}</p>}
      </div>
      <div>
        <p>{trend.kind ? <Verdict kind={trend.kind} /> : <b>{trend.because}</b>}</p>
        <p class="small quiet">{hasNoBetterEnd ? 'Neither end is better' : trend.because}</p>
      </div>
    </>
  )
}
