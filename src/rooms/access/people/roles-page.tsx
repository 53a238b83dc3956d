import { Button, Buttons, Checkboxes, DataTable, Details, Hidden, Input, Radios, Section, Select, TakeAway, Textarea } from '#design'
import { dayInWords } from '#kernel'
import { INSTALLATION_VERBS, type Verb, VERBS } from '../verbs.ts'
import { AccessFrame, type Desk } from './access-frame.tsx'
import type { AreaRole } from './giving.ts'
import { formOf } from './posted.ts'
import type { Cell, RoleTable } from './role-table.ts'
import { cellOn, VERB_GROUPS } from './roles-sheet.ts'

interface Props {
  desk: Desk
  table: RoleTable
  mayChange: boolean
  today: string
}

export const roleAddress = (role: string) => `/roles/${encodeURIComponent(role)}`

/** The table of roles: what each may do, since when. */
export function RolesPage({ desk, table, mayChange, today }: Props) {
  const { roles } = table
  return (
    <AccessFrame desk={desk} title="Roles" path="/roles" heading={`What the ${roles.length} roles of ${desk.viewer.areaName} may do`}
      standfirst="A role is a bundle of what somebody may do. People hold roles at a place and all that lies in it, or for one child, from one day to another. Each cell says since when.">
      {VERB_GROUPS.map((group) => <GroupOfVerbs group={group} table={table} today={today} />)}
      <TakeAway subject="/roles" sheets once={desk.once} />
      {mayChange ? <Section heading="A role of your own" id="add"><AddForm desk={desk} /></Section> : null}
    </AccessFrame>
  )
}

/** One group of verbs with the roles that hold any of them: the others are named below, so that the table can be read across. */
function GroupOfVerbs({ group: { heading, about, verbs }, table, today }: { group: (typeof VERB_GROUPS)[number]; table: RoleTable; today: string }) {
  const holds = ({ role }: AreaRole) => verbs.some((verb) => cellOn(table, role, verb, today))
  const [those, others] = [table.roles.filter(holds), table.roles.filter((role) => !holds(role))]
  return (
    <Section heading={heading} aside={about} isFull id={heading.toLowerCase().replaceAll(' ', '-')}>
      <div class="roles">
        <DataTable caption={`${heading}: what each role may do`} hidesCaption columns={['What', ...those.map(({ role, label }) => ({ label: <a href={roleAddress(role)}>{label}</a> }))]}
          rows={verbs.map((verb) => [VERBS[verb], ...those.map(({ role }) => <CellWords cell={cellOn(table, role, verb, today)} today={today} />)])} />
      </div>
      {others.length ? <p class="small">None of this: {others.map(({ role, label }, at) => <>{at ? ', ' : ''}<a href={roleAddress(role)}>{label}</a></>)}.</p> : null}
    </Section>
  )
}

function CellWords({ cell, today }: { cell: Cell | null; today: string }) {
  if (!cell) return <span class="quiet"><span aria-hidden="true">–</span><span class="govuk-visually-hidden">No</span></span>
  if (cell.starts > today) return <span class="small">from {dayInWords(cell.starts)}</span>
  return <><b>Yes</b> <span class="small quiet">since {dayInWords(cell.starts)}{cell.ends ? `, until ${dayInWords(cell.ends)}` : ''}</span></>
}

function AddForm({ desk }: { desk: Desk }) {
  const form = formOf(desk.sent, 'add')
  return (
    <form method="post" action="/roles" class="stack" id="add-form">
      <Hidden fields={{ once: desk.once }} />
      <Input {...form.field('label')} label="What it is called" dir="auto" />
      <Textarea {...form.field('about')} label="What it is for, in a sentence" rows={2} dir="auto" />
      <Radios {...radio(form, 'givenFor', 'place')} legend="It is held" items={[{ value: 'place', text: 'At a place, and all that lies in it' }, { value: 'child', text: 'For one child' }]} isSmall />
      <Checkboxes {...form.choice('locally')} items={[{ value: 'yes', text: LOCALLY }]} isSmall />
      <Buttons><Button kind="secondary">Add the role</Button></Buttons>
    </form>
  )
}

