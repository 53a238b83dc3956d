import type { ComponentChildren } from 'preact'
import { BackLink, Button, Buttons, ErrorSummary, Hidden, Input, InsetText, Opening, Page, PromiseVerdict, Rows, Section, SummaryList, Textarea, WarningText } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { errorsOf, type Sent } from '../form-fields.ts'
import type { Strategy } from '../strategy.ts'
import type { JudgedPromise } from './judged.ts'
import { AcceptField, fieldsOf, type PromiseChoices, TestFields, WordFields } from './promise-fields.tsx'
import { promisesAddress, strategyAddress } from './promise-address.ts'

interface Frame {
  strategy: Strategy
  viewer: Viewer
  nonce: string
  once: string
  choices: PromiseChoices
}

/** Adds a promise. What it lacks to be judged is said before it is saved, not after. */
export function NewPromisePage({ sent, ...frame }: Frame & { sent: Sent | null }) {
  const here = promisesAddress(frame.strategy.slug)
  return (
    <FormFrame {...frame} title="Add a promise" sent={sent} heading="What is to be promised, and how will anybody know?">
      <Section heading="The promise">
        {sent?.fields['accept'] ? <WarningText>{sent.message}.</WarningText> : <InsetText>Without a published measure, a value or a rule, and a year, nobody will be able to say whether it was kept. It can be saved all the same, and the page will then say why it can’t be known.</InsetText>}
        <form method="post" action={`${here}/new`} id="form">
          <Hidden fields={{ once: frame.once }} />
          <WordFields field={fieldsOf(sent)} />
          <TestFields field={fieldsOf(sent)} choices={frame.choices} />
          <AcceptField sent={sent} />
          <Buttons><Button>Add the promise</Button><a href={here}>Leave it</a></Buttons>
        </form>
      </Section>
    </FormFrame>
  )
}

export type PromiseForm = 'words' | 'test' | 'drop-test' | 'withdraw'

/** Changes a promise: its words, its tests, or takes it back. Each part is a form of its own. */
export function EditPromisePage({ promise, sent, form, names, ...frame }: Frame & { promise: JudgedPromise; sent: Sent | null; form: PromiseForm | null; names: Map<string, string> }) {
  const here = `${promisesAddress(frame.strategy.slug)}/${promise.number}`
  const hidden = (version = promise.version) => <Hidden fields={{ id: promise.id, version: String(version), once: frame.once }} />
  const of = (name: PromiseForm) => (form === name ? sent : null)
  const stands = { body: promise.body, note: promise.note, toKnow: promise.toKnow, whyNotKnown: promise.whyNotKnown, nearest: promise.nearest }
  const words = fieldsOf(of('words'), stands)
  return (
    <FormFrame {...frame} title={`Change promise ${promise.number}`} sent={sent} heading={<bdi>{promise.body}</bdi>} standfirst={<><PromiseVerdict state={promise.verdict} /> <span dir="auto">{promise.why}</span></>}>
      {sent?.isConflict ? <Stands promise={promise} names={names} /> : null}
      <Section heading="Its words" id="words">
        <form method="post" action={`${here}/words`} id={form === 'words' ? 'form' : undefined}>
          {hidden()}
          <WordFields field={words} />
          {promise.held.length ? <Hidden fields={{ whyNotKnown: promise.whyNotKnown ?? '', nearest: promise.nearest ?? '' }} /> : (
            <>
              <Textarea dir="auto" label="Why it can’t be known" rows={3} {...words('whyNotKnown')} />
              <Input label="Nearest published measures (if any)" hint="Drawn beside it and never judged. Names of the measure book, with the group after a blank and a comma between two: overall-absence, suspensions primary." {...words('nearest')} />
            </>
          )}
          <Buttons><Button>Save the words</Button></Buttons>
        </form>
      </Section>
      <Section heading="How it is judged" id="tests">
        {promise.held.length ? <Tests promise={promise} here={here} hidden={hidden()} /> : <p>It has no test, so it can’t be known.</p>}
        <h3>{promise.held.length ? 'Add another test: all must hold' : 'Give it a test'}</h3>
        <form method="post" action={`${here}/test`} id={form === 'test' ? 'form' : undefined}>
          {hidden()}
          <TestFields field={fieldsOf(of('test'))} choices={frame.choices} />
          <Buttons><Button>Add the test</Button></Buttons>
        </form>
      </Section>
      <Section heading="Withdraw it" id="withdraw">
        <p>It stays to be read, with the reason, who withdrew it and when.</p>
        <form method="post" action={`${here}/withdraw`} id={form === 'withdraw' ? 'form' : undefined}>
          {hidden()}
          <Textarea dir="auto" label="Why it is withdrawn" rows={2} {...fieldsOf(of('withdraw'))('reason')} />
          <Buttons><Button kind="warning">Withdraw the promise</Button></Buttons>
        </form>
      </Section>
    </FormFrame>
  )
}

function Tests({ promise, here, hidden }: { promise: JudgedPromise; here: string; hidden: ComponentChildren }) {
  return (
    <Rows kind="acts" items={promise.tests.map((test, at) => (
      <>
        <p>{test.measure.label}{test.group.id === 'all' ? '' : `, ${test.group.label}`}: {test.rule.slice(0, 1).toLowerCase()}{test.rule.slice(1)}, {test.place.name}</p>
        <p><PromiseVerdict state={test.verdict} /></p>
        <form method="post" action={`${here}/drop-test`}>{hidden}<button class="as-link" name="position" value={promise.held[at]!.position}>Take away<span class="govuk-visually-hidden"> the test on {test.measure.label}</span></button></form>
      </>
    ))} />
  )
}

/** As it stands now, beside what was typed for an earlier version. */
function Stands({ promise, names }: { promise: JudgedPromise; names: Map<string, string> }) {
  return (
    <Section heading="As it stands now" id="stands" aside={`${names.get(promise.changedBy) ?? promise.changedBy}, ${dayInWords(promise.changedAt)}`}>
      <SummaryList rows={[['Promise', promise.body], ['What to know', promise.note], ['To know', promise.toKnow], ['Why it can’t be known', promise.whyNotKnown]].flatMap(([key, value]) => (value ? [{ key: key!, value: <span dir="auto">{value}</span> }] : []))} />
      <p class="quiet">What you typed is below, and is not saved yet. Saving it now puts it in the place of this.</p>
    </Section>
  )
}

function FormFrame({ strategy, viewer, nonce, title, heading, standfirst, sent, children }: Frame & { title: string; heading: ComponentChildren; standfirst?: ComponentChildren; sent: Sent | null; children: ComponentChildren }) {
  const here = promisesAddress(strategy.slug)
  return (
    <Page title={`${sent ? 'Error: ' : ''}${title}`} viewer={viewer} path={here} nonce={nonce}>
      <BackLink href={here}>Was it kept?</BackLink>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href={strategyAddress(strategy.slug)}><bdi>{strategy.title}</bdi></a> · <b>{title}</b></>} heading={heading} standfirst={standfirst} />
      {children}
    </Page>
  )
}
