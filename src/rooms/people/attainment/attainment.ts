import type { Issues } from '#kernel'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import type { Found } from '../returns/list-file.ts'
import { listKind, type ListReader, type ListRow } from '../returns/list-kind.ts'
import { ATTAINMENT, type Attainment, fact, type Said } from '../returns/said.ts'
import { goodLevel } from './reached.ts'
import { componentOf, resultOf, stageOf, STAGES, subjectOf, wideColumn } from './stages.ts'

const COLUMNS = {
  stage: ['key stage', 'ks', 'assessment'],
  year: ['academic year', 'result year', 'exam year', 'year taken'],
  subject: ['subject name', 'aspect', 'area of learning', 'goal', 'early learning goal'],
  component: ['measure', 'method', 'qualification', 'result type'],
  result: ['grade', 'score', 'value', 'outcome'],
} as const
type Column = keyof typeof COLUMNS

const isLong = (at: Found<Column>) => at.stage >= 0 && at.subject >= 0 && at.result >= 0

/** Results of assessments and examinations, in a layout of ours (docs/returns.md): a row for each result, or a column for each. It speaks for a setting's stage of a year. */
export const attainment = listKind<Column>({
  name: 'attainment',
  label: 'Attainment: EYFSP, phonics, key stages 1, 2 and 4',
  columns: COLUMNS,
  knows: (at, names) => at.year >= 0 && (isLong(at) || (at.stage >= 0 ? Object.keys(STAGES).some((stage) => wideColumns(stage, names).length) : stageByColumns(names) !== null)),
  columnsNeeded: 'Give it upn, year and stage, with subject and result or a column for each result.',
  mayBeOfAuthority: true,
  reader: (grouped) => new ResultReader(grouped),
})

interface WideColumn {
  at: number
  subject: string
  component: string
}

class ResultReader implements ListReader<Column> {
  private readonly records = new Map<string, Said>()
  private isLong = false
  private stage: string | null = null
  private readonly wide = new Map<string, WideColumn[]>()
  private readonly grouped: Grouped

  constructor(grouped: Grouped) {
    this.grouped = grouped
  }

  begin(at: Found<Column>, names: readonly string[]) {
    this.isLong = isLong(at)
    this.stage = at.stage < 0 ? stageByColumns(names) : null
    for (const stage of Object.keys(STAGES)) this.wide.set(stage, wideColumns(stage, names))
  }

  row(one: ListRow<Column>): boolean {
    const stage = this.stage ?? stageOf(one.cell('stage'))
    const year = yearOf(one.cell('year'))
    if (!stage) this.grouped.note(NO_STAGE, one.row, one.cell('stage'))
    else if (year === null) this.grouped.note(NO_YEAR, one.row, one.cell('year'))
    if (!stage || year === null) return false
    const taken = { placeId: one.placeId, stage, year }
    if (!this.isLong) {
      const came = this.wide.get(stage)!.filter(({ at, subject, component }) => this.take(one, { ...taken, subject, component }, one.cells[at]!))
      return came.length > 0
    }
    const subject = subjectOf(stage, one.cell('subject'))
    const component = subject && componentOf(stage, subject, one.cell('component'))
    if (!subject) this.grouped.note(NO_SUBJECT, one.row, `${stage}: ${one.cell('subject')}`)
    else if (!component) this.grouped.note(NO_COMPONENT, one.row, `${stage}: ${one.cell('component')}`)
    return subject !== undefined && component !== undefined && this.take(one, { ...taken, subject, component }, one.cell('result'))
  }

  end(_db: unknown, _areaId: number, issues: Issues): Said[] {
    for (const said of this.records.values()) leaveContradictedOut(said, issues)
    return [...this.records.values()].filter(({ facts }) => facts.length)
  }

  private take(one: ListRow<Column>, what: Omit<Attainment, 'result'>, written: string): boolean {
    if (written.trim() === '') return false
    const result = resultOf(what.stage, what.component, written)
    if (result === undefined) {
      this.grouped.note(NO_RESULT, one.row, `${what.stage} ${what.subject} ${what.component}: ${written.trim()}`)
      return false
    }
    const said = this.recordOf(one, what)
    const held = said.facts.map((each) => each.one as Attainment).find(({ subject, component }) => subject === what.subject && component === what.component)
    if (held) {
      if (held.result !== result) this.grouped.note(TWICE, one.row, `${what.stage} ${what.subject}`)
      return held.result === result
    }
    said.facts.push(fact(ATTAINMENT, { ...what, result }))
    return true
  }

