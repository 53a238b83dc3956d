import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { askForWork, type Database, type Difference, installed, moveOn, reading, recordDeed, type Settings, type Writer } from '#platform'
import { applyTombstones, giveRole, makeLink, ROLES, seatCast, seedRoles } from '#rooms/access'
import { enterReference, hasFiguresOfOwn } from '#rooms/collection'
import { measureBook, referenceSet, takeIn, writeGroups, writeMeasures, writeSeries } from '#rooms/measures'
import { bringTargetGroups, SEED_KELDERBY, seedChildren, SMALL_KELDERBY, targetGroupsVersion } from '#rooms/people'
import { claimHierarchy, directory, enterPlaces, makeArea, type PlacesOfEngland, seedNeighbours, seedPlaces } from '#rooms/places'
import { seedStrategies } from '#rooms/programme'
import { seedResults } from '#rooms/scorecards'

const DEMO_AREAS = [
  { areaId: 1, name: 'Derby', slug: 'derby', code: 'E06000015', colour: '#0b5566' },
  { areaId: 2, name: 'Leeds', slug: 'leeds', code: 'E08000035', colour: '#234f94' },
]

/**
 * Makes the data ready for use: the places, neighbours, measure book and reference figures that come with Belong, and the demo
 * where it is on. Each step is one transaction and is done once for each version of what it brings.
 */
export async function prepare(db: Database, settings: Settings, say: (line: string) => void) {
  const fingerprint = referenceFingerprint()
  if ((await settingOf(db, 'reference')) !== fingerprint) await db.transaction().execute((tx) => bringReference(tx, fingerprint, say))
  await db.transaction().execute((tx) => bringRoles(tx))
  await db.transaction().execute((tx) => bringGroups(tx))
  if (settings.demo && (await settingOf(db, 'demo')) !== DEMO) await db.transaction().execute((tx) => openDemo(tx))
  const again = await applyTombstones(db, settings.dataFolder, new Date())
  if (again) say(`Belong has erased again what had been erased of ${again} ${again === 1 ? 'person' : 'people'} since this backup was taken`)
}

/** The roles that come with this Belong, in every area; whoever made an area before there were roles keeps what they could do, and looks after its people. */
async function bringRoles(tx: Writer) {
  const now = new Date()
  const known = createHash('sha256').update(JSON.stringify(ROLES)).digest('hex')
  if ((await settingOf(tx, 'roles')) === known) return
  await alone(tx)
  for (const { area_id, place_id, made_at } of await tx.selectFrom('places.area').select(['area_id', 'place_id', 'made_at']).execute()) {
    await seedRoles(tx, area_id, made_at.toISOString().slice(0, 10))
    const makers = await tx.selectFrom('access.grant_held').select('person').distinct().where('area_id', '=', area_id).where('source', '=', 'made with the area').execute()
    for (const { person } of makers) {
      const roles = await tx.selectFrom('access.appointment').select('role').where('area_id', '=', area_id).where('person', '=', person).execute()
      if (!roles.length) await giveRole(tx, { areaId: area_id, placeId: place_id, person, role: 'administrator', from: now, source: 'made with the area', givenBy: 'operator', now })
    }
  }
  await keepSetting(tx, 'roles', known)
}

/** The target groups as this Belong defines them, with what their rules rest on. */
async function bringGroups(tx: Writer) {
  const known = targetGroupsVersion()
  if ((await settingOf(tx, 'target-groups')) === known) return
  await alone(tx)
  if ((await settingOf(tx, 'target-groups')) === known) return
  await bringTargetGroups(tx)
  await keepSetting(tx, 'target-groups', known)
}

/** What the demo holds by now: a Belong that held less brings the rest at its next start. Every step of it may be taken again. */
const DEMO = 'kelderby and its data manager'

/** Two that start on one database at once must not both seed it: who waited finds it done. */
async function alone(tx: Writer) {
  await sql`select pg_advisory_xact_lock(7241002)`.execute(tx)
}

async function bringReference(tx: Writer, fingerprint: string, say: (line: string) => void) {
  await alone(tx)
  if ((await settingOf(tx, 'reference')) === fingerprint) return
  say('Belong brings in places, neighbours and the measure book')
  await seedPlaces(tx)
  await seedNeighbours(tx)
  const { measures, groups, series } = measureBook()
  await writeMeasures(tx, measures, null)
  await writeGroups(tx, groups)
  await writeSeries(tx, series, null)
  const taken = await bringReferenceFigures(tx, say)
  await keepSetting(tx, 'reference', fingerprint)
  await moveOn(tx, 0)
  if (taken) say(`Belong has ${taken.new.toLocaleString('en-GB')} published figures to begin with`)
}

/** Where there is no area and no demo, the link to the page where the first area is made; else null. */
export async function setupLink(db: Database, settings: Settings): Promise<string | null> {
  const area = await db.selectFrom('places.area').select('area_id').executeTakeFirst()
  if (area || settings.demo) return null
  return `${settings.baseUrl}/setup/${await makeLink(db, 'setup', null, new Date())}`
}

