import { createHash } from 'node:crypto'
import { Refusal } from '#kernel'
import type { WebContext } from './http.ts'
import { FORM_TOKEN } from './sent-from.ts'

/** All that a form sent, files among it, without what proves where it was drawn; refuses what cannot be read as a form. */
export async function sentForm(c: WebContext) {
  const form = await c.req.parseBody().catch(() => {
    throw new Refusal('invalid', 'This form could not be read')
  })
  // Taken out of the form itself, which inherits nothing: a copy would know a field called "constructor".
  delete form[FORM_TOKEN]
  return form
}

/** What was typed into a form, without its files. */
export async function typedWords(c: WebContext): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(await sentForm(c)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** The idempotency key of a form: sent twice it is one deed; the same page with other words in it is another. Undefined where the form bears none. */
export function onceKey(once: string | undefined, input: unknown) {
  return once ? `${once} ${createHash('sha256').update(JSON.stringify(input)).digest('base64url')}` : undefined
}
