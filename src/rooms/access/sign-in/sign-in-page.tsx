import { Button, Buttons, Details, ErrorSummary, Hidden, Input, NotificationBanner, Opening, Page, Section } from '#design'
import { CAST } from '../cast.ts'
import { ROLES } from '../verbs.ts'

export interface SignInPageProps {
  nonce: string
  demo: boolean
  hasArea: boolean
  next: string
  /** The council's own accounts, and those of DfE and GOV.UK, where the settings name them. */
  providers: readonly { id: string; label: string; for: string }[]
  /** Where somebody who has just signed out here may sign out too. */
  leave?: { label: string; href: string } | null
  email?: string | undefined
  errors?: Record<string, string>
}

/** The one door for people: e-mail and password, a passkey, an account elsewhere; in the demo, its cast. */
export function SignInPage({ nonce, demo, hasArea, next, providers, leave, email, errors = {} }: SignInPageProps) {
  const wrong = Object.entries(errors)
  return (
    <Page title={wrong.length ? 'Error: Sign in' : 'Sign in'} viewer={null} path="/sign-in" nonce={nonce} scripts={['passkey.js']}>
      <Opening
        heading={demo ? 'Look around as somebody' : hasArea ? 'Sign in' : 'No area has been made yet'}
        standfirst={demo ? 'This is the demo. The figures of Derby and Leeds are published and real; the people below are invented, and so is Kelderby with its schools and children. Choose whom to be, or sign in with an account of your own.' : hasArea ? 'With the account you have here, or with the one your organisation gave you.'
          : 'The first area is made from a setup link, which was printed where Belong was started. It works once; starting Belong again prints another.'}
      />
      {wrong.length ? <Section isFull><ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} /></Section> : null}
      {leave ? <Section isFull><NotificationBanner text="You are signed out here."><p>You may still be signed in at {leave.label}. <a href={leave.href}>Sign out there too</a> if others use this computer.</p></NotificationBanner></Section> : null}
      {demo ? <Cast next={next} /> : null}
      {hasArea ? <Ways next={next} providers={providers} email={email} errors={errors} heading={demo ? 'With an account' : 'Your account'} /> : null}
    </Page>
  )
}

function Ways({ next, providers, email, errors, heading }: Pick<SignInPageProps, 'next' | 'providers' | 'email'> & { errors: Record<string, string>; heading: string }) {
  return (
    <>
      {providers.length ? (
        <Section heading="With an account elsewhere">
          <Buttons>{providers.map(({ id, label }) => <Button kind="secondary" href={`/sign-in/with/${id}?next=${encodeURIComponent(next)}`}>Sign in with {label}</Button>)}</Buttons>
        </Section>
      ) : null}
      <Section heading={heading}>
        <form method="post" action="/sign-in">
          <Hidden fields={{ next }} />
          <Input label="E-mail address" name="email" type="email" autocomplete="username" spellcheck={false} width={30} value={email} error={errors['email']} />
          <Input label="Password" name="password" type="password" autocomplete="current-password" width={30} error={errors['password']} />
          <Buttons><Button>Sign in</Button></Buttons>
        </form>
        <PasskeyForm options="/sign-in/passkey/options" action="/sign-in/passkey" next={next} label="Use a passkey" error={errors['passkey']} />
        <Details summary="I can’t sign in">
          <p><a href="/sign-in/forgotten">Ask for a link to set a new password</a>. If you lost your authenticator app, use one of your recovery codes in place of its code. If you have neither, or no account yet, ask whoever looks after people in your area.</p>
        </Details>
      </Section>
    </>
  )
}

export interface PasskeyFormProps {
  /** Where the script asks what the browser is to sign, and where it sends that. */
  options: string
  action: string
  next?: string
  label: string
  /** A passkey is made, not used: then it wants a name. */
  makes?: boolean
  error?: string | undefined
}

/** Only a script can ask a browser for a passkey: it is the script that shows the button. */
export function PasskeyForm({ options, action, next, label, makes, error }: PasskeyFormProps) {
  return (
    <form method="post" action={action} hidden data-passkey={makes ? 'make' : 'use'} data-options={options}>
      <Hidden fields={{ answer: '', ...(next ? { next } : {}) }} />
      {makes ? <Input label="A name for it" hint="So that you know it again: work laptop, phone" name="label" width={20} /> : null}
      <p id="passkey" class="govuk-error-message" role="alert">{error ?? ''}</p>
      <Buttons><Button kind="secondary">{label}</Button></Buttons>
    </form>
  )
}

function Cast({ next }: { next: string }) {
  return (
    <Section heading="The cast">
      <form method="post" action="/sign-in/demo">
        <Hidden fields={{ next }} />
        <ul class="rows cast">
          {CAST.map(({ slug, name, roleTitle, role }) => (
            <li>
              <button class="govuk-button govuk-button--secondary" name="person" value={slug}>{name}<span class="quiet">, {roleTitle}</span></button>
              <br /><span class="small quiet">{IN_KELDERBY[slug] ?? ROLES[role]!.about}</span>
            </li>
          ))}
        </ul>
      </form>
    </Section>
  )
}

/** Children are in Kelderby alone: what those who see some see there. */
const IN_KELDERBY: Record<string, string> = {
  officer: 'In Kelderby: every child and their SEN, and more of two of them.',
  head: 'In Kelderby: the children and the people of one school.',
  senco: 'In Kelderby: the children of one school, with their needs and health.',
  'panel-member': 'In Kelderby: three children whose cases are decided.',
  'health-partner': 'In Kelderby: one child, with health.',
  parent: 'In Kelderby: what is shared of her own child’s record.',
  'young-person': 'In Kelderby: what is shared of Kit’s own record.',
}
