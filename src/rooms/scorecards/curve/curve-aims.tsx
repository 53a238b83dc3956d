import { Columns, DataTable, Input, Note, Rows, Section, showAmount, showBare, Textarea } from '#design'
import { dayInWords } from '#kernel'
import { type Baseline, whyNotFreeze } from './baselines.ts'
import type { Curve } from './curve.ts'
import { type Desk, Deeds, Ending, formOf, pageAddress, TargetForm, Writing } from './curve-forms.tsx'
import { baselineName, shownScenarios } from './curve-words.tsx'
import { latestOf } from './outlook.ts'
import type { Scenario } from './scenarios.ts'

/** Where it should be: targets; then what those are held against: the baseline; and other ways it may go. */
export function AimsSection({ desk }: { desk: Desk }) {
  const { curve } = desk
  const canAim = curve.may.setTarget
  return (
    <>
      <Section heading="Where it should be" id="target">
        <Targets desk={desk} />
        {canAim ? <TargetForm desk={desk} /> : null}
      </Section>
      <Section heading="Baseline and scenarios" id="baseline" aside="What a turned curve is held against, and other ways it may go">
        <Baselines desk={desk} />
        {canAim ? <BaselineForm desk={desk} /> : null}
        <div class="part" id="scenario">
          <h3>Scenarios</h3>
          <Scenarios desk={desk} />
          {canAim ? <ScenarioForm desk={desk} /> : null}
        </div>
      </Section>
    </>
  )
}

function Targets({ desk }: { desk: Desk }) {
  const { curve } = desk
  const { written: { targets }, series, names, may, place } = curve
  if (!targets.length) return <p class="quiet">No target is set for {place.name}.</p>
  return (
    <Rows items={targets.map(({ id, period, value, reason, agreedBy, setBy, setAt }) => (
      <>
        <p><b>{showAmount(value, series)} by {period}</b>{series.polarity === 'none' ? <span class="quiet"> A value to reach: neither end is better.</span> : null}</p>
        <p dir="auto">{reason}</p>
        {agreedBy ? <p class="small" dir="auto">Agreed by {agreedBy}</p> : null}
        <p class="small quiet">Set by {names.get(setBy) ?? setBy}, {dayInWords(setAt)}</p>
        {may.setTarget ? <Deeds><Ending desk={desk} form="withdraw-target" id={id} about={period}>Take this target back</Ending></Deeds> : null}
      </>
    ))} />
  )
}

function Baselines({ desk }: { desk: Desk }) {
  const { curve } = desk
  const { written: { baselines: [newest, ...earlier] } } = curve
  if (!newest) return <p class="quiet">No baseline is frozen, so whether the curve has turned can’t be said yet.</p>
  return (
    <>
      <Columns kind="margin">
        <Held curve={curve} baseline={newest} />
        <Note heading={baselineName(newest)}>
          <p dir="auto">At: {newest.decision}</p>
          <p dir="auto">{newest.reason}</p>
          <p>By {curve.names.get(newest.frozenBy) ?? newest.frozenBy}, {dayInWords(newest.frozenAt)}, on figures to {latestOf(newest.history)?.period}. {newest.method}</p>
          {curve.may.setTarget ? <Deeds><Ending desk={desk} form="withdraw-baseline" id={newest.id} about={dayInWords(newest.frozenAt)}>Take this baseline back</Ending></Deeds> : null}
        </Note>
      </Columns>
      {earlier.length ? <p class="small quiet">Frozen before: {earlier.map((one) => `${dayInWords(one.frozenAt)} (${one.decision})`).join('; ')}.</p> : null}
    </>
  )
}

/** What was to come when it was frozen, beside what has come. */
function Held({ curve, baseline }: { curve: Curve; baseline: Baseline }) {
  const { series, points } = curve
  const better = series.polarity === 'high' ? 1 : -1
  return (
    <DataTable caption={`Forecast of ${dayInWords(baseline.frozenAt)}, and what came`} columns={['Period', { label: 'If nothing changed', isNumber: true }, { label: 'Came', isNumber: true }, 'In words']}
      rows={baseline.forecast.map(({ period, value, low, high }) => {
        const came = points.find((one) => one.period.label === period)?.figure.value ?? null
        const band = low === null || high === null ? '' : ` (${showBare(low, series)} to ${showBare(high, series)})`
        const way = came === null ? 0 : Math.sign(came - value) * better
        return [period, `${showAmount(value, series)}${band}`, came === null ? '' : showAmount(came, series), came === null ? <span class="quiet">No figure yet</span> : way > 0 ? 'Better than forecast' : way < 0 ? 'Worse than forecast' : 'As forecast']
      })} />
  )
}

