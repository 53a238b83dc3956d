import { readDay } from '../src/rooms/places/code-rows.ts'

export interface PlaceRecord {
  /** Ours, to refer to it within places.json. */
  key: string
  level: 'authority' | 'region' | 'country'
  name: string
  starts: string | null
  ends: string | null
  alsoCalled: string[]
  codes: { scheme: 'ons' | 'dfe' | 'lait'; code: string; starts: string | null; ends: string | null }[]
  /** Its parent by hierarchy. */
  within: Record<string, string>
}

type CsvRow = Record<string, string>

/**
 * The authorities, regions and England of the lists, each one place whatever its codes were: a three-digit code is the
 * identity, since the nine-character one changes with a boundary. The lists begin on 1 January 2009: what stood then has no start.
 */
export function placesOf(authorities: CsvRow[], regions: CsvRow[], laitList: { number: string; name: string; region: string }[]) {
  const lait = new Map(laitList.map((row) => [row.number, row]))
  const byNumber = Map.groupBy(
    authorities.filter((row) => /^\d{3}$/.test(row['old_la_code']!) && /^E(06|08|09|10)/.test(row['new_la_code']!)),
    (row) => row['old_la_code']!,
  )
  const places = [...byNumber].map(([number, rows]) => authority(number, [...countyBefore(number, authorities), ...rows], lait.get(number)))
  return {
    hierarchies: { regions: 'Government regions', london: 'Inner and Outer London' },
    successions: SUCCESSIONS.flatMap(({ on, from, to }) => from.flatMap((one) => to.map((other) => ({ from: one, to: other, on })))),
    places: [england(), ...regions.map((row) => region(row, laitList)), ...places.sort((a, b) => (a.key < b.key ? -1 : 1))],
  }
}

/** Who took over from whom. A county that became one unitary authority kept its three digits and is one place. */
const SUCCESSIONS = [
  { on: '2009-04-01', from: ['820'], to: ['822', '823'] },
  { on: '2009-04-01', from: ['875'], to: ['895', '896'] },
  { on: '2019-04-01', from: ['835'], to: ['838', '839'] },
  { on: '2019-04-01', from: ['836', '837'], to: ['839'] },
  { on: '2021-04-01', from: ['928'], to: ['940', '941'] },
  { on: '2023-04-01', from: ['909'], to: ['942', '943'] },
]

/** Counties of 2009 the list gives without their three digits, which the unitary authority after them kept. */
const COUNTY_OF: Record<string, string> = { 840: 'E10000010', 929: 'E10000022', 893: 'E10000026', 865: 'E10000033' }

const countyBefore = (number: string, rows: CsvRow[]) => rows.filter((row) => row['new_la_code'] === COUNTY_OF[number])

/** Two authorities of one name: the one that ended says so. */
const NAMES: Record<string, string> = { 835: 'Dorset (until 2019)' }

function authority(number: string, rows: CsvRow[], lait: { name: string; region: string } | undefined): PlaceRecord {
  const codes = rows
    .map((row) => ({
      scheme: 'ons' as const,
      code: row['new_la_code']!,
      starts: sinceRecords(row['date_of_operation']!),
      ends: readDay(row['date_of_termination']!) ?? null,
    }))
    .sort((a, b) => ((a.starts ?? '') < (b.starts ?? '') ? -1 : 1))
  const official = rows.find((row) => row['new_la_code'] === codes.at(-1)!.code)!
  const name = NAMES[number] ?? plainName(official['la_name']!)
  const starts = codes[0]!.starts
  const ends = codes.at(-1)!.ends
  const inner = lait?.region === 'Inner London' ? 'E13000001' : lait?.region === 'Outer London' ? 'E13000002' : null
  return {
    key: number,
    level: 'authority',
    name,
    starts,
    ends,
    alsoCalled: [...new Set([...rows.map((row) => row['la_name']!), ...(lait ? [lait.name] : [])])].filter((other) => other !== name),
    codes: [{ scheme: 'dfe', code: number, starts, ends }, ...codes],
    within: { regions: official['parent_geography_code']!, ...(inner ? { london: inner } : {}) },
  }
}

/** "Bristol, City of" is sorted and said as Bristol. */
const plainName = (name: string) => name.replace(/, (City|County) of$/, '')

const sinceRecords = (text: string) => (text === '01/01/2009' ? null : (readDay(text) ?? null))

function region({ region_code: code, region_name: name }: CsvRow, lait: { number: string; name: string; region: string }[]): PlaceRecord {
  const inLondon = code!.startsWith('E13')
  const itsNumber = lait.find(
    (row) =>
      /^9[89]\d$/.test(row.number) && (plain(row.name) === plain(name!) || plain(row.name) === plain(name!.replace(/^(\w+) London$/, 'London ($1)'))),
  )!
  return {
    key: code!,
    level: 'region',
    name: name!,
    starts: null,
    ends: null,
    alsoCalled: itsNumber.name === name ? [] : [itsNumber.name],
    codes: [
      { scheme: 'ons', code: code!, starts: null, ends: null },
      { scheme: 'lait', code: itsNumber.number, starts: null, ends: null },
    ],
    within: inLondon ? { london: 'E12000007' } : { regions: 'E92000001' },
  }
}

const plain = (name: string) => name.toLowerCase()

function england(): PlaceRecord {
  return {
    key: 'E92000001',
    level: 'country',
    name: 'England',
    starts: null,
    ends: null,
    alsoCalled: [],
    codes: [
      { scheme: 'ons', code: 'E92000001', starts: null, ends: null },
      { scheme: 'lait', code: '970', starts: null, ends: null },
    ],
    within: {},
  }
}
