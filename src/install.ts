import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { type Database, type Difference, installed, moveOn, reading, recordDeed, type Settings, type Writer } from '#platform'
import { makeLink, seatCast } from '#rooms/access'
import { enterReference, hasFiguresOfOwn } from '#rooms/collection'
import { measureBook, referenceSet, takeIn, writeGroups, writeMeasures, writeSeries } from '#rooms/measures'
import { directory, makeArea, seedNeighbours, seedPlaces } from '#rooms/places'

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
  if ((await settingOf(db, 'reference')) !== fingerprint) {
    say('Belong brings in places, neighbours and the measure book')
    await db.transaction().execute(async (tx) => {
      await seedPlaces(tx)
      await seedNeighbours(tx)
      const { measures, groups, series } = measureBook()
      await writeMeasures(tx, measures, null)
      await writeGroups(tx, groups)
      await writeSeries(tx, series)
      await moveOn(tx, 0)
    })
    const taken = await bringReferenceFigures(db, say)
    await keepSetting(db, 'reference', fingerprint)
    if (taken) say(`Belong has ${taken.new.toLocaleString('en-GB')} published figures to begin with`)
  }
  if (settings.demo) await openDemo(db)
}

/** Where there is no area and no demo, the link to the page where the first area is made; else null. */
export async function setupLink(db: Database, settings: Settings): Promise<string | null> {
  const area = await db.selectFrom('places.area').select('area_id').executeTakeFirst()
  if (area || settings.demo) return null
  return `${settings.baseUrl}/setup/${await makeLink(db, 'setup', null, new Date())}`
}

/** Figures somebody took in themselves are never overwritten by those that come with a newer Belong. */
async function bringReferenceFigures(db: Database, say: (line: string) => void): Promise<Difference | null> {
  if (await hasFiguresOfOwn(reading(db))) return null
  say('Belong brings in reference figures: about 50 published measures with their groups, for every authority')
  const set = await referenceSet(reading(db))
  return db.transaction().execute(async (tx) => {
    const batch = await enterReference(tx, set, new Date())
    const difference = await takeIn(tx, set, batch)
    await batch.tell(difference)
    await recordDeed(tx, { areaId: 0, action: 'collection.commit', caller: { actor: OPERATOR, door: 'command', now: new Date() }, input: { kind: 'reference', ...difference } })
    await moveOn(tx, 0)
    return difference
  })
}

const OPERATOR = { slug: 'operator', name: 'the operator', operator: true, areaId: 0 }

async function openDemo(db: Database) {
  if (await settingOf(db, 'demo')) return
  const places = await directory(reading(db))
  const areas = DEMO_AREAS.map((area) => ({ ...area, placeId: places.byCode(area.code)!.placeId }))
  await db.transaction().execute(async (tx) => {
    for (const area of areas) await makeArea(tx, { ...area, now: new Date() })
    await seatCast(tx, areas, places.country!.placeId, new Date())
    await keepSetting(tx, 'demo', 'open')
    await moveOn(tx, 0)
  })
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
  for (const name of readdirSync(installed('reference')).sort()) if (!name.endsWith('.md')) hash.update(name).update(readFileSync(installed('reference', name)))
  return hash.digest('hex')
}
