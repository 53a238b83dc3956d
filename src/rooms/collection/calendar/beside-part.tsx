import { DataTable, Details, Section } from '#design'
import { seriesLabel } from '../of-return.ts'
import { periodInWords } from '../period-words.ts'
import { changeOf, shown } from '../return-part.tsx'
import { count } from '../words.ts'
import type { LatestNumbers } from './school-numbers.ts'

/** What a setting's data look like beside last time: kinds that have a last time first, the rest folded away. */
export function BesidePart({ numbers }: { numbers: readonly LatestNumbers[] }) {
  const counted = numbers.filter(({ lines }) => lines.length)
  // The census, which says most, before the rest.
  const compared = counted.filter(({ beforePeriod }) => beforePeriod !== null).sort((a, b) => b.lines.length - a.lines.length)
  const alone = counted.filter(({ beforePeriod }) => beforePeriod === null)
  if (!counted.length) return null
  return (
    <Section heading="Beside last time" id="beside" aside="The latest return of each kind. A number nobody expected is worth a look before it is signed">
      {compared.map((one) => <Compared one={one} />)}
      {alone.length ? (
        <Details summary={`Without a last time to compare with (${count(alone.length)})`} open={!compared.length}>
          {alone.map(({ series, period, batchId, lines }) => (
            <p><b>{seriesLabel(series)}, {periodInWords(series, period)}</b>: {lines.map(({ label, now }) => `${label} ${shown(now)}`).join(', ')}. <a href={`/data/${batchId}`}>Batch {batchId}</a></p>
          ))}
        </Details>
      ) : null}
    </Section>
  )
}

function Compared({ one: { series, batchId, period, beforePeriod, lines } }: { one: LatestNumbers }) {
  return (
    <div id={`beside-${series}`}>
      <DataTable caption={`${seriesLabel(series)}: ${periodInWords(series, period)} beside ${period === beforePeriod ? 'what it corrected' : periodInWords(series, beforePeriod!)}`}
        columns={['Number', { label: 'Last time', isNumber: true }, { label: 'Now', isNumber: true }, { label: 'Change', isNumber: true }]}
        rows={lines.map((line) => [line.label, shown(line.before), shown(line.now), changeOf(line)])} />
      <p class="small quiet">From <a href={`/data/${batchId}`}>batch {batchId}</a></p>
    </div>
  )
}
