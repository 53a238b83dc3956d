import type { ComponentChildren } from 'preact'
import { BigNumber, Columns, CurveChart, DataTable, Note, Opening, Rows, Section, showAmount, showDifference, SummaryList, TakeAway } from '#design'
import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import { labelOf, trendOf } from '#rooms/measures'
import type { Look } from '#rooms/places'
import type { Curve } from '#rooms/scorecards'
import { publicAddress, publicMeasure } from './public-address.ts'
import { PublicPage, type Shown } from './public-frame.tsx'

/** A measure for everyone: its published figures for the area's place, beside England and its neighbours, and where they are from. */
export function PublicMeasurePage({ look, curve, frame }: { look: Look; curve: Curve; frame: Shown }) {
  const { measure, series } = curve
  const here = publicMeasure(look.slug, measure.id, series.group.id)
  return (
    <PublicPage title={`${labelOf(series)}, ${curve.place.name}`} look={look} shown={frame} foot={[`Source: ${sourceOf(curve)}`, 'Neighbours: the plain mean of the Department for Education’s statistical neighbours, not weighted by population.']}>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <a href={publicAddress(look.slug, 'measures')}>Measures</a> · <b>{labelOf(series)}</b></>}
        heading={headingOf(curve)} standfirst={standfirstOf(curve)} aside={<Aside curve={curve} />} />
      <Section isFull><Columns kind="margin"><Chart curve={curve} here={here} /><Notes curve={curve} /></Columns></Section>
      <Section heading="Beside others" id="beside"><Beside curve={curve} /></Section>
      {curve.groups.length ? <Section heading="Other groups" id="groups" aside={curve.now?.period.label}><Groups curve={curve} slug={look.slug} /></Section> : null}
      <Section heading="What is counted" id="definition"><Definition curve={curve} /></Section>
      <Section heading="Why is this number what it is?" id="why"><Why curve={curve} /></Section>
      <TakeAway subject={here} sheets once="" />
    </PublicPage>
  )
}

function headingOf({ now, place, series, points }: Curve) {
  if (!now) return points.length ? `${labelOf(series)}: ${place.name} has no figure` : `${labelOf(series)}: no figures are in yet`
  const { value, missing } = now.figure
  return `${labelOf(series)}: ${value === null ? MISSING_IN_WORDS[missing!] : showAmount(value, series)} in ${now.period.label}`
}

function standfirstOf({ now, series, beside, isTotal, place }: Curve) {
  if (!now || now.figure.value === null) return 'Where nothing is published, nothing is shown in its place.'
  const england = isTotal ? null : beside.england?.value ?? null
  const mean = beside.neighbours.value
  return [
    england === null ? null : `England: ${showAmount(england, series)}.`,
    mean === null ? null : `Mean of ${beside.neighbours.reporting} of ${place.name}’s ${beside.count} statistical neighbours: ${showAmount(mean, series)}.`,
    series.polarity === 'none' ? 'Neither a high nor a low figure is better in itself.' : `A ${series.polarity} figure is better.`,
  ].filter(Boolean).join(' ')
}

function Aside({ curve: { now, series } }: { curve: Curve }) {
  if (!now) return <BigNumber value={null} why="No figure" />
  const { figure, period } = now
  const counts = figure.numerator !== null && figure.denominator !== null ? `${figure.numerator.toLocaleString('en-GB')} of ${figure.denominator.toLocaleString('en-GB')}, ${period.label}` : period.label
  return (
    <BigNumber value={figure.value === null ? null : showAmount(figure.value, { unit: '', decimals: series.decimals })} unit={series.unit} why={figure.missing ? MISSING_IN_WORDS[figure.missing] : 'No figure'}>
      {counts}{figure.status ? ` (${figure.status})` : ''}{now.before === null ? null : <><br />{showAmount(now.before, series)} the period before</>}
    </BigNumber>
  )
}

function Chart({ curve, here }: { curve: Curve; here: string }) {
  const { measure, place, series, points } = curve
  return (
    <CurveChart id="curve" level={2} title={`${labelOf(series)}, ${place.name}`}
      subtitle={`${series.unit === '%' ? 'Per cent' : series.unit}${points.length ? `${series.unit ? ', ' : ''}${points[0]!.period.label} to ${points.at(-1)!.period.label}` : ''}.`}
      source={sourceOf(curve)} links={{ why: '#why', csv: `${here}${here.includes('?') ? '&' : '?'}as=csv` }} place={place.name} unit={series.unit} decimals={series.decimals}
      points={points.map(({ period, figure }) => ({ period: period.label, value: figure.value, missing: figure.missing, status: figure.status }))}
      england={curve.isTotal ? null : curve.england} neighbours={curve.beside.count ? curve.neighbours : null} breaks={measure.breaks} />
  )
}

