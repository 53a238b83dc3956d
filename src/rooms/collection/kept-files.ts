import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#kernel'
import type { GivenFile, Unit } from '#platform'

/** Where given files are kept, each under its hash. */
export const keptFolder = (dataFolder: string) => join(dataFolder, 'files')
/** Where uploads stand while they arrive. */
export const incomingFolder = (dataFolder: string) => join(dataFolder, 'incoming')

export interface KeptPart {
  name: string
  sha256: string
  bytes: number
}

/** Keeps each part of a unit under its hash, so that what was given can be read again. Answers what was kept, by role. */
export async function keepParts(folder: string, unit: Unit): Promise<Record<string, KeptPart>> {
  await mkdir(folder, { recursive: true })
  const kept: Record<string, KeptPart> = {}
  for (const [role, file] of Object.entries(unit.parts)) {
    const sha256 = await hashOf(file)
    const path = join(folder, sha256)
    const there = await stat(path).catch(() => null)
    if (!there) await keep(file.path, path)
    // Given again: its age counts from now, so that nobody clears it away meanwhile.
    else await utimes(path, new Date(), new Date())
    kept[role] = { name: file.name, sha256, bytes: (await stat(path)).size }
  }
  return kept
}

/** Written beside, brought to the disk and renamed: a file of that name is whole or not there, also after a power cut. */
async function keep(from: string, to: string) {
  const beside = `${to}.${randomBytes(6).toString('hex')}.part`
  try {
    await copyFile(from, beside)
    await chmod(beside, 0o600)
    const file = await open(beside, 'r+')
    await file.sync().finally(() => file.close())
    await rename(beside, to)
  } catch (fault) {
    await rm(beside, { force: true })
    throw fault
  }
}

/** Refuses where a kept file is no longer in the data folder. */
export async function refuseIfGone(unit: Unit) {
  for (const { name, path } of Object.values(unit.parts)) {
    if (!(await stat(path).catch(() => null))) throw new Refusal('missing', `${name} is no longer among the kept files. Send it again`)
  }
}

export function unitOfKept(folder: string, batch: { kind: string; file: string; parts: Record<string, KeptPart> }): Unit {
  const parts = Object.entries(batch.parts).map(([role, part]) => [role, { name: part.name, path: join(folder, part.sha256) }] as const)
  return { kind: batch.kind, file: batch.file, parts: Object.fromEntries(parts) }
}

/** One hash for a unit's content and how it is to be read; names do not count. */
export async function contentHash(unit: Unit, options: { periodType?: string | undefined }) {
  const hash = createHash('sha256')
  for (const role of Object.keys(unit.parts).sort()) hash.update(`${role}:${await hashOf(unit.parts[role]!)}\n`)
  hash.update(options.periodType ?? '')
  return hash.digest('hex')
}

async function hashOf(file: GivenFile) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file.path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
