import { Button, Buttons, Checkboxes, Details, EmptyState, ErrorSummary, Hidden, Input, NotificationBanner, Opening, Page, Rows, Section } from '#design'
import type { Viewer } from '#platform'
import { inWords } from '#rooms/measures'
import type { View } from './views.ts'

/** A form that was refused, with all that was typed in it. */
export interface SentView {
  form: 'keep' | 'change'
  typed: Record<string, string>
  errors: { name: string; text: string }[]
}

interface Props {
  viewer: Viewer
  nonce: string
  views: View[]
  names: Map<string, string>
  once: string
  /** What was done just now. */
  done: { text: string; view: View | null } | null
  sent: SentView | null
}

/** The pages somebody keeps under a name, and those others share. */
export function ViewsPage({ viewer, nonce, views, names, once, done, sent }: Props) {
  const [own, shared] = [views.filter(({ isOwn }) => isOwn), views.filter(({ isOwn }) => !isOwn)]
  return (
    <Page title={`${sent ? 'Error: ' : ''}Kept views`} viewer={viewer} path="/views" nonce={nonce}>
      {sent ? <ErrorSummary errors={sent.errors.map(({ name, text }) => ({ text, href: `#${boxOf(sent, name)}` }))} /> : null}
      {done ? <NotificationBanner kind="success" text={done.text}>{done.view ? <p><a href={done.view.address}>Go back to <bdi>{done.view.name}</bdi></a></p> : null}</NotificationBanner> : null}
      <Opening kicker={<><a href="/">My work</a> · <b>Kept views</b></>} heading={own.length === 0 ? 'You keep no views yet' : own.length === 1 ? 'You keep one view' : `You keep ${inWords(own.length)} views`}
        standfirst="A view is a page as you set it up: a scorecard with its columns and order, a comparison with its places. It leads to the page as it stands on the day you open it, and shows each person only what they may see." />
      {sent?.form === 'keep' ? <Section heading="Keep this view"><KeepAgain sent={sent} once={once} /></Section> : null}
      <Section heading="Yours" aside={`In ${viewer.areaName}`}>
        {own.length ? <Rows items={own.map((one) => <OwnView view={one} sent={sent?.form === 'change' && sent.typed['id'] === one.id ? sent : null} />)} /> : (
          <EmptyState reason="Nothing is kept under a name."><p>Set a <a href="/scorecard">scorecard</a>, a <a href="/compare">comparison</a>, the list of <a href="/measures">measures</a> or of <a href="/actions">actions</a> up as you need it, and choose “Keep this view” at its foot.</p></EmptyState>
        )}
      </Section>
      {shared.length ? <Section heading="Shared by others" aside={`With everyone of ${viewer.areaName}`}><Rows items={shared.map((one) => <><a href={one.address}><b><bdi>{one.name}</bdi></b></a><br /><span class="small quiet">Kept by {names.get(one.person) ?? one.person}. <bdi class="address">{one.address}</bdi></span></>)} /></Section> : null}
    </Page>
  )
}

function OwnView({ view, sent }: { view: View; sent: SentView | null }) {
  const { id, name, address, isShared, changedAt } = view
  const wrong = (field: string) => sent?.errors.find((one) => one.name === field)?.text
  return (
    <>
      <a href={address}><b><bdi>{name}</bdi></b></a>{isShared ? <span class="quiet"> shared with everyone of the area</span> : null}<br />
      <span class="small quiet"><bdi class="address">{address}</bdi></span>
      <Details summary={<>Rename, share or throw away<span class="govuk-visually-hidden">: {name}</span></>} id={`view-${id}`} {...(sent ? { open: true } : {})}>
        <form method="post" action={`/views/${id}`} class="stack">
          <Hidden fields={{ changed: changedAt.toISOString() }} />
          <Input label="Name" name="name" id={`name-${id}`} value={sent?.typed['name'] ?? name} error={wrong('name')} dir="auto" />
          <Checkboxes name="shared" idPrefix={`shared-${id}`} items={[{ value: 'yes', text: SHARED }]} values={(sent ? sent.typed['shared'] === 'yes' : isShared) ? ['yes'] : []} isSmall />
          <Buttons><Button kind="secondary">Save<span class="govuk-visually-hidden"> {name}</span></Button></Buttons>
        </form>
        <form method="post" action={`/views/${id}/drop`}>
          <Buttons><Button kind="secondary">Throw this view away<span class="govuk-visually-hidden">: {name}</span></Button></Buttons>
        </form>
      </Details>
    </>
  )
}

function KeepAgain({ sent: { typed, errors }, once }: { sent: SentView; once: string }) {
  const wrong = (field: string) => errors.find((one) => one.name === field)?.text
  return (
    <form method="post" action="/views" class="stack">
      <Hidden fields={{ once }} />
      <Input label="Name of the view" name="name" id="keep-name" value={typed['name']} error={wrong('name')} dir="auto" />
      <Input label="Address of the page" name="address" id="keep-address" value={typed['address']} error={wrong('address')} hint="From the first slash on, as /scorecard?sort=trend" />
      <Checkboxes name="shared" idPrefix="keep-shared" items={[{ value: 'yes', text: SHARED }]} values={typed['shared'] === 'yes' ? ['yes'] : []} isSmall />
      <Buttons><Button>Keep this view</Button></Buttons>
    </form>
  )
}

const SHARED = 'Everyone of the area may use it'
const BOXES = new Set(['name', 'address', 'shared'])

/** The box an error speaks of; the first of the form where it speaks of none. */
function boxOf({ form, typed }: SentView, name: string) {
  const box = BOXES.has(name) ? name : 'name'
  return form === 'keep' ? `keep-${box}` : `${box === 'address' ? 'name' : box}-${typed['id']}`
}
