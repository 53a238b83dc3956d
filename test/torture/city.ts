import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { perform } from '#platform'
import { given, importFiles, keptPlace, undoBatch } from '#rooms/collection'
import { KINDS, operator } from '../../src/app.ts'
import { kelderby, prepare } from '../../src/install.ts'
import { openDatabase } from '../../src/platform/connect.ts'
import { readSettings } from '../../src/platform/settings.ts'
import { giftsIn, toldOf } from '../../src/rooms/people/kelderby/bring.ts'
import { writeKelderby } from '../../src/rooms/people/kelderby/generate.ts'
import { differing, factsOf, type Facts } from './facts.ts'

/** Something given at once, as a person would: one file, or the tables of one census. */
export interface Gift {
  label: string
  files: string[]
}

export interface City {
  pupils: number
  /** In the order they are taken in. */
  gifts: Gift[]
  /** What the facts are before any of the gifts, after the first, after the second and so on. */
  states: Facts[]
  /** How long taking them in took in this process, in milliseconds. */
  tookMs: number
}

export const AREA = '899'
/** Beyond this many pupils a row for every mark would be gigabytes: registers come a year to a row. */
export const MOST_BY_MARK = 2000

/**
 * Writes a Kelderby and makes its data ready: the settings, the autumn census, and of the spring census and the suspensions a first
 * version that is corrected by what is given next. That is the spring census, a year of marks, the suspensions and SEN2.
 */
export async function prepareCity(folder: string, data: string, { pupils, seed }: { pupils: number; seed: number }): Promise<City> {
  await writeKelderby(folder, toldOf({ pupils, seed, years: 1, until: '2026-07-31' }), { withMarks: pupils <= MOST_BY_MARK })
  const every = giftsIn(folder)
  const labelled = (label: string): Gift => ({ label, files: every.find(one => one.label === label)!.files.map(({ path }) => path) })
  const spring = labelled('School census, 2026 spring')
  const suspensions = labelled('Suspensions, 2025-26')
  const marks = { label: 'Marks, 2025-26', files: [pupils <= MOST_BY_MARK ? firstOf(join(folder, 'attendance', 'marks_2025-26.csv')) : join(folder, 'attendance', 'attendance_2025-26.csv')] }
  const first = (gift: Gift): Gift => ({ label: `${gift.label}, first given`, files: gift.files.map(path => (/pupilonroll|suspensions_/.test(basename(path)) ? withoutSome(path) : path)) })
  const before = [labelled('Settings of Kelderby'), labelled('School census, 2025 autumn'), first(spring), first(suspensions)]
  await withData(data, async open => {
    for (const gift of before) await give(open, gift)
  })
  return { pupils, gifts: await asTaken([spring, marks, suspensions, labelled('SEN2, 2026')]), states: [], tookMs: 0 }
}

/** Given at once, files are taken in by the order in which kinds are asked who knows them. */
async function asTaken(gifts: Gift[]) {
  const asked = new Map<Gift, number>()
  for (const gift of gifts) {
    for (const [at, kind] of KINDS.entries()) if (!asked.has(gift) && (await kind.recognise(gift.files.map(given), false)).length) asked.set(gift, at)
  }
  return gifts.toSorted((one, other) => asked.get(one)! - asked.get(other)!)
}

/** As many children's marks as are worth a thread of their own to read. */
function firstOf(path: string) {
  const some = readFileSync(path, 'utf8').slice(0, HEAVY_BYTES)
  writeFileSync(path, some.slice(0, some.lastIndexOf('\n') + 1))
  return path
}

const HEAVY_BYTES = 1_700_000

/** As the file came the first time: every seventh row was still missing. */
function withoutSome(path: string) {
  const lines = readFileSync(path, 'utf8').split(/(?<=\n)/)
  const first = `${path.slice(0, -4)}.first.csv`
  writeFileSync(first, lines.filter((_, at) => at === 0 || at % 7 !== 6).join(''))
  return first
}

/** Takes the gifts in one after another where nothing disturbs it, and keeps what the facts come to after each. */
export async function takeStates(city: City, data: string) {
  await withData(data, async open => {
    city.states = [await factsOf(open.client)]
    for (const gift of city.gifts) {
      const began = Date.now()
      await give(open, gift)
      city.tookMs += Date.now() - began
      city.states.push(await factsOf(open.client))
    }
  })
  for (const [at, state] of city.states.slice(1).entries()) if (differing(state, city.states[at]!).length === 0) throw new Error(`${city.gifts[at]!.label} changes nothing, so there is nothing to disturb.`)
}

async function give({ caller, settings }: Open, { label, files }: Gift) {
  const reports = await importFiles(caller, KINDS, keptPlace(settings), files.map(given), { area: AREA })
  if (reports.length !== 1 || reports[0]!.status !== 'committed') throw new Error(`${label} did not go in as one: ${JSON.stringify(reports.map(({ status, issues }) => [status, issues.slice(0, 2)]))}`)
}

/** Takes back what was taken in of the gifts, the last first, as the operator does. */
export async function undoAll({ client, caller }: Open, gifts: number) {
  const { rows } = await client.query<{ batch_id: number }>(`select batch_id from collection.batch where area_id = 3 and state = 'committed' order by committed_at desc limit $1`, [gifts])
  for (const { batch_id } of rows) await perform(undoBatch(KINDS), caller, { batch: batch_id, reason: 'The torture is over.' })
}

export interface Open {
  client: pg.Client
  caller: ReturnType<typeof operator>
  settings: ReturnType<typeof readSettings>
}

/** Opens the data in this process, as a command does: through the running server's database, or starting it, which is when it recovers. */
export async function withData<T>(data: string, use: (open: Open) => Promise<T>): Promise<T> {
  const settings = readSettings({ BELONG_DATA: data, BELONG_CITY: 'off' })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  const client = new pg.Client(open.url)
  client.on('error', () => {})
  try {
    if (!open.sharedWithServer) {
      await prepare(open.db, settings, () => {})
      await open.db.transaction().execute(tx => kelderby(tx))
    }
    await client.connect()
    return await use({ client, caller: operator({ keeper: open.db }), settings })
  } finally {
    await client.end()
    await open.close()
  }
}

export const bytesOf = ({ gifts }: City) => gifts.flatMap(({ files }) => files).reduce((sum, path) => sum + statSync(path).size, 0)
