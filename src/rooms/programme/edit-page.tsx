import { Button, Buttons, ErrorSummary, Hidden, Input, Opening, Page, Section, Textarea, WarningText } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { BoardFields, type FieldsProps, GroupFields, HeadingFields, LinkFields, PriorityFields, TimelineFields, WordsFields } from './edit-fields.tsx'
import type { EditPart } from './edit-parts.ts'
import { errorsOf, type Sent } from './form-fields.ts'
import { isDraft } from './strategy-change.ts'
import { strategyAddress } from './strategy-body.tsx'
import type { Strategy } from './strategy.ts'

interface Props extends Pick<FieldsProps, 'others' | 'groups'> {
  strategy: Strategy
  name: string
  part: EditPart
  priorityId: string | undefined
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | null
  names: Map<string, string>
}

/** The form of one part of a strategy. */
export function EditPage(props: Props) {
  const { strategy, name, part, priorityId, viewer, nonce, sent } = props
  const address = strategyAddress(strategy.slug)
  const heading = name === 'priority' ? (priorityId ? 'Change a priority' : 'Add a priority') : name === 'close-priority' && isClosed(props) ? 'Open a priority again' : part.heading
  return (
    <Page title={`${sent ? 'Error: ' : ''}${heading}, ${strategy.title}`} viewer={viewer} path={address} nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/strategies">Strategies</a> · <a href={address}><bdi>{strategy.title}</bdi></a> · <b>{part.heading}</b></>} heading={heading} standfirst={STANDFIRSTS[name]} />
      {sent?.isConflict ? <AsItStands {...props} /> : null}
      <Section heading={sent?.isConflict ? 'What you wrote' : undefined} id="form">
        {strategy.retiredOn !== null && name !== 'restore' && name !== 'public' ? <WarningText>It is retired, so it can’t be changed. Bring it back first.</WarningText> : null}
        <PartForm {...props} />
      </Section>
      {name === 'priority' && priorityId ? <ClosePriority {...props} /> : null}
    </Page>
  )
}

function PartForm(props: Props) {
  const { strategy, name, part, priorityId, once, sent } = props
  const values = sent ? sent.typed : part.filled(strategy, priorityId)
  const fields: FieldsProps = { values, errors: sent?.fields ?? {}, others: props.others, groups: props.groups }
  return (
    <form method="post" action={`${strategyAddress(strategy.slug)}/edit`} class="stack" novalidate>
      <Hidden fields={{ part: name, version: String(strategy.version), once, ...(priorityId ? { priority: priorityId } : {}), ...(name === 'close-priority' && isClosed(props) ? { open: 'yes' } : {}) }} />
      <Fields name={name} fields={fields} />
      {WITHOUT_WHY.has(name) ? null : <WhyField strategy={strategy} fields={fields} />}
      <Buttons>
        <Button>{BUTTONS[name] ?? 'Save'}</Button>
        {GROWING.has(name) ? <Button kind="secondary" name="then" value="more">Save and add more</Button> : null}
        <a href={strategyAddress(strategy.slug)}>Leave it as it was</a>
      </Buttons>
    </form>
  )
}

function Fields({ name, fields }: { name: string; fields: FieldsProps }) {
  switch (name) {
    case 'heading': return <HeadingFields {...fields} />
    case 'words': return <WordsFields {...fields} />
    case 'groups': return <GroupFields {...fields} />
    case 'priority': return <PriorityFields {...fields} />
    case 'timeline': return <TimelineFields {...fields} />
    case 'boards': return <BoardFields {...fields} />
    case 'links': return <LinkFields {...fields} />
    case 'public': return <Input label="From which day" hint="Leave it empty to take it back" name="from" type="date" width={10} value={fields.values['from']} error={fields.errors['from']} />
    default: return <Textarea label="Why" hint="It stays beside the strategy" name="reason" rows={4} value={fields.values['reason'] ?? ''} error={fields.errors['reason']} dir="auto" />
  }
}

function WhyField({ strategy, fields }: { strategy: Strategy; fields: FieldsProps }) {
  const draft = isDraft(strategy)
  return <Input label={draft ? 'Why it is changed (optional while it is a draft)' : 'Why it is changed'} hint={draft ? undefined : 'Others rely on what it says. How it stood is kept, with this reason'} name="why" value={fields.values['why'] ?? ''} error={fields.errors['why']} dir="auto" />
}

/** For somebody whose page was opened before another's change: what the other wrote, to bring together with theirs. */
function AsItStands({ strategy, part, priorityId, names }: Props) {
  const held = part.stands(strategy, priorityId).filter(({ text }) => text)
  return (
    <Section heading="As it stands now" id="now" aside={`Saved by ${names.get(strategy.changedBy) ?? strategy.changedBy}, ${dayInWords(strategy.changedAt)}`}>
      {held.length ? held.map(({ label, text }) => <><h3>{label}</h3><p class="now" dir="auto">{text}</p></>) : <p class="quiet">Nothing is written here any more.</p>}
    </Section>
  )
}

function ClosePriority(props: Props) {
  const closed = isClosed(props)
  return (
    <Section heading={closed ? 'It is closed' : 'Is it over?'} id="close">
      <p><a href={`${strategyAddress(props.strategy.slug)}/edit?part=close-priority&id=${props.priorityId}`}>{closed ? 'Open it again' : 'Close it, with the reason'}</a></p>
      <p class="small quiet">A priority is never deleted. The actions of one that is closed are no longer due.</p>
    </Section>
  )
}

const isClosed = ({ strategy, priorityId }: Pick<Props, 'strategy' | 'priorityId'>) => strategy.priorities.some(({ id, closedOn }) => id === priorityId && closedOn !== null)

const WITHOUT_WHY = new Set(['retire', 'restore', 'public', 'close-priority'])
const GROWING = new Set(['groups', 'priority', 'timeline', 'boards', 'links'])
const BUTTONS: Record<string, string> = { retire: 'Retire it', restore: 'Bring it back' }
const STANDFIRSTS: Record<string, string> = {
  words: 'A sentence a line. Paste from the paper you have: bullets and numbers before a line fall away, and a line that ends in a colon stands over those below it.',
  groups: 'Where a group of the measure book comes near, its figures are one step away.',
  priority: 'A priority has an outcome and a lead in schools and one in the council, by role: people move.',
  timeline: 'The way of the strategy itself: when it is consulted on, agreed, published, and reviewed.',
  boards: 'Who watches over it, from the board that answers for it to the groups that do the work.',
  links: 'To another strategy of yours, or to one that is only named.',
  retire: 'It stays to be read, with its versions. Its open actions are no longer due.',
  restore: 'A new version of it stands, and its open actions are due again.',
  public: 'The public sees what it says, its priorities and whether it was kept; never who wrote it.',
}
