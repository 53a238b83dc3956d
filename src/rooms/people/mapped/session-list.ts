import { type MapField, mapTarget } from '#platform'
import { codePosition, isInBook, REGISTER_CODES } from '../attendance/codes.ts'
import { fact, type ReturnContent, SESSION_COUNT, type SessionCount } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

const CODE: MapField = {
  name: 'code', label: 'Register code', kind: 'code', isNeeded: true, hint: 'A row for each code of a child.', spellings: ['code', 'attendance code', 'mark', 'attendance mark',
    'attendance reason', 'attendancereason'],
  codes: REGISTER_CODES.map(({ code, label }) => ({ code, label })),
}

/** Sessions of children by register code, over a week, a term or a year. */
export const sessionList = mapTarget<ReturnContent>({
  name: 'sessions',
  label: 'Attendance by code',
  about: 'Each row is how many sessions of one register code a child had between two days.',
  fields: [
    { ...SETTING_FIELD, isNeeded: true },
    ...WHO_FIELDS,
    { name: 'starts', label: 'First day', kind: 'date', isNeeded: true, spellings: ['from', 'start', 'start date', 'starts', 'week beginning', 'week commencing', 'w/c', 'term start'] },
    { name: 'ends', label: 'Last day', kind: 'date', isNeeded: true, spellings: ['to', 'end', 'end date', 'ends', 'week ending', 'term end'] },
    CODE,
    { name: 'sessions', label: 'Sessions', kind: 'number', isNeeded: true, spellings: ['sessions', 'count', 'number', 'no of sessions', 'total'] },
    { name: 'possible', label: 'Sessions possible', kind: 'number', spellings: ['possible', 'possible sessions', 'sessions possible', 'total possible'] },
    SYSTEM_FIELD,
  ],
  mayNot: mayNotTell,
  series: () => 'attendance-weekly',
  async toReturn(db, rows, options) {
    const held = new Map<string, SessionCount>()
    const { content, rejected } = await mappedReturn(db, rows, options, 'attendance-weekly', ({ row, values }, settings) => {
      const placeId = settings.placeOf(row, values['setting'])
      const { starts, ends, code, sessions } = values
      const position = code === undefined ? undefined : codePosition(code)
      if (placeId === null) return null
      if (!starts || !ends || ends < starts || position === undefined || !(Number(sessions) >= 0)) {
        options.issues.error('no-count', { row }, 'The row does not say how many sessions of which code between which two days.', 'Fill in the first and last day, the code and the number.')
        return null
      }
      if (!isInBook(REGISTER_CODES[position]!, starts)) options.issues.query('code-out-of-book', { row, column: options.columnOf('code'), value: code! },
        `The code ${code} was not in use on ${starts}.`, 'Look whether the code or the day is wrong.')
      const counts = Array<number>(REGISTER_CODES.length).fill(0)
      counts[position] = Math.round(Number(sessions))
      const one: SessionCount = { placeId, starts, ends, possible: values['possible'] === undefined ? null : Math.round(Number(values['possible'])), counts }
      return { facts: [fact(SESSION_COUNT, one)], reportedBy: placeId, own: `${starts} ${code}`, period: starts, asAt: ends }
    })
    // A child's codes of one span stand together as one count, under the row that came first.
    for (const one of content.said) {
      const counted = one.facts[0]!.one as SessionCount
      const key = `${one.reportedBy} ${one.key.slice(0, one.key.lastIndexOf(' '))}`
      const before = held.get(key)
      if (before) {
        for (const [at, some] of counted.counts.entries()) before.counts[at]! += some
        before.possible ??= counted.possible
        one.facts = []
      } else held.set(key, counted)
    }
    return { content: { ...content, said: content.said.filter(({ facts }) => facts.length) }, rejected }
  },
  asReturn,
})
