import { deleteCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { drawPage } from '#design'
import { ask, type House, type Pages, perform, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { cookieName, sessionCookie } from '../identify.ts'
import { actAs } from '../sessions.ts'
import { DraftPage } from './draft-page.tsx'
import { readDraft } from './drafts.ts'
import { endSession, endSessions, sessions } from './own-sessions.ts'
import { SessionsPage } from './sessions-page.tsx'

/** Where one is signed in, in which role one acts, and what one sent too late. */
export const sessionPages: Pages = (web, house) => {
  web.get('/account/sessions', async (c) => c.html(drawPage(
    <SessionsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} sessions={await ask(sessions, c.get('caller')(), {})} done={c.req.query('done') === 'yes'} />,
  )))

  web.post('/account/sessions/end', async (c) => {
    const { session = '' } = await typedWords(c)
    await perform(endSession, c.get('caller')(), { session })
    return session === viewerOfPage(c).sessionId ? leave(c, house) : c.redirect('/account/sessions?done=yes', 303)
  })

  web.post('/account/sessions/end-others', async (c) => {
    await perform(endSessions, c.get('caller')(), { except: viewerOfPage(c).sessionId ?? undefined })
    return c.redirect('/account/sessions?done=yes', 303)
  })

  web.post('/account/sessions/end-all', async (c) => {
    await perform(endSessions, c.get('caller')(), {})
    return leave(c, house)
  })

  // Whoever sends this was seen by that: nothing more is to be done. A script wants no page.
  web.post('/session/keep', (c) => (c.req.header('x-belong-token') ? c.body(null, 204) : c.redirect(pageBefore(c), 303)))

  web.post('/acting', async (c) => {
    const { role = '' } = await typedWords(c)
    const [viewer, secret] = [viewerOfPage(c), sessionCookie(c, house)]
    if (!secret || (role !== '' && !viewer.roles.some(({ appointmentId }) => appointmentId === role))) throw new Refusal('missing', 'You do not hold this role here today')
    await actAs(house.door, secret, role || null)
    return c.redirect('/', 303)
  })

  draftPages(web, house)
}

const draftPages: Pages = (web) => {
  web.get('/draft/:id', async (c) => c.html(drawPage(<DraftPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} draft={await ownDraft(c)} />)))

  // The browser sends the same form on; what was kept is then kept no longer.
  web.post('/draft/:id/send', async (c) => {
    const { path } = await ownDraft(c)
    await drop(c)
    return c.redirect(path, 307)
  })

  web.post('/draft/:id/drop', async (c) => {
    await ownDraft(c)
    await drop(c)
    return c.redirect('/', 303)
  })
}

async function ownDraft(c: WebContext) {
  const viewer = viewerOfPage(c)
  const draft = await readDraft(readerOf(c), viewer.slug, viewer.areas.map(({ areaId }) => areaId), c.req.param('id') ?? '')
  if (!draft) throw new Refusal('missing', 'Nothing of yours is kept here. What is sent too late is kept for a day, for the person who sent it')
  return draft
}

async function drop(c: WebContext) {
  const viewer = viewerOfPage(c)
  await c.get('db').deleteFrom('access.draft')
    .where('area_id', 'in', viewer.areas.map(({ areaId }) => areaId)).where('draft_id', '=', c.req.param('id') ?? '').where('person', '=', viewer.slug).execute()
}

function leave(c: WebContext, house: House) {
  deleteCookie(c, cookieName(house), { path: '/', secure: house.settings.baseUrl.startsWith('https:') })
  return c.redirect('/sign-in', 303)
}

/** The page the form stood on, as the browser tells it of our own pages alone; else home. */
function pageBefore(c: WebContext) {
  try {
    const { host, pathname, search } = new URL(c.req.header('referer') ?? '')
    return host === c.req.header('host') && /^\/(?![/\\])[\x21-\x7e]*$/.test(pathname + search) ? pathname + search : '/'
  } catch {
    return '/'
  }
}
