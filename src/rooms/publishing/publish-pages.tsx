import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, newId, onceKey, type Pages, perform, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { holds, personNames } from '#rooms/access'
import { areaActedFor } from './area-acted-for.ts'
import { publishScorecard, withdrawRelease } from './publish.ts'
import { PublishPage, type SentPublish } from './publish-page.tsx'
import { draftOf } from './release-content.ts'
import { releasesOf } from './releases.ts'

const DONE: Record<string, string> = { shown: 'The scorecard is shown to the public.', withdrawn: 'The scorecard is withdrawn. The public sees the day and your reason.' }

export const publishPages: Pages = (web) => {
  web.get('/publish', async (c) => c.html(await draw(c)))
  web.post('/publish', (c) => send(c, 'publish', publishScorecard, 'shown'))
  web.post('/publish/withdraw', (c) => send(c, 'withdraw', withdrawRelease, 'withdrawn'))
}

async function send(c: WebContext, form: SentPublish['form'], action: Action, done: string) {
  const { once, ...typed } = await typedWords(c)
  try {
    await perform(action, c.get('caller')(), typed, onceKey(once, typed))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'missing' || refusal.kind === 'forbidden') throw refusal
    const errors = Object.keys(refusal.fields).length ? refusal.fields : { [form === 'publish' ? 'unexplained' : 'withdraw']: refusal.message }
    return c.html(await draw(c, { form, typed, errors }), refusal.status)
  }
  return c.redirect(`/publish?done=${done}`, 303)
}

async function draw(c: WebContext, sent?: SentPublish) {
  const viewer = viewerOfPage(c)
  const { actor } = c.get('caller')()
  const db = readerOf(c)
  const look = await areaActedFor(db, actor, undefined)
  const verdict = await holds(actor, 'scorecard:publish', look, db)
  if (verdict !== true) throw new Refusal('forbidden', verdict)
  const [draft, releases, names] = await Promise.all([
    draftOf(db, look, sent?.typed['framework'] || c.req.query('framework') || undefined, viewer.publishedVersion), releasesOf(db, look.areaId), personNames(db),
  ])
  return drawPage(<PublishPage viewer={viewer} nonce={c.get('nonce')} look={look} draft={draft} releases={releases} names={names} once={newId()} now={new Date()} done={sent ? undefined : DONE[c.req.query('done') ?? '']} sent={sent} />)
}
