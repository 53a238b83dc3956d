import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Gathered } from '#platform'
import { findPassages, withhold, WITHHELD } from './passages.ts'

const entry = (body: string): Gathered => ({ table: 'people.entry', about: 'An entry', part: 'about', key: ['entry_id'], columns: [{ name: 'entry_id', label: 'Id', role: null }, { name: 'body', label: 'Body', role: 'words' }], rows: [{ entry_id: '1', body }] })
const OTHERS = [{ name: 'Ana Maria Thistle', who: 'child' }, { name: 'Ana', who: 'child' }, { name: "Zoë O'Dell", who: 'person' }, { name: 'Will', who: 'child' }] as const
const CHILD = { childId: 'x' }
const found = (body: string) => findPassages([entry(body)], OTHERS, CHILD).map(({ text }) => text)

test('names of others are found as whole words, the longest first, whatever their case', () => {
  assert.deepEqual(found('Ana Maria Thistle and ANA MARIA THISTLE came'), ['Ana Maria Thistle', 'ANA MARIA THISTLE'])
  assert.deepEqual(found('Ana Maria came; Anabel did not'), ['Ana'])
  assert.deepEqual(found("seen by Zoë O'Dell."), ["Zoë O'Dell"])
  assert.deepEqual(found('He will ask Will’s mother'), ['Will'])
  assert.deepEqual(found(''), [])
})

test('what is withheld is gone, not covered, and in JSON too', () => {
  const body = 'Ana hit Will. Ana ran.'
  const gathered = [entry(body), { ...entry(''), table: 'platform.deed', columns: [{ name: 'input', label: 'Input', role: 'mentions' as const }], key: [], rows: [{ input: { body: 'with "Ana"', list: ['Will'] } }] }]
  const passages = findPassages(gathered, OTHERS, CHILD)
  const [first, second] = withhold(gathered, passages, new Set())
  assert.equal(first!.rows[0]!['body'], `${WITHHELD} hit ${WITHHELD}. ${WITHHELD} ran.`)
  assert.deepEqual(second!.rows[0]!['input'], { body: `with "${WITHHELD}"`, list: [WITHHELD] })
  const shown = passages.filter(({ text, start, column }) => column === 'body' && text === 'Ana' && start === 0).map(({ id }) => id)
  assert.equal(withhold(gathered, passages, new Set(shown))[0]!.rows[0]!['body'], `Ana hit ${WITHHELD}. ${WITHHELD} ran.`)
  assert.equal(gathered[0]!.rows[0]!['body'], body, 'what was gathered is not altered')
})

test('who else a row is about is found whole: the parent, who was invited, who asked', () => {
  const appointment: Gathered = { table: 'access.appointment', about: 'Appointment', part: 'about', key: ['appointment_id'], columns: [{ name: 'person', label: 'Person', role: 'staff' }, { name: 'child_id', label: 'Child', role: 'child' }], rows: [{ appointment_id: '1', person: 'parent', child_id: 'x' }] }
  assert.deepEqual(findPassages([appointment], [], CHILD).map(({ text }) => text), ['parent'])
  assert.deepEqual(findPassages([appointment], [], { person: 'parent' }), [])
})
