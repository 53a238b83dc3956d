/**
 * DfE's benchmark rules worked out a second time, in exact decimal arithmetic, straight from the files DfE publishes. It shares no
 * code with Belong, so that a mistake would have to be made twice to go unseen. The rules are in docs as DfE states them: neighbour
 * mean plain, ranks over authorities with ties sharing the lowest number, quartile cut points by linear interpolation.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import readXlsxFile from 'read-excel-file/node'

export interface Benchmark {
  /** As the source spells it; '' where the authority never had a value. */
  period: string
  value: number | null
  neighbours: number | null
  reporting: number | null
  rank: number | null
  of: number | null
  quartile: string | null
  england: number | null
  /** The region as LAIT shows it: Inner or Outer London where that has a value, else London. */
  region: number | null
  /** Minus the year before, where both have a value. */
  change: number | null
}

export interface Oracle {
  shortNames: string[]
  authorities: string[]
  /** For the authority's own latest period with a value, or for a period as the source spells it. */
  benchmark: (shortName: string, dfeCode: string, period?: string) => Benchmark
}

/** A decimal as a whole number of 10^-24ths: enough for every text of the file, and sums and comparisons are exact. */
type Exact = bigint
const PLACES = 24n
const ONE = 10n ** PLACES
const ENGLAND = '970'

export async function oracle(folder: string, neighboursFile = 'sn_may_2025.xlsx'): Promise<Oracle> {
  const figures = await figuresOf(join(folder, 'bds_long_0.parquet'))
  const rules = rulesOf(join(folder, 'lait_data_dictionary.csv'))
  const closest = await neighboursOf(join(folder, neighboursFile))
  return {
    shortNames: [...figures.byMeasure.keys()],
    authorities: [...closest.keys()],
    benchmark: (shortName, code, period) => benchmark(figures.byMeasure.get(shortName)!, rules.get(shortName)!, closest.get(code) ?? [], code, REGIONS[figures.regions.get(code)!] ?? [], period),
  }
}

/** Short name → spelling of the period → place → value. Missing ones are left out. */
type Figures = Map<string, Map<string, Map<string, Exact>>>

async function figuresOf(path: string): Promise<{ byMeasure: Figures; regions: Map<string, string> }> {
  const figures: Figures = new Map()
  const regions = new Map<string, string>()
  for (const row of await parquetReadObjects({ file: await asyncBufferFromFile(path) })) {
    const periods = figures.get(row['Short Desc']) ?? new Map<string, Map<string, Exact>>()
    figures.set(row['Short Desc'], periods)
    const places = periods.get(row['Years']) ?? new Map<string, Exact>()
    periods.set(row['Years'], places)
    regions.set(String(row['LA Number']), row['Region'])
    const value = exact(row['Values'])
    if (value !== null) places.set(String(row['LA Number']), value)
  }
  return { byMeasure: figures, regions }
}

/** LAIT's own numbers for the regions it names, in the order they are looked at. */
const REGIONS: Record<string, string[]> = {
  'North East': ['980'], 'North West': ['981'], 'Yorkshire and The Humber': ['982'], 'East Midlands': ['983'], 'West Midlands': ['984'], 'East of England': ['985'],
  'Inner London': ['987', '986'], 'Outer London': ['988', '986'], 'South East': ['989'], 'South West': ['990'],
}

