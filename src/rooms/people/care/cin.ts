import { Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, type Reader, type Unit, xmlRoot } from '#platform'
import { nothingSaid, wholeArea, yearTo31March } from '../returns/area-return.ts'
import type { ReturnContent, Said } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { type MessageHeader, messageHeader, readRecords } from '../returns/xml-records.ts'
import { type CinReading, readChild } from './cin-child.ts'

/** The children in need census of an authority: who is or was in need or on a protection plan in a year, with no names. */
export const cin = fileKind<ReturnContent>({
  name: 'cin',
  label: 'Children in need census (XML)',
  ...returnOf('cin'),
  saysAuthority: async (unit) => (await messageHeader(unit.parts['data']!.path))?.authority || null,
  recognise,
  check,
})

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) {
    if ((await xmlRoot(file.path)) !== 'Message') continue
    if (as || /^CIN$/i.test((await messageHeader(file.path))?.collection ?? '')) units.push({ kind: 'cin', file: file.name, parts: { data: file } })
  }
  return units
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const { path } = unit.parts['data']!
  const issues = options.issues ?? new Issues()
  const home = await wholeArea(db, options, issues, 'A children in need census')
  const header = await messageHeader(path)
  // What is wrong with an XML whose header cannot be reached is refused in its own words.
  if (!header) await readRecords(path, [], () => {})
  const year = yearOf(header, issues)
  if (home === null || !year) return { content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } }
  const said: Said[] = []
  const reading: CinReading = { issues, who: new WhoReader(issues, 'cin', { upn: 'UPN' }), home, asAt: year.asAt, seen: new Set(), ledNowhere: 0 }
  let [read, row] = [0, 0]
  await readRecords(path, ['Child'], (node) => {
    read += 1
    // Where all stands on one line the next number tells records apart.
    row = Math.max(node.line, row + 1)
    const one = readChild(node, row, reading)
    if (one) said.push(one)
  }, options.progress)
  if (reading.ledNowhere) issues.query('no-further-action', { column: 'ReferralNFA' }, `${reading.ledNowhere} referrals led to no further action. They mark nobody as in need.`, 'Nothing to do.')
  if (!read) issues.error('no-children', {}, 'The file holds no child.', 'See whether the right file was chosen.')
  return { content: { period: year.period, asAt: year.asAt, said, unknownSettings: new Map() }, issues, blocks: !read, rows: { read, rejected: read - said.length } }
}

/** The year the census is of: by its day where that is a 31 March, as the rule has it, else by the year it gives. */
function yearOf(header: MessageHeader | null, issues: Issues): { period: string; asAt: string } | null {
  const day = writtenDay(header?.referenceDate ?? '')
  const year = /^\d{4}$/.test(header?.year ?? '') ? Number(header!.year) : null
  if (day?.endsWith('-03-31')) {
    if (year !== null && String(year) !== day.slice(0, 4)) issues.query(
      'year-and-day', { column: 'Year', value: String(year) }, `The file is of ${year} and speaks of ${day}. It was read as of ${day}.`, 'Correct the one that is wrong.',
    )
    return { period: yearTo31March(day).period, asAt: day }
  }
  if (year === null && day === null) {
    issues.error(
      'no-year', { column: 'ReferenceDate', value: header?.referenceDate || null }, 'The header of the file says neither its day nor its year.',
      'Give it its ReferenceDate, the 31 March it speaks of.',
    )
    return null
  }
  const { period, ends } = yearTo31March(year === null ? day! : `${year}-03-31`)
  const asAt = day ?? ends
  issues.query(
    'reference-date', { column: 'ReferenceDate', value: header?.referenceDate || null },
    `The day the file speaks of is no 31 March. It was read as of the year ${period}, up to ${asAt}.`, 'Correct it where the file was made.',
  )
  return { period, asAt }
}
