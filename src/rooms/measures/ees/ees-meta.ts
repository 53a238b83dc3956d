import type { GivenFile } from '#platform'
import { readCsv } from '#platform'
import { EES, HARMONISED } from './ees-book.ts'
import type { Findings } from './ees-findings.ts'

/** What a meta table says of one column of the data. */
export interface Described {
  name: string
  type: 'filter' | 'indicator' | 'unknown'
  label: string
  unit: string
  decimals: number | null
  grouping: string
  groupedBy: string
  default: string
}

/** Reads the meta table beside a data file, and finds what does not keep to the convention. The first row of a column holds. */
export async function readMeta(file: GivenFile, findings: Findings): Promise<Map<string, Described>> {
  const described = new Map<string, Described>()
  const labels = new Map<string, string>()
  let at: (name: string) => number = () => -1
  await readCsv(file.path, {
    header: (names) => {
      at = (name) => names.indexOf(name)
      checkColumns(names, findings)
    },
    row: (cells, row) => {
      const cell = (name: string) => cells[at(name)]?.trim() ?? ''
      const name = cell('col_name')
      if (!name) return
      if (described.has(name)) return findings.at(row, twice(name, cell('label')))
      if (HARMONISED.has(name) && name !== 'school_name') return findings.at(row, harmonised(name))
      const one = describe(cell, row, findings)
      checkLabel(one, labels, row, findings)
      described.set(name, one)
    },
    problem: (problem) =>
      findings.at(problem.row, { ...about(`meta-${problem.rule}`), message: `In the meta table: ${problem.message}`, fix: problem.fix }),
  })
  return described
}

function checkColumns(names: string[], findings: Findings) {
  for (const name of EES.metaColumns.filter((one) => !names.includes(one))) {
    findings.whole({
      ...about('meta-column-missing'),
      column: name,
      message: `The meta table has no column ${name}.`,
      fix: `Add the column ${name}; it may be empty.`,
    })
  }
  for (const name of names.filter((one) => !EES.metaColumns.includes(one) && !EES.metaColumnsOptional.includes(one))) {
    findings.whole({
      ...about('meta-column-unknown'),
      column: name,
      message: `The meta table has a column ${name}, which does not belong there; it was passed over.`,
      fix: 'Take the column out.',
    })
  }
}

function describe(cell: (name: string) => string, row: number, findings: Findings): Described {
  const name = cell('col_name')
  const type = typeOf(cell('col_type'), name, row, findings)
  const query = (column: string, message: string, fix: string) =>
    findings.at(row, { ...about('meta-value'), column, value: cell(column) || name, message: `In the meta table, ${name}: ${message}`, fix })
  if (type === 'filter') {
    for (const column of ['indicator_dp', 'indicator_grouping', 'indicator_unit']) {
      if (cell(column)) query(column, `a filter has ${column} "${cell(column)}", which only an indicator can have.`, 'Leave it blank.')
    }
  }
  if (type === 'indicator') {
    for (const column of ['filter_hint', 'filter_grouping_column']) {
      if (cell(column)) query(column, `an indicator has ${column} "${cell(column)}", which only a filter can have.`, 'Leave it blank.')
    }
  }
  return {
    name,
    type,
    label: cell('label'),
    grouping: cell('indicator_grouping'),
    default: cell('filter_default'),
    unit: type === 'indicator' ? unitOf(cell('indicator_unit'), query) : '',
    decimals: type === 'indicator' ? decimalsOf(cell('indicator_dp'), query) : null,
    groupedBy: type === 'filter' ? cell('filter_grouping_column') : '',
  }
}

type Query = (column: string, message: string, fix: string) => void

function typeOf(text: string, name: string, row: number, findings: Findings): Described['type'] {
  if (text === 'Filter' || text === 'Indicator') return text === 'Filter' ? 'filter' : 'indicator'
  const plain = text.toLowerCase()
  const known = plain === 'filter' || plain === 'indicator'
  findings.at(row, {
    ...about('meta-col-type'),
    column: 'col_type',
    value: text,
    message: `In the meta table, ${name} has col_type "${text}"; ${known ? `it was read as ${plain === 'filter' ? 'Filter' : 'Indicator'}` : 'what it is was told from its figures'}.`,
    fix: 'Write Filter or Indicator.',
  })
  return known ? (plain as 'filter' | 'indicator') : 'unknown'
}

function unitOf(unit: string, query: Query) {
  if (EES.units.includes(unit)) return unit
  query(
    'indicator_unit',
    `"${unit}" is no unit of the convention; the figures were read without one.`,
    `Use one of ${EES.units.filter(Boolean).join(', ')}, or leave it blank.`,
  )
  return ''
}

function decimalsOf(text: string, query: Query) {
  if (text === '') return null
  if (/^\d$/.test(text)) return Number(text)
  query('indicator_dp', `indicator_dp is "${text}", which is no number of decimals; it was passed over.`, 'Write a whole number from 0 up.')
  return null
}

function checkLabel(one: Described, labels: Map<string, string>, row: number, findings: Findings) {
  const before = labels.get(one.label)
  if (!one.label)
    findings.at(row, {
      ...about('meta-label'),
      column: 'label',
      value: one.name,
      message: `In the meta table, ${one.name} has no label; its column name is shown.`,
      fix: 'Give it a label.',
    })
  else if (before)
    findings.at(row, {
      ...about('meta-label'),
      column: 'label',
      value: one.label,
      message: `In the meta table, ${before} and ${one.name} have the same label "${one.label}".`,
      fix: 'Give each its own.',
    })
  else labels.set(one.label, one.name)
}

const about = (rule: string) => ({ rule, severity: 'query' }) as const

const twice = (name: string, label: string) => ({
  ...about('meta-twice'),
  column: 'col_name',
  value: name,
  message: `The meta table describes ${name} twice; the second time as "${label}". The first holds.`,
  fix: 'Take one of the rows out.',
})

const harmonised = (name: string) => ({
  ...about('meta-harmonised'),
  column: 'col_name',
  value: name,
  message: `The meta table describes ${name}, which is a column of place or time and needs no description; it was passed over.`,
  fix: 'Take the row out.',
})
