import type { ComponentChildren } from 'preact'
import { Rows, Section } from '#design'
import { dayInWords } from '#kernel'
import { capital, listed, measureAddress } from '#rooms/measures'
import type { CurveAction } from '#rooms/programme'
import type { WrittenOfCurve } from '../curve/written.ts'

/** What is written about the curve of one indicator. */
export interface CurveWritten {
  name: string
  measureId: string
  groupId: string
  placeCode: string
  written: WrittenOfCurve
  actions: CurveAction[]
}

interface Question {
  heading: string
  /** What is missing where nobody has answered it. */
  missing: string
  /** What one curve answers, a line each. */
  answers: (curve: CurveWritten) => ComponentChildren[]
}

const QUESTIONS: Question[] = [
  {
    heading: 'What is the story behind it?', missing: 'the story behind the curves',
    answers: ({ written: { story, causes } }) => [
      ...(story ? [<p dir="auto">{opening(story.body)}</p>] : []),
      ...causes.map(({ effect, body }) => <p class="small quiet" dir="auto">Makes it {effect}: {body}</p>),
    ],
  },
  {
    heading: 'Who are the partners?', missing: 'who the partners are',
    answers: ({ written }) => written.partners.map(({ name, part, agreedOn }) => (
      <p dir="auto"><b>{name}</b>: {part} <span class="small quiet">{agreedOn ? `Agreed, ${dayInWords(agreedOn)}` : 'Not agreed yet'}</span></p>
    )),
  },
  {
    heading: 'What works?', missing: 'what works',
    answers: ({ written }) => written.ideas.map(({ body, cost }) => <p dir="auto">{body} <span class="small quiet">{COSTS[cost]}</span></p>),
  },
  {
    heading: 'What do we propose to do?', missing: 'what will be done',
    answers: ({ actions }) => actions.map(({ title, owner, due, dueWords }) => <p dir="auto">{title} <span class="small quiet">{owner}, {due ? dayInWords(due) : dueWords}</span></p>),
  },
]

/** The later questions of turning a curve, each only where an indicator's curve has an answer; where to answer the others is said once. */
export function Answers({ curves }: { curves: CurveWritten[] }) {
  const asked = QUESTIONS.map((question) => ({ ...question, of: curves.map((curve) => ({ curve, lines: question.answers(curve) })).filter(({ lines }) => lines.length) }))
  const open = asked.filter(({ of }) => !of.length).map(({ missing }) => missing)
  return (
    <>
      {asked.filter(({ of }) => of.length).map(({ heading, of }) => (
        <Section heading={heading}><Rows items={of.map(({ curve, lines }) => <><p><b><Link curve={curve} /></b></p>{lines}</>)} /></Section>
      ))}
      {curves.length && open.length ? (
        <Section heading="Not answered yet">
          <p>{capital(listed(open))}. Each is written on the page of a measure: {curves.slice(0, 5).map((curve, at) => <>{at ? '; ' : ''}<Link curve={curve} /></>)}.</p>
        </Section>
      ) : null}
    </>
  )
}

const COSTS = { 'no-cost': 'Costs nothing', 'low-cost': 'Costs little', costed: 'Has a price' } as const

const Link = ({ curve: { name, measureId, groupId, placeCode } }: { curve: CurveWritten }) => <a href={measureAddress(measureId, placeCode, groupId)}>{name}</a>

/** Enough of a story to know it by; the whole stands with its curve. */
function opening(body: string) {
  const first = body.split(/\n\s*\n/, 1)[0]!
  return first.length > 400 ? `${first.slice(0, 400).replace(/\s+\S*$/u, '')} …` : first
}
