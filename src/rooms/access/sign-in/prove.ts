import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel'
import type { Database } from '#platform'
import { type Account, accountByEmail, recordOwnDeed } from './account.ts'
import { takeCode } from './authenticator.ts'
import { knownDevice } from './device.ts'
import { emailKey } from './email.ts'
import { countTry, giveBack, LIMITS } from './limits.ts'
import { hashPassword, isDated, isPassword } from './password.ts'
import type { Sender } from './sender.ts'

/** A refusal is given after so long at the least: nobody learns from the time it takes whether an account is there. */
const REFUSED_AFTER_MS = 250

const WRONG = 'The e-mail address or the password is not right'
const WRONG_CODE = 'This code is not right, or was used before. Wait for the next one'

/** Whose e-mail address and password these are. Throws a Refusal that is the same for a wrong password and an unknown address, or TooOften. */
export async function provePassword(door: Database, { email, password, sender, now }: { email: string; password: string; sender: Sender; now: Date }): Promise<Account> {
  const begun = performance.now()
  const key = emailKey(email)
  const account = await accountByEmail(door, key)
  const device = account ? knownDevice(sender.devices, account) : null
  const counted = device ? [[LIMITS.device, device]] as const : [[LIMITS.address, sender.address], [LIMITS.account, key]] as const
  for (const [limit, of] of counted) await countTry(door, limit, of, now)
  if (!(await isPassword(password, account?.passwordHash)) || !account) {
    if (account) await recordOwnDeed(door, account, 'access.sign-in-refused', now, { by: 'password' })
    await sleep(Math.max(0, REFUSED_AFTER_MS - (performance.now() - begun)))
    throw new Refusal('invalid', WRONG, { password: WRONG })
  }
  for (const [limit, of] of counted) await giveBack(door, limit, of)
  return withCurrentHash(door, account, password)
}

/** Takes a code of somebody's authenticator app, or one of their recovery codes. Throws a Refusal, or TooOften. */
export async function proveCode(door: Database, account: Account, code: string, now: Date) {
  await countTry(door, LIMITS.code, account.slug, now)
  if (!(await takeCode(door, account, code, now))) {
    await recordOwnDeed(door, account, 'access.sign-in-refused', now, { by: 'code' })
    throw new Refusal('invalid', WRONG_CODE, { code: WRONG_CODE })
  }
  await giveBack(door, LIMITS.code, account.slug)
}

/** The password of somebody who is signed in. */
export async function proveAgainByPassword(door: Database, account: Account, password: string, now: Date, field = 'password') {
  await countTry(door, LIMITS.again, account.slug, now)
  if (!(await isPassword(password, account.passwordHash))) {
    await recordOwnDeed(door, account, 'access.sign-in-refused', now, { by: 'password', again: true })
    throw new Refusal('invalid', 'This is not your password', { [field]: 'This is not your password' })
  }
  await giveBack(door, LIMITS.again, account.slug)
}

/** A hash made when less was asked of it is made anew, now that the password is at hand. */
async function withCurrentHash(door: Database, account: Account, password: string): Promise<Account> {
  if (!account.passwordHash || !isDated(account.passwordHash)) return account
  const passwordHash = await hashPassword(password)
  await door.updateTable('access.credential').set({ password_hash: passwordHash }).where('person', '=', account.slug).where('password_hash', '=', account.passwordHash).execute()
  return { ...account, passwordHash }
}
