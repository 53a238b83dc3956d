import { drawPage } from '#design'
import { type House, type Pages, reading, typedWords, type WebContext } from '#platform'
import { accountOf } from './account.ts'
import { begin, knowDevice } from './begin.ts'
import { ForgottenPage, LinkPage, ResetPage, SentPage } from './link-page.tsx'
import { peekLink, useLink } from './links.ts'
import { refuseWeak } from './password.ts'
import { linkOver, sendReset } from './reset.ts'
import { countedLook, senderOf } from './sender.ts'
import { setPassword } from './set-password.ts'
import { afterPassword, drawRefused } from './sign-in-pages.tsx'

/** Ways in by a link. A link is opened by looking (mail scanners do) and used up by pressing: so each is a page with a button. */
export const linkPages: Pages = (web, house) => {
  web.get('/sign-in/link/:secret', async (c) => {
    const account = await whose(c, house, 'sign-in')
    return c.html(drawPage(<LinkPage nonce={c.get('nonce')} action={c.req.path} demo={account.demo} />))
  })

  web.post('/sign-in/link/:secret', async (c) => {
    const [account, { password }] = [await whose(c, house, 'sign-in'), await typedWords(c)]
    try {
      if (password !== undefined) refuseWeak(password, account)
    } catch (refusal) {
      return drawRefused(c, refusal, async (errors) => drawPage(<LinkPage nonce={c.get('nonce')} action={c.req.path} demo={account.demo} errors={errors} />))
    }
    if (!(await useLink(house.door, c.req.param('secret'), 'sign-in', new Date()))) throw linkOver()
    const now = password === undefined || account.demo ? account : await setPassword(house.door, account, password, { now: new Date() })
    await begin(c, house, account.slug, account.homeAreaId, 'link')
    if (now.passwordHash) knowDevice(c, house, now)
    return c.redirect('/', 303)
  })

  web.get('/sign-in/reset/:secret', async (c) => {
    await whose(c, house, 'reset')
    return c.html(drawPage(<ResetPage nonce={c.get('nonce')} action={c.req.path} />))
  })

  // Whoever has an authenticator still owes its code: their mailbox alone opens nothing.
  web.post('/sign-in/reset/:secret', async (c) => {
    const [account, { password = '' }] = [await whose(c, house, 'reset'), await typedWords(c)]
    try {
      refuseWeak(password, account)
    } catch (refusal) {
      return drawRefused(c, refusal, async (errors) => drawPage(<ResetPage nonce={c.get('nonce')} action={c.req.path} errors={errors} />))
    }
    if (!(await useLink(house.door, c.req.param('secret'), 'reset', new Date()))) throw linkOver()
    return afterPassword(c, house, await setPassword(house.door, account, password, { now: new Date() }), '/')
  })

  web.get('/sign-in/forgotten', (c) => c.html(drawPage(<ForgottenPage nonce={c.get('nonce')} />)))

  web.post('/sign-in/forgotten', async (c) => {
    const { email = '' } = await typedWords(c)
    try {
      await sendReset(house, email, senderOf(c, house), new Date())
      return c.html(drawPage(<SentPage nonce={c.get('nonce')} />))
    } catch (refusal) {
      return drawRefused(c, refusal, async (errors) => drawPage(<ForgottenPage nonce={c.get('nonce')} email={email.slice(0, 254)} errors={errors} />))
    }
  })
}

function whose(c: WebContext, house: House, purpose: 'sign-in' | 'reset') {
  return countedLook(c, house, async () => {
    const link = await peekLink(reading(house.door), c.req.param('secret') ?? '', purpose, new Date())
    const account = link?.person ? await accountOf(house.door, link.person) : undefined
    if (!account) throw linkOver()
    return account
  })
}
