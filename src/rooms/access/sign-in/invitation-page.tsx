import { Button, Buttons, Hidden, Input, Opening, Page, Section, SummaryList } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { Invitation } from './invitation.ts'
import { NewPassword, Wrong } from './link-page.tsx'

export interface InvitationPageProps {
  nonce: string
  viewer: Viewer | null
  invitation: Invitation
  secret: string
  /** Who reads it: the account it was sent to, signed in or not; nobody we know; or somebody else, signed in. */
  reader: 'owner' | 'known' | 'new' | 'other'
  providers: readonly { id: string; label: string }[]
  typed?: Record<string, string>
  errors?: Record<string, string>
}

/** What somebody is invited to, and how they come in. */
export function InvitationPage(props: InvitationPageProps) {
  const { nonce, viewer, invitation, errors = {} } = props
  const { areaName, roleLabel, roleAbout, where, startsAt, endsAt, inviterName, expiresAt } = invitation
  return (
    <Page title={Object.keys(errors).length ? 'Error: An invitation' : 'An invitation'} viewer={viewer} path="/invitation" nonce={nonce}>
      <Opening heading={`You are invited to ${areaName}`} standfirst={`As ${roleLabel}, for ${where}.`} />
      <Wrong errors={errors} />
      <Section heading="What it is about">
        <SummaryList rows={[
          { key: 'Role', value: <>{roleLabel}{roleAbout ? <><br /><span class="quiet">{roleAbout}</span></> : null}</> },
          { key: 'For', value: where },
          { key: 'From', value: `${dayInWords(startsAt)}${endsAt ? ` until ${dayInWords(endsAt)}` : ''}` },
          { key: 'Invited by', value: inviterName },
          { key: 'Answer by', value: dayInWords(expiresAt) },
        ]} />
      </Section>
      <Answer {...props} />
    </Page>
  )
}

function Answer({ reader, secret, viewer, providers, invitation, typed = {}, errors = {} }: InvitationPageProps) {
  const here = `/invitation/${encodeURIComponent(secret)}`
  if (reader === 'other') return (
    <Section heading="It was sent to somebody else">
      <p>You are signed in as {viewer?.name}, and this invitation was sent to another e-mail address. Sign out, then open it again.</p>
      <form method="post" action="/sign-out"><Buttons><Button kind="secondary">Sign out</Button></Buttons></form>
    </Section>
  )
  if (reader === 'owner') return <Section heading="Accept it"><form method="post" action={here}><Buttons><Button>Accept as {viewer?.name}</Button></Buttons></form></Section>
  return (
    <>
      {providers.length ? (
        <Section heading="With an account elsewhere">
          {providers.map(({ id, label }) => <form method="post" action={`/sign-in/with/${id}`}><Hidden fields={{ invitation: secret }} /><Button kind="secondary">Accept with {label}</Button></form>)}
        </Section>
      ) : null}
      {reader === 'known' ? (
        <Section heading="You have an account here"><p>Sign in with it to accept.</p><p><a class="govuk-button" href={`/sign-in?next=${encodeURIComponent(here)}`}>Sign in</a></p></Section>
      ) : (
        <Section heading="Accept it with a password of your own" aside={`Your e-mail address here is ${invitation.email}`}>
          <form method="post" action={here}>
            <Input label="Your name" hint="As others here should see it" name="name" autocomplete="name" width={20} value={typed['name'] ?? invitation.name} error={errors['name']} />
            <NewPassword errors={errors} label="A password" />
            <Buttons><Button>Accept and sign in</Button></Buttons>
          </form>
        </Section>
      )}
    </>
  )
}
