import { Button, Buttons, Columns, EmptyState, Input, Opening, Page, type PageViewer, pagesAround, Pagination, Rows, Section, Select, Verdict } from '#design'
import { agesInWords, daysInShort, statusInWords } from './service-words.ts'
import { PROFILE } from './open-referral/profile.ts'
import { PAGE_SIZE, type ServiceLine } from './services.ts'

export interface ServicesPageProps {
  viewer: PageViewer
  nonce: string
  total: number
  services: ServiceLine[]
  asked: { q: string; age: string; day: string; at: string; ended: string; page: number }
  errors: Readonly<Record<string, string>>
  /** Whether any service is held at all. */
  hasAny: boolean
}

/** What is offered in the area to children and families, by age, day and place. */
export function ServicesPage(props: ServicesPageProps) {
  const { viewer, nonce, total, services, asked, errors, hasAny } = props
  const isNarrowed = Boolean(asked.q || asked.age || asked.day || asked.at)
  return (
    <Page title={Object.keys(errors).length ? 'Error: Services offered' : 'Services offered'} viewer={viewer} path="/places/" nonce={nonce}
      foot={total ? <p>Download this list as <a href={addressFor(asked, { as: 'csv' })}>CSV</a> or <a href={addressFor(asked, { as: 'xlsx' })}>Excel</a></p> : undefined}>
      <Opening kicker={<><a href="/places">Places</a> · <b>Services offered</b></>} heading={headingOf(total, isNarrowed, viewer.areaName)} standfirst="As the organisations that run them tell of them. Ask them before you rely on it." />
      {hasAny ? <Find asked={asked} errors={errors} isNarrowed={isNarrowed} /> : null}
      <Section heading="Services" aside={total > PAGE_SIZE ? `${((asked.page - 1) * PAGE_SIZE + 1).toLocaleString('en-GB')} to ${Math.min(total, asked.page * PAGE_SIZE).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}` : undefined}>
        {services.length ? <List services={services} /> : <Nothing hasAny={hasAny} />}
        {total > PAGE_SIZE ? <Pagination {...pagesOf(asked, total)} /> : null}
      </Section>
    </Page>
  )
}

function headingOf(total: number, isNarrowed: boolean, area: string) {
  if (!total) return isNarrowed ? 'No service fits' : `No service of ${area} is known yet`
  const many = total === 1 ? 'One service' : `${total.toLocaleString('en-GB')} services`
  return isNarrowed ? `${many} ${total === 1 ? 'fits' : 'fit'}` : `${many} offered in ${area}`
}

function Find({ asked, errors, isNarrowed }: Pick<ServicesPageProps, 'asked' | 'errors'> & { isNarrowed: boolean }) {
  return (
    <Section heading="Find a service" isScreenOnly>
      <form action="/services-offered" class="stack">
        <Columns kind="two">
          <Input label="What it is, or who runs it" name="q" id="words" type="search" value={asked.q} error={errors['q']} />
          <Input label="Where: a town or postcode" name="at" value={asked.at} error={errors['at']} />
        </Columns>
        <Columns kind="three">
          <Input label="For somebody aged" name="age" value={asked.age} error={errors['age']} inputMode="decimal" width={3} suffix="years" />
          <Select label="On" name="day" value={asked.day} items={[{ value: '', text: 'Any day' }, ...Object.entries(PROFILE.days).map(([value, text]) => ({ value, text }))]} error={errors['day']} />
          <Select label="Show" name="ended" value={asked.ended} items={[{ value: '', text: 'Those that run' }, { value: 'yes', text: 'Those that have ended too' }]} />
        </Columns>
        <Buttons><Button>Show</Button>{isNarrowed || asked.ended ? <a href="/services-offered">Show all that run</a> : null}</Buttons>
      </form>
    </Section>
  )
}

function List({ services }: { services: ServiceLine[] }) {
  return (
    <Rows kind="acts" items={services.map((one) => (
      <>
        <div>
          <b><a href={`/services-offered/${one.id}`}><bdi>{one.name}</bdi></a></b>
          {one.organization ? <><br /><span class="small quiet"><bdi>{one.organization}</bdi></span></> : null}
        </div>
        <div class="small">{whereIn(one.places)}</div>
        <div class="small">
          {[ageOf(one), daysInShort(one.days)].filter(Boolean).join('; ') || <span class="quiet">Ages and days not said</span>}
          {one.status === 'active' ? null : <><br /><Verdict kind="doubt">{one.status === null ? 'Status not said' : statusInWords(one.status)}</Verdict></>}
        </div>
      </>
    ))} />
  )
}

function ageOf({ minimumAge, maximumAge }: ServiceLine) {
  const ages = agesInWords(minimumAge, maximumAge)
  return ages === null ? null : /^\d/.test(ages) ? `Ages ${ages}` : `${ages} years`
}

function whereIn(places: readonly string[]) {
  const [first, ...more] = places
  if (first === undefined) return <span class="quiet">Place not said</span>
  return more.length ? <><bdi>{first}</bdi> <span class="small quiet">and {more.length} more</span></> : <bdi>{first}</bdi>
}

function Nothing({ hasAny }: { hasAny: boolean }) {
  return hasAny ? <EmptyState reason="No service fits what you look for."><p><a href="/services-offered">Show all that run</a></p></EmptyState> : (
    <EmptyState reason="Nobody has given a list of services yet.">
      <p>Whoever gives the returns of the area takes in the JSON of an Open Referral UK feed on the page <a href="/data">Data</a>.</p>
    </EmptyState>
  )
}

function pagesOf(asked: ServicesPageProps['asked'], total: number) {
  return pagesAround(asked.page, Math.ceil(total / PAGE_SIZE), (page) => addressFor(asked, { page: String(page) }))
}

/** The page with the same choices and some more. */
function addressFor({ page, ...asked }: ServicesPageProps['asked'], more: Record<string, string>) {
  const words = new URLSearchParams(Object.entries({ ...asked, ...(page > 1 && more['as'] === undefined ? { page: String(page) } : {}), ...more }).filter(([, value]) => value !== ''))
  return words.size ? `/services-offered?${words}` : '/services-offered'
}
