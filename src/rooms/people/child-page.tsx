import { Badge, Button, Buttons, Checkboxes, ErrorSummary, Foot, Hidden, IdentityBar, Input, Opening, Page, Radios, Rows, Section, Textarea } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { FactsPart } from './child-facts-part.tsx'
import { RegistersPart } from './child-registers-part.tsx'
import { type ChildRecord, type Entry, type EntryClass, type SeenClass } from './child.ts'
import { ENTRY_CLASSES } from './entries.ts'
import { bornInWords, fullName, NOT_BORN } from './names.ts'
import type { Sent } from './sent.ts'
import type { ComponentChildren } from 'preact'

interface Props {
  viewer: Viewer
  nonce: string
  record: ChildRecord
  once: string
  /** Whether they may read who looked: a matter of the audit, not of the record. */
  mayReadLooks: boolean
  sent: Sent | null
  /** What was wrong with a form of this page, each linked to its field. */
  errors: { text: string; href: string }[] | null
  /** Who works with the child: a part of its own. */
  people: ComponentChildren
}

/** A child's record as far as somebody sees it: who, where, and each class with why they see it. */
export function ChildPage(props: Props) {
  const { viewer, nonce, record, mayReadLooks, errors, people } = props
  const address = `/children/${record.id}`
  return (
    <Page title={`${errors ? 'Error: ' : ''}A child’s record`} viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={['That you opened this record is written down, with the time and your role. What your role does not open is not shown and not counted.']} />}>
      {errors ? <ErrorSummary errors={errors} /> : null}
      <ChildBar record={record}>{mayReadLooks ? <a href={`${address}/looks`}>Who looked at this record</a> : null}</ChildBar>
      <Opening kicker={<><a href="/children">Children</a> · <b>Record</b></>} heading={<bdi>{fullName(record)}</bdi>} standfirst={standfirst(record)} />
      <Section heading="On roll" id="roll"><Rows items={record.onRoll.map(({ place, starts, ends }) => <>{place}<span class="small quiet">, {ends === null ? `since ${dayInWords(starts)}` : `${dayInWords(starts)} to ${dayInWords(ends)}`}</span></>)} /></Section>
      {record.classes.map((seen) => <ClassSection key={seen.dataClass} seen={seen} record={record} />)}
      {record.mayWrite ? <WriteSection {...props} /> : null}
      {people}
    </Page>
  )
}

/** Stays at the head of every page about the child, so that nobody writes into the wrong record. */
export function ChildBar({ record, children }: { record: ChildRecord; children?: ComponentChildren }) {
  const now = record.onRoll.filter(({ ends }) => ends === null || ends >= new Date().toISOString().slice(0, 10))
  const facts = [{ label: 'Born', value: record.born === NOT_BORN ? bornInWords(record.born) : `${dayInWords(record.born)} (${ageOn(record.born, new Date())})` }, ...(now.length ? [{ label: 'On roll at', value: now.map(({ place }) => place).join(', ') }] : [])]
  return <IdentityBar name={fullName(record)} facts={facts}>{children}</IdentityBar>
}

function ClassSection({ seen, record }: { seen: SeenClass; record: ChildRecord }) {
  const entries = record.entries.filter(({ dataClass }) => dataClass === seen.dataClass)
  return (
    <Section heading={seen.label} id={seen.dataClass} aside={<>You see this {seen.why.join(' and ')}</>}>
      {seen.dataClass === 'adopted-identity' ? <Former record={record} /> : null}
      {seen.dataClass === 'ordinary' || seen.dataClass === 'protected-address' ? <Addresses record={record} kind={seen.dataClass} /> : null}
      <FactsPart facts={record.facts} dataClass={seen.dataClass} today={new Date().toISOString().slice(0, 10)} />
      {seen.dataClass === 'ordinary' ? <RegistersPart registers={record.registers} /> : null}
      {seen.dataClass === 'protected-address' || seen.dataClass === 'adopted-identity' ? null : entries.length ? <Rows items={entries.map((entry) => <EntryLine entry={entry} record={record} />)} /> : <p class="quiet">Nothing is written here yet.</p>}
    </Section>
  )
}

