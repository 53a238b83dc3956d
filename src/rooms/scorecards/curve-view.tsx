import type { ComponentChildren } from 'preact'
import {
  BigNumber, Columns, CurveChart, DataTable, ErrorSummary, Foot, GapChart, InsetText, Note, Opening, Page, Rows, Section, showAmount, showDifference, Verdict,
} from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { newId, type Viewer } from '#platform'
import { TREND_RULE } from '#rooms/measures'
import { ActionForm, StoryForm, SwitchForm, TargetForm } from './curve-forms.tsx'
import type { Curve, CurveAsked, GroupFigure } from './curve.ts'
import { chartTitle, distance, gapInWords, gapTitle, headline, QUARTILES, ratioInWords, trendOfCurve } from './curve-words.ts'
import { Actions, Targets } from './curve-promises.tsx'
import { Why } from './curve-why.tsx'
import type { Story } from './stories.ts'

/** A form that was refused: what was typed, and what was wrong with it. */
export interface Sent {
  form: 'target' | 'story' | 'action'
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
  isConflict: boolean
}

interface Props {
  curve: Curve
  viewer: Viewer
  nonce: string
  path: string
  asked: CurveAsked
  sent: Sent | undefined
  history: Story[] | null
}

export function CurvePage({ curve, viewer, nonce, path, sent, history }: Props) {
  const { measure, place, series } = curve
  const once = newId()
  return (
    <Page title={`${sent ? 'Error: ' : ''}${labelOf(curve)}, ${place.name}`} viewer={viewer} path={path} nonce={nonce} foot={<Foot lines={sources(curve)} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening
        kicker={<><a href={`/places/${place.code}`}>{place.name}</a> · <b>{labelOf(curve)}</b> · <a href={`/measures/${encodeURIComponent(measure.id)}/definition`}>{measure.accountability === 'population' ? 'population indicator' : 'performance measure'}</a></>}
        heading={headline(curve)}
        standfirst={standfirst(curve)}
        aside={<Aside curve={curve} />}
      />
      <Section isFull>
        <Columns kind="margin">
          <Chart curve={curve} />
          <Notes curve={curve} />
        </Columns>
      </Section>
      <Section heading="Beside others" aside={<a href={compareAddress(curve)}>Compare with every authority</a>} id="beside"><BesideOthers curve={curve} /></Section>
      {curve.may.read ? <Written curve={curve} sent={sent} history={history} once={once} /> : <NotOurs curve={curve} />}
      {curve.groups.length ? <Section heading="Groups and the gap" aside={series.group.id === 'all' ? undefined : `This page is for ${series.group.label}`} id="groups"><Groups curve={curve} /></Section> : null}
      <Section heading="Why is this number what it is?" id="why"><Why curve={curve} /></Section>
      <Section heading="Look at another" id="switch" isScreenOnly><SwitchForm curve={curve} viewer={viewer} /></Section>
    </Page>
  )
}

export const labelOf = ({ measure, series }: Curve) => (series.group.id === 'all' ? measure.label : `${measure.label}, ${series.group.label}`)

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
      <p class="small quiet"><a href="#why">Why is this number what it is?</a></p>
    </>
  )
}

function standfirst(curve: Curve) {
  const { now, beside, standing, place } = curve
  if (!now && curve.points.length) return `${place.name} has never had a figure for this measure. Others have: compare places to see them.`
  if (!now) return 'This measure is in the measure book, but none of its figures are in. Take the file in on the Data page.'
  const said = [`${labelOf(curve)}, ${now.period.label}.`]
  if (now.figure.value !== null && beside.neighbours.value !== null) {
    said.push(`Its neighbours’ mean is ${showAmount(beside.neighbours.value, curve.series)} (${beside.neighbours.reporting} of ${beside.count} reporting).`)
  }
  if (standing.rank !== null) said.push(`${place.name} ranks ${standing.rank} of ${standing.of} authorities, where 1 is best.`)
  if (place.ends !== null) said.push(`${place.name} ended on ${day(place.ends)}.`)
  if (curve.series.polarity === 'none') said.push('Neither a high nor a low figure is better in itself, so it is not ranked.')
  return said.join(' ')
}

function Chart({ curve }: { curve: Curve }) {
  const { measure, place, series, points } = curve
  return (
    <CurveChart
      id="curve" title={chartTitle(curve)} level={2}
      subtitle={`${labelOf(curve)}${series.unit ? `, ${series.unit === '%' ? 'per cent' : series.unit}` : ''}. ${place.name}${points.length ? `, ${points[0]!.period.label} to ${points.at(-1)!.period.label}` : ''}.`}
      source={sourceLine(curve)} links={{ why: '#why', csv: csvAddress(curve) }}
      place={place.name} unit={series.unit} decimals={series.decimals}
      points={points.map(({ period, figure }) => ({ period: period.label, value: figure.value, missing: figure.missing, status: figure.status }))}
      england={curve.isTotal || place.level === 'country' ? null : curve.england}
      neighbours={curve.beside.count ? curve.neighbours : null}
      forecast={curve.now && curve.now.period === points.at(-1)?.period ? curve.forecast.points : []}
      targets={curve.targets.map(({ period, value }) => ({ period, value }))}
      breaks={measure.breaks}
    />
  )
}

