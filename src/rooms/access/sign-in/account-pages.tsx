import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type House, type Pages, typedWords, viewerOfPage, type WebContext } from '#platform'
import { AccountPage } from './account-page.tsx'
import type { Account } from './account.ts'
import { authenticatorAddress, beginAuthenticator, confirmAuthenticator, remakeCodes, turnOffAuthenticator } from './authenticator.ts'
import { AuthenticatorPage, CodesPage } from './authenticator-page.tsx'
import { knowDevice } from './begin.ts'
import { ownAccount, refuseUnproved } from './confirm-pages.tsx'
import { countTry, giveBack, LIMITS } from './limits.ts'
import { keepPasskey, makingOptions, passkeysOf, removePasskey } from './passkeys.ts'
import { proveAgainByPassword } from './prove.ts'
import { setPassword } from './set-password.ts'
import { drawRefused } from './sign-in-pages.tsx'

/** One's own account. What gives somebody a new way in asks first who they are, if that was more than ten minutes ago. */
export const accountPages: Pages = (web, house) => {
  web.get('/account', async (c) => c.html(await draw(c, house)))

  web.post('/account/password', async (c) => {
    const [account, { old = '', password = '' }] = [await accountToChange(c, house), await typedWords(c)]
    if (!account.passwordHash) refuseUnproved(c)
    try {
      if (account.passwordHash) await proveAgainByPassword(house.door, account, old, new Date(), 'old')
      knowDevice(c, house, await setPassword(house.door, account, password, { now: new Date(), keepSession: viewerOfPage(c).sessionId }))
      return c.redirect('/account?done=password', 303)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, errors))
    }
  })

  web.post('/account/authenticator', async (c) => {
    refuseUnproved(c)
    await beginAuthenticator(house.door, await accountToChange(c, house))
    return c.redirect('/account/authenticator', 303)
  })

  web.get('/account/authenticator', async (c) => {
    const account = await accountToChange(c, house)
    return account.totpSecret && !account.totpFrom ? c.html(drawSecret(c, account)) : c.redirect('/account', 302)
  })

  web.post('/account/authenticator/on', async (c) => {
    const [account, { code = '' }, now] = [await accountToChange(c, house), await typedWords(c), new Date()]
    await countTry(house.door, LIMITS.code, account.slug, now)
    const codes = await confirmAuthenticator(house.door, account, code.replaceAll(' ', ''), now)
    if (!codes && account.totpFrom) return c.redirect('/account', 303)
    if (!codes) return c.html(drawSecret(c, account, { code: 'This is not the code your app should show now. Look whether your phone’s clock is right, and try the next one' }), 422)
    await giveBack(house.door, LIMITS.code, account.slug)
    return c.html(drawCodes(c, codes, true))
  })

  web.post('/account/authenticator/off', async (c) => {
    refuseUnproved(c)
    await turnOffAuthenticator(house.door, await accountToChange(c, house), new Date())
    return c.redirect('/account?done=authenticator-off', 303)
  })

  web.post('/account/recovery-codes', async (c) => {
    refuseUnproved(c)
    const account = await accountToChange(c, house)
    if (!account.totpFrom) throw new Refusal('conflict', 'Recovery codes stand in for an authenticator: set one up first')
    return c.html(drawCodes(c, await remakeCodes(house.door, account, new Date()), false))
  })

  web.post('/account/passkeys/options', async (c) => {
    refuseUnproved(c)
    return c.json(await makingOptions(house, await accountToChange(c, house)))
  })

  web.post('/account/passkeys', async (c) => {
    refuseUnproved(c)
    const { answer = '', label = '' } = await typedWords(c)
    try {
      await keepPasskey(house, await accountToChange(c, house), { answer, label }, new Date())
      return c.redirect('/account?done=passkey', 303)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, errors))
    }
  })

  web.post('/account/passkeys/remove', async (c) => {
    refuseUnproved(c)
    const { id = '' } = await typedWords(c)
    await removePasskey(house, await accountToChange(c, house), id, new Date())
    return c.redirect('/account?done=passkey-removed', 303)
  })
}

const DONE: Record<string, string> = {
  password: 'Your password is set. Everywhere else you have been signed out.',
  'authenticator-off': 'Your authenticator is off. Your password alone lets you in.',
  passkey: 'The passkey is added. You can sign in with it from now on.',
  'passkey-removed': 'The passkey is removed. It does not let anybody in any more.',
}

/** Everybody may be somebody of the demo: nobody may shut the others out of it. */
async function accountToChange(c: WebContext, house: House): Promise<Account> {
  const account = await ownAccount(c, house)
  if (account.demo) throw new Refusal('forbidden', 'The people of the demo have no password, authenticator or passkey')
  return account
}

async function draw(c: WebContext, house: House, errors: Record<string, string> = {}) {
  const account = await ownAccount(c, house)
  return drawPage(<AccountPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} account={account} passkeys={await passkeysOf(house, account)} done={DONE[c.req.query('done') ?? '']} errors={errors} />)
}

function drawSecret(c: WebContext, account: Account, errors: Record<string, string> = {}) {
  const [secret, address] = [account.totpSecret!.replace(/.{4}(?=.)/g, '$& '), authenticatorAddress(account, 'Belong')]
  return drawPage(<AuthenticatorPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} secret={secret} address={address} errors={errors} />)
}

const drawCodes = (c: WebContext, codes: string[], isNew: boolean) => drawPage(<CodesPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} codes={codes} isNew={isNew} />)
