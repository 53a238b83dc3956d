import { Refusal } from '#kernel'
import { type Action, onceKey, perform, typedWords, type WebContext } from '#platform'

/** A form that was refused: all that was typed, and what was wrong with it by field. */
export interface Sent {
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
  isConflict: boolean
}

/** Lists as forms send them, with the rows left empty taken out of both: named links.0.to, so that an error finds its field. */
export interface TypedForm {
  typed: Record<string, string>
  lists: Record<string, Record<string, string>[]>
  once: string | undefined
}

export async function typedForm(c: WebContext): Promise<TypedForm> {
  const { once, ...flat } = await typedWords(c)
  return { ...withoutEmptyRows(flat), once }
}

/** Reads fields named list.0.field as lists of rows, oldest number first; a row with nothing in it falls away. */
export function withoutEmptyRows(flat: Record<string, string>): Omit<TypedForm, 'once'> {
  const typed: Record<string, string> = {}
  const found = new Map<string, Map<number, Record<string, string>>>()
  for (const [name, value] of Object.entries(flat)) {
    const [, list, at, field] = /^([a-z]\w*)\.(\d{1,3})\.([a-z]\w*)$/i.exec(name) ?? []
    if (list === undefined) typed[name] = value
    else {
      const rows = found.get(list) ?? new Map<number, Record<string, string>>()
      found.set(list, rows.set(Number(at), { ...rows.get(Number(at)), [field!]: value }))
    }
  }
  const lists = Object.fromEntries([...found].map(([list, rows]) => [list, [...rows].sort(([a], [b]) => a - b).map(([, row]) => row).filter((row) => Object.entries(row).some(([field, value]) => !CHOSEN.has(field) && value.trim()))]))
  for (const [list, rows] of Object.entries(lists)) for (const [at, row] of rows.entries()) for (const [field, value] of Object.entries(row)) typed[`${list}.${at}.${field}`] = value
  return { typed, lists }
}

/** What a row begins with: chosen alone it says nothing yet. */
const CHOSEN = new Set(['kind', 'stage'])

/** The rows of a list as they were typed, or as they stand. */
export function rowsTyped(typed: Record<string, string>, list: string): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const [name, value] of Object.entries(typed)) {
    const [, own, at, field] = /^(\w+)\.(\d+)\.(\w+)$/.exec(name) ?? []
    if (own === list) rows[Number(at)] = { ...rows[Number(at)], [field!]: value }
  }
  return rows.filter((row) => row !== undefined)
}

/** Does what a form asks, once however often it is sent; answers what was refused, or null and the outcome. What is not there at all stays a refusal of the page. */
export async function attempt<Input, Outcome>(c: WebContext, action: Action<Input, Outcome>, input: Record<string, unknown>, { typed, once }: TypedForm): Promise<{ outcome: Outcome; sent: null } | { outcome: null; sent: Sent; status: number }> {
  try {
    return { outcome: await perform(action, c.get('caller')(), input, onceKey(once, input)), sent: null }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden') throw refusal
    return { outcome: null, sent: { typed, message: refusal.message, fields: refusal.fields, isConflict: refusal.kind === 'conflict' }, status: refusal.status }
  }
}

/** Ids are made of names; a dot does not belong in one. */
export const idOf = (name: string) => name.replaceAll('.', '-')

/** What the error summary says, each linked to its field. */
export function errorsOf({ message, fields }: Sent) {
  const named = Object.entries(fields)
  return named.length ? named.map(([name, text]) => ({ text, href: `#${idOf(name)}` })) : [{ text: message, href: '#form' }]
}
