import type { Page } from 'playwright-core'
import { press } from './steps.ts'
import { type PageInState, pressed, state, unfoldedState } from './ways.ts'

/** A Belong without the demo: before anybody is in it, while its first area is made, and with nothing in it yet. */
export function emptyStates(setup: string): PageInState[] {
  const open = (name: string, address: string) => state(`empty: ${name}`, 'newcomer', address)
  return [
    open('sign-in', '/sign-in'), open('public areas, none', '/public'), open('public, no such area', '/public/bury'),
    open('set up, link spent', '/setup/spent'), open('set up', setup), pressed('empty: set up, refused', 'newcomer', setup, 'Make the area and sign in'),
    { name: 'empty: home after set-up', person: 'newcomer', show: (page) => makeTheArea(page, setup) },
    open('scorecard', '/scorecard'), open('how well the scorecard is kept', '/scorecard/kept'), open('scorecard, to print', '/scorecard?print=yes'),
    open('results', '/results'), unfoldedState('empty: results, all unfolded', 'newcomer', '/results'), open('services', '/services'), unfoldedState('empty: services, all unfolded', 'newcomer', '/services'),
    open('strategies', '/strategies'), open('actions', '/actions'), open('papers', '/papers'), open('looks', '/area/looks'), open('publish', '/publish'),
    open('measure', '/measures/suspensions'), open('compare', '/compare'), open('comparator sets', '/compare/sets'), open('what changed', '/changes?since=2020-01-01'), open('views', '/views'), open('search', '/search?q=strategy'),
    ...['/data', '/data/quality', '/data/mapping', '/returns', '/returns/calendar', '/children/duplicates', '/children/groups', '/places/settings', '/places/hierarchies'].map((path) => open(path, path)),
    ...['', '/bury', '/bury/scorecard', '/bury/measures', '/bury/strategies'].map((path) => open(`public ${path || 'areas'}`, `/public${path}`)),
  ]
}

async function makeTheArea(page: Page, setup: string) {
  await page.goto(setup)
  await page.getByLabel('Authority').selectOption({ label: 'Bury' })
  for (const [label, words] of [['Name of the area', 'Bury'], ['Your name', 'Wilhelmina Tarn'], ['What you are', 'Director of children’s services'], ['Your e-mail address', 'w.tarn@example.org']] as const) await page.getByLabel(label).fill(words)
  await Promise.all([page.waitForEvent('load'), press(page, 'Make the area and sign in')])
}
