import type { FigureStatus } from '#kernel'
import type { GroupSpec } from '../published-set.ts'
import { EES, kebab } from './ees-book.ts'
import type { Columns, Division } from './ees-columns.ts'
import type { Findings } from './ees-findings.ts'

/** The distinct combinations of values that divide the figures, as the rows have them. */
export class Combinations {
  readonly all: { cells: string[]; rows: number; firstRow: number; periods: Set<number> }[] = []
  private readonly known = new Map<string, number>()

  /** The number of a row's combination. */
  of(cells: string[], row: number, period: number) {
    const key = cells.length === 1 ? cells[0]! : cells.join('\u0001')
    let at = this.known.get(key)
    if (at === undefined) {
      at = this.all.push({ cells: [...cells], rows: 0, firstRow: row, periods: new Set() }) - 1
      this.known.set(key, at)
    }
    const one = this.all[at]!
    one.rows += 1
    one.periods.add(period)
    return at
  }
}

/** What a combination stands for. Combinations that mean the same have the same `code`. */
export interface Key {
  /** `?sex=boys&…`; '' for everyone. Stable over releases, since it is made of the values alone. */
  code: string
  group: GroupSpec
}

export interface Keys {
  /** By combination: index into `keys`. */
  of: Int32Array
  keys: Key[]
  /** By period: how final the file says its figures are. */
  status: Map<number, FigureStatus>
}

/** Tells which combination is which group of children. */
export function keysOf(columns: Columns, combinations: Combinations, findings: Findings): Keys {
  const divisions = columns.divisions.map((one, at) => readingOf(one, at, columns, combinations, findings))
  for (const one of divisions) one.by = divisions[one.groupedBy] ?? null
  const status = statuses(columns.status, combinations)
  const keys: Key[] = []
  const parts: Part[][] = []
  const known = new Map<string, number>()
  const of = Int32Array.from(combinations.all, ({ cells }) => {
    const own = partsOf(divisions, cells, status ? columns.status : -1)
    const code = own.length ? `?${own.map(({ division, slug }) => `${kebab(division.name)}=${slug}`).join('&')}` : ''
    let at = known.get(code)
    if (at === undefined) {
      at = keys.push({ code, group: groupOf(own) }) - 1
      parts.push(own)
      known.set(code, at)
    }
    return at
  })
  tellApart(keys, parts)
  order(keys)
  return { of, keys, status: status ?? new Map() }
}

/** One division of a combination that is not everyone. */
interface Part {
  division: Read
  text: string
  slug: string
}

interface Read extends Division {
  /** Cells that stand for everyone. */
  wholes: Set<string>
  /** The spelling that counts, by the spelling found. */
  spelt: Map<string, string>
  /** The division that groups this one. */
  by: Read | null
  index: number
}

function readingOf(division: Division, index: number, columns: Columns, combinations: Combinations, findings: Findings): Read {
  const counts = new Map<string, number>()
  for (const { cells, rows } of combinations.all) counts.set(cells[index]!, (counts.get(cells[index]!) ?? 0) + rows)
  const spelt = spellings(division, counts, combinations, index, findings)
  const values = [...new Set(spelt.values())]
  const wholes = wholesOf(division, values, repeatsItsPair(index, columns, combinations))
  const groups = columns.divisions.some(({ groupedBy }) => groupedBy === index)
  const mayLackTotal = groups || division.name === 'school_name' || index === columns.status
  if (!mayLackTotal && wholes.size === 0 && values.some(Boolean)) noTotal(division, findings)
  if (division.name === 'school_name' && !division.isDescribed && values.some(Boolean)) schoolNames(division, findings)
  // A filter that divides less finely than what groups it is most likely the other way round.
  const group = columns.divisions[division.groupedBy]
  if (group) wrongWayRound(division, group, values, new Set(combinations.all.map(({ cells }) => stripped(cells[division.groupedBy]!))), findings)
  return { ...division, wholes, spelt, by: null, index }
}

