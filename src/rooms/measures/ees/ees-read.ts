import { type FigureStatus, Issues, OLD_MARKS, type Reading, readFigure } from '#kernel'
import { type Checked, type CheckOptions, type CsvProblem, type GivenFile, readCsv } from '#platform'
import { Cells, type PlaceOfFile, type PublishedSet, type SpeltPeriod } from '../published-set.ts'
import { type CuratedMeasure, dataSetName, EES, LEVELS, type Level } from './ees-book.ts'
import { type Columns, lookAt, type Looks, repeatedNames, sortColumns, undecided } from './ees-columns.ts'
import { Findings, type Found } from './ees-findings.ts'
import { type Guidance, readGuidance } from './ees-guidance.ts'
import { Combinations, keysOf } from './ees-key.ts'
import { describeSet } from './ees-measures.ts'
import { type Described, readMeta } from './ees-meta.ts'
import { digitsWanted, identifierOf, PERIOD_CHOICES, periodOf, spellingOf } from './ees-period.ts'
import { type KnownPlaces, placeOf } from './ees-place.ts'
import { Blocks } from './ees-rows.ts'

export interface EesParts {
  data?: GivenFile
  meta?: GivenFile
  guidance?: GivenFile
}

/** Reads an EES data set: its figures as a published set, and everything found on the way. Writes nothing. */
export async function readEes(parts: EesParts, known: KnownPlaces, options: CheckOptions = {}): Promise<Checked<PublishedSet>> {
  const findings = new Findings()
  const reading = new EesReading(parts, known, options, findings)
  await reading.run()
  const issues = new Issues()
  findings.tell(issues)
  return { content: reading.set(), issues, blocks: reading.blocks, rows: reading.rows }
}

class EesReading {
  blocks = false
  rows = { read: 0, rejected: 0 }
  private readonly parts: EesParts
  private readonly known: KnownPlaces
  private readonly options: CheckOptions
  private readonly findings: Findings
  private meta: Map<string, Described> | null = null
  private guidance: Guidance | null = null
  private columns: Columns | null = null
  private readonly cells = new Cells()
  private readonly rowsRead = new Blocks()
  private readonly combinations = new Combinations()
  private readonly periods: SpeltPeriod[] = []
  private readonly places: PlaceOfFile[] = []
  private decimals: number[] = []
  private content: PublishedSet | null = null

  constructor(parts: EesParts, known: KnownPlaces, options: CheckOptions, findings: Findings) {
    this.parts = parts
    this.known = known
    this.options = options
    this.findings = findings
  }

  /** What was read; an empty set where the file is stopped. */
  set(): PublishedSet {
    return this.content ?? { source: 'ees', publisher: '', release: '', measures: [], groups: [], series: [], periods: [], places: [], cells: new Cells(1) }
  }

  async run() {
    const { data } = this.parts
    if (!data) return this.stop(noData(this.parts.meta?.name ?? 'The file'))
    await this.readDescriptions(data)
    const names = await this.readColumns(data)
    if (!names || this.blocks || !this.columns) return
    await this.readRows(data, names, this.columns)
    if (!this.blocks) this.content = this.settle(data, this.columns)
  }

  private stop(found: Found) {
    this.blocks = true
    this.findings.whole(found)
  }

  private async readDescriptions(data: GivenFile) {
    if (this.parts.guidance) this.guidance = await readGuidance(this.parts.guidance.path)
    if (this.parts.meta) this.meta = await readMeta(this.parts.meta, this.findings)
    if (this.meta && !this.meta.size) this.meta = null
    const described = this.guidance?.files.get(`${dataSetName(data.name)}.csv`.toLowerCase())
    if (!this.meta) this.findings.whole(described ? onlyGuidance() : noMeta(data.name))
  }

