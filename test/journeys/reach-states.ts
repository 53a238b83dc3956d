import type { Page } from 'playwright-core'
import { openRecord, ROBIN } from './cast/kelderby.ts'
import { press } from './steps.ts'
import { inKelderby, type PageInState, sendForm, unfoldAll } from './ways.ts'

/** Children and their records as each role sees them: none, one, many, refused, too long, out of reach. */
export function reachStates(): PageInState[] {
  const robin = (name: string, person: 'senco' | 'officer' | 'health-partner', act: (page: Page) => Promise<unknown> = async () => {}) =>
    inKelderby(`record: ${name}`, person, '/', async (page) => { await openRecord(page, ROBIN); await act(page) })
  const sentFromRecord = (to: string, fields: Record<string, string>) => (page: Page) => sendForm(page, page.url(), new URL(page.url()).pathname + to, fields)
  return [
    ...(['senco', 'parent', 'administrator', 'dpo', 'board-member'] as const).map((person) => inKelderby(`home of the ${person} in Kelderby`, person, '/')),
    inKelderby('children of a school', 'senco', '/children'), inKelderby('children of an area', 'officer', '/children'), inKelderby('children, after the last page', 'officer', '/children?page=9'),
    inKelderby('children, one', 'health-partner', '/children'), inKelderby('children of cases', 'panel-member', '/children'), inKelderby('children, out of reach', 'board-member', '/children'),
    inKelderby('children, nobody of that name', 'senco', '/children', (page) => lookFor(page, 'Xylophone')), inKelderby('children, too long a name', 'senco', '/children', (page) => sendForm(page, '/children', '/children', { words: 'long '.repeat(40) })),
    inKelderby('children, taken away without a reason', 'senco', '/children', (page) => press(page, 'CSV')),
    robin('as a SENCO, all unfolded', 'senco', unfoldAll), robin('as a case officer, all unfolded', 'officer', unfoldAll), robin('as a health partner', 'health-partner'),
    robin('entry refused', 'senco', (page) => press(page, 'Write it')), robin('entry too long', 'senco', sentFromRecord('/entries', { dataClass: 'sen', body: 'long '.repeat(1200), day: '2999-01-01' })),
    robin('asked without an address', 'senco', sentFromRecord('/people', { email: '', role: '' })), robin('entry to change', 'senco', openEntry),
    robin('entry changed without a reason', 'senco', async (page) => { await openEntry(page); await press(page, 'Save') }),
    robin('entry changed by another meanwhile', 'senco', async (page) => {
      await openEntry(page)
      await sendForm(page, page.url(), new URL(page.url()).pathname, { version: '0', body: 'Mine', reason: 'To see' })
    }),
    inKelderby('glass', 'officer', '/children/break-glass'), inKelderby('glass, nothing said', 'officer', '/children/break-glass', (page) => press(page, 'Open it for an hour')),
    inKelderby('glass, nobody known so', 'officer', '/', (page) => sendForm(page, '/children/break-glass', '/children/break-glass', { givenName: 'Nobody', familyName: 'At-all', born: '2015-01-01', reason: 'To see what the page says then' })),
    inKelderby('glass, out of reach', 'senco', '/children/break-glass'),
    inKelderby('own child', 'parent', '/my'), inKelderby('own record', 'young-person', '/my'), inKelderby('nobody’s family', 'senco', '/my'),
  ]
}

async function lookFor(page: Page, words: string) {
  await page.getByLabel('Look for a name').fill(words)
  await press(page, 'Look')
}

async function openEntry(page: Page) {
  await page.getByRole('link', { name: /^Change the entry/ }).first().click()
}
