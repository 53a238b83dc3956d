import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, newId, page, type Pages, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { book } from '#rooms/measures'
import { directory } from '#rooms/places'
import { glances } from './at-a-glance.ts'
import { addContribution, endContribution } from './contributions.ts'
import { slugOf } from './frameworks.ts'
import { type AreaGround, groundOf } from './ground.ts'
import { addPerformanceMeasure, endPerformanceMeasure } from './performance-measures.ts'
import { post, type Sent } from './posted.ts'
import { resultsOf } from './results-read.ts'
import { ServicePage } from './service-page.tsx'
import { addService, adoptStarterService, changeService, endService } from './services.ts'
import { addressOf, ServicesPage } from './services-page.tsx'
import { type Service, servicesOf } from './services-read.ts'
import { starterServices } from './starter.ts'

const LIST_FORMS: Record<string, Action> = { service: addService, adopt: adoptStarterService }
const SERVICE_FORMS: Record<string, Action> = {
  change: changeService, end: endService, measure: addPerformanceMeasure, 'end-measure': endPerformanceMeasure, contribution: addContribution, 'end-contribution': endContribution,
}
/** Which field says what a form is about, where a page has one for each measure. */
const ABOUT: Record<string, string> = { 'end-measure': 'id', contribution: 'measure', 'end-contribution': 'measure' }

/** The services of an area, and each by itself. */
export const servicePages: Pages = (web, house) => {
  web.get('/services', (c) => page(c, house, () => drawList(c)))
  for (const [form, action] of Object.entries(LIST_FORMS)) {
    web.post(`/services/${form}`, async (c) => {
      const sent = await post(c, { form, action })
      if (sent) return c.html(await drawList(c, sent))
      const { name, starter } = await typedWords(c)
      return c.redirect(addressOf(starter ?? slugOf(name ?? '')), 303)
    })
  }
  web.get('/services/:slug', (c) => page(c, house, () => drawOne(c)))
  for (const [form, action] of Object.entries(SERVICE_FORMS)) {
    web.post(`/services/:slug/${form}`, async (c) => {
      const { service } = await found(c)
      const more = form === 'change' ? { id: service.id } : {}
      const sent = await post(c, { form, action, more, ...(ABOUT[form] ? { aboutField: ABOUT[form] } : {}) })
      return sent ? c.html(await drawOne(c, sent)) : c.redirect(`${addressOf(service.slug)}#${form === 'change' || form === 'end' ? 'change-service' : 'measures'}`, 303)
    })
  }
}

async function drawList(c: WebContext, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const { services, mayWrite } = await readable(c)
  const db = readerOf(c)
  const [held, names] = await Promise.all([book(db, viewer.publishedVersion), personNames(db)])
  const starters = starterServices.filter(({ slug }) => !services.some((one) => one.slug === slug))
  return drawPage(<ServicesPage desk={{ viewer, nonce: c.get('nonce'), once: newId(), sent, held, names, mayWrite, services, starters }} />)
}

async function drawOne(c: WebContext, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const { service, mayWrite, ground } = await found(c)
  const db = readerOf(c)
  const [held, places, names, { results }] = await Promise.all([book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion), personNames(db), resultsOf(db, viewer.areaId)])
  const glance = await glances(db, held, places, ground.placeId, service.measures)
  const desk = { viewer, nonce: c.get('nonce'), once: newId(), sent, held, names, service, mayWrite: mayWrite && !service.ended, glance, results }
  return drawPage(<ServicePage desk={desk} />, { isPrint: c.req.query('print') === 'yes' })
}

/** The services of the area somebody looks at, where they may. */
async function readable(c: WebContext): Promise<{ services: Service[]; mayWrite: boolean; ground: AreaGround }> {
  const { areaId } = viewerOfPage(c)
  const db = readerOf(c)
  const ground = await groundOf(db, areaId)
  const verbs = await verbsAt(c.get('caller')().actor, ground, db)
  if (!verbs.has('published:read')) throw new Refusal('forbidden', 'Your role does not let you see the services of this area')
  return { services: await servicesOf(db, areaId), mayWrite: verbs.has('scorecard:write'), ground }
}

async function found(c: WebContext) {
  const { services, ...may } = await readable(c)
  const service = services.find(({ slug }) => slug === c.req.param('slug'))
  if (!service) throw new Refusal('missing', 'There is no such service')
  return { service, ...may }
}