function EntryLine({ entry, record }: { entry: Entry; record: ChildRecord }) {
  return (
    <div class="stack">
      <p dir="auto">{entry.body}</p>
      <p class="small quiet">
        {dayInWords(entry.day)}, written by <bdi>{entry.writtenBy}</bdi>{entry.changedBy && entry.changedAt ? <>; changed by <bdi>{entry.changedBy}</bdi>, {dayInWords(entry.changedAt)}</> : null} {entry.forFamily ? <Badge>The family reads it</Badge> : null}
        {record.mayWrite ? <> <a class="no-print" href={`/children/${record.id}/entries/${entry.id}`}>Change<span class="govuk-visually-hidden"> the entry of {dayInWords(entry.day)}</span></a></> : null}
      </p>
    </div>
  )
}

function Addresses({ record, kind }: { record: ChildRecord; kind: 'ordinary' | 'protected-address' }) {
  const held = record.addresses.filter(({ dataClass }) => dataClass === kind)
  if (!held.length) return kind === 'ordinary' ? null : <p class="quiet">No address of this child is protected.</p>
  return <Rows items={held.map(({ lines, postcode, starts, ends }) => <><bdi>{lines}, {postcode}</bdi><span class="small quiet"> lives here {ends === null ? `since ${dayInWords(starts)}` : `from ${dayInWords(starts)} to ${dayInWords(ends)}`}</span></>)} />
}

function Former({ record }: { record: ChildRecord }) {
  if (!record.former?.length) return <p class="quiet">No other name is held.</p>
  return <Rows items={record.former.map(({ givenName, familyName, upn, until }) => <><bdi>{[givenName, familyName].filter(Boolean).join(' ')}{upn ? ` UPN ${upn}` : ''}</bdi>{until === null ? null : <span class="small quiet">, until {dayInWords(until)}</span>}</>)} />
}

function WriteSection({ record, once, sent }: Props) {
  const offered = record.classes.filter(({ dataClass }) => (ENTRY_CLASSES as readonly string[]).includes(dataClass))
  const { typed = {}, fields = {} } = sent ?? {}
  return (
    <Section heading="Write an entry" id="form" isScreenOnly>
      <form method="post" action={`/children/${record.id}/entries`} class="stack" novalidate>
        <Hidden fields={{ once }} />
        <Radios legend="What it is about" name="dataClass" items={offered.map(({ dataClass, label }) => ({ value: dataClass, text: label, hint: HINTS[dataClass as EntryClass] }))} value={typed['dataClass'] ?? 'ordinary'} error={fields['dataClass']} isSmall />
        <EntryFields typed={typed} fields={fields} />
        <Buttons><Button>Write it</Button></Buttons>
      </form>
    </Section>
  )
}

/** The fields of an entry, new or changed. */
export function EntryFields({ typed, fields }: { typed: Record<string, string>; fields: Record<string, string> }) {
  return (
    <>
      <Textarea name="body" label="What is to be known" rows={4} value={typed['body']} error={fields['body']} dir="auto" />
      <Input name="day" label="The day it is about" hint="Today where you leave it empty" type="date" width={10} value={typed['day']} error={fields['day']} />
      <Checkboxes name="forFamily" items={[{ value: 'yes', text: 'The family reads it too' }]} values={typed['forFamily'] ? ['yes'] : []} error={fields['forFamily']} isSmall />
    </>
  )
}

const HINTS: Record<EntryClass, string> = {
  ordinary: 'What everyone who works with the child may know', sen: 'Needs and what is done for them', health: 'What keeps the child safe and well',
  care: 'What social care holds', restricted: 'For the very few; never shared with the family',
}

function standfirst({ onRoll, classes }: ChildRecord) {
  const labels = classes.map(({ label }, at) => (at ? label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) : label))
  const listed = labels.length > 1 ? `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}` : labels[0]
  return `${onRoll.length ? '' : 'Not on roll where you see it. '}${listed}: what you see here.`
}

/** Whole years, on a day. */
function ageOn(born: string, day: Date) {
  const [year, month, date] = born.split('-').map(Number) as [number, number, number]
  const before = day.getUTCMonth() + 1 < month || (day.getUTCMonth() + 1 === month && day.getUTCDate() < date)
  return day.getUTCFullYear() - year - (before ? 1 : 0)
}
