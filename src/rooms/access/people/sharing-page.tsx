import { Button, Buttons, Checkboxes, Details, EmptyState, Hidden, Input, Section, Select, SummaryList, Textarea, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { SHAREABLE, VERBS } from '../verbs.ts'
import { AccessFrame, type Desk } from './access-frame.tsx'
import type { AreaRole } from './giving.ts'
import type { NamedPlace } from './ground.ts'
import { formOf } from './posted.ts'
import type { Agreement, Party } from './sharing.ts'
import { type AgreementState, agreementState, boundOn, effectInWords, reviewLate } from './sharing-words.ts'

interface Props {
  desk: Desk
  all: Agreement[]
  roles: AreaRole[]
  /** Places one may take out, and of these those one may sign for. */
  places: NamedPlace[]
  signable: NamedPlace[]
  mayMake: boolean
  today: string
  names: Map<string, string>
}

/** Sharing agreements: what places let each other see, why and under which law. */
export function SharingPage(props: Props) {
  const { desk, all, mayMake, today } = props
  const by = (state: AgreementState) => all.filter((one) => agreementState(one, today) === state)
  const late = all.filter((one) => agreementState(one, today) !== 'over' && reviewLate(one, today)).length
  return (
    <AccessFrame desk={desk} title="Sharing" path="/sharing" heading={late ? `${late === 1 ? 'One review is' : `${late} reviews are`} late` : `${['No agreement', 'One agreement'][by('now').length] ?? `${by('now').length} agreements`} between places of ${desk.viewer.areaName}`}
      standfirst="An agreement lets places see each other’s children, as far as it says, from one day to another. Whoever looks after the people of a place, such as its headteacher, signs for it here, and may leave. Nothing is shared without one.">
      {(['now', 'to come', 'over'] as const).map((state) => (by(state).length ? <Section heading={HEADINGS[state]} id={state.replace(' ', '-')}>{by(state).map((one) => <AgreementCard one={one} {...props} />)}</Section> : null))}
      {all.length ? null : <Section heading="Agreements"><EmptyState reason="Nothing is shared by agreement." /></Section>}
      {mayMake ? <Section heading="Make an agreement" id="make" aside="Nothing is shared until two places have signed"><MakeForm desk={desk} today={today} /></Section> : null}
    </AccessFrame>
  )
}

const HEADINGS: Record<AgreementState, string> = { now: 'Running', 'to come': 'To come', over: 'Over' }

function AgreementCard({ one, desk, roles, places, signable, mayMake, today, names }: Props & { one: Agreement }) {
  const isOver = agreementState(one, today) === 'over'
  const bound = boundOn(one, today)
  const open = isOver ? [] : signable.filter(({ placeId }) => !bound.some((party) => party.placeId === placeId && party.ends === null))
  const leaving = isOver ? [] : one.parties.filter(({ placeId, ends }) => (ends === null || ends >= today) && (mayMake || places.some((place) => place.placeId === placeId)))
  return (
    <div class="part" id={`agreement-${one.id}`}>
      <h3><bdi>{one.title}</bdi></h3>
      <p><b>{effectInWords(one, roles, today)}</b></p>
      <SummaryList rows={[
        { key: 'Purpose', value: <bdi>{one.purpose}</bdi> }, { key: 'Law', value: <bdi>{one.lawfulBasis}</bdi> },
        { key: 'Signed by', value: one.parties.length ? <ul class="plain">{one.parties.map((party) => <li>{signedInWords(party, names)}</li>)}</ul> : 'Nobody yet' },
        { key: 'Review', value: one.reviewOn ? (reviewLate(one, today) && !isOver ? <Verdict kind="worse">Was due on {dayInWords(one.reviewOn)}</Verdict> : `Due on ${dayInWords(one.reviewOn)}`) : 'No day set' },
        ...(one.endReason ? [{ key: 'Ended because', value: <bdi>{one.endReason}</bdi> }] : []),
      ]} />
      {open.length ? <SignForm desk={desk} one={one} places={open} /> : null}
      {leaving.length ? <LeaveForm desk={desk} one={one} parties={leaving} /> : null}
      {mayMake && !isOver ? <EndForm desk={desk} one={one} /> : null}
    </div>
  )
}

function signedInWords({ name, signedBy, signedOn, ends }: Party, names: Map<string, string>) {
  return <><bdi>{name}</bdi> <span class="small quiet">by {names.get(signedBy) ?? signedBy} on {dayInWords(signedOn)}{ends ? `, until ${dayInWords(ends)}` : ''}</span></>
}

const About = ({ title }: { title: string }) => <span class="govuk-visually-hidden">: {title}</span>
const placeItems = (places: { placeId: number; name: string }[]) => [...(places.length === 1 ? [] : [{ text: 'Choose a place', value: '' }]), ...places.map(({ placeId, name }) => ({ text: name, value: placeId }))]

function SignForm({ desk, one, places }: { desk: Desk; one: Agreement; places: NamedPlace[] }) {
  const form = formOf(desk.sent, 'sign', one.id)
  return (
    <Details summary={<>Sign for a place<About title={one.title} /></>} id={form.id} open={form.open}>
      <form method="post" action="/sharing/sign" class="stack">
        <Hidden fields={{ once: desk.once, id: one.id }} />
        <Select {...form.field('place')} label="Place" items={placeItems(places)} />
        <p class="small quiet">Whoever leads the place signs: nobody shares what they do not see themselves.</p>
        <Buttons><Button>Sign<About title={one.title} /></Button></Buttons>
      </form>
    </Details>
  )
}

function LeaveForm({ desk, one, parties }: { desk: Desk; one: Agreement; parties: Party[] }) {
  const form = formOf(desk.sent, 'leave', one.id)
  return (
    <Details summary={<>Take a place out<About title={one.title} /></>} id={form.id} open={form.open}>
      <form method="post" action="/sharing/leave" class="stack">
        <Hidden fields={{ once: desk.once, id: one.id }} />
        <Select {...form.field('place')} label="Place" items={placeItems(parties)} />
        <Input {...form.field('on')} type="date" label="Last day" hint="Leave it empty to take it out at once" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="warning">Take it out<About title={one.title} /></Button></Buttons>
      </form>
    </Details>
  )
}

function EndForm({ desk, one }: { desk: Desk; one: Agreement }) {
  const form = formOf(desk.sent, 'end', one.id)
  return (
    <Details summary={<>End it for all<About title={one.title} /></>} id={form.id} open={form.open}>
      <form method="post" action="/sharing/end" class="stack">
        <Hidden fields={{ once: desk.once, id: one.id }} />
        <Input {...form.field('on')} type="date" label="Last day" hint="Leave it empty to end it at once" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="warning">End it<About title={one.title} /></Button></Buttons>
      </form>
    </Details>
  )
}

function MakeForm({ desk, today }: { desk: Desk; today: string }) {
  const form = formOf(desk.sent, 'make')
  return (
    <form method="post" action="/sharing" class="stack" id="make-form">
      <Hidden fields={{ once: desk.once }} />
      <Input {...form.field('title')} label="Title" dir="auto" />
      <Textarea {...form.field('purpose')} label="What it is for" rows={3} dir="auto" />
      <Textarea {...form.field('lawfulBasis')} label="The law it rests on" hint="As “UK GDPR Article 6(1)(e); Children and Families Act 2014 section 25”" rows={2} dir="auto" />
      <Checkboxes {...form.choice('verbs', ['child:read'])} legend="What is shared" items={SHAREABLE.map((verb) => ({ value: verb, text: VERBS[verb] }))} isSmall />
      <Input {...form.field('starts', today)} type="date" label="First day" width={10} />
      <Input {...form.field('ends')} type="date" label="Last day" hint="Leave it empty where none is agreed" width={10} />
      <Input {...form.field('reviewOn')} type="date" label="Day of review" width={10} />
      <Buttons><Button>Make the agreement</Button></Buttons>
    </form>
  )
}
