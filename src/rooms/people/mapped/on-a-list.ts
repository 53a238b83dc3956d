import { readFileSync } from 'node:fs'
import { plainName } from '#kernel'
import { installed, mapTarget } from '#platform'
import { fact, type ReturnContent, STATEMENT } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

interface ListSpec {
  list: string
  label: string
  topic: string
  value?: string
  isNamed?: true
  series?: string
  spellings: string[]
}

/** The lists of children that are offered by name: `specs/lists.json`. */
const LISTS = new Map((JSON.parse(readFileSync(installed('specs', 'lists.json'), 'utf8')) as { lists: ListSpec[] }).lists.map((one) => [one.list, one]))

/** Children on a list somebody keeps: a membership of a group, from and until a day. */
export const onAList = mapTarget<ReturnContent>({
  name: 'list',
  label: 'Children on a list',
  about: 'Each row is a child who is on it: young carers, home educated, missing education, early help, or a list of your own.',
  fields: [
    { name: 'list', label: 'List', kind: 'code', isOnce: true, isNeeded: true, hint: 'What is said of every child on it.', spellings: [], codes: [...LISTS.values()].map(({ list, label,
      spellings }) => ({ code: list, label, spellings })) },
    { name: 'called', label: 'What the list is called', kind: 'text', isOnce: true, hint: 'Of another list alone: “Summer holiday club”.', spellings: [] },
    {
      name: 'names', label: 'Who is on the file', kind: 'code', isOnce: true, isNeeded: true, hint: 'Where it names everyone, a child who is not on the next one has come off the list.', spellings: [],
      codes: [{ code: 'all', label: 'Everyone who is on the list' }, { code: 'some', label: 'Only some, such as those who are new' }],
    },
    ...WHO_FIELDS,
    { name: 'from', label: 'On it from', kind: 'date', hint: 'Without it, from the day the file speaks of.', spellings: ['from', 'start', 'start date', 'date from', 'date started', 'since',
      'date identified', 'identified on', 'date added', 'referral date', 'date referred', 'opened', 'date opened', 'assessment date', 'date assessed', 'registered', 'date registered',
        'ehe start date', 'neet start date', 'entry date'] },
    { name: 'until', label: 'On it until', kind: 'date', hint: 'The last day, where it has ended.', spellings: ['until', 'to', 'end', 'end date', 'date to', 'closed', 'date closed',
      'closure date', 'date ended', 'date removed', 'leaving date'] },
    { name: 'postcode', label: 'Postcode of home', kind: 'text', spellings: ['post code', 'home postcode', 'address postcode', 'child postcode'] },
    SYSTEM_FIELD,
  ],
  mayNot: (matched, { list = '', called }) => (LISTS.get(list)?.isNamed && !called ? 'Say what the list is called' : mayNotTell(matched)),
  series: seriesOf,
  toReturn(db, rows, options) {
    const { list = '', called = '', names } = options.once
    const spec = LISTS.get(list)!
    const series = seriesOf(options.once)
    return mappedReturn(db, rows, options, series, ({ row, values }) => {
      const starts = values['from'] ?? options.asAt
      const ends = values['until'] ?? null
      if (ends !== null && ends < starts) {
        options.issues.error('ends-before', { row, column: options.columnOf('until'), value: ends }, `The child would come off the list on ${ends}, before coming on it on ${starts}.`,
          'Correct the two dates.')
        return null
      }
      if (starts > options.asAt) options.issues.query('starts-later', { row, column: options.columnOf('from'), value: starts }, `This begins on ${starts}, after the day the file speaks of.`,
        'Look whether day and month stand the right way round.')
      const facts = [fact(STATEMENT, { topic: spec.topic, value: spec.isNamed ? listName(list, called) : spec.value!, starts, ends, ...(names === 'some' ? {} : { list: series }) })]
      if (values['postcode']) facts.push(fact(STATEMENT, { topic: 'postcode', value: postcodeOf(values['postcode']), starts: options.asAt, ends: null }))
      return { facts }
    })
  },
  asReturn,
})

/** "DE1 2AB": capitals, and a space before the last three. */
export const postcodeOf = (written: string) => written.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').replace(/(...)$/, ' $1').trim()

/** Each list is a return of its own; one that names only some adds to it, and is another return, since nobody comes off by it. */
function seriesOf({ list = '', called = '', names }: Readonly<Record<string, string>>) {
  return `${LISTS.get(list)?.series ?? `list-${listName(list, called)}`}${names === 'some' ? '-added' : ''}`
}

const listName = (list: string, called: string) => (LISTS.get(list)?.isNamed && called ? plainName(called).replaceAll(' ', '-') : list)
