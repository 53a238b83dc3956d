import type { Page } from 'playwright-core'
import { openRecord, ROBIN } from './cast/kelderby.ts'
import { press } from './steps.ts'
import { inKelderby, type PageInState, sendForm, state, unfoldAll } from './ways.ts'

const NEVER = '/children/00000000-0000-4000-8000-000000000000'

/** The audit, people's rights, retention and notices: nothing yet, one, many, refused, not allowed. */
export function rightsStates(): PageInState[] {
  let record = ''
  const open = (name: string, address: string, act?: (page: Page) => Promise<unknown>) => inKelderby(name, 'dpo', address, act)
  const sent = (name: string, from: string, action: string, fields: Record<string, string>) => open(name, '/', (page) => sendForm(page, from, action, fields))
  return [
    open('deeds, all unfolded', '/deeds', unfoldAll), open('deeds, looks of one', '/deeds?kind=look&person=senco'), open('deeds, none like that', '/deeds?what=xylophone'), open('deeds, a day that is none', '/deeds?from=soon'), open('deeds, no more', '/deeds?page=999'),
    open('deeds of one', '/people/officer/deeds'), open('looks at a record nobody opened', `${NEVER}/looks`), inKelderby('deeds, not allowed', 'senco', '/deeds'), inKelderby('own deeds', 'senco', '/account/deeds'), inKelderby('own deeds, none', 'analyst', '/account/deeds'),
    inKelderby('a record to ask for', 'officer', '/', async (page) => { await openRecord(page, ROBIN); record = page.url() }), open('looks at a record', '/', (page) => page.goto(`${record}/looks`)),
    open('rights, nobody asked', '/rights'), open('rights, nothing said', '/rights', (page) => press(page, 'Enter the request')), inKelderby('rights, not allowed', 'senco', '/rights'),
    sent('rights, too long', '/rights', '/rights', { right: 'access', askedBy: 'long '.repeat(1000), note: 'long '.repeat(2000), 'askedOn-day': '31', 'askedOn-month': '2', 'askedOn-year': '2026' }),
    open('request entered', '/rights', (page) => sendForm(page, '/rights', '/rights', { right: 'access', childId: record, askedBy: 'Her mother', 'askedOn-day': '2', 'askedOn-month': '6', 'askedOn-year': '2025' })),
    open('rights, one', '/rights'), open('request, closed with nothing said', '/rights', async (page) => { await openRequest(page); await press(page, 'Close it') }),
    open('request, gathered', '/rights', async (page) => { await openRequest(page); await press(page, 'Gather it'); await untilGathered(page) }),
    open('passages of others', '/rights', async (page) => { await openRequest(page); await page.getByRole('link', { name: /passages? names?/ }).click() }),
    open('erasure asked for', '/', (page) => sendForm(page, '/rights', '/rights', { right: 'erasure', person: 'board-member', askedBy: 'Herself', 'askedOn-day': '2', 'askedOn-month': '7', 'askedOn-year': '2025' })),
    open('erasure, nothing said', '/rights', async (page) => { await page.getByRole('row').filter({ hasText: 'Ruth Anselm' }).getByRole('link').click(); await press(page, 'Erase what is ticked') }),
    open('retention, all unfolded', '/rights/retention', unfoldAll), open('retention, erased without a decision', '/rights/retention', (page) => press(page, 'Erase what is due')), sent('retention, held without a reason', '/rights/retention', '/rights/retention/hold', { childId: 'nobody', record: '', reason: '' }),
    open('retention, looked at', '/rights/retention', async (page) => { await press(page, 'Look what would go today'); await untilNothingGoesOn(page) }),
    sent('retention, held', '/rights/retention', '/rights/retention/hold', { childId: '', record: 'entry', reason: 'An inquiry', 'starts-day': '1', 'starts-month': '11', 'starts-year': '2025' }),
    open('record of processing', '/rights/processing'), open('impact assessment', '/rights/dpia'), open('notices', '/rights/notices'), inKelderby('notices, not allowed', 'senco', '/rights/notices'),
    open('notice as it would read', '/rights/notices', async (page) => { await page.locator('#body-privacy-children').fill('## Hello\n\n- **One** [thing](https://example.org)'); await page.locator('#privacy-children').getByRole('button', { name: 'Show how it would read' }).click() }),
    open('notice of nothing', '/rights/notices', async (page) => { await page.locator('#body-privacy').fill(''); await page.locator('#privacy').getByRole('button', { name: 'Keep and publish' }).click() }),
    ...['privacy', 'privacy-for-children', 'accessibility'].map((notice) => state(`public notice, ${notice}`, null, `/public/kelderby/${notice}`)),
  ]
}

async function openRequest(page: Page) {
  await page.locator('main table a').first().click()
}

async function untilGathered(page: Page) {
  await until(page, async () => (await page.getByRole('button', { name: 'Take the copy (ZIP)' }).count()) > 0)
}

async function untilNothingGoesOn(page: Page) {
  await until(page, async () => (await page.getByRole('status').count()) === 0)
}

async function until(page: Page, isSo: () => Promise<boolean>) {
  for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(250)) {
    if (await isSo()) return
    await page.goto(page.url())
  }
  throw new Error(`The work of ${page.url()} does not end`)
}
