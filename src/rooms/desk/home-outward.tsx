import { EmptyState, Rows, Section, Verdict } from '#design'
import { inWords, measureAddress } from '#rooms/measures'
import { publicAddress } from '#rooms/publishing'
import type { HomeProps } from './home-page.tsx'
import { longDay, when } from './times.ts'

/** What the public is shown, and what stands in the way of showing more. */
export function PublishSection({ home: { facts, names }, viewer }: HomeProps) {
  if (!facts?.card.framework) return null
  const shown = facts.releases[0]
  const count = facts.unexplained.length
  return (
    <Section heading="For the public" id="publish" aside={<a href="/publish">Look at it as they would</a>}>
      {shown && !shown.withdrawnAt
        ? <p>A scorecard is shown at <a href={publicAddress(viewer.areaSlug, 'scorecard')}>{publicAddress(viewer.areaSlug, 'scorecard')}</a> since {longDay(shown.publishedAt)} ({names.get(shown.publishedBy) ?? shown.publishedBy}).</p>
        : shown ? <p>The scorecard was withdrawn on {longDay(shown.withdrawnAt!)}: <bdi>{shown.withdrawnReason}</bdi></p> : <p>No scorecard of {viewer.areaName} has been shown to the public yet.</p>}
      {count ? <p><Verdict kind="worse">{`${count} ${count === 1 ? 'lacks its story' : 'lack their story'}`}</Verdict> What gets worse is shown with its story or not at all: {facts.unexplained.slice(0, 3).map(({ label, series }, at) => <>{at ? ', ' : ''}<a href={`${measureAddress(series!.measure.id, viewer.placeCode, series!.group.id)}#story`}>{label}</a></>)}{count > 3 ? ` and ${inWords(count - 3)} more` : ''}.</p>
        : <p><Verdict kind="better">Nothing stands in the way</Verdict></p>}
    </Section>
  )
}

/** What left the house lately: scorecards shown and withdrawn. */
export function PublicSection({ home: { facts, names }, viewer }: HomeProps) {
  if (!facts) return null
  return (
    <Section heading="Shown to the public" id="public" aside={<a href={publicAddress(viewer.areaSlug)}>As the public sees it</a>}>
      {facts.releases.length ? <Rows kind="acts" items={facts.releases.slice(0, 6).map(({ framework, publishedAt, publishedBy, withdrawnAt, withdrawnReason }, at) => (
        <>
          <div><b><bdi>{framework}</bdi></b>{withdrawnAt ? <><br /><span class="quiet">Withdrawn {longDay(withdrawnAt)}: <bdi>{withdrawnReason}</bdi></span></> : null}</div>
          <div class="small">{names.get(publishedBy) ?? publishedBy}<br />{longDay(publishedAt)}</div>
          <div>{withdrawnAt ? 'Withdrawn' : at === 0 ? 'In force' : 'Replaced'}</div>
        </>
      ))} /> : <EmptyState reason={`${viewer.areaName} has shown no scorecard to the public.`}><p>Only published figures with the words of that day are ever shown; nothing of a child.</p></EmptyState>}
      {facts.strategies.some(({ publicFrom }) => publicFrom !== null) ? <p class="small quiet">{facts.strategies.filter(({ publicFrom }) => publicFrom !== null).length} of {facts.strategies.length} strategies may be read by the public. <a href="/strategies">Strategies</a></p> : null}
    </Section>
  )
}

export function DeedsSection({ home: { deeds, names, summaries } }: HomeProps) {
  return (
    <Section heading="Who did what" id="deeds" aside={<a href="/deeds">All of it</a>}>
      {deeds.length ? <Rows items={deeds.map(({ at, person, action, subject }) => <>{subject ? <a href={subject}>{summaries.get(action) ?? action}</a> : (summaries.get(action) ?? action)}<br /><span class="small quiet">{names.get(person) ?? person}, {when(at)}</span></>)} />
        : <EmptyState reason="Nothing has been done yet." />}
    </Section>
  )
}

/** Figures older than this many months are pointed at. */
const OLD_MONTHS = 18

/** The newest files, and headline indicators whose figures grow old. */
export function DataSection({ home: { facts, batches }, viewer }: HomeProps) {
  const old = facts?.scores.filter(({ monthsOld }) => monthsOld !== null && monthsOld >= OLD_MONTHS).toSorted((a, b) => b.monthsOld! - a.monthsOld!) ?? []
  return (
    <Section heading="Figures" id="data" aside={<a href="/data">Take a file in</a>}>
      {batches.length ? <Rows items={batches.map(({ batch, release, file, publisher, committedAt }) => <><a href={`/data/${batch}`}><b><bdi>{release ?? file}</bdi></b></a><br /><span class="quiet">{publisher ? `${publisher}. ` : ''}Taken in {when(committedAt!)}</span></>)} />
        : <EmptyState reason="No file has been taken in yet."><p><a href="/data">Take one in</a>: it is checked before anything is changed.</p></EmptyState>}
      {old.length ? (
        <div>
          <h3>Headline indicators with old figures</h3>
          <Rows items={old.slice(0, 5).map(({ label, series, monthsOld, summary }) => <><a href={measureAddress(series!.measure.id, viewer.placeCode, series!.group.id)}>{label}</a> <span class="quiet">{summary!.now!.period.label}, {monthsOld} months old</span></>)} />
          {old.length > 5 ? <p class="small"><a href="/scorecard?sort=age">{old.length - 5} more</a></p> : null}
        </div>
      ) : null}
    </Section>
  )
}

/** What nobody reports yet, and who will bring it. */
export function AgendaSection({ home: { facts } }: HomeProps) {
  const wanted = facts?.card.development ?? []
  if (!wanted.length) return null
  const orphans = wanted.filter(({ bringer }) => bringer === null).length
  return (
    <Section heading="Not reported yet" id="agenda" aside={<a href="/scorecard#development">Data development agenda</a>}>
      {orphans ? <p>{orphans === wanted.length ? 'Nobody has said that they will bring any of these.' : `Nobody has said that they will bring ${inWords(orphans)} of ${inWords(wanted.length)}.`}</p> : null}
      <Rows items={wanted.slice(0, 6).map(({ wanted: what, bringer, result }) => <><b dir="auto">{what}</b><br /><span class="small quiet" dir="auto">{bringer ? `Brought by: ${bringer} · ` : ''}{result}</span></>)} />
    </Section>
  )
}
