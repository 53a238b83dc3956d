import { Button, Details, EmptyState, ErrorSummary, Hidden, Opening, Page, Rows, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { type Book, capital, inWords } from '#rooms/measures'
import { errorsOf, type Sent } from './posted.ts'
import { writerOf } from './result-words.ts'
import { ServiceForm } from './service-forms.tsx'
import type { Service } from './services-read.ts'
import type { StarterService } from './starter-service.ts'

export interface ServicesDesk {
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | undefined
  held: Book
  names: Map<string, string>
  mayWrite: boolean
  services: Service[]
  /** Services that come with Belong and have not been taken up. */
  starters: StarterService[]
}

/** The services and programmes of an area: whom each serves, who answers for it, and what it contributes to. */
export function ServicesPage({ desk }: { desk: ServicesDesk }) {
  const { viewer, nonce, once, sent, services, starters, mayWrite, names } = desk
  const [standing, over] = [services.filter(({ ended }) => !ended), services.filter(({ ended }) => ended)]
  return (
    <Page title={`${sent ? 'Error: ' : ''}Services`} viewer={viewer} path="/scorecard/services" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/scorecard">Scorecard</a> · <a href="/results">Results</a> · <b>Services</b></>} heading={headline(viewer.areaName, standing)}
        standfirst="A manager answers for what a service does for those it serves: how much, how well, and whether anyone is better off. Results are for everyone, and partners answer for them together; a service contributes." />
      <Section heading="Services" id="services">
        {standing.length ? <Rows items={standing.map((service) => <ServiceLine service={service} />)} /> : (
          <EmptyState reason="No service has been added yet.">{mayWrite ? <p>Take up the one below, whose figures are published, or add your own.</p> : <p>The people who keep the scorecard of this area add them.</p>}</EmptyState>
        )}
        {mayWrite ? starters.map((starter) => <Starter starter={starter} place={viewer.placeCode} once={once} />) : null}
        {mayWrite ? <ServiceForm sent={sent} once={once} form="service" address="/services/service" summary="Add a service or programme" hidden={{ place: viewer.placeCode }} /> : null}
      </Section>
      {over.length ? (
        <Section heading="Over">
          <Details summary={over.length === 1 ? 'One service is over' : `${capital(inWords(over.length))} services are over`}>
            <Rows items={over.map(({ slug, name, ended }) => (
              <><p dir="auto"><a href={addressOf(slug)}>{name}</a></p><p class="small quiet" dir="auto">{ended!.reason} ({writerOf(names, ended!.by)}, {dayInWords(ended!.at)})</p></>
            ))} />
          </Details>
        </Section>
      ) : null}
    </Page>
  )
}

export const addressOf = (slug: string) => `/services/${encodeURIComponent(slug)}`

function headline(area: string, services: Service[]) {
  if (!services.length) return `No service of ${area} says yet what it does and for whom`
  const knowing = services.filter(({ measures }) => measures.some(({ ended, quadrant, measureId }) => !ended && measureId !== null && quadrant.startsWith('better-off'))).length
  const many = services.length === 1 ? 'One service is' : `${capital(inWords(services.length))} services are`
  if (services.length === 1) return knowing ? 'One service is here, and it can say whether anyone is better off' : 'One service is here, and it cannot say yet whether anyone is better off'
  return `${many} here, and ${knowing === services.length ? 'all' : inWords(knowing)} can say whether anyone is better off`
}

function ServiceLine({ service: { slug, name, customers, manager, host, measures } }: { service: Service }) {
  const standing = measures.filter(({ ended }) => !ended)
  const contributions = standing.flatMap(({ contributions }) => contributions).filter(({ endedAt }) => !endedAt)
  const results = [...new Map(contributions.map(({ result }) => [result.id, result])).values()]
  return (
    <>
      <h3 dir="auto"><a href={addressOf(slug)}>{name}</a></h3>
      <p dir="auto">For {lower(customers)}.</p>
      <p class="small quiet" dir="auto">
        {manager} answers for it{host ? ` (${lower(host)})` : ''}. {standing.length === 1 ? 'One measure' : `${capital(inWords(standing.length))} measures`}.{' '}
        {results.length ? <>Contributes to {results.map(({ id, body }, at) => <>{at ? ', ' : ''}<a href={`/results/${id}`}>{lower(body)}</a></>)}.</> : 'It says of no result yet that it contributes.'}
      </p>
    </>
  )
}

/** In the middle of a sentence; what begins with an abbreviation stays as it is. */
const lower = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text)

function Starter({ starter, place, once }: { starter: StarterService; place: string; once: string }) {
  return (
    <form method="post" action="/services/adopt">
      <Hidden fields={{ place, starter: starter.slug, once }} />
      <p><b>{starter.name}</b>, with its {inWords(starter.measures.filter(({ measure }) => measure).length)} published measures. <span class="quiet">For {lower(starter.customers)}.</span></p>
      <Button kind="secondary">Take this up<span class="govuk-visually-hidden">: {starter.name}</span></Button>
    </form>
  )
}
