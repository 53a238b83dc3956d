import { drawPage } from '#design'
import { type House, type Pages, ProveAgain, typedWords, viewerOfPage, type WebContext } from '#platform'
import { sessionCookie } from '../identify.ts'
import { proveAgainThere } from '../outside/providers.ts'
import { keepDraft } from '../sessions/drafts.ts'
import { rotateSession } from '../sessions.ts'
import { type Account, accountOf, recordOwnDeed } from './account.ts'
import { keepSession, methodOf, safeNext } from './begin.ts'
import { ConfirmPage } from './confirm-page.tsx'
import { proveAgainByPasskey, signInOptions } from './passkeys.ts'
import { proveAgainByPassword, proveCode } from './prove.ts'
import { senderOf } from './sender.ts'
import { drawRefused } from './sign-in-pages.tsx'

/** Where whoever wants to do something sensitive shows once more who they are. */
export const confirmPages: Pages = (web, house) => {
  web.get('/confirm', async (c) => c.html(await draw(c, house, c.req.query('next'))))

  web.post('/confirm', async (c) => {
    const [account, { next, code, password = '' }] = [await ownAccount(c, house), await typedWords(c)]
    try {
      if (!account.demo) await (account.totpFrom ? proveCode(house.door, account, code ?? '', new Date()) : proveAgainByPassword(house.door, account, password, new Date()))
      return await goOn(c, house, account, next)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, next, errors))
    }
  })

  web.post('/confirm/passkey/options', async (c) => c.json(await signInOptions(house, senderOf(c, house))))

  web.post('/confirm/passkey', async (c) => {
    const [account, { next, answer = '' }] = [await ownAccount(c, house), await typedWords(c)]
    try {
      await proveAgainByPasskey(house, account, answer, new Date())
      return await goOn(c, house, account, next)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, next, errors))
    }
  })
}

/** Sends whoever must prove once more who they are there and, after that, to what they had sent; where nothing was kept, to the page they sent it from. */
export async function proveAgain(c: WebContext, house: House): Promise<Response> {
  const viewer = viewerOfPage(c)
  const kept = c.req.method === 'POST' ? await keepDraft(c, house, { person: viewer.slug, areaId: viewer.areaId }) : null
  return c.redirect(`/confirm?next=${encodeURIComponent(kept ?? pageBefore(c))}`, 303)
}

function pageBefore(c: WebContext) {
  const sent = new URL(c.req.url)
  if (c.req.method === 'GET') return safeNext(sent.pathname + sent.search)
  const from = URL.parse(c.req.header('referer') ?? '')
  return from?.host === sent.host ? safeNext(from.pathname + from.search) : '/'
}

/** Whoever is signed in here, as somebody who can sign in. */
export async function ownAccount(c: WebContext, house: House): Promise<Account> {
  const account = await accountOf(house.door, viewerOfPage(c).slug)
  if (!account) throw new ProveAgain()
  return account
}

const PROVED_MINUTES = 10

/** For what a page does without an action: refuses whoever has not shown within ten minutes who they are. */
export function refuseUnproved(c: WebContext) {
  const { provedAt } = c.get('caller')().actor
  if (!provedAt || Date.now() - provedAt.getTime() > PROVED_MINUTES * 60_000) throw new ProveAgain()
}

/** The session bears a new secret from now on: one that was seen before is worth nothing. */
async function goOn(c: WebContext, house: House, account: Account, next: unknown) {
  const now = new Date()
  const session = await rotateSession(house.door, sessionCookie(c, house) ?? '', now)
  if (!session) throw new ProveAgain()
  keepSession(c, house, session.secret, session.seconds)
  await recordOwnDeed(house.door, account, 'access.proved-again', now)
  return c.redirect(safeNext(next), 303)
}

async function draw(c: WebContext, house: House, next: unknown, errors: Record<string, string> = {}) {
  const [viewer, to] = [viewerOfPage(c), safeNext(next)]
  const there = proveAgainThere(house, (await methodOf(house, viewer.sessionId)) ?? '', to)
  return drawPage(<ConfirmPage viewer={viewer} nonce={c.get('nonce')} account={await ownAccount(c, house)} next={to} sendAgain={!to.startsWith('/draft/')} there={there} errors={errors} />)
}
