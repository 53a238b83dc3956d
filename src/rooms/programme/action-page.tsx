import { Button, Buttons, Details, ErrorSummary, Foot, Hidden, Opening, Page, Rows, Section, Select, SummaryList, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { Book } from '#rooms/measures'
import { ActionForm, filledAction } from './action-form.tsx'
import { ActionStanding } from './action-standing.tsx'
import { errorsOf, type Sent } from './form-fields.ts'
import { type ActionBefore } from './plan-actions.ts'
import { overInWords, STATES, type State } from './standing.ts'
import { LinkTo, strategyAddress } from './strategy-body.tsx'
import { actionAddress, dueOf } from './strategy-plan.tsx'
import { LINK_WORDS } from './strategy-words.ts'
import type { PlannedAction } from './strategy-view.ts'

export interface ActionPageProps {
  action: PlannedAction
  history: ActionBefore[]
  viewer: Viewer
  nonce: string
  once: string
  today: string
  mayAct: boolean
  names: Map<string, string>
  book: Book
  others: { slug: string; title: string }[]
  sent: (Sent & { form: 'state' | 'edit' }) | null
}

/** One action: what, who, when and for which curve; how far it is; and how it stood before. */
export function ActionPage(props: ActionPageProps) {
  const { action, viewer, nonce, sent, mayAct, today } = props
  return (
    <Page title={`${sent ? 'Error: ' : ''}${action.title}`} viewer={viewer} path={`/strategies/actions/${action.id}`} nonce={nonce} foot={<Foot lines={[<>Entered by {props.names.get(action.madeBy) ?? action.madeBy}, {dayInWords(action.madeAt)}.</>]} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<Kicker action={action} />} heading={<bdi>{action.title}</bdi>} standfirst={<><bdi>{action.owner}</bdi>. {dueOf(action)}.</>} aside={<p><ActionStanding action={action} today={today} /></p>} />
      <Section heading="What it is for" id="what"><What action={action} /></Section>
      <Section heading="How far it is" id="state">
        {action.over && (action.standing.kind === 'unreported' || action.standing.kind === 'left-open') ? <p>{overInWords(action.over, action.standing.kind, dayInWords)}.</p> : null}
        {action.reason === null ? <p class="quiet">Nobody has said how far it is.</p> : <p dir="auto"><b>{STATES[action.state as State]}.</b> {action.reason}</p>}
        {sent?.isConflict ? <p><b>What you wrote is below.</b> Above is what stands now: bring them together and save again.</p> : null}
        {mayAct ? <StateForm {...props} /> : null}
      </Section>
      <Section heading="How it stood before" id="history"><History {...props} /></Section>
      {mayAct ? <Section heading="Change what it says" id="form" isScreenOnly><EditForm {...props} /></Section> : null}
    </Page>
  )
}

function Kicker({ action: { strategy, priority } }: { action: PlannedAction }) {
  if (!strategy) return <><a href="/actions">Actions</a></>
  return <><a href="/strategies">Strategies</a> · <a href={strategyAddress(strategy.slug)}><bdi>{strategy.title}</bdi></a>{priority ? <> · <b>priority {priority.number}</b></> : null}</>
}

function What({ action }: { action: PlannedAction }) {
  const { curve, noCurveReason, outcome, priority, effect, links, number } = action
  return (
    <SummaryList rows={[
      { key: 'Curve to turn', value: curve ? <a href={`${curve.href}#action`}>{curve.label}</a> : <>It names none{noCurveReason === null ? '' : <>: <bdi>{noCurveReason}</bdi></>}</> },
      ...(effect === null ? [] : [{ key: 'Effect expected', value: <bdi>{effect}</bdi> }]),
      ...(outcome === null ? [] : [{ key: 'So that', value: <bdi>{outcome}</bdi> }]),
      ...(priority ? [{ key: `Priority ${priority.number}`, value: <bdi>{priority.title}</bdi> }] : []),
      ...(number === null ? [] : [{ key: 'Number in the plan', value: number }]),
      ...(links.length ? [{ key: 'Links', value: <>{links.map((one, at) => <>{at ? <br /> : null}{LINK_WORDS[one.kind]} <LinkTo link={one} /></>)}</> }] : []),
    ]} />
  )
}

function StateForm({ action, once, sent }: ActionPageProps) {
  const own = sent?.form === 'state' ? sent : null
  return (
    <Details summary="Say how far it is" open={own !== null}>
      <form method="post" action={`${actionAddress(action.id)}/state`} class="stack" novalidate>
        <Hidden fields={{ version: String(action.version), once }} />
        <Select label="How far it is" name="state" id="state-state" value={own?.typed['state'] ?? action.state} error={own?.fields['state']} items={Object.entries(STATES).map(([value, text]) => ({ value, text }))} />
        <Textarea label="Why, in a sentence" hint="Its owner and the board read it" name="reason" rows={2} value={own?.typed['reason'] ?? ''} error={own?.fields['reason']} dir="auto" />
        <Buttons><Button>Save</Button></Buttons>
      </form>
    </Details>
  )
}

function EditForm({ action, once, sent, book, others }: ActionPageProps) {
  const own = sent?.form === 'edit' ? sent : null
  return (
    <Details summary="Reword it, move its day, name another owner or curve" open={own !== null}>
      <ActionForm to={`${actionAddress(action.id)}/edit`} hidden={{ version: String(action.version), once }} values={own?.typed ?? filledAction(action)} sent={own} book={book} others={action.strategy ? others : null} isChange />
    </Details>
  )
}

/** Each change: what was other before, who changed it, when and why. */
function History({ action, history, names }: ActionPageProps) {
  if (!history.length) return <p class="quiet">It has not been changed since it was entered.</p>
  const now = { title: action.title, owner: action.owner, due: action.due, due_words: action.dueWords, state: action.state, state_reason: action.reason, measure_id: action.measureId }
  return (
    <Rows items={history.map(({ version, stood, changedBy, changedAt }, at) => (
      <>
        <p dir="auto">{stood.why}</p>
        <ul class="said small">{differences(stood, history[at - 1]?.stood ?? now).map((one) => <li dir="auto">{one}</li>)}</ul>
        <p class="small quiet">{dayInWords(changedAt)}, {names.get(changedBy) ?? changedBy}. Version {version} until then.</p>
      </>
    ))} />
  )
}

type Stood = Pick<ActionBefore['stood'], 'title' | 'owner' | 'due' | 'due_words' | 'state' | 'measure_id'>

function differences(before: Stood, after: Stood): string[] {
  const when = ({ due, due_words }: Stood) => due_words ?? (due === null ? 'no day' : dayInWords(due))
  return [
    before.state === after.state ? null : `${STATES[before.state as State]} → ${STATES[after.state as State]}`,
    when(before) === when(after) ? null : `By when: ${when(before)} → ${when(after)}`,
    before.owner === after.owner ? null : `Who: ${before.owner} → ${after.owner}`,
    before.title === after.title ? null : `It said: ${before.title}`,
    before.measure_id === after.measure_id ? null : `Curve: ${before.measure_id ?? 'none'} → ${after.measure_id ?? 'none'}`,
  ].filter((one) => one !== null)
}
