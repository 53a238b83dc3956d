import { Button, Buttons, Details, EmptyState, ErrorSummary, Foot, Hidden, Opening, Page, Rows, Section, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { fullName } from '../names.ts'
import { errorsOf, type Sent } from '../sent.ts'
import type { Claim } from './claims.ts'

interface Props {
  viewer: Viewer
  nonce: string
  claims: Claim[]
  hasMore: boolean
  once: string
  /** The claim whose form was refused, with what was typed. */
  sent: (Sent & { id: string }) | null
}

/** Children on two rolls by a school’s own word: each waits, or is let stand. */
export function ClaimsPage({ viewer, nonce, claims, hasMore, once, sent }: Props) {
  return (
    <Page title={`${sent ? 'Error: ' : ''}Children two settings count as theirs`} viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={['What a setting’s own file says of a child on another’s roll opens nothing until somebody lets it stand. That you opened this list is written down.']} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent, `${sent.id}-`)} /> : null}
      <Opening kicker={<><a href="/children">Children</a> · <a href="/children/duplicates">Duplicates</a> · <b>On two rolls</b></>} heading={headingOf(claims.length, hasMore)}
        standfirst="A child who moves is on two rolls until the old setting’s next return. Each of these is settled by itself then. Let one stand where the child is registered at both, or where you know of the move." />
      <Section isFull id="form">
        {claims.length ? <Rows items={claims.map((one) => <OneClaim claim={one} once={once} sent={sent?.id === one.id ? sent : null} />)} />
          : <EmptyState reason="No setting counts a child as its own who stands on another’s roll." />}
        {hasMore ? <p class="quiet">More wait than are shown. They move up as these are settled.</p> : null}
      </Section>
    </Page>
  )
}

function OneClaim({ claim, once, sent }: { claim: Claim; once: string; sent: Sent | null }) {
  const { id, childId, place, starts, batch, elsewhere, foundAt } = claim
  return (
    <>
      <p><a href={`/children/${childId}`}><bdi>{fullName(claim)}</bdi></a>, born {dayInWords(claim.born)}</p>
      <p><b><bdi>{place}</bdi></b> says: on roll since {dayInWords(starts)} (<a href={`/data/${batch}`}>batch {batch}</a>, {dayInWords(foundAt)}). On roll today: {elsewhere.length ? <bdi>{elsewhere.join(', ')}</bdi> : 'nowhere else; it settles with the next return'}.</p>
      <Details summary={<>Let it stand<span class="govuk-visually-hidden">: {fullName(claim)}, {place}</span></>} open={sent !== null}>
        <form method="post" action="/children/claims" class="stack" novalidate>
          <Hidden fields={{ once: `${once} ${id}`, id }} />
          <Textarea name="reason" id={`${id}-reason`} label="Why" hint="A sentence; it stands in the audit" rows={2} value={sent?.typed['reason']} error={sent?.fields['reason']} dir="auto" />
          <Buttons><Button>Let it stand</Button></Buttons>
        </form>
      </Details>
    </>
  )
}

function headingOf(waiting: number, hasMore: boolean) {
  if (waiting === 0) return 'No child waits on two rolls'
  return waiting === 1 ? 'One child is on two rolls' : `${waiting.toLocaleString('en-GB')}${hasMore ? ' and more' : ''} children are on two rolls`
}
