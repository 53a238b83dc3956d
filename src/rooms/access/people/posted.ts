import { Refusal } from '#kernel'
import { type Action, NotUnderstood, onceKey, perform, ProveAgain, sentForm, type WebContext } from '#platform'

/** A form that was refused: which of the page, about what, what was typed, and what was wrong with it. */
export interface Sent {
  form: string
  about: string
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
}

interface Posting<Input, Outcome> {
  form: string
  action: Action<Input, Outcome>
  /** What the address says and the form does not. */
  more?: Record<string, string>
  /** Which of several such forms of the page it was: the name of a field. */
  aboutField?: string
}

/** Performs what a form asks for. Refused, all that was typed comes back; what is missing, or asks for proof, is a matter of the whole page. */
export async function post<Input, Outcome>(c: WebContext, { form, action, more = {}, aboutField }: Posting<Input, Outcome>): Promise<{ outcome: Outcome; sent: null } | { outcome: null; sent: Sent }> {
  const { once, ...typed } = await formWords(c)
  const input = { ...typed, ...more }
  try {
    return { outcome: await perform(action, c.get('caller')(), input, onceKey(once, input)), sent: null }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal instanceof ProveAgain || (refusal.kind === 'missing' && !Object.keys(refusal.fields).length)) throw refusal
    c.status(refusal.status)
    const fields = refusal instanceof NotUnderstood || refusal.kind !== 'conflict' ? refusal.fields : {}
    return { outcome: null, sent: { form, about: (aboutField && typed[aboutField]) || '', typed, message: refusal.message, fields } }
  }
}

/** What was typed or ticked; of several boxes of one name all, parted by commas. */
export async function formWords(c: WebContext): Promise<Record<string, string>> {
  await sentForm(c)
  const all = await c.req.parseBody({ all: true })
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => {
    const words = [value].flat().filter((one): one is string => typeof one === 'string')
    return words.length ? [[name, words.join(',')]] : []
  }))
}

/** One form of a page: whether it was the one refused, and each field with what was typed or else what stands. */
export function formOf(sent: Sent | null, form: string, about = '') {
  const mine = sent?.form === form && sent.about === about ? sent : null
  const id = idOf(form, about)
  return {
    open: mine !== null, id, typed: mine?.typed,
    field: (name: string, stands: string | null = null) => ({ name, id: `${id}-${name}`, value: mine ? (mine.typed[name] ?? '') : stands, error: mine?.fields[name] }),
    choice: (name: string, stands: string[] = []) => ({ name, idPrefix: `${id}-${name}`, values: mine ? (mine.typed[name] ?? '').split(',').filter(Boolean) : stands, error: mine?.fields[name] }),
  }
}

/** What the error summary lists: each field that is wrong, or the refusal itself. */
export function errorsOf(sent: Sent | null) {
  if (!sent) return []
  const id = idOf(sent.form, sent.about)
  const named = Object.entries(sent.fields).filter(([name]) => name in sent.typed || !HIDDEN.has(name))
  return named.length ? named.map(([name, text]) => ({ text, href: HIDDEN.has(name) ? `#${id}` : `#${id}-${name}` })) : [{ text: sent.message, href: `#${id}` }]
}

const idOf = (form: string, about: string) => (about ? `${form}-${about}` : form)
const HIDDEN = new Set(['id', 'version', 'person', 'session'])
