import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { newId, onceKey, page, type Pages, perform, readerOf, sentForm, understand, viewerOfPage, type WebContext } from '#platform'
import { holds } from '#rooms/access'
import { type Look, markOf, markType } from '#rooms/places'
import { areaActedFor } from './area-acted-for.ts'
import { changeLook } from './looks.ts'
import { LooksPage, type SentLook } from './looks-page.tsx'

const PATH = '/area/looks'

export const looksPages: Pages = (web, house) => {
  web.get(PATH, (c) => page(c, house, () => draw(c)))

  web.post(PATH, async (c) => {
    const form = await sentForm(c)
    const sent = await readForm(form)
    const input = { ...sent.typed, removeLogo: sent.typed.removeLogo || undefined, logo: sent.mark?.base64 }
    const isPreview = form['press'] === 'preview'
    try {
      if (Object.keys(sent.errors).length) return c.html(await draw(c, sent), 422)
      if (isPreview) understand(changeLook.input, input)
      else await perform(changeLook, c.get('caller')(), input, onceKey(form['once'] as string | undefined, input))
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'missing' || refusal.kind === 'forbidden') throw refusal
      const isConflict = refusal.kind === 'conflict'
      const fields = Object.keys(refusal.fields).length ? refusal.fields : { name: refusal.message }
      return c.html(await draw(c, { ...sent, errors: fields, isConflict }), refusal.status)
    }
    return isPreview ? c.html(await draw(c, sent)) : c.redirect(`${PATH}?saved=yes`, 303)
  })

  // A picture and no page: nothing in it may run or fetch, whatever it is opened as.
  web.get('/areas/:slug/:mark{logo-[0-9a-f]{16}\\.(?:png|jpg|svg)}', async (c) => {
    const found = await markOf(readerOf(c), c.req.param('slug'), c.req.param('mark').slice('logo-'.length, 'logo-'.length + 16))
    if (!found) throw new Refusal('missing', 'There is no such mark, or no longer')
    c.header('Content-Type', found.type === 'image/svg+xml' ? 'image/svg+xml; charset=utf-8' : found.type)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Content-Security-Policy', `default-src 'none'; style-src 'unsafe-inline'; sandbox`)
    return c.body(found.bytes)
  })
}

async function draw(c: WebContext, sent?: SentLook) {
  const viewer = viewerOfPage(c)
  const look = await mine(c)
  return drawPage(<LooksPage viewer={viewer} nonce={c.get('nonce')} look={look} once={newId()} sent={sent} isSaved={c.req.query('saved') === 'yes' && !sent} />)
}

/** The area one looks at, for those who may say how it looks. */
async function mine(c: WebContext): Promise<Look> {
  const { actor } = c.get('caller')()
  const look = await areaActedFor(readerOf(c), actor, undefined)
  const verdict = await holds(actor, 'area:brand', look, readerOf(c))
  if (verdict !== true) throw new Refusal('forbidden', verdict)
  return look
}

/** What was typed, and the mark: the file just chosen, else the one that came along from the form before. One that is no mark is told and left behind. */
async function readForm(form: Record<string, unknown>): Promise<SentLook> {
  const word = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
  const typed = { name: word('name'), colour: word('colour'), alternative: word('alternative'), removeLogo: word('removeLogo'), version: word('version') }
  const file = form['logo']
  const bytes = file instanceof File && file.size ? Buffer.from(await file.arrayBuffer()) : word('keptMark') ? Buffer.from(word('keptMark'), 'base64') : null
  if (!bytes) return { typed, mark: null, errors: {}, isConflict: false }
  try {
    return { typed, mark: { type: markType(bytes), base64: bytes.toString('base64') }, errors: {}, isConflict: false }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { typed, mark: null, errors: { ...refusal.fields }, isConflict: false }
  }
}
