import type { Page } from 'playwright-core'
import { press } from './steps.ts'
import { DERBY } from './traces.ts'
import { openThen, type PageInState, pressed, state, unfolded, unfoldedState } from './ways.ts'
import { SAME_SITE } from './same-site.ts'

const SCORECARD = '/public/derby/scorecard'

/** A scorecard shown to the public, shown again, and taken back: for who shows it, and for everybody. */
export function releasedStates(): PageInState[] {
  const open = (path: string) => state(`public ${path || 'areas'}, when a scorecard is shown`, null, `/public${path}`)
  return [
    { name: 'publish, ready', person: 'director', show: (page) => writeWhatIsMissing(page).then(() => page.goto('/publish')) },
    pressed('publish, stories not read', 'director', '/publish', 'Show it to the public'),
    { name: 'publish, shown', person: 'director', show: showIt },
    ...['', '/derby', '/derby/scorecard', '/derby/scorecard?print=yes', '/derby/measures/suspensions'].map(open),
    unfoldedState('public scorecard, all unfolded', null, SCORECARD),
    { name: 'publish, withdrawal refused', person: 'director', show: (page) => withdraw(page, '') },
    { name: 'publish, shown twice', person: 'director', show: (page) => retell(page).then(() => showIt(page)) },
    state('public scorecard, shown twice', null, SCORECARD),
    { name: 'public scorecard, an earlier one', person: null, show: (page) => openThen(page, SCORECARD, () => page.locator('main a[href*="release="]:not([href*="as="]):not([href*="print="])').last().click()) },
    { name: 'publish, withdrawn', person: 'director', show: (page) => withdraw(page, 'A figure was read wrongly.') },
    state('public scorecard, withdrawn', null, SCORECARD), state('public area, scorecard withdrawn', null, '/public/derby'),
  ]
}

/** The stories without which nothing that gets worse is shown. */
async function writeWhatIsMissing(page: Page) {
  for (const measure of ['severe-absence', 'suspensions', 'permanent-exclusions', 'neet-or-not-known-16-and-17']) await tell(page, measure, 'More than before.\n\nيغيب الأطفال', '0')
}

const retell = (page: Page) => tell(page, 'suspensions', 'Three schools changed their rules.', '1')

async function tell(page: Page, measure: string, body: string, version: string) {
  const answer = await page.context().request.post(`/measures/${measure}/story`, { headers: SAME_SITE, form: { place: DERBY, group: 'all', body, notKnown: '', version }, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`The story of ${measure} was not taken: ${answer.status()}`)
}

async function showIt(page: Page) {
  await page.goto('/publish')
  await page.getByLabel(/^I have read these stories/).check()
  await Promise.all([page.waitForEvent('load'), press(page, 'Show it to the public')])
}

async function withdraw(page: Page, reason: string) {
  await unfolded(page, '/publish')
  await page.getByLabel('Why').first().fill(reason)
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Withdraw it from the public' }).first().click()])
}
