import { Button, Buttons, Checkboxes, Hidden, Section, Select, Textarea, InsetText, WarningText } from '#design'
import type { BatchPageProps } from './batch-page.tsx'
import { LEFT_OUT } from './left-out.ts'
import { UndoWords } from './return-part.tsx'
import { counted, moment, things } from './words.ts'

/** What can be done now, and why not where it can't. */
export function Decision(props: BatchPageProps) {
  const { standing, mayNot, isReference, acknowledged } = props
  if (isReference) return <Section heading="Your decision"><p>These figures come with Belong and cannot be undone. A newer file replaces them and keeps what it replaced.</p></Section>
  if (standing === 'discarded') return null
  if (standing === 'undone') return <Section heading="Your decision">{props.ofReturn?.tookBack ? <UndoWords effect={props.ofReturn.tookBack} isDone /> : null}<p>Undone by {props.undone?.by}{props.undone ? `, ${moment(props.undone.at)}` : ''}. To have it again, <a href="/data">send the file again</a>.</p></Section>
  if (mayNot !== null) return <Section heading="Your decision"><p>{mayNot}.</p></Section>
  return (
    <Section heading={standing === 'committed' ? 'Undo' : 'Your decision'}>
      {acknowledged && standing === 'committed' ? <p class="quiet">{acknowledged.by} said on {moment(acknowledged.at)} that what needed a word had been looked at.</p> : null}
      {standing === 'committed' ? <Undo {...props} /> : standing === 'unchanged' ? <SameAs {...props} /> : standing === 'checked' || standing === 'rejected' ? <TakeIn {...props} /> : <Again {...props} />}
    </Section>
  )
}

function TakeIn(props: BatchPageProps) {
  const { batchId, standing, blocks, errors, queries, rows, once, wrong = {} } = props
  const why = blocks || standing === 'rejected'
    ? `Can’t be taken in: ${things(errors).toLowerCase()} ${errors === 1 ? 'stops' : 'stop'} it.`
    : null
  const effect = [
    !rows.rejected ? '' : rows.rejected === rows.read ? 'No figure would go in; that the file came would be kept.' : `The good rows go in; ${counted(rows.rejected, 'row')} ${rows.rejected === 1 ? 'doesn’t' : 'don’t'}.`,
    'Once in, it can be undone.',
  ].filter(Boolean).join(' ')
  return (
    <>
      {needsPeriodType(props) ? <PeriodType {...props} /> : null}
      {why === null ? <LeavesOut {...props} /> : null}
      <form method="post" action={`/data/${batchId}/commit`} id="take-in">
        <Hidden fields={{ once }} />
        {why === null && queries ? (
          <Checkboxes name="acknowledged" isSmall error={wrong['acknowledged']} items={[{ value: 'yes', text: 'We have looked at these' }]}
            hint={`${things(queries)} ${queries === 1 ? 'needs' : 'need'} your word. Your name and the time are kept with the file.`} legend="What needs your word" />
        ) : null}
        <Buttons>
          {why === null ? <Button>Take this file in</Button> : <Button type="button" unavailable={{ describedBy: 'why-not' }}>Take this file in</Button>}
          <ThrowAway batchId={batchId} />
        </Buttons>
      </form>
      <p class="small quiet" id="why-not">{why ?? effect}</p>
      {props.matchedAt ? <p><a href={props.matchedAt}>Change how its columns are read</a></p> : null}
    </>
  )
}

/** What counts today and no longer would is said where somebody decides, not only among the findings. */
function LeavesOut({ groups }: BatchPageProps) {
  const found = groups.find(({ rule }) => rule === LEFT_OUT)
  if (!found) return null
  const more = found.count - MOST_NAMED
  return (
    <WarningText>
      {found.first.slice(0, MOST_NAMED).map(({ message }) => message).join(' ')}{more > 0 ? ` The same is so of ${counted(more, 'more setting')}.` : ''} Take it in only if they should no longer count.
    </WarningText>
  )
}

const MOST_NAMED = 3

function ThrowAway({ batchId }: { batchId: number }) {
  return <button class="govuk-button govuk-button--secondary" formaction={`/data/${batchId}/discard`}>Throw this file away</button>
}

const needsPeriodType = ({ groups, periodTypes }: BatchPageProps) => periodTypes.length > 0 && groups.some(({ rule }) => rule === 'period-type')

function PeriodType({ batchId, periodTypes }: BatchPageProps) {
  return (
    <form method="post" action={`/data/${batchId}/check`}>
      <Select name="periodType" label="What its periods are" items={periodTypes.map((name) => ({ text: name, value: name }))} hint="The file does not say" />
      <Buttons><Button>Check it again as this</Button></Buttons>
    </form>
  )
}

function Undo({ batchId, once, ofReturn, wrong = {} }: BatchPageProps) {
  return (
    <>
      {ofReturn?.undo ? <UndoWords effect={ofReturn.undo} isDone={false} /> : <p>Takes back what this file brought and puts back what it replaced. Everybody sees the figures as they were before.</p>}
      <form method="post" action={`/data/${batchId}/undo`}>
        <Hidden fields={{ once }} />
        <Textarea dir="auto" name="reason" label="Why" rows={2} hint="Kept with the file, for who asks later" error={wrong['reason']} />
        <Buttons><Button kind="warning">Undo this import</Button></Buttons>
      </form>
    </>
  )
}

function SameAs({ sameAs }: BatchPageProps) {
  return (
    <InsetText>
      <p>Taking it in would change nothing.{sameAs === null ? '' : <> The content stands already, in <a href={`/data/${sameAs}`}>batch {sameAs}</a>.</>}</p>
    </InsetText>
  )
}

function Again({ batchId, once }: BatchPageProps) {
  return (
    <form method="post" action={`/data/${batchId}/check`}>
      <Hidden fields={{ once }} />
      <Buttons>
        <Button>Check it again</Button>
        <ThrowAway batchId={batchId} />
      </Buttons>
    </form>
  )
}
