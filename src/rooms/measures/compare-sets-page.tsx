import { Button, Buttons, Details, EmptyState, ErrorSummary, Hidden, Input, NotificationBanner, Opening, Page, Rows, Section, Textarea } from '#design'
import type { Viewer } from '#platform'
import { compareAddress } from './addresses.ts'

/** A set as its form shows it: as it is held, or as somebody typed it. */
export interface SetForm {
  id: string | null
  version: number | null
  name: string
  /** One on each line. */
  places: string
}

export interface SetsPageProps {
  viewer: Viewer
  nonce: string
  sets: (SetForm & { id: string; count: number })[]
  may: boolean
  /** Fresh for each drawing, so that a form sent twice is done once. */
  itemKey: string
  /** A form that was turned down, with what was typed in it, and where it should go when it is taken. */
  wrong?: { form: SetForm; errors: Record<string, string>; message: string; back: string }
  done?: string | undefined
}

/** The area's own sets of places, to use, change and throw away. */
export function SetsPage({ viewer, nonce, sets, may, itemKey, wrong, done }: SetsPageProps) {
  return (
    <Page title={wrong ? 'Error: Sets of places' : 'Sets of places'} viewer={viewer} path="/compare" nonce={nonce}>
      <Opening kicker={<><a href="/compare">Compare</a> · <b>Sets of places</b></>} heading={`Places ${viewer.areaName} compares itself with`}
        standfirst="Everyone in the area can use these sets. Statistical neighbours are always there beside them." />
      {done ? <Section isFull><NotificationBanner kind="success" text={done} /></Section> : null}
      {wrong ? <Section isFull><Errors wrong={wrong} /></Section> : null}
      <Section heading="The sets">
        {sets.length ? <Rows items={sets.map((set) => <Held set={set} may={may} viewer={viewer} itemKey={itemKey} />)} /> : (
          <EmptyState reason="There is no set yet.">
            <p>{may ? 'Make one below, or keep the places of a comparison from the compare page.' : 'Your role cannot make one; an analyst or programme manager can.'}</p>
          </EmptyState>
        )}
      </Section>
      {wrong && wrong.form.id !== null ? (
        <Section heading="What you wrote" id="yours" aside="The set above is as it stands now">
          <SetFields form={wrong.form} errors={wrong.errors} itemKey={itemKey} back={wrong.back} button="Save what is written here" prefix="yours" />
        </Section>
      ) : null}
      {may ? (
        <Section heading="Make a set" id="new">
          <SetFields form={wrong && wrong.form.id === null ? wrong.form : NEW} errors={wrong && wrong.form.id === null ? wrong.errors : {}} itemKey={itemKey} back={wrong?.back ?? ''} button="Keep the set" prefix="new" />
        </Section>
      ) : null}
    </Page>
  )
}

const NEW: SetForm = { id: null, version: null, name: '', places: '' }

function Errors({ wrong }: { wrong: NonNullable<SetsPageProps['wrong']> }) {
  const prefix = wrong.form.id === null ? 'new' : 'yours'
  const fields = Object.entries(wrong.errors)
  return <ErrorSummary errors={fields.length ? fields.map(([field, text]) => ({ text, href: `#${prefix}-${field}` })) : [{ text: wrong.message, href: `#${prefix}` }]} />
}

function Held({ set, may, viewer, itemKey }: { set: SetsPageProps['sets'][number]; may: boolean; viewer: Viewer; itemKey: string }) {
  return (
    <>
      <p><b><a href={compareAddress({ place: viewer.placeCode, with: `set:${set.id}` })}>{set.name}</a></b></p>
      <p class="small quiet">{set.count === 1 ? 'One place' : `${set.count} places`}: {set.places.split('\n').join(', ')}</p>
      {may ? (
        <Details summary={<>Change or throw away<span class="govuk-visually-hidden"> {set.name}</span></>}>
          <SetFields form={set} errors={{}} itemKey={itemKey} back="" button="Save" prefix={`s-${set.id}`} />
          <form method="post" action={`/compare/sets/${set.id}/drop`}>
            <Buttons><Button kind="secondary">Throw this set away</Button></Buttons>
          </form>
        </Details>
      ) : null}
    </>
  )
}

function SetFields({ form, errors, itemKey, back, button, prefix }: { form: SetForm; errors: Record<string, string>; itemKey: string; back: string; button: string; prefix: string }) {
  return (
    <form method="post" action="/compare/sets" class="stack">
      <Hidden fields={{ key: `${itemKey}${prefix}`, back, ...(form.id === null ? {} : { id: form.id, version: String(form.version ?? 0) }) }} />
      <Input label="Name of the set" name="name" id={`${prefix}-name`} value={form.name} error={errors['name']} width={20} />
      <Textarea dir="auto" label="Places" name="places" id={`${prefix}-places`} value={form.places} error={errors['places']} rows={6} hint="One on each line, by name or code" />
      <Buttons><Button>{button}</Button></Buttons>
    </form>
  )
}
