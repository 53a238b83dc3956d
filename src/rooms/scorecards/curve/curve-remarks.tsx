import { Section, Select, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Curve } from './curve.ts'
import { Deeds, type Desk, Ending, formOf, Writing } from './curve-forms.tsx'
import type { Remark } from './remarks.ts'

export interface Numbered extends Remark {
  number: number
}

/** Remarks by the time of their points, numbered as they stand on the chart. */
export function numberedRemarks({ points, written: { remarks } }: Pick<Curve, 'points' | 'written'>): Numbered[] {
  if (!remarks.length) return []
  const at = new Map(points.map(({ period }, index) => [period.label, index]))
  return remarks.toSorted((a, b) => (at.get(a.period) ?? 0) - (at.get(b.period) ?? 0)).map((remark, index) => ({ ...remark, number: index + 1 }))
}

/** What stands on the chart: the numbers at each point. */
export function remarkMarks(remarks: Numbered[]) {
  return [...Map.groupBy(remarks, ({ period }) => period)].map(([period, all]) => ({ period, numbers: all.map(({ number }) => number) }))
}

/** The latest remarks beside the chart, with the numbers that stand on it. */
export function RemarkNotes({ curve }: { curve: Curve }) {
  const remarks = numberedRemarks(curve)
  if (!remarks.length) return null
  const shown = remarks.slice(-3)
  return (
    <>
      {shown.map(({ number, period, body }) => <p dir="auto"><b class="remark-number">{number}</b> <b>{period}.</b> {body.length > 140 ? `${body.slice(0, 139).trimEnd()}…` : body}</p>)}
      <p><a href="#remark">{remarks.length > shown.length ? `All ${remarks.length} remarks` : 'Who said so'}</a></p>
    </>
  )
}

export function RemarksSection({ desk }: { desk: Desk }) {
  const { curve, viewer } = desk
  const remarks = numberedRemarks(curve)
  return (
    <Section heading="Remarks on points" id="remark" aside="The numbers stand on the chart">
      {remarks.length ? (
        <ul class="rows remarks">
          {remarks.map(({ id, number, period, body, by, at }) => (
            <li>
              <b class="remark-number">{number}</b>
              <div>
                <p dir="auto"><b>{period}.</b> {body}</p>
                <p class="small quiet">{curve.names.get(by) ?? by}, {dayInWords(at)}</p>
                {by === viewer.slug && curve.may.addRemark ? <Deeds><Ending desk={desk} form="take-back-remark" id={id} about={String(number)}>Take this remark back</Ending></Deeds> : null}
              </div>
            </li>
          ))}
        </ul>
      ) : <p class="quiet">Nobody has remarked on a point yet.</p>}
      {curve.may.addRemark && curve.points.length ? <RemarkForm desk={desk} /> : null}
    </Section>
  )
}

function RemarkForm({ desk }: { desk: Desk }) {
  const { points } = desk.curve
  const { field, sent } = formOf(desk, 'remark')
  return (
    <Writing desk={desk} form="remark" label="Remark on a point" button="Add the remark" anchor="remark">
      <Select label="Which point" items={points.toReversed().map(({ period }) => ({ value: period.label, text: period.label }))} {...field('period')} value={sent?.typed['period'] ?? desk.asked.period} />
      <Textarea dir="auto" label="The remark" rows={3} {...field('body')} />
    </Writing>
  )
}
