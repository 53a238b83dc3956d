import { Refusal } from '#kernel'
import { discardUnzipped, type FileKind, type GivenFile, outsideName, type Unit } from '#platform'
import type { Refused } from './refused-files.ts'

/** Files sorted into what is taken in as one, and those of which nothing can be read. */
export interface Recognised {
  units: Unit[]
  refused: Refused[]
}

/** Asks each kind in turn which of the files it knows; what none knows is a unit of kind `unknown`, what cannot be opened is refused by its name. */
export async function recogniseAll(kinds: FileKind[], files: GivenFile[], as?: string): Promise<Recognised> {
  const asked = as === undefined ? kinds : kinds.filter((kind) => kind.name === as || outsideName(kind) === as)
  if (!asked.length) {
    throw new Refusal('invalid', `There is no kind of file called ${as}. There is: ${[...new Set(kinds.map(outsideName))].join(', ')}`, { as: `There is no kind of file called ${as}` })
  }
  const units: Unit[] = []
  const refused: Refused[] = []
  let left = files
  // Of several kinds that one word stands for, each takes what it knows, and the first what none knows: it says what is missing.
  const turns = asked.map((kind) => ({ kind, isNamed: as !== undefined && asked.length === 1 }))
  if (as !== undefined && asked.length > 1) turns.push({ kind: asked[0]!, isNamed: true })
  for (const { kind, isNamed } of turns) {
    if (!left.length) break
    const found = await recogniseBy(kind, left, isNamed)
    units.push(...found.units)
    refused.push(...[...found.unopened].map(([file, why]) => ({ files: [file.name], why })))
    const taken = new Set([...found.units.flatMap((unit) => [...pathsOf(unit), ...(unit.from ?? [])]), ...[...found.unopened.keys()].map(({ path }) => path)])
    left = left.filter(({ path }) => !taken.has(path))
  }
  return { units: [...units, ...left.map((file) => ({ kind: 'unknown', file: file.name, parts: { data: file } }))], refused }
}

/** Where a kind stumbles over a file, each is asked about alone to find out which, and the rest without it: one broken zip spoils no other file. */
async function recogniseBy(kind: FileKind, files: GivenFile[], as: boolean): Promise<{ units: Unit[]; unopened: Map<GivenFile, Refusal> }> {
  const unopened = new Map<GivenFile, Refusal>()
  try {
    return { units: await kind.recognise(files, as), unopened }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    for (const file of files) {
      const why = await whyNotOpen(kind, file, as)
      if (why) unopened.set(file, why)
    }
    if (!unopened.size) throw fault
    return { units: await kind.recognise(files.filter((file) => !unopened.has(file)), as), unopened }
  }
}

async function whyNotOpen(kind: FileKind, file: GivenFile, as: boolean): Promise<Refusal | null> {
  try {
    discardUnzipped((await kind.recognise([file], as)).flatMap(pathsOf))
    return null
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
}

export const pathsOf = (unit: Unit) => Object.values(unit.parts).map(({ path }) => path)
