import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, newId, onceKey, type Pages, perform, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '#rooms/access'
import { directory } from '#rooms/places'
import { mayReadArea } from '../home.ts'
import { changeView, dropView, keepView } from './keep-view.ts'
import { viewsOf } from './views.ts'
import { type SentView, ViewsPage } from './views-page.tsx'

/** Kept views: the list, and the forms that keep, change and throw away. */
export const viewPages: Pages = (web) => {
  web.get('/views', async (c) => c.html(await draw(c, null)))
  web.post('/views', (c) => send(c, 'keep', keepView, {}))
  web.post('/views/:id', (c) => send(c, 'change', changeView, { id: c.req.param('id') }))
  web.post('/views/:id/drop', async (c) => {
    await perform(dropView, c.get('caller')(), { id: c.req.param('id') })
    return c.redirect('/views?done=dropped', 303)
  })
}

const DONE: Record<string, string> = { dropped: 'The view was thrown away. The page it led to is as it was.', keep: 'The view is kept.', change: 'The view is changed.' }

async function send(c: WebContext, form: SentView['form'], action: Action, more: Record<string, string>) {
  const { once, ...typed } = { ...(await typedWords(c)), ...more } as Record<string, string>
  try {
    const { id } = (await perform(action, c.get('caller')(), typed, onceKey(once, typed))) as { id: string }
    return c.redirect(`/views?${new URLSearchParams({ done: form, view: id })}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'missing' || refusal.kind === 'forbidden') throw refusal
    const errors = Object.entries(Object.keys(refusal.fields).length ? refusal.fields : { name: refusal.message }).map(([name, text]) => ({ name, text }))
    return c.html(await draw(c, { form, typed, errors }), refusal.status)
  }
}

async function draw(c: WebContext, sent: SentView | null) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const mayRead = await mayReadArea(db, c.get('caller')().actor, await directory(db, viewer.publishedVersion))
  const [views, names] = await Promise.all([mayRead ? viewsOf(db, viewer.areaId, viewer.slug) : [], personNames(db)])
  const text = sent ? undefined : DONE[c.req.query('done') ?? '']
  const view = views.find(({ id, isOwn }) => isOwn && id === c.req.query('view')) ?? null
  return drawPage(<ViewsPage viewer={viewer} nonce={c.get('nonce')} views={views} names={names} once={newId()} done={text ? { text, view } : null} sent={sent} />)
}
