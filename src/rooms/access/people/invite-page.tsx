import { Button, Buttons, DataTable, EmptyState, FileUpload, Hidden, Input, Section, Textarea, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { AccessFrame, type Desk } from './access-frame.tsx'
import { dayOf, lastDayOf } from './days.ts'
import { GIVING_RULE } from './giving.ts'
import type { Invitation, InvitationState } from './invitation-actions.ts'
import { type CheckedList, COLUMNS, type Finding, MOST_ROWS } from './invite-many.ts'
import { INVITATION_DAYS } from './invite.ts'
import { personAddress } from './people-page.tsx'
import { type Choices, PartFields } from './person-page.tsx'
import { formOf } from './posted.ts'

const WITHIN = { href: '/people', text: 'People' }

/** Inviting one person. */
export function InvitePage({ desk, roles, places, today }: Choices & { desk: Desk; today: string }) {
  const form = formOf(desk.sent, 'invite')
  return (
    <AccessFrame desk={desk} title="Invite somebody" path="/people/invite" within={WITHIN} heading="Invite somebody"
      standfirst={`They are sent a link that works once, within ${INVITATION_DAYS} days. Somebody who is here already under this address is given the role at once.`}>
      <Section heading="Who" aside={<a href="/people/invite/many">Invite many from a list</a>}>
        <form method="post" action="/people/invite" class="stack" id={form.id}>
          <Hidden fields={{ once: desk.once }} />
          <Input {...form.field('email')} label="E-mail address" type="email" autocomplete="off" spellcheck={false} />
          <Input {...form.field('name')} label="Name" dir="auto" autocomplete="off" />
          <Input {...form.field('roleTitle')} label="What they are" hint="As “SENCO of Elm Primary”" dir="auto" />
          <PartFields form={form} roles={roles} places={places} today={today} />
          <Buttons><Button>Send the invitation</Button></Buttons>
        </form>
      </Section>
      <Section heading="Who may give what"><ul>{GIVING_RULE.map((one) => <li>{one}</li>)}</ul></Section>
    </AccessFrame>
  )
}

/** A list of people to invite: pasted or as a file. */
export function InviteManyPage({ desk, roles, places }: Choices & { desk: Desk }) {
  const form = formOf(desk.sent, 'many')
  const { value, ...list } = form.field('people')
  return (
    <AccessFrame desk={desk} title="Invite many" path="/people/invite/many" within={WITHIN} heading="Invite many people from a list" standfirst={`A CSV file, as spreadsheets save it, of ${MOST_ROWS.toLocaleString('en-GB')} people at most. You see what will happen before anything is sent; rows that are wrong keep no other back.`}>
      <Section heading="The list" aside="One row for each role">
        <form method="post" action="/people/invite/many" enctype="multipart/form-data" class="stack" id={form.id}>
          <Textarea {...list} value={value} label="Paste the list" rows={8} hint={`First row: ${COLUMNS.join(', ')}`} spellcheck={false} dir="auto" />
          <FileUpload name="file" id="many-file" label="Or choose a file" hint="CSV, 1 MB at most" accept=".csv,text/csv" />
          <Buttons><Button>Look through the list</Button></Buttons>
        </form>
      </Section>
      <Section heading="What to write">
        <p>Days as 2026-09-01 or 1/9/2026; “from” empty means today, “until” empty that nobody knows yet.</p>
        <p><b>role</b>: {roles.map(({ role, label }, at) => <>{at ? ', ' : ''}<code>{role}</code> ({label})</>)}.</p>
        <p><b>place</b>: {places.slice(0, 30).map(({ name }, at) => <>{at ? ', ' : ''}<bdi>{name}</bdi></>)}{places.length > 30 ? ` and ${places.length - 30} more` : ''}.</p>
      </Section>
    </AccessFrame>
  )
}

/** What a list comes to, before anything is sent. */
export function CheckedListPage({ desk, list, people }: { desk: Desk; list: CheckedList; people: string }) {
  const count = list.good.length
  return (
    <AccessFrame desk={desk} title="Look through the list" path="/people/invite/many" within={{ href: '/people/invite/many', text: 'Invite many' }}
      heading={list.findings.length ? `${count} of ${list.rows} rows can be sent` : `All ${list.rows} rows can be sent`} standfirst="Nothing has been sent yet.">
      {list.findings.length ? <Section heading="What is wrong" aside="These rows are left out. Mend them and send them later, or go back and paste the list again"><Findings findings={list.findings} /></Section> : null}
      <Section heading="What will happen">
        {count ? <>
          <DataTable caption="Rows that can be sent" hidesCaption columns={['Row', 'Who', 'Role', 'From', 'Until', 'What happens']}
            rows={list.good.map(({ row, name, email, label, placeName, from, until, isKnown }) => [row, <><bdi>{name}</bdi><span class="small quiet"><br /><bdi>{email}</bdi></span></>, `${label}, ${placeName}`, from ? dayInWords(from) : 'Today', until ? dayInWords(until) : <span class="quiet">–</span>, isKnown ? 'Is here: given the role' : 'Invited'])} />
          <form method="post" action="/people/invite/many/send" enctype="multipart/form-data">
            <Hidden fields={{ once: desk.once, people }} />
            <Buttons><Button>{list.findings.length ? (count === 1 ? 'Send this one' : `Send these ${count}`) : 'Send all'}</Button><Button kind="secondary" href="/people/invite/many">Go back</Button></Buttons>
          </form>
        </> : <EmptyState reason="No row can be sent as it is."><p><a href="/people/invite/many">Go back and mend the list</a></p></EmptyState>}
      </Section>
    </AccessFrame>
  )
}

/** What became of a list that was sent. */
export function SentListPage({ desk, invited, given, findings }: { desk: Desk; invited: number; given: number; findings: Finding[] }) {
  return (
    <AccessFrame desk={desk} title="The list is sent" path="/people/invite/many" within={WITHIN} heading={`${invited} invited, ${given} given a role at once`} standfirst={<a href="/people/invitations">See every invitation and what becomes of it</a>}>
      {findings.length ? <Section heading="Left out" aside="Mend these rows and send them again"><Findings findings={findings} /></Section> : <Section><p>Every row was good.</p></Section>}
    </AccessFrame>
  )
}

function Findings({ findings }: { findings: Finding[] }) {
  return <DataTable caption="What is wrong, by row" hidesCaption columns={['Row', 'Column', 'It says', 'What is wrong']} rows={findings.map(({ row, column, value, message }) => [row, column ?? <span class="quiet">–</span>, value ? <span class="found"><bdi>{value.slice(0, 100)}</bdi></span> : <span class="quiet">empty</span>, message])} />
}

const STATES: Record<InvitationState, { kind: 'better' | 'worse' | 'steady' | 'doubt'; words: string }> = {
  sent: { kind: 'doubt', words: 'Waits to be taken up' }, 'not sent': { kind: 'worse', words: 'Its mail could not be sent' }, used: { kind: 'better', words: 'Taken up' }, over: { kind: 'steady', words: 'Over' }, withdrawn: { kind: 'steady', words: 'Withdrawn' },
}

/** Every invitation where one looks after people. */
export function InvitationsPage({ desk, invitations, names }: { desk: Desk; invitations: Invitation[]; names: Map<string, string> }) {
  const waiting = invitations.filter(({ state }) => state === 'sent' || state === 'not sent').length
  return (
    <AccessFrame desk={desk} title="Invitations" path="/people/invitations" heading={waiting === 0 ? 'No invitation waits to be taken up' : `${waiting === 1 ? 'One invitation waits' : `${waiting} invitations wait`} to be taken up`} standfirst={`A link works once, within ${INVITATION_DAYS} days. Sent again it is a new one.`}>
      <Section isFull>
        <Buttons><Button href="/people/invite">Invite somebody</Button><Button kind="secondary" href="/people/invite/many">Invite many from a list</Button></Buttons>
        {invitations.length ? (
          <DataTable caption="Invitations, newest first" hidesCaption columns={['Who', 'Role', 'Invited', 'Stands', 'Do']} rows={invitations.map((one) => [
            <>{one.person ? <a href={personAddress(one.person)}><bdi>{one.name}</bdi></a> : <bdi>{one.name}</bdi>}<span class="small quiet"><br /><bdi class="address">{one.email}</bdi></span></>,
            <>{one.label}, <bdi>{one.where}</bdi><span class="small quiet"><br />from {dayInWords(one.startsAt)}{one.endsAt ? ` until ${dayInWords(lastDayOf(one.endsAt))}` : ''}</span></>,
            <>{dayInWords(one.invitedAt)}<span class="small quiet"><br />by {names.get(one.invitedBy) ?? one.invitedBy}</span></>,
            <><Verdict kind={STATES[one.state].kind}>{STATES[one.state].words}</Verdict>{one.state === 'sent' || one.state === 'not sent' ? <span class="small quiet"><br />until {dayInWords(dayOf(one.expiresAt))}</span> : null}</>,
            <Deeds one={one} desk={desk} />,
          ])} />
        ) : <EmptyState reason="Nobody has been invited yet." />}
      </Section>
    </AccessFrame>
  )
}

function Deeds({ one, desk }: { one: Invitation; desk: Desk }) {
  if (one.state === 'used' || one.state === 'withdrawn') return <span class="quiet">–</span>
  const who = <span class="govuk-visually-hidden">: {one.name}, {one.label}</span>
  return (
    <div class="deeds">
      <form method="post" action="/people/invitations/again"><Hidden fields={{ id: one.id, once: desk.once }} /><button class="as-link">Send again{who}</button></form>
      <form method="post" action="/people/invitations/withdraw"><Hidden fields={{ id: one.id, once: desk.once }} /><button class="as-link">Withdraw{who}</button></form>
    </div>
  )
}