function Notes({ curve: { points, series, measure, now } }: { curve: Curve }) {
  const trend = trendOf(points.map(({ period, figure }) => ({ period, value: figure.value })), series.polarity, measure.breaks)
  return (
    <Note>
      <p><b>Direction.</b> {trend.because.replace(/^./, (letter) => letter.toUpperCase())}.</p>
      {now ? <p><b>Age.</b> The period ended {dayInWords(now.period.ends)}.</p> : null}
      {measure.comparability ? <p><b>Comparing.</b> {measure.comparability}</p> : null}
    </Note>
  )
}

function Beside({ curve: { now, place, series, beside, isTotal } }: { curve: Curve }) {
  if (!now) return <p>There is nothing to compare yet.</p>
  const own = now.figure.value
  const row = (name: string, value: number | null, missing: string | null = null): ComponentChildren[] => [
    name, value === null ? <span class="quiet">{(MISSING_IN_WORDS as Record<string, string>)[missing ?? 'not-reported']}</span> : showAmount(value, series),
    own === null || value === null ? '' : isTotal ? 'A total: not something to be held against' : apart(own - value, place.name, series),
  ]
  return (
    <>
      <DataTable caption={`${place.name} beside others, ${now.period.label}`} hidesCaption columns={['Place', { label: now.period.label, isNumber: true }, 'In words']}
        rows={[
          { cells: [place.name, own === null ? <span class="quiet">{MISSING_IN_WORDS[now.figure.missing!]}</span> : showAmount(own, series), ''], isUs: true },
          ...(beside.count ? [[`Mean of ${beside.neighbours.reporting} of ${beside.count} statistical neighbours, ${beside.set} model`, beside.neighbours.value === null ? <span class="quiet">not reported</span> : showAmount(beside.neighbours.value, series), own === null || beside.neighbours.value === null ? '' : apart(own - beside.neighbours.value, place.name, series)]] : []),
          ...(beside.region ? [row(beside.region.name, beside.region.value, beside.region.missing)] : []),
          ...(beside.england ? [row(beside.england.name, beside.england.value, beside.england.missing)] : []),
        ]} />
      {beside.count ? null : <p class="small quiet">{place.name} has no statistical neighbours in the {beside.set} model.</p>}
    </>
  )
}

/** Above and below, which say where it stands and not whether that is good. */
function apart(difference: number, place: string, series: Curve['series']) {
  const shown = showDifference(difference, series)
  return /[1-9]/.test(shown) ? `${place} is ${shown} ${difference > 0 ? 'above' : 'below'}` : `${place} is level with it`
}

function Groups({ curve: { groups, series, place, measure, isTotal }, slug }: { curve: Curve; slug: string }) {
  return (
    <DataTable caption={`${measure.label} by group, ${place.name}`} hidesCaption columns={['Group', { label: place.name, isNumber: true }, { label: 'England', isNumber: true }]}
      rows={[
        ...(series.group.id === 'all' ? [] : [[<a href={publicMeasure(slug, measure.id)}>Everyone</a>, '', '']]),
        ...groups.map(({ id, label, figure, england }) => [
          <a href={publicMeasure(slug, measure.id, id)}>{label}</a>, figure.value === null ? <span class="quiet">{MISSING_IN_WORDS[figure.missing ?? 'not-reported']}</span> : showAmount(figure.value, series),
          england === null || isTotal ? <span class="quiet">{isTotal ? 'a total' : 'not reported'}</span> : showAmount(england, series),
        ]),
      ]} />
  )
}

function Definition({ curve: { measure, series } }: { curve: Curve }) {
  const paragraphs = [measure.definition, measure.method].flatMap((text) => text.split(/\n\s*\n/)).map((text) => text.trim()).filter(Boolean)
  return (
    <>
      {paragraphs.length ? paragraphs.map((text) => <p>{text}</p>) : <p class="quiet">The source gives no definition.</p>}
      <SummaryList rows={[{ key: 'Unit', value: series.unit || 'None' }, { key: 'Published by', value: measure.publisher }, { key: 'Group', value: series.group.label }]} />
      {measure.breaks.length ? <Rows items={measure.breaks.map(({ period, note }) => <><b>{period}</b>: {note}</>)} /> : null}
    </>
  )
}

/** From which file and row a figure came, as far as anybody may know. */
function Why({ curve: { now, source, otherSources } }: { curve: Curve }) {
  if (!now || !source) return <p>No figure of this measure was taken in for this place.</p>
  const { figure } = now
  return (
    <>
      <p>
        The figure for {now.period.label} stands in row {figure.row?.toLocaleString('en-GB')} of <b>{source.file}</b>{source.release ? `, ${source.release}` : ''}{source.publisher ? `, by ${source.publisher}` : ''}
        {source.committedAt ? `. It was taken in on ${dayInWords(source.committedAt)}` : ''}.{figure.found ? <> The source writes it as <span class="found">{figure.found}</span>.</> : null}
      </p>
      {otherSources.length ? <p class="quiet">Also published as {otherSources.map(({ source: name, code }) => `${name}:${code}`).join(', ')}.</p> : null}
    </>
  )
}

function sourceOf({ source, measure }: Curve) {
  return source ? `${source.publisher ?? measure.publisher}${source.release ? `, ${source.release}` : ''}.` : `${measure.publisher}.`
}
