import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { drawBytes, drawReady, readyBetween, readyOf, readyPart } from './ready.tsx'
import { readyRow, scoreCells, ScoreTable } from './score-table.tsx'

const LATEST = { id: 'latest', label: 'Latest', kind: 'latest' } as const
const AGE = { id: 'age', label: 'Age of “data”' }

test('ready parts in a page drawn as bytes are what they would be drawn anew', () => {
  const part = <p class="small">Can’t be known – <b>{'<script> & "quotes"'}</b></p>
  const ready = drawReady(part)
  const page = (inner: unknown) => <main><h1>Überschrift</h1>{inner as never}{inner as never}<p>مرحبا</p></main>
  const Late = () => page(readyPart(ready))
  assert.equal(drawBytes(<Late />).toString(), `<!doctype html>${renderToString(page(part))}`)
  // Where text is drawn, it is simply there.
  assert.equal(renderToString(<Late />), renderToString(page(part)))
})

test('what is drawn for later in the midst of a page holds no mark of that page', () => {
  const inner = drawReady(<i>inner</i>)
  let kept = readyOf('')
  const Page = () => {
    kept = drawReady(<b>{readyPart(inner)}</b>)
    return <p>{readyPart(kept)}{readyBetween(['<u>', inner, '</u>'])}</p>
  }
  assert.equal(drawBytes(<Page />).toString(), '<!doctype html><p><b><i>inner</i></b><u><i>inner</i></u></p>')
  assert.equal(kept.markup, '<b><i>inner</i></b>')
})

test('nobody’s text can stand for a ready part', () => {
  const ready = drawReady(<b>secret</b>)
  const Page = () => <p>{'\u00010\u0002 \u0001:0\u0002'}{readyPart(ready)}</p>
  assert.equal(drawBytes(<Page />).toString().split('secret').length, 2)
})

test('a row put together is the row drawn', () => {
  const cells = [<b>14.0</b>, '2024']
  const drawn = (row: unknown) => renderToString(<ScoreTable caption="c" first="f" columns={[LATEST, AGE]} groups={[{ heading: null, rows: [row as never] }]} />)
  const runs = [{ columns: [LATEST, AGE], cells }]
  assert.equal(drawn(readyRow('i-1', drawReady(<a href="/x?a=1&b=2">n</a>), [drawReady(scoreCells(runs[0]!))])), drawn({ id: 'i-1', name: <a href="/x?a=1&b=2">n</a>, runs }))
})