  /** The header, and, where the meta table does not say what a column is, a first look at its cells. */
  private async readColumns(data: GivenFile): Promise<string[] | null> {
    let names: string[] | null = null
    let repeated = new Set<string>()
    const looks = new Map<number, Looks>()
    let looking: [number, Looks][] = []
    await readCsv(data.path, {
      header: (header) => {
        names = header
        repeated = repeatedNames(header, this.findings)
        for (const at of undecided(header, repeated, this.meta)) looks.set(at, { figures: 0, texts: 0, marks: 0 })
        looking = [...looks]
        return looks.size ? undefined : 'stop'
      },
      row: (cells) => {
        for (const [at, look] of looking) lookAt(look, cells[at]!)
      },
      problem: () => {},
    })
    if (!names) this.stop(emptyFile(data.name))
    else {
      this.columns = sortColumns(names, repeated, this.meta, looks, this.findings)
      this.demandColumns(this.columns)
    }
    return names
  }

  private demandColumns({ place, indicators }: Columns) {
    for (const name of ['time_period', 'geographic_level']) if (!place.has(name)) this.stop(missingColumn(name))
    if (!place.has('time_identifier')) {
      const { periodType } = this.options
      if (!periodType) this.stop(noIdentifier())
      else if (!identifierOf(periodType)) this.stop(unknownChoice(periodType))
    }
    if (!indicators.length) this.stop(noFigures())
  }

  private async readRows(data: GivenFile, names: string[], columns: Columns) {
    const row = new RowReader(columns, this.options, this.known, this.findings, this.periods, this.places)
    const figures = new FigureReader(columns, this.cells, this.findings, curatedOf(data))
    const inRow: string[] = []
    await readCsv(data.path, {
      header: () => {},
      row: (cells, number) => {
        this.rows.read += 1
        const at = row.read(cells, number)
        if (!at) {
          this.rows.rejected += 1
          return
        }
        for (const [index, { at: column, isDescribed, name }] of columns.divisions.entries()) {
          inRow[index] = at.isSchool && (name === 'school_name' || !isDescribed) ? '' : cells[column]!
        }
        const from = this.cells.length
        figures.read(cells, number, at.period, at.place)
        this.rowsRead.add(from, this.cells.length, at.place, at.period, this.combinations.of(inRow, number, at.period), number)
      },
      problem: (problem) => this.problem(problem),
      ...(this.options.progress ? { progress: this.options.progress } : {}),
    })
    figures.tell()
    this.decimals = figures.decimals
    row.tell((name) => names.some((one) => (EES.aliases[one] ?? one) === name))
  }

  private problem(problem: CsvProblem) {
    if (problem.loses === 'row') {
      this.rows.read += 1
      this.rows.rejected += 1
    }
    if (problem.loses === 'rest') this.blocks = true
    this.findings.at(problem.row, {
      rule: problem.rule, severity: problem.loses === 'nothing' ? 'query' : 'error', message: problem.message, fix: problem.fix, eachRow: problem.loses === 'row',
      ...(problem.column ? { column: problem.column } : {}), ...(problem.value ? { value: problem.value } : {}),
    })
  }

  /** Once all rows are known: which combination is which group, which rows say the same or contradict each other. */
  private settle(data: GivenFile, columns: Columns): PublishedSet {
    const keys = keysOf(columns, this.combinations, this.findings)
    for (const [period, status] of keys.status) this.periods[period]!.status = status satisfies FigureStatus
    this.rows.rejected += this.rowsRead.settle(this.cells, keys.of, this.findings)
    const used = this.rowsRead.number(this.cells, keys.of, columns.indicators.length)
    const described = describeSet({ data, columns, keys: keys.keys, used, meta: this.meta, guidance: this.guidance, decimals: this.decimals, periodType: this.periodType(columns) })
    return { source: 'ees', ...described, periods: this.periods, places: this.places, cells: this.cells }
  }

  private periodType({ place }: Columns) {
    return place.has('time_identifier') ? (this.firstIdentifier ?? '') : (this.options.periodType ?? '')
  }

  private get firstIdentifier() {
    const first = this.periods[0]
    return first ? (PERIOD_TYPE_NAMES[first.period.type] ?? identifierOf(first.spelling.split(' ').slice(1).join(' '))?.name) : undefined
  }
}

