/** Returns of children with things gone wrong in them: findings or a refusal, never a fault; and whatever went in comes out again, to the last row. */
import { writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#kernel'
import { perform } from '#platform'
import { given, importFiles, undoBatch, type UnitReport } from '#rooms/collection'
import { inOwnFolder, memoryOf } from '../../bench/harness/belong.ts'
import { KINDS, operator } from '../../src/app.ts'
import { prepare } from '../../src/install.ts'
import { openDatabase } from '../../src/platform/connect.ts'
import { readSettings } from '../../src/platform/settings.ts'
import type { Chance } from './with/chance.ts'
import { wrongWith } from './with/report-holds.ts'
import { type Bundle, returnsHere } from './with/returns-here.ts'
import { fuzz, type Try } from './with/run.ts'
import { spoilt } from './with/spoilt-returns.ts'
import { watch } from './with/watch.ts'
import { otherThan, toldNowhere, whatStands } from './with/what-stands.ts'

/** More of a processor than this on files of some kilobytes is a fault of its own; by the clock it may take longer where others work beside it. */
const PATIENCE_SECONDS = 20
const BY_THE_CLOCK = 100
const MOST_MEGABYTES = 1000
/** Of the tries, how many go the whole way: in, in again, and out. */
const WHOLE_WAY = 0.25

const RETURNS = KINDS.filter(({ series }) => series !== undefined)
const AREAS = [...Array.from({ length: 20 }, () => 'Kelderby'), undefined, undefined, 'Leeds', 'nowhere']

const code = await inOwnFolder(async (folder) => {
  const settings = readSettings({ BELONG_DATA: join(folder, 'data'), BELONG_CITY: 'off' })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  try {
    await prepare(open.db, settings, () => {})
    const bundles = await returnsHere(join(folder, 'kelderby'))
    const began = watch('returns', settings.dataFolder, BY_THE_CLOCK)
    return await fuzz('returns', async (chance, number) => {
      const at = join(folder, `try-${number}`)
      await mkdir(at)
      began(number, at)
      try {
        return await tried(chance, at, chance.of(bundles))
      } finally {
        await rm(at, { recursive: true, force: true })
      }
    })

    async function tried(chance: Chance, at: string, whole: Bundle): Promise<Try> {
      const files = await spoiltBundle(chance, whole)
      const options = {
        area: chance.of(AREAS), ...(chance.share() < 0.15 ? { as: chance.of(RETURNS).name } : {}), ...(chance.share() < 0.2 ? { asAt: chance.of(['2025-03-31', '2026-03-31', '31/03/2026', 'x']) } : {}),
      }
      const kept = () => ({ ...files, 'options.json': JSON.stringify(options) })
      const since = process.cpuUsage()
      try {
        const give = (bundle: Bundle, more = {}) => importFiles(operator({ keeper: open.db }), KINDS, join(at, 'kept'), written(at, bundle), { ...options, ...more })
        if (chance.share() >= WHOLE_WAY) return judged(await give(files, { checkOnly: true }), since, kept)
        const units = await wholeWay(give, files, chance.share() < 0.5 ? whole : null)
        return judged(units, since, kept)
      } catch (fault) {
        if (fault instanceof Refusal) return { answer: `refused as ${fault.kind}` }
        return { answer: 'fault', unexplained: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault), kept }
      }
    }

    /** In over what stands or over nothing, in again, and out; what stood before must stand again. */
    async function wholeWay(give: (files: Bundle, more?: object) => Promise<UnitReport[]>, files: Bundle, beneath: Bundle | null): Promise<UnitReport[]> {
      const first = await whatStands(open.pool)
      const below = beneath ? await give(beneath, { as: undefined }) : []
      const before = await whatStands(open.pool)
      const units = await give(files)
      const batches = batchesOf(units).filter((batch) => !batchesOf(below).includes(batch))
      demand(await toldNowhere(open.pool, batches, files))
      const again = await give(files)
      demand(again.some(({ status }) => status === 'committed') ? 'the same files went in a second time' : undefined)
      await takeBack(batches)
      demand(otherThan(before, await whatStands(open.pool)), 'undone, there is other than there was')
      await takeBack(batchesOf(below))
      demand(otherThan(first, await whatStands(open.pool)), 'undone to the last, there is other than there was')
      return units
    }

    async function takeBack(batches: number[]) {
      for (const batch of batches.toReversed()) await perform(undoBatch(KINDS), operator({ keeper: open.db }), { batch, reason: 'a try' })
    }
  } finally {
    await open.close()
  }
})
process.exit(code)

function demand(wrong: string | undefined, what?: string) {
  if (wrong !== undefined) throw new Error(what ? `${what}: ${wrong}` : wrong)
}

function batchesOf(units: UnitReport[]) {
  return units.flatMap(({ status, batch }) => (status === 'committed' && batch !== null ? [batch] : [])).sort((a, b) => a - b)
}

function judged(units: UnitReport[], since: NodeJS.CpuUsage, kept: () => Record<string, Buffer | string>): Try {
  const { user, system } = process.cpuUsage(since)
  const seconds = (user + system) / 1e6
  const memory = memoryOf('self', 'VmHWM') ?? 0
  const wrong = units.map(wrongWith).find((found) => found !== undefined)
    ?? (seconds > PATIENCE_SECONDS ? `it took ${Math.round(seconds)} seconds of a processor` : memory > MOST_MEGABYTES ? `it came to ${Math.round(memory)} MB of memory` : undefined)
  return { answer: units.map(({ kind, status }) => `${kind} ${status}`)[0] ?? 'nothing', unexplained: wrong, kept }
}

function written(at: string, files: Bundle) {
  return Object.entries(files).map(([name, bytes], nth) => {
    const path = join(at, `${nth}-${name.replaceAll(/[^\w.-]/g, '_')}`)
    writeFileSync(path, bytes)
    return { ...given(path), name }
  })
}

/** One file of a bundle spoilt, or two; now and then one is lost, or has another's name or end. */
async function spoiltBundle(chance: Chance, bundle: Bundle): Promise<Bundle> {
  const names = Object.keys(bundle)
  const first = chance.of(names)
  const second = chance.share() < 0.3 ? chance.of(names) : first
  const files: Bundle = {}
  for (const name of names) {
    if (name !== first && chance.share() < 0.05) continue
    const called = chance.share() < 0.04 ? chance.of([name.replace(/\.\w+$/, chance.of(['.csv', '.xlsx', '.ods', '.xml', '.zip', ''])), chance.of(names)]) : name
    files[called] = name === first || name === second ? await spoilt(chance, bundle[name]!) : bundle[name]!
  }
  return files
}
