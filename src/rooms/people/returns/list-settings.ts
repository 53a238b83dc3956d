import { type CheckOptions, type Reader } from '#platform'
import { type PlaceFinder, placeFinder, settingDigits } from '#rooms/places'
import type { Grouped, GroupedRule } from './grouped.ts'
import { enterUnknown, type UnknownSettings } from './said.ts'
import { writtenDay } from './written-day.ts'

/** The columns by which a list says whose row it is. */
export const SETTING_COLUMNS = {
  laestab: ['la_estab', 'lea_estab', 'dfe number', 'dfe_no', 'dfes number', 'school laestab', 'establishment number', 'school_id'],
  urn: ['school_urn', 'establishment urn', 'setting urn'],
} as const

/** Which place a setting's code in a list is. One no register knows gets a number below zero, to be entered as it is called. */
export class ListSettings {
  readonly unknown = new Map() as UnknownSettings
  private readonly known = new Map<string, number | null>()
  /** LAESTABs that one school had after another. */
  private readonly moved = new Set<string>()
  private readonly finder: PlaceFinder
  private readonly options: CheckOptions
  private readonly grouped: Grouped

  private constructor(finder: PlaceFinder, options: CheckOptions, grouped: Grouped) {
    this.finder = finder
    this.options = options
    this.grouped = grouped
  }

  static async load(db: Reader, options: CheckOptions, grouped: Grouped) {
    return new ListSettings(await placeFinder(db), options, grouped)
  }

  /** The place, or null (with a finding) where there is none or it is not for the giver to speak for. `day` as it is written, or the school year: the one the row is of. */
  placeOf(written: string, row: number, day = ''): number | null {
    const code = written.trim()
    let place = this.known.get(code)
    if (place === undefined) {
      place = this.find(code, day)
      const kept = String(Buffer.from(code))
      this.known.set(kept, place)
      if (this.finder.hasMoved('laestab', settingDigits(code))) this.moved.add(kept)
    } else if (this.moved.size && this.moved.has(code)) place = this.find(code, day)
    if (place === null) this.grouped.note(code === '' ? NO_SETTING : NOT_YOURS, row, code)
    return place
  }

  private find(code: string, day: string): number | null {
    if (code === '') return null
    const found = this.finder.bySetting(code, dayOf(day)) ?? this.finder.byCode('local', `${this.options.areaId}:${code}`)
    const { places } = this.options
    if (found !== undefined) return !places || places.has(found) ? found : null
    if (places) return null
    return enterUnknown(this.unknown, code, `Setting ${code}`)
  }
}

/** Of a school year, its first day. */
const dayOf = (written: string) => writtenDay(written) ?? /^(\d{4})\/\d{2}$/.exec(written.trim())?.[1]?.concat('-09-01')

const NO_SETTING: GroupedRule = {
  rule: 'no-setting', severity: 'error', column: 'laestab', message: (_, more) => `The row does not say which setting it is of${more}. It was left out.`,
    fix: 'Give its seven-digit LAESTAB or its URN.',
}
const NOT_YOURS: GroupedRule = {
  rule: 'not-your-setting', severity: 'error', column: 'laestab', message: (value, more) => `You do not give returns for setting ${value}${more}. Its rows were left out.`,
    fix: 'Give the rows of your own setting alone, or ask the data manager of the area.',
}

/** The authority a list is of by its LAESTABs: where those of its first rows all begin with the same three digits, else null. */
export function authorityIn(rows: readonly string[][], column: number): string | null {
  if (column < 0) return null
  const codes = new Set<string>()
  for (const cells of rows.slice(1)) {
    const digits = settingDigits(cells[column] ?? '')
    if (/^\d{7}$/.test(digits)) codes.add(digits.slice(0, 3))
  }
  return codes.size === 1 ? [...codes][0]! : null
}
