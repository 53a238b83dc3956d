import { type FigureStatus, Issues } from '#kernel'
import { type Checked, type CheckOptions, type CsvProblem, type GivenFile, readCsv } from '#platform'
import { Cells, type PlaceOfFile, type PublishedSet, type SpeltPeriod } from '../published-set.ts'
import { dataSetName, EES } from './ees-book.ts'
import { type Columns, lookAt, type Looks, repeatedNames, sortColumns, undecided } from './ees-columns.ts'
import { FigureReader } from './ees-figure-reader.ts'
import { Findings, type Found } from './ees-findings.ts'
import { type Guidance, readGuidance } from './ees-guidance.ts'
import { Combinations, keysOf } from './ees-key.ts'
import { describeSet } from './ees-measures.ts'
import { type Described, readMeta } from './ees-meta.ts'
import { identifierOf, PERIOD_CHOICES } from './ees-period.ts'
import type { KnownPlaces } from './ees-place.ts'
import { RowReader } from './ees-row-reader.ts'
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
    return (
      this.content ?? {
        source: 'ees',
        publisher: '',
        release: '',
        measures: [],
        groups: [],
        series: [],
        periods: [],
        places: [],
        cells: new Cells(1),
      }
    )
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
      rule: problem.rule,
      severity: problem.loses === 'nothing' ? 'query' : 'error',
      message: problem.message,
      fix: problem.fix,
      eachRow: problem.loses === 'row',
      ...(problem.column ? { column: problem.column } : {}),
      ...(problem.value ? { value: problem.value } : {}),
    })
  }

  /** Once all rows are known: which combination is which group, which rows say the same or contradict each other. */
  private settle(data: GivenFile, columns: Columns): PublishedSet {
    const keys = keysOf(columns, this.combinations, this.findings)
    for (const [period, status] of keys.status) this.periods[period]!.status = status satisfies FigureStatus
    this.rows.rejected += this.rowsRead.settle(this.cells, keys.of, this.findings)
    const used = this.rowsRead.number(this.cells, keys.of, columns.indicators.length)
    const described = describeSet({
      data,
      columns,
      keys: keys.keys,
      used,
      meta: this.meta,
      guidance: this.guidance,
      decimals: this.decimals,
      periodType: this.periodType(columns),
    })
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
  academic: 'Academic year',
  calendar: 'Calendar year',
  financial: 'Financial year',
  reporting: 'Reporting year',
  tax: 'Tax year',
  term: 'Term',
  quarter: 'Quarter',
  half: 'Half year',
  month: 'Month',
  week: 'Week',
}

function curatedOf(data: GivenFile) {
  return EES.dataSets[dataSetName(data.name)]?.measures ?? {}
}

const noData = (name: string): Found => ({
  rule: 'no-data',
  severity: 'error',
  message: `${name} is a meta table: it only describes columns, and its data file is not beside it, so there is nothing to load.`,
  fix: 'Give the data file as well.',
})
const noMeta = (name: string): Found => ({
  rule: 'no-meta',
  severity: 'query',
  message: `There is no meta table beside ${name}, and no data-guidance.txt that describes it: the columns' own names serve as labels, and what each is was told from its cells.`,
  fix: `Give ${dataSetName(name)}.meta.csv as well.`,
})
const onlyGuidance = (): Found => ({
  rule: 'no-meta',
  severity: 'query',
  message: "There is no meta table; labels come from the release's data-guidance.txt, and units and decimals were told from the labels.",
  fix: 'Nothing to do.',
})
const emptyFile = (name: string): Found => ({
  rule: 'no-data',
  severity: 'error',
  message: `${name} is empty: it has not even a header.`,
  fix: 'Download it again.',
})
const missingColumn = (name: string): Found => ({
  rule: 'column-missing',
  severity: 'error',
  column: name,
  message: `The file has no column ${name}, so its rows cannot be placed.`,
  fix: `Add the column ${name}.`,
})
const noIdentifier = (): Found => ({
  rule: 'period-type',
  severity: 'error',
  column: 'time_identifier',
  message: `The file has no column time_identifier, so what its time_period means is not known. Say which it is: ${PERIOD_CHOICES.join(', ')}, or Week 1 to Week 53, a month, or a quarter such as Financial year Q1.`,
  fix: 'Choose the period type on the import page, or add --period-type "Academic year" to the command.',
})
const unknownChoice = (choice: string): Found => ({
  rule: 'period-type',
  severity: 'error',
  column: 'time_identifier',
  value: choice,
  message: `"${choice}" is no period type. Choose one of ${PERIOD_CHOICES.join(', ')}.`,
  fix: 'Choose again.',
})
const noFigures = (): Found => ({
  rule: 'no-figures',
  severity: 'error',
  message: 'The file has no column of figures.',
  fix: 'Give the data file of the release.',
})