function Notes({ curve }: { curve: Curve }) {
  const { measure, now, forecast, series, targets, source } = curve
  const trend = trendOfCurve(curve)
  const end = forecast.points.at(-1)
  return (
    <Note>
      <p><b>Trend.</b> {trend.kind ? <Verdict kind={trend.kind} /> : null} {trend.because}. <span class="quiet">{TREND_RULE}</span></p>
      <p>
        <b>If nothing changes{end ? ',' : '.'}</b>{' '}
        {end ? <>{showAmount(end.value, series)} by {end.period}{end.low === null || end.high === null ? '' : `, between ${showAmount(end.low, series)} and ${showAmount(end.high, series)}`}. </> : null}
        <span class="quiet">{forecast.method}</span>
      </p>
      <p><b>Target.</b> {targets.length ? targets.map(({ period, value }) => `${showAmount(value, series)} by ${period}`).join(', ') : 'None set yet.'}</p>
      {now ? <p><b>Age of the data.</b> {ageOf(now.period.ends)}{source?.committedAt ? ` Taken in on ${day(source.committedAt)}.` : ''}</p> : null}
      {measure.comparability ? <p><b>Comparing.</b> {measure.comparability}</p> : null}
    </Note>
  )
}

function BesideOthers({ curve }: { curve: Curve }) {
  const { now, place, series, beside, standing } = curve
  if (!now) return <p>There is nothing to compare yet.</p>
  const value = now.figure.value
  const row = (name: ComponentChildren, other: number | null, missing: string | null = null, isSum = false): ComponentChildren[] => [
    name,
    other === null ? <span class="quiet">{(MISSING_IN_WORDS as Record<string, string>)[missing ?? 'not-reported']}</span> : showAmount(other, series),
    value === null || other === null ? '' : isSum ? 'A total: not something to be held against' : `${place.name} is ${distance(value, other, curve)}`,
  ]
  return (
    <>
      <DataTable caption={`${place.name} beside others, ${now.period.label}`} hidesCaption
        columns={['Place', { label: now.period.label, isNumber: true }, 'In words']}
        rows={[
          { cells: [<>{place.name}</>, value === null ? <span class="quiet">{MISSING_IN_WORDS[now.figure.missing!]}</span> : showAmount(value, series), changeInWords(curve)], isUs: true },
          ...(beside.count ? [row(`Mean of ${beside.neighbours.reporting} of ${beside.count} statistical neighbours, ${beside.set} model`, beside.neighbours.value)] : []),
          ...(beside.region ? [row(beside.region.name, beside.region.value, beside.region.missing, curve.isTotal)] : []),
          ...(beside.england ? [row(beside.england.name, beside.england.value, beside.england.missing, curve.isTotal)] : []),
        ]} />
      {standing.rank === null
        ? <p class="small quiet">{series.polarity === 'none' ? 'Not ranked: neither end is better.' : place.level === 'authority' ? 'Not ranked: no figure in this period.' : 'Only authorities are ranked.'}</p>
        : <p><b>{standing.rank} of {standing.of}</b> authorities, 1 being best; those that tie share the better rank.{standing.quartile ? ` In the ${QUARTILES[standing.quartile]} (band ${standing.quartile}).` : ''}</p>}
      {beside.count ? null : <p class="small quiet">{place.name} has no statistical neighbours in the {beside.set} model.</p>}
    </>
  )
}

function changeInWords({ now, series }: Curve) {
  if (!now || now.change === null) return 'Change since the period before can’t be known'
  const shown = showDifference(now.change, series)
  return /[1-9]/.test(shown) ? `${now.change > 0 ? 'Up' : 'Down'} ${shown} since the period before` : 'The same as the period before'
}

