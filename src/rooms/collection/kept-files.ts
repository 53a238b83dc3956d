import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '#kernel'
import type { GivenFile, Settings, Unit } from '#platform'
import { openSealed, sealFile } from './sealed-file.ts'

/** Where given files are kept, each under its hash. */
export const keptFolder = (dataFolder: string) => join(dataFolder, 'files')
/** Where uploads stand while they arrive. */
export const incomingFolder = (dataFolder: string) => join(dataFolder, 'incoming')

/** Where files are kept, and the key they are encrypted by; without one they lie as they came. */
export interface KeptPlace {
  folder: string
  key: Buffer | null
}

export const keptPlace = ({ dataFolder, fileKey }: Pick<Settings, 'dataFolder' | 'fileKey'>): KeptPlace => ({ folder: keptFolder(dataFolder), key: fileKey === null ? null : Buffer.from(fileKey, 'hex') })

export const placeOf = (place: string | KeptPlace): KeptPlace => (typeof place === 'string' ? { folder: place, key: null } : place)

export interface KeptPart {
  name: string
  sha256: string
  bytes: number
}

/** Keeps each part of a unit under its hash, so that what was given can be read again. Answers what was kept, by role. */
export async function keepParts(place: string | KeptPlace, unit: Unit): Promise<Record<string, KeptPart>> {
  const { folder, key } = placeOf(place)
  await mkdir(folder, { recursive: true })
  const kept: Record<string, KeptPart> = {}
  for (const [role, file] of Object.entries(unit.parts)) {
    const sha256 = await hashOf(file)
    const there = await heldAs(folder, sha256)
    if (!there) await keep(file.path, key === null ? join(folder, sha256) : sealedPath(folder, sha256), key)
    // Given again: its age counts from now, so that nobody clears it away meanwhile.
    else await utimes(there.path, new Date(), new Date())
    kept[role] = { name: file.name, sha256, bytes: (await stat(file.path)).size }
  }
  return kept
}

/** Written beside, brought to the disk and renamed: a file of that name is whole or not there, also after a power cut. */
async function keep(from: string, to: string, key: Buffer | null) {
  const beside = `${to}.${randomBytes(6).toString('hex')}.part`
  try {
    if (key === null) await copyFile(from, beside)
    else await sealFile(from, beside, key, basename(to))
    await chmod(beside, 0o600)
    const file = await open(beside, 'r+')
    await file.sync().finally(() => file.close())
    await rename(beside, to)
  } catch (fault) {
    await rm(beside, { force: true })
    throw fault
  }
}

const SEALED = '.sealed'
const sealedPath = (folder: string, sha256: string) => join(folder, `${sha256}${SEALED}`)

/** Under which path a content is kept, and whether it is encrypted there; null where it is not. */
async function heldAs(folder: string, sha256: string): Promise<{ path: string; isSealed: boolean } | null> {
  for (const [path, isSealed] of [[join(folder, sha256), false], [sealedPath(folder, sha256), true]] as const) if (await stat(path).catch(() => null)) return { path, isSealed }
  return null
}

/**
 * Reads the kept parts of a batch again: what is encrypted is opened into a folder of its own meanwhile, of which nothing is left. Refuses
 * where a file is no longer there, or does not open.
 */
export async function withKept<Result>(place: string | KeptPlace, batch: { kind: string; file: string; parts: Record<string, KeptPart> }, use: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { folder, key } = placeOf(place)
  const opened = incomingFolder(dirname(folder))
  await mkdir(opened, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(opened, 'kept-'))
  try {
    const parts: Unit['parts'] = {}
    for (const [role, { name, sha256 }] of Object.entries(batch.parts)) {
      const held = await heldAs(folder, sha256)
      if (!held) throw new Refusal('missing', `${name} is no longer among the kept files. Send it again`)
      if (held.isSealed && key === null) throw new Refusal('conflict', `${name} is kept encrypted, and this Belong was started without its key`)
      const path = held.isSealed ? join(own, sha256) : held.path
      if (held.isSealed) await openSealed(held.path, path, key!, basename(held.path))
      parts[role] = { name, path }
    }
    return await use({ kind: batch.kind, file: batch.file, parts })
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** Takes a content out of what is kept. */
export async function dropKept(folder: string, sha256: string) {
  for (const path of [join(folder, sha256), sealedPath(folder, sha256)]) await rm(path, { force: true })
}

/** The content a kept file holds, by its name. */
export const contentOfName = (name: string) => (name.endsWith(SEALED) ? name.slice(0, -SEALED.length) : name)

/** How large the files of a unit are together. */
export async function bytesOf({ parts }: Unit) {
  const sizes = await Promise.all(Object.values(parts).map(async ({ path }) => (await stat(path)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** One hash for a unit's content and how it is to be read; names do not count. */
export async function contentHash(unit: Unit, options: { periodType?: string | undefined; recipe?: string | undefined; asAt?: string | undefined }) {
  const hash = createHash('sha256')
  for (const role of Object.keys(unit.parts).sort()) hash.update(`${role}:${await hashOf(unit.parts[role]!)}\n`)
  hash.update(options.periodType ?? '')
  if (options.recipe !== undefined) hash.update(`\nrecipe:${options.recipe} ${options.asAt ?? ''}`)
  return hash.digest('hex')
}

async function hashOf(file: GivenFile) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file.path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
