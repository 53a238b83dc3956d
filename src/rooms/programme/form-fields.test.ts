import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsTyped, withoutEmptyRows } from './form-fields.ts'

test('rows are read in order, those left empty fall away, and what remains is numbered anew so that an error finds its field', () => {
  const { typed, lists } = withoutEmptyRows({
    part: 'links', 'links.0.kind': 'linked', 'links.0.held': '', 'links.0.named': ' ', 'links.10.kind': 'delivers', 'links.10.held': 'plan', 'links.10.named': '', 'links.2.kind': 'linked', 'links.2.held': '', 'links.2.named': 'Another',
  })
  assert.deepEqual(lists, { links: [{ kind: 'linked', held: '', named: 'Another' }, { kind: 'delivers', held: 'plan', named: '' }] })
  assert.deepEqual(typed, { part: 'links', 'links.0.kind': 'linked', 'links.0.held': '', 'links.0.named': 'Another', 'links.1.kind': 'delivers', 'links.1.held': 'plan', 'links.1.named': '' })
  assert.deepEqual(rowsTyped(typed, 'links'), lists['links'])
})

test('a list whose rows are all empty is an empty list, not none: so it can be emptied', () => {
  assert.deepEqual(withoutEmptyRows({ 'boards.0.body': '', 'boards.0.part': '' }).lists, { boards: [] })
  assert.deepEqual(withoutEmptyRows({ title: 'x' }).lists, {})
})
