import Papa from 'papaparse'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, query, type Reader } from '#platform'
import { emailKey } from '../sign-in/email.ts'
import { endOf, personByEmail, startOf } from './appointments.ts'
import { type AreaRole, giverAt, rolesOf, whyNotGive } from './giving.ts'
import { Area, areaIdFor, type Managed, managedBy, mayManage, placeAsked } from './ground.ts'
import { Invited, inviteOrGive } from './invitation-actions.ts'

/** The columns of a list of people to invite, in any order. `from` and `until` may be left out. */
export const COLUMNS = ['email', 'name', 'role_title', 'role', 'place', 'from', 'until'] as const
const NEEDED = COLUMNS.slice(0, 5)
export const MOST_ROWS = 1000
export const MOST_BYTES = 1_000_000

/** What is wrong, where: the header is row 1. */
export interface Finding {
  row: number
  column: (typeof COLUMNS)[number] | null
  value: string
  message: string
}

/** Somebody of the list whom nothing stands in the way of. */
export interface GoodRow extends Invited {
  row: number
  label: string
  placeName: string
  /** Here already under this address: they are given the role at once. */
  isKnown: boolean
}

export interface CheckedList {
  good: GoodRow[]
  findings: Finding[]
  rows: number
}

const List = Area.extend({ people: z.string('Paste a list, or choose a file').min(1, 'Paste a list, or choose a file').max(MOST_BYTES, 'This is more than 1 MB: send it in parts') })

export const checkInvitations = query<z.infer<typeof List>, CheckedList>({
  name: 'access.check-invitations',
  bodyOnly: true,
  summary: 'Look through a list of people to invite (CSV: email, name, role_title, role, place, from, until) and say what is wrong in which row; sends nothing',
  input: List,
  may: (actor, { area }, db) => mayManage(actor, db, area),
  read: ({ actor, db, now }, { area, people }) => check(actor, db, now, area, people),
})

export const inviteMany = action({
  name: 'access.invite-many',
  asksAgain: true,
  summary: 'Invite everybody of a list (CSV: email, name, role_title, role, place, from, until) whose row is right; the others are told with what is wrong',
  input: List,
  may: (actor, { area }, db) => mayManage(actor, db, area),
  areaOf: areaIdFor,
  async run(act, { area, people }) {
    const { good, findings } = await check(act.actor, act.db as unknown as Reader, act.now, area, people)
    const done = { invited: 0, given: 0, findings }
    for (const { row, label: _, placeName: __, isKnown: ___, ...one } of good) {
      try {
        const { invited } = await inviteOrGive(act, area, one)
        if (invited) done.invited += 1
        else done.given += 1
      } catch (refusal) {
        // One who is invited already does not keep the others out.
        if (!(refusal instanceof Refusal)) throw refusal
        done.findings.push({ row, column: 'email', value: one.email, message: refusal.message })
      }
    }
    return done
  },
})

async function check(actor: Actor, db: Reader, now: Date, area: string | undefined, text: string): Promise<CheckedList> {
  const lines = readLines(text)
  const [managed, findings, good, seen] = [await managedBy(actor, db, area), [] as Finding[], [] as GoodRow[], new Map<string, number>()]
  const roles = await rolesOf(db, managed.areaId)
  for (const { row, cells } of lines) {
    const found = await checkRow({ actor, db, now, managed, roles }, cells)
    const key = [cells.email.toLowerCase(), cells.role.toLowerCase(), cells.place.toLowerCase()].join('\n')
    const twin = seen.get(key)
    if (twin !== undefined) found.wrong.push({ column: 'email', message: `The same stands in row ${twin}` })
    seen.set(key, twin ?? row)
    if (found.wrong.length || !found.good) findings.push(...found.wrong.map(({ column, message }) => ({ row, column, value: column ? cells[column] : '', message })))
    else good.push({ row, ...found.good })
  }
  return { good, findings, rows: lines.length }
}

type Cells = Record<(typeof COLUMNS)[number], string>

