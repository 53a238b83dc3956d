import { type Establishment, type Field, FIELDS, type Given, OPEN } from './register-fields.ts'

/** A setting of the register with what it rests on. */
export interface Entry extends Establishment {
  /** The day of the list that described it; null where only a list beside the register names it. */
  as_at: string | null
  batch_id: number
  row: number
}

/** The list that speaks. */
export interface Speaker {
  asAt: string
  /** It says of each setting whether it is open, as the register does; else it only names them. */
  describes: boolean
  /** Of a list beside the register (section 41): the fields it alone has a say in. */
  owns: readonly Field[]
}

/** What stands once a list has spoken: the same object where it changes nothing. */
export function merged(held: Entry | undefined, given: Given, speaker: Speaker, from: { batch_id: number; row: number }): Entry {
  if (!held) return { ...NOTHING, ...said(given), name: given.name!, urn: given.urn, as_at: speaker.describes ? speaker.asAt : null, ...from }
  const isNewer = describesAnew(held, speaker)
  const isUndescribed = (field: Field) => held.as_at === null && (!speaker.owns.length || held[field] === null)
  const counts = (field: Field) => isNewer || speaker.owns.includes(field) || isUndescribed(field) || (given[field] !== null && mayFill(field, held))
  const now: Entry = { ...held }
  for (const [field] of FIELDS) if (given[field] !== undefined && counts(field)) Object.assign(now, { [field]: given[field] })
  if (FIELDS.every(([field]) => equal(now[field], held[field]))) return held
  return { ...now, as_at: isNewer ? speaker.asAt : held.as_at, ...from }
}

/** Whether a list describes a setting, as late as any did before. */
export function describesAnew(held: Entry, { asAt, describes }: Speaker) {
  return describes && (held.as_at === null || asAt >= held.as_at)
}

/** From a list that says less, or is older, than what is held only what never changes is taken, and only where it is not known. */
function mayFill(field: Field, held: Entry) {
  return held[field] === null && (field === 'open_date' || (field === 'close_date' && held.status !== OPEN))
}

function equal(a: Entry[Field], b: Entry[Field]) {
  return Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one, at) => one === b[at]) : a === b
}

const said = (given: Given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const NOTHING = Object.fromEntries(FIELDS.map(([field]) => [field, null])) as unknown as Omit<Establishment, 'urn'>
