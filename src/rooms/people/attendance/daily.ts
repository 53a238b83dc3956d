import { Issues } from '#kernel'
import { type Checked, type CheckOptions, type Difference, type FactBatch, fileKind, type GivenFile, type Reader, reading, sortExtents, type Unit, type Writer } from '#platform'
import { Grouped } from '../returns/grouped.ts'
import { findColumns, firstRows, namesOf } from '../returns/list-file.ts'
import { authorityIn, ListSettings } from '../returns/list-settings.ts'
import { ATTENDANCE, fact, type ReturnContent, type Said } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { readDaily } from './daily-file.ts'
import { DAILY_COLUMNS, grainOf } from './daily-layout.ts'
import { lookOver } from './daily-look.ts'
import { differenceOf, ofWeeks, registersIn, trimmed, weeksCovered } from './daily-spans.ts'
import type { Registers } from './gathered.ts'
import { dayOfSession } from './school-week.ts'
import { weekNumbers } from './week-numbers.ts'

const SERIES = 'attendance-daily'
const { prepare, commit, undo, children, childOf } = returnOf(SERIES)

/**
 * Daily attendance marks, in a layout of ours (docs/returns.md): a row per mark, per child and week, or per child and year. It speaks for each setting
 * and week it has marks of. What comes lies over what stands, session by session, so that files may be split in any way; undone, what stood shows again.
 */
export const attendanceDaily = fileKind<ReturnContent>({
  name: SERIES,
  calledAs: 'attendance',
  label: 'Daily attendance marks',
  series: SERIES,
  facts: ['people.record_row', 'people.attendance'],
  isLaidOver: true,
  saysAuthority: async (unit) => {
    const rows = await firstRows(unit.parts['data']!)
    return authorityIn(rows, findColumns(DAILY_COLUMNS, rows[0] ?? []).laestab)
  },
  recognise,
  check,
  prepare,
  covers: ({ said }) => weeksCovered(said),
  numbers: weekNumbers,
  children,
  childOf,
  compare,
  commit: takeIn,
  undo,
})

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) if (as || grainOf(findColumns(DAILY_COLUMNS, await namesOf(file)))) units.push({ kind: SERIES, file: file.name, parts: { data: file } })
  return units
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const grouped = new Grouped()
  const settings = await ListSettings.load(db, options, grouped)
  const { grain, registers, rejected } = await readDaily(unit.parts['data']!, settings, grouped, issues, options.progress)
  grouped.tell(issues)
  if (!grain) issues.error('columns', {}, 'The file has not the columns of daily marks.',
    'Give it laestab, upn, date, session and code; or laestab, upn, week_beginning and marks; or laestab, upn, year and marks.')
  else await lookOver(db, options.areaId ?? 0, registers, issues)
  const said = recordsOf(registers)
  const weeks = weeksCovered(said)
  const asAt = weeks.reduce((last, { asAt: day }) => (day > last ? day : last), '')
  if (grain && !weeks.length) issues.error('no-marks', {}, 'The file holds no mark that could be taken.', 'See the findings, and whether the right file was chosen.')
  const read = weeks.reduce((sum, { rows }) => sum + rows, 0)
  if (read) issues.query('what-came', {}, inWords(said, read), 'Nothing to do.')
  return { content: { period: asAt, asAt, said, unknownSettings: settings.unknown }, issues, blocks: !weeks.length, rows: { read: read + rejected, rejected } }
}

/** A record for each child at a setting; its registers as text. */
function recordsOf({ bySetting }: Registers): Said[] {
  const said: Said[] = []
  for (const [placeId, children] of bySetting) {
    for (const { key, who, row, years } of children.values()) {
      const facts = [...years].flatMap(([year, marks]) => {
        const register = trimmed({ placeId, year, week: 0, marks: Buffer.from(marks.buffer, marks.byteOffset, marks.length).toString('latin1') })
        return register.marks === '' ? [] : [fact(ATTENDANCE, register)]
      })
      if (facts.length) said.push({ row, key, reportedBy: placeId, who, facts })
    }
  }
  return said
}

async function compare(db: Reader, { said }: ReturnContent, areaId: number): Promise<Difference> {
  const { same, replacing } = await sortExtents(db, areaId, SERIES, weeksCovered(said))
  return differenceOf(db, areaId, said, { same: spansOf(same), replacing: spansOf(replacing) })
}

async function takeIn(tx: Writer, content: ReturnContent, batch: FactBatch): Promise<Difference> {
  const said = batch.onlySpans ? ofWeeks(content.said, batch.onlySpans) : content.said
  const difference = await differenceOf(reading(tx as never), batch.areaId, said, { same: new Set(), replacing: batch.onlySpans ?? new Set() })
  const { areaId, batchId, touched = [] } = batch
  await commit(tx, { ...content, said: [...said] }, { areaId, batchId, touched })
  return difference
}

const spansOf = (extents: readonly { placeId: number; period: string }[]) => new Set(extents.map(({ placeId, period }) => `${placeId} ${period}`))

/** What a file holds, so that whoever gives it sees at once whether it is all there. */
function inWords(said: readonly Said[], weeks: number): string {
  let marks = 0
  let [first, last] = ['9999', '']
  for (const record of said) {
    for (const { year, week, marks: text } of registersIn(record)) {
      for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== 32) marks += 1
      const [from, to] = [dayOfSession({ year, at: week * 10 + /^ */.exec(text)![0].length }), dayOfSession({ year, at: week * 10 + text.length - 1 })]
      if (from < first) first = from
      if (to > last) last = to
    }
  }
  const settings = new Set(said.map(({ reportedBy }) => reportedBy)).size
  const number = (count: number) => count.toLocaleString('en-GB')
  const where = `${number(settings)} ${settings === 1 ? 'setting' : 'settings'}, ${first} to ${last}`
  return `${number(marks)} marks of ${number(said.length)} ${said.length === 1 ? 'child' : 'children'} at ${where}. They are counted as ${number(weeks)} weeks of a child.`
}
