import { mkdtemp, writeFile } from 'node:fs/promises'
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GivenFile, Reader } from '#platform'
import { schoolCensus } from './census.ts'

/** The public synthetic export: 9,498 pupils of spring 2025, 9,088 of autumn 2024. */
export const SAMPLES = fileURLToPath(new URL('../../../../../shared/data/returns/school_census/', import.meta.url))
/** Why a test on them cannot run; false where it can. */
export const noSamples = existsSync(SAMPLES) ? false : 'the shared files are not here'

process.setMaxListeners(0)

/** Writes tables as COLLECT would name them, each given as rows of cells by column. */
export async function written(tables: Record<string, Record<string, string | number>[] | string>): Promise<GivenFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'belong-census-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return Promise.all(Object.entries(tables).map(async ([name, rows]) => {
    const path = join(folder, name)
    await writeFile(path, typeof rows === 'string' ? rows : csv(rows))
    return { name, path }
  }))
}

function csv(rows: Record<string, string | number>[]) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))].join('\n')
}

/** Reads files as the census they are, without a database of settings where `db` knows none. */
export async function checked(db: Reader, files: GivenFile[], options: { places?: ReadonlySet<number> } = {}) {
  const units = await schoolCensus.recognise(files, false)
  const [unit] = units
  if (!unit) throw new Error('No census was recognised')
  return { ...(await schoolCensus.check(db, unit, { areaId: 3, ...options })), unit, units }
}

/** Rules found, each as often as it was. */
export function rulesOf({ issues }: { issues: { list: { rule: string }[] } }) {
  const counts: Record<string, number> = {}
  for (const { rule } of issues.list) counts[rule] = (counts[rule] ?? 0) + 1
  return counts
}

/** Two invented pupils of school 899 1001 in spring 2025, nothing wrong with them; more is laid over the first. */
export function pupils(more: Record<string, string | number> = {}) {
  const plain = { NativeId: '8991001', dob: '2014-May-03 00:00:00', sex: 'F', entrydate: '2019-Sep-03 00:00:00', enrolstatus: 'C', senprovision: 'K', ncyearactual: '5', ethnicity: 'WBRI',
    language: 'ENG', termlysessionspossible: 130 }
  return [
    { pupilonrolltableid: 'a', ...plain, upn: 'X383400624001', surname: 'Quill', forename: 'Ivy', ...more },
    { pupilonrolltableid: 'b', ...plain, upn: 'G383200024017', surname: 'Quill', forename: 'Oak', senprovision: 'N' },
  ]
}

/** The tables with which nothing of the two pupils is missing. */
export const beside = () => ({
  '2025_spring_senneeds.csv': [{ pupilonrolltableid: 'a', sentyperank: 1, sentype: 'ASD' }],
  '2025_spring_fsmperiod.csv': [{ pupilonrolltableid: 'a', fsmstartdate: '2022-Sep-05 00:00:00', fsmenddate: '', ukcountry: 'ENG' }],
})
