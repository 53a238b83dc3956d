import { drawPage } from '#design'
import { ask, type Pages, readerOf, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import { endKey, keys, keyVerbs, makeKey } from './keys.ts'
import { KeysPage } from './keys-page.tsx'
import { deskOf } from './people-pages.tsx'
import { post, type Sent } from './posted.ts'

/** Keys for the API. A new one stands on the page that answers its making, and on no address that could be opened again. */
export const keysPages: Pages = (web) => {
  web.get('/keys', async (c) => c.html(await draw(c, null)))
  web.post('/keys', async (c) => {
    const { sent, outcome } = await post(c, { form: 'key', action: makeKey })
    return c.html(await draw(c, sent, outcome?.key ?? null))
  })
  web.post('/keys/end', async (c) => {
    const { sent } = await post(c, { form: 'end', action: endKey })
    return sent ? c.html(await draw(c, sent)) : c.redirect('/keys?done=ended', 303)
  })
}

async function draw(c: WebContext, sent: Sent | null, made: string | null = null) {
  const { actor } = c.get('caller')()
  const db = readerOf(c)
  const [all, own, names] = [await ask(keys, c.get('caller')(), {}), await keyVerbs(actor, db, actor.areaId), await personNames(db)]
  const done = c.req.query('done') === 'ended' ? 'The key is over: nothing is done with it from now on.' : made ? 'The key is made.' : null
  return drawPage(<KeysPage desk={await deskOf(c, sent, done)} keys={all} own={own} made={made} names={names} now={new Date()} />)
}
