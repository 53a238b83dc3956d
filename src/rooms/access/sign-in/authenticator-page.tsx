import { Button, Buttons, Input, Opening, Page, Section } from '#design'
import type { Viewer } from '#platform'
import { Wrong } from './link-page.tsx'
import { QrCode } from './qr-code.tsx'

interface Props {
  viewer: Viewer
  nonce: string
  /** The secret in groups of four, to be typed; and the address apps read, as text and as a picture. */
  secret: string
  address: string
  errors?: Record<string, string>
}

/** Sets an authenticator up: the app reads the secret, and a first code shows that it did. */
export function AuthenticatorPage({ viewer, nonce, secret, address, errors = {} }: Props) {
  return (
    <Page title={errors['code'] ? 'Error: Set an authenticator up' : 'Set an authenticator up'} viewer={viewer} path="/account" nonce={nonce}>
      <Opening heading="Set an authenticator up" standfirst="It is off until you have given a code that it shows." />
      <Wrong errors={errors} />
      <Section heading="1. Add Belong to your app" aside="Any app for one-time codes will do">
        <QrCode text={address} says="The secret below, for your app’s camera" />
        <p>Point your app’s camera at this square. Or type this key into it by hand, as a key by time with six figures:</p>
        <p><code class="secret">{secret}</code></p>
      </Section>
      <Section heading="2. Give the code it shows">
        <form method="post" action="/account/authenticator/on">
          <Input label="Code" hint="Six figures" name="code" inputMode="numeric" autocomplete="one-time-code" spellcheck={false} width={5} error={errors['code']} />
          <Buttons><Button>Turn it on</Button></Buttons>
        </form>
        <p><a href="/account">Leave it off</a></p>
      </Section>
    </Page>
  )
}

/** Recovery codes, the one time they are shown. */
export function CodesPage({ viewer, nonce, codes, isNew }: { viewer: Viewer; nonce: string; codes: readonly string[]; isNew: boolean }) {
  return (
    <Page title="Your recovery codes" viewer={viewer} path="/account" nonce={nonce}>
      <Opening heading="Write these recovery codes down now" standfirst={`${isNew ? 'Your authenticator is on. ' : 'The ones you had before are worth nothing from now on. '}Each code gets you in once without your app. They are not shown again.`} />
      <Section heading="Recovery codes">
        <ul class="rows">{codes.map((code) => <li><code class="secret">{code.slice(0, 5)}-{code.slice(5)}</code></li>)}</ul>
        <p>Print this page or copy them to a safe place, not to the phone with the app.</p>
        <p><a href="/account">I have them</a></p>
      </Section>
    </Page>
  )
}
