import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Refusal } from '#kernel'
import { type Caller, type Doors, type FileKind, type GivenFile, perform } from '#platform'
import { importFiles, type ImportOptions, type keptPlace, type UnitReport } from '#rooms/collection'
import { claimHierarchy } from '#rooms/places'
import { dayOf, yearOf } from './calendar.ts'
import type { Told } from './families.ts'
import { writeKelderby } from './generate.ts'
import { enterNeighbourhoods } from './postcode-file.ts'

export interface Asked {
  /** On roll at a time. */
  pupils: number
  seed: number
  /** School years, the last of them that of the last day. */
  years: number
  /** The last day anything is told of, ISO. */
  until: string
}

/** What the city is brought in by: the kinds of files and the doors of the whole house, which this room does not know by itself. */
export interface Door {
  caller: Caller
  kinds: FileKind[]
  doors: Doors
  keepIn: ReturnType<typeof keptPlace>
  /** Where the files are written before they are given; what was there is used again. */
  folder: string
  areaId: number
  progress: (stage: string, share: number) => Promise<void> | void
}

/** Where the files stand between being written and being given. */
export const folderOfKelderby = (dataFolder: string) => join(dataFolder, 'kelderby')

export const AUTHORITY = '899'
export const MOST_PUPILS = 130_000
export const MOST_YEARS = 5

export interface Brought {
  files: number
  records: number
  /** Files that were stopped, with the first finding of each. */
  stopped: { file: string; says: string }[]
}

/** Writes the files of Kelderby and gives them at the front door, as anybody would. Given again they change nothing, so a broken run is begun again. */
export async function bringKelderby(asked: Asked, door: Door): Promise<Brought> {
  const folder = join(door.folder, `${asked.pupils}-${asked.seed}-${asked.years}-${asked.until}`)
  await write(folder, asked, door)
  const brought = await giveFiles(folder, door)
  rmSync(folder, { recursive: true, force: true })
  return brought
}

/** Gives what was written into a folder. */
export async function giveFiles(folder: string, door: Omit<Door, 'folder'>): Promise<Brought> {
  const gifts = giftsIn(folder)
  await enterNeighbourhoods(door.caller.db as never)
  const brought: Brought = { files: 0, records: 0, stopped: [] }
  for (const [nth, gift] of gifts.entries()) {
    await door.progress(gift.label, 0.2 + (0.8 * nth) / gifts.length)
    if (gift.hierarchy) await bringHierarchy(gift.files[0]!, door)
    else for (const report of await importFiles(door.caller, door.kinds, door.keepIn, gift.files, { area: AUTHORITY, ...gift.options })) tell(report, brought)
  }
  return brought
}

/** The last school year is that of the last day. */
export function toldOf({ pupils, seed, years, until }: Asked): Told {
  const day = dayOf(until)
  return { pupils, seed, firstYear: yearOf(day) - years + 1, lastYear: yearOf(day), until: day }
}

/** Counts stand last: a folder that has them is whole. */
async function write(folder: string, asked: Asked, { progress }: Door) {
  if (existsSync(join(folder, 'counts.json'))) return
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const most = asked.pupils * (1 + 0.09 * (asked.years - 1) + 0.1)
  await progress('Inventing Kelderby', 0)
  await writeKelderby(folder, toldOf(asked), { progress: (children) => progress('Inventing Kelderby', Math.min(0.2, (0.2 * children) / most)) })
}

interface Gift {
  label: string
  files: GivenFile[]
  options: ImportOptions
  hierarchy?: true
}

/** What is given, in the order of a city's year: settings first, then each census as it comes, then what speaks of the children it names. */
export function giftsIn(folder: string): Gift[] {
  const named = (name: string): GivenFile => ({ name: basename(name), path: join(folder, name) })
  const inside = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)).sort() : [])
  const each = (name: string, label: (file: string) => string): Gift[] => inside(name).map((file) => ({ label: label(file), files: [named(`${name}/${file}`)], options: {} }))
  const censuses = [...Map.groupBy(inside('census'), (file) => file.split('_').slice(0, 2).join(' '))].sort(([one], [other]) => (orderOf(one) < orderOf(other) ? -1 : 1))
  return [
    { label: 'Settings of Kelderby', files: [named('places/edubasealldata.csv')], options: {} },
    { label: 'What became of its schools', files: [named('places/links_edubasealldata.csv')], options: {} },
    { label: 'Its wedges, localities and clusters', files: [named('places/hierarchy.csv')], options: {}, hierarchy: true },
    { label: 'Its postcodes and their neighbourhoods', files: [named('places/postcodes.csv')], options: {} },
    ...censuses.map(([census, files]) => ({ label: `School census, ${census}`, files: files.map((file) => named(`census/${file}`)), options: {} })),
    ...each('attendance', (file) => `Attendance, ${yearIn(file)}`),
    ...each('suspensions', (file) => `Suspensions, ${yearIn(file)}`),
    ...each('attainment', (file) => `Results, ${yearIn(file)}`),
    ...each('ap', (file) => `Alternative provision, ${yearIn(file)}`),
    ...each('sen2', (file) => `SEN2, ${yearIn(file)}`),
    ...inside('ssda903').map((year) => ({
      label: `Looked-after children, ${year}`, files: inside(`ssda903/${year}`).map((file) => named(`ssda903/${year}/${file}`)), options: { asAt: `${year}-03-31` },
    })),
    ...each('cin', (file) => `Children in need, ${yearIn(file)}`),
  ]
}

const TERMS = ['spring', 'summer', 'autumn']
const orderOf = (census: string) => `${census.slice(0, 4)}${TERMS.indexOf(census.slice(5))}`
const yearIn = (file: string) => /\d{4}(-\d\d)?/.exec(file)?.[0] ?? file

async function bringHierarchy({ path }: GivenFile, { caller, doors, areaId }: Omit<Door, 'folder'>) {
  const bring = doors.actions.find(({ name }) => name === 'places.bring-hierarchy')
  if (!bring) throw new Error('There is no door by which a hierarchy comes in')
  await claimHierarchy(caller.db as never, { areaId, hierarchy: HIERARCHY, by: caller.actor.slug, now: caller.now })
  const input = { area: 'kelderby', hierarchy: HIERARCHY, rows: readFileSync(path, 'utf8'), reason: 'The clusters, localities and wedges of the invented city' }
  await perform(bring, { ...caller, actor: { ...caller.actor, areaId } }, input).catch((fault: unknown) => {
    // That all of it is so already is what giving it again comes to.
    if (!(fault instanceof Refusal && fault.kind === 'conflict')) throw fault
  })
}

const HIERARCHY = 'kelderby'

function tell({ file, status, rows, issues }: UnitReport, brought: Brought) {
  brought.files += 1
  brought.records += rows.new + rows.changed
  if (status === 'rejected') brought.stopped.push({ file, says: issues[0]?.message ?? '' })
}