/** Values that differ only in spaces, hyphens or letter case are one value: the spelling of most rows. */
function spellings(division: Division, counts: Map<string, number>, combinations: Combinations, index: number, findings: Findings) {
  const most = new Map<string, string>()
  for (const [text, rows] of counts) {
    const before = most.get(stripped(text))
    if (before === undefined || rows > counts.get(before)!) most.set(stripped(text), text)
  }
  const spelt = new Map<string, string>()
  for (const text of counts.keys()) {
    const usual = most.get(stripped(text))!.trim().replace(/\s+/g, ' ')
    spelt.set(text, usual)
    if (text !== usual) misspelt(division, text, usual, combinations.all.find(({ cells }) => cells[index] === text)!.firstRow, findings)
  }
  return spelt
}

/** Without a letter there is nothing but the signs to tell two values apart: `5-10` is not `510`. */
const stripped = (text: string) => (/[a-z]/i.test(text) && !/\d\s*[-–]\s*\d/.test(text) ? text.toLowerCase().replace(/[\s-]+/g, '') : text.trim())

function wholesOf({ name, whole }: Division, values: string[], repeats: (value: string) => boolean): Set<string> {
  const named = values.filter((value) => value.toLowerCase() === 'total' || (EES.wholes[name] ?? []).includes(value))
  if (named.length) return new Set(named)
  if (whole && values.includes(whole)) return new Set([whole])
  const alls = values.filter((value) => EVERYONE.test(value) || repeats(value))
  return new Set(alls.length === 1 ? alls : [])
}

/** "All boys" is a group, "All pupils" is everyone. */
const EVERYONE = new RegExp(
  `^all( state[- ]funded)?( ${['schools?', 'school types?', 'pupils?', 'children', 'young people', 'phases?', 'types?', 'ages?', 'settings?', 'enrolments?', 'sexes', 'genders?', 'ethnicities', 'ethnic groups?', 'learners?', 'students?', 'providers?', 'establishments?', '(primary |secondary )?needs?'].join('|')})?$`,
  'i',
)

/** A topic that is its own only breakdown, as "All EHC plans" of "All EHC plans", is everyone. */
function repeatsItsPair(index: number, { divisions }: Columns, combinations: Combinations) {
  const other = divisions[index]!.groupedBy >= 0 ? divisions[index]!.groupedBy : divisions.findIndex(({ groupedBy }) => groupedBy === index)
  return (value: string) =>
    other >= 0 && /^all\b/i.test(value) && combinations.all.every(({ cells }) => cells[index]!.trim() !== value || cells[other]!.trim() === value)
}

/** Where each period has one of provisional, revised, final, that is its status and divides nothing; null where it does not. */
function statuses(at: number, combinations: Combinations): Map<number, FigureStatus> | null {
  if (at < 0) return null
  const status = new Map<number, FigureStatus>()
  for (const { cells, periods } of combinations.all) {
    const one = EES.statuses[cells[at]!.trim().toLowerCase()]
    if (!one) return null
    for (const period of periods) {
      if (status.has(period) && status.get(period) !== one) return null
      status.set(period, one)
    }
  }
  return status
}

function partsOf(divisions: Read[], cells: string[], statusAt: number): Part[] {
  return divisions.flatMap((division) => {
    if (division.index === statusAt) return []
    const text = division.spelt.get(cells[division.index]!)!
    if (division.wholes.has(text) || isNothing(division, text, divisions)) return []
    return [{ division, text, slug: slugOf(text, division.name) }]
  })
}

/** A blank says nothing on a row that needs none: of a school's name, of what groups, or of a column nobody described. `z` is "not applicable". */
function isNothing(division: Read, text: string, divisions: Read[]) {
  const groups = divisions.some(({ by }) => by === division)
  return text === '' ? division.name === 'school_name' || groups || !division.isDescribed : text === 'z' && !division.isDescribed
}

/** The group of a combination: the finest of a pair names it, and what groups that is its topic. */
function groupOf(parts: Part[]): GroupSpec {
  const naming = parts.filter((part) => !parts.some((other) => other.division.by === part.division))
  if (!naming.length) return { id: 'all', label: 'All', topic: '', position: 0 }
  return {
    id: naming.map((part) => groupSlug(part, parts)).join('-'),
    label: naming.map(({ text }) => harmonised(text)?.label ?? (text || 'Not stated')).join(', '),
    topic: naming.map((part) => topicOf(part, parts)).join(' and '),
    position: 0,
  }
}

function groupSlug(part: Part, parts: Part[]) {
  const topic = topicOf(part, parts)
  const before = EES.topics[topic]
  const slug = harmonised(part.text)?.slug ?? part.slug
  if (before) return `${before}-${slug}`
  return SAYS_LITTLE.test(slug) ? `${kebab(topic)}-${slug}` : slug
}

