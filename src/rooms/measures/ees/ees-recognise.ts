import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type GivenFile, isZip, readCsv, type Unit, unzip } from '#platform'

/** Groups given files into data sets: each data file with the meta table and the guidance that belong to it. */
export async function recogniseEes(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  const plain: GivenFile[] = []
  for (const file of files) {
    if (!OTHER_ZIPS.test(file.name) && (await isZip(file.path))) units.push(...(await unitsOfZip(file)))
    else plain.push(file)
  }
  return [...units, ...(await unitsOf(plain, (file) => file.name, as, true))]
}

type Sort = 'data' | 'meta' | 'guidance' | null

async function unitsOfZip(zip: GivenFile): Promise<Unit[]> {
  const entries = await unzip(zip.path, (entry) => /\.(csv|txt)$/i.test(entry))
  const files = entries.map(({ entry, path }) => ({ name: basename(entry), path, entry }))
  const units = await unitsOf(files, (file) => `${zip.name} › ${entries.find(({ path }) => path === file.path)!.entry}`, false, false)
  return units.map((unit) => ({ ...unit, from: [zip.path] }))
}

/** `beside`: whether what is not given may be looked for next to what is. */
async function unitsOf(files: GivenFile[], called: (file: GivenFile) => string, as: boolean, beside: boolean): Promise<Unit[]> {
  const sorted = await Promise.all(files.map(async (file) => ({ file, sort: await sortOf(file, as) })))
  const of = (sort: Sort) => sorted.filter((one) => one.sort === sort).map(({ file }) => file)
  const metas = of('meta')
  const guidance = of('guidance')[0]
  const units: Unit[] = []
  for (const data of of('data')) {
    const meta = metas.find((one) => stem(one.name) === stem(data.name) && sameFolder(one, data)) ?? (beside ? await onDisk(data, 'meta') : undefined)
    units.push({ kind: 'ees', file: called(data), parts: parts(data, meta, guidance ?? (beside ? await guidanceOnDisk(data) : undefined)) })
  }
  for (const meta of metas.filter((one) => !units.some(({ parts }) => parts['meta']?.path === one.path))) {
    const data = beside ? await onDisk(meta, 'data') : undefined
    if (data) units.push({ kind: 'ees', file: called(data), parts: parts(data, meta, guidance ?? (await guidanceOnDisk(data))) })
    else units.push({ kind: 'ees', file: called(meta), parts: { meta } })
  }
  return units
}

function parts(data: GivenFile, meta: GivenFile | undefined, guidance: GivenFile | undefined): Unit['parts'] {
  return { data, ...(meta ? { meta } : {}), ...(guidance ? { guidance } : {}) }
}

async function sortOf(file: GivenFile, as: boolean): Promise<Sort> {
  if (/^data-guidance\.txt$/i.test(basename(file.name))) return 'guidance'
  const names = await header(file)
  if (names.includes('col_name') && (names.includes('col_type') || names.includes('label'))) return 'meta'
  if (META.test(file.name) && (as || /\.csv$/i.test(file.name))) return 'meta'
  if (names.includes('time_period') && names.includes('geographic_level')) return 'data'
  return as && /\.csv$/i.test(file.name) ? 'data' : null
}

/** The header of what looks like a CSV; none of what is binary. */
async function header(file: GivenFile): Promise<string[]> {
  if (!/\.(csv|txt|tsv)$/i.test(file.name)) return []
  let names: string[] = []
  await readCsv(file.path, {
    header: (found) => {
      names = found
      return 'stop'
    },
    row: () => {},
    problem: () => {},
  })
  return names
}

/** Workbooks and documents are zips too, and none of ours. */
const OTHER_ZIPS = /\.(xlsx|xlsm|ods|odt|docx|pptx)$/i

const META = /\.meta\.csv$/i
const stem = (name: string) =>
  basename(name)
    .replace(META, '')
    .replace(/\.csv$/i, '')
    .toLowerCase()

/** Uploads all lie in folders of their own; of files in a release the folder tells two of one name apart. */
function sameFolder(one: GivenFile, other: GivenFile) {
  return !isAtHome(one) || !isAtHome(other) || dirname(one.path) === dirname(other.path)
}

/** Whether a file still lies where it came from: an upload has another name on disk, and nothing of its own beside it. */
const isAtHome = (file: GivenFile) => basename(file.path) === basename(file.name)

async function onDisk(file: GivenFile, wanted: 'meta' | 'data'): Promise<GivenFile | undefined> {
  if (!isAtHome(file)) return undefined
  const base = basename(file.path)
  const name = wanted === 'meta' ? base.replace(/\.csv$/i, '.meta.csv') : base.replace(META, '.csv')
  return name === base ? undefined : there(join(dirname(file.path), name))
}

async function guidanceOnDisk(file: GivenFile): Promise<GivenFile | undefined> {
  if (!isAtHome(file)) return undefined
  const folder = dirname(file.path)
  for (const path of ['data-guidance', '../data-guidance', '.'].map((one) => join(folder, one, 'data-guidance.txt'))) {
    const found = await there(path)
    if (found) return found
  }
  return undefined
}

async function there(path: string): Promise<GivenFile | undefined> {
  return access(path).then(
    () => ({ name: basename(path), path }),
    () => undefined,
  )
}
