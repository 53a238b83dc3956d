import { Button, Buttons, ErrorSummary, Hidden, Input, InsetText, Opening, Page, Section, Textarea } from '#design'
import type { Viewer } from '#platform'
import { errorsOf, type Sent } from './sent.ts'

interface Props {
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | null
  /** Nobody of this area has the words that were given. */
  isUnknown: boolean
}

/** The form that opens a record out of reach. It asks for what somebody with a real need knows. */
export function BreakGlassPage({ viewer, nonce, once, sent, isUnknown }: Props) {
  const { typed = {}, fields = {} } = sent ?? {}
  return (
    <Page title={`${sent ? 'Error: ' : ''}Open a record out of your reach`} viewer={viewer} path="/children" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/children">Children</a> · <b>Out of your reach</b></>} heading="Open a record out of your reach" standfirst="For when a child is at risk of harm if you wait. It opens for one hour, to you alone." />
      <Section id="form">
        {isUnknown ? <InsetText>No record opens with these words. That says nothing of whether the child is known to somebody else; ask the data protection officer.</InsetText> : null}
        <p>The data protection officer is told that you did this, and reads your reason. So does whoever answers for the record. Every page of it that you open is written down.</p>
        <form method="post" action="/children/break-glass" class="stack" novalidate autocomplete="off">
          <Hidden fields={{ once }} />
          <Input name="givenName" label="Given name" value={typed['givenName']} error={fields['givenName']} autocomplete="off" spellcheck={false} dir="auto" />
          <Input name="familyName" label="Family name" value={typed['familyName']} error={fields['familyName']} autocomplete="off" spellcheck={false} dir="auto" />
          <Input name="born" label="Day of birth" type="date" width={10} value={typed['born']} error={fields['born']} />
          <Textarea name="reason" label="Why you must see this record now" hint="In a sentence, of 20 characters or more" rows={3} value={typed['reason']} error={fields['reason']} dir="auto" />
          <Buttons><Button kind="warning">Open it for an hour</Button><a href="/children">Leave it closed</a></Buttons>
        </form>
      </Section>
    </Page>
  )
}
