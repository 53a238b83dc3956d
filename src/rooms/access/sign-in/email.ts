import { Refusal } from '#kernel'

/** The most an address may hold (RFC 5321), and a little for what writing it otherwise takes away. */
const MOST = 254

/**
 * An e-mail address as it is compared: in small letters, written one way. Letters that are not of the plain alphabet are refused,
 * since two addresses could look the same and be two people's. Throws a Refusal for the field `email`.
 */
export function emailKey(text: string): string {
  if (text.length > 2 * MOST) throw wrong('This is too long to be an e-mail address')
  const key = text.normalize('NFKC').trim().toLowerCase()
  if (/[^\x21-\x7e]/.test(key)) throw wrong('An e-mail address here has plain letters without accents, figures and signs, and no spaces. Type it again by hand')
  if (key.length > MOST || !/^[^@"(),:;<>[\\\]]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(key)) throw wrong('Give an e-mail address, like name@example.gov.uk')
  return key
}

const wrong = (sentence: string) => new Refusal('invalid', sentence, { email: sentence })
