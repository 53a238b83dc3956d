import { getCookie } from 'hono/cookie'
import * as oidc from 'openid-client'
import { drawPage } from '#design'
import { hashed, type House, newSecret, type Pages, type SignInProvider, typedWords, type WebContext } from '#platform'
import { begin, safeNext } from '../sign-in/begin.ts'
import { countTry, giveBack, type Limit } from '../sign-in/limits.ts'
import { cookieOf, keepCookie, senderOf } from '../sign-in/sender.ts'
import { guestOf } from './guest.ts'
import { leftThere } from './leave-there.ts'
import { NotLetIn, sentenceOf } from './not-let-in.ts'
import { GoPage, NotLetInPage } from './outside-page.tsx'
import { answerOf, type Outsider } from './provider-answer.ts'
import { providerOf } from './providers.ts'
import { reachProvider } from './reach-provider.ts'
import { makeTry, takeTry, TRY_MINUTES } from './tries.ts'

/** Sign-ins begun from one address of the network and not ended: a council's whole staff may come from one. */
const BEGUN: Limit = { name: 'outside', points: 300, minutes: 15 }

export const outsidePages: Pages = (web, house) => {
  // A link, not a form: with `form-action 'self'` browsers follow no form to another site.
  web.get('/sign-in/with/:provider', (c) => orSay(c, house, async (provider) => {
    const there = await setOff(c, house, provider, { next: c.req.query('next'), again: c.req.query('again') === 'yes', other: c.req.query('other') === 'yes' })
    return c.redirect(there, 302)
  }))

  // With an invitation, whose secret belongs in no address.
  web.post('/sign-in/with/:provider', (c) => orSay(c, house, async (provider) => {
    const { invitation = null, next } = await typedWords(c)
    const there = await setOff(c, house, provider, { next, invitation })
    c.header('Refresh', `0; url=${there}`)
    return c.html(drawPage(<GoPage href={there} label={provider.label} nonce={c.get('nonce')} />))
  }))

  web.get('/sign-in/back/:provider', (c) => orSay(c, house, (provider) => comeBack(c, house, provider)))

  web.post('/sign-in/backchannel/:provider', async (c) => {
    const provider = providerOf(house, c.req.param('provider'))
    const { logout_token: token = '' } = await typedWords(c)
    const ended = await reachProvider(provider).then((config) => leftThere(house.door, provider, config, token, new Date()), () => null)
    return ended === null ? c.json({ error: 'invalid_request' }, 400) : c.json({ ended })
  })

  web.get('/sign-in/leave/:provider', (c) => orSay(c, house, async (provider) => {
    const config = await reachProvider(provider)
    if (!config.serverMetadata().end_session_endpoint) return c.redirect('/sign-in', 302)
    return c.redirect(oidc.buildEndSessionUrl(config, provider.returnsAfterLeaving ? { post_logout_redirect_uri: `${house.settings.baseUrl}/sign-in` } : {}).href, 302)
  }))
}

/** Does it for the provider of the address; where somebody is not let in, a page says why. */
async function orSay(c: WebContext, house: House, act: (provider: SignInProvider) => Promise<Response>): Promise<Response> {
  const provider = providerOf(house, c.req.param('provider') ?? '')
  try {
    return await act(provider)
  } catch (fault) {
    if (!(fault instanceof NotLetIn)) throw fault
    return c.html(drawPage(<NotLetInPage why={fault.why} provider={provider} nonce={c.get('nonce')} />), sentenceOf(fault.why).status)
  }
}

interface SetOff {
  next: string | undefined
  invitation?: string | null
  /** To show once more who they are. */
  again?: boolean
  /** To come by another account than the one they are signed in with there. */
  other?: boolean
}

/** Remembers this browser and what it is sent off for, and answers where it goes. */
async function setOff(c: WebContext, house: House, provider: SignInProvider, { next, invitation = null, again = false, other = false }: SetOff) {
  const now = new Date()
  const config = await reachProvider(provider)
  await countTry(house.door, BEGUN, senderOf(c, house).address, now)
  // The same for each of its tabs, so that one sign-in does not undo another.
  const held = getCookie(c, cookieOf(house, 'try'))
  const browser = held && /^[\w-]{43}$/.test(held) ? held : newSecret()
  keepCookie(c, house, 'try', browser, TRY_MINUTES * 60)
  return (await makeTry(house.door, config, provider, addressBack(house, provider), { browser, next: safeNext(next), invitation, again, other, now })).href
}

/** From settings alone: what a browser says of our name must not decide where answers are sent. */
const addressBack = ({ settings }: House, { id }: SignInProvider) => `${settings.baseUrl}/sign-in/back/${id}`

async function comeBack(c: WebContext, house: House, provider: SignInProvider) {
  const now = new Date()
  const state = c.req.query('state') ?? ''
  const taken = await takeTry(house.door, provider, state, getCookie(c, cookieOf(house, 'try')) ?? '', now)
  if (!taken) throw new NotLetIn('no try')
  const config = await reachProvider(provider)
  const outsider = await answerOf(provider, config, new URL(addressBack(house, provider) + new URL(c.req.url).search), taken, state)
  const guest = await guestOf(house, provider, outsider, taken.invitationHash, now)
  const secret = await begin(c, house, guest.slug, guest.areaId, provider.id)
  await noteOf(house, secret, guest.appointmentId, outsider)
  await giveBack(house.door, BEGUN, senderOf(c, house).address)
  return c.redirect(taken.next, 303)
}

/**
 * Notes with a session the role it was begun in, the session there it hangs on, and when its person last showed there who they are:
 * a provider lets through whoever sits at a machine where somebody signed in this morning.
 */
async function noteOf(house: House, secret: string, appointmentId: string | null, { session, provedAt }: Outsider) {
  await house.door.updateTable('access.session')
    .set({ appointment_id: appointmentId, provider_session_hash: session === null ? null : hashed(session), stepped_up_at: provedAt })
    .where('token_hash', '=', hashed(secret)).execute()
}
