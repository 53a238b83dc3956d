import { Issues, Refusal } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, type Reader, type Unit, xmlRoot } from '#platform'
import { placeFinder } from '#rooms/places'
import { nothingSaid } from '../returns/area-return.ts'
import { enterUnknown, type ReturnContent, type Said, type UnknownSettings } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { WhoReader } from '../returns/who-said.ts'
import { ageOn, writtenDay } from '../returns/written-day.ts'
import { readRecords, textIn, within, type XmlNode } from '../returns/xml-records.ts'
import { type CtfReading, readPupil } from './pupil.ts'

/** A common transfer file: what one school hands to the next about children who move. */
export const ctf = fileKind<ReturnContent>({
  name: 'ctf',
  label: 'Common transfer file (CTF)',
  ...returnOf('ctf'),
  async saysAuthority(unit) {
    const header = await headerOf(unit).catch((fault: unknown) => (fault instanceof Refusal ? null : Promise.reject(fault)))
    const [from, to] = [authorityOf(header?.source), authorityOf(header?.destination)]
    // Between two authorities it may be for either: whoever gives it says for which.
    return from === null || to === null || from === to ? (from ?? to) : null
  },
  recognise,
  check,
})

async function recognise(files: GivenFile[]): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) if (/^CTfile$/i.test((await xmlRoot(file.path)) ?? '')) units.push({ kind: 'ctf', file: file.name, parts: { data: file } })
  return units
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const blocked = (): Checked<ReturnContent> => ({ content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } })
  const header = await headerOf(unit)
  const when = header && momentOf(header, issues)
  if (!header || !when) {
    if (!header) issues.error('header', {}, 'The file has no header, so nobody can tell which school it is from.', 'Export it again.')
    return blocked()
  }
  const places = await placeFinder(db)
  const unknownSettings: UnknownSettings = new Map()
  const reportedBy = speaker(header, (code) => places.byCode('laestab', code), options, unknownSettings, issues)
  if (reportedBy === null) return blocked()
  const placeOf = (code: string) => (code === header.source && reportedBy < 0 ? reportedBy : (places.byCode('laestab', code) ?? null))
  const said: Said[] = []
  const reading: CtfReading = { issues, who: new WhoReader(issues, 'ctf', { upn: 'UPN', uln: 'UniqueLearnerNumber' }), reportedBy, source: header.source, asAt: when.day, placeOf, keys: new Set() }
  let [read, row] = [0, 0]
  await readRecords(unit.parts['data']!.path, ['Pupil'], (node) => {
    read += 1
    row = Math.max(node.line, row + 1)
    const one = readPupil(node, row, reading)
    if (one) said.push(one)
  }, options.progress)
  if (!read) issues.error('no-pupils', {}, 'The file holds no pupil.', 'See whether the right file was chosen.')
  return {
    content: { period: `${when.moment} to ${header.destination || 'a school that is not named'}`, asAt: when.day, said, unknownSettings }, issues, blocks: !read,
    rows: { read, rejected: read - said.length },
  }
}

interface CtfHeader {
  line: number
  moment: string
  /** Seven digits; empty where the school is not known or in no authority. */
  source: string
  sourceName: string
  destination: string
}

async function headerOf(unit: Unit): Promise<CtfHeader | null> {
  let header: CtfHeader | null = null
  await readRecords(unit.parts['data']!.path, ['Header', 'Pupil'], (node) => {
    if (node.name !== 'Header') return 'stop'
    const [source, destination] = [within(node, 'SourceSchool'), within(node, 'DestSchool')]
    header = { line: node.line, moment: textIn(node, 'DateTime'), source: schoolCode(source), sourceName: source ? textIn(source, 'SchoolName') : '', destination: schoolCode(destination) }
    return 'stop'
  })
  return header
}

function schoolCode(school: XmlNode | null): string {
  const code = school ? `${textIn(school, 'LEA')}${textIn(school, 'Estab')}` : ''
  return /^\d{7}$/.test(code) ? code : ''
}

/** The moment it was made, which tells one file from the next that a school sends on the same day. */
function momentOf({ line, moment }: CtfHeader, issues: Issues): { day: string; moment: string } | null {
  const day = writtenDay(moment)
  const at = { row: line, column: 'DateTime', value: moment || null }
  if (day === null) {
    issues.error('moment', at, 'The header does not say when the file was made.', 'Export it again.')
    return null
  }
  const today = new Date().toISOString().slice(0, 10)
  if (day > today) issues.query('after-today', at, 'The file says it was made on a day that has not come yet.', 'Look at the clock of the system it was made with.')
  if (ageOn(day, today) >= 1) issues.query('a-year-old', at, 'The file was made more than a year ago.', 'See whether a newer one was meant.')
  return { day, moment: moment.replace('T', ' ').slice(0, 19) }
}

/**
 * For whom the file speaks: the school it is from; where whoever gives it may speak for the school it goes to alone, or we hold that alone, that one.
 * A school we do not hold is entered as the file calls it, to be matched.
 */
function speaker(
  { line, source, sourceName, destination }: CtfHeader, find: (code: string) => number | undefined, { places }: CheckOptions, unknown: UnknownSettings,
  issues: Issues,
): number | null {
  const [from, to] = [find(source), find(destination)]
  const may = (placeId: number | undefined): placeId is number => placeId !== undefined && (!places || places.has(placeId))
  if (may(from)) return from
  if (may(to)) return to
  if (places || source === '') {
    issues.error(
      'not-your-school', { row: line, column: 'SourceSchool', value: source || null }, 'The file is neither from a school you give returns for nor to one.',
      'Let the school it is from or goes to take it in.',
    )
    return null
  }
  issues.query('unknown-setting', { row: line, column: 'SourceSchool', value: source }, 'No school we hold has this number. It is entered as the file calls it.', 'Match it with the school it is.')
  return enterUnknown(unknown, source, sourceName || `School ${source}`)
}

const authorityOf = (code: string | undefined) => (code ? code.slice(0, 3) : null)
