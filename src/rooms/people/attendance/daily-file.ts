import type { Issues } from '#kernel'
import type { GivenFile } from '#platform'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import { type Found, readList } from '../returns/list-file.ts'
import type { ListSettings } from '../returns/list-settings.ts'
import { ListWho } from '../returns/list-who.ts'
import { writtenDay } from '../returns/written-day.ts'
import { DAILY_COLUMNS, type DailyColumn, type Grain, grainOf } from './daily-layout.ts'
import { NOT_MONDAY, NO_CODE, NO_DAY, NO_SESSION, NO_YEAR, TOO_EARLY, TOO_MANY, TWICE, WEEKEND, WITHDRAWN } from './daily-rules.ts'
import { type Gathered, Registers } from './gathered.ts'
import { BLANK, bookOf, codeOfMark, markOf } from './marks.ts'
import { dayOfSession, firstMonday, type Session, sessionOf, weeksOf } from './school-week.ts'

/** What reading a file of marks came to. */
export interface DailyRead {
  grain: Grain | null
  registers: Registers
  /** Rows of the file of which nothing was taken. */
  rejected: number
}

/** Reads a file of daily marks of any of the three layouts into registers. What cannot be a mark is left out with a finding, and the rest stays. */
export async function readDaily(file: GivenFile, settings: ListSettings, grouped: Grouped, issues: Issues, progress?: (share: number) => void): Promise<DailyRead> {
  const reader = new DailyReader(settings, grouped)
  const lost = await readList(file, { columns: DAILY_COLUMNS, issues, head: (at) => reader.begin(at), row: (cells, row) => reader.take(cells, row), progress })
  return { grain: reader.grain, registers: reader.registers, rejected: reader.rejected + lost }
}

class DailyReader {
  readonly registers = new Registers()
  grain: Grain | null = null
  rejected = 0
  private at!: Found<DailyColumn>
  private day = -1
  private readonly who: ListWho
  private readonly settings: ListSettings
  private readonly grouped: Grouped
  private readonly days = new Map<string, Session | GroupedRule>()
  /** Where the words of a row are not its child's key: spelt with blanks, or known by name. */
  private readonly aliases = new Map<string, Gathered>()

  constructor(settings: ListSettings, grouped: Grouped) {
    this.settings = settings
    this.grouped = grouped
    this.who = new ListWho(grouped)
  }

  begin(at: Found<DailyColumn>) {
    this.at = at
    this.grain = grainOf(at)
    this.day = [at.date, at.week, at.starts, at.year].find((column) => column >= 0) ?? -1
  }

  take(cells: string[], row: number) {
    const child = this.grain && this.childOf(cells, row)
    const isTaken = child !== null && (this.grain === 'mark' ? this.takeMark(child, cells, row) : this.takeMany(child, cells, row))
    if (!isTaken) this.rejected += 1
  }

  /** Rows come by child or by day; either way the child of the same words was met before, and is looked up by them as they are written. */
  private childOf(cells: string[], row: number): Gathered | null {
    const { at } = this
    const setting = at.laestab >= 0 ? cells[at.laestab]! : cells[at.urn]!
    const words = at.upn >= 0 && cells[at.upn] !== '' ? cells[at.upn]! : `${cells[at.localId] ?? ''}|${cells[at.surname] ?? ''}|${cells[at.forename] ?? ''}|${cells[at.dob] ?? ''}`
    const place = this.settings.placeOf(setting, row, cells[this.day])
    if (place === null) return null
    const known = this.registers.find(place, words) ?? this.aliases.get(`${place} ${words}`)
    if (known) return known
    const cell = (name: DailyColumn) => (at[name] < 0 ? '' : cells[at[name]]!)
    const said = this.who.read({ upn: cell('upn'), uln: cell('uln'), localId: cell('localId'), forename: cell('forename'), surname: cell('surname'), dob: cell('dob') }, setting.trim(), row)
    if (!said) return null
    const child = this.registers.find(place, said.key) ?? this.registers.add(place, said.key, said.who, row)
    if (words !== said.key) this.aliases.set(String(Buffer.from(`${place} ${words}`)), child)
    return child
  }

  private takeMark(child: Gathered, cells: string[], row: number): boolean {
    const { at } = this
    const session = this.sessionOf(cells[at.date]!, row)
    if (!session) return false
    const half = HALVES.get(cells[at.session]!.trim().toLowerCase())
    if (half === undefined) {
      this.grouped.note(NO_SESSION, row, cells[at.session]!.trim())
      return false
    }
    const code = cells[at.code]!
    const mark = markOf(code) || markOf(code.trim())
    if (mark) return this.put(this.registers.marksOf(child, session.year), session.year, session.at + half, mark, row)
    if (!isNoMark(code.trim())) this.grouped.note(NO_CODE, row, code.trim())
    return isNoMark(code.trim())
  }

