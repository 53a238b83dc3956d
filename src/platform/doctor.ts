import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { sql } from 'kysely'
import { readChains } from './audit/check-chains.ts'
import type { OpenDatabase } from './connect.ts'
import { appVersion, installed } from './installation.ts'
import { holderOf } from './lock.ts'
import { pendingMigrations, schemaVersion } from './migrate.ts'
import { readCatalogue } from './schema/catalogue.ts'
import { schemaSql } from './schema/schema-dump.ts'
import { brokenRules } from './schema/schema-rules.ts'
import type { Settings } from './settings.ts'

export interface Check {
  name: string
  ok: boolean
  /** What was seen, and where it is not well what to do. */
  says: string
}

/** Looks Belong over from inside. Changes nothing. */
export async function doctor(open: OpenDatabase, settings: Settings): Promise<{ ok: boolean; checks: Check[] }> {
  const checks: Check[] = []
  for (const [name, look] of LOOKS) checks.push(await looked(name, () => look(open, settings)))
  return { ok: checks.every(check => check.ok), checks }
}

type Finding = Omit<Check, 'name'>
type Look = (open: OpenDatabase, settings: Settings) => Finding | Promise<Finding>

async function looked(name: string, look: () => Finding | Promise<Finding>): Promise<Check> {
  try {
    return { name, ...(await look()) }
  } catch (fault) {
    return { name, ok: false, says: `could not be looked at: ${fault instanceof Error ? fault.message : String(fault)}` }
  }
}

const LOOKS: [name: string, look: Look][] = [
  ['settings', settingsAreWell],
  ['version', versionsAreWell],
  ['database', databaseIsWell],
  ['durability', writesAreKept],
  ['encoding', textIsWell],
  ['migrations', schemaIsCurrent],
  ['schema', schemaIsOurs],
  ['data folder', folderIsClosed],
  ['disk', thereIsRoom],
  ['lock', lockIsWell],
  ['audit', auditIsWhole],
]

function settingsAreWell(_open: OpenDatabase, settings: Settings): Finding {
  return { ok: true, says: `${settings.databaseUrl === null ? 'embedded database' : 'PostgreSQL by DATABASE_URL'}, data in ${settings.dataFolder}, reached at ${settings.baseUrl}, demo ${settings.demo ? 'on' : 'off'}` }
}

function versionsAreWell(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= 24
  return { ok, says: `Belong ${appVersion} on Node ${process.versions.node}${ok ? '' : '; it needs 24 or newer'}` }
}

async function databaseIsWell({ db }: OpenDatabase): Promise<Finding> {
  const { rows } = await sql<{ number: number; version: string }>`select current_setting('server_version_num')::int as number, current_setting('server_version') as version`.execute(db)
  const { number, version } = rows[0]!
  return { ok: number >= 150_000, says: `PostgreSQL ${version}${number >= 150_000 ? '' : '; Belong needs 15 or newer'}` }
}

async function writesAreKept({ db }: OpenDatabase): Promise<Finding> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`.execute(db)
  const off = rows.filter(row => row.setting === 'off').map(row => row.name)
  return off.length === 0 ? { ok: true, says: 'what is acknowledged is on the disk' } : { ok: false, says: `${off.join(', ')} off: a power cut could lose what was acknowledged. Turn it on in postgresql.conf.` }
}

async function textIsWell({ db, embedded }: OpenDatabase): Promise<Finding> {
  const { rows } = await sql<{ encoding: string; collation: string }>`
    select pg_encoding_to_char(encoding) as encoding, datcollate as collation from pg_database where datname = current_database()`.execute(db)
  const { encoding, collation } = rows[0]!
  if (encoding !== 'UTF8') return { ok: false, says: `the database's encoding is ${encoding}; make it anew with encoding UTF8` }
  if (embedded && collation !== 'C') return { ok: false, says: `the database's collation is ${collation}; ours is C` }
  return { ok: true, says: `${encoding}, collation ${collation}` }
}

