import { EmptyState, Rows, Section, Verdict } from '#design'
import { MANY_CHILDREN, WATCH_DAYS } from '#rooms/access'
import type { HomeProps } from './home-page.tsx'
import { when } from './times.ts'

/** For who looks after data protection: glass that was broken first, then hours with many records opened. Plain counts with their rule. */
export function WatchSection({ home: { watch, names } }: HomeProps) {
  if (!watch) return null
  const { broken, busy } = watch
  const opened = broken.filter(({ childId }) => childId).length
  const name = (slug: string) => names.get(slug) ?? slug
  return (
    <Section heading="To look at" id="watch" aside={<>The last {WATCH_DAYS} days. <a href="/deeds?kind=look">All looks</a></>}>
      {broken.length ? (
        <div>
          <h3>{opened === 0 ? 'Somebody tried to break the glass' : opened === 1 ? 'One record was opened by breaking the glass' : `${opened} records were opened by breaking the glass`}</h3>
          <Rows items={broken.map(({ at, person, actingAs, childId, reason }) => (
            <>
              {childId ? <><Verdict kind="worse">Glass broken</Verdict> <a href={`/children/${childId}/looks`}>What was looked at</a></> : 'Tried: no such child was found'}
              {reason ? <><br /><bdi>{reason}</bdi></> : null}
              <br /><span class="small quiet">{name(person)}{actingAs ? `, ${actingAs}` : ''}, {when(at)}</span>
            </>
          ))} />
        </div>
      ) : null}
      {busy.length ? (
        <div>
          <h3>Many records within an hour</h3>
          <Rows items={busy.map(({ person, hour, children }) => <><a href={`/people/${encodeURIComponent(person)}/deeds?kind=look`}>{name(person)}</a> opened {children} children’s records<br /><span class="small quiet">within the hour from {when(hour)}</span></>)} />
        </div>
      ) : null}
      {broken.length || busy.length ? null : <EmptyState reason="Nobody broke the glass, and nobody opened many records at once." />}
      <p class="small quiet">Pointed at: every broken glass, and {MANY_CHILDREN} different children or more within one hour of the clock. It says nothing of why; ask.</p>
    </Section>
  )
}
