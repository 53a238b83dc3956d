import { Button, Buttons, chosenFilters, EmptyState, type FilterGroup, Filters, Section, type SortableColumn, SortableTable, sortOf, TakeAway } from '#design'
import { AccessFrame, type Desk } from './access-frame.tsx'
import { PersonStanding, seenInWords, spanInWords, STANDING_WORDS } from './part-words.tsx'
import type { ListedPerson } from './people-read.ts'

interface Props {
  desk: Desk
  all: ListedPerson[]
  shown: ListedPerson[]
  filters: FilterGroup[]
  search: URLSearchParams
  where: string
}

/** Everybody with a role where one looks after people. */
export function PeoplePage({ desk, all, shown, filters, search, where }: Props) {
  const here = all.filter(({ standing }) => standing === 'here').length
  return (
    <AccessFrame desk={desk} title="People" path="/people" heading={`${here === 1 ? 'One person is' : `${here} people are`} here in ${where}`} standfirst="Who is here, in which role, from when to when. Roles are ended, never taken away, so that everybody can see later who held what.">
      <Section isFull>
        <Buttons><Button href="/people/invite">Invite somebody</Button><Button kind="secondary" href="/people/invite/many">Invite many from a list</Button></Buttons>
        <Filters id="filters" path="/people" search={search} groups={filters} />
        {shown.length
          ? <SortableTable id="people" caption={shown.length === all.length ? `All ${all.length} who are, were or will be here` : `${shown.length} of ${all.length}`} columns={COLUMNS} rows={shown} sort={sortOf(search, COLUMNS, { by: 'name', order: 'ascending' })} path="/people" search={search} isUs={({ slug }) => slug === desk.viewer.slug} />
          : <EmptyState reason={Object.values(chosenFilters(search, filters)).flat().length ? 'Nobody fits all that was chosen.' : 'Nobody holds a role here yet.'}><p><a href="/people">Everybody</a></p></EmptyState>}
      </Section>
      <TakeAway subject={search.size ? `/people?${search}` : '/people'} sheets keeps once={desk.once} />
    </AccessFrame>
  )
}

const ORDER = Object.keys(STANDING_WORDS)

const COLUMNS: SortableColumn<ListedPerson>[] = [
  { key: 'name', label: 'Name', orderBy: ({ name }) => name, cell: ({ slug, name, roleTitle }) => <><a href={personAddress(slug)}><bdi>{name}</bdi></a><span class="small quiet"><br /><bdi>{roleTitle}</bdi></span></> },
  { key: 'roles', label: 'Roles', orderBy: ({ parts }) => parts.find(({ state }) => state !== 'over')?.label ?? null, cell: ({ parts }) => <Parts parts={parts} /> },
  { key: 'seen', label: 'Last here', orderBy: ({ seenAt }) => seenAt?.getTime() ?? null, cell: ({ seenAt }) => (seenAt ? seenInWords(seenAt) : <span class="quiet">{seenInWords(null)}</span>) },
  { key: 'standing', label: 'Standing', orderBy: ({ standing }) => ORDER.indexOf(standing), cell: (one) => <PersonStanding person={one} /> },
]

function Parts({ parts }: Pick<ListedPerson, 'parts'>) {
  const lasting = parts.filter(({ state }) => state !== 'over')
  if (!lasting.length) return <span class="quiet">None now</span>
  const shown = lasting.slice(0, MOST_PARTS)
  return <ul class="plain">{shown.map((part) => <li>{part.label}, <bdi>{part.where}</bdi> <span class="small quiet">{spanInWords(part)}</span></li>)}{lasting.length > MOST_PARTS ? <li class="quiet">and {lasting.length - MOST_PARTS} more</li> : null}</ul>
}

const MOST_PARTS = 3

export const personAddress = (slug: string) => `/people/${encodeURIComponent(slug)}`
