/** Files with things gone wrong in them, against what every import promises: findings or a refusal, never a fault, and counts that add up. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import yazl from 'yazl'
import { Refusal } from '#kernel'
import { given, importFiles } from '#rooms/collection'
import { inOwnFolder } from '../../bench/harness/belong.ts'
import { KINDS, operator } from '../../src/app.ts'
import { prepare } from '../../src/install.ts'
import { openDatabase } from '../../src/platform/connect.ts'
import { installed } from '../../src/platform/installation.ts'
import { readSettings } from '../../src/platform/settings.ts'
import { type Chance, mutated } from './with/chance.ts'
import { wrongWith } from './with/report-holds.ts'
import { fuzz, type Try } from './with/run.ts'

/** Files that belong together, by name. */
type Bundle = Record<string, Buffer>

const SHARED = installed('..', 'shared', 'data')
/** Larger ones only slow the tries: what can go wrong in them goes wrong in small ones. */
const MOST_BYTES = 2_000_000
/** Longer than this on one small file is a fault of its own. */
const PATIENCE_SECONDS = 60

const OWN_CSV: Bundle = {
  'own.csv': Buffer.from('time_period,time_identifier,geographic_level,country_code,country_name,new_la_code,la_name,old_la_code,sex,count,rate\n202324,Academic year,National,E92000001,England,,,,Total,100,12.5\n202324,Academic year,Local authority,E92000001,England,E06000015,Derby,831,Total,c,z\n'),
  'own.meta.csv': Buffer.from('col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\nsex,Filter,Sex,,,,,\ncount,Indicator,Count,,,0,,\nrate,Indicator,Rate,,%,1,,\n'),
}

const code = await inOwnFolder(async (folder) => {
  const settings = readSettings({ BELONG_DATA: join(folder, 'data') })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  try {
    await prepare(open.db, settings, () => {})
    const bundles = await bundlesHere()
    return await fuzz('import', async (chance, number) => {
      const files = spoilt(chance, chance.of(bundles))
      const at = join(folder, `try-${number}`)
      await mkdir(at)
      const paths = Object.entries(files).map(([name, bytes]) => (writeFileSync(join(at, name), bytes), join(at, name)))
      try {
        return await tried(paths, files, chance)
      } finally {
        await rm(at, { recursive: true, force: true })
      }
    })

    async function tried(paths: string[], files: Bundle, chance: Chance): Promise<Try> {
      const options = { checkOnly: chance.share() < 0.8, ...(chance.share() < 0.3 ? { periodType: chance.of(['Academic year', 'Calendar year', 'x']) } : {}), ...(chance.share() < 0.2 ? { as: chance.of(KINDS).name } : {}) }
      const kept = () => ({ ...files, 'options.json': JSON.stringify(options) })
      const began = Date.now()
      try {
        const units = await importFiles(operator({ keeper: open.db }), KINDS, join(folder, 'kept'), paths.map(given), options)
        const wrong = units.map(wrongWith).find((found) => found !== undefined) ?? (Date.now() - began > PATIENCE_SECONDS * 1000 ? `it took ${Math.round((Date.now() - began) / 1000)} seconds` : undefined)
        return { answer: units.map(({ kind, status }) => `${kind} ${status}`)[0] ?? 'nothing', unexplained: wrong, kept }
      } catch (fault) {
        if (fault instanceof Refusal) return { answer: `refused as ${fault.kind}` }
        return { answer: 'fault', unexplained: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault), kept }
      }
    }
  } finally {
    await open.close()
  }
})
process.exit(code)

/** One file of a bundle spoilt, or two, or a name. */
function spoilt(chance: Chance, bundle: Bundle): Bundle {
  const names = Object.keys(bundle)
  const first = chance.of(names)
  const second = chance.share() < 0.2 ? chance.of(names) : first
  return Object.fromEntries(Object.entries(bundle)
    .filter(([name]) => chance.share() > 0.05 || name === first)
    .map(([name, bytes]) => [chance.share() < 0.03 ? `${name}.csv` : name, name === first || name === second ? mutated(chance, bytes) : bytes]))
}

async function bundlesHere(): Promise<Bundle[]> {
  const bundles = [OWN_CSV, { 'release.zip': await zipOf(OWN_CSV) }]
  if (!existsSync(SHARED)) {
    console.error('  ../shared is absent: only files of our own are spoilt.')
    return bundles
  }
  for (const folder of ['ees_screener/pass', 'ees_screener/fail', 'ehc_plans_2025', 'attendance']) bundles.push(...pairsIn(join(SHARED, folder)))
  for (const file of ['sn_april_2021.xlsx', 'sn_may_2025.xlsx', 'la_code_list.xlsx', 'lait_data_dictionary.csv', 'bds_long_0.parquet']) bundles.push({ [file]: readFileSync(join(SHARED, 'lait', file)) })
  bundles.push({ 'pairs.zip': await zipOf(Object.assign({}, ...bundles.slice(2, 5))) })
  return bundles
}

function pairsIn(folder: string): Bundle[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv') && statSync(join(folder, name)).size < MOST_BYTES)
  return names.filter((name) => !name.endsWith('.meta.csv')).map((name) => {
    const meta = name.replace(/\.csv$/, '.meta.csv')
    return Object.fromEntries([name, meta].filter((one) => names.includes(one)).map((one) => [one, readFileSync(join(folder, one))]))
  })
}

async function zipOf(bundle: Bundle): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(bundle)) zip.addBuffer(bytes, `data/${name}`)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}
