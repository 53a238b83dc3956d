import { chosenFilters, EmptyState, type FilterGroup, Filters, Foot, Opening, Page, Section, type SortableColumn, SortableTable, sortOf, TakeAway } from '#design'
import type { Viewer } from '#platform'
import { capital, inWords } from '#rooms/measures'
import { ActionStanding } from './action-standing.tsx'
import { ACTION_ORDER } from './action-list.ts'
import { countStandings } from './strategies.ts'
import { strategyAddress } from './strategy-body.tsx'
import { actionAddress, dueOf } from './strategy-plan.tsx'
import type { PlannedAction } from './strategy-view.ts'

interface Props {
  viewer: Viewer
  nonce: string
  /** Every action of the area, and those chosen. */
  all: PlannedAction[]
  shown: PlannedAction[]
  filters: FilterGroup[]
  search: URLSearchParams
  today: string
  once: string
}

/** The actions of an area: late, soon due, and the rest, by whom and for which curve. */
export function ActionListPage({ viewer, nonce, all, shown, filters, search, today, once }: Props) {
  const columns = columnsFor(today)
  return (
    <Page title="Actions" viewer={viewer} path="/strategies/actions" nonce={nonce} foot={<Foot lines={['Late: its day has passed and nobody has said that it is done or dropped. Due soon: within 31 days. An action of a plan that is over is never late: where nobody said how far it was, that is not known.']} />}>
      <Opening kicker={<><a href="/strategies">Strategies</a> · <b>Actions</b></>} heading={heading(viewer.areaName, all)} standfirst={standfirst(all)} />
      <Section isFull>
        {all.length ? <>
          <Filters id="filters" path="/actions" search={search} groups={filters} />
          {shown.length
            ? <SortableTable id="actions" caption={shown.length === all.length ? `All ${all.length} actions` : `${shown.length} of ${all.length} actions`} columns={columns} rows={shown} sort={sortOf(search, columns, { by: 'standing', order: 'ascending' })} path="/actions" search={search} />
            : <EmptyState reason={nothing(viewer.areaName, chosenFilters(search, filters))}><p><a href="/actions">All actions</a></p></EmptyState>}
        </> : <EmptyState reason={`${viewer.areaName} has no action yet.`}><p>Actions are added in a <a href="/strategies">strategy</a>, or on a <a href="/measures">measure’s page</a> beside the curve they are to turn.</p></EmptyState>}
      </Section>
      {all.length ? <TakeAway subject={search.size ? `/actions?${search}` : '/actions'} sheets keeps once={once} /> : null}
    </Page>
  )
}

function columnsFor(today: string): SortableColumn<PlannedAction>[] {
  return [
    { key: 'title', label: 'Action', orderBy: ACTION_ORDER.title, cell: (one) => <><a href={actionAddress(one.id)}><bdi>{one.title}</bdi></a>{one.strategy ? <span class="small quiet"><br /><a href={strategyAddress(one.strategy.slug)}><bdi>{one.strategy.title}</bdi></a>{one.number ? `, ${one.number}` : ''}</span> : null}</> },
    { key: 'owner', label: 'Who', orderBy: ACTION_ORDER.owner, cell: ({ owner }) => <bdi>{owner}</bdi> },
    { key: 'due', label: 'By when', orderBy: ACTION_ORDER.due, cell: dueOf },
    { key: 'standing', label: 'Where it stands', orderBy: ACTION_ORDER.standing, cell: (one) => <ActionStanding action={one} today={today} /> },
    { key: 'curve', label: 'Curve to turn', orderBy: ACTION_ORDER.curve, cell: ({ curve }) => (curve ? <a href={`${curve.href}#action`}>{curve.label}</a> : <span class="quiet">Names none</span>) },
  ]
}

function heading(area: string, all: PlannedAction[]) {
  const { late, soon } = countStandings(all)
  if (!all.length) return `${area} has no action yet`
  const said = late === 0 ? `No action of ${area} is late` : `${capital(inWords(late))} ${late === 1 ? 'action' : 'actions'} of ${area} ${late === 1 ? 'is' : 'are'} late`
  return soon === 0 ? said : `${said}, ${inWords(soon)} ${soon === 1 ? 'is' : 'are'} due within a month`
}

function standfirst(all: PlannedAction[]) {
  const without = all.filter(({ curve }) => curve === null).length
  const { unreported } = countStandings(all)
  return [
    without === 0 ? (all.length ? 'Every action names the curve it is to turn.' : '') : without === all.length ? 'None names the curve it is to turn.' : `${capital(inWords(without))} of ${all.length} ${without === 1 ? 'names' : 'name'} no curve to turn.`,
    unreported === 0 ? '' : unreported === all.length ? 'Nobody ever recorded whether any was done before its plan was over.' : `Of ${inWords(unreported)} nobody ever recorded whether ${unreported === 1 ? 'it was' : 'they were'} done before the plan was over.`,
  ].filter(Boolean).join(' ')
}

function nothing(area: string, chosen: Record<string, string[]>) {
  const [only, ...more] = chosen['state'] ?? []
  const others = Object.entries(chosen).some(([name, values]) => name !== 'state' && values.length)
  if (!others && !more.length && only === 'late') return `No action of ${area} is late.`
  if (!others && !more.length && only === 'soon') return `No action of ${area} is due within a month.`
  return 'No action fits all that was chosen.'
}
