/** How long from `npm ci` to `Belong is ready`, how long the next time, and what Belong's own process holds when quiet. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installed } from '../src/platform/installation.ts'
import { inOwnFolder, memoryOf, startBelong } from './harness/belong.ts'
import { report } from './harness/report.ts'

const QUIET_SECONDS = 20
const LEFT_OUT = new Set(['node_modules', 'build', 'data', '.cache', '.git', 'screens'])

await inOwnFolder(async (folder) => {
  const home = cloneWithPackages(join(folder, 'belong'))
  const first = await startBelong(join(folder, 'data'), { home })
  await sleep(QUIET_SECONDS * 1000)
  const quietFirst = memoryOf(first.process.pid!, 'VmRSS')
  await first.stop()
  const next = await startBelong(join(folder, 'data'), { home })
  await sleep(QUIET_SECONDS * 1000)
  const quiet = memoryOf(next.process.pid!, 'VmRSS')
  await next.stop()

  const whyNot = { why: 'The system does not say how much memory a process holds' }
  report('start', [
    { case: 'first start: no bundle, no data', unit: 's', ours: first.seconds, yardstick: 'none', theirs: null, goal: '≤ 20 s', reached: first.seconds <= 20 },
    { case: 'next start', unit: 's', ours: next.seconds, yardstick: 'itself', theirs: first.seconds, goal: '≤ 3 s', reached: next.seconds <= 3 },
    { case: `own memory, quiet for ${QUIET_SECONDS} s after the first start`, unit: 'MB', ours: quietFirst, yardstick: 'none', theirs: null, goal: '≤ 250 MB', ...(quietFirst === null ? whyNot : { reached: quietFirst <= 250 }) },
    { case: `own memory, quiet for ${QUIET_SECONDS} s after the next start`, unit: 'MB', ours: quiet, yardstick: 'none', theirs: null, goal: '≤ 250 MB', ...(quiet === null ? whyNot : { reached: quiet <= 250 }) },
  ])
})

/** A clone in which `npm ci` was done: the sources without bundle, data and caches; the packages are lent. */
function cloneWithPackages(home: string) {
  mkdirSync(home, { mode: 0o755 })
  for (const name of readdirSync(installed())) {
    if (!LEFT_OUT.has(name)) cpSync(installed(name), join(home, name), { recursive: true, preserveTimestamps: true })
  }
  symlinkSync(installed('node_modules'), join(home, 'node_modules'))
  return home
}
