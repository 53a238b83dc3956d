import { Verdict } from '#design'
import { measureAddress } from '#rooms/measures'
import { KINDS } from './contributions.ts'
import { BETTER_OFF, type Quadrant, QUADRANTS } from './quadrants.ts'
import { nameOf, POWERS, ROLES } from './result-words.ts'
import { EndLink, MeasureDeeds } from './service-forms.tsx'
import type { ServiceDesk } from './service-page.tsx'
import type { ContributionTo, PerformanceMeasure } from './services-read.ts'

/** The four quadrants as they are drawn on every flip chart: effort above effect, number beside per cent. */
export function Quadrants({ desk }: { desk: ServiceDesk }) {
  const standing = desk.service.measures.filter(({ ended }) => !ended)
  return (
    <div class="quadrants">
      {(Object.keys(QUADRANTS) as Quadrant[]).map((quadrant) => {
        const { label, sign, about } = QUADRANTS[quadrant]
        const measures = standing.filter((one) => one.quadrant === quadrant)
        return (
          <section aria-labelledby={`quadrant-${quadrant}`}>
            <h2 id={`quadrant-${quadrant}`}>{label} <span class="quiet" aria-hidden="true">{sign}</span><span class="govuk-visually-hidden">{sign === '#' ? '(number)' : '(per cent)'}</span></h2>
            <p class="small quiet">{about}</p>
            {measures.length ? <ul class="rows">{measures.map((measure) => <li><Measure desk={desk} measure={measure} /></li>)}</ul> : <p class="void">Nothing here yet</p>}
          </section>
        )
      })}
    </div>
  )
}

function Measure({ desk, measure }: { desk: ServiceDesk; measure: PerformanceMeasure }) {
  const { mayWrite, sent, once, service, results, held, viewer } = desk
  const { body, measureId, groupId, role, betterOff, contributions } = measure
  return (
    <>
      <h3 dir="auto">{measureId === null ? body : <a href={measureAddress(measureId, viewer.placeCode, groupId ?? 'all')}>{body}</a>}</h3>
      <Latest desk={desk} measure={measure} />
      <p class="small quiet">{ROLES[role]}{betterOff ? `. ${BETTER_OFF[betterOff]}` : ''}</p>
      {contributions.filter(({ endedAt }) => !endedAt).map((link) => <Link desk={desk} measure={measure} link={link} />)}
      {mayWrite ? <MeasureDeeds sent={sent} once={once} service={service} measure={measure} results={results} held={held} /> : null}
    </>
  )
}

function Latest({ desk: { glance }, measure }: { desk: ServiceDesk; measure: PerformanceMeasure }) {
  const seen = glance(measure)
  if (!seen) return <p class="quiet">Nobody counts it yet.</p>
  const { latest, why, england, trend } = seen
  if (latest === null) return <p class="quiet">No figure: {why}</p>
  return (
    <p>
      <b>{latest}</b>{england === null ? '' : `, England ${england}`}.{' '}
      {trend.kind ? <Verdict kind={trend.kind} /> : null} <span class="small quiet">{trend.because}</span>
    </p>
  )
}

function Link({ desk: { held, mayWrite, once, service }, measure, link }: { desk: ServiceDesk; measure: PerformanceMeasure; link: ContributionTo }) {
  const { kind, strength, rationale, result, indicatorMeasureId, indicatorGroupId, wanted } = link
  return (
    <div class="small" dir="auto">
      {KINDS[kind]} <b>{nameOf(held, { measureId: indicatorMeasureId, groupId: indicatorGroupId, wanted })}</b>, of <a href={`/results/${result.id}`}>{result.body}</a>. {POWERS[strength]}: {rationale}
      {mayWrite ? <EndLink service={service} once={once} measure={measure} link={link} /> : null}
    </div>
  )
}