/** Figures somebody took in themselves are never overwritten by those that come with a newer Belong. */
async function bringReferenceFigures(tx: Writer, say: (line: string) => void): Promise<Difference | null> {
  if (await hasFiguresOfOwn(reading(tx))) return null
  say('Belong brings in reference figures: 160 published columns, 47 measures with their groups, for every authority')
  const set = await referenceSet(tx)
  const batch = await enterReference(tx, set, new Date())
  const difference = await takeIn(tx, set, batch)
  await batch.tell(difference)
  await recordDeed(tx, { areaId: 0, action: 'collection.commit', caller: { actor: OPERATOR, door: 'command', now: new Date() }, input: { kind: 'reference', ...difference } })
  return difference
}

const OPERATOR = { slug: 'operator', name: 'the operator', operator: true, areaId: 0 }

async function openDemo(tx: Writer) {
  await alone(tx)
  if ((await settingOf(tx, 'demo')) === DEMO) return
  const places = await directory(reading(tx))
  const areas = DEMO_AREAS.map((area) => ({ ...area, placeId: places.byCode(area.code)!.placeId }))
  for (const area of areas) {
    await makeArea(tx, { ...area, now: new Date() })
    await seedRoles(tx, area.areaId, '2020-01-01')
  }
  await seatCast(tx, areas, await openKelderby(tx), new Date())
  await seedStrategies(tx, areas, new Date())
  for (const area of areas) await seedResults(tx, { ...area, now: new Date() })
  await keepSetting(tx, 'demo', DEMO)
  await moveOn(tx, 0)
}

/** Asks, once, for the demo's Kelderby to grow to a small city: background work, for it takes its time. */
export async function askForCity(db: Database, settings: Settings) {
  if (!settings.city || (await settingOf(db, 'city')) !== undefined) return
  await db.transaction().execute(async (tx) => {
    await alone(tx)
    if ((await settingOf(tx, 'city')) !== undefined) return
    const now = new Date()
    const until = now.toISOString().slice(0, 10)
    await askForWork(tx, { areaId: await kelderby(tx), kind: SEED_KELDERBY, title: 'Bringing in the small city of Kelderby, which is invented', input: { ...SMALL_KELDERBY, until }, askedBy: OPERATOR.slug, now })
    await keepSetting(tx, 'city', until)
  })
}

/** The number of the area Kelderby is; made where there is none. */
export async function kelderby(tx: Writer): Promise<number> {
  const found = await sql<{ areaId: number }>`
    select a.area_id as "areaId" from places.area a join places.place_code c on c.place_id = a.place_id and c.scheme = 'dfe' and c.code = '899'`.execute(tx)
  if (found.rows[0]) return found.rows[0].areaId
  const now = new Date()
  const ids = await enterPlaces(tx, invented())
  const next = await sql<{ areaId: number }>`select coalesce(max(area_id), 0) + 1 as "areaId" from places.area`.execute(tx)
  const area = { areaId: next.rows[0]!.areaId, placeId: ids.get('kelderby')! }
  await makeArea(tx, { ...area, ...KELDERBY, now })
  await claimHierarchy(tx, { areaId: area.areaId, hierarchy: 'kelderby', by: OPERATOR.slug, now })
  await seedRoles(tx, area.areaId, now.toISOString().slice(0, 10))
  await moveOn(tx, 0)
  return area.areaId
}

const KELDERBY = { name: 'Kelderby', slug: 'kelderby', colour: '#6b3f87' }
const invented = () => JSON.parse(readFileSync(installed('seed', 'kelderby-places.json'), 'utf8')) as PlacesOfEngland

/** Kelderby, which does not exist, with its schools and some children: nobody's real child is in the demo. Answers where the cast stands in it. */
async function openKelderby(tx: Writer) {
  const now = new Date()
  const ids = await enterPlaces(tx, invented())
  const placeOf = (key: string) => ids.get(key)!
  const area = { areaId: 3, placeId: placeOf('kelderby') }
  await makeArea(tx, { ...area, ...KELDERBY, now })
  await claimHierarchy(tx, { areaId: area.areaId, hierarchy: 'kelderby', by: OPERATOR.slug, now })
  await seedRoles(tx, area.areaId, '2020-01-01')
  return { ...area, wedgeId: placeOf('north'), schoolId: placeOf('899001'), children: await seedChildren(tx, { areaId: area.areaId, placeOf, now }) }
}

async function settingOf(db: Database | Writer, name: string) {
  const held = await db.selectFrom('platform.setting').select('value').where('area_id', '=', 0).where('name', '=', name).executeTakeFirst()
  return held?.value
}

async function keepSetting(db: Database | Writer, name: string, value: string) {
  const row = { value: JSON.stringify(value) }
  await db.insertInto('platform.setting').values({ area_id: 0, name, ...row }).onConflict((c) => c.columns(['area_id', 'name']).doUpdateSet(row)).execute()
}

function referenceFingerprint() {
  const hash = createHash('sha256')
  for (const name of readdirSync(installed('reference')).sort()) if (!name.endsWith('.md') && !/^(boundaries|neighbourhoods)/.test(name)) hash.update(name).update(readFileSync(installed('reference', name)))
  return hash.digest('hex')
}