/** "Unknown" of sex and "Unknown" of age are two groups; so are the 3 of age and the 3 of years. */
const SAYS_LITTLE = /^(\d.*|unknown|unclassified|not-known|not-stated|not-recorded|not-reported|missing|other|total|all|none|yes|no|z|x|c)$/

const topicOf = ({ division }: Part, parts: Part[]) => parts.find((other) => other.division === division.by)?.text || division.label

const harmonised = (text: string) => EES.values[text.trim().toLowerCase()]

/** The slug of a value: ages in one form, the ethnic group without the family it stands in. */
function slugOf(text: string, column: string) {
  if (text === '') return 'not-stated'
  const known = harmonised(text)
  if (known) return known.slug
  const age = /^aged?\s+(.*)$/i.exec(text)?.[1] ?? (/^under \d/i.test(text) || (column.startsWith('age') && /^\d/.test(text)) ? text : null)
  if (age !== null) return `age-${kebab(age.replace(/\s*[-–]\s*/g, ' to '))}`
  const family = /^(?:white|mixed|asian|black|other) [-–] (.+)$/i.exec(text)
  return kebab(family ? family[1]! : text) || 'other'
}

/** Two keys of one group id would be two figures for one group: all but the first get their column's or topic's name before it. */
function tellApart(keys: Key[], parts: Part[][]) {
  const taken = new Map<string, string>()
  const inOrder = keys.map((_, at) => at).sort((a, b) => (keys[a]!.code < keys[b]!.code ? -1 : 1))
  for (const at of inOrder) {
    const { group, code } = keys[at]!
    if (!taken.has(group.id)) {
      taken.set(group.id, code)
      continue
    }
    let longer = kebab(parts[at]!.map(({ division, text }) => `${division.name} ${harmonised(text)?.slug ?? text}`).join(' '))
    while (taken.has(longer)) longer += '-2'
    group.id = longer
    group.label = parts[at]!.map(({ text }) => text).join(', ')
    taken.set(longer, code)
  }
}

const collator = new Intl.Collator('en-GB', { numeric: true })

function order(keys: Key[]) {
  const rank = ({ group }: Key) =>
    group.id === 'all' ? 0 : /under|less than/i.test(group.label) ? 1 : /unknown|unclassified|not (known|recorded|stated)/i.test(group.label) ? 3 : 2
  const sorted = [...keys].sort(
    (a, b) => collator.compare(a.group.topic, b.group.topic) || rank(a) - rank(b) || collator.compare(a.group.label, b.group.label),
  )
  for (const [at, key] of sorted.entries()) key.group.position = key.group.id === 'all' ? 0 : at + 1
}

function misspelt({ name }: Division, text: string, usual: string, row: number, findings: Findings) {
  const spaces = text.trim() === usual ? ' (spaces before or after it)' : ''
  findings.at(row, {
    rule: 'spelling',
    severity: 'query',
    column: name,
    value: text,
    message: `${name} says "${text}"${spaces}, which was read as "${usual}".`,
    fix: 'Spell one value one way.',
  })
}

function noTotal({ name }: Division, findings: Findings) {
  findings.whole({
    rule: 'no-total',
    severity: 'query',
    column: name,
    message: `${name} has no Total, so the file has no figure for everyone.`,
    fix: 'Nothing to do where none is published.',
  })
}

function schoolNames({ name }: Division, findings: Findings) {
  findings.whole({
    rule: 'column-undescribed',
    severity: 'query',
    column: name,
    message: `${name} names schools on rows that are not School rows, and the meta table does not describe it as a filter: such a figure is the school's and was not taken for the whole place.`,
    fix: 'Describe school_name as a filter, or use School rows.',
  })
}

function wrongWayRound(division: Division, group: Division, values: string[], groups: Set<string>, findings: Findings) {
  if (groups.size <= values.length) return
  findings.whole({
    rule: 'grouping',
    severity: 'query',
    column: division.name,
    message: `${division.name} has ${values.length} values and ${group.name}, its filter_grouping_column, has ${groups.size}: they are most likely the wrong way round. Both are part of what tells rows apart.`,
    fix: 'Make the finer of the two the filter.',
  })
}
