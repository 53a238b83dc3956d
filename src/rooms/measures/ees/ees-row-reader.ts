import type { CheckOptions } from '#platform'
import type { PlaceOfFile, SpeltPeriod } from '../published-set.ts'
import { EES, LEVELS, type Level } from './ees-book.ts'
import type { Columns } from './ees-columns.ts'
import type { Findings, Found } from './ees-findings.ts'
import { digitsWanted, identifierOf, periodOf, spellingOf } from './ees-period.ts'
import { type KnownPlaces, placeOf } from './ees-place.ts'

/** When and where a row is. */
interface At {
  period: number
  place: number
  isSchool: boolean
}

/** Tells of each row when and where it is; remembers what it has told, since files repeat a few periods and places over and over. */
export class RowReader {
  private readonly columns: Columns
  private readonly known: KnownPlaces
  private readonly findings: Findings
  private readonly periods: SpeltPeriod[]
  private readonly places: PlaceOfFile[]
  private readonly periodType: string
  private readonly knownPeriods = new Map<string, { index: number; found: Found | null }>()
  private readonly knownPlaces = new Map<string, { index: number; found: Found[] }>()
  private readonly indexOf = new Map<string, number>()
  private readonly levels = new Map<string, { level: Level | null; found: Found | null }>()
  private readonly seen = new Set<Level>()

  constructor(columns: Columns, options: CheckOptions, known: KnownPlaces, findings: Findings, periods: SpeltPeriod[], places: PlaceOfFile[]) {
    this.columns = columns
    this.known = known
    this.findings = findings
    this.periods = periods
    this.places = places
    this.periodType = options.periodType ?? ''
    this.levelAt = columns.place.get('geographic_level')!
    this.timeAt = columns.place.get('time_period')!
    this.identifierAt = columns.place.get('time_identifier') ?? -1
    const wanted = EES.levels.filter(({ level }) => level).flatMap(({ codes, names }) => [...codes, ...names])
    this.placeAt = wanted.flatMap((name) => (columns.place.has(name) ? [columns.place.get(name)!] : []))
  }

  private readonly levelAt: number
  private readonly timeAt: number
  private readonly identifierAt: number
  private readonly placeAt: number[]

  /** Where and when a row is; null where either cannot be told, which has then been found. */
  read(cells: string[], row: number): At | null {
    if (cells.every((cell) => cell.trim() === '')) {
      this.findings.at(row, EMPTY_ROW)
      return null
    }
    const level = this.level(cells[this.levelAt]!, row)
    const period = this.period(cells, row)
    if (!level?.level || period < 0) return null
    const place = this.place(level, cells, row)
    return place < 0 ? null : { period, place, isSchool: level.level === 'school' }
  }

  /** Columns that the levels of the file should have and it has not. */
  tell(has: (name: string) => boolean) {
    for (const level of this.seen) {
      const parents = level.level === 'authority' || level.level === 'school' ? ['region_code', 'region_name'] : []
      for (const name of [...level.codes, ...level.names, ...parents]) {
        if (!has(name))
          this.findings.whole({
            rule: 'column-missing',
            severity: 'query',
            column: name,
            message: `The file has ${level.name} rows and no column ${name}.`,
            fix: `Add the column ${name}.`,
          })
      }
    }
  }

  private level(text: string, row: number) {
    let told = this.levels.get(text)
    if (!told) this.levels.set(text, (told = levelOf(text)))
    if (told.found) this.findings.at(row, told.found)
    if (told.level?.level) this.seen.add(told.level)
    return told.level
  }

  private period(cells: string[], row: number) {
    const time = cells[this.timeAt]!
    const identifier = this.identifierAt < 0 ? this.periodType : cells[this.identifierAt]!
    const key = `${time}|${identifier}`
    let told = this.knownPeriods.get(key)
    if (!told) this.knownPeriods.set(key, (told = this.newPeriod(time, identifier)))
    if (told.found) this.findings.at(row, told.found)
    return told.index
  }

