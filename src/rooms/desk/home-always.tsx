import { EmptyState, ProgressBar, Rows, Section } from '#design'
import type { Viewer } from '#platform'
import { compareAddress, placeAddress } from '#rooms/measures'
import { byDay } from './changes.ts'
import { ChangeLine } from './changes-page.tsx'
import { FirstHour } from './first-hour-list.tsx'
import type { Home } from './home.ts'
import { clock, longDay } from './times.ts'

interface Props {
  home: Home
}

/** What an area does first, while it has neither results nor a strategy. */
export function FirstHourSection({ home: { firstHour }, viewer }: Props & { viewer: Viewer }) {
  return firstHour ? <Section heading="First things" id="first-hour" aside={`For ${viewer.areaName}`}><FirstHour firstHour={firstHour} /></Section> : null
}

/** Work on files, and the person's papers that are being made. */
export function UnderWaySection({ home: { running, papers } }: Props) {
  const making = papers.filter(({ state, madeAt }) => madeAt === null && (state === 'waiting' || state === 'running'))
  if (!running.length && !making.length) return null
  return (
    <Section heading="Under way" aside={<a href="/">See how far it is now</a>}>
      <Rows items={[
        ...running.map(({ id, title, state, stage, share }) => (
          <>
            <p><b>{title}</b> <span class="quiet">{state === 'waiting' ? 'waits its turn' : `${stage ?? 'at work'}, ${Math.floor(share * 100)}%`}</span></p>
            <ProgressBar id={`work-${id}`} label={`Progress of ${title}`} done={share} of={1} />
          </>
        )),
        ...making.map(({ id, title }) => <>A paper of yours is being made: <a href={`/papers/${id}`}><bdi>{title}</bdi></a></>),
      ]} />
    </Section>
  )
}

/** On home a few; the rest stands on the page of changes. */
const MOST_SHOWN = 8

export function ChangedSection({ home: { changed, before, since } }: Props) {
  const days = byDay(changed)
  const all = changed.length
  let left = MOST_SHOWN
  const shown = days.flatMap(({ day, lines }) => {
    const some = lines.slice(0, Math.max(0, left))
    left -= lines.length
    return some.length ? [{ day, lines: some }] : []
  })
  const more = `/changes?since=${since.toISOString().slice(0, 10)}`
  return (
    <Section heading="What changed" id="changed" aside={<>{before ? `Since ${longDay(before)}, ${clock(before)}` : 'In the last seven days'}. <a href={more}>{all > MOST_SHOWN ? `All ${all}` : 'All changes'}</a></>}>
      {shown.length ? <div class="days">{shown.map(({ day, lines }) => <><h3>{day}</h3><Rows items={lines.map((line) => <ChangeLine change={line} />)} /></>)}</div>
        : <EmptyState reason="Nothing since."><p>New releases, targets, stories and actions will stand here.</p></EmptyState>}
    </Section>
  )
}

export function ViewsSection({ home: { views, facts } }: Props) {
  if (!facts) return null
  return (
    <Section heading="Kept views" id="views" aside={<a href="/views">{views.length ? 'Rename, share or throw away' : 'What a view is'}</a>}>
      {views.length ? <ul class="plain kept-views">{views.slice(0, MOST_SHOWN).map(({ name, address, isOwn }) => <li><a href={address}><bdi>{name}</bdi></a>{isOwn ? null : <span class="small quiet"> shared</span>}</li>)}</ul>
        : <p class="quiet">A scorecard, a comparison or a list as you set it up can be kept under a name: look for “Keep this view” at its foot.</p>}
    </Section>
  )
}

export function GoOnSection({ home: { may }, viewer }: Props & { viewer: Viewer }) {
  const line = (href: string, text: string, about: string) => <><a href={href}>{text}</a> <span class="quiet">{about}</span></>
  return (
    <Section heading="Go on">
      <Rows items={[
        line('/measures', 'Find a measure', `what is counted, how, and where ${viewer.placeName} stands`),
        line(compareAddress({ place: viewer.placeCode }), `Compare ${viewer.placeName}`, 'with its neighbours, its region and everyone'),
        line(placeAddress(viewer.placeCode), `${viewer.placeName} as a place`, 'its codes, history and neighbours'),
        may.has('published:import') ? line('/data', 'Take a file in', 'a release of published figures, checked before anything is changed') : line('/data', 'Where the figures came from', 'every file that was taken in'),
        ...(may.has('scorecard:publish') ? [line('/publish', 'Show the scorecard to the public', 'you see it first as they would')] : []),
        ...(may.has('area:brand') ? [line('/area/looks', 'Name, colour and mark', `how ${viewer.areaName} looks on every page and paper`)] : []),
        line('/papers', 'Your papers', 'pages you asked for as documents'),
      ]} />
    </Section>
  )
}
