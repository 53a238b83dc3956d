import type { Deed, House } from '#platform'
import { OWN_DEEDS } from '../sign-in/account.ts'

/** What is done outside an action, by the names its audit lines carry. */
const BESIDE_ACTIONS = {
  'collection.commit': 'Took a file in', 'collection.receive': 'Gave a file to be checked', 'desk.set-up': 'Made the area', 'access.export-audit': 'Carried the audit away as a file',
}

/** What is read most here, in fewer words than the description of its door has. */
const IN_SHORT = {
  'people.child': 'A child’s record', 'people.children': 'The list of children', 'people.family': 'A child’s record, as its family sees it', 'people.break-glass': 'Broke the glass: opened a child’s record for an hour',
}

export const DOORS: Record<string, string> = { page: 'on a page', rest: 'by the API', command: 'by the command line', job: 'in the background' }

/** What each deed and each look is called, by the name its audit line carries. */
export const summariesOf = ({ doors }: Pick<House, 'doors'>) =>
  new Map<string, string>([...[...doors.actions, ...doors.queries].map(({ name, summary }) => [name, summary] as const), ...Object.entries(BESIDE_ACTIONS), ...Object.entries(OWN_DEEDS), ...Object.entries(IN_SHORT)])

/** "batch 3", "persistent-absence, E06000015". */
export function subjectInWords(subject: string) {
  const [path, query] = subject.split('?')
  const last = decodeURIComponent(path!.split('/').at(-1)!)
  const place = new URLSearchParams(query).get('place')
  return path!.startsWith('/data/') ? `Batch ${last}` : place ? `${last}, ${place}` : last
}

/** "3 March 2099, 09:00", as clocks in England show it. */
export function moment(at: Date) {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).replace(' at ', ', ')
}

/** What became of what, a line a field; of a child's record only which fields. */
export function changesInWords({ changes, changed, reason }: Pick<Deed, 'changes' | 'changed' | 'reason'>): string[] {
  // The reason stands beside the line already.
  if (changes) return Object.entries(changes).filter(([, [, now]]) => now === null || now !== reason).map(([field, [old, now]]) => `${named(field)}: ${said(old)} became ${said(now)}`)
  return changed?.length ? [`Changed: ${changed.map(named).join(', ').toLowerCase()}`] : []
}

/** `leadPerson`, `lead_person` → "Lead person". */
function named(field: string) {
  const words = field.replace(/[_.-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const MOST_LETTERS = 400

function said(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value)
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text
  return typeof value === 'string' ? `“${short}”` : short
}
