import { drawPage } from '#design'
import { type Pages, reader, viewerOfPage } from '#platform'
import { measureAddress } from '#rooms/measures'
import { directory } from '#rooms/places'
import { openActions, STATES } from '#rooms/programme'
import { readHome } from './home.ts'
import { HomePage } from './home-page.tsx'
import { find, type Findable, findables, understood, wordsOf } from './search.ts'
import { SearchPage } from './search-page.tsx'
import { setUpPages } from './set-up-pages.tsx'

export const deskPages: Pages = (web, house) => {
  // Home greets by the hour and shows work as it goes on, so it is drawn afresh each time.
  web.get('/', async (c) => {
    const viewer = viewerOfPage(c)
    return c.html(drawPage(<HomePage viewer={viewer} nonce={c.get('nonce')} home={await readHome(house, viewer, new Date())} />))
  })

  web.get('/search', async (c) => {
    const viewer = viewerOfPage(c)
    const asked = (c.req.query('q') ?? '').trim().slice(0, 200)
    const db = reader(house)
    const [published, open, places] = await Promise.all([findables(db, viewer.publishedVersion), openActions(db, viewer.areaId, 1000), directory(db, viewer.publishedVersion)])
    const actions = open.map((one): Findable => ({
      kind: 'action', title: one.title, about: `${one.owner}, due ${String(one.due).slice(0, 10)}, ${(STATES[one.state as keyof typeof STATES] ?? one.state).toLowerCase()}`,
      href: `${measureAddress(one.measure_id, places.byId(one.place_id)?.code ?? viewer.placeCode, one.group_id)}#action`, names: wordsOf(one.title), others: wordsOf(one.owner), codes: [],
    }))
    const also = understood(asked.toLowerCase())
    return c.html(drawPage(<SearchPage viewer={viewer} nonce={c.get('nonce')} asked={asked} hits={find([...published, ...actions], asked)} understoodAs={also === asked.toLowerCase() ? null : also} />))
  })

  setUpPages(web, house)
}
