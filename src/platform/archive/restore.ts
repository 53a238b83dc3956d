import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Refusal } from '#kernel'
import type { Database } from '../database.ts'
import { migrate, migrationNames, schemaVersion } from '../migrate.ts'
import { fullName, inFillingOrder, readCatalogue, type Table } from '../schema/catalogue.ts'
import type { Settings } from '../settings.ts'
import { ArchiveReader, fileEntry, type Manifest, tableEntry } from './archive.ts'
import { keptFiles, keptFilesFolder } from './backup.ts'

/** A database without data, and the schema folder to bring it up with (another one only in tests). */
export interface Empty {
  db: Database
  pool: pg.Pool
  migrations?: string
}

/**
 * Fills an empty database, and an empty folder of kept files, from an archive. All of the archive is checked first; rows are counted
 * again as they go in, in one transaction. A folder that holds the very files of the archive is taken as it is: a restore that broke off
 * at its last step left them there. An archive of an older Belong is brought up to this one's schema afterwards. Answers what
 * the archive says of itself.
 */
export async function restore(into: Empty, settings: Pick<Settings, 'dataFolder'>, file: string): Promise<Manifest> {
  const archive = await ArchiveReader.open(file)
  try {
    refuseNewer(archive.manifest, into.migrations)
    await refuseWhereDataIs(into.pool, settings, archive.manifest)
    await archive.check()
    await standAt(into, archive.manifest.migration)
    try {
      await fill(into.pool, settings, archive)
    } finally {
      await migrate(into.db, undefined, into.migrations)
    }
    return archive.manifest
  } finally {
    archive.close()
  }
}

function refuseNewer(manifest: Manifest, migrations: string | undefined) {
  if (migrationNames(migrations).includes(manifest.migration)) return
  throw new Refusal('conflict', `This archive was made by a newer Belong (${manifest.app}, ${manifest.migration}). Bring this one up to date first. Nothing was restored.`)
}

async function refuseWhereDataIs(pool: pg.Pool, settings: Pick<Settings, 'dataFolder'>, manifest: Manifest) {
  const folder = keptFilesFolder(settings)
  if (!isEmpty(folder) && !(await holdsExactly(folder, manifest))) throw notEmpty(`${folder} holds files`)
  for (const table of await ourTables(pool)) {
    const { rowCount } = await pool.query(`select from ${fullName(table)} limit 1`)
    if (rowCount !== 0) throw notEmpty(`${fullName(table)} has rows`)
  }
}

function isEmpty(folder: string) {
  return !existsSync(folder) || readdirSync(folder).length === 0
}

async function holdsExactly(folder: string, { files }: Manifest) {
  const there = await keptFiles(folder)
  if (files.length === 0 || there.length !== files.length) return false
  const expected = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  for (const path of there) if (expected.get(path) !== (await sha256Of(join(folder, path)))) return false
  return true
}

async function sha256Of(path: string) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function notEmpty(what: string) {
  return new Refusal('conflict', `There is data here already (${what}), and a restore goes only into an empty database. Name a new one first: another BELONG_DATA, or another DATABASE_URL. Nothing was restored.`)
}

/** Brings an empty database to the schema the archive was taken from. There are no steps back, so a later one is made anew. */
async function standAt({ db, pool, migrations }: Empty, version: string) {
  const now = await schemaVersion(db, migrations)
  if (now === version) return
  if (now !== null && now > version) {
    const schemas = [...new Set((await readCatalogue(pool)).map(table => table.schema))]
    await pool.query(`drop schema ${[...schemas, 'upgrade'].join(', ')} cascade`)
  }
  await migrate(db, version, migrations)
}

async function fill(pool: pg.Pool, settings: Pick<Settings, 'dataFolder'>, archive: ArchiveReader) {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0')
    const tables = new Map(inFillingOrder(await readCatalogue(client)).map(table => [fullName(table), table]))
    // Forced policies bind an owner that is no superuser, and then COPY takes nothing in: lifted for this transaction alone.
    const { rows: [us] } = await client.query<{ passes: boolean }>('select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user')
    const closed = us!.passes ? [] : [...tables.values()].filter(({ rowSecurity }) => rowSecurity === 'forced').map(fullName)
    for (const name of closed) await client.query(`alter table ${name} no force row level security`)
    for (const table of inOrder(tables, archive.manifest)) await fillTable(client, archive, table)
    for (const name of closed) await client.query(`alter table ${name} force row level security`)
    for (const sequence of archive.manifest.sequences) {
      await client.query('select setval(pg_get_serial_sequence($1, $2)::regclass, $3, $4)', [sequence.table, sequence.column, sequence.last, sequence.given])
    }
    await putFiles(settings, archive, () => client.query('commit'))
    await client.query('analyze')
  } catch (thrown) {
    fault = thrown as Error
    throw thrown
  } finally {
    client.release(fault)
  }
}

function inOrder(tables: Map<string, Table>, manifest: Manifest) {
  const listed = new Map(manifest.tables.map(table => [table.name, table]))
  for (const name of listed.keys()) if (!tables.has(name)) throw new Refusal('invalid', `The archive holds a table ${name}, which its schema does not have. Nothing was restored.`)
  return [...tables.keys()].map(name => listed.get(name)).filter(table => table !== undefined)
}

async function fillTable(client: pg.PoolClient, archive: ArchiveReader, table: Manifest['tables'][number]) {
  const columns = table.columns.map(name => `"${name.replaceAll('"', '""')}"`).join(', ')
  const stream = client.query(copyFrom(`copy ${table.name} (${columns}) from stdin`))
  await pipeline(await archive.read(tableEntry(table.name)), stream)
  if (stream.rowCount !== table.rows) throw new Refusal('invalid', `${table.name} took in ${stream.rowCount} rows of ${table.rows}. Nothing was restored.`)
}

/**
 * Files go to a folder beside, which takes its place just before the rows that speak of them are there for all to see. From then on it
 * is left alone whatever happens: a commit whose answer was lost may have been done, and a second try takes the folder as it is.
 */
async function putFiles(settings: Pick<Settings, 'dataFolder'>, archive: ArchiveReader, commit: () => Promise<unknown>) {
  const folder = keptFilesFolder(settings)
  const beside = `${folder}.restoring`
  rmSync(beside, { recursive: true, force: true })
  try {
    if (archive.manifest.files.length > 0 && isEmpty(folder)) {
      for (const { path } of archive.manifest.files) await putFile(archive, path, join(beside, inside(path)))
      // Takes an empty folder only: had somebody put files there meanwhile, this fails.
      if (existsSync(folder)) rmdirSync(folder)
      renameSync(beside, folder)
    }
    await commit()
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

async function putFile(archive: ArchiveReader, path: string, to: string) {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  await pipeline(await archive.read(fileEntry(path)), createWriteStream(to, { mode: 0o600, flush: true }))
}

function inside(path: string) {
  const plain = normalize(path)
  if (isAbsolute(plain) || plain.split(sep).includes('..')) throw new Refusal('invalid', `The archive names a file outside its folder (${path}). Nothing was restored.`)
  return plain
}

async function ourTables(pool: pg.Pool) {
  return (await readCatalogue(pool)).filter(table => table.kind === 'table')
}
