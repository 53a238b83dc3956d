import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, type Reader, rows, type Unit } from '#platform'
import { Findings } from './cells.ts'
import { nothingTold, readDocument, type Told } from './documents.ts'
import { readJson } from './read-json.ts'
import { extentsOf, type ServicesContent } from './by-organization.ts'
import { recognise } from './recognise.ts'
import { compareWith, takeBack, takeIn } from './take-in.ts'
import { type Standing, standingOf } from './standing.ts'
import type { ServiceTold } from './told.ts'

/**
 * Services in the form of Open Referral UK 3.0. A file speaks for the services it tells of and lies over what came before: what it leaves out
 * stands as it did, be it a service or a part of one, since nothing in the form says that a list is of all there is.
 */
export const openReferral = fileKind<ServicesContent>({
  name: 'open-referral',
  calledAs: 'openreferral',
  label: 'Services (Open Referral UK 3.0, JSON)',
  series: 'open-referral',
  facts: [],
  isLaidOver: true,
  saysAuthority: async () => null,
  // A service of a JSON file is no row that could be opened by itself.
  rowIn: (_unit, row) => ({ file: undefined, row }),
  recognise,
  check,
  covers: extentsOf,
  compare: compareWith,
  commit: takeIn,
  undo: takeBack,
})

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ServicesContent>> {
  const issues = options.issues ?? new Issues()
  const [told, findings] = [nothingTold(), new Findings()]
  const files = Object.entries(unit.parts).toSorted(([one], [other]) => (one === 'data' ? -1 : other === 'data' ? 1 : one < other ? -1 : 1)).map(([, file]) => file)
  for (const [at, file] of files.entries()) {
    readDocument(await readJson(file.path), told, findings)
    options.progress?.((at + 1) / files.length)
  }
  const home = await wholeArea(db, options, issues)
  const standing = home === null ? new Map<string, Standing>() : await standingOf(db, options.areaId ?? 0, [...told.services.keys()])
  const services = [...told.services.values()].flatMap((one) => besideHeld(one, standing.get(one.id), told, findings))
  findings.tell(issues)
  tellWhole(told, files, issues)
  const today = new Date().toISOString().slice(0, 10)
  const content: ServicesContent = { home, day: options.asAt ?? today, services: services.map((one) => ({ ...one, hash: hashOf(one) })), terms: [...told.terms.values()] }
  const isEmpty = !services.length && !told.terms.size
  return { content, issues, blocks: home === null || told.isOther || (isEmpty && told.read > 0 && told.rejected === told.read && !told.services.size), rows: { read: told.read, rejected: told.rejected } }
}

/** A service is laid over the one held unless that is of a later day; a location that is told alone is added to those held. */
function besideHeld(one: ServiceTold, held: Standing | undefined, told: Told, findings: Findings): ServiceTold[] {
  if (held?.lastModified && one.lastModified && one.lastModified < held.lastModified) {
    findings.note('query', 'older', { row: one.row, path: 'last_modified', value: one.lastModified }, 'Belong holds a later state of this service. It stands, and this one was left out.', 'Fetch the services again if this is the right one.')
    told.rejected += 1
    return []
  }
  if (!held || !told.adds.has(one.id)) return [one]
  const known = new Set(one.places.map(({ locationId }) => locationId))
  return [{ ...one, places: [...one.places, ...held.places.filter(({ locationId }) => !known.has(locationId))] }]
}

function tellWhole(told: Told, files: readonly GivenFile[], issues: Issues) {
  if (told.isOther) issues.error('not-services', {}, 'This is JSON, and no service, list of services or taxonomy of Open Referral UK.', 'See whether the right file was chosen.')
  else if (told.isDetails) issues.query('feed-details', {}, 'The file describes a feed: its version and where its services are. It holds no service.', 'Fetch /services of the feed and give that.')
  else if (told.organizations && !told.services.size && !told.rejected) issues.query('no-services', {}, 'The file tells of organisations, and of no service they run.', 'Fetch the organisation in full, or /services.')
  else if (!told.read) issues.query('no-services', {}, files.length > 1 ? 'The pages hold no service.' : 'The list is empty.', 'Nothing to do.')
}

/** Services are of the whole area: who gives returns for one setting alone may not say what runs where. */
async function wholeArea(db: Reader, { areaId, places }: CheckOptions, issues: Issues): Promise<number | null> {
  const [home] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${areaId ?? 0}`)
  if (home && (!places || places.has(home.placeId))) return home.placeId
  issues.error('whole-area', {}, 'A list of services is of the whole area, and you give returns for some of its settings alone.', 'Ask whoever gives the returns of the authority to take it in.')
  return null
}

const hashOf = (one: ServiceTold) => createHash('sha1').update(JSON.stringify({ ...one, row: 0 })).digest('hex')
