import { type Deed, Details, ErrorSummary, Foot, InsetText, Opening, Page, Section, TakeAway, Timeline } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { type Book, TREND_RULE } from '#rooms/measures'
import type { glances } from './at-a-glance.ts'
import { errorsOf, type Sent } from './posted.ts'
import { Quadrants } from './quadrants-part.tsx'
import { writerOf } from './result-words.ts'
import type { HeldResult } from './results-read.ts'
import { EndService, MeasureForm, ServiceForm } from './service-forms.tsx'
import { addressOf } from './services-page.tsx'
import type { Service } from './services-read.ts'

export interface ServiceDesk {
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | undefined
  held: Book
  names: Map<string, string>
  service: Service
  mayWrite: boolean
  glance: Awaited<ReturnType<typeof glances>>
  /** The results it may contribute to, of the framework in force. */
  results: HeldResult[]
}

/** One service: whom it serves, who answers for it, and its four quadrants. */
export function ServicePage({ desk }: { desk: ServiceDesk }) {
  const { viewer, nonce, once, sent, held, names, service, mayWrite } = desk
  const { name, customers, manager, host, ended, slug } = service
  return (
    <Page title={`${sent ? 'Error: ' : ''}${name}`} viewer={viewer} path="/scorecard/services" nonce={nonce} foot={<Foot lines={[TREND_RULE]} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/scorecard">Scorecard</a> · <a href="/services">Services</a> · <b>Performance</b></>} heading={<span dir="auto">{name}</span>}
        standfirst={<span dir="auto">{customers}</span>}>
        <p class="quiet" dir="auto">{manager} answers for it{host ? `. Host: ${host}` : ''}. Written by {writerOf(names, service.changedBy)}, {dayInWords(service.changedAt)}.</p>
      </Opening>
      {ended ? <InsetText><span dir="auto">Over since {dayInWords(ended.at)}, as {writerOf(names, ended.by)} said: {ended.reason} It stays here as it stood.</span></InsetText> : null}
      <Section isFull id="measures">
        <Quadrants desk={desk} />
        {mayWrite ? <MeasureForm sent={sent} once={once} service={service} held={held} /> : null}
      </Section>
      {mayWrite ? (
        <Section heading="Change this service" id="change-service" isScreenOnly>
          {sent?.isConflict && sent.form === 'change' ? (
            <InsetText>
              <p><b>As {writerOf(names, service.changedBy)} saved it, {dayInWords(service.changedAt)}:</b></p>
              <p dir="auto">{name}. {customers}. {manager}{host ? `, ${host}` : ''}.</p>
              <p>What you wrote is in the form below. Bring the two together and save again.</p>
            </InsetText>
          ) : null}
          <ServiceForm sent={sent} once={once} form="change" address={`${addressOf(slug)}/change`} summary="Change its name, whom it serves or who answers for it" hidden={{ version: String(service.version) }} stands={service} />
          <EndService sent={sent} once={once} service={service} />
        </Section>
      ) : null}
      <History desk={desk} />
      <TakeAway subject={addressOf(slug)} once={once} />
    </Page>
  )
}

function History({ desk: { service, names } }: { desk: ServiceDesk }) {
  const items = [...changes(service, names), ...cameAndWent(service, names)].sort((a, b) => b.at.localeCompare(a.at))
  if (!items.length) return null
  return (
    <Section heading="History" id="history">
      <Details summary={items.length === 1 ? 'One thing has happened' : `${items.length} things have happened`}><Timeline items={items} /></Details>
    </Section>
  )
}

const deed = (title: string, by: string, when: Date | string, children?: string | null): Deed => ({ title, by, at: new Date(when).toISOString(), shown: dayInWords(when), ...(children ? { children } : {}) })

function changes({ before, changedBy, changedAt }: Service, names: Map<string, string>): Deed[] {
  return before.map(({ version, name, customers, manager, host }, at) => {
    // What a version replaced is kept with who had written it; who changed it is who wrote the next.
    const next = before[at - 1] ?? { by: changedBy, at: changedAt }
    return deed(`Changed, after version ${version}`, writerOf(names, next.by), next.at, `It said: ${name}. ${customers}. ${manager}${host ? `, ${host}` : ''}.`)
  })
}

function cameAndWent({ measures, ended }: Service, names: Map<string, string>): Deed[] {
  const by = (slug: string) => writerOf(names, slug)
  return [
    ...measures.flatMap(({ body, madeBy, madeAt, ended, contributions }) => [
      deed(`Added: ${body}`, by(madeBy), madeAt),
      ...(ended ? [deed(`Taken out: ${body}`, by(ended.by), ended.at, ended.reason)] : []),
      ...contributions.flatMap(({ result, endedAt, endedBy }) => (endedAt ? [deed(`No longer contributes: ${body}, to ${result.body}`, by(endedBy ?? ''), endedAt)] : [])),
    ]),
    ...(ended ? [deed('Over', by(ended.by), ended.at, ended.reason)] : []),
  ]
}
