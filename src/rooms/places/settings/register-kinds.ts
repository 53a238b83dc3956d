import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type Difference, fileKind, type GivenFile, type Reader, rows, type Unit, type Writer } from '#platform'
import type { Field, Given } from './register-fields.ts'
import { isList, type ListName, readList, type RegisterList } from './register-file.ts'
import { compareList, keepList, takeListBack } from './register-store.ts'
import { refuseWhereInUse, settle } from './settle.ts'

/** Get Information about Schools: the whole list or some of it, as CSV or JSON, and lists cut from it. */
export const establishments = registerKind('establishments', 'Schools and settings (Get Information about Schools)', [])

/** DfE's list of independent special schools and colleges approved under section 41 of the Children and Families Act 2014. */
export const section41 = registerKind('section-41', 'Section 41 approved institutions', ['section41_from', 'section41_until'])

function registerKind(name: ListName, label: string, owns: readonly Field[]) {
  return fileKind<RegisterList>({
    name, label, calledAs: 'gias', undoneInBackground: true,
    async recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
      const known = await Promise.all(files.map(async (file) => as || (await isList(file, name))))
      return files.filter((_, at) => known[at]).map((file) => ({ kind: name, file: file.name, parts: { data: file } }))
    },
    async check(db, unit, { progress }): Promise<Checked<RegisterList>> {
      const issues = new Issues()
      const list = await readList(unit.parts['data']!, name, issues, progress ?? (() => {}))
      if (!list) return { content: { asAt: '', describes: false, rows: [] }, issues, blocks: true, rows: { read: 0, rejected: 0 } }
      if (owns.length) await tellUnregistered(db, list.rows, issues)
      const once = onceEach(list.rows, issues, owns)
      return { content: { ...list, rows: once }, issues, blocks: false, rows: { read: list.read, rejected: list.read - once.length } }
    },
    compare: (db, list): Promise<Difference> => compareList(db, list, owns),
    async commit(tx: Writer, list, { batchId }) {
      const difference = await keepList(tx, list, owns, batchId)
      await settle(tx)
      return difference
    },
    async undo(tx: Writer, { batchId }) {
      await refuseWhereInUse(tx, batchId)
      await takeListBack(tx, batchId)
      await settle(tx)
    },
  })
}

/** Of rows for the same setting the one that speaks of the latest day counts, or else the first. */
function onceEach(all: RegisterList['rows'], issues: Issues, owns: readonly Field[]): RegisterList['rows'] {
  const byUrn = new Map<number, RegisterList['rows'][number]>()
  for (const one of all) {
    const held = byUrn.get(one.given.urn)
    const [stays, goes] = held && (!owns.length || latestOf(one.given, owns) <= latestOf(held.given, owns)) ? [held, one] : [one, held]
    byUrn.set(one.given.urn, stays)
    if (goes) issues.query('setting-twice', { row: goes.row, value: String(one.given.urn) },
      `Setting ${one.given.urn} stands in rows ${[held!.row, one.row].join(' and ')}; row ${stays.row} counts.`, !owns.length ? 'Leave one of them out.' : 'Nothing to do.')
  }
  return [...byUrn.values()]
}

const latestOf = (given: Given, owns: readonly Field[]) => owns.map((field) => String(given[field] ?? '')).sort().at(-1)!

/** Settings that only a list beside the register names are entered all the same, and that is said. */
async function tellUnregistered(db: Reader, all: RegisterList['rows'], issues: Issues) {
  const urns = all.map(({ given }) => given.urn)
  const held = new Set((await rows(db, sql<{ urn: number }>`select urn from places.establishment where urn = any (${urns}::int[])`)).map(({ urn }) => urn))
  const unheld = all.filter(({ given }) => !held.has(given.urn))
  if (!unheld.length) return
  issues.query('setting-unregistered', { row: unheld[0]!.row }, `${unheld.length} of the settings are not in the register yet; they are entered by what this list says.`,
    'Import the register (Get Information about Schools), and the rest of what is known of them comes with it.')
}
