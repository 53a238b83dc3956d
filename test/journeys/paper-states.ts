import { type PageInState, sendForm, state } from './ways.ts'

const COMPARISON = '/compare?measure=ehc-plans-within-20-weeks&place=E06000015'

/** Papers: none yet, one refused, one made, one that could not be made, and all of them; and pages in their print form. */
export function paperStates(): PageInState[] {
  const asked = (name: string, subject: string): PageInState => ({
    name, person: 'director',
    async show(page) {
      await sendForm(page, '/papers', '/papers', { subject, format: 'docx' })
      // Its page looks again by itself until it says what came of it.
      await page.getByRole('heading', { name: /^(It is ready|Why)$/ }).waitFor({ timeout: 60_000 })
      await page.waitForLoadState()
    },
  })
  return [
    state('papers, none', 'head', '/papers'), { name: 'papers, refused', person: 'director', show: (page) => sendForm(page, '/papers', '/papers', { subject: '/data', format: 'docx' }) },
    asked('paper, ready', COMPARISON), asked('paper, not made', '/compare?place=nowhere'), state('papers', 'director', '/papers'),
    state('paper, missing', 'director', '/papers/00000000-0000-7000-8000-000000000000'), state('comparison, to print', 'director', `${COMPARISON}&print=yes`),
  ]
}
