import { drawReady, type Ready, readyPart, Section, showAmount, Spark } from '#design'
import { measureAddress } from '#rooms/measures'
import { MISSING_IN_WORDS } from '#kernel'
import type { GroupCell, GroupsTable } from './groups.ts'
import { groupGapInWords } from './words.ts'

/** Chosen groups of children side by side: each measure's figure for each, its curve, and how far it is from everyone's. */
export function GroupsSection({ groups: { chosen, rows }, place, code }: { groups: GroupsTable; place: string; code: string }) {
  return (
    <Section heading="Groups side by side" id="side-by-side" isFull>
      {rows.length ? (
        <table class="score groups-table" role="table">
          <caption>{place}. Thick line: the group; thin line: all children. A gap is between figures of the same period.</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Measure</th>
              <th role="columnheader" scope="col">All children</th>
              {chosen.map(({ label }) => <th role="columnheader" scope="col">{label}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(({ measureId, label, all, cells }) => (
              <tr role="row">
                <th role="rowheader" scope="row"><a href={measureAddress(measureId, code)}>{label}</a></th>
                <td role="cell" data-label="All children"><div>{all?.now ? <>{showAmount(all.now.value, all.series)} <small>{all.now.period.label}</small></> : <span class="quiet">–</span>}</div></td>
                {cells.map((cell, at) => <td role="cell" data-label={chosen[at]!.label}><div>{readyPart(cellReady(cell, all?.values ?? null))}</div></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      ) : <p class="quiet">None of the measures shown is published for these groups.</p>}
    </Section>
  )
}

function cellReady({ series, summary, missing, gap }: GroupCell, all: (number | null)[] | null): Ready {
  if (!series || !summary) return drawReady(<span class="quiet">not published for this group</span>)
  if (!summary.now) return drawReady(<span class="none">{missing === null ? 'No figure' : `${missing === 'not-reported' ? '' : `${missing}: `}${MISSING_IN_WORDS[missing]}`}</span>)
  const words = groupGapInWords(gap.difference, gap.trend, series)
  // England's thin line gives way to everyone's of the place, where both have the same periods.
  const thin = all && all.length === summary.values.length ? all : null
  return drawReady(
    <>
      <b>{showAmount(summary.now.value, series)}</b>
      <Spark periods={series.periods.map(({ label }) => label)} values={summary.values} england={thin} breaks={series.measure.breaks.map(({ period }) => period)} />
      <small>{words ?? `no figure for all children in ${summary.now.period.label}`}</small>
    </>,
  )
}
