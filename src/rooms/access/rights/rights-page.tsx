import { Button, Buttons, CharacterCount, Checkboxes, DataTable, DateInput, EmptyState, ErrorSummary, Hidden, Input, NotificationBanner, Opening, Page, Radios, Rows, Section, Select, SummaryList, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { Erased } from './erasure.ts'
import type { Passage } from './passages.ts'
import { RECORDS } from './personal.ts'
import { RIGHTS, type RightsRequest } from './rights-requests.ts'

export interface Sent {
  typed: Record<string, string>
  errors: Record<string, string>
}

export interface Drawn {
  viewer: Viewer
  nonce: string
  once: string
  names: ReadonlyMap<string, string>
  sent?: Sent | undefined
  done?: string | undefined
}

const STATES = { open: 'To be answered', made: 'Gathered', answered: 'Answered', refused: 'Refused' }
const whoIn = ({ childId, person }: RightsRequest, names: Drawn['names']) => (childId ? `A child, …${childId.slice(-6)}` : names.get(person!) ?? person!)

export function Told({ sent, done }: Pick<Drawn, 'sent' | 'done'>) {
  const wrong = Object.entries(sent?.errors ?? {})
  if (wrong.length) return <ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} />
  return done ? <NotificationBanner kind="success" text={done} /> : null
}

/** The register: who asked for what, by when they are answered. */
export function RightsPage({ viewer, nonce, once, names, sent, done, requests, today }: Drawn & { requests: RightsRequest[]; today: string }) {
  const typed = sent?.typed ?? {}
  const open = requests.filter(({ state }) => state === 'open' || state === 'made')
  const late = open.filter(({ dueOn }) => dueOn < today).length
  return (
    <Page title={`${sent ? 'Error: ' : ''}People’s rights`} viewer={viewer} path="/rights" nonce={nonce}>
      <Told sent={sent} done={done} />
      <Opening kicker={<><a href="/">My work</a> · <b>People’s rights</b></>} heading={late ? `${late} ${late === 1 ? 'answer is' : 'answers are'} late` : open.length ? `${open.length} ${open.length === 1 ? 'request waits' : 'requests wait'} for an answer` : 'Nobody waits for an answer'}
        standfirst="People may ask for a copy of what is held about them, that it be put right, used less, or erased. They are answered within a month of the day they asked."
        aside={<p><a href="/rights/retention">How long records are kept, and holds</a><br /><a href="/rights/processing">Record of processing</a><br /><a href="/rights/dpia">Impact assessment to start from</a><br /><a href="/rights/notices">Notices people read</a></p>} />
      <Section heading="Requests">
        {requests.length ? (
          <DataTable caption="Requests, the next one due first" hidesCaption columns={['Answer by', 'Asks for', 'Of whom', 'State', 'Asked on']}
            rows={requests.map((one) => [<a href={`/rights/${one.id}`}>{dayInWords(one.dueOn)}</a>, RIGHTS[one.right], whoIn(one, names), one.dueOn < today && (one.state === 'open' || one.state === 'made') ? <b>Late</b> : STATES[one.state], dayInWords(one.askedOn)])} />
        ) : <EmptyState reason="Nobody has asked yet."><p>Enter a request below on the day it comes.</p></EmptyState>}
      </Section>
      <Section heading="Enter a request" id="enter">
        <form method="post" action="/rights" novalidate>
          <Hidden fields={{ once }} />
          <Radios legend="What they ask for" name="right" value={typed['right'] ?? 'access'} error={sent?.errors['right']} items={Object.entries(RIGHTS).map(([value, text]) => ({ value, text }))} isSmall />
          <Input label="Of a child: given name" hint="Name and day of birth exactly as the school has them" name="givenName" value={typed['givenName']} error={sent?.errors['givenName']} spellcheck={false} />
          <Input label="Family name" name="familyName" value={typed['familyName']} error={sent?.errors['familyName']} spellcheck={false} />
          <DateInput legend="Day of birth" id="born" namePrefix="born" values={{ day: typed['born-day'] ?? '', month: typed['born-month'] ?? '', year: typed['born-year'] ?? '' }} error={sent?.errors['born']} />
          <Input label="Or the address of the child’s page, where you have it" hint="As in the audit, where a line leads to it" name="childId" value={typed['childId']} error={sent?.errors['childId']} spellcheck={false} />
          <Select label="Or of somebody who signs in" name="person" value={typed['person'] ?? ''} error={sent?.errors['person']} items={[{ value: '', text: 'Of a child' }, ...[...names].filter(([slug]) => slug !== 'operator').sort((a, b) => a[1].localeCompare(b[1], 'en-GB')).map(([value, text]) => ({ value, text }))]} />
          <Textarea label="Who asks" hint="Their name, how they are reached, and how they showed who they are and that they may ask" name="askedBy" rows={3} value={typed['askedBy']} error={sent?.errors['askedBy']} />
          <DateInput legend="The day they asked" id="askedOn" namePrefix="askedOn" values={{ day: typed['askedOn-day'] ?? '', month: typed['askedOn-month'] ?? '', year: typed['askedOn-year'] ?? '' }} error={sent?.errors['askedOn']} hint="The month begins on this day, whenever it is entered" />
          <CharacterCount label="Notes" name="note" rows={3} limit={5000} value={typed['note']} error={sent?.errors['note']} />
          <Buttons><Button>Enter the request</Button></Buttons>
        </form>
      </Section>
    </Page>
  )
}

