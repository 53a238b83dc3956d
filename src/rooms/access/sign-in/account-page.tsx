import { Button, Buttons, Hidden, Input, NotificationBanner, Opening, Page, Section, SummaryList } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { Account } from './account.ts'
import { NewPassword, Whose, Wrong } from './link-page.tsx'
import { PasskeyForm } from './sign-in-page.tsx'

export interface AccountPageProps {
  viewer: Viewer
  nonce: string
  account: Account
  passkeys: readonly { id: string; label: string; madeAt: Date; usedAt: Date | null }[]
  /** What was just done. */
  done?: string | undefined
  errors?: Record<string, string>
}

/** One's own account: how one signs in, and where one is signed in. */
export function AccountPage({ viewer, nonce, account, passkeys, done, errors = {} }: AccountPageProps) {
  return (
    <Page title={Object.keys(errors).length ? 'Error: Your account' : 'Your account'} viewer={viewer} path="/account" nonce={nonce} scripts={['passkey.js']}>
      <Opening heading="Your account" standfirst="How you sign in, and where you are signed in." />
      {done ? <Section isFull><NotificationBanner kind="success" text={done} /></Section> : null}
      <Wrong errors={errors} />
      <Section heading="You" aside={<a href="/account/sessions">Where you are signed in</a>}>
        <SummaryList rows={[{ key: 'Name', value: account.name }, { key: 'E-mail address', value: account.email ?? 'None' }, { key: 'Signs in by', value: waysOf(account) }]} />
      </Section>
      {account.demo ? <Section heading="In the demo"><p>The people of the demo are invented. Everybody may sign in as them, so they have no password, authenticator or passkey. Outside the demo they are set here.</p></Section> : (
        <>
          <Password account={account} errors={errors} />
          <Authenticator account={account} />
          <Passkeys passkeys={passkeys} error={errors['passkey']} />
        </>
      )}
    </Page>
  )
}

function waysOf({ demo, passwordHash, totpFrom, passkeys }: Account) {
  if (demo) return 'One press, in the demo'
  const ways = [passwordHash ? (totpFrom ? 'Password and authenticator' : 'Password') : null, passkeys ? (passkeys === 1 ? 'one passkey' : `one of ${passkeys} passkeys`) : null].filter(Boolean)
  return ways.join(', or ').replace(/^o/, 'O') || 'An account elsewhere, or a link'
}

function Password({ account, errors }: { account: Account; errors: Record<string, string> }) {
  return (
    <Section heading="Password" aside={account.passwordSetAt ? `Set on ${dayInWords(account.passwordSetAt)}` : 'None is set'} id="password-section">
      <form method="post" action="/account/password">
        <Whose email={account.email} />
        {account.passwordHash ? <Input label="Your password now" name="old" type="password" autocomplete="current-password" width={30} error={errors['old']} /> : null}
        <NewPassword errors={errors} />
        <Buttons><Button kind="secondary">{account.passwordHash ? 'Change the password' : 'Set a password'}</Button></Buttons>
        <p class="small quiet">Everywhere else you are signed in, you are then signed out.</p>
      </form>
    </Section>
  )
}

function Authenticator({ account: { totpFrom, recoveryLeft } }: { account: Account }) {
  return (
    <Section heading="Authenticator app" aside={totpFrom ? `On since ${dayInWords(totpFrom)}` : 'Off'}>
      {totpFrom ? (
        <>
          <p>After your password you give the code your app shows. {recoveryLeft === 0 ? 'You have no recovery codes left.' : `You have ${recoveryLeft} recovery ${recoveryLeft === 1 ? 'code' : 'codes'} left`}{recoveryLeft ? ', for the day you lose the app.' : null}</p>
          <Buttons>
            <form method="post" action="/account/recovery-codes"><Button kind="secondary">Make new recovery codes</Button></form>
            <form method="post" action="/account/authenticator/off"><Button kind="warning">Turn the authenticator off</Button></form>
          </Buttons>
        </>
      ) : (
        <>
          <p>An app on your phone shows a code that you give after your password. Whoever has only your password then does not get in.</p>
          <form method="post" action="/account/authenticator"><Buttons><Button kind="secondary">Set an authenticator up</Button></Buttons></form>
        </>
      )}
    </Section>
  )
}

function Passkeys({ passkeys, error }: { passkeys: AccountPageProps['passkeys']; error: string | undefined }) {
  return (
    <Section heading="Passkeys" aside={passkeys.length ? undefined : 'None yet'}>
      <p>With a passkey your device signs you in: by your fingerprint, your face or its PIN. Nobody can guess it, and no false page can ask it of you. Adding one needs a browser that runs scripts.</p>
      {passkeys.length ? (
        <ul class="rows">
          {passkeys.map(({ id, label, madeAt, usedAt }) => (
            <li>
              <form method="post" action="/account/passkeys/remove">
                <Hidden fields={{ id }} />
                <p><b>{label}</b> <span class="quiet">added on {dayInWords(madeAt)}{usedAt ? `, last used on ${dayInWords(usedAt)}` : ', not used yet'}</span></p>
                <button class="as-link">Remove <span class="govuk-visually-hidden">{label}</span></button>
              </form>
            </li>
          ))}
        </ul>
      ) : null}
      <PasskeyForm options="/account/passkeys/options" action="/account/passkeys" label="Add a passkey" makes error={error} />
    </Section>
  )
}
