import { mapTarget } from '#platform'
import { fact, type ReturnContent, SUSPENSION, type Suspension } from '../returns/said.ts'
import { isReasonOf, schoolYearOf, SUSPENSION_CODES } from '../suspensions/codes.ts'
import { termOf } from '../suspensions/running-days.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

const REASONS = Object.entries(SUSPENSION_CODES.reasons).map(([code, { label }]) => ({ code, label }))
const CATEGORIES = Object.entries(SUSPENSION_CODES.categories).map(([code, { label, spellings }]) => ({ code, label, spellings }))

/** Suspensions and permanent exclusions, one a row: the same return as the list whose columns Belong knows, by term. */
export const suspensionList = mapTarget<ReturnContent>({
  name: 'suspensions',
  label: 'Suspensions and exclusions',
  about: 'Each row is a suspension or a permanent exclusion.',
  fields: [
    { ...SETTING_FIELD, isNeeded: true },
    ...WHO_FIELDS,
    { name: 'starts', label: 'First day', kind: 'date', isNeeded: true, spellings: ['start date', 'startdate', 'suspension start', 'exclusion start date', 'date', 'date from', 'from',
      'date of exclusion', 'date of suspension'] },
    {
      name: 'category', label: 'Sort', kind: 'code', isNeeded: true, spellings: ['category', 'type', 'exclusion type', 'exclusion category', 'suspension type'],
      codes: CATEGORIES,
    },
    { name: 'days', label: 'Days', kind: 'number', hint: 'School days; half a day is 0.5.', spellings: ['days', 'no of days', 'number of days', 'length', 'length in days', 'days suspended',
      'total days'] },
    { name: 'sessions', label: 'Sessions', kind: 'number', hint: 'A day is two; instead of days.', spellings: ['sessions', 'no of sessions', 'number of sessions', 'sessions lost'] },
    { name: 'reason1', label: 'Reason', kind: 'code', spellings: ['reason', 'reason 1', 'reason1', 'exclusion reason', 'main reason'], codes: REASONS },
    { name: 'reason2', label: 'Second reason', kind: 'code', spellings: ['reason 2', 'reason2'], codes: REASONS },
    { name: 'reason3', label: 'Third reason', kind: 'code', spellings: ['reason 3', 'reason3'], codes: REASONS },
    SYSTEM_FIELD,
  ],
  mayNot: mayNotTell,
  series: () => 'suspensions',
  toReturn: (db, rows, options) => mappedReturn(db, rows, options, 'suspensions', ({ row, values }, settings) => {
    const placeId = settings.placeOf(row, values['setting'])
    const { starts, category } = values
    if (starts === undefined || category === undefined) {
      options.issues.error('no-suspension', { row, column: options.columnOf(starts === undefined ? 'starts' : 'category') },
        `The row has no ${starts === undefined ? 'first day' : 'sort of suspension'} that can be read.`, 'Fill it in.')
      return null
    }
    if (placeId === null) return null
    const sessions = values['sessions'] === undefined ? (values['days'] === undefined ? null : Number(values['days']) * 2) : Number(values['sessions'])
    if (sessions !== null && (sessions < 0 || sessions > 90)) options.issues.query('long-suspension', { row, column: options.columnOf('days') ?? options.columnOf('sessions'),
      value: String(sessions) }, 'A pupil can be suspended for at most 45 school days, 90 sessions, in a year.', 'Look whether days were written as sessions.')
    const reasons = [...new Set([values['reason1'], values['reason2'], values['reason3']].filter((one) => one !== undefined))]
    const old = reasons.find((code) => !isReasonOf(code, schoolYearOf(starts)))
    if (old !== undefined) options.issues.query('reason-out-of-list', { row, column: options.columnOf('reason1'), value: old }, `The reason ${old} was not in the list of that school year.`,
      'Look whether the reason or the day is wrong.')
    const { period, ends } = termOf(starts)
    const one: Suspension = { placeId, starts, sessions: category === 'PERM' ? null : sessions, category: category as Suspension['category'], reasons, senProvision: null, inCare: null }
    return { facts: [fact(SUSPENSION, one)], reportedBy: placeId, own: `${starts} ${category}`, period, asAt: ends }
  }),
  asReturn,
})