export interface RequestProps extends Drawn {
  request: RightsRequest
  work: { state: string; stage: string | null; refusal: string | null; erased: Erased | null } | null
  passages: { found: number; decided: number } | null
}

/** One request: what is next, its clock and its end. */
export function RequestPage({ viewer, nonce, once, names, sent, done, request, work, passages }: RequestProps) {
  const isClosed = request.state === 'answered' || request.state === 'refused'
  const goesOn = work?.state === 'waiting' || work?.state === 'running'
  const path = `/rights/${request.id}`
  const act = { id: request.id, version: String(request.version), once }
  return (
    <Page title={`${sent ? 'Error: ' : ''}Request due ${dayInWords(request.dueOn)}`} viewer={viewer} path={path} nonce={nonce} {...(goesOn ? { refreshSeconds: 3 } : {})}>
      <Told sent={sent} done={done} />
      <Opening kicker={<><a href="/rights">People’s rights</a> · <b>{RIGHTS[request.right]}</b></>} heading={isClosed ? STATES[request.state] : `Answer by ${dayInWords(request.dueOn)}`} standfirst={`${RIGHTS[request.right]}. ${whoIn(request, names)}.`} />
      <Section heading="The request">
        <SummaryList rows={[
          { key: 'Who asks', value: request.askedBy }, { key: 'Asked on', value: dayInWords(request.askedOn) },
          { key: 'Extended', value: request.extendedReason ?? 'No' }, { key: 'Notes', value: request.note || 'None' }, { key: 'Entered by', value: names.get(request.takenBy) ?? request.takenBy },
        ]} />
      </Section>
      {isClosed ? null : (
        <Section heading="Gather what is held" aside="Every table that can hold anything about them, found by the catalogue of personal data">
          {goesOn ? <p role="status">{work!.stage ?? 'Waiting to begin'} …</p> : null}
          {work?.state === 'failed' ? <p><b>It broke off.</b> {work.refusal ?? 'Why is recorded in the log.'}</p> : null}
          {request.file && request.madeAt ? <p>Gathered on {dayInWords(request.madeAt)}. It is kept for thirty days.{passages ? <> <a href={`${path}/passages`}>{passages.found} {passages.found === 1 ? 'passage names' : 'passages name'} somebody else</a>; {passages.decided} decided on, the others are withheld.</> : null}</p> : null}
          <Buttons>
            <form method="post" action={`${path}/gather`}><Hidden fields={act} /><Button kind={request.file ? 'secondary' : 'primary'}>{request.file ? 'Gather it again' : 'Gather it'}</Button></form>
            {request.file ? <form method="post" action={`${path}/copy`}><Hidden fields={{ id: request.id }} /><Button>Take the copy (ZIP)</Button></form> : null}
          </Buttons>
        </Section>
      )}
      {work?.erased ? <ErasedLines erased={work.erased} /> : null}
      {!isClosed && request.right === 'erasure' ? <EraseForm path={path} act={act} sent={sent} /> : null}
      {isClosed ? null : (
        <Section heading="Close or extend it">
          <form method="post" action={`${path}/close`} novalidate>
            <Hidden fields={act} />
            <Radios legend="How did it end?" name="state" value={sent?.typed['state']} error={sent?.errors['state']} isSmall items={[{ value: 'answered', text: 'It was answered' }, { value: 'refused', text: 'It was refused' }]} />
            <Textarea label="How, or why" name="reason" id="reason" rows={3} value={sent?.typed['reason']} error={sent?.errors['reason']} />
            <Buttons><Button kind="secondary">Close it</Button>{request.extendedReason ? null : <Button kind="secondary" formAction={`${path}/extend`}>Take two further months, for this reason</Button>}</Buttons>
          </form>
        </Section>
      )}
    </Page>
  )
}

