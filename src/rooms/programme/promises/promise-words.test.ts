import assert from 'node:assert/strict'
import test from 'node:test'
import { judgedInWords, promisesInWords } from './promise-words.ts'

const counts = (kept: number, notKept: number, unknown: number) => ({ kept, 'not-kept': notKept, 'cannot-be-known': unknown })

test('the opening sentence is counted from the verdicts', () => {
  const said: [ReturnType<typeof counts>, string][] = [
    [counts(0, 4, 6), 'Of ten promises, four were not kept and six can’t be known'],
    [counts(1, 1, 1), 'Of three promises, one was kept, one was not kept and one can’t be known'],
    [counts(2, 3, 0), 'Of five promises, two were kept and three were not kept'],
    [counts(3, 0, 0), 'All of its three promises were kept'],
    [counts(0, 2, 0), 'None of its two promises was kept'],
    [counts(0, 0, 4), 'Whether any of its four promises was kept can’t be known'],
    [counts(0, 0, 1), 'Its one promise can’t be known to have been kept'],
    [counts(1, 0, 0), 'Its one promise was kept'],
    [counts(0, 0, 0), 'It asks to be judged by nothing that is written down here'],
    [counts(0, 5, 7), 'Of 12 promises, five were not kept and seven can’t be known'],
  ]
  for (const [given, sentence] of said) assert.equal(promisesInWords(given), sentence)
})

test('and how many could be judged at all', () => {
  assert.equal(judgedInWords(counts(0, 4, 6)), 'Four can be judged on published figures, and those were missed. The other six lack a value, a date or a published measure, so that nobody can say.')
  assert.equal(judgedInWords(counts(0, 0, 4)), 'None of them can be judged on published figures. Each lacks a value, a date or a published measure, so that nobody can say.')
  assert.equal(judgedInWords(counts(2, 1, 0)), 'Three can be judged on published figures: two kept, one not.')
  assert.equal(judgedInWords(counts(1, 0, 1)), 'One can be judged on published figures, and that one was kept. The other lacks a value, a date or a published measure, so that nobody can say.')
})

test('a promise with a test is not said to lack one: it awaits its figure', () => {
  assert.equal(judgedInWords(counts(0, 0, 2), 2), 'None of them can be judged on published figures. Each has its test, but no figure is held yet that would pass or fail it.')
  assert.equal(judgedInWords(counts(1, 0, 3), 1), 'One can be judged on published figures, and that one was kept. Two lack a value, a date or a published measure, so that nobody can say. One has its test, but no figure is held yet that would pass or fail it.')
})
