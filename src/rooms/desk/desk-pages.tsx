import { drawPage } from '#design'
import { type Pages, readerOf, type Viewer, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '#rooms/access'
import { answerCsv, figureCell } from '#rooms/measures'
import { directory } from '#rooms/places'
import { areaFindables, viewFindables } from './area-findables.ts'
import { changePages } from './change-pages.tsx'
import { designPages } from './design-pages.tsx'
import { type Home, mayReadArea, readHome } from './home.ts'
import { HomePage } from './home-page.tsx'
import { KeyboardPage } from './keyboard-page.tsx'
import { find, findables, type Kind, understood } from './search.ts'
import { KIND_HEADINGS, SearchPage } from './search-page.tsx'
import { setUpPages } from './set-up-pages.tsx'
import { viewPages } from './views/view-pages.tsx'
import { viewsOf } from './views/views.ts'

export const deskPages: Pages = (web, house) => {
  // Home greets by the hour and shows work as it goes on, so it is drawn afresh each time.
  web.get('/', async (c) => {
    const viewer = viewerOfPage(c)
    const home = await readHome(c, house, viewer, new Date())
    return c.req.query('as') === 'csv' ? headlinesCsv(c, viewer, home) : c.html(drawPage(<HomePage viewer={viewer} nonce={c.get('nonce')} home={home} />))
  })

  web.get('/search', (c) => drawSearch(c))
  web.get('/keyboard', (c) => c.html(drawPage(<KeyboardPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} />)))

  changePages(web, house)
  viewPages(web, house)
  designPages(web, house)
  setUpPages(web, house)
}

async function drawSearch(c: WebContext) {
  const viewer = viewerOfPage(c)
  const asked = (c.req.query('q') ?? '').trim().slice(0, 200)
  const wanted = c.req.query('kind') ?? ''
  const kind = Object.hasOwn(KIND_HEADINGS, wanted) ? (wanted as Kind) : null
  const db = readerOf(c)
  const version = viewer.publishedVersion
  const [places, names] = await Promise.all([directory(db, version), personNames(db)])
  const mayRead = await mayReadArea(db, c.get('caller')().actor, places)
  const [published, written, views] = await Promise.all([findables(db, version), mayRead ? areaFindables(db, viewer) : [], mayRead ? viewsOf(db, viewer.areaId, viewer.slug) : []])
  const also = understood(asked.toLowerCase())
  const hits = find([...published, ...written, ...viewFindables(views, names)], asked)
  return c.html(drawPage(<SearchPage viewer={viewer} nonce={c.get('nonce')} asked={asked} hits={hits} kind={kind} understoodAs={also === asked.toLowerCase() ? null : also} />))
}

function headlinesCsv(c: WebContext, viewer: Viewer, { headlines }: Home) {
  const lines = headlines.flatMap(({ series, label, periods, values, england }) => periods.map((period, at) => [
    series.measure.id, series.group.id, label, series.unit, period.label,
    figureCell({ value: values[at] ?? null, missing: null }), figureCell({ value: england[at] ?? null, missing: null }), series.measure.publisher,
  ]))
  return answerCsv(c, `headlines-${viewer.placeCode}`, [['measure', 'group', 'label', 'unit', 'period', viewer.placeName, 'England', 'publisher'], ...lines], [['Licence', 'Open Government Licence v3.0']])
}
