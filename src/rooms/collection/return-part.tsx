import { Counts, DataTable, Details, Section, Verdict } from '#design'
import type { Coverage } from './calendar/coverage.ts'
import type { NumberLine, OfReturn } from './of-return.ts'
import { periodInWords } from './period-words.ts'
import type { UndoEffect } from './undo-effect.ts'
import { count, counted } from './words.ts'

const MOST_SETTINGS = 300

/** What a return covers, and what is other than last time: where something went wrong in a school's system, it shows here first. */
export function ReturnPart({ of, isIn }: { of: OfReturn; isIn: boolean }) {
  const compared = of.together.some(({ before }) => before !== null)
  return (
    <Section heading={isIn ? 'What it covers' : 'What it would cover'} id="covers" aside={of.label}>
      <Counts items={[{ label: of.settings === 1 ? 'Setting' : 'Settings', count: count(of.settings) }, { label: periodsIn(of), count: of.periods.length === 1 ? periodInWords(of.series, of.periods[0]!) : count(of.periods.length) }, { label: 'Records', count: count(of.records) }]} />
      <DataTable caption={compared ? 'Beside last time, settings that gave it then' : 'What the data look like; there is no last time to compare with'}
        columns={['Number', ...(compared ? [{ label: 'Last time', isNumber: true }] : []), { label: 'Now', isNumber: true }, ...(compared ? [{ label: 'Change', isNumber: true }] : [])]}
        rows={of.together.map((line) => [line.label, ...(compared ? [shown(line.before)] : []), shown(line.now), ...(compared ? [changeOf(line)] : [])])} />
      {of.coverage ? <CoverageLine coverage={of.coverage} /> : null}
      {of.isOwnWord ? <p class="quiet">Whoever another setting has on roll is counted here once that ends, or once the data manager of the area lets it stand.</p> : null}
      {of.bySetting.length > 1 ? (
        <Details summary={`Setting by setting${of.bySetting.length > MOST_SETTINGS ? `, the ${MOST_SETTINGS} with the greatest change` : ''}`}>
          <DataTable caption="Numbers of each setting, last time and now; the greatest change first" hidesCaption
            columns={['Setting', ...of.together.map(({ label }) => ({ label, isNumber: true }))]}
            rows={of.bySetting.slice(0, MOST_SETTINGS).map(({ name, lines }) => [<bdi>{name}</bdi>, ...of.together.map(({ name: which }) => fromTo(lines.find((line) => line.name === which)))])} />
        </Details>
      ) : null}
    </Section>
  )
}

/** How much of what was expected is in: what every figure made of it rests on. */
export function CoverageLine({ coverage: { label, expected, received, nil, missing, awaited, contested } }: { coverage: Coverage }) {
  const names = missing.slice(0, 5).map(({ name }) => name).join(', ')
  return (
    <p>
      {label}: {count(received)} of {counted(expected, 'return')} in{nil ? `, ${count(nil)} with nothing to give` : ''}{awaited ? `, ${count(awaited)} not due yet` : ''}.{' '}
      {missing.length ? <><Verdict kind="worse">{`${count(missing.length)} missing`}</Verdict> {names}{missing.length > 5 ? ` and ${count(missing.length - 5)} more` : ''}. </> : null}
      {contested ? <Verdict kind="doubt">{`${count(contested)} contested`}</Verdict> : null} <a href="/returns">Returns</a>
    </p>
  )
}

const periodsIn = ({ series, periods }: OfReturn) => (periods.length < 2 ? 'Period' : `Periods, ${periodInWords(series, periods[0]!)} to ${periodInWords(series, periods.at(-1)!)}`)

export const shown = (value: number | null) => (value === null ? '–' : count(value))

/** "120 → 131"; one number where it is the same or there was none before. */
export function fromTo(line: NumberLine | undefined) {
  if (!line || line.now === null) return '–'
  if (line.before === null || line.before === line.now) return count(line.now)
  return <>{count(line.before)}<span aria-hidden="true"> → </span><span class="govuk-visually-hidden"> before, now </span>{count(line.now)}</>
}

/** "+11", "−3", "the same". */
export function changeOf({ before, now }: NumberLine) {
  if (before === null || now === null) return '–'
  return before === now ? <span class="quiet">the same</span> : `${now > before ? '+' : '−'}${count(Math.abs(now - before))}`
}

/** What undoing would take back and put back, in sentences. */
export function UndoWords({ effect, isDone }: { effect: UndoEffect; isDone: boolean }) {
  const { settings, periods, records, children, putBack, heldBy } = effect
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{isDone ? 'Taken back' : 'Takes back'}: {counted(records, 'record')} of {counted(settings, 'setting')}{periods > 1 ? ` in ${count(periods)} periods` : ''}, with every fact in them.</li>
      {children ? <li>{counted(children.all, 'child', 'children')} {children.all === 1 ? 'is' : 'are'} spoken of{children.fresh ? `; ${count(children.fresh)} of them no file had spoken of before, and ${isDone ? 'nothing else kept them' : 'who is in no other file goes with it'}` : ''}. Where they are on roll, their names and groups {isDone ? 'followed' : 'follow'}.</li> : null}
      {putBack.length ? putBack.map(({ batchId, settings: some, records: held }) => <li>{isDone ? 'Put back' : 'Puts back'}: {counted(held, 'record')} of {counted(some, 'setting')} from <a href={`/data/${batchId}`}>batch {batchId}</a>.</li>) : <li>Nothing stood in its place before, so nothing is put back.</li>}
      {heldBy !== null ? <li><a href={`/data/${heldBy}`}>Batch {heldBy}</a> has since taken the place of some of it, and is to be undone first.</li> : null}
    </ul>
  )
}
