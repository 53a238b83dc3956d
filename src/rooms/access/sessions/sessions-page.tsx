import { Button, Buttons, Hidden, NotificationBanner, Opening, Page, Section, SummaryList } from '#design'
import type { Viewer } from '#platform'
import { deviceInWords } from './device-in-words.ts'
import type { OwnSession } from './own-sessions.ts'

export function SessionsPage({ viewer, nonce, sessions, done }: { viewer: Viewer; nonce: string; sessions: OwnSession[]; done: boolean }) {
  const others = sessions.filter(({ session }) => session !== viewer.sessionId)
  return (
    <Page title="Where you are signed in" viewer={viewer} path="/account/sessions" nonce={nonce}>
      <Opening heading={others.length ? `You are signed in on ${sessions.length} browsers` : 'You are signed in here alone'}
        standfirst={others.length ? 'Where you do not know one of these browsers, sign it out and change your password.' : 'Nobody else is in Belong as you.'} />
      {done ? <NotificationBanner kind="success" text="Signed out there." /> : null}
      {sessions.map((session) => <One session={session} isThis={session.session === viewer.sessionId} />)}
      {others.length ? (
        <Section heading="All at once" isScreenOnly>
          <Buttons>
            <form method="post" action="/account/sessions/end-others"><Button kind="secondary">Sign out everywhere but here</Button></form>
            <form method="post" action="/account/sessions/end-all"><Button kind="warning">Sign out everywhere, here too</Button></form>
          </Buttons>
        </Section>
      ) : null}
    </Page>
  )
}

function One({ session: { session, device, method, begun, seen, ends, idleMinutes }, isThis }: { session: OwnSession; isThis: boolean }) {
  return (
    <Section heading={deviceInWords(device)} aside={isThis ? 'This browser' : undefined}>
      <SummaryList rows={[
        { key: 'Signed in', value: `${moment(begun)}, ${METHODS[method] ?? `through ${method}`}` },
        { key: 'Last seen', value: isThis ? 'Now' : moment(seen) },
        { key: 'Ends', value: `${moment(ends)} at the latest, or after ${idleMinutes} minutes without a page` },
      ]} />
      <form method="post" action="/account/sessions/end" class="no-print">
        <Hidden fields={{ session }} />
        <Button kind="secondary">Sign out<span class="govuk-visually-hidden"> of {deviceInWords(device)}{isThis ? ', this browser' : `, last seen ${moment(seen)}`}</span></Button>
      </form>
    </Section>
  )
}

export const METHODS: Record<string, string> = { demo: 'as one of the demo', link: 'by a link', password: 'by password', passkey: 'by passkey', invitation: 'by an invitation' }

function moment(at: Date) {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).replace(' at ', ', ')
}
