import { Button, Buttons, ErrorSummary, Input, Opening, Page, Section, Select } from '#design'

export interface SetUpPageProps {
  nonce: string
  secret: string
  authorities: { code: string; name: string }[]
  typed: Record<string, string>
  errors: Record<string, string>
}

/** The first page of a new Belong: the first area and who looks after it. */
export function SetUpPage({ nonce, secret, authorities, typed, errors }: SetUpPageProps) {
  const wrong = Object.entries(errors)
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <Page title={wrong.length ? 'Error: Make the first area' : 'Make the first area'} viewer={null} path="/setup" nonce={nonce} navigation={[]}>
      <Opening heading="Make the first area" standfirst="An area is what a local area runs its inclusion strategy in. You become its first administrator, with the role of director beside it, and are signed in at once. This page works once: set a password under “Your account” before you sign out." />
      {wrong.length ? <Section isFull><ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} /></Section> : null}
      <form method="post" action={`/setup/${encodeURIComponent(secret)}`}>
        <Section heading="The area">
          <Select label="Authority" hint="The council whose place the area is" {...field('authority')} items={[{ text: 'Choose one', value: '' }, ...authorities.map(({ code, name }) => ({ text: name, value: code }))]} />
          <Input label="Name of the area" hint="As people there call it" width={20} {...field('area')} />
          <Input label="Colour" hint="As #rrggbb. Links, buttons and your line in every chart are drawn in it" width={10} spellcheck={false} {...field('colour')} value={typed['colour'] ?? '#0b5566'} />
        </Section>
        <Section heading="You">
          <Input label="Your name" autocomplete="name" width={20} {...field('name')} />
          <Input label="What you are" hint="SEND programme manager, for instance; it stands beside your name" width={20} {...field('role')} />
          <Input label="Your e-mail address" type="email" autocomplete="email" width={20} spellcheck={false} {...field('email')} />
          <Buttons><Button>Make the area and sign in</Button></Buttons>
        </Section>
      </form>
    </Page>
  )
}
