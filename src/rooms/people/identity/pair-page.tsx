import type { ComponentChildren } from 'preact'
import { Button, Buttons, DataTable, ErrorSummary, Foot, Hidden, Opening, Page, Radios, Rows, Section, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { bornInWords, fullName } from '../names.ts'
import { errorsOf, type Sent } from '../sent.ts'
import { stateInWords } from './duplicates-page.tsx'
import type { Pair } from './duplicates.ts'
import type { PairSide } from './pairs.ts'

interface Props {
  viewer: Viewer
  nonce: string
  pair: Pair
  once: string
  sent: Sent | null
}

/** Two records side by side, what speaks for one child and against, and the decision. */
export function PairPage(props: Props) {
  const { viewer, nonce, pair, sent } = props
  const { one, other } = pair.evidence
  return (
    <Page title={`${sent ? 'Error: ' : ''}Are these one child?`} viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={['Both sides are as they stood when the pair was found. That you opened them is written down for both children.']} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/children">Children</a> · <a href="/children/duplicates">Duplicates</a> · <b>Pair</b></>} heading="Are these one child?" standfirst={<><bdi>{fullName(one)}</bdi>{fullName(one) === fullName(other) ? ', twice' : <> and <bdi>{fullName(other)}</bdi></>}. {stateInWords(pair)}</>} />
      <Section heading="For and against" aside={pair.batch === null ? undefined : <>Found with <a href={`/data/${pair.batch}`}>batch {pair.batch}</a>, {dayInWords(pair.foundAt)}</>}>
        <h3>What speaks for one child</h3>
        <Rows items={pair.evidence.for} />
        <h3>What speaks for two</h3>
        {pair.evidence.against.length ? <Rows items={pair.evidence.against} /> : <p class="quiet">Nothing we hold.</p>}
      </Section>
      <Section heading="Side by side">
        <DataTable caption="The two records" hidesCaption columns={['What', 'One', 'The other']} rows={SIDES.map(({ label, of }) => [label, of(one), of(other)])} />
        <p><a href={`/children/${pair.oneId}`}>The record of one</a>, <a href={`/children/${pair.otherId}`}>the record of the other</a>: open where they are on roll today in your reach.</p>
      </Section>
      {pair.state === 'same' ? <PartSection {...props} /> : pair.isMerged ? null : <DecideSection {...props} />}
    </Page>
  )
}

const SIDES: { label: string; of: (side: PairSide) => ComponentChildren }[] = [
  { label: 'Name', of: (side) => <bdi>{fullName(side)}</bdi> },
  { label: 'Born', of: ({ born }) => bornInWords(born) },
  { label: 'Sex', of: ({ sex }) => sex ?? 'Not given' },
  { label: 'Identifiers', of: ({ identifiers }) => listed(identifiers) },
  { label: 'On roll', of: ({ onRoll }) => listed(onRoll.map(({ place, starts, ends }) => `${place}, ${ends === null ? `since ${dayInWords(starts)}` : `${dayInWords(starts)} to ${dayInWords(ends)}`}`)) },
]

const listed = (items: string[]) => (items.length ? items.map((item) => <div>{item}</div>) : 'None')

function DecideSection({ pair, once, sent }: Props) {
  const { typed = {}, fields = {} } = sent ?? {}
  return (
    <Section heading={pair.state === 'open' ? 'Decide' : 'Decide again'} id="form" aside={pair.reason ? <>Then: <bdi>{pair.reason}</bdi></> : undefined} isScreenOnly>
      <form method="post" action={`/children/duplicates/${pair.id}`} class="stack" novalidate>
        <Hidden fields={{ once, version: String(pair.version) }} />
        <Radios legend="Are they one child?" name="decision" items={[
          { value: 'same', text: 'One child', hint: 'All that is held of the two becomes one record. It can be taken back.' },
          { value: 'different', text: 'Two children', hint: 'They stay as they are, and you are not asked about them again.' },
        ]} value={typed['decision']} error={fields['decision']} />
        <Textarea name="reason" label="Why" hint="A sentence; it stands in the audit" rows={3} value={typed['reason']} error={fields['reason']} dir="auto" />
        <Buttons><Button>Decide</Button></Buttons>
      </form>
    </Section>
  )
}

function PartSection({ pair, once, sent }: Props) {
  const { typed = {}, fields = {} } = sent ?? {}
  if (!pair.isMerged) return <Section heading="On its way" id="form"><p>The two are being put together. <a href={`/children/duplicates/${pair.id}`}>See whether it is done</a></p></Section>
  return (
    <Section heading="Part them again" id="form" aside={pair.reason ? <>They are one because: <bdi>{pair.reason}</bdi></> : undefined} isScreenOnly>
      <form method="post" action={`/children/duplicates/${pair.id}/part`} class="stack" novalidate>
        <Hidden fields={{ once, version: String(pair.version) }} />
        <p>Every row goes back to the record it was of. What came in since then stays with the record that was kept.</p>
        <Textarea name="reason" label="Why they are two children" hint="A sentence; it stands in the audit" rows={3} value={typed['reason']} error={fields['reason']} dir="auto" />
        <Buttons><Button kind="warning">Part them</Button></Buttons>
      </form>
    </Section>
  )
}
