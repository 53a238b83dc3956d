import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import type { Polarity } from './published-set.ts'

/** A row of DfE's data dictionary of the Local Authority Interactive Tool, its empty cells (`NA`) as ''. */
export interface DictionaryRow {
  row: number
  topic: string
  measure: string
  title: string
  short: string
  polarity: string
  axis: string
  description: string
  owner: string
  method: string
  decimals: string
  yearType: string
  noQuartile: string
}

/** What the dictionary decides of a column. */
export interface ColumnRules {
  label: string
  unit: string
  polarity: Polarity
  decimals: number
  quartiles: boolean
  yearType: string
}

const HEADER = ['Measure_code', 'Topic', 'Measure', 'Chart_title', 'Measure_short', 'Polarity', 'y_axis_name', 'Year_Type']

export function looksLikeDictionary(firstLine: string) {
  const found = Papa.parse<string[]>(firstLine.replace(/^\uFEFF/, '').split('\n')[0] ?? '').data[0] ?? []
  return HEADER.every((name) => found.includes(name))
}

export async function readDictionary(path: string): Promise<DictionaryRow[]> {
  const text = await readFile(path, 'utf8')
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true })
  const cell = (row: Record<string, string>, name: string) =>
    row[name] === undefined || row[name] === 'NA' ? '' : row[name].replaceAll(/\r\n?/g, '\n').trim()
  return data.map((row, index) => ({
    row: index + 2,
    topic: cell(row, 'Topic'),
    measure: cell(row, 'Measure'),
    title: cell(row, 'Chart_title'),
    short: row['Measure_short'] ?? '',
    polarity: cell(row, 'Polarity'),
    axis: cell(row, 'y_axis_name'),
    description: cell(row, 'Description'),
    owner: cell(row, 'Data Owner (DO) /Supplier and Contact Details'),
    method: cell(row, 'Methodology'),
    decimals: cell(row, 'dps'),
    yearType: cell(row, 'Year_Type'),
    noQuartile: cell(row, 'No_Quartile'),
  }))
}

export function rulesOf(row: DictionaryRow): ColumnRules {
  return {
    label: row.title || row.measure,
    unit: unitOf(row),
    polarity: row.polarity === 'High' ? 'high' : row.polarity === 'Low' ? 'low' : 'none',
    decimals: /^\d$/.test(row.decimals) ? Number(row.decimals) : 1,
    quartiles: row.noQuartile !== 'N',
    yearType: row.yearType,
  }
}

/** The unit in our words, from the axis and, where the axis is loose ("Turnover rate", "Entries"), the title. */
function unitOf({ axis, title }: DictionaryRow) {
  const rate = /^Rate per (1000|10,000|100,000)\s*(?:of )?(.*)$/.exec(axis)
  if (rate) return `per ${rate[1] === '1000' ? '1,000' : rate[1]} ${PEOPLE[rate[2] ?? ''] ?? peopleOf(title)}`
  if (axis === 'Spend' || axis === 'Unit Cost') return '£'
  if (title.startsWith('Number') && !title.includes('%')) return ''
  return axis.startsWith('%') || /\(%\)|%/.test(title) ? '%' : ''
}

const PEOPLE: Record<string, string> = {
  'live births': 'live births',
  '15 - 17 year olds': '15 to 17 year olds',
  '10-17 population': '10 to 17 year olds',
}

const peopleOf = (title: string) => (title.includes('15-24') ? '15 to 24 year olds' : 'children')
