import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, ask, page, type Pages, readerOf, type Sheet, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holdsInArea } from '#rooms/access'
import { ServicePage } from './service-page.tsx'
import { agesInWords, daysInShort, statusInWords } from './service-words.ts'
import { findServices, service, type ServiceLine, services } from './services.ts'
import { ServicesPage } from './services-page.tsx'

/** What is offered to children and families, under /services-offered. */
export const provisionPages: Pages = (web, house) => {
  web.get('/services-offered', async (c) => {
    const format = sheetAsked(c)
    if (format) return answerSheet(c, await sheetOf(c), format)
    return page(c, house, () => drawList(c))
  })
  web.get('/services-offered/:service', (c) => page(c, house, async () => {
    const { actor } = c.get('caller')()
    const found = await ask(service, c.get('caller')(), { service: c.req.param('service') })
    return drawPage(<ServicePage viewer={viewerOfPage(c)} nonce={c.get('nonce')} service={found} seesBatch={(await holdsInArea(actor, 'return:give', readerOf(c))) === true} />)
  }))
}

async function drawList(c: WebContext) {
  const viewer = viewerOfPage(c)
  const asked = askedOf(c)
  let found: { total: number; services: ServiceLine[] } = { total: 0, services: [] }
  let errors: Readonly<Record<string, string>> = {}
  try {
    found = await ask(services, c.get('caller')(), { ...asked, page: String(asked.page) })
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !Object.keys(refusal.fields).length) throw refusal
    errors = refusal.fields
  }
  const hasAny = found.total > 0 || (await findServices(readerOf(c), viewer.areaId, { ended: 'yes' }, { from: 0, most: 1 })).total > 0
  return drawPage(<ServicesPage viewer={viewer} nonce={c.get('nonce')} {...found} asked={asked} errors={errors} hasAny={hasAny} />)
}

function askedOf(c: WebContext) {
  const word = (name: string) => (c.req.query(name) ?? '').trim()
  const page = Number(word('page'))
  return { q: word('q'), age: word('age'), day: word('day'), at: word('at'), ended: word('ended'), page: Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 1 }
}

/** All that fit, as a table: asked like the page, then page after page. */
async function sheetOf(c: WebContext): Promise<Sheet> {
  const asked = askedOf(c)
  const lines: ServiceLine[] = []
  for (let page = 1; ; page += 1) {
    const found = await ask(services, c.get('caller')(), { ...asked, page: String(page) })
    lines.push(...found.services)
    if (!found.services.length || lines.length >= found.total) break
  }
  const { areaName } = viewerOfPage(c)
  return {
    file: `services-${areaName.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`, title: `Services offered in ${areaName}`,
    head: ['id', 'service', 'organisation', 'status', 'ages', 'days', 'where', 'web', 'e-mail', 'telephone', 'last changed'],
    lines: lines.map((one) => [one.id, one.name, one.organization, statusInWords(one.status), agesInWords(one.minimumAge, one.maximumAge), daysInShort(one.days) || null, one.places.join('; ') || null, one.url, one.email, one.phone, one.changed]),
    key: [['Area', areaName], ['Source', 'What the organisations that run them tell, in the form of Open Referral UK 3.0'], ['Address', '/services-offered']],
  }
}
