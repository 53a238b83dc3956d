import { drawPage } from '#design'
import { ask, type House, newId, type Pages, typedWords, viewerOfPage, type WebContext } from '#platform'
import { attempt, type Sent } from '../sent.ts'
import { letClaimStand, listClaims } from './claims.ts'
import { ClaimsPage } from './claims-page.tsx'

/** Children a setting counts as its own who stand on another's roll. */
export const claimPages: Pages = (web, house) => {
  web.get('/children/claims', async (c) => c.html(await drawList(c, null)))
  web.post('/children/claims', (c) => letStand(c, house))
}

async function drawList(c: WebContext, sent: (Sent & { id: string }) | null) {
  const list = await ask(listClaims, c.get('caller')(), {})
  return drawPage(<ClaimsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} {...list} once={newId()} sent={sent} />)
}

async function letStand(c: WebContext, house: House) {
  const { id = '' } = await typedWords(c)
  const done = await attempt(c, letClaimStand)
  if (done.sent) return c.html(await drawList(c, { ...done.sent, id }), done.status as 422)
  const { areaId, work } = done.outcome
  await house.workshop?.nudge(areaId, work).catch(() => {})
  return c.redirect('/children/claims', 303)
}
