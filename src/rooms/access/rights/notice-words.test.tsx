import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { STARTING } from './notice-texts.ts'
import { NoticeWords } from './notice-words.tsx'

const html = (body: string) => renderToString(<NoticeWords body={body} />).replace(/^<div class="stack">|<\/div>$/g, '')

test('headings, paragraphs, lists, bold and links are drawn, everything else is text', () => {
  assert.equal(html('## One\n\nTwo\nthree **four**\n\n- a\n- b\n  more'), '<h2>One</h2><p>Two three <b>four</b></p><ul class="govuk-list govuk-list--bullet"><li>a</li><li>b more</li></ul>')
  assert.equal(html('[ICO](https://ico.org.uk) [here](/public)'), '<p><a href="https://ico.org.uk">ICO</a> <a href="/public">here</a></p>')
  for (const to of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '/\\evil', 'JAVASCRIPT:x', 'vbscript:x']) assert.ok(!html(`[x](${to})`).includes('<a'), to)
  assert.equal(html('<img src=x onerror=alert(1)>'), '<p>&lt;img src=x onerror=alert(1)></p>')
  assert.ok(!html('[<b>](https://x.example/"onmouseover="x)').includes('"onmouseover'))
})

test('the notice for children is written in short sentences', () => {
  const sentences = STARTING['privacy-children'].replaceAll(/^##.*$/gm, '').split(/[.?!]\s/).map((one) => one.trim().split(/\s+/).length)
  assert.ok(Math.max(...sentences) <= 18, `longest sentence: ${Math.max(...sentences)} words`)
  assert.ok(sentences.reduce((sum, one) => sum + one, 0) / sentences.length <= 10)
})