function BaselineForm({ desk }: { desk: Desk }) {
  const { curve } = desk
  const whyNot = whyNotFreeze(curve.series, curve.points.map(({ period, figure }) => ({ period, value: figure.value })))
  const { field, isOpen } = formOf(desk, 'baseline')
  if (whyNot !== null && !isOpen) return <p class="small quiet">No baseline can be frozen now. {whyNot}.</p>
  const latest = latestOf(curve.points.map(({ period, figure }) => ({ period, value: figure.value })))
  return (
    <Writing desk={desk} form="baseline" label="Freeze a baseline" button="Freeze the baseline" anchor="baseline" hidden={latest ? { latest: latest.period.label } : {}}>
      <p>The figures to {latest?.period.label} and where the curve goes if nothing changes are kept as they are today. They never change, whatever is published later.</p>
      <Input label="At which decision" hint="The meeting or the document: SEND board of 12 March, the strategy." {...field('decision')} />
      <Textarea dir="auto" label="Why it is frozen now" rows={2} {...field('reason')} />
    </Writing>
  )
}

function Scenarios({ desk }: { desk: Desk }) {
  const { curve } = desk
  const { written: { scenarios } } = curve
  if (!scenarios.length) return <p class="quiet">Nobody has drawn another way it may go.</p>
  const drawn = shownScenarios(desk)
  return (
    <>
      <Rows items={scenarios.map((one) => <ScenarioRow desk={desk} scenario={one} isDrawn={drawn.includes(one)} />)} />
      {drawn.length ? <p class="small"><a href={`${pageAddress(curve)}&scenario=none#curve`}>Show the curve without scenarios</a></p> : null}
    </>
  )
}

function ScenarioRow({ desk, scenario, isDrawn }: { desk: Desk; scenario: Scenario; isDrawn: boolean }) {
  const { curve } = desk
  const { id, name, assumptions, points, by, at } = scenario
  return (
    <>
      <p><b dir="auto">{name}</b>{isDrawn ? <span class="quiet">, on the chart</span> : <> <a class="no-print small" href={`${pageAddress(curve)}&scenario=${id}#curve`}>Show it on the chart<span class="govuk-visually-hidden"> ({name})</span></a></>}</p>
      <p dir="auto">{assumptions}</p>
      <p class="small">{points.map(({ period, value }) => `${period}: ${showAmount(value, curve.series)}`).join('; ')}</p>
      <p class="small quiet">By {curve.names.get(by) ?? by}, {dayInWords(at)}</p>
      {curve.may.setTarget ? <Deeds><Ending desk={desk} form="withdraw-scenario" id={id} about={name}>Take this scenario back</Ending></Deeds> : null}
    </>
  )
}

function ScenarioForm({ desk }: { desk: Desk }) {
  const { ahead, series } = desk.curve
  const { field } = formOf(desk, 'scenario')
  if (!ahead.length) return <p class="small quiet">A scenario needs a measure whose periods are years.</p>
  return (
    <Writing desk={desk} form="scenario" label="Draw a scenario" button="Keep the scenario" anchor="scenario" hidden={Object.fromEntries(ahead.map(({ period }, at) => [`period-${at}`, period]))}>
      <Input label="Its name" hint="As it will stand on the chart: two more psychologists." width={20} {...field('name')} />
      <Textarea dir="auto" label="What is assumed" rows={3} {...field('assumptions')} />
      <fieldset class="govuk-fieldset by-period" id="scenario-points">
        <legend class="govuk-fieldset__legend">Where the curve would go{series.unit ? ` (${series.unit === '%' ? 'per cent' : series.unit})` : ''}</legend>
        <div class="govuk-hint">Leave empty what you do not say.</div>
        {ahead.map(({ period }, at) => <Input label={period} width={5} inputMode="decimal" {...field(`value-${at}`)} />)}
      </fieldset>
    </Writing>
  )
}