const PERIOD_TYPE_NAMES: Record<string, string> = {
  academic: 'Academic year', calendar: 'Calendar year', financial: 'Financial year', reporting: 'Reporting year', tax: 'Tax year',
  term: 'Term', quarter: 'Quarter', half: 'Half year', month: 'Month', week: 'Week',
}

function curatedOf(data: GivenFile) {
  return EES.dataSets[dataSetName(data.name)]?.measures ?? {}
}

interface At {
  period: number
  place: number
  isSchool: boolean
}

/** Tells of each row when and where it is; remembers what it has told, since files repeat a few periods and places over and over. */
class RowReader {
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
        if (!has(name)) this.findings.whole({ rule: 'column-missing', severity: 'query', column: name, message: `The file has ${level.name} rows and no column ${name}.`, fix: `Add the column ${name}.` })
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
    const { place, found } = placeOf(level, (column) => (at(column) === undefined ? '' : cells[at(column)!]!.trim()), (column) => at(column) !== undefined, this.known)
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

interface Read {
  value: number
  reading: Reading | null
  decimals: number
  /** The text, where it differs from how we print what we read. */
  found: string | undefined
}

/** Reads the figures of a row into the set's cells, under the indicator's number until the groups are known. */
class FigureReader {
  private readonly columns: Columns
  private readonly cells: Cells
  private readonly findings: Findings
  private readonly values: Float64Array
  private readonly known = new Map<string, Read>()
  private readonly rates: (Rate | null)[]
  /** Rates that are not their parts, by indicator. */
  private readonly apart: ({ rows: number; first: number; found: (rows: number) => Found } | undefined)[] = []
  /** Most decimals seen of each indicator. */
  readonly decimals: number[]
  private readonly blanks: { rows: number; first: number }[]
  private readonly marks: { rows: number; first: number; marks: Set<string> }[]

  constructor(columns: Columns, cells: Cells, findings: Findings, curated: Record<string, CuratedMeasure>) {
    this.columns = columns
    this.cells = cells
    this.findings = findings
    this.values = new Float64Array(columns.indicators.length)
    this.rates = columns.indicators.map(({ name }) => rateOf(curated[name], columns))
    this.decimals = columns.indicators.map(() => 0)
    this.blanks = columns.indicators.map(() => ({ rows: 0, first: 0 }))
    this.marks = columns.indicators.map(() => ({ rows: 0, first: 0, marks: new Set() }))
  }

  read(cells: string[], row: number, period: number, place: number) {
    const { indicators } = this.columns
    const reads: (Read | null)[] = []
    for (let at = 0; at < indicators.length; at += 1) {
      const read = this.readCell(cells[indicators[at]!.at]!, at, row)
      reads.push(read)
      this.values[at] = read?.value ?? Number.NaN
      if (read && read.decimals > this.decimals[at]!) this.decimals[at] = read.decimals
    }
    for (let series = 0; series < indicators.length; series += 1) {
      const read = reads[series]
      if (!read) continue
      const cell = { series, period, place, value: read.reading!.value, missing: read.reading!.missing, row, ...this.partsOf(series, row) }
      this.cells.add(read.found === undefined ? cell : { ...cell, found: read.found })
    }
  }

  tell() {
    for (const [at, { name }] of this.columns.indicators.entries()) {
      const blank = this.blanks[at]!
      const old = this.marks[at]!
      if (blank.rows) this.findings.at(blank.first, blankCells(name, blank.rows))
      const apart = this.apart[at]
      if (apart) this.findings.at(apart.first, apart.found(apart.rows))
      if (old.rows) this.findings.at(old.first, oldMarks(name, [...old.marks], old.rows))
    }
  }

  private readCell(text: string, at: number, row: number): Read | null {
    let read = this.known.get(text)
    if (!read) {
      read = readNew(text)
      if (this.known.size < 100_000) this.known.set(text, read)
    }
    if (!read.reading) {
      this.findings.at(row, unreadable(this.columns.indicators[at]!.name, text))
      return null
    }
    if (read.reading.missing !== null) this.noteMissing(text.trim(), at, row)
    return read
  }

