import { Button, Buttons, ErrorSummary, Hidden, Input, Opening, Page, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { ChildBar, EntryFields } from './child-page.tsx'
import type { ChildRecord, Entry } from './child.ts'
import { errorsOf, type Sent } from './sent.ts'

interface Props {
  viewer: Viewer
  nonce: string
  record: ChildRecord
  entry: Entry
  once: string
  sent: Sent | null
}

/** Changes an entry. Where somebody else changed it first, what they wrote stands above what was typed. */
export function EntryPage({ viewer, nonce, record, entry, once, sent }: Props) {
  const address = `/children/${record.id}`
  const typed = sent?.typed ?? { body: entry.body, day: entry.day, ...(entry.forFamily ? { forFamily: 'yes' } : {}) }
  const { label } = record.classes.find(({ dataClass }) => dataClass === entry.dataClass)!
  return (
    <Page title={`${sent ? 'Error: ' : ''}Change an entry`} viewer={viewer} path="/children" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <ChildBar record={record} />
      <Opening kicker={<><a href="/children">Children</a> · <a href={address}>Record</a> · <b>{label}</b></>} heading="Change an entry" standfirst="How it stood, who changed it and why stay in the audit." />
      {sent?.isConflict ? <Section heading="As it stands now" id="now" aside={<>Saved by <bdi>{entry.changedBy ?? entry.writtenBy}</bdi>, {dayInWords(entry.changedAt ?? entry.writtenAt)}</>}><p class="now" dir="auto">{entry.body}</p><p class="small quiet">About {dayInWords(entry.day)}. {entry.forFamily ? 'The family reads it.' : 'The family does not read it.'}</p></Section> : null}
      <Section heading={sent?.isConflict ? 'What you wrote' : undefined} id="form">
        <form method="post" action={`${address}/entries/${entry.id}`} class="stack" novalidate>
          <Hidden fields={{ version: String(entry.version), once }} />
          <EntryFields typed={typed} fields={sent?.fields ?? {}} />
          <Input name="reason" label="Why it is changed" value={typed['reason']} error={sent?.fields['reason']} dir="auto" />
          <Buttons><Button>Save</Button><a href={`${address}#${entry.dataClass}`}>Leave it as it was</a></Buttons>
        </form>
      </Section>
    </Page>
  )
}
