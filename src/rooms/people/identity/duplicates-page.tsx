import { DataTable, EmptyState, Foot, Opening, Page, Pagination, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { bornInWords, fullName } from '../names.ts'
import type { Pair } from './duplicates.ts'

interface Props {
  viewer: Viewer
  nonce: string
  state: 'open' | 'decided'
  pairs: Pair[]
  open: number
  page: number
  hasMore: boolean
}

/** Pairs of records that may be one child: those to decide, or those that were decided. */
export function DuplicatesPage({ viewer, nonce, state, pairs, open, page, hasMore }: Props) {
  const hrefOf = (nth: number) => `/children/duplicates?${new URLSearchParams({ ...(state === 'open' ? {} : { state }), page: String(nth) })}`
  return (
    <Page title="Records that may be one child" viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={['Nothing here was put together by itself. That you opened this list is written down.']} />}>
      <Opening kicker={<><a href="/children">Children</a> · <b>Duplicates</b></>} heading={headingOf(open)} standfirst="Returns name a child by UPN, by an id of their own, by name and day of birth. Where these agree in part, somebody who knows decides." />
      <Section isFull>
        <p>{state === 'open' ? <a href="/children/duplicates?state=decided">Those that were decided</a> : <a href="/children/duplicates">Those to decide</a>}. <a href="/children/claims">Children on two rolls</a></p>
        {pairs.length ? <DataTable caption={state === 'open' ? 'To decide, the latest found first' : 'Decided, the latest first'} columns={['Two records', 'Born', state === 'open' ? 'What speaks for one child' : 'Decided', 'Found']} rows={pairs.map(lineOf)} />
          : <EmptyState reason={state === 'open' ? 'No two records wait to be decided. New ones come with the next returns, where they do.' : 'Nothing was decided yet.'} />}
        {page > 1 || hasMore ? <Pagination label="Pages of pairs" {...(page > 1 ? { previous: { href: hrefOf(page - 1) } } : {})} {...(hasMore ? { next: { href: hrefOf(page + 1) } } : {})} /> : null}
      </Section>
    </Page>
  )
}

function lineOf(pair: Pair) {
  const { one, other, for: speaksFor } = pair.evidence
  const names = fullName(one) === fullName(other) ? fullName(one) : `${fullName(one)}, ${fullName(other)}`
  return [
    <a href={`/children/duplicates/${pair.id}`}><bdi>{names}</bdi></a>,
    one.born === other.born ? bornInWords(one.born) : `${bornInWords(one.born)}, ${bornInWords(other.born)}`,
    pair.state === 'open' ? speaksFor[0] : stateInWords(pair),
    `${dayInWords(pair.foundAt)}${pair.batch === null ? '' : `, batch ${pair.batch}`}`,
  ]
}

const headingOf = (open: number) => (open === 0 ? 'No two records wait to be decided' : open === 1 ? 'Two records may be one child' : `${open.toLocaleString('en-GB')} pairs of records may each be one child`)

/** "One child", with who said so and when. */
export function stateInWords({ state, isMerged, decidedBy, decidedAt }: Pick<Pair, 'state' | 'isMerged' | 'decidedBy' | 'decidedAt'>) {
  const what = { open: 'To decide', same: isMerged ? 'One child' : 'One child; the records are being put together', different: 'Two children', parted: isMerged ? 'Two children; the records are being parted' : 'Parted again' }[state]
  return decidedAt === null ? what : `${what}. ${decidedBy}, ${dayInWords(decidedAt)}`
}