/** Rounded to ten significant digits, half away from zero, as a decimal: `2.3199999999999998` is 2.32. */
function exact(text: string): Exact | null {
  const match = /^(-?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i.exec(text)
  const [, sign, whole = '', part = '', power] = match ?? []
  if (whole + part === '') return null
  const digits = (whole + part).replace(/^0+/, '')
  const scale = part.length - Number(power ?? 0)
  if (digits === '') return 0n
  const isWhole = scale <= 0 || (digits.length >= scale && /^0*$/.test(digits.slice(-scale)))
  const kept = isWhole || digits.length <= 10 ? BigInt(digits) : roundedTo(digits, 10)
  const tenths = PLACES - BigInt(scale)
  const value = tenths >= 0n ? kept * 10n ** tenths : kept / 10n ** -tenths
  return sign === '-' ? -value : value
}

function roundedTo(digits: string, length: number) {
  const unit = 10n ** BigInt(digits.length - length)
  return ((BigInt(digits) + unit / 2n) / unit) * unit
}

interface Rules {
  polarity: string
  quartiles: boolean
}

/** Fourteen short names stand twice: the first row holds. */
function rulesOf(path: string) {
  const rules = new Map<string, Rules>()
  for (const row of parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[]) {
    if (!rules.has(row['Measure_short']!)) rules.set(row['Measure_short']!, { polarity: row['Polarity']!, quartiles: row['No_Quartile'] !== 'N' })
  }
  return rules
}

async function neighboursOf(path: string) {
  const [sheet] = await readXlsxFile(path)
  const closest = new Map<string, string[]>()
  for (const cells of sheet!.data.slice(3)) {
    if (typeof cells[2] === 'number')
      closest.set(
        String(cells[2]),
        [5, 7, 9, 11, 13, 15, 17, 19, 21, 23].map((at) => String(cells[at])),
      )
  }
  return closest
}

function benchmark(
  periods: Map<string, Map<string, Exact>>,
  { polarity, quartiles }: Rules,
  closest: string[],
  code: string,
  regions: string[],
  asked?: string,
): Benchmark {
  const period =
    asked ??
    [...periods.keys()]
      .filter((spelling) => periods.get(spelling)!.has(code))
      .sort((a, b) => lastYear(a) - lastYear(b))
      .at(-1)
  const places = period === undefined ? undefined : periods.get(period)
  if (period === undefined || !places)
    return { period: '', value: null, neighbours: null, reporting: null, rank: null, of: null, quartile: null, england: null, region: null, change: null }
  const value = places.get(code)
  const near = closest.flatMap((neighbour) => places.get(neighbour) ?? [])
  const all = [...places].flatMap(([place, one]) => (Number(place) < 970 ? [one] : [])).sort(ascending)
  const directed = polarity === 'High' || polarity === 'Low'
  return {
    period,
    value: value === undefined ? null : number(value, 1n),
    neighbours: near.length
      ? number(
          near.reduce((sum, one) => sum + one, 0n),
          BigInt(near.length),
        )
      : null,
    reporting: near.length,
    rank: directed && value !== undefined ? 1 + all.filter((one) => (polarity === 'Low' ? one < value : one > value)).length : null,
    of: all.length,
    quartile: directed && quartiles && value !== undefined ? band(all, value, polarity) : null,
    england: places.has(ENGLAND) ? number(places.get(ENGLAND)!, 1n) : null,
    region: shown(places, regions.find((one) => places.has(one))),
    change: changed(value, [...periods].find(([spelling]) => bare(spelling) === yearBefore(bare(period)))?.[1].get(code)),
  }
}

const shown = (places: Map<string, Exact>, code: string | undefined) => (code === undefined ? null : number(places.get(code)!, 1n))
const changed = (now: Exact | undefined, before: Exact | undefined) => (now === undefined || before === undefined ? null : number(now - before, 1n))

/** `2025 (prov)` and `2025` are one year. */
const bare = (spelling: string) => spelling.replace(/ \(.*\)$/, '')

/** Every year of a spelling one less, written as it was: 2019-21 → 2018-20. */
const yearBefore = (spelling: string) => spelling.replace(/\d+/g, (year) => String((Number(year) + (year.length === 2 ? 99 : -1)) % (year.length === 2 ? 100 : 10_000)).padStart(year.length, '0'))

/** The last year a spelling covers. */
function lastYear(spelling: string) {
  const years = spelling.match(/\d+/g)!.map(Number)
  const last = years.at(-1)!
  return years.length === 1 || last > 99 ? last : Math.floor(years[0]! / 100) * 100 + last
}

/** A at or below the first cut point where low is good; a value on a cut point goes to the lower-number side either way. */
function band(sorted: Exact[], value: Exact, polarity: string) {
  const above = [1n, 2n, 3n].filter((quarter) => value * 4n > fourTimesCut(sorted, quarter)).length
  return (polarity === 'Low' ? 'ABCD' : 'DCBA')[above]!
}

/** Four times the cut point, so that no quarter of a position is ever rounded. */
function fourTimesCut(sorted: Exact[], quarter: bigint) {
  const position = BigInt(sorted.length - 1) * quarter
  const below = sorted[Number(position / 4n)]!
  const next = sorted[Number(position / 4n) + 1] ?? below
  return below * 4n + (next - below) * (position % 4n)
}

const ascending = (a: Exact, b: Exact) => (a < b ? -1 : a > b ? 1 : 0)

/** A quotient as the nearest number, worked out to 30 digits. */
function number(value: Exact, parts: bigint) {
  const size = 10n ** 30n
  const scaled = (value * size) / (parts * ONE)
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(31, '0')
  return Number(`${scaled < 0n ? '-' : ''}${digits.slice(0, -30)}.${digits.slice(-30)}`)
}
