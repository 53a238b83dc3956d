import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type Reader, rows, type Unit, unzip } from '#platform'
import { Grouped } from '../returns/grouped.ts'
import type { ReturnContent } from '../returns/said.ts'
import { nothingSaid } from '../returns/area-return.ts'
import { returnOf } from '../returns/take-return.ts'
import { readManifest } from './manifest.ts'
import { OrgSettings } from './org-settings.ts'
import { recognise } from './recognise.ts'
import { readRoster, type Roster } from './roster.ts'
import { NEXT_FILE, studentsOf } from './students.ts'

interface RosterContent extends ReturnContent {
  isDelta: boolean
}

const WHOLE = returnOf('oneroster')
const CHANGES = returnOf('oneroster-changes')
const as = ({ isDelta }: RosterContent) => (isDelta ? CHANGES : WHOLE)

/**
 * A OneRoster 1.1 or 1.2 set of CSVs, zipped or not: students and where they are on roll. A whole set (bulk) names everyone at its settings, so
 * who was on the last and is not on this one has left; one of changes (delta) is a return of its own that ends nothing by leaving out.
 */
export const oneroster = fileKind<RosterContent>({
  name: 'oneroster',
  label: 'OneRoster (CSV, 1.1 and 1.2)',
  ...WHOLE,
  seriesOf: ({ isDelta }) => (isDelta ? 'oneroster-changes' : 'oneroster'),
  saysAuthority: async () => null,
  rowIn: (unit, row) => (row > NEXT_FILE ? { file: unit.parts['enrollments'], row: row - NEXT_FILE } : { file: unit.parts['data'], row }),
  recognise,
  check,
  compare: (db, content, areaId) => as(content).compare(db, content, areaId),
  commit: (tx, content, batch) => as(content).commit(tx, content, batch),
})

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<RosterContent>> {
  const issues = options.issues ?? new Issues()
  // A zip that could not be unpacked says here why.
  if (unit.parts['zip']) await unzip(unit.parts['zip'].path, () => true)
  const manifest = await readManifest(unit, issues)
  const grouped = new Grouped()
  const roster = await readRoster(unit, manifest, { issues, grouped, isDelta: manifest.isDelta, progress: options.progress })
  const asAt = dayOf(roster, options, issues)
  const settings = await OrgSettings.load(db, roster.orgs, options, grouped)
  const schemeOf = await idsHeld(db, options.areaId ?? 0, roster)
  const heldSince = manifest.isDelta ? await staysHeld(db, options.areaId ?? 0, roster) : () => null
  const { said, read } = studentsOf(roster, { issues, grouped, settings, asAt, isDelta: manifest.isDelta, schemeOf, heldSince })
  grouped.tell(issues)
  tellLeft(roster, issues)
  if (!said.length) issues.error('no-students', {}, 'The set names no student who can be placed.', 'See whether the right set was chosen.')
  const period = manifest.isDelta ? (roster.moment ?? asAt).slice(0, 19).replace('T', ' ') : asAt
  const content = { period, asAt, said, unknownSettings: settings.unknown, isDelta: manifest.isDelta }
  return { content: said.length ? content : { ...nothingSaid(), isDelta: manifest.isDelta }, issues, blocks: !said.length, rows: { read: read + roster.lost, rejected: read + roster.lost - said.length } }
}

/** The day the set speaks of: as was said, else the last on which something in it was changed, else today. */
function dayOf({ changed }: Roster, { asAt }: CheckOptions, issues: Issues): string {
  const today = new Date().toISOString().slice(0, 10)
  const day = asAt ?? (changed !== null && changed <= today ? changed : today)
  if (asAt === undefined) issues.query('day-not-said', { value: day }, `A OneRoster set does not say of which day it is. It was read as of ${day}${day === changed ? ', when something in it was last changed' : ''}.`, 'Nothing to do.')
  return day
}

/** Under which scheme an id is already held by this system: one of an org of the set, or of whoever the set has no more to say of. Two systems may use the same id. */
async function idsHeld(db: Reader, areaId: number, { users, enrolled, orgs }: Roster): Promise<(id: string) => string | undefined> {
  const asked = new Set([...users.keys(), ...[...enrolled.values()].map(({ user }) => user)])
  const held = await rows(db, sql<{ scheme: string; value: string }>`
    select distinct i.scheme, i.value from people.identifier i join unnest(${[...asked]}::text[]) as a (value) on a.value = i.value where i.area_id = ${areaId} and i.scheme like 'oneroster:%'`)
  const byId = Map.groupBy(held, ({ value }) => value)
  return (id) => {
    const own = (byId.get(id) ?? []).filter(({ scheme }) => (orgs.size ? orgs.has(scheme.slice('oneroster:'.length)) : !users.get(id)?.roles.length))
    return own.length === 1 ? own[0]!.scheme : undefined
  }
}

/** Since when children of these ids stand as on roll without an end, so that a change that only says when they left finds where they began. */
async function staysHeld(db: Reader, areaId: number, { users, enrolled }: Roster): Promise<(id: string, placeId: number) => string | null> {
  const asked = new Set([...users.keys(), ...[...enrolled.values()].map(({ user }) => user)])
  const held = await rows(db, sql<{ value: string; placeId: number; starts: string }>`
    select i.value, e.place_id as "placeId", max(e.starts) as starts from people.identifier i join unnest(${[...asked]}::text[]) as a (value) on a.value = i.value
    join people.enrolment e on e.area_id = i.area_id and e.child_id = i.child_id and e.ends is null
    where i.area_id = ${areaId} and i.scheme like 'oneroster:%' group by 1, 2`)
  const since = new Map(held.map(({ value, placeId, starts }) => [`${value} ${placeId}`, starts]))
  return (id, placeId) => since.get(`${id} ${placeId}`) ?? null
}

function tellLeft({ unknownClasses }: Roster, issues: Issues) {
  if (unknownClasses) issues.query('unknown-class', { column: 'enrollments.csv classSourcedId' }, `${unknownClasses.toLocaleString('en-GB')} enrolments are in a class that classes.csv does not have. Their own days were read.`, 'Nothing to do.')
}
