import { Refusal } from '#kernel'
import { type Action, onceKey, perform, typedWords, type WebContext } from '#platform'

/** A form that was refused: which it was, all that was typed, and what was wrong with it. */
export interface Sent {
  form: string
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
}

/** Does what a form asks, once however often it is sent; refused, all that was typed comes back. What is not theirs to do stays a refusal of the page. */
export async function attempt<Input, Outcome>(
  c: WebContext, form: string, action: Action<Input, Outcome>, given: Record<string, string> = {},
): Promise<{ outcome: Outcome; sent: null } | { outcome: null; sent: Sent }> {
  const { once, ...typed } = await typedWords(c)
  const input = { ...typed, ...given }
  try {
    return { outcome: await perform(action, c.get('caller')(), input, onceKey(once, input)), sent: null }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden') throw refusal
    c.status(refusal.status)
    return { outcome: null, sent: { form, typed, message: refusal.message, fields: refusal.fields } }
  }
}

/** One form of a page: each field with what was typed, or else what stands. */
export function formOf(sent: Sent | null, form: string) {
  const mine = sent?.form === form ? sent : null
  return { open: mine !== null, field: (name: string, stands = '') => ({ name, id: `${form}-${name}`, value: mine ? (mine.typed[name] ?? '') : stands, error: mine?.fields[name] }) }
}

/** What the error summary lists: each field that is wrong, or the refusal itself. */
export function errorsOf(sent: Sent | null) {
  if (!sent) return []
  const named = Object.entries(sent.fields).filter(([name]) => name in sent.typed)
  return named.length ? named.map(([name, text]) => ({ text, href: `#${sent.form}-${name}` })) : [{ text: sent.message, href: `#${sent.form}` }]
}
