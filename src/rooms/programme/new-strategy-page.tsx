import { Button, Buttons, ErrorSummary, Hidden, Input, Note, Opening, Page, Section } from '#design'
import type { Viewer } from '#platform'
import { HeadingFields } from './edit-fields.tsx'
import { errorsOf, type Sent } from './form-fields.ts'

/** The first form of a strategy; its parts follow on its own page. */
export function NewStrategyPage({ viewer, nonce, once, sent, why }: { viewer: Viewer; nonce: string; once: string; sent: Sent | null; why: string | null }) {
  const values = sent?.typed ?? {}
  return (
    <Page title={`${sent ? 'Error: ' : ''}Begin a strategy`} viewer={viewer} path="/strategies/new" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/strategies">Strategies</a> · <b>Begin one</b></>} heading="Begin a strategy" standfirst="Its name is enough to begin. Until it is agreed or shown to the public it is a draft, and you may change it freely." />
      <Section heading="The strategy" id="form">
        {why ? <p>{why}.</p> : (
          <form method="post" action="/strategies" class="stack" novalidate>
            <Hidden fields={{ once }} />
            <HeadingFields values={values} errors={sent?.fields ?? {}} others={[]} groups={new Map()} />
            <Input label="Its address (optional)" hint="Made from its name where you leave this empty; it never changes" name="slug" prefix="/strategies/" width={20} spellcheck={false} value={values['slug'] ?? ''} error={sent?.fields['slug']} />
            <Buttons><Button>Begin it</Button></Buttons>
          </form>
        )}
      </Section>
      <Section heading="What comes next"><Note><p>What it says, its target groups, priorities with their leads, actions with who, when and which curve, its timeline, the boards it reports to, and what it asks to be judged by.</p></Note></Section>
    </Page>
  )
}