function Written({ curve, sent, history, once }: { curve: Curve; sent: Sent | undefined; history: Story[] | null; once: string }) {
  const { story, names, may } = curve
  return (
    <>
      <Section heading="The story behind the curve" id="story"
        aside={story ? <>Written by {names.get(story.writtenBy) ?? story.writtenBy}, {day(story.writtenAt)}{story.version > 1 ? <>. <a href={`${pageAddress(curve)}&story=all#story`}>Earlier versions</a></> : null}</> : undefined}>
        {story ? <Columns kind="margin"><Prose text={story.body} />{story.notKnown ? <Note heading="We do not know yet"><Prose text={story.notKnown} /></Note> : null}</Columns>
          : <p class="quiet">Nobody has written why the curve looks like this.</p>}
        {history ? history.slice(1).map((earlier) => <InsetText><p class="small quiet">Version {earlier.version}, {names.get(earlier.writtenBy) ?? earlier.writtenBy}, {day(earlier.writtenAt)}</p><Prose text={earlier.body} /></InsetText>) : null}
        {may.writeStory ? <StoryForm curve={curve} sent={sent?.form === 'story' ? sent : undefined} once={once} /> : null}
      </Section>
      <Section heading="Where it should be" id="target">
        <Targets curve={curve} once={once} />
        {may.setTarget ? <TargetForm curve={curve} sent={sent?.form === 'target' ? sent : undefined} once={once} /> : null}
      </Section>
      <Section heading="What we will do" id="action" aside="Each action names the curve it is meant to turn">
        <Actions curve={curve} once={once} />
        {may.addAction ? <ActionForm curve={curve} sent={sent?.form === 'action' ? sent : undefined} once={once} /> : null}
      </Section>
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

/** A chart for each way of dividing children: ages beside sexes say nothing. */
function Groups({ curve }: { curve: Curve }) {
  const byTopic = [...Map.groupBy(curve.groups, ({ topic }) => topic)]
  return (
    <>
      {byTopic.map(([topic, groups], at) => <TopicGroups curve={curve} topic={topic} groups={groups} at={at} />)}
      {curve.series.group.id === 'all' ? null : <p><a href={pageAddress(curve, 'all')}>Everyone</a></p>}
    </>
  )
}

function TopicGroups({ curve, topic, groups, at }: { curve: Curve; topic: string; groups: GroupFigure[]; at: number }) {
  const { place, series, now } = curve
  const all = { label: series.group.id === 'all' ? 'All' : series.group.label, value: now?.figure.value ?? null }
  return (
    <>
      <GapChart id={at ? `gap-${at}` : 'gap'} title={gapTitle(groups, curve)} level={3}
        subtitle={`${topic ? `${topic}. ` : ''}${curve.measure.label}, ${place.name}, ${now?.period.label ?? ''}. Each point is a group; the line runs to ${series.group.id === 'all' ? 'everyone' : all.label}.`}
        place={place.name} period={now?.period.label ?? ''} topic={topic} unit={series.unit} decimals={series.decimals} all={all}
        groups={groups.map(({ id, label, figure, england }) => ({
          label, value: figure.value, missing: figure.missing, numerator: figure.numerator, denominator: figure.denominator, england: curve.isTotal ? null : england, href: pageAddress(curve, id),
        }))} />
      <Rows items={groups.map((group) => <><a href={pageAddress(curve, group.id)}>{group.label}</a>: {gapInWords(group, series)}{ratioInWords(group, series)}.</>)} />
    </>
  )
}

export function Prose({ text }: { text: string }) {
  return <div class="prose" dir="auto">{text.split(/\n\s*\n/).map((paragraph) => <p dir="auto">{paragraph}</p>)}</div>
}

export function pageAddress({ measure, place, series }: Curve, group = series.group.id) {
  return `/measures/${encodeURIComponent(measure.id)}?${new URLSearchParams({ place: place.code, ...(group === 'all' ? {} : { group }) })}`
}

const csvAddress = (curve: Curve) => `${pageAddress(curve)}&as=csv`
const compareAddress = ({ measure, place, series }: Curve) => `/compare?${new URLSearchParams({ measure: measure.id, place: place.code, ...(series.group.id === 'all' ? {} : { group: series.group.id }) })}`

function errorsOf({ form, message, fields, isConflict }: Sent) {
  if (isConflict) return [{ text: message, href: `#${form}` }]
  const named = Object.entries(fields)
  return named.length ? named.map(([name, text]) => ({ text, href: `#${form}-${name}` })) : [{ text: message, href: `#${form}` }]
}

function sourceLine({ source, measure }: Curve) {
  return source ? `${source.publisher ?? measure.publisher}${source.release ? `, ${source.release}` : ''}. Taken in ${source.committedAt ? day(source.committedAt) : ''}.` : `${measure.publisher}.`
}

function sources(curve: Curve) {
  return [`Source: ${sourceLine(curve)} Neighbours: Department for Education’s statistical neighbour model; their mean is plain, not weighted by population.`]
}

/** Europe/London, as people here write a day. */
export function day(at: Date | string) {
  const time = typeof at === 'string' ? Date.parse(at) : at.getTime()
  let written = days.get(time)
  if (written === undefined) {
    if (days.size >= 1000) days.clear()
    days.set(time, (written = DAY.format(time)))
  }
  return written
}

/** Writing a day is slow, and making what writes it a hundred times slower: the first is done once for each day, the second once. */
const days = new Map<number, string>()
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London' })

function ageOf(ends: string) {
  const months = Math.round((Date.now() - Date.parse(ends)) / (30.44 * 86_400_000))
  return months < 0 ? 'The period is not over yet.' : `The period ended ${months === 0 ? 'this month' : months === 1 ? 'a month ago' : `${months} months ago`}.`
}
