import { DataTable, drawPage, EmptyState, Foot, Found, Opening, Page, type PageViewer, Section, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { periodInWords } from '../period-words.ts'
import { count, moment } from '../words.ts'
import type { KeptRow } from './kept-row.ts'
import type { Source } from './source.ts'

interface RowPageProps {
  viewer: PageViewer
  nonce: string
  source: Source
  kindLabel: string
  by: string
  /** Null where the file is no longer kept, or has no such row. */
  kept: KeptRow | null
  why: string | null
  child: string | null
}

/** A row of a file as it came: where a fact is from, to the cell. */
export function drawRowPage({ viewer, nonce, source, kindLabel, by, kept, why, child }: RowPageProps) {
  const { batch, row, file, period, at, undone, replacedBy } = source
  return drawPage(
    <Page title={`Row ${row}, batch ${batch}`} viewer={viewer} path="/data" nonce={nonce} foot={<Foot lines={['Read again from the kept file. That you looked is written down.']} />}>
      <Opening kicker={<><a href="/data">Data</a> · <a href={`/data/${batch}`}>{kindLabel}, batch {batch}</a></>} heading={`Row ${count(row ?? 0)}`}
        standfirst={`${file === null ? '' : `${file}. `}Taken in by ${by}${at ? `, ${moment(at)}` : ''}.${period ? ` It speaks of ${periodInWords(source.series ?? '', period)}${source.asAt ? `, as of ${dayInWords(source.asAt)}` : ''}.` : ''}`} />
      {undone || replacedBy !== null ? (
        <Section heading="It does not stand as it is">
          {undone ? <p><Verdict kind="steady">Undone</Verdict> {moment(undone.at)}.</p> : null}
          {replacedBy !== null ? <p><Verdict kind="steady">Replaced</Verdict> <a href={`/data/${replacedBy}`}>Batch {replacedBy}</a> has taken the place of some of this file’s rows.</p> : null}
        </Section>
      ) : null}
      <Section heading="As it stands in the file" id="row" aside={child === null ? undefined : <a href={`/children/${child}`}>The record it went to</a>}>
        {kept === null ? <EmptyState reason={why ?? 'The file has no such row.'} /> : (
          <>
            <DataTable caption="Cells of the row" hidesCaption columns={['Column', 'As found']} rows={kept.cells.map(({ name, value, isKeptApart }) => [name, isKeptApart ? <span class="quiet">not for your role</span> : cellOf(name, value)])} />
            {kept.more ? <p class="small quiet">{count(kept.more)} more cells are not shown.</p> : null}
          </>
        )}
      </Section>
    </Page>,
  )
}

/** Who a child was before is never set beside the record of who they are: of one who left care by adoption nobody may follow it. */
const WHO_BEFORE = /(former|previous).*(upn|name)/i

function cellOf(name: string, value: string) {
  if (value === '') return <span class="quiet">empty</span>
  return WHO_BEFORE.test(name.replaceAll(/[^a-z]/gi, '')) ? <span class="quiet">kept apart</span> : <Found>{value}</Found>
}
