/** Writes database/queries.sql: the SQL each query of each room asks, so that a new or changed read is seen in review. */
import { writeFileSync } from 'node:fs'
import { installed } from '#platform'
import { readsOfAll } from '../test/reads-kit.ts'

writeFileSync(installed('database', 'queries.sql'), await readsOfAll())
