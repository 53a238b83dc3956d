import { Columns, Input, InsetText, Note, Radios, Rows, Section, Textarea } from '#design'
import { dayInWords } from '#kernel'
import { type Cause, EFFECTS, NO_DIRECTION } from './causes.ts'
import type { Curve } from './curve.ts'
import { Deeds, type Desk, Ending, formOf, pageAddress, StoryForm, Writing } from './curve-forms.tsx'
import { differences, type Said } from './differences.ts'
import { latestOf } from './outlook.ts'
import type { Question } from './questions.ts'
import type { Story } from './stories.ts'

/** The story behind the curve: in prose, by cause, and what is not known yet. */
export function StorySection({ desk }: { desk: Desk }) {
  const { curve, sent, history } = desk
  const { written: { story }, names, may } = curve
  const isConflict = sent?.form === 'story' && sent.isConflict
  return (
    <Section heading="The story behind the curve" id="story"
      aside={story ? <>Written by {names.get(story.writtenBy) ?? story.writtenBy}, {dayInWords(story.writtenAt)}{story.period ? `, for ${story.period}` : ''}{story.version > 1 ? <>. <a href={`${pageAddress(curve)}&story=all#story`}>Earlier versions</a></> : null}</> : undefined}>
      {isConflict && story ? <TwoStories theirs={story} yours={sent.typed} by={names.get(story.writtenBy) ?? story.writtenBy} /> : story
        ? <Columns kind="margin"><Prose text={story.body} />{story.notKnown ? <Note heading="We do not know yet"><Prose text={story.notKnown} /></Note> : null}</Columns>
        : <p class="quiet">Nobody has written why the curve looks like this.</p>}
      {story ? <Behind curve={curve} /> : null}
      {history ? history.slice(1).map((earlier) => <InsetText><p class="small quiet">Version {earlier.version}, {names.get(earlier.writtenBy) ?? earlier.writtenBy}, {dayInWords(earlier.writtenAt)}</p><Prose text={earlier.body} /></InsetText>) : null}
      {may.writeStory ? <StoryForm desk={desk} /> : null}
      <Causes desk={desk} />
      <Questions desk={desk} />
    </Section>
  )
}

/** A story answers for the figures there were when it was written. */
function Behind({ curve }: { curve: Curve }) {
  const { story } = curve.written
  const latest = latestOf(curve.points.map(({ period, figure }) => ({ period, value: figure.value })))
  if (!story?.period || !latest || latest.period.label === story.period) return null
  return <p class="caution">It was written for {story.period}. The figure for {latest.period.label} has come since: does the story still hold?</p>
}

/** What somebody saved meanwhile beside what was typed; what only one of them says is marked. */
function TwoStories({ theirs, yours, by }: { theirs: Story; yours: Record<string, string>; by: string }) {
  const notKnown = (yours['notKnown'] ?? '').trim()
  return (
    <>
      <p>What only one of the two says is marked. Yours is still in the box below: bring the two together there and save.</p>
      <TwoTexts theirs={theirs.body} yours={yours['body'] ?? ''} by={by} />
      {theirs.notKnown === notKnown ? null : <><p><b>And of what we do not know:</b></p><TwoTexts theirs={theirs.notKnown} yours={notKnown} by={by} /></>}
      <Textarea dir="auto" label={`The words of ${by}, to copy from`} name="theirs" id="story-theirs" rows={6} value={[theirs.body, theirs.notKnown].filter(Boolean).join('\n\n')} spellcheck={false} />
    </>
  )
}

function TwoTexts({ theirs, yours, by }: { theirs: string; yours: string; by: string }) {
  const [first, second] = differences(theirs, yours)
  return (
    <Columns kind="two">
      <div><h3>{by} saved</h3><Marked paragraphs={first} /></div>
      <div><h3>You wrote</h3><Marked paragraphs={second} /></div>
    </Columns>
  )
}

function Marked({ paragraphs }: { paragraphs: Said[][] }) {
  return <div class="prose compared" dir="auto">{paragraphs.length ? null : <p class="quiet">Nothing</p>}{paragraphs.map((said) => <p dir="auto">{said.map(({ text, isShared }) => (isShared ? text : <mark>{text}</mark>))}</p>)}</div>
}

function Causes({ desk }: { desk: Desk }) {
  const { curve } = desk
  const { written: { causes }, may, series } = curve
  if (!causes.length && !may.writeStory) return null
  const of = (effect: Cause['effect']) => causes.filter((one) => one.effect === effect)
  return (
    <div class="part" id="cause">
      <h3>What makes it better, and worse</h3>
      {causes.length ? (
        <Columns kind="two">
          {(['worse', 'better'] as const).map((effect) => of(effect).length ? <div><p class="small quiet"><b>{EFFECTS[effect]}</b></p><Rows items={of(effect).map((one) => <CauseRow desk={desk} cause={one} />)} /></div> : null)}
        </Columns>
      ) : <p class="quiet">No cause is named yet.</p>}
      {!may.writeStory ? null : series.polarity === 'none' ? <p class="small quiet">{NO_DIRECTION}.</p> : <CauseForm desk={desk} />}
    </div>
  )
}

