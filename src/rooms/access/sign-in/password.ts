import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#kernel'
import { isCommon } from './common-passwords.ts'

/** What OWASP asks of argon2id: 19 MiB, two passes, one lane. Raise them here: who signs in next is hashed anew. */
const NOW = { memory: 19_456, passes: 2, parallelism: 1 }
const LEAST = 12
const MOST = 200

const derive = promisify(argon2)

/** A password's argon2id hash with all that is needed to check it, in the PHC form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const derived = await derive('argon2id', { message: written(password), nonce, tagLength: 32, ...NOW })
  return `$argon2id$v=19$m=${NOW.memory},t=${NOW.passes},p=${NOW.parallelism}$${plain(nonce)}$${plain(derived)}`
}

/** Whether a password is the one that was hashed. Without a hash (nobody has this address) it takes as long, and is not. */
export async function isPassword(password: string, phc: string | null | undefined): Promise<boolean> {
  const { nonce, derived, ...cost } = readPhc(phc) ?? NOBODY
  // What is longer than any password of ours is not hashed, for anybody.
  const found = await derive('argon2id', { message: isTooLong(password) ? Buffer.alloc(0) : written(password), nonce, tagLength: derived.length, ...cost })
  return timingSafeEqual(found, derived) && !isTooLong(password) && readPhc(phc) !== null
}

/** Whether a hash was made with less than we ask now. */
export function isDated(phc: string) {
  const cost = readPhc(phc)
  return cost === null || cost.memory < NOW.memory || cost.passes < NOW.passes
}

/** Refuses a new password that others would guess. Spaces and letters of any script are welcome. */
export function refuseWeak(password: string, { name, email }: { name: string; email: string | null }, field = 'password') {
  const refuse = (sentence: string) => { throw new Refusal('invalid', sentence, { [field]: sentence }) }
  if (isTooLong(password)) refuse(`Use at most ${MOST} characters`)
  const letters = [...password.normalize('NFKC')]
  if (letters.length < LEAST) refuse(`Use at least ${LEAST} characters. Three or four words that do not belong together are good`)
  if (isCommon(password)) refuse('This password is one of those that are tried first. Choose another')
  if (isMostly(password, [...name.split(/\s+/), ...(email ?? '').split(/[@.]/)])) refuse('Leave your name and e-mail address out of your password')
}

function isTooLong(password: string) {
  return password.length > 2 * MOST || [...password.normalize('NFKC')].length > MOST
}

/** Whether little is left of a password once words of its owner's are taken out. */
function isMostly(password: string, words: string[]) {
  const bare = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  let left = bare(password)
  const whole = left.length
  for (const word of words.map(bare).filter((one) => one.length >= 3)) left = left.replaceAll(word, '')
  return left.length < whole && left.length < 6
}

/** The same password typed on two keyboards is one: its letters are written one way. */
const written = (password: string) => Buffer.from(password.normalize('NFKC'))
const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

function readPhc(phc: string | null | undefined) {
  const [, memory, passes, parallelism, nonce, derived] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(phc ?? '') ?? []
  if (!nonce || !derived) return null
  return { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), nonce: Buffer.from(nonce, 'base64'), derived: Buffer.from(derived, 'base64') }
}

const NOBODY = { ...NOW, nonce: randomBytes(16), derived: randomBytes(32) }