  private noteMissing(text: string, at: number, row: number) {
    const note = text === '' ? this.blanks[at]! : OLD_MARKS.has(text) ? this.marks[at]! : null
    if (!note) return
    note.rows += 1
    note.first ||= row
    if ('marks' in note) (note as { marks: Set<string> }).marks.add(text)
  }

  /** Numerator and denominator of a rate whose parts stand in the same row, held against the rate. */
  private partsOf(series: number, row: number) {
    const rate = this.rates[series]
    if (!rate) return NO_PARTS
    const numerator = sum(this.values, rate.numerator)
    const denominator = sum(this.values, rate.denominator)
    if (Number.isNaN(numerator) || Number.isNaN(denominator)) return NO_PARTS
    const value = this.values[series]!
    if (rate.isPercent && denominator !== 0 && Math.abs(value - (100 * numerator) / denominator) > 0.5 * 10 ** -rate.decimals + 1e-9) {
      this.apart[series] ??= { rows: 0, first: row, found: (rows) => notItsParts(this.columns.indicators[series]!.name, value, numerator, denominator, rows) }
      this.apart[series].rows += 1
      return NO_PARTS
    }
    return { numerator, denominator }
  }
}

const NO_PARTS = { numerator: null, denominator: null }

interface Rate {
  /** Indicators, by number, that add up to each. */
  numerator: number[]
  denominator: number[]
  isPercent: boolean
  decimals: number
}

function rateOf(curated: CuratedMeasure | undefined, { indicators }: Columns): Rate | null {
  if (!curated?.numerator || !curated.denominator) return null
  const numbers = (names: string[]) => names.map((name) => indicators.findIndex((one) => one.name === name))
  const rate = { numerator: numbers(curated.numerator), denominator: numbers(curated.denominator), isPercent: curated.unit === '%', decimals: curated.decimals }
  return [...rate.numerator, ...rate.denominator].includes(-1) ? null : rate
}

function sum(values: Float64Array, at: number[]) {
  let total = 0
  for (const one of at) total += values[one]!
  return total
}

function readNew(text: string): Read {
  const reading = readFigure(text)
  if (!reading) return { value: Number.NaN, reading, decimals: 0, found: undefined }
  const trimmed = text.trim()
  const asPrinted = reading.value === null ? (reading.missing === 'not-reported' ? '' : reading.missing) : String(reading.value)
  const decimals = reading.value === null ? 0 : (/\.(\d+)/.exec(trimmed)?.[1]?.length ?? 0)
  return { value: reading.value ?? Number.NaN, reading, decimals, found: trimmed === asPrinted ? undefined : trimmed }
}

const EMPTY_ROW: Found = { rule: 'empty-row', severity: 'query', message: 'The row is empty; it was passed over.', fix: 'Take it out.' }

const noData = (name: string): Found => ({
  rule: 'no-data', severity: 'error', message: `${name} is a meta table: it only describes columns, and its data file is not beside it, so there is nothing to load.`, fix: 'Give the data file as well.',
})
const noMeta = (name: string): Found => ({
  rule: 'no-meta', severity: 'query', message: `There is no meta table beside ${name}, and no data-guidance.txt that describes it: the columns' own names serve as labels, and what each is was told from its cells.`,
  fix: `Give ${dataSetName(name)}.meta.csv as well.`,
})
const onlyGuidance = (): Found => ({
  rule: 'no-meta', severity: 'query', message: 'There is no meta table; labels come from the release\'s data-guidance.txt, and units and decimals were told from the labels.', fix: 'Nothing to do.',
})
const emptyFile = (name: string): Found => ({ rule: 'no-data', severity: 'error', message: `${name} is empty: it has not even a header.`, fix: 'Download it again.' })
const missingColumn = (name: string): Found => ({ rule: 'column-missing', severity: 'error', column: name, message: `The file has no column ${name}, so its rows cannot be placed.`, fix: `Add the column ${name}.` })
const noIdentifier = (): Found => ({
  rule: 'period-type', severity: 'error', column: 'time_identifier',
  message: `The file has no column time_identifier, so what its time_period means is not known. Say which it is: ${PERIOD_CHOICES.join(', ')}, or Week 1 to Week 53, a month, or a quarter such as Financial year Q1.`,
  fix: 'Choose the period type on the import page, or add --period-type "Academic year" to the command.',
})
const unknownChoice = (choice: string): Found => ({
  rule: 'period-type', severity: 'error', column: 'time_identifier', value: choice, message: `"${choice}" is no period type. Choose one of ${PERIOD_CHOICES.join(', ')}.`, fix: 'Choose again.',
})
const noFigures = (): Found => ({ rule: 'no-figures', severity: 'error', message: 'The file has no column of figures.', fix: 'Give the data file of the release.' })
const unknownLevel = (text: string): Found => ({
  rule: 'level', severity: 'error', column: 'geographic_level', value: text, eachRow: true,
  message: `geographic_level "${text}" is not a level of the convention, so the row is not loaded.`, fix: 'Use National, Regional, Local authority or School, or another level of the convention.',
})
const passedOver = ({ name }: Level): Found => ({
  rule: 'level-passed-over', severity: 'query', column: 'geographic_level', value: name,
  message: `Rows at ${name} level are passed over: figures are held for England, regions, authorities and schools.`, fix: 'Nothing to do.',
})
const oddLevel = (text: string, name: string): Found => ({ rule: 'level', severity: 'query', column: 'geographic_level', value: text, message: `geographic_level "${text}" was read as ${name}.`, fix: `Write ${name}.` })
const badIdentifier = (text: string): Found => ({
  rule: 'time-identifier', severity: 'error', column: 'time_identifier', value: text, eachRow: true,
  message: `time_identifier "${text}" is none of the convention's, so the row is not loaded.`, fix: 'Use one such as Academic year, Calendar year or Financial year Q1.',
})
const oddIdentifier = (text: string, name: string): Found => ({ rule: 'time-identifier', severity: 'query', column: 'time_identifier', value: text, message: `time_identifier "${text}" was read as "${name}".`, fix: `Write ${name}.` })
const badPeriod = (text: string, wanted: string): Found => ({
  rule: 'time-period', severity: 'error', column: 'time_period', value: text, eachRow: true,
  message: `time_period "${text}" does not fit: ${wanted}. The row is not loaded.`, fix: 'Correct time_period, or time_identifier.',
})
const unreadable = (column: string, text: string): Found => ({
  rule: 'figure', severity: 'error', column, value: text, eachRow: true,
  message: `${column} holds "${text.slice(0, 60)}", which is neither a figure nor a mark for a missing one; the cell is not loaded.`, fix: 'Write a number without separators, or one of x, c, z, low, u.',
})
const blankCells = (column: string, rows: number): Found => ({
  rule: 'blank', severity: 'query', column, value: '', message: `${column} is blank in ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}, from this one on: read as not reported, never as 0.`, fix: 'Say why a figure is missing: x, c, z, low or u.',
})
const oldMarks = (column: string, marks: string[], rows: number): Found => ({
  rule: 'old-mark', severity: 'query', column, value: marks[0]!,
  message: `${column} marks missing figures in ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}, from this one on, as official statistics no longer do: ${marks.map((mark) => `"${mark}"`).join(', ')}. They were read as missing.`,
  fix: 'Use x, c, z, low or u.',
})
const notItsParts = (column: string, value: number, numerator: number, denominator: number, rows: number): Found => ({
  rule: 'rate', severity: 'query', column, value: String(value),
  message: `${column} says ${value} here, but ${numerator} of ${denominator} is ${((100 * numerator) / denominator).toFixed(2)}${rows > 1 ? `; the like in ${rows.toLocaleString('en-GB')} rows` : ''}. Loaded as published, without its parts.`,
  fix: 'Ask the publisher which is right.',
})
