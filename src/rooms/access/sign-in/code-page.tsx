import { Button, Buttons, ErrorSummary, Hidden, Input, Opening, Page, Section } from '#design'

/** The second step of a sign-in. */
export function CodePage({ nonce, next, errors = {} }: { nonce: string; next: string; errors?: Record<string, string> }) {
  const error = Object.values(errors)[0]
  return (
    <Page title={error ? 'Error: The code of your authenticator' : 'The code of your authenticator'} viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="Give the code your authenticator app shows" standfirst="Your password was right. The code changes every half minute and is good once." />
      {error ? <Section isFull><ErrorSummary errors={[{ text: error, href: '#code' }]} /></Section> : null}
      <Section heading="Code">
        <form method="post" action="/sign-in/code">
          <Hidden fields={{ next }} />
          <Input label="Code" hint="Six figures, or one of your recovery codes" name="code" autocomplete="one-time-code" spellcheck={false} width={10} error={error} />
          <Buttons><Button>Go on</Button></Buttons>
        </form>
        <p><a href="/sign-in">Sign in as somebody else</a></p>
      </Section>
    </Page>
  )
}
