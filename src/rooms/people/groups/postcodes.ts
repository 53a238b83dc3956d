import { hash as digest } from 'node:crypto'
import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type CheckOptions, copyIn, type Difference, type FactBatch, fileKind, type GivenFile, type Reader, rows, type Unit, type Writer } from '#platform'
import { wholeArea } from '../returns/area-return.ts'
import { findColumns, namesOf, readList } from '../returns/list-file.ts'

const SERIES = 'postcodes'
const COLUMNS = { postcode: ['pcds', 'pcd', 'pcd7', 'pcd8', 'post code'], lsoa21: ['lsoa21cd', 'lsoa21 code', 'lsoa 2021', 'lsoa'] } as const
/** A file of children or settings may have both columns too: it is another return. */
const OF_OTHERS = /^(upn|urn|laestab|surname|forename|familyname|givenname|dob|dateofbirth|establishmentname)$/

interface Postcodes {
  /** The authority's place; null where whoever gives it may not speak for the whole area. */
  home: number | null
  day: string
  lines: { postcode: string; lsoa: string; row: number }[]
}

/**
 * Which neighbourhood each postcode lies in, in a layout of ours: `postcode,lsoa21` (docs/returns.md), as a cut of the ONS Postcode Directory. It is
 * of no child: it lets a postcode that a return gives lead to a decile of deprivation. A new list takes the place of the one before, whole.
 */
export const postcodes = fileKind<Postcodes>({
  name: SERIES,
  label: 'Postcodes with their neighbourhoods',
  series: SERIES,
  facts: [],
  recognise,
  check,
  covers: ({ home, day, lines }) => (home === null ? [] : [{ period: 'standing', placeId: home, asAt: day, rows: lines.length, hash: digest('sha1', lines.map(lineOf).sort().join('\n')) }]),
  compare: (db, { lines }, areaId) => compareWith(db, areaId, lines),
  commit: takeIn,
  async undo(tx, { areaId, batchId }) {
    await sql`delete from people.postcode_area where area_id = ${areaId} and batch_id = ${batchId}`.execute(tx)
  },
})

async function recognise(files: GivenFile[]): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) {
    const names = await namesOf(file)
    const at = findColumns(COLUMNS, names)
    if (at.postcode >= 0 && at.lsoa21 >= 0 && !names.some((name) => OF_OTHERS.test(name.toLowerCase().replace(/[^a-z]/g, '')))) units.push({ kind: SERIES, file: file.name, parts: { data: file } })
  }
  return units
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<Postcodes>> {
  const issues = new Issues()
  const home = await wholeArea(db, options, issues, 'A list of postcodes')
  const known = new Set((await rows(db, sql<{ lsoa: string }>`select lsoa21 as lsoa from people.neighbourhood`)).map(({ lsoa }) => lsoa))
  const lines = new Map<string, Postcodes['lines'][number]>()
  let at = findColumns(COLUMNS, [])
  let read = 0
  const lost = await readList(unit.parts['data']!, {
    columns: COLUMNS, issues, progress: options.progress, head: (found) => void (at = found),
    row(cells, row) {
      read += 1
      const [written, lsoa] = [cells[at.postcode] ?? '', (cells[at.lsoa21] ?? '').trim().toUpperCase()]
      const postcode = written.toUpperCase().replace(/\s/g, '')
      if (!POSTCODE.test(postcode)) return issues.error('postcode', { row, column: 'postcode', value: written }, 'This is not a postcode. The row was left out.', 'Write it like LS1 4AP.')
      if (!known.has(lsoa)) return issues.error('neighbourhood', { row, column: 'lsoa21', value: lsoa }, 'This is no neighbourhood of England in the codes of 2021 (E01 and six digits). The row was left out.', 'Take the column of LSOA codes of 2021.')
      const other = lines.get(postcode)
      if (other && other.lsoa !== lsoa) issues.query('postcode-twice', { row, column: 'postcode', value: written }, `The postcode stands in row ${other.row} too, with another neighbourhood. This row counts.`, 'Look which of the two is right.')
      lines.set(postcode, { postcode, lsoa, row })
    },
  })
  if (!lines.size) issues.error('no-postcodes', {}, 'The file holds no postcode that could be taken.', 'Give a file with the columns postcode and lsoa21.')
  return { content: { home, day: new Date().toISOString().slice(0, 10), lines: [...lines.values()] }, issues, blocks: home === null || !lines.size, rows: { read: read + lost, rejected: read + lost - lines.size } }
}

/** In capitals without its space: one or two letters, a digit, perhaps one more, then a digit and two letters. */
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/

const lineOf = ({ postcode, lsoa }: Postcodes['lines'][number]) => `${postcode} ${lsoa}`

async function compareWith(db: Reader, areaId: number, lines: Postcodes['lines']): Promise<Difference> {
  const standing = new Map((await rows(db, sql<{ postcode: string; lsoa: string }>`
    select p.postcode, p.lsoa21 as lsoa from people.postcode_area p join platform.extent e on e.area_id = p.area_id and e.batch_id = p.batch_id and e.series = ${SERIES} where p.area_id = ${areaId}`)).map(({ postcode, lsoa }) => [postcode, lsoa]))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const { postcode, lsoa } of lines) difference[standing.has(postcode) ? (standing.get(postcode) === lsoa ? 'same' : 'changed') : 'new'] += 1
  return difference
}

/** Called once the extents are sorted, when the list before no longer stands: what changed was counted when it was compared, so all is counted as new. */
async function takeIn(tx: Writer, { home, lines }: Postcodes, { areaId, batchId, only }: FactBatch): Promise<Difference> {
  if (home === null || (only && !only.has(home))) return { new: 0, changed: 0, same: 0 }
  await copyIn(tx, 'people.postcode_area', ['area_id', 'batch_id', 'postcode', 'lsoa21', 'row'], lines, (out, { postcode, lsoa, row }) => {
    out.int4(areaId)
    out.int4(batchId)
    out.text(postcode)
    out.text(lsoa)
    out.int4(row)
  })
  return { new: lines.length, changed: 0, same: 0 }
}
