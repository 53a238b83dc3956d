import { Button, Buttons, ErrorSummary, Input, Opening, Page, Section } from '#design'

interface Props {
  nonce: string
  errors?: Record<string, string>
}

/** A link of the operator's: in at once, with a new password or without. */
export function LinkPage({ nonce, action, demo, errors = {} }: Props & { action: string; demo: boolean }) {
  return (
    <Page title="Sign in" viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="You are one press from signed in" standfirst="This link works once." />
      <Wrong errors={errors} />
      {demo ? null : (
        <Section heading="Set a password">
          <form method="post" action={action}>
            <NewPassword errors={errors} />
            <Buttons><Button>Set it and sign in</Button></Buttons>
          </form>
        </Section>
      )}
      <Section heading={demo ? 'Sign in' : 'Without a new password'}>
        <form method="post" action={action}><Buttons><Button kind={demo ? 'primary' : 'secondary'}>Sign in</Button></Buttons></form>
      </Section>
    </Page>
  )
}

/** A link that somebody asked for by e-mail. */
export function ResetPage({ nonce, action, errors = {} }: Props & { action: string }) {
  return (
    <Page title={errors['password'] ? 'Error: Set a new password' : 'Set a new password'} viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="Set a new password" standfirst="This link works once. Everywhere else you are signed in, you are signed out." />
      <Wrong errors={errors} />
      <Section heading="New password">
        <form method="post" action={action}>
          <NewPassword errors={errors} />
          <Buttons><Button>Set it and go on</Button></Buttons>
        </form>
      </Section>
    </Page>
  )
}

export function ForgottenPage({ nonce, errors = {}, email }: Props & { email?: string }) {
  return (
    <Page title={errors['email'] ? 'Error: A new password' : 'A new password'} viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="Ask for a link to set a new password" standfirst="It is sent to your e-mail address and works once, for an hour." />
      <Wrong errors={errors} />
      <Section heading="Where to">
        <form method="post" action="/sign-in/forgotten">
          <Input label="E-mail address" name="email" type="email" autocomplete="username" spellcheck={false} width={30} value={email} error={errors['email']} />
          <Buttons><Button>Send the link</Button></Buttons>
        </form>
      </Section>
    </Page>
  )
}

/** The same whether somebody has the address or not. */
export function SentPage({ nonce }: Props) {
  return (
    <Page title="Look into your mail" viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="Look into your mail" standfirst="If somebody here has this e-mail address, a link is on its way to it. At most three are sent in an hour." />
      <Section heading="If nothing comes"><p>Look among what your mail took for rubbish. Then ask whoever looks after people in your area: they see which address you have here.</p></Section>
    </Page>
  )
}

export function NewPassword({ errors, label = 'New password' }: { errors: Record<string, string>; label?: string }) {
  return <Input label={label} hint="At least 12 characters. Three or four words that do not belong together are good; spaces and letters of any script may be in it" name="password" type="password" autocomplete="new-password" width={30} error={errors['password']} />
}

/** Tells a browser's keeper of passwords whose password the form is about. */
export function Whose({ email }: { email: string | null }) {
  return email ? <input type="text" name="username" autocomplete="username" value={email} hidden readOnly /> : null
}

export function Wrong({ errors }: { errors: Record<string, string> }) {
  const wrong = Object.entries(errors)
  return wrong.length ? <Section isFull><ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} /></Section> : null
}
