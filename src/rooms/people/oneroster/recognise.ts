import { basename, dirname } from 'node:path'
import { Refusal } from '#kernel'
import { csvHead, discardUnzipped, type GivenFile, isWorkbook, isZip, type Unit, unzip } from '#platform'
import { partOf, tableOf } from './layout.ts'

/** Zips that hold a OneRoster set, and the CSVs of one that were given together. */
export async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  const loose: GivenFile[] = []
  for (const file of files) {
    const unit = (await isZip(file.path)) && !(await isWorkbook(file.path)) ? await unitOfZip(file, as) : null
    if (unit) units.push(unit)
    else if (tableOf(file.name)) loose.push(file)
  }
  for (const some of Map.groupBy(loose, ({ name }) => dirname(name)).values()) {
    const parts = partsOf(some)
    if (await isSet(parts)) units.push({ kind: 'oneroster', file: parts['data']?.name ?? Object.values(parts)[0]!.name, parts })
  }
  return units
}

/** A zip that cannot be unpacked is left for others to say so, unless somebody named this kind: then the check says why. */
async function unitOfZip(zip: GivenFile, as: boolean): Promise<Unit | null> {
  try {
    const entries = await unzip(zip.path, (entry) => tableOf(entry) !== null)
    const parts = partsOf(entries.map(({ entry, path }) => ({ name: entry, path })))
    if (await isSet(parts)) return { kind: 'oneroster', file: zip.name, parts, from: [zip.path] }
    discardUnzipped(entries.map(({ path }) => path))
    return null
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return as ? { kind: 'oneroster', file: zip.name, parts: { zip } } : null
  }
}

/** Of two files of one name the first given counts. */
function partsOf(files: readonly GivenFile[]): Unit['parts'] {
  const parts: Unit['parts'] = {}
  for (const file of files) parts[partOf(tableOf(file.name)!)] ??= file
  return parts
}

/** A set says who or who is in which class by ids of its own; a manifest of one names OneRoster. */
async function isSet(parts: Unit['parts']) {
  if (!parts['data'] && !parts['enrollments'] && !parts['orgs']) return false
  if (parts['manifest'] && (await csvHead(parts['manifest'].path)).some(([name]) => name === 'oneroster.version')) return true
  for (const part of [parts['data'], parts['enrollments'], parts['orgs']]) {
    if (part && (await csvHead(part.path, 1))[0]?.some((name) => /sourcedid$/i.test(name))) return true
  }
  return false
}

/** The folder a part lies in within its zip; '' at the top. */
export const folderOf = (file: GivenFile | undefined) => (file && file.name !== basename(file.name) ? dirname(file.name) : '')
