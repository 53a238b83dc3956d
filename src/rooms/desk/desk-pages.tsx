import { drawPage } from '#design'
import { type Pages, reader, type Viewer, viewerOfPage, type WebContext } from '#platform'
import { answerCsv, figureCell, measureAddress } from '#rooms/measures'
import { directory } from '#rooms/places'
import { openActions, STATES } from '#rooms/programme'
import { type Home, mayReadArea, readHome } from './home.ts'
import { HomePage } from './home-page.tsx'
import { find, type Findable, findables, understood, wordsOf } from './search.ts'
import { SearchPage } from './search-page.tsx'
import { setUpPages } from './set-up-pages.tsx'

export const deskPages: Pages = (web, house) => {
  // Home greets by the hour and shows work as it goes on, so it is drawn afresh each time.
  web.get('/', async (c) => {
    const viewer = viewerOfPage(c)
    const home = await readHome(house, viewer, new Date())
    return c.req.query('as') === 'csv' ? headlinesCsv(c, viewer, home) : c.html(drawPage(<HomePage viewer={viewer} nonce={c.get('nonce')} home={home} />))
  })

  web.get('/search', async (c) => {
    const viewer = viewerOfPage(c)
    const asked = (c.req.query('q') ?? '').trim().slice(0, 200)
    const db = reader(house)
    const places = await directory(db, viewer.publishedVersion)
    const [published, open] = await Promise.all([findables(db, viewer.publishedVersion), (await mayReadArea(db, viewer, places)) ? openActions(db, viewer.areaId, 1000) : []])
    const actions = open.map((one): Findable => ({
      kind: 'action', title: one.title, about: `${one.owner}, due ${String(one.due).slice(0, 10)}, ${(STATES[one.state as keyof typeof STATES] ?? one.state).toLowerCase()}`,
      href: `${measureAddress(one.measure_id, places.byId(one.place_id)?.code ?? viewer.placeCode, one.group_id)}#action`, names: wordsOf(one.title), others: wordsOf(one.owner), weight: 0, codes: [],
    }))
    const also = understood(asked.toLowerCase())
    return c.html(drawPage(<SearchPage viewer={viewer} nonce={c.get('nonce')} asked={asked} hits={find([...published, ...actions], asked)} understoodAs={also === asked.toLowerCase() ? null : also} />))
  })

  setUpPages(web, house)
}

function headlinesCsv(c: WebContext, viewer: Viewer, { headlines }: Home) {
  const lines = headlines.flatMap(({ series, label, periods, values, england }) => periods.map((period, at) => [
    series.measure.id, series.group.id, label, series.unit, period.label,
    figureCell({ value: values[at] ?? null, missing: null }), figureCell({ value: england[at] ?? null, missing: null }), series.measure.publisher,
  ]))
  return answerCsv(c, `headlines-${viewer.placeCode}`, [['measure', 'group', 'label', 'unit', 'period', viewer.placeName, 'England', 'publisher'], ...lines], [['Licence', 'Open Government Licence v3.0']])
}
