import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPage, type PageViewer, Page } from './page.tsx'
import { drawBytes, drawReady, readyPart } from './ready.tsx'

const VIEWER: PageViewer = { name: 'A', roleTitle: 'B', areaName: 'C', areaSlug: 'c', areaColour: '#0b5566', formToken: 'Secret-of_the-session' }
const FIELD = '<input type="hidden" name="_token" value="Secret-of_the-session"/>'

function Forms({ viewer, children }: { viewer: PageViewer | null; children?: unknown }) {
  return (
    <Page title="T" viewer={viewer} path="/" nonce="n">
      <form method="post" action={'/a?x=">"'} class="own"><button>Go</button></form>
      <form action="/search" class="find-here"><input name="q" value={'<form method="post">'} /></form>
      {children as never}
    </Page>
  )
}

test('every form that changes something bears the token of the session, first among its fields; one that only asks does not', () => {
  const drawn = drawPage(<Forms viewer={VIEWER} />)
  const posts = drawn.match(/<form [^]*?method="post"[^]*?>(?=<)/g)!.length
  assert.equal(drawn.split(FIELD).length - 1, posts)
  assert.ok(drawn.includes(`class="own">${FIELD}<button>`), drawn)
  assert.ok(!drawn.includes(`class="find-here">${FIELD}`))
})

test('a page for everyone bears none', () => {
  assert.doesNotMatch(drawPage(<Forms viewer={null} />), /_token|belong-token/)
})

test('what is drawn once for several people holds the token of nobody', () => {
  const shared = drawReady(<form method="post" action="/shared"><button>Go</button></form>)
  const [first, second] = ['First-token', 'Second-token'].map((formToken) => drawPage(<Forms viewer={{ ...VIEWER, formToken }}>{readyPart(shared)}</Forms>))
  assert.ok(first!.includes('action="/shared"><input type="hidden" name="_token" value="First-token"/>'))
  assert.ok(second!.includes('action="/shared"><input type="hidden" name="_token" value="Second-token"/>'))
  assert.doesNotMatch(second!, /First-token/)
  assert.doesNotMatch(shared.markup, /_token/)
  const bytes = drawBytes(<Forms viewer={VIEWER}>{readyPart(drawReady(<b>same for all</b>))}</Forms>).toString()
  assert.ok(bytes.includes(`class="own">${FIELD}<button>`) && bytes.includes('<b>same for all</b>'))
})
