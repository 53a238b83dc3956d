import { getCookie } from 'hono/cookie'
import { Refusal, TooOften } from '#kernel'
import { drawPage } from '#design'
import { type House, type Pages, reading, typedWords, type WebContext } from '#platform'
import { sessionCookie } from '../identify.ts'
import { leaveThere, providersOf } from '../outside/providers.ts'
import { findPerson } from '../people.ts'
import { switchArea } from '../sessions.ts'
import { type Account, accountOf } from './account.ts'
import { begin, end, knowDevice, safeNext } from './begin.ts'
import { CodePage } from './code-page.tsx'
import { makeLink, peekLink, useLink } from './links.ts'
import { readSignIn, signInOptions } from './passkeys.ts'
import { proveCode, provePassword } from './prove.ts'
import { cookieOf, keepCookie, senderOf } from './sender.ts'
import { SignInPage } from './sign-in-page.tsx'

export const signInPages: Pages = (web, house) => {
  web.get('/sign-in', async (c) => c.html(await draw(c, house, { next: c.req.query('next'), leave: leaveThere(house, c.req.query('left')) })))

  web.post('/sign-in', async (c) => {
    const { email = '', password = '', next } = await typedWords(c)
    try {
      const account = await provePassword(house.door, { email, password, sender: senderOf(c, house), now: new Date() })
      return await afterPassword(c, house, account, safeNext(next))
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, { next, email: email.slice(0, 254), errors }))
    }
  })

  web.get('/sign-in/code', async (c) => {
    await whoIsHalfIn(c, house)
    return c.html(drawPage(<CodePage nonce={c.get('nonce')} next={safeNext(c.req.query('next'))} />))
  })

  web.post('/sign-in/code', async (c) => {
    const { code = '', ...form } = await typedWords(c)
    const [next, { account, step }] = [safeNext(form['next']), await whoIsHalfIn(c, house)]
    try {
      await proveCode(house.door, account, code, new Date())
    } catch (refusal) {
      return drawRefused(c, refusal, async (errors) => drawPage(<CodePage nonce={c.get('nonce')} next={next} errors={errors} />))
    }
    if (!(await useLink(house.door, step, 'second-step', new Date()))) throw new Refusal('missing', HALF_OVER)
    return enter(c, house, account, next)
  })

  web.post('/sign-in/passkey/options', async (c) => c.json(await signInOptions(house, senderOf(c, house))))

  web.post('/sign-in/passkey', async (c) => {
    const { answer = '', next } = await typedWords(c)
    try {
      const account = await readSignIn(house, answer, senderOf(c, house), new Date())
      await begin(c, house, account.slug, account.homeAreaId, 'passkey')
      return c.redirect(safeNext(next), 303)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, { next, errors }))
    }
  })

  web.post('/sign-in/demo', async (c) => {
    if (!house.settings.demo) throw new Refusal('missing', 'There is nothing at this address')
    const form = await typedWords(c)
    const person = form['person'] ? await findPerson(reading(house.door), form['person']) : undefined
    if (!person?.demo) throw new Refusal('invalid', 'Choose one of the people of the demo', { person: 'Choose one of the people of the demo' })
    await begin(c, house, person.slug, person.home_area_id, 'demo')
    return c.redirect(safeNext(form['next']), 303)
  })

  web.post('/sign-out', async (c) => {
    const method = await end(c, house)
    return c.redirect(leaveThere(house, method) ? `/sign-in?left=${method}` : '/sign-in', 303)
  })

  web.post('/area', async (c) => {
    const form = await typedWords(c)
    const area = c.get('viewer')?.areas.find(({ slug }) => slug === form['area'])
    const secret = sessionCookie(c, house)
    if (!area || !secret) throw new Refusal('missing', 'There is no such area for you')
    await switchArea(house.door, secret, area.areaId)
    return c.redirect('/', 303)
  })
}

const HALF_OVER = 'Your password was right, but that is too long ago, or the code was sent already. Sign in again'
const STEP_SECONDS = 600

/** After a right password: in, or on to the code of whoever has an authenticator. */
export async function afterPassword(c: WebContext, house: House, account: Account, next: string) {
  if (!account.totpFrom) return enter(c, house, account, next)
  keepCookie(c, house, 'step', await makeLink(house.door, 'second-step', account.slug, new Date()), STEP_SECONDS)
  return c.redirect(`/sign-in/code?next=${encodeURIComponent(next)}`, 303)
}

async function enter(c: WebContext, house: House, account: Account, next: string) {
  await begin(c, house, account.slug, account.homeAreaId, 'password')
  knowDevice(c, house, account)
  return c.redirect(next, 303)
}

/** Whoever gave a right password in this browser and still owes the code. */
async function whoIsHalfIn(c: WebContext, house: House) {
  const step = getCookie(c, cookieOf(house, 'step')) ?? ''
  const link = await peekLink(reading(house.door), step, 'second-step', new Date())
  const account = link?.person ? await accountOf(house.door, link.person) : undefined
  if (!account) throw new Refusal('missing', HALF_OVER)
  return { account, step }
}

/** What was refused is told on the page it was sent from. */
export async function drawRefused(c: WebContext, refusal: unknown, draw: (errors: Record<string, string>) => Promise<string>) {
  if (!(refusal instanceof Refusal) || refusal.kind === 'missing' || refusal.kind === 'forbidden') throw refusal
  if (refusal instanceof TooOften) c.header('Retry-After', String(refusal.seconds))
  const errors = Object.keys(refusal.fields).length ? refusal.fields : { email: refusal.message }
  return c.html(await draw(errors), refusal.status)
}

async function draw(c: WebContext, house: House, given: { next?: string | undefined; email?: string; leave?: { label: string; href: string } | null; errors?: Record<string, string> }) {
  const hasArea = house.settings.demo || (await reading(house.common).selectFrom('places.area_home').select('area_id').limit(1).execute()).length > 0
  return drawPage(<SignInPage nonce={c.get('nonce')} demo={house.settings.demo} hasArea={hasArea} {...given} next={safeNext(given.next)} providers={providersOf(house)} />)
}
