import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, fileKind, type GivenFile, type Reader, readCsv, rows, type Unit, type Writer } from '#platform'
import { headerOf } from './register-file.ts'

interface TypeOfSetting {
  type: string
  code: string
  group: string
  groupCode: string
}

/** DfE's list of the types of establishment, each in its group. It adds what is missing and never takes away. */
export const establishmentTypes = fileKind<TypeOfSetting[]>({
  name: 'establishment-types', calledAs: 'gias', label: 'Types of establishment (Get Information about Schools)', undoneInBackground: true,
  async recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
    const headers = await Promise.all(files.map((file) => headerOf(file)))
    return files.filter((_, at) => as || COLUMNS.every((name) => headers[at]?.includes(name))).map((file) => ({ kind: 'establishment-types', file: file.name, parts: { data: file } }))
  },
  check,
  async compare(db, types) {
    const fresh = (await notHeld(db, types)).length
    return { new: fresh, changed: 0, same: types.length - fresh }
  },
  async commit(tx: Writer, types, { batchId }) {
    const fresh = await notHeld(tx, types)
    for (const { type, code, group, groupCode } of fresh) await tx.insertInto('places.establishment_type').values({ type, type_code: code, type_group: group, group_code: groupCode,
      batch_id: batchId }).execute()
    return { new: fresh.length, changed: 0, same: types.length - fresh.length }
  },
  async undo(tx: Writer, { batchId }) {
    await tx.deleteFrom('places.establishment_type').where('batch_id', '=', batchId).execute()
  },
})

const COLUMNS = ['establishment-type-group-code', 'establishment-type-group-name', 'type-of-establishment-code', 'type-of-establishment-name']

/** A type stands once for each kind of further education it may have: those rows say the same of it. */
async function check(_: Reader, unit: Unit): Promise<Checked<TypeOfSetting[]>> {
  const issues = new Issues()
  const types = new Map<string, TypeOfSetting>()
  let [at, read, rejected, whole]: [number[], number, number, boolean] = [[], 0, 0, true]
  await readCsv(unit.parts['data']!.path, {
    header: (names) => void (at = COLUMNS.map((name) => names.indexOf(name))),
    row(cells, row) {
      read += 1
      const [groupCode, group, code, type] = at.map((index) => cells[index]?.trim() ?? '')
      if (groupCode && group && code && type) return void types.set(type, { type, code, group, groupCode })
      rejected += 1
      issues.error('type-row', { row }, 'The row lacks the code or name of a type or its group.', 'Give all four, or leave the row out.')
    },
    problem({ rule, loses, message, fix, ...where }) {
      if (loses === 'rest') whole = false
      if (loses === 'row') [read, rejected] = [read + 1, rejected + 1]
      issues.add({ rule: `type-${rule}`, severity: loses === 'nothing' ? 'query' : 'error', ...where, message, fix })
    },
  })
  if (at.includes(-1) || !at.length) issues.error('type-header', { row: 1 }, 'The header is of no list of types.', `The columns are ${COLUMNS.join(', ')}.`)
  return { content: [...types.values()], issues, blocks: !whole || at.includes(-1) || !at.length, rows: { read, rejected } }
}

async function notHeld(db: Reader | Writer, types: TypeOfSetting[]) {
  const held = new Set((await rows(db, sql<{ type: string }>`select type from places.establishment_type`)).map(({ type }) => type))
  return types.filter(({ type }) => !held.has(type))
}
