import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { installed } from './installation.ts'
import { OperatorFault } from './operator-fault.ts'

/**
 * Brings the schema up to the last migration, or to the one named, all in one transaction and one at a time across processes
 * (Kysely takes an advisory lock). Answers the names of those that ran. `folder` is another one only in tests.
 */
export async function migrate(db: Database, to?: string, folder = migrationsFolder): Promise<string[]> {
  const migrator = migratorFor(db, folder)
  const { error, results } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to))
  // The results say Success even for what was rolled back; only the error tells.
  if (error !== undefined) throw new OperatorFault(`The database could not be brought up to date; nothing was changed. ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  return (results ?? []).map(result => result.migrationName)
}

/** Names of the migrations that have not run here. */
export async function pendingMigrations(db: Database, folder = migrationsFolder): Promise<string[]> {
  return (await migratorFor(db, folder).getMigrations()).filter(migration => migration.executedAt === undefined).map(migration => migration.name)
}

/** The last migration that ran here; null in a database without any. */
export async function schemaVersion(db: Database, folder = migrationsFolder): Promise<string | null> {
  const ran = (await migratorFor(db, folder).getMigrations()).filter(migration => migration.executedAt !== undefined)
  return ran.at(-1)?.name ?? null
}

/** Migrations that exist in this version, by name, oldest first. */
export function migrationNames(folder = migrationsFolder) {
  return readdirSync(folder).filter(file => /^\d{4}_\w+\.sql$/.test(file)).sort().map(file => file.slice(0, -4))
}

const migrationsFolder = installed('migrations')

function migratorFor(db: Database, folder: string) {
  return new Migrator({ db, provider: fromFolder(folder), migrationTableSchema: 'upgrade', migrationTableName: 'migration', migrationLockTableName: 'migration_lock' })
}

/** Forward only: there is no way back but a backup. */
function fromFolder(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      return Object.fromEntries(migrationNames(folder).map(name => [name, fromFile(join(folder, `${name}.sql`))]))
    },
  }
}

function fromFile(file: string): Migration {
  return {
    async up(db) {
      await sql.raw(readFileSync(file, 'utf8')).execute(db)
    },
  }
}
