import { Button, Buttons, type Column, DataTable, EmptyState, ErrorSummary, Foot, Hidden, Input, Opening, Page, Pagination, Section, Select } from '#design'
import type { Viewer } from '#platform'
import { PAGE, type ListedChild } from './children.ts'
import { bornInWords, fullName } from './names.ts'
import { errorsOf, type Sent } from './sent.ts'

interface Props {
  viewer: Viewer
  nonce: string
  children: ListedChild[]
  page: number
  hasMore: boolean
  schools: { placeId: number; name: string }[]
  school: number | undefined
  /** What was looked for; null where this is the whole list. */
  words: string | null
  mayBreakGlass: boolean
  /** Whether they decide where two records are one child. */
  mayDecide: boolean
  sent: Sent | null
}

const FOOT = [
  'You see children who are on roll today where your role reaches, and those you work with by name. Each record you open is written down.',
  'Who sees the whole area finds those on no roll too whom a return of the authority names, where they see all that it speaks of.',
]

/** The children somebody reaches. Names are looked for by a form that is posted, so that none stands in an address. */
export function ChildrenPage(props: Props) {
  const { viewer, nonce, children, schools, words, mayBreakGlass, mayDecide, sent } = props
  return (
    <Page title={sent ? 'Error: Children' : 'Children'} viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={FOOT} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<b>Children</b>} heading={headingOf(props)} standfirst={words === null ? 'By family name. Open a record to see what is held, class by class, and why you see it.' : undefined} />
      <Section isFull>
        <div class="cols two">
          <form method="post" action="/children" class="stack" role="search" aria-label="Children by name">
            <Input name="words" label="Look for a name" hint="The beginning of a family name or a given name, or both in either order" value={words} autocomplete="off" spellcheck={false} dir="auto" />
            <Buttons><Button kind="secondary">Look</Button>{words === null ? null : <a href="/children">All children</a>}</Buttons>
          </form>
          {schools.length > 1 ? <SchoolForm {...props} /> : null}
        </div>
        {children.length ? <List {...props} /> : <EmptyState reason={nothing(props)}>{words === null && props.school === undefined ? null : <p><a href="/children">All children in your reach</a></p>}</EmptyState>}
        <p class="no-print"><a href="/children/groups">Target groups</a>{mayDecide ? <>, <a href="/children/duplicates">records that may be one child</a></> : null}</p>
        {mayBreakGlass ? <p class="no-print">Is a child not here whose record you must see now? <a href="/children/break-glass">Open a record out of your reach</a>, with a reason the data protection officer reads.</p> : null}
      </Section>
      {children.length ? <TakeAway {...props} /> : null}
    </Page>
  )
}

function SchoolForm({ schools, school }: Props) {
  return (
    <form method="get" action="/children" class="stack">
      <Select name="school" label="At one school" items={[{ value: '', text: 'Every school you reach' }, ...schools.map(({ placeId, name }) => ({ value: placeId, text: name }))]} value={school ?? ''} />
      <Buttons><Button kind="secondary">Show</Button></Buttons>
    </form>
  )
}

function List({ children, page, hasMore, school, words }: Props) {
  const hrefOf = (nth: number) => `/children?${new URLSearchParams({ ...(school === undefined ? {} : { school: String(school) }), page: String(nth) })}`
  const columns: Column[] = [{ label: 'Name' }, { label: 'Born' }, { label: 'On roll at' }]
  return (
    <>
      <DataTable caption={captionOf(children.length, page, words)} columns={columns}
        rows={children.map((one) => [<a href={`/children/${one.id}`}><bdi>{fullName(one)}</bdi>{one.knownBy ? `, ${one.knownBy}` : null}</a>, bornInWords(one.born), whereOf(one)])} />
      {words === null && (page > 1 || hasMore) ? <Pagination label="Pages of children" {...(page > 1 ? { previous: { href: hrefOf(page - 1) } } : {})} {...(hasMore ? { next: { href: hrefOf(page + 1) } } : {})} /> : null}
      {words !== null && hasMore ? <p>There are more. Write more of the name to come nearer.</p> : null}
    </>
  )
}

/** Where a child is on roll, else what names them. */
export function whereOf({ schools, namedIn }: ListedChild) {
  if (schools.length) return schools.map(({ name }) => name).join(', ')
  return <span class="quiet">{namedIn ? <>Not on a roll, named in: {namedIn.join(', ')}</> : 'Not on roll where you see it'}</span>
}

function TakeAway({ school, words, sent }: Props) {
  return (
    <Section heading="Take it with you" aside="You may be asked to show that it is you; it is written down" isScreenOnly>
      <form method="post" action="/children/export" class="stack">
        <Hidden fields={{ ...(school === undefined ? {} : { school: String(school) }), ...(words === null ? {} : { words }) }} />
        <Input name="reason" label="What you need this list for" hint="It stands in the audit beside your name" error={sent?.fields['reason']} />
        <Buttons><Button kind="secondary" name="as" value="csv">CSV</Button><Button kind="secondary" name="as" value="xlsx">Excel</Button><Button kind="secondary" name="as" value="ods">OpenDocument</Button></Buttons>
      </form>
    </Section>
  )
}

function headingOf({ viewer, words, children, school, schools }: Props) {
  if (words !== null) return children.length === 1 ? 'One child in your reach has such a name' : `${children.length ? `${children.length} children` : 'No child'} in your reach ${children.length ? 'have' : 'has'} such a name`
  const at = schools.find(({ placeId }) => placeId === school)
  return at ? `Children on roll at ${at.name}` : `Children of ${viewer.areaName} in your reach`
}

function captionOf(count: number, page: number, words: string | null) {
  const from = (page - 1) * PAGE
  return words === null && (page > 1 || count === PAGE) ? `Children ${from + 1} to ${from + count}, by family name` : `${count} ${count === 1 ? 'child' : 'children'}, by family name`
}

function nothing({ viewer, words, school, page }: Props) {
  if (words !== null) return 'No child in your reach has a name that begins so. A child out of your reach is not told apart from one who is not there.'
  if (school !== undefined) return 'No child in your reach is on roll at this school today.'
  if (page > 1) return 'The list ends before this page.'
  return `No child is in your reach in ${viewer.areaName} today: none is on roll where your role reaches, and you work with none by name.`
}