  /** A child's results of a stage in a year at a setting are one record. */
  private recordOf(one: ListRow<Column>, { stage, year }: Pick<Attainment, 'stage' | 'year'>): Said {
    const key = `${one.key} ${stage} ${year}`
    let said = this.records.get(`${one.reportedBy} ${key}`)
    if (!said) {
      said = { row: one.row, key, reportedBy: one.reportedBy, who: one.who, facts: [], period: `${year}-${stage.toLowerCase()}`, asAt: `${year}-07-31` }
      this.records.set(`${one.reportedBy} ${key}`, said)
    }
    return said
  }
}

/** A good level of development is worked out from the goals; one that is given and says otherwise is left out. */
function leaveContradictedOut(said: Said, issues: Issues) {
  const results = said.facts.map(({ one }) => one as Attainment)
  const given = results.find(({ stage, subject }) => stage === 'EYFSP' && subject === 'gld')
  if (!given || !/^[01]$/.test(given.result)) return
  const reached = goodLevel(results.filter((one) => one !== given))
  if (reached === null || reached === (given.result === '1')) return
  said.facts = said.facts.filter(({ one }) => one !== given)
  issues.error('gld', { row: said.row, column: 'gld', value: given.result },
    `The row says a good level of development was ${given.result === '1' ? '' : 'not '}reached, and its goals say it was${reached ? '' : ' not'}. What it says was left out; the goals stand.`,
    'Find out which goal is wrong.')
}

/** `2025`, `2024/25` and `202425` are the summer of 2025. */
function yearOf(written: string): number | null {
  const plain = /^(20\d\d|19\d\d)$/.exec(written)
  if (plain) return Number(plain[1])
  const spanned = /^((?:20|19)\d\d)[/-]?(?:20)?(\d\d)$/.exec(written)
  return spanned && (Number(spanned[1]) + 1) % 100 === Number(spanned[2]) ? Number(spanned[1]) + 1 : null
}

function wideColumns(stage: string, names: readonly string[]): WideColumn[] {
  return names.flatMap((name, at) => {
    const found = wideColumn(stage, name)
    return found ? [{ at, subject: found[0], component: found[1] }] : []
  })
}

/** Checks of one subject alone: one column is enough to know them by. */
const OF_ONE_SUBJECT = ['PHONICS', 'MTC']

/** The stage whose results a wide file without a stage has columns for: the one with most of them, where no other has as many. */
function stageByColumns(names: readonly string[]): string | null {
  const [best, next] = Object.keys(STAGES).map((stage) => ({ stage, many: wideColumns(stage, names).length })).sort((a, b) => b.many - a.many) as [{ stage: string; many: number }, { many: number }]
  return best.many > (OF_ONE_SUBJECT.includes(best.stage) ? 0 : 1) && best.many > next.many ? best.stage : null
}

const AGAIN = 'Correct it where the file was made, and give the file again.'
const NO_STAGE: GroupedRule = {
  rule: 'stage', severity: 'error', column: 'stage',
  message: (value, more) => `"${value}" is no stage${more}. The row was left out.`,
  fix: `Write ${Object.keys(STAGES).join(', ')}.`,
}
const NO_YEAR: GroupedRule = {
  rule: 'year', severity: 'error', column: 'year',
  message: (value, more) => `"${value}" is no year${more}. The row was left out.`,
  fix: 'Write the year the results are of as 2025 or 2024/25.',
}
const NO_SUBJECT: GroupedRule = { rule: 'subject', severity: 'error', column: 'subject', message: (value, more) => `There is no such subject, ${value}${more}. Its result was left out.`, fix: AGAIN }
const NO_COMPONENT: GroupedRule = {
  rule: 'component', severity: 'error', column: 'component',
  message: (value, more) => `There is no such component, ${value}${more}. Its result was left out.`,
  fix: AGAIN,
}
const NO_RESULT: GroupedRule = { rule: 'result', severity: 'error', column: 'result', message: (value, more) => `A result cannot be so: ${value}${more}. It was left out.`, fix: AGAIN }
const TWICE: GroupedRule = {
  rule: 'result-twice', severity: 'error', column: 'result',
  message: (value, more) => `A child has two different results for ${value}${more}. The first was kept.`,
  fix: 'Find out which is right, and give the file again with that one alone.',
}
