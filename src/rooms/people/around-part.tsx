import { Button, Buttons, Details, Hidden, Input, Rows, Section, Select } from '#design'
import { dayInWords } from '#kernel'
import type { Around } from '#rooms/access'
import { momentInWords } from './reach.ts'
import type { Sent } from './sent.ts'

interface Props {
  address: string
  around: Around[]
  roles: { role: string; label: string }[]
  mayWrite: boolean
  /** Whoever looks: nobody ends their own role. */
  viewerSlug: string
  now: Date
  once: string
  /** A form of this part that was refused, with the id of the role it was about where it was one. */
  sent: Sent | null
}

/** Who works with a child beyond those of its school, and the forms that ask somebody to it and end that. */
export function AroundPart(props: Props) {
  const { around, now, mayWrite } = props
  const isOver = ({ endsAt }: Around) => endsAt !== null && endsAt <= now
  const [standing, over] = [around.filter((one) => !isOver(one)), around.filter(isOver)]
  return (
    <Section heading="People around the child" id="people" aside="Those with a role about this one child">
      {standing.length ? <Rows items={standing.map((one) => <Standing {...props} one={one} />)} /> : <p class="quiet">Nobody has a role about this child by name.</p>}
      {over.length ? <Details summary={`${over.length} ${over.length === 1 ? 'is' : 'are'} over`}><Rows items={over.map((one) => <Line one={one} />)} /></Details> : null}
      {mayWrite ? <InviteForm {...props} /> : null}
    </Section>
  )
}

function Standing({ one, address, mayWrite, viewerSlug, once, sent }: Props & { one: Around }) {
  const mine = sent?.typed['id'] === one.id ? sent : null
  return (
    <div class="stack">
      <Line one={one} />
      {mayWrite && one.person !== viewerSlug ? (
        <Details summary={<>End this<span class="govuk-visually-hidden"> role of {one.name ?? one.label}</span></>} open={Boolean(mine)}>
          <form method="post" action={`${address}/people/end`} class="stack" novalidate>
            <Hidden fields={{ id: one.id, version: String(one.version), once }} />
            <Input id={`on-${one.id}`} name="on" label="Last day" hint="Leave it empty to end it now" type="date" width={10} value={mine?.typed['on']} error={mine?.fields['on']} />
            <Input id={`reason-${one.id}`} name="reason" label="Why it ends" value={mine?.typed['reason']} error={mine?.fields['reason']} dir="auto" />
            <Buttons><Button kind="secondary">End it</Button></Buttons>
          </form>
        </Details>
      ) : null}
    </div>
  )
}

function Line({ one }: { one: Around }) {
  return (
    <div>
      <p><b><bdi>{one.name ?? 'Somebody outside the area'}</bdi></b>, {one.label}</p>
      <p class="small quiet">{one.role === 'break-glass' ? `${momentInWords(one.startsAt)} to ${momentInWords(one.endsAt!)}` : `From ${dayInWords(one.startsAt)}${one.endsAt ? ` until ${dayInWords(one.endsAt)}` : ''}`}{one.reason ? <>: <bdi>{one.reason}</bdi></> : null}</p>
    </div>
  )
}

function InviteForm({ address, roles, once, sent }: Props) {
  const mine = sent && sent.typed['id'] === undefined ? sent : null
  const { typed = {}, fields = {} } = mine ?? {}
  return (
    <Details summary="Invite somebody to this child’s record" open={Boolean(mine)}>
      <form method="post" action={`${address}/people`} class="stack" novalidate>
        <Hidden fields={{ once }} />
        <Input id="invite-email" name="email" label="Their e-mail address" hint="Somebody Belong knows gets the role at once; anybody else is sent an invitation that names no child" type="email" value={typed['email']} error={fields['email'] ?? fields['person']} autocomplete="off" />
        <Input id="invite-name" name="name" label="Their name" hint="Where Belong does not know them" value={typed['name']} error={fields['name']} autocomplete="off" dir="auto" />
        <Input id="invite-roleTitle" name="roleTitle" label="What they are" hint="Such as “Health visitor”" value={typed['roleTitle']} error={fields['roleTitle']} dir="auto" />
        <Select id="invite-role" name="role" label="Role about this child" items={[{ value: '', text: 'Choose a role' }, ...roles.map(({ role, label }) => ({ value: role, text: label }))]} value={typed['role']} error={fields['role']} />
        <Input id="invite-until" name="until" label="Last day" hint="A partner is asked for a year at most" type="date" width={10} value={typed['until']} error={fields['until']} />
        <Input id="invite-reason" name="reason" label="Why" value={typed['reason']} error={fields['reason']} dir="auto" />
        <Buttons><Button kind="secondary">Invite them</Button></Buttons>
      </form>
    </Details>
  )
}
