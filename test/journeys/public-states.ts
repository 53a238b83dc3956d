import { type PageInState, sendForm, sent, state } from './ways.ts'

const CREST = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M30 2 56 38H4Z" fill="#0b5566"/></svg>'

/** What everybody may read, before anything is released and after; how an area looks; and showing a scorecard to the public. */
export function publicStates(): PageInState[] {
  const open = (path: string) => state(`public ${path || 'areas'}`, null, `/public${path}`)
  return [
    ...['', '/derby', '/derby/scorecard', '/derby/scorecard?print=yes', '/derby/measures', '/derby/measures/persistent-absence', '/derby/measures/attainment-8?group=ehc-plan', '/derby/strategies',
      '/derby/strategies/derby-inclusion-2018', '/derby/promises/derby-inclusion-2018', '/leeds/promises/leeds-inclusion-2007', '/nowhere'].map(open),
    state('looks', 'director', '/area/looks'), state('looks, not allowed', 'head', '/area/looks'),
    sent('looks, refused', '/area/looks', '/area/looks', { name: '', colour: '#ffcc00', version: '1' }),
    {
      name: 'looks, previewed', person: 'director',
      async show(page) {
        await page.goto('/area/looks')
        await page.getByLabel('Colour', { exact: true }).fill('#1d70b8')
        await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'crest.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(CREST) })
        await page.getByLabel('What it shows, in words').fill('A hill')
        await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Show how it would look' }).click()])
      },
    },
    state('publish, red without a story', 'director', '/publish'), state('publish, not allowed', 'head', '/publish'),
    sent('publish, refused', '/publish', '/publish', { framework: 'belong', words: 'yes' }),
    { name: 'publish, withdrawal without a reason', person: 'director', show: (page) => sendForm(page, '/publish', '/publish/withdraw', { id: '00000000-0000-4000-8000-000000000000', reason: '' }) },
  ]
}
