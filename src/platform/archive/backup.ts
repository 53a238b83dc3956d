import { createReadStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { Refusal } from '#kernel'
import { appVersion } from '../installation.ts'
import { fullName, inFillingOrder, readCatalogue, type Table } from '../schema/catalogue.ts'
import type { Settings } from '../settings.ts'
import { ArchiveWriter, fileEntry, type Manifest, tableEntry } from './archive.ts'

/**
 * Writes everything Belong holds into one file: every table as it stood at one moment, and the kept files. Belong may go on working
 * meanwhile. The file appears when it is whole.
 */
export async function backup(pool: pg.Pool, settings: Pick<Settings, 'dataFolder'>, file: string): Promise<Manifest> {
  if (existsSync(file) && statSync(file).size > 0) throw new Refusal('conflict', `${file} is already there. Give another name, or remove it first.`)
  const half = `${file}.part`
  try {
    const manifest = await writeArchive(pool, settings, half)
    renameSync(half, file)
    return manifest
  } catch (fault) {
    rmSync(half, { force: true })
    throw whereItCannotBeWritten(file, fault)
  }
}

export function keptFilesFolder(settings: Pick<Settings, 'dataFolder'>) {
  return join(settings.dataFolder, 'files')
}

async function writeArchive(pool: pg.Pool, settings: Pick<Settings, 'dataFolder'>, half: string): Promise<Manifest> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    const tables = inFillingOrder(await readCatalogue(client))
    const manifest: Manifest = {
      format: 'belong-archive-1', app: appVersion, migration: await lastMigration(client), takenAt: new Date().toISOString(),
      tables: [], sequences: await readSequences(client, tables), files: [],
    }
    const archive = new ArchiveWriter(half)
    for (const table of tables) manifest.tables.push(await addTable(archive, client, table))
    for (const path of await keptFiles(keptFilesFolder(settings))) manifest.files.push(await addFile(archive, keptFilesFolder(settings), path))
    await archive.end(manifest)
    await client.query('commit')
    return manifest
  } catch (thrown) {
    fault = thrown as Error
    throw thrown
  } finally {
    client.release(fault)
  }
}

/** In the order of the primary key, so that the same rows give the same hash whatever was written when. */
async function addTable(archive: ArchiveWriter, client: pg.PoolClient, table: Table) {
  const columns = table.columns.map(column => column.name)
  const key = table.constraints.find(constraint => constraint.kind === 'primary key')?.columns ?? columns
  const stream = client.query(copyTo(`copy (select ${columns.map(quoted).join(', ')} from ${fullName(table)} order by ${key.map(quoted).join(', ')}) to stdout`))
  const { rows, sha256 } = await archive.add(tableEntry(fullName(table)), stream)
  return { name: fullName(table), columns, rows, sha256 }
}

async function addFile(archive: ArchiveWriter, folder: string, path: string) {
  const { bytes, sha256 } = await archive.add(fileEntry(path), createReadStream(join(folder, path)))
  return { path, bytes, sha256 }
}

async function readSequences(client: pg.PoolClient, tables: Table[]) {
  const sequences: Manifest['sequences'] = []
  for (const table of tables) {
    for (const column of table.columns.filter(column => column.identity)) {
      const { rows } = await client.query<{ sequence: string }>('select pg_get_serial_sequence($1, $2) as sequence', [fullName(table), column.name])
      const stands = await client.query<{ last: number; given: boolean }>(`select last_value as last, is_called as given from ${rows[0]!.sequence}`)
      sequences.push({ table: fullName(table), column: column.name, last: Number(stands.rows[0]!.last), given: stands.rows[0]!.given })
    }
  }
  return sequences
}

async function lastMigration(client: pg.PoolClient) {
  const { rows } = await client.query<{ name: string }>('select name from upgrade.migration order by name desc limit 1')
  return rows[0]!.name
}

/** What lies in the folder of kept files, by path inside it. */
export async function keptFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort()
}

function quoted(name: string) {
  return `"${name.replaceAll('"', '""')}"`
}

function whereItCannotBeWritten(file: string, fault: unknown) {
  const { code } = fault as NodeJS.ErrnoException
  const reason = { ENOENT: 'its folder does not exist', EACCES: 'this user may not write there', EROFS: 'this disk cannot be written to', ENOSPC: 'the disk is full', ENOTDIR: 'its folder is not a folder' }[code ?? '']
  return reason === undefined ? fault : new Refusal('invalid', `The backup cannot be written to ${file}: ${reason}. Nothing was kept.`)
}