  private takeMany(child: Gathered, cells: string[], row: number): boolean {
    const start = this.grain === 'week' ? this.weekOf(cells[this.at.week]!, row) : this.startOf(cells, row)
    if (!start) return false
    const marks = this.registers.marksOf(child, start.year)
    const text = cells[this.at.marks]!
    const most = this.grain === 'week' ? 10 : weeksOf(start.year) * 10 - start.at
    const came = isSpaced(text, this.grain!) ? this.putSpaced(text, marks, start, most, row) : this.putPlain(text, marks, start, most, row)
    if (came > most) this.grouped.note(TOO_MANY, row, String(came))
    return true
  }

  /** One character a session. */
  private putPlain(text: string, marks: Uint8Array, { year, at }: Session, most: number, row: number) {
    for (let place = 0; place < text.length && place < most; place += 1) {
      const mark = markOf(text, place, place + 1)
      if (mark) this.put(marks, year, at + place, mark, row)
      else if (!isNoMark(text[place]!)) this.grouped.note(NO_CODE, row, text[place]!)
    }
    return text.trimEnd().length
  }

  /** Codes with something between them; two blanks are one. */
  private putSpaced(text: string, marks: Uint8Array, { year, at }: Session, most: number, row: number) {
    let place = 0
    for (let from = 0; from < text.length; ) {
      if (isBetween(text.charCodeAt(from))) {
        from += 1
        continue
      }
      let to = from + 1
      while (to < text.length && !isBetween(text.charCodeAt(to))) to += 1
      if (place < most) {
        const mark = markOf(text, from, to)
        if (mark) this.put(marks, year, at + place, mark, row)
        else if (!isNoMark(text.slice(from, to))) this.grouped.note(NO_CODE, row, text.slice(from, to))
      }
      place += 1
      from = to
    }
    return place
  }

  private put(marks: Uint8Array, year: number, at: number, mark: number, row: number): boolean {
    const book = bookOf(year)
    if (at < book.from[mark]! || at > book.until[mark]!) {
      this.grouped.note(at > book.until[mark]! ? WITHDRAWN : TOO_EARLY, row, codeOfMark(mark)!.code)
      return false
    }
    const held = marks[at]!
    if (held !== BLANK && held !== mark) {
      this.grouped.note(TWICE, row, dayOfSession({ year, at }))
      return false
    }
    marks[at] = mark
    return true
  }

  private sessionOf(written: string, row: number): Session | null {
    let session = this.days.get(written)
    if (!session) {
      const day = writtenDay(written)
      session = day === null ? NO_DAY : (sessionOf(day) ?? WEEKEND)
      if (this.days.size < 20_000) this.days.set(String(Buffer.from(written)), session)
    }
    if (!('rule' in session)) return session
    this.grouped.note(session, row, written.trim())
    return null
  }

  private weekOf(written: string, row: number): Session | null {
    const session = this.sessionOf(written, row)
    if (session && session.at % 10) this.grouped.note(NOT_MONDAY, row, written.trim())
    return session && { year: session.year, at: session.at - (session.at % 10) }
  }

  /** A year's marks begin on the day it says, else on the Monday registers begin with. */
  private startOf(cells: string[], row: number): Session | null {
    const starts = this.at.starts < 0 ? '' : cells[this.at.starts]!.trim()
    if (starts !== '') return this.weekOf(starts, row)
    const year = this.at.year < 0 ? null : /^(20\d\d)(?:[/-]?(?:20)?(\d\d))?$/.exec(cells[this.at.year]!.trim())
    // 2024/25 is so written, or 2024, or 202425; firstMonday is asked for to know that the year can be.
    if (year && (year[2] === undefined || Number(year[2]) === (Number(year[1]) + 1) % 100) && firstMonday(Number(year[1])) > 0) return { year: Number(year[1]), at: 0 }
    this.grouped.note(NO_YEAR, row, this.at.year < 0 ? '' : cells[this.at.year]!.trim())
    return null
  }
}

const HALVES = new Map([['am', 0], ['pm', 1], ['a', 0], ['p', 1], ['1', 0], ['2', 1], ['morning', 0], ['afternoon', 1]])

/** Said of a session for which there is no mark. */
const isNoMark = (code: string) => code === '' || code === '-' || code === '.' || code === ' '

const isBetween = (sign: number) => sign === 32 || sign === 44 || sign === 59 || sign === 124 || sign === 9 || sign === 10

/** Ten characters are a week's marks, one a session; else marks with something between them are spaced. */
const isSpaced = (text: string, grain: Grain) => !(grain === 'week' && text.length <= 10) && /[\s,;|]/.test(text.trim())
