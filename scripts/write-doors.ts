/** Writes docs/doors.md from the declarations; `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { doorList, installed } from '#platform'
import { DOORS } from '../src/app.ts'

const path = installed('docs', 'doors.md')
const list = doorList(DOORS)
if (process.argv.includes('--check')) process.exit(readFileSync(path, 'utf8') === list ? 0 : 1)
writeFileSync(path, list)
