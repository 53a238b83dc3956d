import { BigNumber, Columns, CurveChart, ErrorSummary, Foot, Opening, Page, Section, showAmount, TakeAway, Verdict } from '#design'
import { MISSING_IN_WORDS, monthInWords } from '#kernel'
import { ActionsSection } from './curve-actions.tsx'
import { AimsSection } from './curve-aims.tsx'
import { DoingSections } from './curve-beside.tsx'
import { chartOf, Notes, sources } from './curve-chart-part.tsx'
import { Contents } from './curve-contents.tsx'
import { type Desk, fieldAddress, pageAddress, type Sent, SwitchForm } from './curve-forms.tsx'
import { IdeasSection, PartnersSection } from './curve-partners.tsx'
import { RemarksSection } from './curve-remarks.tsx'
import { StorySection } from './curve-story.tsx'
import { headline, labelOf, shownScenarios, standfirst, trendOfCurve, TurnedVerdict } from './curve-words.tsx'
import { Why } from './curve-why.tsx'
import type { Curve } from './curve.ts'

interface Props {
  desk: Desk
  nonce: string
  path: string
}

/** The page of a measure in the order of turning a curve: how are we doing, why, who has a part, what works, what we will do. */
export function CurvePage({ desk, nonce, path }: Props) {
  const { curve, viewer, sent, once } = desk
  const { measure, place } = curve
  return (
    <Page title={`${sent ? 'Error: ' : ''}${labelOf(curve)}, ${place.name}`} viewer={viewer} path={path} nonce={nonce} foot={<Foot lines={sources(curve)} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening
        kicker={<><a href={`/places/${place.code}`}>{place.name}</a> · <b>{labelOf(curve)}</b> · <a href={`/measures/${encodeURIComponent(measure.id)}/definition`}>{measure.accountability === 'population' ? 'population indicator' : 'performance measure'}</a></>}
        heading={headline(curve)}
        standfirst={standfirst(curve)}
        aside={<Aside curve={curve} />}
      />
      {curve.may.read ? <Contents curve={curve} /> : null}
      <Section isFull>
        <Columns kind="margin">
          <CurveChart {...chartOf(curve, shownScenarios(desk))} />
          <Notes curve={curve} />
        </Columns>
      </Section>
      <DoingSections curve={curve} />
      {curve.may.read ? <Written desk={desk} /> : <NotOurs curve={curve} />}
      <Section heading="Why is this number what it is?" id="why"><Why curve={curve} /></Section>
      <Section heading="Look at another" id="switch" isScreenOnly><SwitchForm curve={curve} viewer={viewer} /></Section>
      <TakeAway subject={pageAddress(curve)} sheets papers keeps once={once} />
    </Page>
  )
}

function Aside({ curve }: { curve: Curve }) {
  const { now, series } = curve
  if (!now) return <BigNumber value={null} why="No figures are in yet" />
  const { figure, period } = now
  const trend = trendOfCurve(curve)
  const counts = figure.numerator !== null && figure.denominator !== null ? `${figure.numerator.toLocaleString('en-GB')} of ${figure.denominator.toLocaleString('en-GB')}, ${period.label}` : period.label
  return (
    <>
      <BigNumber value={figure.value === null ? null : showAmount(figure.value, { unit: '', decimals: series.decimals })} unit={series.unit} why={figure.missing ? MISSING_IN_WORDS[figure.missing] : 'No figure'}>
        {counts}{figure.status ? ` (${figure.status})` : ''}
        {now.before === null ? null : <><br />{showAmount(now.before, series)} the period before</>}
      </BigNumber>
      <p>{trend.kind ? <Verdict kind={trend.kind} /> : <b>{trend.because}</b>}</p>
      {curve.turned ? <><p><TurnedVerdict turned={curve.turned} /></p><p class="small quiet under">against the <a href="#turned">baseline of {monthInWords(curve.written.baselines[0]!.frozenAt)}</a></p></> : null}
      <p class="small quiet"><a href="#why">Why is this number what it is?</a></p>
    </>
  )
}

function Written({ desk }: { desk: Desk }) {
  return (
    <>
      <StorySection desk={desk} />
      <PartnersSection desk={desk} />
      <IdeasSection desk={desk} />
      <ActionsSection desk={desk} />
      <AimsSection desk={desk} />
      <RemarksSection desk={desk} />
    </>
  )
}

function NotOurs({ curve }: { curve: Curve }) {
  return (
    <Section heading="Story, target, actions" id="story">
      <p>{curve.place.name} is not in an area you have a part in, so only its published figures are shown.</p>
    </Section>
  )
}

function errorsOf(sent: Sent) {
  const { anchor, message, fields, isConflict } = sent
  const named = isConflict ? [] : Object.entries(fields)
  return named.length ? named.map(([name, text]) => ({ text, href: fieldAddress(sent, name) })) : [{ text: message, href: `#${anchor}` }]
}
