import { DataTable, EmptyState, type FilterGroup, Filters, Opening, Page, Section, type Sort, type SortableColumn, SortableTable } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { SettingLine, SettingsList, UnmatchedLine } from './settings-list.ts'

export interface SettingsPageProps {
  viewer: Viewer
  nonce: string
  list: SettingsList
  /** Of the list those that the filters let through. */
  shown: SettingLine[]
  filters: FilterGroup[]
  search: URLSearchParams
  sort: Sort
  mayKeep: boolean
}

export const COLUMNS: SortableColumn<SettingLine>[] = [
  { key: 'name', label: 'Setting', cell: (one) => <><a href={address(one.code)}><bdi>{one.name}</bdi></a>{one.urn ? <span class="small quiet"> {one.urn}</span> : null}</>,
    orderBy: ({ name }) => name },
  { key: 'status', label: 'Status', cell: (one) => <>{one.status}{one.until && one.status !== 'Not open yet' ? <span class="small quiet"> {dayInWords(one.until)}</span> : null}</>,
    orderBy: ({ status }) => status },
  { key: 'phase', label: 'Phase', cell: (one) => one.phase ?? '', orderBy: ({ phase }) => phase },
  { key: 'type', label: 'Type', cell: (one) => <>{one.type ?? ''}{one.provision ? <span class="small quiet"> with {one.provision}</span> : null}</>, orderBy: ({ type }) => type },
  { key: 'in', label: 'Lies in', cell: (one) => one.groups.map(({ code, name }, at) => <>{at ? ', ' : ''}<a href={address(code)}><bdi>{name}</bdi></a></>),
    orderBy: ({ groups }) => groups[0]?.name ?? null },
]

/** Every setting of the area, what to do first at the top. */
export function SettingsPage({ viewer, nonce, list, shown, filters, search, sort, mayKeep }: SettingsPageProps) {
  const open = list.unmatched.filter(({ is }) => !is)
  const sheet = (format: string) => `/places/settings?${new URLSearchParams([...search, ['as', format]])}`
  return (
    <Page title="Settings" viewer={viewer} path="/places/" nonce={nonce} foot={<p>Download this list as <a href={sheet('csv')}>CSV</a> or <a href={sheet('xlsx')}>Excel</a></p>}>
      <Opening kicker={<><a href="/places">Places</a> · <b>Settings</b> · <a href="/places/hierarchies">What they lie in</a></>} heading={headingOf(shown.length, open.length, viewer.areaName)}
        standfirst={`Schools and other settings as they stood on ${dayInWords(list.day)}, from the register and what the area says of them.`} />
      {open.length ? <Unmatched lines={open} mayKeep={mayKeep} /> : null}
      <Section heading="Settings" aside={shown.length === 1 ? 'One setting' : `${shown.length.toLocaleString('en-GB')} settings`}>
        <Filters id="settings-filters" path="/places/settings" search={search} groups={filters} />
        {shown.length ? <SortableTable id="settings" caption="Settings" columns={columnsFor(shown)} rows={shown} sort={sort} path="/places/settings" search={search} /> : (
          <EmptyState reason={list.lines.length ? 'No setting fits these filters.' : 'No settings of this area are known yet.'}>
            {list.lines.length ? <p><a href="/places/settings">Show all</a></p> : <p>Take in the list of schools from Get Information about Schools on the page <a href="/data">Data</a>.</p>}
          </EmptyState>
        )}
      </Section>
      <Matched lines={list.unmatched.filter(({ is }) => is)} />
    </Page>
  )
}

/** What no line has is no column. */
const columnsFor = (lines: SettingLine[]) => COLUMNS.filter(({ orderBy }) => lines.some((one) => orderBy?.(one)))

function headingOf(shown: number, open: number, area: string) {
  if (open) return open === 1 ? 'One setting that a return named is not known' : `${open} settings that returns named are not known`
  return shown === 1 ? `One setting of ${area}` : `${shown.toLocaleString('en-GB')} settings of ${area}`
}

const TO_MATCH = 'Open each and say which known setting it is. Until then what returns say of it is counted for the area, and for no setting of the register.'

function Unmatched({ lines, mayKeep }: { lines: UnmatchedLine[]; mayKeep: boolean }) {
  return (
    <Section heading="Named by returns, and not known" id="unmatched" aside="First things first">
      <p>{mayKeep ? TO_MATCH : 'Whoever keeps the settings of the area can say which known setting each is.'}</p>
      <DataTable caption="Settings that returns named and no register knows" hidesCaption columns={['Called', 'By the code', 'To do']}
        rows={lines.map(({ code, name }) => [<bdi>{name}</bdi>, shortCode(code),
          <a href={`${address(code)}#change`}>{mayKeep ? 'Say which setting it is' : 'Look at it'}<span class="govuk-visually-hidden">: {name}</span></a>])} />
    </Section>
  )
}

function Matched({ lines }: { lines: UnmatchedLine[] }) {
  if (!lines.length) return null
  return (
    <Section heading="Named by returns, and found" aside={lines.length === 1 ? 'One setting' : `${lines.length} settings`}>
      <DataTable caption="Settings that returns named, and what they were found to be" hidesCaption columns={['Called', 'By the code', 'It is']}
        rows={lines.map(({ code, name, is }) => [<a href={address(code)}><bdi>{name}</bdi></a>, shortCode(code), <a href={address(is!.code)}><bdi>{is!.name}</bdi></a>])} />
    </Section>
  )
}

/** A local code without the number of the area in front of it. */
export const shortCode = (code: string) => code.replace(/^\d+:/, '')
export const address = (code: string) => `/places/${encodeURIComponent(code)}`