function readLines(text: string): { row: number; cells: Cells }[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimitersToGuess: [',', ';', '\t'] })
  const head = (data[0] ?? []).map((name) => name.trim().toLowerCase().replace(/[\s-]+/g, '_'))
  const missing = NEEDED.filter((name) => !head.includes(name))
  if (missing.length) throw new Refusal('invalid', `The first row must name the columns. Missing: ${missing.join(', ')}`, { people: `The first row must name the columns ${COLUMNS.join(', ')}` })
  const lines = data.flatMap((line, at) => (at === 0 || line.every((cell) => !cell.trim()) ? [] : [{ row: at + 1, cells: Object.fromEntries(COLUMNS.map((name) => [name, (line[head.indexOf(name)] ?? '').trim()])) as Cells }]))
  if (!lines.length) throw new Refusal('invalid', 'The list holds nobody', { people: 'The list holds nobody' })
  if (lines.length > MOST_ROWS) throw new Refusal('invalid', `The list holds ${lines.length.toLocaleString('en-GB')} people; ${MOST_ROWS.toLocaleString('en-GB')} at most go in at once`, { people: 'Send the list in parts' })
  return lines
}

type Wrong = { column: Finding['column']; message: string }

async function checkRow(ask: { actor: Actor; db: Reader; now: Date; managed: Managed; roles: AreaRole[] }, cells: Cells): Promise<{ wrong: Wrong[]; good: Omit<GoodRow, 'row'> | null }> {
  const wrong: Wrong[] = []
  const place = placeAsked(ask.managed, cells.place) ?? (cells.place === '' && ask.managed.places.size === 1 ? [...ask.managed.places.values()][0]! : null)
  const role = ask.roles.find((one) => [one.role, one.label.toLowerCase()].includes(cells.role.toLowerCase()))
  const typed = { email: cells.email, name: cells.name, roleTitle: cells.role_title, role: role?.role ?? cells.role, place: String(place?.placeId ?? cells.place), from: isoDay(cells.from), until: isoDay(cells.until) }
  const read = Invited.safeParse(typed)
  for (const { path, message } of read.error?.issues ?? []) wrong.push({ column: path[0] === 'roleTitle' ? 'role_title' : (path[0] as Finding['column']), message })
  if (cells.role && !role) wrong.push({ column: 'role', message: 'There is no such role in this area' })
  if (cells.place && !place) wrong.push({ column: 'place', message: 'There is no such place among those whose people you look after, or several have this name' })
  if (role && place) {
    const why = whyNotGive(await giverAt(ask.actor, ask.db, ask.managed, place.placeId), role)
    if (why) wrong.push({ column: 'role', message: why })
  }
  const known = read.success ? await knownPerson(ask, read.data, wrong) : null
  return { wrong, good: !wrong.length && read.success && role && place ? { ...read.data, label: role.label, placeName: place.name, isKnown: known !== null } : null }
}

/** Whoever has the address, where it is one; and what the days of a row would be refused for. */
async function knownPerson({ actor, db, now }: { actor: Actor; db: Reader; now: Date }, { email, from, until }: Invited, wrong: Wrong[]) {
  refusedAs(wrong, 'from', () => void endOf(until, startOf(from, now)))
  const key = refusedAs(wrong, 'email', () => emailKey(email))
  const known = key === null ? null : await personByEmail(db, key)
  if (known?.slug === actor.slug) wrong.push({ column: 'email', message: 'This is your own address. Nobody changes their own roles' })
  if (known && (known.leftAt !== null || known.leavesOn !== null)) wrong.push({ column: 'email', message: 'Whoever has this address has left, or is about to. Open their page and say first that they come back' })
  return known
}

function refusedAs<Value>(wrong: Wrong[], column: NonNullable<Finding['column']>, ask: () => Value): Value | null {
  try {
    return ask()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const named = Object.keys(refusal.fields)[0]
    wrong.push({ column: COLUMNS.find((one) => one === named) ?? column, message: refusal.fields[named ?? ''] ?? refusal.message })
    return null
  }
}

/** 1/9/2026 and 01.09.2026 are days as people here write them in spreadsheets. */
function isoDay(text: string) {
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
}
