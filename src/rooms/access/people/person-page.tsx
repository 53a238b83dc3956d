import { Button, Buttons, DataTable, Details, EmptyState, Hidden, Input, Section, Select } from '#design'
import { dayInWords } from '#kernel'
import { deviceInWords } from '../sessions/device-in-words.ts'
import { METHODS } from '../sessions/sessions-page.tsx'
import { AccessFrame, type Desk } from './access-frame.tsx'
import { type AreaRole, GIVING_RULE } from './giving.ts'
import type { NamedPlace } from './ground.ts'
import { PersonStanding, seenInWords, SOURCES, spanInWords } from './part-words.tsx'
import { personAddress } from './people-page.tsx'
import type { ListedPart, PersonInReach } from './people-read.ts'
import { formOf } from './posted.ts'

export interface Choices {
  roles: AreaRole[]
  places: NamedPlace[]
}

interface Props extends Choices {
  desk: Desk
  person: PersonInReach
  names: Map<string, string>
  today: string
  /** Reads the audit of the area. */
  mayAudit?: boolean
}

/** One person: what they hold, will hold and held; where they are signed in; and what can be done about it. */
export function PersonPage({ desk, person, names, roles, places, today, mayAudit }: Props) {
  const of = (state: ListedPart['state']) => person.parts.filter((part) => part.state === state)
  const past = of('over').toReversed()
  return (
    <AccessFrame desk={desk} title={person.name} path={personAddress(person.slug)} within={{ href: '/people', text: 'People' }} heading={person.name}
      standfirst={<><bdi>{person.roleTitle}</bdi>. <PersonStanding person={person} />. Last here: {seenInWords(person.seenAt)}.{person.email ? <> <bdi class="address">{person.email}</bdi></> : null}</>}>
      <Section heading="Roles now" id="now">
        {of('now').length ? of('now').map((part) => <PartCard part={part} {...{ desk, person, names, roles, places, today }} />) : <EmptyState reason="No role today." />}
      </Section>
      {of('to come').length ? <Section heading="To come" id="to-come">{of('to come').map((part) => <PartCard part={part} {...{ desk, person, names, roles, places, today }} />)}</Section> : null}
      <Section heading="Give a role" id="give" aside={<a href="#rule">Who may give what</a>}>{person.isSelf ? <p>{GIVING_RULE[0]} Ask somebody else who looks after people.</p> : <GiveForm {...{ desk, person, roles, places, today }} />}</Section>
      {person.isSelf ? null : <Section heading={person.standing === 'left' || person.leavesOn ? 'Comes back' : 'Leaves'} id="leaves"><Leaving {...{ desk, person, roles, places, today }} /></Section>}
      <Section heading="Signed in" id="sessions" aside="Where they are signed in now"><Sessions desk={desk} person={person} /></Section>
      {past.length ? (
        <Section heading="Before" id="before">
          <DataTable caption="Roles that are over" hidesCaption columns={['Role', 'When', 'Ended by', 'Why']} rows={past.map((part) => [`${part.label}, ${part.where}`, spanInWords(part), part.endedBy ? names.get(part.endedBy) ?? part.endedBy : 'Its last day', part.endReason ?? <span class="quiet">–</span>])} />
        </Section>
      ) : null}
      {mayAudit ? <Section heading="What they did" id="did"><p><a href={`${personAddress(person.slug)}/deeds`}>Everything {person.name} did and looked at</a></p></Section> : null}
      <Section heading="Who may give what" id="rule"><ul>{GIVING_RULE.map((one) => <li>{one}</li>)}</ul></Section>
    </AccessFrame>
  )
}

function PartCard({ part, desk, person, names, roles, places, today }: Props & { part: ListedPart }) {
  const by = names.get(part.givenBy) ?? part.givenBy
  return (
    <div class="part">
      <h3>{part.label}, <bdi>{part.where}</bdi></h3>
      <p class="quiet">{spanInWords(part)}; {SOURCES[part.source] ?? part.source}{part.source === 'demo' ? '' : ` by ${by} on ${dayInWords(part.givenAt)}`}.{part.reason ? <> Why: <bdi>{part.reason}</bdi></> : null}</p>
      {person.isSelf ? null : <EndForm desk={desk} person={person} part={part} />}
      {person.isSelf || part.placeId === null ? null : <MoveForm {...{ desk, person, part, roles, places, today }} />}
    </div>
  )
}

function EndForm({ desk, person, part }: { desk: Desk; person: PersonInReach; part: ListedPart }) {
  const form = formOf(desk.sent, 'end', part.id)
  const what = <span class="govuk-visually-hidden">: {part.label}, {part.where}</span>
  return (
    <Details summary={<>{part.state === 'to come' ? 'Take this role back' : 'End this role'}{what}</>} id={form.id} open={form.open}>
      <form method="post" action={`${personAddress(person.slug)}/end`} class="stack">
        <Hidden fields={{ once: desk.once, id: part.id, version: String(part.version) }} />
        <Input {...form.field('on')} type="date" label="Last day" hint="Leave it empty to end the role at once" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="warning">{part.state === 'to come' ? 'Take it back' : 'End the role'}{what}</Button></Buttons>
      </form>
    </Details>
  )
}

