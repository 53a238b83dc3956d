import { DataTable, drawPage, EmptyState, Opening, Page, Section } from '#design'
import { ask, type Deed, type House, type Pages, readerOf, type Viewer, viewerOfPage } from '#platform'
import { deeds, DEEDS_A_PAGE } from './deeds.ts'
import { personNames } from './people.ts'

/** The audit as a page. It is read as it stands now, never from what a browser kept. */
export const deedsPages: Pages = (web, house) => {
  web.get('/deeds', async (c) => {
    const page = c.req.query('page') || '1'
    const [lines, names] = [await ask(deeds, c.get('caller')(), { page }), await personNames(readerOf(c))]
    return c.html(drawPage(<DeedsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} lines={lines} names={names} summaries={summariesOf(house)} page={Number(page)} />))
  })
}

/** What is done outside an action, by the names its audit lines carry. */
const BESIDE_ACTIONS = { 'collection.commit': 'Took a file in', 'collection.receive': 'Gave a file to be checked', 'desk.set-up': 'Made the area' }
const DOORS: Record<string, string> = { page: 'on a page', rest: 'by the API', command: 'by the command line', job: 'in the background' }

/** What each deed is called, by the name its audit line carries. */
export const summariesOf = ({ doors }: House) => new Map([...doors.actions.map(({ name, summary }) => [name, summary] as const), ...Object.entries(BESIDE_ACTIONS)])

interface Props {
  viewer: Viewer
  nonce: string
  lines: Deed[]
  names: Map<string, string>
  summaries: Map<string, string>
  page: number
}

function DeedsPage({ viewer, nonce, lines, names, summaries, page }: Props) {
  return (
    <Page title={page === 1 ? 'Who did what' : `Who did what, page ${page}`} viewer={viewer} path="/deeds" nonce={nonce}>
      <Opening heading="Who did what" standfirst={`Everything that was changed in ${viewer.areaName}, and in the figures all areas share; newest first. Lines are written with what they tell of and cannot be changed here.`} />
      <Section heading="Audit" aside={page === 1 ? `The newest ${DEEDS_A_PAGE} at most` : `Page ${page}`}>
        {lines.length ? (
          <DataTable caption="What was done, newest first" hidesCaption columns={['When', 'Who', 'What', 'To what', 'How', 'Where']}
            rows={lines.map(({ at, person, action, subject, door, areaId }) => [
              <time datetime={at.toISOString()}>{moment(at)}</time>, names.get(person) ?? person, summaries.get(action) ?? action,
              subject ? <a href={subject}>{subjectInWords(subject)}</a> : <span class="quiet">–</span>, DOORS[door] ?? door, areaId === 0 ? 'All areas' : viewer.areaName,
            ])} />
        ) : <EmptyState reason={page === 1 ? 'Nothing has been done yet.' : 'There are no more lines.'} />}
        <Around page={page} isFull={lines.length === DEEDS_A_PAGE} />
      </Section>
    </Page>
  )
}

function Around({ page, isFull }: { page: number; isFull: boolean }) {
  const links = [page > 1 ? <a href={page === 2 ? '/deeds' : `/deeds?page=${page - 1}`}>Newer</a> : null, isFull ? <a href={`/deeds?page=${page + 1}`}>Older</a> : null].filter(Boolean)
  return links.length ? <p class="no-print">{links[0]}{links[1] ? <> · {links[1]}</> : null}</p> : null
}

/** "batch 3", "persistent-absence, E06000015". */
function subjectInWords(subject: string) {
  const [path, query] = subject.split('?')
  const last = decodeURIComponent(path!.split('/').at(-1)!)
  const place = new URLSearchParams(query).get('place')
  return path!.startsWith('/data/') ? `Batch ${last}` : place ? `${last}, ${place}` : last
}

function moment(at: Date) {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).replace(' at ', ', ')
}
