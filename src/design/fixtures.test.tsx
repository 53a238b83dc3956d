import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { DRAWN } from './fixtures-drawn-test-kit.tsx'
import { NOT_OFFERED, SKIPPED } from './fixtures-skipped-test-kit.ts'
import { components, drawn, type Fixture, fixturesOf } from './fixtures-test-kit.tsx'
import { galleryPages } from './gallery.tsx'

// Our components against the markup that govuk-frontend publishes for each of its own: every fixture of every component we offer, but
// for those that are listed with a reason.

const skips = (component: string) => SKIPPED.flatMap(({ because, fixtures }) => (fixtures[component] ?? []).map((name) => ({ name, because })))

test('every component of govuk-frontend is offered or left out for a reason, and none is both', () => {
  assert.deepEqual([...Object.keys(DRAWN), ...Object.keys(NOT_OFFERED)].sort(), components().sort())
})

for (const component of Object.keys(DRAWN)) {
  const fixtures = fixturesOf(component)
  const skipped = new Map(skips(component).map(({ name, because }) => [name, because]))
  const proven = fixtures.filter(({ name }) => !skipped.has(name))

  test(`${component} is as govuk-frontend draws it, in ${proven.length} fixtures of ${fixtures.length}`, () => {
    assert.ok(proven.length > 0, 'nothing is proven')
    for (const fixture of proven) {
      const { ours, theirs } = drawn(component, fixture)
      assert.deepEqual(ours, theirs, fixture.name)
    }
  })

  test(`${component}: each fixture left out exists, once, and is unlike ours`, () => {
    const names = skips(component).map(({ name }) => name)
    assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), [], 'left out twice')
    for (const [name, because] of skipped) {
      const fixture = fixtures.find((each) => each.name === name)
      assert.ok(fixture, `there is no fixture ${component}: ${name}`)
      assert.ok(isUnlike(component, fixture), `ours draws ${component}: ${name} all the same, so this does not hold: ${because}`)
    }
  })
}

test('reasons are given for components we offer alone', () => {
  for (const { fixtures } of SKIPPED) for (const component of Object.keys(fixtures)) assert.ok(component in DRAWN, component)
})

test('a drawing that differs in one attribute or word is told', () => {
  const [fixture] = fixturesOf('button')
  const { ours } = drawn('button', fixture!)
  assert.notDeepEqual(ours, drawn('button', { ...fixture!, html: fixture!.html.replace('type="submit"', 'type="button"') }).theirs)
  assert.notDeepEqual(ours, drawn('button', { ...fixture!, html: fixture!.html.replace('Save and', 'Save') }).theirs)
})

test('the style sheet keeps every block of govuk-frontend that the page of the system draws', () => {
  const used = new Set(/const USED = new Set\(\s*`([^`]*)`/.exec(readFileSync('scripts/assets.mjs', 'utf8'))![1]!.split(/\s+/))
  const classes = Object.values(galleryPages('nonce')).flatMap((page) => [...renderToString(page).matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(/\s+/)))
  const blocks = new Set(classes.flatMap((name) => /^govuk-([a-z-]+?)(?:__|--|$)/.exec(name)?.[1] ?? []))
  // Hooks for scripts, which no rule is about.
  assert.deepEqual([...blocks].filter((block) => !used.has(block) && !block.startsWith('js-')), [])
})

function isUnlike(component: string, fixture: Fixture) {
  try {
    const { ours, theirs } = drawn(component, fixture)
    return JSON.stringify(ours) !== JSON.stringify(theirs)
  } catch {
    return true
  }
}
