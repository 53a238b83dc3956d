import { Refusal, TooOften } from '#kernel'
import { type House, logFault } from '#platform'
import { type Account, accountByEmail, recordOwnDeed } from './account.ts'
import { emailKey } from './email.ts'
import { countTry, LIMITS } from './limits.ts'
import { makeLink } from './links.ts'
import type { Sender } from './sender.ts'

/**
 * Sends a link to set a new password to whoever has this address; three an hour. The answer is the same, and as quick, where nobody
 * has it: so it does not wait for the mail. Throws a Refusal for what is no address, or TooOften for an address of the network.
 */
export async function sendReset(house: House, email: string, sender: Sender, now: Date) {
  const key = emailKey(email)
  await countTry(house.door, LIMITS.address, sender.address, now)
  if (!(await isWithin(house, key, now))) return
  const account = await accountByEmail(house.door, key)
  if (account?.email) send(house, account, account.email, now).catch((fault: unknown) => logFault(fault, 'reset'))
}

async function isWithin(house: House, key: string, now: Date) {
  try {
    await countTry(house.door, LIMITS.reset, key, now)
    return true
  } catch (refusal) {
    if (refusal instanceof TooOften) return false
    throw refusal
  }
}

async function send(house: House, account: Account, to: string, now: Date) {
  const secret = await makeLink(house.door, 'reset', account.slug, now)
  await recordOwnDeed(house.door, account, 'access.reset-asked', now)
  await house.mail.send({
    to, subject: 'Set a new password for Belong',
    paragraphs: [
      'Somebody, we think you, asked for a link to set a new password for Belong. Open this within the hour. It works once.',
      house.mail.link(`/sign-in/reset/${secret}`),
      'If it was not you, do nothing: your password stays as it is.',
    ],
  })
}

export const LINK_OVER = 'This link has been used, or is over. Ask for another'
export const linkOver = () => new Refusal('missing', LINK_OVER)
