import { hash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { generateSecret, generateURI, verify } from 'otplib'
import { type Database, rows } from '#platform'
import { type Account, recordOwnDeed } from './account.ts'

/** Seconds a code is shown; one before and one after are taken too, for clocks that are a little off. */
const STEP = 30

/** Begins to set an authenticator app up: a new secret, which counts for nothing until a code of it is given. */
export async function beginAuthenticator(door: Database, { slug }: Account) {
  const secret = generateSecret()
  await door
    .insertInto('access.credential').values({ person: slug, totp_secret: secret })
    .onConflict((c) => c.column('person').doUpdateSet({ totp_secret: secret }).where('access.credential.totp_from', 'is', null))
    .execute()
}

/** What an app needs to know, as the address such apps read. */
export const authenticatorAddress = (account: Account, issuer: string) => generateURI({ issuer, label: (account.email ?? account.slug).slice(0, 40), secret: account.totpSecret! })

/** Turns it on with the first code it shows; answers ten recovery codes, to be shown this once, or null where the code is not right. */
export async function confirmAuthenticator(door: Database, account: Account, code: string, now: Date): Promise<string[] | null> {
  const step = account.totpSecret && !account.totpFrom ? await stepOf(account.totpSecret, code, now) : null
  if (step === null) return null
  const codes = newCodes()
  const turned = await door
    .updateTable('access.credential')
    .set({ totp_from: now, totp_last_step: step, recovery_hashes: codes.map(hashOf) })
    .where('person', '=', account.slug).where('totp_secret', '=', account.totpSecret).where('totp_from', 'is', null)
    .returning('person').executeTakeFirst()
  if (!turned) return null
  await recordOwnDeed(door, account, 'access.authenticator-on', now)
  return codes
}

export async function turnOffAuthenticator(door: Database, account: Account, now: Date) {
  await door.updateTable('access.credential').set({ totp_secret: null, totp_from: null, totp_last_step: null, recovery_hashes: [] }).where('person', '=', account.slug).execute()
  await recordOwnDeed(door, account, 'access.authenticator-off', now)
}

export async function remakeCodes(door: Database, account: Account, now: Date): Promise<string[]> {
  const codes = newCodes()
  await door.updateTable('access.credential').set({ recovery_hashes: codes.map(hashOf) }).where('person', '=', account.slug).where('totp_from', 'is not', null).execute()
  await recordOwnDeed(door, account, 'access.recovery-codes-made', now)
  return codes
}

/** Takes a code of the app or a recovery code. Each is good once, even where two send it in the same moment. */
export async function takeCode(door: Database, account: Account, typed: string, now: Date): Promise<boolean> {
  if (!account.totpFrom || !account.totpSecret) return false
  const code = typed.slice(0, 40).replace(/[\s-]/g, '').toLowerCase()
  if (/^[a-z2-7]{10}$/.test(code)) return takeRecoveryCode(door, account, code, now)
  const step = await stepOf(account.totpSecret, code, now)
  if (step === null) return false
  const taken = await rows(door, sql`update access.credential set totp_last_step = ${step}
    where person = ${account.slug} and (totp_last_step is null or totp_last_step < ${step}) returning person`)
  return taken.length > 0
}

async function takeRecoveryCode(door: Database, account: Account, code: string, now: Date) {
  const taken = await rows(door, sql`update access.credential set recovery_hashes = array_remove(recovery_hashes, ${hashOf(code)})
    where person = ${account.slug} and ${hashOf(code)} = any (recovery_hashes) returning person`)
  if (taken.length) await recordOwnDeed(door, account, 'access.recovery-code-used', now)
  return taken.length > 0
}

/** Which step of the clock a code belongs to, of the one now and its two neighbours; null for none. */
async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null
  const found = await verify({ secret, token: code, epoch: Math.floor(now.getTime() / 1000), epochTolerance: STEP })
  return found.valid ? Math.floor((found as { epoch: number }).epoch / STEP) : null
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz234567'

/** Ten of fifty bits each, without letters that look like others. */
function newCodes() {
  const code = () => Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: 10 }, code)
}

const hashOf = (code: string) => hash('sha256', `recovery ${code}`, 'base64url')
