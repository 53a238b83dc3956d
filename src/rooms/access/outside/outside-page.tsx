import { Button, Buttons, Opening, Page, Section } from '#design'
import { sentenceOf, type Why } from './not-let-in.ts'

/** Why nobody was signed in, and how to go on. */
export function NotLetInPage({ why, provider, nonce }: { why: Why; provider: { id: string; label: string }; nonce: string }) {
  const { heading, says, wantsAnother } = sentenceOf(why)
  return (
    <Page title={heading} viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading={heading} standfirst={says(provider.label)} />
      <Section heading="What you can do">
        <Buttons>
          <Button href={`/sign-in/with/${provider.id}${wantsAnother ? '?other=yes' : ''}`}>Start again with {provider.label}</Button>
          <Button kind="secondary" href="/sign-in">Other ways to sign in</Button>
        </Buttons>
      </Section>
    </Page>
  )
}

/** Between a form of ours and a provider: browsers let no form of a page lead to another site, so a link does. */
export function GoPage({ href, label, nonce }: { href: string; label: string; nonce: string }) {
  return (
    <Page title={`Sign in with ${label}`} viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading={`On to ${label}`} standfirst="You sign in there, and come back here." />
      <Section heading="Go on"><Buttons><Button href={href}>Go to {label}</Button></Buttons></Section>
    </Page>
  )
}