async function schemaIsCurrent({ db }: OpenDatabase): Promise<Finding> {
  const pending = await pendingMigrations(db)
  return pending.length === 0 ? { ok: true, says: `at ${await schemaVersion(db)}` } : { ok: false, says: `not run yet: ${pending.join(', ')}. Start this version of Belong once.` }
}

/** Views are left out: PostgreSQL 15 and 18 print the same query differently. */
async function schemaIsOurs({ pool }: OpenDatabase): Promise<Finding> {
  const catalogue = await readCatalogue(pool)
  const broken = brokenRules(catalogue)
  if (broken.length > 0) return { ok: false, says: broken.join(' ') }
  const ours = readFileSync(installed('database', 'schema.sql'), 'utf8')
  const differs = differences(withoutViews(ours), withoutViews(schemaSql(catalogue)))
  return differs.length === 0 ? { ok: true, says: `${catalogue.filter(table => table.kind === 'table').length} tables, as database/schema.sql has them` } : { ok: false, says: `not as database/schema.sql has it: ${differs.slice(0, 5).join('; ')}` }
}

function withoutViews(schema: string) {
  return schema.replace(/^create view [^;]*;\n/gm, '')
}

function differences(ours: string, theirs: string) {
  const [here, there] = [new Set(ours.split('\n')), new Set(theirs.split('\n'))]
  return [
    ...[...here].filter(line => !there.has(line)).map(line => `missing "${line.trim()}"`),
    ...[...there].filter(line => !here.has(line)).map(line => `unknown "${line.trim()}"`),
  ]
}

function folderIsClosed(_open: OpenDatabase, { dataFolder }: Settings): Finding {
  if (!existsSync(dataFolder)) return { ok: true, says: `${dataFolder} is not made yet` }
  if (process.platform === 'win32') return { ok: true, says: dataFolder }
  const mode = statSync(dataFolder).mode & 0o777
  const open = (mode & 0o002) !== 0
  return { ok: !open, says: open ? `anybody may write to ${dataFolder} (${mode.toString(8)}): chmod o-w ${dataFolder}` : `${dataFolder} is closed to others' writing (${mode.toString(8)}), the database in it to their reading` }
}

const ROOM = 500_000_000

function thereIsRoom(_open: OpenDatabase, { dataFolder }: Settings): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dataFolder) ? dataFolder : '.')
  const free = bavail * bsize
  return { ok: free >= ROOM, says: `${Math.round(free / 1e6).toLocaleString('en-GB')} MB free${free >= ROOM ? '' : '; Belong wants 500 MB'}` }
}

function lockIsWell({ embedded }: OpenDatabase, { dataFolder }: Settings): Finding {
  if (!embedded) return { ok: true, says: 'none needed with DATABASE_URL' }
  const holder = holderOf(dataFolder)
  if (holder === null) return { ok: false, says: `nobody holds ${dataFolder}, though its database is open: was belong.lock removed?` }
  return { ok: true, says: holder.purpose === 'server' ? `Belong runs, process ${holder.pid} on port ${holder.port}` : `held by this command, process ${holder.pid}` }
}

/** Lines that wait are only wrong while a server runs, which should have sealed them. */
async function auditIsWhole({ db, sharedWithServer }: OpenDatabase, { dataFolder }: Settings): Promise<Finding> {
  const chains = await Array.fromAsync(readChains(db, dataFolder))
  const broken = chains.find(chain => !chain.isWhole)
  if (broken) return { ok: false, says: `area ${broken.areaId}: ${broken.broken!.says}. See "When the audit is broken" in docs/operate.md` }
  const waiting = chains.reduce((sum, chain) => sum + chain.waiting, 0)
  const lines = chains.reduce((sum, chain) => sum + chain.lines, 0).toLocaleString('en-GB')
  if (waiting) return { ok: !sharedWithServer, says: `${lines} lines, each as it was sealed; ${waiting} wait for the seal of a running Belong` }
  return { ok: true, says: `${lines} lines, each as it was sealed` }
}
