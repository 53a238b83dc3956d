import { readFigure } from '#kernel'
import { EES, HARMONISED } from './ees-book.ts'
import type { Findings } from './ees-findings.ts'
import type { Described } from './ees-meta.ts'

export interface Indicator {
  at: number
  name: string
  described: Described | null
}

/** A column that divides the figures. */
export interface Division {
  at: number
  name: string
  /** The column its values are grouped by, as an index into the divisions; -1 for none. */
  groupedBy: number
  label: string
  whole: string
  /** Whether the meta table says it is a filter. Where it does not, it only describes the school of a School row. */
  isDescribed: boolean
}

export interface Columns {
  /** Where each harmonised column stands. */
  place: Map<string, number>
  indicators: Indicator[]
  divisions: Division[]
  /** Where the column stands that says how final the figures are, as a division; -1 for none. */
  status: number
}

/** Names that stand more than once: no copy can be trusted. */
export function repeatedNames(names: string[], findings: Findings) {
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at))
  for (const name of repeated) {
    const copies = names.filter((one) => one === name).length
    findings.whole({
      rule: 'column-twice',
      severity: 'query',
      column: name,
      message: `The column name ${name} stands ${copies === 2 ? 'twice' : `${copies} times`}, so it cannot be told which is meant: all its copies are set aside, the rest is loaded.`,
      fix: 'Give each column a name of its own.',
    })
  }
  return repeated
}

/** What the cells of a column look like; told only where the meta table does not say what it is. */
export interface Looks {
  figures: number
  texts: number
  marks: number
}

/** Columns whose kind can only be told from their cells. */
export function undecided(names: string[], repeated: Set<string>, meta: Map<string, Described> | null): number[] {
  const groupings = new Set([...(meta?.values() ?? [])].map((one) => one.groupedBy))
  return names.flatMap((name, at) => {
    const type = meta?.get(name)?.type
    const isKnown =
      name === '' || isOurs(name) || repeated.has(name) || HARMONISED.has(harmonisedName(name)) || type === 'filter' || type === 'indicator' || groupings.has(name)
    return isKnown ? [] : [at]
  })
}

export function lookAt(looks: Looks, cell: string) {
  if (cell === '') return
  if (!Number.isNaN(Number(cell))) looks.figures += 1
  else if (readFigure(cell) === null) looks.texts += 1
  else looks.marks += 1
}

/** Sorts the columns of a data file: place and time, what divides the figures, and the figures. */
export function sortColumns(
  names: string[],
  repeated: Set<string>,
  meta: Map<string, Described> | null,
  looks: Map<number, Looks>,
  findings: Findings,
): Columns {
  const columns: Columns = { place: new Map(), indicators: [], divisions: [], status: -1 }
  const groupings = new Set([...(meta?.values() ?? [])].map((one) => one.groupedBy).filter(Boolean))
  for (const [at, name] of names.entries()) {
    if (name === '') nameless(at, findings)
    if (name === '' || repeated.has(name) || isOurs(name)) continue
    const described = meta?.get(name) ?? null
    const harmonised = harmonisedName(name)
    if (HARMONISED.has(harmonised) && !columns.place.has(harmonised)) columns.place.set(harmonised, at)
    else if (described?.type === 'filter') columns.divisions.push(division(at, name, described, true))
    else if (described?.type === 'indicator') addIndicator(columns, { at, name, described }, findings)
    else if (groupings.has(name)) columns.divisions.push(division(at, name, null, true))
    else addByLooks(columns, at, name, described, meta !== null, looks.get(at) ?? { figures: 0, texts: 0, marks: 0 }, findings)
  }
  if (columns.place.has('school_name'))
    columns.divisions.push(
      division(
        columns.place.get('school_name')!,
        'school_name',
        meta?.get('school_name') ?? null,
        meta?.get('school_name')?.type === 'filter' || groupings.has('school_name'),
      ),
    )
  pairUp(columns, meta)
  columns.status = columns.divisions.findIndex(({ name }) => EES.statusColumns.includes(name))
  for (const name of meta?.keys() ?? []) if (!names.includes(name)) absent(name, findings)
  return columns
}

/** What our own download of findings adds: the file comes back mended with them still in it. */
const isOurs = (name: string) => name === 'belong_finding' || name === 'belong_how_to_fix'

const harmonisedName = (name: string) => EES.aliases[name] ?? name

function addIndicator(columns: Columns, indicator: Indicator, findings: Findings) {
  if (indicator.described?.unit !== 'numberstring') columns.indicators.push(indicator)
  else
    findings.whole({
      rule: 'number-as-text',
      severity: 'query',
      column: indicator.name,
      message: `${indicator.name} is described as a number that is a name (numberstring), not a figure; it was left out.`,
      fix: 'Nothing to do where it is an identifier.',
    })
}

function addByLooks(columns: Columns, at: number, name: string, described: Described | null, hasMeta: boolean, looks: Looks, findings: Findings) {
  if (hasMeta && !described) {
    undescribed(name, looks, findings)
    if (looks.texts > 0) columns.divisions.push(division(at, name, null, false))
  } else if (isDivision(name, looks)) columns.divisions.push(division(at, name, described, false))
  else if (looks.figures + looks.marks > 0) addIndicator(columns, { at, name, described }, findings)
}

/** A column of text divides; one that holds a few unreadable cells among figures is a column of figures with faults. */
function isDivision(name: string, { figures, texts, marks }: Looks) {
  if (EES.filters.includes(name) || EES.schoolAttributes.includes(name)) return figures + texts > 0
  return texts > 0 && texts > (figures + marks) * 0.05
}

function division(at: number, name: string, described: Described | null, isDescribed: boolean): Division {
  return { at, name, groupedBy: -1, label: described?.label || inWords(name), whole: described?.default ?? '', isDescribed }
}

function pairUp({ divisions }: Columns, meta: Map<string, Described> | null) {
  for (const one of divisions) {
    const by = meta?.get(one.name)?.groupedBy || EES.pairs[one.name]
    const group = by ? divisions.findIndex(({ name }) => name === by) : -1
    if (group >= 0 && divisions[group] !== one) one.groupedBy = group
  }
}

/** `phase_type_grouping` → "Phase type grouping". */
export function inWords(name: string) {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function undescribed(name: string, { texts, figures }: Looks, findings: Findings) {
  const became =
    texts > 0
      ? 'it was taken as something that divides the figures (of a School row, as a description of the school)'
      : figures > 0
        ? 'its figures are set aside'
        : 'it was passed over'
  findings.whole({
    rule: 'column-undescribed',
    severity: 'query',
    column: name,
    message: `The meta table does not describe the column ${name}; ${became}.`,
    fix: 'Add a row for it to the meta table.',
  })
}

function absent(name: string, findings: Findings) {
  findings.whole({
    rule: 'column-absent',
    severity: 'query',
    column: name,
    message: `The meta table describes ${name}, which the data does not have.`,
    fix: 'Correct the name in one of the two.',
  })
}

function nameless(at: number, findings: Findings) {
  findings.whole({
    rule: 'column-nameless',
    severity: 'query',
    message: `Column ${at + 1} has no name; it was passed over.`,
    fix: 'Name it or take it out.',
  })
}