const LOCALLY = 'Whoever looks after the people of one place may give it there, even where it lets them see more than whoever gives it'

function radio(form: ReturnType<typeof formOf>, name: string, stands: string) {
  const { values, ...rest } = form.choice(name, [stands])
  return { ...rest, value: values[0] ?? null }
}

/** One role: what it may do now, what it could before, and the forms that change it. */
export function RolePage({ desk, role, table, mayChange, today, names }: Props & { role: AreaRole; names: Map<string, string> }) {
  const cells = table.cells.filter((cell) => cell.role === role.role)
  const may = (Object.keys(VERBS) as Verb[]).filter((verb) => role.verbs.includes(verb))
  const words = formOf(desk.sent, 'change')
  return (
    <AccessFrame desk={desk} title={role.label} path={roleAddress(role.role)} within={{ href: '/roles', text: 'Roles' }} heading={role.label} standfirst={`${role.about} Held ${role.givenFor === 'child' ? 'for one child, and given from the child’s record' : 'at a place and all that lies in it'}.`}>
      <Section heading="May do today" id="may">{may.length ? <ul>{may.map((verb) => <li>{VERBS[verb]}</li>)}</ul> : <p>Nothing yet.</p>}{role.givenLocally ? <p class="quiet">{LOCALLY}.</p> : null}</Section>
      {mayChange ? <Section heading="Change what it may do" id="cell" aside="You will be asked to show that it is you"><CellForm desk={desk} role={role} today={today} /></Section> : null}
      <Section heading="Through time" id="history">
        <DataTable caption="What the role may and might do, by day" hidesCaption columns={['What', 'From', 'Until', 'Said by']} rows={cells.toSorted((a, b) => b.starts.localeCompare(a.starts)).map(({ verb, starts, ends, setBy }) => [VERBS[verb] ?? verb, dayInWords(starts), ends ? dayInWords(ends) : <span class="quiet">–</span>, names.get(setBy) ?? setBy])} />
      </Section>
      {mayChange ? (
        <Section heading="What it is called" id="words">
          <Details summary="Change its name and words" id="change" open={words.open}>
            {words.open ? <p class="quiet">Now: {role.label}. {role.about}</p> : null}
            <form method="post" action={`${roleAddress(role.role)}/change`} class="stack">
              <Hidden fields={{ once: desk.once, version: String(role.version) }} />
              <Input {...words.field('label', role.label)} label="What it is called" dir="auto" />
              <Textarea {...words.field('about', role.about)} label="What it is for, in a sentence" rows={2} dir="auto" />
              <Checkboxes {...words.choice('locally', role.givenLocally ? ['yes'] : [])} items={[{ value: 'yes', text: LOCALLY }]} isSmall />
              <Buttons><Button kind="secondary">Save</Button></Buttons>
            </form>
          </Details>
        </Section>
      ) : null}
    </AccessFrame>
  )
}

function CellForm({ desk, role, today }: { desk: Desk; role: AreaRole; today: string }) {
  const form = formOf(desk.sent, 'cell')
  const items = (Object.keys(VERBS) as Verb[]).filter((verb) => !INSTALLATION_VERBS.has(verb)).map((verb) => ({ text: `${VERBS[verb]} (${role.verbs.includes(verb) ? 'may today' : 'may not today'})`, value: verb }))
  return (
    <form method="post" action={`${roleAddress(role.role)}/cell`} class="stack">
      <Hidden fields={{ once: desk.once }} />
      <Select {...form.field('verb')} label="What" items={[{ text: 'Choose', value: '' }, ...items]} />
      <Radios {...radio(form, 'may', 'yes')} legend="From that day on" items={[{ value: 'yes', text: 'The role may do this' }, { value: 'no', text: 'The role may not do this' }]} isSmall />
      <Input {...form.field('from', today)} type="date" label="From" width={10} />
      <Input {...form.field('reason')} label="Why" hint="It stands in the audit" dir="auto" />
      <Buttons><Button>Change the role</Button></Buttons>
    </form>
  )
}
