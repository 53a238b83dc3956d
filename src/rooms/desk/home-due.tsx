import { EmptyState, Rows, Section, Verdict } from '#design'
import { listed, measureAddress } from '#rooms/measures'
import { actionAddress, type PlannedAction } from '#rooms/programme'
import type { HomeProps } from './home-page.tsx'
import { daysInWords } from './times.ts'

const MOST_DUE = 8

/** What is due in the area, late first. */
export function DueSection(props: HomeProps) {
  const { home: { facts, now }, viewer } = props
  if (!facts) return null
  const { due } = facts
  return (
    <Section heading="Due" id="due" aside={<>{`Actions of ${viewer.areaName}`}. <a href="/actions">{due.length > MOST_DUE ? `All ${due.length}` : 'All actions'}</a></>}>
      {due.length ? <Rows kind="diary" items={due.slice(0, MOST_DUE).map((one) => <DueItem action={one} now={now} />)} /> : <NothingDue {...props} />}
    </Section>
  )
}

/** What is late or due soon, under the priority of the plan it belongs to; those with something late first. */
export function PlanSection(props: HomeProps) {
  const { home: { facts, now }, viewer } = props
  if (!facts) return null
  const pressing = facts.due.filter(({ standing: { kind } }) => kind === 'late' || kind === 'soon')
  const groups = [...Map.groupBy(pressing, ({ strategy, priority }) => [strategy?.title, priority && `${priority.number}. ${priority.title}`].filter(Boolean).join(': '))]
  const later = facts.due.length - pressing.length
  return (
    <Section heading="Late and soon" id="due" aside={<>Actions of {viewer.areaName}, by priority. <a href="/actions">All actions</a></>}>
      {pressing.length ? groups.map(([plan, some]) => <div class="of-priority"><h3 dir="auto">{plan || 'Of no plan'}</h3><Rows kind="diary" items={some.slice(0, MOST_DUE).map((one) => <DueItem action={one} now={now} />)} />{some.length > MOST_DUE ? <p class="small"><a href="/actions">{some.length - MOST_DUE} more</a></p> : null}</div>)
        : facts.due.length ? <EmptyState reason="Nothing is late, and nothing is due within a month."><p><a href="/actions">{later === 1 ? 'One action is due later' : `${later} actions are due later`}</a>.</p></EmptyState> : <NothingDue {...props} />}
    </Section>
  )
}

function DueItem({ action: { id, title, owner, due, standing, curve, strategy }, now }: { action: PlannedAction; now: Date }) {
  const [day, month] = dayAndMonth(due!, now)
  return (
    <>
      <time datetime={due!}><b>{day}</b>{month}</time>
      <div>
        <a href={actionAddress(id)}><b><bdi>{title}</bdi></b></a><br />
        <span class="quiet"><bdi>{owner}</bdi>.{curve ? ` To turn ${curve.label}.` : ''}{strategy && !curve ? <> Of <bdi>{strategy.title}</bdi>.</> : null}</span>
      </div>
      <p class="left">{standing.kind === 'late' ? <Verdict kind="worse">{daysInWords(standing.days!)}</Verdict> : daysInWords(standing.days!)}</p>
    </>
  )
}

/** With the year where it is not this one. */
function dayAndMonth(day: string, now: Date): [string, string] {
  const at = new Date(`${day}T12:00:00Z`)
  return [String(at.getUTCDate()), `${MONTH.format(at)}${at.getUTCFullYear() === now.getUTCFullYear() ? '' : ` ${at.getUTCFullYear()}`}`]
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })

function NothingDue({ viewer, home: { headlines, may } }: HomeProps) {
  const worst = headlines.find(({ trend }) => trend.kind === 'worse') ?? headlines[0]
  const steps = [may.has('story:write') ? 'write the story behind its curve' : null, may.has('action:write') ? 'add the first action' : null].filter((one) => one !== null)
  return (
    <EmptyState reason={`${viewer.areaName} has no open actions.`}>
      <p>{worst ? <>Begin where it matters: open <a href={measureAddress(worst.series.measure.id, viewer.placeCode, worst.series.group.id)}>{worst.label}</a>{steps.length === 0 ? ' and see what lies behind its curve' : steps.length === 1 ? ` and ${steps[0]}` : `, ${listed(steps)}`}.</> : 'Actions are added on a measure’s page, beside the curve they are meant to turn, or in a strategy.'}</p>
    </EmptyState>
  )
}
