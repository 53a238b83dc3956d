import { Button, Buttons, Hidden, Input, Opening, Page, Section } from '#design'
import type { Viewer } from '#platform'
import type { Account } from './account.ts'
import { Whose, Wrong } from './link-page.tsx'
import { PasskeyForm } from './sign-in-page.tsx'

export interface ConfirmPageProps {
  viewer: Viewer
  nonce: string
  account: Account
  next: string
  /** What was sent is not kept: it is to be sent again. */
  sendAgain: boolean
  /** The account elsewhere they signed in with, where they did. */
  there: { label: string; href: string } | null
  errors?: Record<string, string>
}

/** Before something sensitive: whoever sits here shows once more that they are who signed in. */
export function ConfirmPage({ viewer, nonce, account, next, sendAgain, there, errors = {} }: ConfirmPageProps) {
  const { demo, totpFrom, passwordHash, passkeys } = account
  return (
    <Page title={Object.keys(errors).length ? 'Error: Show that it is you' : 'Show that it is you'} viewer={viewer} path="/confirm" nonce={nonce} scripts={['passkey.js']}>
      <Opening heading="Show once more that it is you" standfirst={`What you want to do is sensitive, and you last showed who you are more than ten minutes ago. ${sendAgain ? 'After this, do it once more: nothing was done yet.' : 'What you sent is kept meanwhile.'}`} />
      <Wrong errors={errors} />
      {demo ? (
        <Section heading="In the demo">
          <p>The people of the demo are invented and have no password. Outside the demo, {viewer.name} would give theirs here, or use a passkey.</p>
          <form method="post" action="/confirm"><Hidden fields={{ next }} /><Buttons><Button>Go on as {viewer.name}</Button></Buttons></form>
        </Section>
      ) : null}
      {!demo && (totpFrom || passwordHash) ? (
        <Section heading={totpFrom ? 'With your authenticator' : 'With your password'}>
          <form method="post" action="/confirm">
            <Hidden fields={{ next }} />
            <Whose email={account.email} />
            {totpFrom
              ? <Input label="Code" hint="The six figures your authenticator app shows, or one of your recovery codes" name="code" autocomplete="one-time-code" spellcheck={false} width={10} error={errors['code']} />
              : <Input label="Password" name="password" type="password" autocomplete="current-password" width={30} error={errors['password']} />}
            <Buttons><Button>Go on</Button></Buttons>
          </form>
        </Section>
      ) : null}
      {passkeys ? <Section heading="With a passkey"><PasskeyForm options="/confirm/passkey/options" action="/confirm/passkey" next={next} label="Use a passkey" error={errors['passkey']} /></Section> : null}
      {there ? <Section heading={`With ${there.label}`}><Buttons><Button kind="secondary" href={there.href}>Sign in once more with {there.label}</Button></Buttons></Section> : null}
      {!demo && !totpFrom && !passwordHash && !there ? (
        <Section heading="Sign in again">
          <p>You have no password here. <a href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in again</a> the way you did, or ask for <a href="/sign-in/forgotten">a link to set a password</a>.</p>
        </Section>
      ) : null}
    </Page>
  )
}
