import { MISSING_IN_WORDS, type Period } from '#kernel'
import { DataTable, Details, type PromiseCurveProps, type PromiseItem, PromiseVerdict, showAmount } from '#design'
import { address } from '#rooms/measures'
import type { JudgedPromise } from './judged.ts'
import type { JudgedTest, Step, UsedFigure } from './judge.ts'
import type { PromiseCurve } from './promise-figures.ts'

export interface Life {
  starts: string | null
  ends: string | null
}

/** A promise as the list draws it; `linkOf` answers where a figure is explained, or null where the reader has no such page. */
export function promiseItem(promise: JudgedPromise, life: Life, linkOf: (of: FigureOf) => string | null, change?: string): PromiseItem {
  const { number, body, verdict, why, toKnow, note, tests, curves } = promise
  return {
    id: `promise-${number}`, number, body, state: verdict, why, toKnow, note, curves: curves.map((curve) => curveOf(curve, life)),
    children: (
      <>
        {tests.length || curves.length ? (
          <Details summary={<>What it rests on<span class="govuk-visually-hidden">: promise {number}</span></>}>
            {tests.map((test) => <TestTable test={test} linkOf={linkOf} />)}
            {curves.map((curve) => <CurveTable curve={curve} linkOf={linkOf} />)}
          </Details>
        ) : null}
        {change ? <p class="small no-print"><a href={change}>Change promise {number}</a></p> : null}
      </>
    ),
  }
}

/** Which published figure is meant. */
export interface FigureOf {
  measure: string
  group: string
  place: string
  period: string
}

/** The page that leads from a figure back to the row of its file. */
export function whyAddress({ measure, group, place, period }: FigureOf) {
  return `${address(`/measures/${encodeURIComponent(measure)}`, { place, group: group === 'all' ? null : group, period })}#why`
}

function curveOf({ measure, group, place, periods, values, england, isNearest }: PromiseCurve, life: Life): PromiseCurveProps {
  const name = group.id === 'all' ? measure.label : `${measure.label}, ${group.label}`
  const isAfter = life.ends !== null && periods.length > 0 && periods[0]!.ends > life.ends && lifeOf(periods, life) === null
  return {
    place: place.name, unit: measure.unit, decimals: measure.decimals, periods: periods.map(({ label }) => label), values, england,
    breaks: measure.breaks.map(({ period }) => period), life: lifeOf(periods, life),
    caption: `${isNearest ? 'Nearest published figure, not judged: ' : ''}${name}${isAfter ? `. What is held begins in ${periods[0]!.label}, after the strategy ended` : ''}`,
  }
}

/** The periods that lie in the life of a strategy: from its start, or where that is not known from the first held, to its end. */
export function lifeOf(periods: Period[], { starts, ends }: Life) {
  if (starts === null && ends === null) return null
  const holds = ({ ends: last }: Period) => (starts === null || last >= starts) && (ends === null || last <= ends)
  const from = periods.findIndex(holds)
  return from < 0 ? null : { from, to: periods.findLastIndex(holds) }
}

function TestTable({ test, linkOf }: { test: JudgedTest; linkOf: (of: FigureOf) => string | null }) {
  const { rule, measure, group, steps, why, verdict } = test
  const name = group.id === 'all' ? measure.label : `${measure.label}, ${group.label}`
  if (!steps.length) return <p><PromiseVerdict state={verdict} /> {why}</p>
  return (
    <DataTable caption={`${name}. Asked: ${rule.slice(0, 1).toLowerCase()}${rule.slice(1)}`}
      columns={['Period', 'What is found', 'Verdict', 'Where each figure is from']}
      rows={steps.map((step) => [step.period, stepInWords(step, test), <PromiseVerdict state={step.verdict} />, <Sources step={step} test={test} linkOf={linkOf} />])} />
  )
}

function stepInWords({ why }: Step, { place }: JudgedTest) {
  return `${place.name} ${why}`
}

function Sources({ step: { used }, test, linkOf }: { step: Step; test: JudgedTest; linkOf: (of: FigureOf) => string | null }) {
  return (
    <ul class="sources">
      {used.map((figure) => {
        const href = linkOf({ measure: test.measure.id, group: test.group.id, place: figure.code, period: figure.period })
        const shown = <>{figure.place} {amountOf(figure, test)}</>
        return <li>{href ? <a href={href}>{shown}</a> : shown}{figure.row === null ? '' : `, batch ${figure.batch}, row ${figure.row.toLocaleString('en-GB')}`}</li>
      })}
    </ul>
  )
}

const amountOf = ({ value, missing }: UsedFigure, { measure }: JudgedTest) => (value === null ? MISSING_IN_WORDS[missing ?? 'not-reported'] : showAmount(value, measure))

function CurveTable({ curve: { measure, group, place, periods, values, england }, linkOf }: { curve: PromiseCurve; linkOf: (of: FigureOf) => string | null }) {
  const show = (value: number | null | undefined) => (value === null || value === undefined ? 'no figure' : showAmount(value, measure))
  const name = group.id === 'all' ? measure.label : `${measure.label}, ${group.label}`
  return (
    <DataTable caption={`The curve in numbers: ${name}`} columns={['Period', { label: place.name, isNumber: true }, ...(england ? [{ label: 'England', isNumber: true }] : [])]}
      rows={periods.map(({ label }, at) => {
        const href = linkOf({ measure: measure.id, group: group.id, place: place.code, period: label })
        const shown = show(values[at])
        return [label, href ? <a href={href}>{shown}</a> : shown, ...(england ? [show(england[at])] : [])]
      })} />
  )
}
