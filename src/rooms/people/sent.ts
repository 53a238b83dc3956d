import { Refusal } from '#kernel'
import { type Action, onceKey, perform, typedWords, type WebContext } from '#platform'

/** A form that was refused: all that was typed, and what was wrong with it by field. */
export interface Sent {
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
  isConflict: boolean
}

/** Does what a form asks, once however often it is sent. What was refused comes back with what was typed; what is not there, or not theirs to do, stays a refusal of the page. */
export async function attempt<Input, Outcome>(c: WebContext, action: Action<Input, Outcome>, given: Record<string, unknown> = {}): Promise<{ outcome: Outcome; sent: null } | { outcome: null; sent: Sent; status: number }> {
  const { once, ...typed } = await typedWords(c)
  const input = { ...typed, ...given }
  try {
    return { outcome: await perform(action, c.get('caller')(), input, onceKey(once, input)), sent: null }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.kind !== 'invalid' && refusal.kind !== 'conflict')) throw refusal
    return { outcome: null, sent: { typed, message: refusal.message, fields: refusal.fields, isConflict: refusal.kind === 'conflict' }, status: refusal.status }
  }
}

/** What the error summary says, each linked to its field; ids may begin with a word before the field's name. */
export function errorsOf({ message, fields }: Sent, before = '') {
  const named = Object.entries(fields)
  return named.length ? named.map(([name, text]) => ({ text, href: `#${before}${name}` })) : [{ text: message, href: '#form' }]
}
