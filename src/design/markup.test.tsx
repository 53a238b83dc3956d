import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fragment, h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { markup } from './markup.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('a & b', '<b>', '"said"', 'it’s', '', ' ', '£1,234', '\u0000', 'é'))
const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant(undefined))
const HTML = ['id', 'class', 'href', 'tabIndex', 'hidden', 'disabled', 'checked', 'title', 'aria-hidden', 'aria-label', 'data-kind', 'role', 'crossorigin', 'maxLength', 'value', 'rows', 'draggable', 'novalidate']
const SVG = ['viewBox', 'd', 'class', 'x', 'y', 'dy', 'text-anchor', 'stroke-width', 'aria-hidden', 'role', 'transform', 'href']

const tree = fc.letrec<{ node: unknown; svg: unknown }>((tie) => ({
  svg: fc.oneof(
    { depthSize: 'medium' },
    text, fc.constant(null), fc.integer(),
    fc.tuple(fc.constantFrom('path', 'g', 'text', 'tspan', 'use', 'title'), properties(SVG), fc.array(tie('svg'), { maxLength: 3 })).map(([type, props, inner]) => h(type, props, ...(inner as VNode[]))),
  ),
  node: fc.oneof(
    { depthSize: 'medium' },
    text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined),
    fc.tuple(fc.constantFrom('p', 'div', 'a', 'td', 'button', 'option', 'details'), properties(HTML), fc.array(tie('node'), { maxLength: 4 })).map(([type, props, inner]) => h(type, props, ...(inner as VNode[]))),
    fc.tuple(fc.constantFrom('input', 'br', 'img', 'hr', 'meta', 'link'), properties(HTML)).map(([type, props]) => h(type, props)),
    fc.tuple(text, properties(HTML)).map(([body, props]) => h('textarea', { ...props, value: body } as object)),
    fc.tuple(fc.constantFrom('a', 'b', 1, 2), fc.array(fc.constantFrom('a', 'b', 1, 2), { maxLength: 3 })).map(([chosen, list]) => h('select', { value: chosen } as object, list.map((one) => h('option', { value: one }, String(one))))),
    fc.tuple(properties(SVG), fc.array(tie('svg'), { maxLength: 3 })).map(([props, inner]) => h('svg', props, ...(inner as VNode[]))),
    fc.array(tie('node'), { maxLength: 3 }).map((inner) => h(Fragment, null, ...(inner as VNode[]))),
    fc.array(tie('node'), { maxLength: 3 }).map((inner) => h(({ children }: { children?: unknown }) => h('section', { class: 'own' }, children as VNode), null, ...(inner as VNode[]))),
  ),
}))

test('markup is what preact-render-to-string writes, for any tree', () => {
  fc.assert(fc.property(tree.node, (node) => {
    const page = h('main', null, node as VNode)
    assert.equal(markup(page), renderToString(page))
  }), { numRuns: 3000 })
})

test('what is written as markup stays as it is, and nothing else does', () => {
  const page = <div><style nonce="n" dangerouslySetInnerHTML={{ __html: 'a>b{}' }} />{'<script>alert("1")</script>'}<a title={'"><b>'}>x</a></div>
  assert.equal(markup(page), '<div><style nonce="n">a>b{}</style>&lt;script>alert(&quot;1&quot;)&lt;/script><a title="&quot;>&lt;b>">x</a></div>')
  assert.equal(markup(page), renderToString(page))
})

function properties(names: string[]) {
  return fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs))
}
