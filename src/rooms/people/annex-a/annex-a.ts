import { Issues, Refusal } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, isWorkbook, type Reader, type Unit } from '#platform'
import { nothingSaid, wholeArea } from '../returns/area-return.ts'
import type { ReturnContent } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { WhoReader } from '../returns/who-said.ts'
import { type ListReading, NEXT_LIST, readListed, shared } from './listed-person.ts'
import { listsOf } from './lists.ts'

/** The child-level lists of an Area SEND inspection: who has an EHC plan, who has SEN support, on a day the workbook does not say. */
export const annexA = fileKind<ReturnContent>({
  name: 'annex-a',
  calledAs: 'annexa',
  label: 'Annex A lists of an Area SEND inspection (Excel)',
  ...returnOf('annex-a'),
  saysAuthority: async () => null,
  // Rows beyond the first list are of the second sheet, which cannot be opened by its row alone.
  rowIn: (unit, row) => ({ file: row < NEXT_LIST ? unit.parts['data'] : undefined, row }),
  recognise,
  check,
})

async function recognise(files: GivenFile[]): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) if ((await isWorkbook(file.path)) && (await holdsLists(file))) units.push({ kind: 'annex-a', file: file.name, parts: { data: file } })
  return units
}

/** A workbook that cannot be read is somebody else's to refuse. */
async function holdsLists(file: GivenFile) {
  try {
    return (await listsOf(file)).length > 0
  } catch (fault) {
    if (fault instanceof Refusal) return false
    throw fault
  }
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const home = await wholeArea(db, options, issues, 'An Annex A workbook')
  if (home === null) return { content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } }
  const lists = await listsOf(unit.parts['data']!)
  const asAt = options.asAt ?? new Date().toISOString().slice(0, 10)
  if (options.asAt === undefined) issues.query('day-not-said', { value: asAt }, `The workbook does not say of which day its lists are. They were read as of ${asAt}.`, 'Nothing to do.')
  const reading: ListReading = { issues, who: new WhoReader(issues, 'annex-a', { upn: 'UPN', uln: 'ULN' }), home, asAt }
  const said = lists.flatMap((list) => {
    const left = shared(list, issues)
    return list.rows.flatMap((row) => (left.has(row) ? [] : (readListed(row, list, reading) ?? [])))
  })
  tellBoth(said.map(({ key }) => key), issues)
  const read = lists.reduce((sum, { rows }) => sum + rows.length, 0)
  if (!read) issues.error('no-persons', {}, 'The lists are empty.', 'See whether the right file was chosen.')
  return { content: { period: asAt, asAt, said, unknownSettings: new Map() }, issues, blocks: !read, rows: { read, rejected: read - said.length } }
}

/** Nobody has a plan and SEN support at once. */
function tellBoth(keys: readonly string[], issues: Issues) {
  const planned = new Set(keys.filter((key) => key.startsWith('1 ')).map((key) => key.slice(2)))
  for (const key of keys) {
    if (!key.startsWith('2 ') || !planned.has(key.slice(2))) continue
    issues.query('both-lists', { value: key.slice(2) }, 'The same person is on both lists: with a plan, and with SEN support.', 'Take the person off one of them.')
  }
}