function EraseForm({ path, act, sent }: { path: string; act: Record<string, string>; sent: Sent | undefined }) {
  return (
    <Section heading="Erase" aside="What the law asks to be kept is not ticked. Holds win over every tick">
      <form method="post" action={`${path}/erase`} novalidate>
        <Hidden fields={act} />
        <Checkboxes legend="What goes" name="records" error={sent?.errors['records']} isSmall
          items={Object.entries(RECORDS).filter(([kind]) => kind !== 'rights-request').map(([value, { label, exemption, basis }]) => ({ value, text: label, hint: exemption ? `${exemption}. ${basis}` : basis, checked: exemption === null }))} />
        <Textarea label="Why it is erased" name="reason" id="erase-reason" rows={2} error={sent?.errors['reason']} />
        <Buttons><Button kind="warning">Erase what is ticked</Button></Buttons>
      </form>
    </Section>
  )
}

/** What went and what stayed, with the reason they are told. */
function ErasedLines({ erased: { kinds, kept = [] } }: { erased: Erased }) {
  const label = (kind: string) => RECORDS[kind]?.label ?? kind
  return (
    <Section heading="What was erased">
      <Rows items={[...kinds.map(({ kind, rows }) => <><b>Erased</b>: {label(kind)}, {rows} {rows === 1 ? 'row' : 'rows'}</>), ...kept.map(({ kind, why }) => <><b>Kept</b>: {label(kind)}. {why}</>)]} />
    </Section>
  )
}

/** Passages that name somebody else, each with the words around it: a tick shows it to who asked. */
export function PassagesPage({ viewer, nonce, once, sent, done, request, passages, decided, from, most }: Drawn & { request: RightsRequest; passages: Passage[]; decided: ReadonlyMap<string, { isShown: boolean; reason: string }>; from: number; most: number }) {
  const here = passages.slice(from, from + most)
  const path = `/rights/${request.id}/passages`
  return (
    <Page title={`${sent ? 'Error: ' : ''}Passages that name somebody else`} viewer={viewer} path={path} nonce={nonce}>
      <Told sent={sent} done={done} />
      <Opening kicker={<><a href="/rights">People’s rights</a> · <a href={`/rights/${request.id}`}>The request</a> · <b>Passages</b></>} heading={`${passages.length} ${passages.length === 1 ? 'passage names' : 'passages name'} somebody else`}
        standfirst="Nothing of them is in the copy unless you tick it here. Staff who only did their job may mostly be shown; other children and families only with their consent, or where it is reasonable without." />
      {here.length ? (
        <form method="post" action={path} novalidate>
          <Hidden fields={{ id: request.id, once, passages: here.map(({ id }) => id).join(' '), from: String(from) }} />
          <Section heading="Show to who asked" aside={passages.length > most ? `${from + 1} to ${from + here.length} of ${passages.length}` : undefined}>
            <Checkboxes legend="Ticked ones are shown" name="shown" values={here.filter(({ id }) => decided.get(id)?.isShown).map(({ id }) => id)} isSmall
              items={here.map(({ id, before, text, after, who, table, column }) => ({ value: id, text: <>…{before}<b>{text}</b>{after}…</>, hint: `${who}, in ${table.replace('.', ': ').replaceAll('_', ' ')}, ${column.replaceAll('_', ' ')}${decided.get(id) ? `. Decided: ${decided.get(id)!.isShown ? 'shown' : 'withheld'}, ${decided.get(id)!.reason}` : ''}` }))} />
            <Textarea label="Why these are shown, and the others withheld" name="reason" rows={2} value={sent?.typed['reason']} error={sent?.errors['reason']} />
            <Buttons><Button>Keep these decisions</Button></Buttons>
          </Section>
        </form>
      ) : <Section><EmptyState reason="No passage names anybody else." /></Section>}
      {passages.length > most ? <Section isScreenOnly><Rows items={[from ? <a href={`${path}?from=${Math.max(0, from - most)}`}>Earlier ones</a> : null, from + most < passages.length ? <a href={`${path}?from=${from + most}`}>Further ones</a> : null].filter((one) => one !== null)} /></Section> : null}
    </Page>
  )
}

