import { Button, Buttons, Checkboxes, DataTable, EmptyState, Hidden, Input, InsetText, Section } from '#design'
import { dayInWords } from '#kernel'
import { type Verb, VERBS } from '../verbs.ts'
import { AccessFrame, type Desk } from './access-frame.tsx'
import { dayOf, lastDayOf } from './days.ts'
import type { Key } from './keys.ts'
import { formOf } from './posted.ts'

interface Props {
  desk: Desk
  keys: Key[]
  own: Verb[]
  /** A key that was made just now: it stands on this page once. */
  made: string | null
  names: Map<string, string>
  now: Date
}

/** Keys for programs: whose, for what, until when. */
export function KeysPage({ desk, keys, own, made, names, now }: Props) {
  const form = formOf(desk.sent, 'key')
  const live = keys.filter((key) => isLive(key, now)).length
  return (
    <AccessFrame desk={desk} title="Keys" path="/keys" heading={live === 0 ? 'No program has a key here' : live === 1 ? 'One key is in use' : `${live} keys are in use`} standfirst={<>A key lets a program do some of what its owner may do, in {desk.viewer.areaName} alone. What each may be asked for stands in the <a href="/api/v1/openapi.json">description of the API</a>.</>}>
      {made ? (
        <Section heading="Your new key" id="made">
          <InsetText><p><b>Copy it now: it is not shown again.</b> Belong keeps only a print of it.</p><p><code class="secret">{made}</code></p></InsetText>
        </Section>
      ) : null}
      <Section heading="Keys" id="keys" isFull>
        {keys.length ? (
          <DataTable caption="Keys of the area" hidesCaption columns={['For', 'Whose', 'May', 'Until', 'Last used', 'Do']} rows={keys.map((key) => [
            <bdi>{key.label || 'Not said'}</bdi>, names.get(key.person) ?? key.person, key.verbs ? key.verbs.map((verb, at) => <>{at ? <br /> : null}{VERBS[verb] ?? verb}</>) : 'All its owner may', dayInWords(lastDayOf(key.endsAt)),
            key.usedAt ? dayInWords(dayOf(key.usedAt)) : <span class="quiet">Never</span>, isLive(key, now) ? <EndKey desk={desk} one={key} /> : <span class="quiet">Over{key.endedAt ? ` since ${dayInWords(key.endedAt)}` : ''}</span>,
          ])} />
        ) : <EmptyState reason="No key has been made." />}
      </Section>
      <Section heading="Make a key" id="make" aside="You will be asked to show that it is you">
        <form method="post" action="/keys" class="stack" id={form.id}>
          <Hidden fields={{ once: desk.once }} />
          <Input {...form.field('label')} label="What it is for" hint="So that it is known later: “Nightly import of the MIS”" dir="auto" />
          <Checkboxes {...form.choice('verbs')} legend="What may be done with it" items={own.map((verb) => ({ value: verb, text: VERBS[verb] }))} isSmall />
          <Input {...form.field('until')} type="date" label="Last day" hint="A year from now at most" width={10} />
          <Buttons><Button>Make the key</Button></Buttons>
        </form>
      </Section>
    </AccessFrame>
  )
}

const isLive = ({ endsAt, endedAt }: Key, now: Date) => endedAt === null && endsAt > now

function EndKey({ desk, one }: { desk: Desk; one: Key }) {
  return <form method="post" action="/keys/end"><Hidden fields={{ id: one.id, once: desk.once }} /><button class="as-link">End it<span class="govuk-visually-hidden">: {one.label}</span></button></form>
}
