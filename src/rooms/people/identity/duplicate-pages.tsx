import { drawPage } from '#design'
import { ask, type House, newId, type Pages, viewerOfPage, type WebContext } from '#platform'
import { attempt, type Sent } from '../sent.ts'
import { decidePair, partPair } from './decide.ts'
import { DuplicatesPage } from './duplicates-page.tsx'
import { listPairs, readPair } from './duplicates.ts'
import { PairPage } from './pair-page.tsx'

/** Records that may be one child: the list, and a pair to decide on. */
export const duplicatePages: Pages = (web, house) => {
  web.get('/children/duplicates', async (c) => c.html(await drawList(c)))
  web.get('/children/duplicates/:id', async (c) => c.html(await drawPair(c, null)))
  web.post('/children/duplicates/:id', (c) => decide(c, house))
  web.post('/children/duplicates/:id/part', (c) => decide(c, house, true))
}

async function drawList(c: WebContext) {
  const state = c.req.query('state') === 'decided' ? 'decided' : 'open'
  const list = await ask(listPairs, c.get('caller')(), { state, ...(c.req.query('page') ? { page: c.req.query('page') } : {}) })
  return drawPage(<DuplicatesPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} state={state} {...list} />)
}

async function drawPair(c: WebContext, sent: Sent | null) {
  const pair = await ask(readPair, c.get('caller')(), { id: c.req.param('id')! })
  return drawPage(<PairPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} pair={pair} once={newId()} sent={sent} />)
}

async function decide(c: WebContext, house: House, parts = false) {
  const id = c.req.param('id')!
  const done = parts ? await attempt(c, partPair, { id }) : await attempt(c, decidePair, { id })
  if (done.sent) return c.html(await drawPair(c, done.sent), done.status as 422)
  const { areaId, work } = done.outcome
  if (work) await house.workshop?.nudge(areaId, work).catch(() => {})
  return c.redirect(`/children/duplicates/${id}`, 303)
}
