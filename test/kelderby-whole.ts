/**
 * Writes Kelderby's statutory files, takes them in by the front door into a database of its own, and holds what came out against what the generator
 * says: every figure, at all six levels from child to city. Ends with 1 where any differs.
 *   node --import tsx test/kelderby-whole.ts [--pupils 2000] [--years 2] [--seed 1] [--until 2026-07-31] [--in FOLDER]
 * With --in the files and the database stay in a folder, and what is already there is used again.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keptPlace } from '#rooms/collection'
import { DOORS, KINDS, operator } from '../src/app.ts'
import { kelderby, prepare } from '../src/install.ts'
import { type OpenDatabase, openDatabase } from '../src/platform/connect.ts'
import { readSettings } from '../src/platform/settings.ts'
import { type Asked, giveFiles, toldOf } from '../src/rooms/people/kelderby/bring.ts'
import { writeKelderby } from '../src/rooms/people/kelderby/generate.ts'
import { compareWhole, type Comparison } from './kelderby/compare.ts'

const { values } = parseArgs({
  options: {
    pupils: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, years: { type: 'string', default: '2' }, until: { type: 'string', default: '2026-07-31' }, in: { type: 'string' },
  },
})
const asked: Asked = { pupils: Number(values.pupils), seed: Number(values.seed), years: Number(values.years), until: values.until }
const folder = values.in ?? mkdtempSync(join(tmpdir(), 'belong-kelderby-whole-'))
chmodSync(folder, 0o711)
try {
  process.exitCode = (await whole()) ? 0 : 1
} finally {
  if (values.in === undefined) rmSync(folder, { recursive: true, force: true })
}

async function whole() {
  const told = join(folder, 'told')
  await timed('Written', () => write(told))
  const settings = readSettings({ BELONG_DATA: join(folder, 'data'), BELONG_CITY: 'off' })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  try {
    await timed('Database made ready', () => prepare(open.db, settings, () => {}))
    const areaId = await open.db.transaction().execute((tx) => kelderby(tx))
    await timed('Taken in, all', () => give(open, told, areaId, keptPlace(settings)))
    const comparison = await timed('Compared', () => compareWhole(open, areaId, told))
    console.log(await sizeOf(open))
    return tell(comparison)
  } finally {
    await open.close()
  }
}

async function write(told: string) {
  if (existsSync(join(told, 'counts.json'))) return
  mkdirSync(told, { recursive: true })
  await writeKelderby(told, toldOf(asked), { withChildren: true })
}

/** Says of each file, as it is in, how long it took. */
async function give(open: OpenDatabase, told: string, areaId: number, keepIn: ReturnType<typeof keptPlace>) {
  let began = performance.now()
  let file = ''
  const next = (label: string) => {
    if (file) say(file, began)
    began = performance.now()
    file = label
  }
  const brought = await giveFiles(told, { caller: operator({ keeper: open.db }), kinds: KINDS, doors: DOORS, keepIn, areaId, progress: next })
  next('')
  for (const one of brought.stopped) console.log(`${one.file} was stopped: ${one.says}`)
  console.log(`${brought.files} files, ${brought.records.toLocaleString('en-GB')} records new or changed, ${brought.stopped.length} files stopped`)
  if (brought.stopped.length) throw new Error('Files were stopped')
}

async function timed<Came>(what: string, run: () => Promise<Came>) {
  const began = performance.now()
  const came = await run()
  say(what, began)
  return came
}

function say(what: string, began: number) {
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(8)} s  ${what}`)
}

async function sizeOf({ pool }: OpenDatabase) {
  const { rows } = await pool.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  return `${(Number(rows[0]!.bytes) / 1e9).toFixed(1)} GB of database, ${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB of memory at most`
}

function tell({ levels, differing }: Comparison) {
  console.log(`\n${'level'.padEnd(10)}${'places'.padStart(10)}${'figures'.padStart(14)}${'differences'.padStart(14)}`)
  for (const { level, places, figures, differences } of levels) {
    console.log(`${level.padEnd(10)}${places.toLocaleString('en-GB').padStart(10)}${figures.toLocaleString('en-GB').padStart(14)}${differences.toLocaleString('en-GB').padStart(14)}`)
  }
  for (const line of differing) console.log(line)
  return levels.every(({ differences }) => differences === 0)
}
