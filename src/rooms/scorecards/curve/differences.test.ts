import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './differences.ts'

const marked = (one: string, other: string) => differences(one, other).map((text) => text.map((paragraph) => paragraph.map(({ text: said, isShared }) => (isShared ? said : `[${said}]`)).join('')).join('|'))

test('what only one of two texts says is marked, sentence by sentence', () => {
  for (const [one, other, left, right] of [
    ['A is so. B is so.', 'A is so. C is so.', 'A is so. [B is so.]', 'A is so. [C is so.]'],
    ['A.\n\nB.', 'A.\n\nNew.\n\nB.', 'A.|B.', 'A.|[New.]|B.'],
    ['A. B.', 'B. A.', '[A. ]B.', 'B. [A.]'],
    ['', 'A.', '', '[A.]'],
    ['No full stop', 'No full stop', 'No full stop', 'No full stop'],
    ['الأولى. الثانية؟', 'الأولى. الثالثة؟', 'الأولى. [الثانية؟]', 'الأولى. [الثالثة؟]'],
  ] as const) assert.deepEqual(marked(one, other), [left, right], one)
})

test('nothing of either text is lost', () => {
  const text = 'Costs rose by 3.5% in 2024... Why? "Nobody" knows!\n\nSee https://example.org/a.b.'
  const [first] = differences(text, 'Something else.')
  assert.equal(first.map((paragraph) => paragraph.map(({ text: said }) => said).join('')).join('\n\n'), text)
})
