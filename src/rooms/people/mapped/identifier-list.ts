import { mapTarget } from '#platform'
import { type Fact, fact, type ReturnContent, STATEMENT } from '../returns/said.ts'
import { asReturn, mappedReturn } from './mapped-return.ts'
import { postcodeOf } from './on-a-list.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'

/** Identifiers and postcodes of children: what links the ids of one system to another's. */
export const identifierList = mapTarget<ReturnContent>({
  name: 'identifiers',
  label: 'Identifiers and postcodes',
  about: 'Each row links a child to an id of a system, or gives the postcode of home.',
  fields: [
    ...WHO_FIELDS,
    SYSTEM_FIELD,
    { name: 'postcode', label: 'Postcode of home', kind: 'text', spellings: ['post code', 'home postcode', 'address postcode', 'child postcode', 'pcode'] },
    { name: 'from', label: 'From', kind: 'date', hint: 'Without it, from the day the file speaks of.', spellings: ['from', 'start date', 'address start date', 'since', 'date from', 'moved in'] },
  ],
  mayNot: mayNotTell,
  series: () => 'identifiers-list',
  toReturn: (db, rows, options) => mappedReturn(db, rows, options, 'identifiers-list', ({ values }) => {
    const starts = values['from'] ?? options.asAt
    const facts: Fact[] = []
    if (values['postcode']) facts.push(fact(STATEMENT, { topic: 'postcode', value: postcodeOf(values['postcode']), starts, ends: null }))
    return { facts }
  }),
  asReturn,
})