function CauseRow({ desk, cause: { id, body, evidence, evidenceAddress } }: { desk: Desk; cause: Cause }) {
  return (
    <>
      <p dir="auto"><b>{body}</b></p>
      <p class="small quiet" dir="auto">{evidence || (evidenceAddress ? null : 'No evidence is given.')}{evidenceAddress ? <> <a href={evidenceAddress} rel="noreferrer">Where this is from<span class="govuk-visually-hidden">: {body}</span></a></> : null}</p>
      {desk.curve.may.writeStory ? <Deeds><Ending desk={desk} form="end-cause" id={id} about={body}>It no longer stands</Ending></Deeds> : null}
    </>
  )
}

function CauseForm({ desk }: { desk: Desk }) {
  const { field } = formOf(desk, 'cause')
  return (
    <Writing desk={desk} form="cause" label="Name a cause" button="Add the cause" anchor="cause">
      <Radios legend="What it does to the curve" idPrefix="cause-effect" isInline items={Object.entries(EFFECTS).map(([value, text]) => ({ value, text }))} {...without(field('effect'))} />
      <Textarea dir="auto" label="The cause or force" rows={2} {...field('body')} />
      <Textarea dir="auto" label="How we know (optional)" hint="A count, a review, what families say." rows={2} {...field('evidence')} />
      <Input label="A page that shows it (optional)" type="url" hint="Its whole address, beginning with https://" {...field('evidenceAddress')} />
    </Writing>
  )
}

function Questions({ desk }: { desk: Desk }) {
  const { curve } = desk
  const { written: { questions }, may } = curve
  if (!questions.length && !may.writeStory) return null
  return (
    <div class="part" id="question">
      <h3>What we must find out</h3>
      {questions.length ? <Rows kind="acts" items={questions.map((one) => <QuestionRow desk={desk} question={one} />)} /> : <p class="quiet">No question is open.</p>}
      {may.writeStory ? <QuestionForm desk={desk} /> : null}
    </div>
  )
}

function QuestionRow({ desk, question }: { desk: Desk; question: Question }) {
  const { curve } = desk
  const { id, body, finder, due, answer, answeredBy, answeredAt } = question
  const { field } = formOf(desk, 'answer-question', id)
  return (
    <>
      <div>
        <p dir="auto"><b>{body}</b></p>
        {answer ? <><Prose text={answer} /><p class="small quiet">Answered by {curve.names.get(answeredBy!) ?? answeredBy}, {dayInWords(answeredAt!)}</p></> : null}
        {curve.may.writeStory ? (
          <Deeds>
            {answer && !formOf(desk, 'answer-question', id).isOpen ? null : (
              <Writing desk={desk} form="answer-question" item={id} about={body} label="Say what was found" button="Save what was found" anchor="question">
                <Textarea dir="auto" label="What was found" rows={4} {...field('answer')} />
              </Writing>
            )}
            <Ending desk={desk} form="end-question" id={id} about={body}>It need not be answered</Ending>
          </Deeds>
        ) : null}
      </div>
      <div><p dir="auto">{finder}</p><p class="quiet">{due ? `by ${dayInWords(due)}` : 'no day given'}</p></div>
      <div><p class="quiet">{answer ? 'Answered' : due && due < new Date().toISOString().slice(0, 10) ? 'Overdue' : 'Open'}</p></div>
    </>
  )
}

function QuestionForm({ desk }: { desk: Desk }) {
  const { field } = formOf(desk, 'question')
  return (
    <Writing desk={desk} form="question" label="Put a question" button="Add the question" anchor="question">
      <Textarea dir="auto" label="What has to be found out" rows={2} {...field('body')} />
      <Input label="Who finds out" hint="A role is better than a name: people move." width={20} {...field('finder')} />
      <Input label="Until which day (optional)" type="date" width={10} {...field('due')} />
    </Writing>
  )
}

export function Prose({ text }: { text: string }) {
  return <div class="prose" dir="auto">{text.split(/\n\s*\n/).map((paragraph) => <p dir="auto">{paragraph}</p>)}</div>
}

/** Radios make the ids of their items from a prefix, and their group has none. */
export function without({ name, value, error }: ReturnType<ReturnType<typeof formOf>['field']>) {
  return { name, value, error }
}
