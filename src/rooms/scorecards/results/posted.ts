import { Refusal } from '#kernel'
import { type Action, onceKey, perform, typedWords, type WebContext } from '#platform'

/** A form that was refused: which, about what, what was typed, and what was wrong with it. */
export interface Sent {
  form: string
  /** The indicator or measure it speaks of; empty where the page has only one such form. */
  about: string
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
  isConflict: boolean
}

interface Posting {
  form: string
  action: Action
  /** What the page itself knows and the form does not say: the result of this page, the service of this page. */
  more?: Record<string, string>
  /** Where a page of several such forms finds which one it was. */
  aboutField?: string
}

/** Performs what a form asks for; null when done, or what to draw the page with again. */
export async function post(c: WebContext, { form, action, more = {}, aboutField }: Posting): Promise<Sent | null> {
  const typed = await typedWords(c)
  const { once, ...rest } = typed
  const input = { ...rest, ...more }
  try {
    await perform(action, c.get('caller')(), input, onceKey(once, input))
    return null
  } catch (refusal) {
    // What is missing may be named by a field, as a group the measure has no figures for: then what was typed is not lost.
    if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden' || (refusal.kind === 'missing' && !Object.keys(refusal.fields).length)) throw refusal
    c.status(refusal.status)
    return { form, about: (aboutField && typed[aboutField]) || '', typed, message: refusal.message, fields: refusal.fields, isConflict: refusal.kind === 'conflict' }
  }
}

/** One form of a page: whether it is the one that was refused, and each of its fields with what was typed or else what stands. */
export function formOf(sent: Sent | undefined, form: string, about = '') {
  const mine = sent?.form === form && sent.about === about ? sent : undefined
  return {
    open: mine !== undefined,
    id: anchorOf(form, about),
    field: (name: string, stands?: string | null) => ({ name, id: `${anchorOf(form, about)}-${name}`, value: mine ? (mine.typed[name] ?? '') : stands, error: mine?.fields[name] }),
  }
}

/** What the error summary lists: each field that is wrong, or the refusal itself. */
export function errorsOf({ form, about, message, fields, isConflict }: Sent) {
  const named = isConflict ? [] : Object.entries(fields)
  if (!named.length) return [{ text: message, href: `#${anchorOf(form, about)}` }]
  return named.map(([name, text]) => ({ text, href: `#${anchorOf(form, about)}${HIDDEN.has(name) ? '' : `-${name}`}` }))
}

const anchorOf = (form: string, about: string) => (about ? `${form}-${about}` : form)

/** Fields nobody sees: what is wrong with them is said at the form. */
const HIDDEN = new Set(['id', 'version', 'framework', 'result', 'service', 'starter'])
