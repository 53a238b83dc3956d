/** Writes database/schema.sql, types.ts and distribute.sql from what the migrations make. Run after each change of migrations/: node --import tsx scripts/write-schema.ts */
import { mkdirSync, writeFileSync } from 'node:fs'
import { installed } from '../src/platform/installation.ts'
import { readCatalogue } from '../src/platform/schema/catalogue.ts'
import { schemaSql, typesTs } from '../src/platform/schema/schema-dump.ts'
import { distributeSql } from '../src/platform/schema/schema-rules.ts'
import { testDatabase } from '../src/platform/test-database.ts'

const { pool, drop } = await testDatabase()
const catalogue = await readCatalogue(pool)
await drop()
mkdirSync(installed('database'), { recursive: true })
for (const [name, text] of [['schema.sql', schemaSql(catalogue)], ['types.ts', typesTs(catalogue)], ['distribute.sql', distributeSql(catalogue)]] as const) {
  writeFileSync(installed('database', name), text)
  console.error(`database/${name} is written.`)
}
