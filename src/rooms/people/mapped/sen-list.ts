import { mapTarget } from '#platform'
import { type Fact, fact, type ReturnContent, STATEMENT } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

const NEEDS = [
  { code: 'SPLD', label: 'Specific learning difficulty', spellings: ['specific learning difficulties', 'dyslexia'] },
  { code: 'MLD', label: 'Moderate learning difficulty', spellings: ['moderate learning difficulties'] },
  { code: 'SLD', label: 'Severe learning difficulty', spellings: ['severe learning difficulties'] },
  { code: 'PMLD', label: 'Profound and multiple learning difficulty', spellings: ['profound and multiple learning difficulties', 'profound & multiple learning difficulty'] },
  { code: 'SEMH', label: 'Social, emotional and mental health', spellings: ['social emotional mental health', 'social, emotional & mental health', 'besd'] },
  { code: 'SLCN', label: 'Speech, language and communication needs', spellings: ['speech language and communication', 'speech, language and communication', 'speech and language'] },
  { code: 'HI', label: 'Hearing impairment', spellings: ['deaf'] },
  { code: 'VI', label: 'Visual impairment', spellings: ['vision impairment', 'blind'] },
  { code: 'MSI', label: 'Multi-sensory impairment' },
  { code: 'PD', label: 'Physical disability' },
  { code: 'ASD', label: 'Autistic spectrum disorder', spellings: ['autism', 'asc', 'autism spectrum', 'autistic spectrum condition', 'autism spectrum disorder'] },
  { code: 'DS', label: 'Down syndrome', spellings: ['downs syndrome'] },
  { code: 'OTH', label: 'Other difficulty or disability', spellings: ['other', 'other difficulty'] },
  { code: 'NSA', label: 'SEN support but no specialist assessment of type of need', spellings: ['no specialist assessment'] },
]

/** SEN provision and types of need of children, from a day. */
export const senList = mapTarget<ReturnContent>({
  name: 'sen',
  label: 'SEN status and needs',
  about: 'Each row is a child’s SEN provision (SEN support, EHC plan or none), with types of need.',
  fields: [
    ...WHO_FIELDS,
    {
      name: 'sen', label: 'SEN provision', kind: 'code', isNeeded: true, hint: 'From a column, or the same for every row.', spellings: ['sen', 'sen status', 'sen provision', 'sen stage',
        'sen code', 'send status', 'sen level', 'send'],
      codes: [
        { code: 'K', label: 'SEN support', spellings: ['sen support', 'support', 's', 'sens'] },
        { code: 'E', label: 'EHC plan', spellings: ['ehcp', 'ehc', 'education, health and care plan', 'education health and care plan', 'plan'] },
        { code: 'N', label: 'No SEN', spellings: ['none', 'no', 'no special educational need', 'no sen', 'not sen'] },
      ],
    },
    { name: 'since', label: 'Since', kind: 'date', hint: 'Without it, from the day the file speaks of.', spellings: ['sen start date', 'start date', 'since', 'from', 'date from', 'sen date',
      'plan start date', 'ehcp date', 'date plan issued', 'date of plan', 'ehc plan date', 'date final plan issued'] },
    { name: 'until', label: 'Until', kind: 'date', hint: 'The last day, where it has ended.', spellings: ['sen end date', 'end date', 'until', 'date to', 'ceased', 'cease date', 'date ceased'] },
    { name: 'need1', label: 'Primary type of need', kind: 'code', spellings: ['primary need', 'primary sen', 'primary type of need', 'sen type 1', 'need 1', 'sen need', 'primary sen need',
      'type of need', 'main need', 'need', 'sen type', 'primary area of need'], codes: NEEDS },
    { name: 'need2', label: 'Secondary type of need', kind: 'code', spellings: ['secondary need', 'sen type 2', 'need 2', 'secondary sen need', 'secondary type of need'], codes: NEEDS },
    { ...SETTING_FIELD, hint: 'Of a school’s own list; a list of the authority needs none.' },
    SYSTEM_FIELD,
  ],
  mayNot: mayNotTell,
  series: () => 'sen-list',
  toReturn: (db, rows, options) => mappedReturn(db, rows, options, 'sen-list', ({ row, values }, settings) => {
    const placeId = values['setting'] === undefined ? settings.whole : settings.placeOf(row, values['setting'])
    if (placeId === null && values['setting'] !== undefined) return null
    const { sen, need1, need2 } = values
    if (sen === undefined) {
      options.issues.error('sen-needed', { row, column: options.columnOf('sen') }, 'The row does not say which SEN provision the child has.', 'Fill it in; “None” says that there is none.')
      return null
    }
    const starts = values['since'] ?? options.asAt
    const ends = values['until'] ?? null
    if (ends !== null && ends < starts) {
      options.issues.error('ends-before', { row, column: options.columnOf('until'), value: ends }, `It would end on ${ends}, before beginning on ${starts}.`, 'Correct the two dates.')
      return null
    }
    const facts: Fact[] = [fact(STATEMENT, { topic: 'sen', value: sen, starts, ends })]
    if (need1 && sen === 'N') options.issues.query('need-without-sen', { row, column: options.columnOf('need1'), value: need1 }, 'A type of need stands beside “no SEN”. The need was left out.',
      'Look which of the two is right.')
    else for (const [at, need] of [need1, need2].entries()) if (need && !(at === 1 && need === need1)) facts.push(fact(STATEMENT, { topic: 'need', value: `${need}:${at + 1}`, starts, ends }))
    return { facts, ...(placeId === null ? {} : { reportedBy: placeId }), own: starts }
  }),
  asReturn,
})
