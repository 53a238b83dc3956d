import type { ComponentChildren } from 'preact'
import { DataTable, GapChart, Rows, Section, showAmount, showDifference } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { capital } from '#rooms/measures'
import { TURNED_RULE } from '../turned.ts'
import type { Curve } from './curve.ts'
import { pageAddress } from './curve-forms.tsx'
import type { GroupFigure } from './curve-groups.ts'
import { distance, gapInWords, gapTitle, QUARTILES, ratioInWords, TurnedVerdict } from './curve-words.tsx'

/** How are we doing: beside others, against what was to come, and for each group. */
export function DoingSections({ curve }: { curve: Curve }) {
  return (
    <>
      <Section heading="Beside others" aside={<a href={compareAddress(curve)}>Compare with every authority</a>} id="beside"><BesideOthers curve={curve} /></Section>
      {curve.turned ? (
        <Section heading="Has it turned?" id="turned" aside={<a href="#baseline">The baseline</a>}>
          <p><TurnedVerdict turned={curve.turned} /></p>
          <p>{capital(curve.turned.because)}.</p>
          <p class="small quiet">{TURNED_RULE}</p>
        </Section>
      ) : null}
      {curve.groups.length ? <Section heading="Groups and the gap" aside={curve.series.group.id === 'all' ? undefined : `This page is for ${curve.series.group.label}`} id="groups"><Groups curve={curve} /></Section> : null}
    </>
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

export function changeInWords({ now, series }: Curve) {
  if (!now || now.change === null) return 'Change since the period before can’t be known'
  const shown = showDifference(now.change, series)
  return /[1-9]/.test(shown) ? `${now.change > 0 ? 'Up' : 'Down'} ${shown} since the period before` : 'The same as the period before'
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

const compareAddress = ({ measure, place, series }: Curve) => `/compare?${new URLSearchParams({ measure: measure.id, place: place.code, ...(series.group.id === 'all' ? {} : { group: series.group.id }) })}`
