import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linesOf, textOfLines } from './statement-lines.ts'

test('lines pasted from a paper lose their bullets and numbers, and nothing else', () => {
  const pasted = '• Welcome every child\r\n  - Share what works \n\n1. Lead for inclusion\n(2) Listen\n3a stays as it is\n-5% is a figure\nSend – a dash within stays'
  assert.deepEqual(linesOf(pasted).map(({ body }) => body), ['Welcome every child', 'Share what works', 'Lead for inclusion', 'Listen', '3a stays as it is', '-5% is a figure', 'Send – a dash within stays'])
})

test('a line that ends in a colon names whom the lines below it are about', () => {
  const text = 'All are equal\nFor parents and carers:\n- are partners\n- have a voice\nالأطفال:\nلهم صوت'
  assert.deepEqual(linesOf(text), [
    { audience: null, body: 'All are equal' }, { audience: 'For parents and carers', body: 'are partners' }, { audience: 'For parents and carers', body: 'have a voice' }, { audience: 'الأطفال', body: 'لهم صوت' },
  ])
})

test('what a box shows reads back the same', () => {
  const word = fc.stringMatching(/^[A-Za-zء-ي][A-Za-zء-ي ,]{0,20}[A-Za-zء-ي]$/)
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.option(fc.constantFrom('Children', 'Parents', 'The council')), word), { selector: ([who, what]) => `${who} ${what}` }), (lines) => {
    // Statements of one audience stand together, as they do on the page.
    const statements = lines.map(([audience, body]) => ({ audience, body })).sort((a, b) => (a.audience ?? '').localeCompare(b.audience ?? ''))
    assert.deepEqual(linesOf(textOfLines(statements)), statements)
  }))
})