  private newPeriod(time: string, spelling: string): { index: number; found: Found | null } {
    const identifier = identifierOf(spelling)
    if (!identifier) return { index: -1, found: badIdentifier(spelling) }
    const period = periodOf(time, identifier)
    if (!period) return { index: -1, found: badPeriod(time, digitsWanted(identifier)) }
    const found = spelling === identifier.name || this.identifierAt < 0 ? null : oddIdentifier(spelling, identifier.name)
    const same = this.periods.findIndex((one) => one.period.label === period.label && one.period.type === period.type)
    return { index: same >= 0 ? same : this.periods.push({ spelling: spellingOf(time, identifier), period, status: null }) - 1, found }
  }

  private place(level: Level, cells: string[], row: number) {
    let key = level.name
    for (const at of this.placeAt) key += `|${cells[at]!}`
    let told = this.knownPlaces.get(key)
    if (!told) this.knownPlaces.set(key, (told = this.newPlace(level, cells)))
    for (const found of told.found) this.findings.at(row, found)
    return told.index
  }

  private newPlace(level: Level, cells: string[]) {
    const at = (column: string) => this.columns.place.get(column)
    const { place, found } = placeOf(
      level,
      (column) => (at(column) === undefined ? '' : cells[at(column)!]!.trim()),
      (column) => at(column) !== undefined,
      this.known,
    )
    return { index: place ? this.indexed(place) : -1, found }
  }

  private indexed(place: PlaceOfFile) {
    const key = 'placeId' in place ? `${place.placeId}` : `urn ${place.school.urn}`
    let index = this.indexOf.get(key)
    if (index === undefined) {
      index = this.places.push(place) - 1
      this.indexOf.set(key, index)
    }
    return index
  }
}

function levelOf(text: string): { level: Level | null; found: Found | null } {
  const exact = LEVELS.get(text)
  const level = exact ?? EES.levels.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase()) ?? null
  if (!level) return { level, found: unknownLevel(text) }
  if (!level.level) return { level, found: passedOver(level) }
  return { level, found: exact ? null : oddLevel(text, level.name) }
}

const EMPTY_ROW: Found = { rule: 'empty-row', severity: 'query', message: 'The row is empty; it was passed over.', fix: 'Take it out.' }

const unknownLevel = (text: string): Found => ({
  rule: 'level',
  severity: 'error',
  column: 'geographic_level',
  value: text,
  eachRow: true,
  message: `geographic_level "${text}" is not a level of the convention, so the row is not loaded.`,
  fix: 'Use National, Regional, Local authority or School, or another level of the convention.',
})
const passedOver = ({ name }: Level): Found => ({
  rule: 'level-passed-over',
  severity: 'query',
  column: 'geographic_level',
  value: name,
  message: `Rows at ${name} level are passed over: figures are held for England, regions, authorities and schools.`,
  fix: 'Nothing to do.',
})
const oddLevel = (text: string, name: string): Found => ({
  rule: 'level',
  severity: 'query',
  column: 'geographic_level',
  value: text,
  message: `geographic_level "${text}" was read as ${name}.`,
  fix: `Write ${name}.`,
})
const badIdentifier = (text: string): Found => ({
  rule: 'time-identifier',
  severity: 'error',
  column: 'time_identifier',
  value: text,
  eachRow: true,
  message: `time_identifier "${text}" is none of the convention's, so the row is not loaded.`,
  fix: 'Use one such as Academic year, Calendar year or Financial year Q1.',
})
const oddIdentifier = (text: string, name: string): Found => ({
  rule: 'time-identifier',
  severity: 'query',
  column: 'time_identifier',
  value: text,
  message: `time_identifier "${text}" was read as "${name}".`,
  fix: `Write ${name}.`,
})
const badPeriod = (text: string, wanted: string): Found => ({
  rule: 'time-period',
  severity: 'error',
  column: 'time_period',
  value: text,
  eachRow: true,
  message: `time_period "${text}" does not fit: ${wanted}. The row is not loaded.`,
  fix: 'Correct time_period, or time_identifier.',
})
