import { type MapField, type MapOptions, mapTarget } from '#platform'
import { componentOf, resultOf, STAGES, subjectOf } from '../attainment/stages.ts'
import { ATTAINMENT, type Attainment, type Fact, fact, type ReturnContent } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

/** Results that spreadsheets give a column of their own, in the words of specs/attainment.json. */
const WIDE = new Map<string, MapField & { subject: string; component: string }>(([
  ['phonicsMark', 'Phonics, mark', 'phonics', 'mark', ['phonics mark', 'phonics score', 'phonics screening mark']],
  ['phonicsOutcome', 'Phonics, outcome', 'phonics', 'outcome', ['phonics outcome', 'phonics result', 'phonics grade', 'met standard']],
  ['gld', 'Good level of development', 'gld', 'gld', ['gld', 'achieved gld', 'good level of development']],
  ['readingScore', 'Reading, scaled score', 'reading', 'scaled-score', ['reading scaled score', 'reading ss', 'reading score', 'ks2 reading']],
  ['mathsScore', 'Mathematics, scaled score', 'maths', 'scaled-score', ['maths scaled score', 'maths ss', 'mathematics scaled score', 'maths score', 'ks2 maths']],
  ['gpsScore', 'Grammar, punctuation and spelling, scaled score', 'gps', 'scaled-score', ['gps scaled score', 'gps ss', 'gps score', 'spag', 'grammar scaled score']],
  ['readingTa', 'Reading, teacher assessment', 'reading', 'ta', ['reading ta', 'reading teacher assessment']],
  ['writingTa', 'Writing, teacher assessment', 'writing', 'ta', ['writing ta', 'writing teacher assessment', 'writing']],
  ['mathsTa', 'Mathematics, teacher assessment', 'maths', 'ta', ['maths ta', 'mathematics teacher assessment']],
  ['scienceTa', 'Science, teacher assessment', 'science', 'ta', ['science ta', 'science teacher assessment', 'science']],
  ['englishGrade', 'English language, grade', 'english-language', 'gcse', ['english language', 'gcse english language', 'eng lang', 'english']],
  ['mathsGrade', 'Mathematics, grade', 'maths', 'gcse', ['gcse maths', 'gcse mathematics', 'maths grade', 'mathematics']],
] as const).map(([name, label, subject, component, spellings]) => [name, { name, label, kind: 'text', subject, component, spellings }]))

/** Results of assessments and examinations: one a row with its subject, or a column for each. The same return as the list whose columns Belong knows. */
export const resultList = mapTarget<ReturnContent>({
  name: 'results',
  label: 'Results',
  about: 'Each row is a child’s results: one result with its subject, or a column for each.',
  fields: [
    { name: 'stage', label: 'Stage', kind: 'code', isNeeded: true, hint: 'From a column, or the same for every row.', spellings: ['stage', 'key stage', 'ks'],
      codes: Object.entries(STAGES).map(([code, { label, spellings }]) => ({ code, label, spellings })) },
    { name: 'year', label: 'Year', kind: 'number', isNeeded: true, hint: 'The calendar year they were taken in: from a column, or the same for every row.', spellings: ['year', 'result year',
      'exam year', 'academic year end'] },
    ...WHO_FIELDS,
    { ...SETTING_FIELD, hint: 'Where they were taken; without it, the return is the authority’s.' },
    { name: 'subject', label: 'Subject', kind: 'text', spellings: ['subject', 'subject name', 'qualification', 'aspect', 'area of learning', 'goal'] },
    { name: 'component', label: 'Component', kind: 'text', spellings: ['component', 'measure', 'type', 'method', 'assessment'] },
    { name: 'result', label: 'Result', kind: 'text', spellings: ['result', 'grade', 'score', 'outcome', 'mark'] },
    ...[...WIDE.values()].map(({ subject: _subject, component: _component, ...field }) => field),
    SYSTEM_FIELD,
  ],
  mayNot(matched) {
    if (!(matched.has('result') && matched.has('subject'))
      && ![...WIDE.keys()].some((name) => matched.has(name))) return 'Choose the columns of the subject and the result, or a column of one of the results'
    return mayNotTell(matched)
  },
  series: () => 'attainment',
  toReturn: (db, rows, options) => mappedReturn(db, rows, options, 'attainment', ({ row, values }, settings) => {
    const placeId = values['setting'] === undefined ? null : settings.placeOf(row, values['setting'])
    if (placeId === null && values['setting'] !== undefined) return null
    const year = Number(values['year'])
    const { stage } = values
    if (stage === undefined || !(Number.isInteger(year) && year >= 1990 && year <= Number(options.asAt.slice(0, 4)) + 1)) {
      const field = stage === undefined ? 'stage' : 'year'
      options.issues.error('no-result', { row, column: options.columnOf(field), value: values[field] ?? null }, `The row has no ${field} that can be.`, 'Fill it in.')
      return null
    }
    const facts = resultsOf(row, values, { placeId, stage, year }, options)
    if (!facts.length) return null
    return { facts, ...(placeId === null ? {} : { reportedBy: placeId }), own: [stage, year, values['subject'], values['component']].filter(Boolean).join(' '),
      period: `${year}-${stage.toLowerCase()}`, asAt: `${year}-07-31` }
  }),
  asReturn,
})

/** The results of a row: those with a column of their own, and the one it names a subject of. What cannot be a result is told and left out. */
function resultsOf(row: number, values: Readonly<Record<string, string>>, taken: Pick<Attainment, 'placeId' | 'stage' | 'year'>, { issues, columnOf }: MapOptions): Fact[] {
  const written = [...[...WIDE.values()].map(({ name, subject, component }) => ({ field: name, subject, component })), { field: 'result', subject: values['subject'] ?? '',
    component: values['component'] ?? '' }]
  const facts: Fact[] = []
  for (const one of written) {
    const given = values[one.field]
    if (given === undefined) continue
    const subject = subjectOf(taken.stage, one.subject)
    const component = subject && componentOf(taken.stage, subject, one.component)
    const result = component ? resultOf(taken.stage, component, given) : undefined
    const at = { row, column: columnOf(one.field), value: given }
    if (!subject || !component) issues.error('no-subject', at, `${STAGES[taken.stage]!.label} has no subject and component called ${one.subject} ${one.component}`.trim() + '.',
      'Write them as docs/returns.md has them.')
    else if (result === undefined) issues.error('no-result', at, `This is no result of ${one.subject}; it was left out.`, 'Write the mark, the grade or the code that says why there is none.')
    else facts.push(fact(ATTAINMENT, { ...taken, subject, component, result }))
  }
  if (!facts.length) issues.error('no-result', { row }, 'The row has no result that can be read.', 'Fill one in, or leave the row out.')
  return facts
}
