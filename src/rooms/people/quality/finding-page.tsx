import { DataTable, drawPage, EmptyState, Opening, Page, type PageViewer, Section } from '#design'
import { ask, type Pages, viewerOfPage } from '#platform'
import { whereOf } from '../children-page.tsx'
import type { ListedChild } from '../children.ts'
import { bornInWords, fullName } from '../names.ts'
import { findingChildren } from './finding-children.ts'

interface Props {
  viewer: PageViewer
  nonce: string
  check: string
  place: string
  message: string
  fix: string
  /** How many it was about when it was found; null where that is not said to whoever asks. */
  of: number | null
  children: ListedChild[]
}

/** The children a finding of data quality speaks of: who leads to them is the work-list, and each record is opened by itself. */
export const findingPages: Pages = (web) => {
  web.get('/children/finding/:id', async (c) => {
    const found = await ask(findingChildren, c.get('caller')(), { finding: c.req.param('id') })
    return c.html(drawPage(<FindingPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} {...found} />))
  })
}

function FindingPage({ viewer, nonce, check, place, message, fix, of, children }: Props) {
  const unseen = of === null ? 0 : of - children.length
  return (
    <Page title={`${check}, ${place}`} viewer={viewer} path="/children" nonce={nonce}>
      <Opening kicker={<><a href="/data">Data</a> · <a href="/data/quality">Quality</a> · <b>Children</b></>}
        heading={<><bdi>{place}</bdi>: {check.charAt(0).toLowerCase() + check.slice(1)}</>} standfirst={<>{message} {fix}</>} />
      <Section isFull>
        {children.length ? (
          <DataTable caption={`${children.length} ${children.length === 1 ? 'child' : 'children'}, by family name`} columns={['Name', 'Born', 'On roll at']}
            rows={children.map((one) => [<a href={`/children/${one.id}`}><bdi>{fullName(one)}</bdi></a>, bornInWords(one.born), whereOf(one)])} />
        ) : <EmptyState reason="None of the children it speaks of is one you see now." />}
        {children.length && unseen > 0 ? <p class="quiet">It spoke of {of} when the checks were run. The others are none you see, or were put right since.</p> : null}
      </Section>
    </Page>
  )
}
