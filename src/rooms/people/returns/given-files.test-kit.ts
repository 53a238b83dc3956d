import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { FileKind } from '#platform'
import { perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { sharedData, testHouse } from '../../../../test/house-kit.ts'
import { peopleKinds } from './kinds.ts'

/** Where the real returns are; why a test on them cannot run, or false where it can. */
export const returnsShared = (name: string) => join(sharedData, 'returns', name)
export const noReturns = existsSync(returnsShared('')) ? (false as const) : 'the shared files are not here'

/** A Belong with a folder, into which returns are given as from the command line. */
export async function givenFiles() {
  const house = await testHouse()
  const folder = await mkdtemp(join(tmpdir(), 'belong-given-'))
  let many = 0
  return {
    house,
    rows: async (text: string) => (await house.pool.query(text)).rows as Record<string, unknown>[],
    /** Gives files by their path, or as text under a name, all together. Without an area it is left to the file. */
    async give(files: (string | [name: string, text: string | Buffer])[], options: { area?: string; as?: string; checkOnly?: boolean } = {}) {
      const given = []
      for (const file of files) {
        if (typeof file === 'string') given.push({ name: basename(file), path: file })
        else {
          const path = join(folder, `${(many += 1)}-${file[0]}`)
          await writeFile(path, file[1])
          given.push({ name: file[0], path })
        }
      }
      return importFiles({ ...house.operator(), now: new Date() }, peopleKinds as FileKind[], join(folder, 'kept'), given, options)
    },
    undo: (batch: number) => perform(undoBatch(peopleKinds as FileKind[]), house.operator(), { batch, reason: 'a test' }),
    async close() {
      await rm(folder, { recursive: true, force: true })
      await house.close()
    },
  }
}

/** How often each rule was found. */
export const byRule = (issues: readonly { rule: string }[]) => Object.fromEntries([...Map.groupBy(issues, ({ rule }) => rule)].map(([rule, some]) => [rule, some.length] as const).toSorted())
