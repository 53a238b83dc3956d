import { Details, Table } from '../govuk.tsx'
import { Pagination, pagesAround } from '../pagination.tsx'
import { DataTable, Rows, Verdict } from '../parts.tsx'
import { SortableTable, type SortableColumn, sortOf } from '../patterns/sortable-table.tsx'
import { type ScoreColumn, ScoreTable } from '../score-table.tsx'
import { Spark } from '../spark.tsx'
import { SummaryCard, SummaryList } from '../summary-list.tsx'
import { type GalleryAsked, Specimen } from './specimen.tsx'

interface Neighbour {
  name: string
  percent: number | null
  plans: number
}

const NEIGHBOURS: Neighbour[] = [
  { name: 'Northby', percent: 93.5, plans: 310 }, { name: 'Exampleton', percent: 14, plans: 442 }, { name: 'Kirkby-le-Moor', percent: null, plans: 4 }, { name: 'Boltby', percent: 61.2, plans: 205 },
]

const COLUMNS: SortableColumn<Neighbour>[] = [
  { key: 'name', label: 'Place', cell: ({ name }) => name, orderBy: ({ name }) => name },
  { key: 'percent', label: 'On time, %', isNumber: true, cell: ({ percent }) => percent?.toFixed(1) ?? <span class="quiet">withheld to protect people</span>, orderBy: ({ percent }) => percent },
  { key: 'plans', label: 'New plans', isNumber: true, cell: ({ plans }) => plans, orderBy: ({ plans }) => plans },
]

const SCORED: ScoreColumn[] = [{ id: 'curve', label: 'Curve', kind: 'picture' }, { id: 'now', label: 'Latest', kind: 'latest' }, { id: 'way', label: 'Direction' }]

/** Figures and facts in rows. */
export function Tables({ asked }: { asked: GalleryAsked }) {
  return (
    <>
      <Specimen name="Table" use="Figures to read off and compare. Always with a caption; numbers to the right; this area’s row marked; on a narrow screen it scrolls by itself.">
        <Table caption="New plans by month" columns={[{ label: 'Month' }, { label: 'Plans', isNumber: true }, { label: 'On time', isNumber: true }]} rows={[['January', '41', '6'], ['February', '35', '4']]} firstIsHeader />
        <DataTable caption="Exampleton and a neighbour, 2024" columns={['Place, and how alike', { label: '2024, %', isNumber: true }, { label: 'Change, points', isNumber: true }, { label: 'Rank of 153', isNumber: true }]}
          rows={[[<><b>Northby</b><br /><span class="small quiet">very close</span></>, '93.5', '+3.3', 18], { cells: [<><b>Exampleton</b><br /><span class="small quiet">this place</span></>, '14.0', '−8.6', 121], isUs: true }]} />
      </Specimen>
      <Specimen name="Sortable table" use="More than about ten rows that people ask different things of. Headings are links, the order is in the address; what has no figure stays last either way.">
        <SortableTable id="neighbours" caption="Neighbours, in an order you choose" columns={COLUMNS} rows={NEIGHBOURS} sort={sortOf(asked.search, COLUMNS, { by: 'percent', order: 'descending' })} path={asked.path} search={asked.search} isUs={({ name }) => name === 'Exampleton'} />
      </Specimen>
      <Specimen name="Score table" use="A scorecard: results, and under each its indicators. Under 960 px each row becomes a block, without losing what it means to those who hear it.">
        <ScoreTable caption="A scorecard of one result" first="Indicator" columns={SCORED}
          groups={[{ heading: 'Help comes on time', rows: [{ id: 'sample-on-time', name: <a href="#tables">Plans within 20 weeks</a>, runs: [{ columns: SCORED, cells: [<Spark periods={['2021', '2022', '2023', '2024']} values={[42.5, 25.3, 22.6, 14]} england={[57.9, 47.7, 49.1, 45.9]} target={38} />, <b>14.0%</b>, <Verdict kind="worse" />] }] }] }]} />
      </Specimen>
      <Specimen name="Summary list" use="Facts about one thing, or answers to check before they are sent.">
        <SummaryList rows={[{ key: 'Draft', value: <a href="#tables">Story behind suspensions</a>, actions: [{ href: '#tables', text: 'Change', about: 'the draft' }] }, { key: 'Messages', value: '2 unread' }]} />
      </Specimen>
      <Specimen name="Summary card" use="Several things alike, each with its own facts and links. Nowhere else a box.">
        <SummaryCard title="Northby Primary" level={4} actions={[{ href: '#tables', text: 'Remove' }]} rows={[{ key: 'Pupils with a plan', value: '14', actions: [{ href: '#tables', text: 'Change', about: 'pupils with a plan' }] }]} />
        <SummaryCard title="Boltby Academy" level={4} actions={[{ href: '#tables', text: 'Remove' }, { href: '#tables', text: 'Move' }]} rows={[{ key: 'Pupils with a plan', value: 'withheld to protect people' }]} />
      </Specimen>
      <Specimen name="Lists" use="Things of which each is a sentence or more. With dates: a diary. With who and when: actions.">
        <Rows kind="diary" items={[<><time dateTime="2026-03-18"><b>18</b>March</time><div><a href="#tables"><b>Decide whether to issue a plan</b></a><br /><span class="quiet">Week 16 passed on Wednesday.</span></div><p class="left worse"><Verdict kind="worse">2 days late</Verdict></p></>]} />
        <Rows kind="acts" items={[
          <><div><b>Decide requests twice a week, not monthly</b><br /><span class="quiet">Expected effect: 9 points by 2026</span></div><div>A. Example<br /><span class="quiet">30 April 2026</span></div><div><Verdict kind="better">On time</Verdict></div></>,
          <><div><b>Shared request form with an evidence checklist</b></div><div>Heads’ group<br /><span class="quiet">1 September 2026</span></div><div><Verdict kind="steady">Not started</Verdict></div></>,
        ]} />
      </Specimen>
      <Specimen name="Folded away" use="What a few readers need and most do not. Printed, it is open.">
        <Details summary="How this is counted"><p>Every plan, exceptions included.</p></Details>
        <Details summary="How this is counted, open" open><p>Every plan, exceptions included.</p></Details>
      </Specimen>
      <Specimen name="Pages of a long list" use="Lists longer than a page, where their order matters. Otherwise a filter is kinder.">
        <Pagination {...pagesAround(10, 40, (page) => `#${page}`)} label="Pages of the list" />
        <Pagination previous={{ href: '#tables', label: 'Suspensions' }} next={{ href: '#tables', label: 'Permanent exclusions' }} label="Measures before and after" />
      </Specimen>
    </>
  )
}
