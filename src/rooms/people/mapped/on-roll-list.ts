import { mapTarget } from '#platform'
import { fact, ON_ROLL, type ReturnContent, STATEMENT } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

const YEARS = ['E1', 'E2', 'N1', 'N2', 'R', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', 'X']

/** Where children are on roll, from and until a day. */
export const onRollList = mapTarget<ReturnContent>({
  name: 'on-roll',
  label: 'Children on roll',
  about: 'Each row is a child on the roll of a school or setting.',
  fields: [
    {
      name: 'names', label: 'Who is on the file', kind: 'code', isOnce: true, isNeeded: true, hint: 'Where it names everyone, a child who is not on the next one has left.', spellings: [],
      codes: [{ code: 'all', label: 'Everyone on roll' }, { code: 'some', label: 'Only some, such as joiners and leavers' }],
    },
    { ...SETTING_FIELD, isNeeded: true },
    ...WHO_FIELDS,
    { name: 'entry', label: 'On roll from', kind: 'date', hint: 'Without it, from the day the file speaks of.', spellings: ['entry date', 'date of entry', 'date of admission', 'admission date',
      'start date', 'start', 'joined', 'date on roll', 'enrolment date'] },
    { name: 'leaving', label: 'On roll until', kind: 'date', hint: 'The last day on roll.', spellings: ['leaving date', 'date of leaving', 'end date', 'leave date', 'left', 'date off roll', 'dol'] },
    {
      name: 'status', label: 'Registration', kind: 'code', hint: 'Without it, single registration.', spellings: ['enrolment status', 'enrol status', 'registration status', 'registration type'],
      codes: [
        { code: 'C', label: 'Single registration', spellings: ['single', 'current', 'sole'] }, { code: 'M', label: 'Main, of a dual registration', spellings: ['main', 'dual main', 'current main',
          'dual registered main'] },
        { code: 'S', label: 'Subsidiary, of a dual registration', spellings: ['subsidiary', 'dual subsidiary', 'current subsidiary'] }, { code: 'G', label: 'Guest', spellings: ['guest pupil'] },
        { code: 'F', label: 'Further education college', spellings: ['fe college', 'college'] }, { code: 'O', label: 'Other provider', spellings: ['other'] },
      ],
    },
    {
      name: 'year', label: 'Year group', kind: 'code', spellings: ['year group', 'ncyear', 'nc year', 'national curriculum year', 'ncy', 'yr', 'year', 'year grp'],
      codes: YEARS.map((code) => ({ code, label: /^\d/.test(code) ? `Year ${code}` : code, spellings: /^\d/.test(code) ? [`y${code}`, `yr ${code}`, `0${code}`] : code === 'R' ? ['reception',
        'year r', 'yr r'] : code.startsWith('N') ? ['nursery', `nursery ${code.slice(1)}`] : [] })),
    },
    SYSTEM_FIELD,
  ],
  mayNot: mayNotTell,
  series: ({ names }) => (names === 'some' ? 'roll-changes' : 'roll-list'),
  toReturn: (db, rows, options) => mappedReturn(db, rows, options, options.once['names'] === 'some' ? 'roll-changes' : 'roll-list', ({ row, values }, settings) => {
    const placeId = settings.placeOf(row, values['setting'])
    if (placeId === null) return null
    const starts = values['entry'] ?? options.asAt
    const ends = values['leaving'] ?? null
    const at = { row, column: options.columnOf('leaving'), value: ends }
    if (ends !== null && ends < starts) {
      options.issues.error('ends-before', at, `The child would leave on ${ends}, before coming on ${starts}.`, 'Correct the two dates.')
      return null
    }
    if (starts > options.asAt) options.issues.query('starts-later', { row, column: options.columnOf('entry'), value: starts }, `This begins on ${starts}, after the day the file speaks of.`,
      'Look whether day and month stand the right way round.')
    const facts = [fact(ON_ROLL, { placeId, starts, ends, status: values['status'] ?? 'C', asAt: options.asAt })]
    if (values['year']) facts.push(fact(STATEMENT, { topic: 'year-group', value: values['year'], starts: options.asAt, ends: null }))
    return { facts, reportedBy: placeId }
  }),
  asReturn,
})
