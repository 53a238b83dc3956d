import { createHmac, timingSafeEqual } from 'node:crypto'
import { newSecret } from '#platform'
import type { Account } from './account.ts'

/** A browser remembers this many people who signed in there. */
const MOST = 5
const NONCE = 16

/**
 * A browser where somebody signed in before is counted by itself, so that strangers who try passwords cannot keep its owner out
 * (OWASP calls this a device cookie). It holds no name: a nonce, and a MAC made with the person's own password hash, which nobody
 * outside has and which changes with the password. Answers that nonce, or null for a stranger's browser.
 */
export function knownDevice(cookie: string | undefined, account: Account): string | null {
  return marksIn(cookie).find((mark) => isOf(mark, account))?.slice(0, NONCE) ?? null
}

/** The browser's cookie after somebody signed in there by their password. */
export function withDevice(cookie: string | undefined, account: Account): string {
  const nonce = newSecret().slice(0, NONCE)
  const others = marksIn(cookie).filter((mark) => !isOf(mark, account))
  return [nonce + macOf(nonce, account), ...others].slice(0, MOST).join('.')
}

const marksIn = (cookie: string | undefined) => (cookie && cookie.length < 1000 ? cookie.split('.').slice(0, MOST) : [])

function isOf(mark: string, account: Account) {
  if (!account.passwordHash) return false
  const [given, right] = [Buffer.from(mark.slice(NONCE)), Buffer.from(macOf(mark.slice(0, NONCE), account))]
  return given.length === right.length && timingSafeEqual(given, right)
}

const macOf = (nonce: string, { slug, passwordHash }: Account) => createHmac('sha256', passwordHash ?? '').update(`device ${slug} ${nonce}`).digest('base64url')
