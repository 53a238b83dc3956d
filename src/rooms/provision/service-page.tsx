import { InsetText, Opening, Page, type PageViewer, Section, SummaryList, type SummaryRow } from '#design'
import { dayInWords } from '#kernel'
import { PROFILE, type WordKind } from './open-referral/profile.ts'
import type { PlaceTold, TimeTold } from './open-referral/told.ts'
import { agesInWords, statusInWords, timeInWords } from './service-words.ts'
import type { ServiceWhole } from './services.ts'

export interface ServicePageProps {
  viewer: PageViewer
  nonce: string
  service: ServiceWhole
  /** Whoever gives returns here may look at the batch it is from. */
  seesBatch: boolean
}

/** One service: for whom, when, where, and how to reach it. What nobody told is not there. */
export function ServicePage({ viewer, nonce, service, seesBatch }: ServicePageProps) {
  const { name, organization, description, alert, changed, batch, row } = service
  const from = <>From service {row} of {seesBatch ? <a href={`/data/${batch}`}>batch {batch}</a> : <>batch {batch}</>}{changed ? <>, last changed by whoever runs it on {dayInWords(changed)}</> : null}.</>
  return (
    <Page title={name} viewer={viewer} path="/places/" nonce={nonce} foot={<p>{from}</p>}>
      <Opening kicker={<><a href="/places">Places</a> · <a href="/services-offered">Services offered</a></>} heading={<bdi>{name}</bdi>} standfirst={organization ? <>Run by <bdi>{organization}</bdi>{organization.endsWith('.') ? '' : '.'}</> : undefined} />
      {alert ? <Section><InsetText><span class="typed">{alert}</span></InsetText></Section> : null}
      {description ? <Section heading="What it is"><p class="typed"><bdi>{description}</bdi></p></Section> : null}
      <Section heading="At a glance"><SummaryList rows={glanceOf(service)} /></Section>
      {service.times.length ? <Section heading="When">{service.times.map((one) => <Time one={one} />)}</Section> : null}
      {service.locations.length ? <Section heading="Where">{service.locations.map((one) => <Location one={one} />)}</Section> : null}
    </Page>
  )
}

function glanceOf(service: ServiceWhole): SummaryRow[] {
  const { status, minimumAge, maximumAge, url, email, phone, fees, accreditations, assuredOn, words } = service
  const told = (key: string, value: SummaryRow['value'] | null): SummaryRow[] => (value === null || value === '' ? [] : [{ key, value }])
  const of = (kind: WordKind) => {
    const some = words.filter((one) => one.kind === kind)
    return told(PROFILE.words[kind], some.length ? some.map(({ body }, at) => <>{at ? <br /> : null}<bdi>{body}</bdi></>) : null)
  }
  return [
    { key: 'Is it running', value: statusInWords(status) }, ...told('For ages', agesInWords(minimumAge, maximumAge)), ...of('term'),
    ...told('On the web', url ? <a href={url} rel="noreferrer nofollow">{shown(url)}</a> : null), ...told('E-mail', email ? <a href={`mailto:${email}`}>{email}</a> : null), ...told('Telephone', phone), ...of('contact'),
    ...told('Fees', fees), ...of('cost'), ...of('area'), ...of('language'), ...of('funding'), ...told('Accreditation', accreditations), ...told('Last assured', assuredOn ? dayInWords(assuredOn) : null),
  ]
}

const shown = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

function Time({ one }: { one: TimeTold }) {
  return <p>{[timeInWords(one) ? <b>{timeInWords(one)}</b> : null, one.description ? <><br /><bdi>{one.description}</bdi></> : null]}</p>
}

function Location({ one: { name, kind, address, postcode, accessibility } }: { one: PlaceTold }) {
  return (
    <>
      <p><b><bdi>{name ?? kind ?? 'A place without a name'}</bdi></b>{address || postcode ? <><br /><bdi>{[address, postcode].filter(Boolean).join(', ')}</bdi></> : null}</p>
      {accessibility ? <p class="small quiet"><bdi>{accessibility}</bdi></p> : null}
    </>
  )
}
