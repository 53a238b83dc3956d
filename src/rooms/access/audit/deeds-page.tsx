import { addressWith, type FilterGroup, Filters, EmptyState, Opening, Page, Pagination, Section, TakeAway } from '#design'
import type { CheckedChain, Deed, Viewer } from '#platform'
import { DEEDS_A_PAGE } from './deeds.ts'
import { DeedRows } from './deed-rows.tsx'
import { moment } from './deed-words.ts'

export interface DeedsPageProps {
  viewer: Viewer
  nonce: string
  heading: string
  standfirst: string
  /** The page's own path; filters and further pages keep to it. */
  path: string
  /** Which entry of the navigation it belongs to. */
  within?: string
  search: URLSearchParams
  page: number
  lines: Deed[]
  names: Map<string, string>
  summaries: Map<string, string>
  filters?: FilterGroup[]
  chains?: CheckedChain[]
  once: string
  /** The page answers with its lines as a table in a file. */
  sheets?: boolean
  linksPeople?: boolean
  hidesChild?: boolean
  /** What is said where there is no line at all. */
  nothing: string
  now: Date
}

/** A list of lines of the audit with what it can be narrowed by, how the chain stands, and how to carry it away. */
export function DeedsPage(props: DeedsPageProps) {
  const { viewer, nonce, heading, standfirst, path, within = path, search, page, lines, names, summaries, filters, chains, linksPeople = false, hidesChild = false, nothing } = props
  const address = search.size ? `${path}?${search}` : path
  return (
    <Page title={page === 1 ? heading : `${heading}, page ${page}`} viewer={viewer} path={within} nonce={nonce}>
      <Opening heading={heading} standfirst={standfirst} />
      {chains ? <ChainSection chains={chains} areaName={viewer.areaName} now={props.now} /> : null}
      <Section heading="Audit" aside={page === 1 ? `The newest ${DEEDS_A_PAGE} at most` : `Page ${page}`}>
        {filters ? <Filters id="filters" path={path} search={search} groups={filters} /> : null}
        {lines.length ? <DeedRows lines={lines} names={names} summaries={summaries} areaName={viewer.areaName} linksPeople={linksPeople} hidesChild={hidesChild} />
          : <EmptyState reason={page > 1 ? 'There are no more lines.' : [...search.keys()].some((name) => name !== 'page') ? 'No line is like that.' : nothing} />}
        <Around path={path} search={search} page={page} isFull={lines.length === DEEDS_A_PAGE} />
      </Section>
      {lines.length ? <TakeAway subject={address} sheets={props.sheets ?? false} once={props.once} /> : null}
    </Page>
  )
}

function Around({ path, search, page, isFull }: { path: string; search: URLSearchParams; page: number; isFull: boolean }) {
  if (page === 1 && !isFull) return null
  const to = (number: number) => addressWith(path, search, { page: number === 1 ? null : String(number) })
  return <Pagination label="Pages of the audit" {...(page > 1 ? { previous: { href: to(page - 1), text: 'Newer' } } : {})} {...(isFull ? { next: { href: to(page + 1), text: 'Older' } } : {})} />
}

/** Whether the audit is as it was sealed, in a sentence each for the area and for what all areas share. */
function ChainSection({ chains, areaName, now }: { chains: CheckedChain[]; areaName: string; now: Date }) {
  return (
    <Section heading="Is it all there?" id="chain" aside="Each line is sealed with the one before it, within a second">
      {chains.length ? chains.toSorted((a, b) => b.areaId - a.areaId).map((chain) => <p>{chainInWords(chain, chain.areaId === 0 ? 'what all areas share' : areaName, now)}</p>)
        : <p>The chain has not been read through yet. Belong does so by itself soon after it starts, and then again and again.</p>}
      <ul class="take-away no-print">
        <li>
          <b>To check it without Belong</b>
          <p><a href="/deeds/sealed">The lines of {areaName} with their seals</a><a href="/deeds/sealed?of=shared">Of what all areas share</a><span class="quiet">One line of JSON each. How to check them is in docs/operate.md.</span></p>
        </li>
      </ul>
    </Section>
  )
}

/** "The chain of Derby is whole up to line 12,345, checked 3 minutes ago." */
export function chainInWords({ broken, lines, checkedAt, erased, waiting }: CheckedChain, of: string, now: Date) {
  const up = lines.toLocaleString('en-GB')
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(checkedAt)) / 60_000))
  const when = minutes === 0 ? 'checked just now' : minutes < 120 ? `checked ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago` : `checked ${moment(new Date(checkedAt))}`
  if (broken) return <><b>The chain of {of} is broken.</b> {broken.says}. It is whole up to line {up}, {when}. Tell whoever runs Belong: docs/operate.md says what to do.</>
  return <>The chain of {of} is whole{lines ? ` up to line ${up}` : ': it had no line yet'}, {when}.{erased ? ` The words of ${erased.toLocaleString('en-GB')} of its lines were erased, as the audit itself tells.` : ''}{waiting ? ` ${waiting.toLocaleString('en-GB')} lines have waited for their seal for more than a minute.` : ''}</>
}