function MoveForm({ desk, person, part, roles, places, today }: Choices & { desk: Desk; person: PersonInReach; part: ListedPart; today: string }) {
  const form = formOf(desk.sent, 'move', part.id)
  const what = <span class="govuk-visually-hidden">: {part.label}, {part.where}</span>
  return (
    <Details summary={<>Move to another place or role{what}</>} id={form.id} open={form.open}>
      <form method="post" action={`${personAddress(person.slug)}/move`} class="stack">
        <Hidden fields={{ once: desk.once, id: part.id, version: String(part.version) }} />
        <RoleChoice {...form.field('role', part.role)} roles={roles} />
        <PlaceChoice {...form.field('place', String(part.placeId))} places={places} />
        <Input {...form.field('on', today)} type="date" label="First day there" hint="The role here ends as that day begins" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="secondary">Move them{what}</Button></Buttons>
      </form>
    </Details>
  )
}

function GiveForm({ desk, person, roles, places, today }: Choices & { desk: Desk; person: PersonInReach; today: string }) {
  const form = formOf(desk.sent, 'give')
  return (
    <form method="post" action={`${personAddress(person.slug)}/give`} class="stack">
      <Hidden fields={{ once: desk.once }} />
      <PartFields form={form} roles={roles} places={places} today={today} />
      <Input {...form.field('reason')} label="Why" dir="auto" />
      <Buttons><Button>Give the role</Button></Buttons>
    </form>
  )
}

/** Role, place, first and last day. */
export function PartFields({ form, roles, places, today }: Choices & { form: ReturnType<typeof formOf>; today: string }) {
  return (
    <>
      <RoleChoice {...form.field('role')} roles={roles} />
      <PlaceChoice {...form.field('place', places.length === 1 ? String(places[0]!.placeId) : null)} places={places} />
      <Input {...form.field('from', today)} type="date" label="First day" width={10} />
      <Input {...form.field('until')} type="date" label="Last day" hint="Leave it empty where nobody knows yet" width={10} />
    </>
  )
}

type ChoiceField = ReturnType<ReturnType<typeof formOf>['field']>

const RoleChoice = ({ roles, ...field }: ChoiceField & { roles: AreaRole[] }) => <Select {...field} label="Role" items={[{ text: 'Choose a role', value: '' }, ...roles.map(({ role, label }) => ({ text: label, value: role }))]} />
const PlaceChoice = ({ places, ...field }: ChoiceField & { places: NamedPlace[] }) => <Select {...field} label="Place, and all that lies in it" items={[...(places.length === 1 ? [] : [{ text: 'Choose a place', value: '' }]), ...places.map(({ placeId, name }) => ({ text: name, value: placeId }))]} />

function Leaving({ desk, person, roles, places, today }: Choices & { desk: Desk; person: PersonInReach; today: string }) {
  const [leave, back] = [formOf(desk.sent, 'leave'), formOf(desk.sent, 'come-back')]
  const hasLeft = person.standing === 'left' || person.leavesOn !== null
  if (hasLeft && !person.closesDoor) return <p>Who has left comes back through whoever looks after the people of their whole area.</p>
  return hasLeft ? (
    <form method="post" action={`${personAddress(person.slug)}/come-back`} class="stack" id={back.id}>
      <Hidden fields={{ once: desk.once }} />
      <PartFields form={back} roles={roles} places={places} today={today} />
      <Input {...back.field('reason')} label="Why" dir="auto" />
      <Buttons><Button>They come back</Button></Buttons>
    </form>
  ) : (
    <form method="post" action={`${personAddress(person.slug)}/leave`} class="stack" id={leave.id}>
      <Hidden fields={{ once: desk.once }} />
      <p>Every role of theirs that you look after ends. {person.closesDoor ? 'After the last day they cannot sign in.' : 'Where they hold no other role, they cannot sign in after that.'}</p>
      <Input {...leave.field('on')} type="date" label="Last day" hint="Leave it empty where they leave at once: they are signed out" width={10} />
      <Input {...leave.field('reason')} label="Why" dir="auto" />
      <Buttons><Button kind="warning">They leave</Button></Buttons>
    </form>
  )
}

function Sessions({ desk, person }: { desk: Desk; person: PersonInReach }) {
  const form = formOf(desk.sent, 'sign-out')
  if (!person.sessions.length) return <EmptyState reason="Signed in nowhere now." />
  return (
    <>
      <DataTable caption="Where they are signed in" hidesCaption columns={['Browser', 'How', 'Since', 'Last seen']} rows={person.sessions.map(({ device, method, madeAt, seenAt }) => [deviceInWords(device ?? ''), METHODS[method] ?? method, moment(madeAt), moment(seenAt)])} />
      {person.isSelf ? <p><a href="/account/sessions">End one of your own</a></p> : (
        <form method="post" action={`${personAddress(person.slug)}/sign-out`} class="stack" id={form.id}>
          <Hidden fields={{ once: desk.once }} />
          <Input {...form.field('reason')} label="Why they are signed out" dir="auto" />
          <Buttons><Button kind="secondary">Sign them out everywhere</Button></Buttons>
        </form>
      )}
    </>
  )
}

const moment = (at: Date) => at.toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
