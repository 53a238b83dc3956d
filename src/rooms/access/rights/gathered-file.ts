import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#kernel'
import type { Database, Gathered } from '#platform'
import type { Passage } from './passages.ts'

/** All that was gathered about somebody, with the passages that name others, as it waits for who answers. */
export interface GatheredFile {
  areaName: string
  /** ISO time. */
  madeAt: string
  /** Names of places, and of people who did things in their job, by what rows call them. */
  names: { places: Record<string, string>; people: Record<string, string> }
  tables: Gathered[]
  passages: Passage[]
}

export const rightsFolder = (dataFolder: string) => join(dataFolder, 'rights')
const KEPT_DAYS = 30

/** Written beside and renamed: a file of that name is whole. Nobody but Belong reads it. */
export async function keepFile(dataFolder: string, name: string, text: string) {
  const folder = rightsFolder(dataFolder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, `${name}.part`), text, { mode: 0o600 })
  await rename(join(folder, `${name}.part`), join(folder, name))
}

export async function readGathered(dataFolder: string, file: string | null): Promise<GatheredFile> {
  const text = file && (await readFile(join(rightsFolder(dataFolder), file), 'utf8').catch(() => null))
  if (!text) throw new Refusal('missing', 'What was gathered is no longer kept. Gather it again')
  return JSON.parse(text) as GatheredFile
}

export async function forgetGathered(dataFolder: string, file: string) {
  await rm(join(rightsFolder(dataFolder), file), { force: true })
}

/** Takes away what was gathered or listed more than thirty days ago. Answers how many files. */
export async function sweepRights(db: Database, dataFolder: string, now: Date): Promise<number> {
  const before = now.getTime() - KEPT_DAYS * 86_400_000
  let gone = 0
  for (const file of await readdir(rightsFolder(dataFolder)).catch(() => [])) {
    const found = await stat(join(rightsFolder(dataFolder), file)).catch(() => null)
    if (!found || found.mtimeMs >= before) continue
    await forgetGathered(dataFolder, file)
    await db.updateTable('access.rights_request').set({ file: null }).where('area_id', 'in', (of) => of.selectFrom('places.area_home').select('area_id')).where('file', '=', file).execute()
    gone += 1
  }
  return gone
}
