import type { Page } from 'playwright-core'
import { CENSUSES } from './cast/census-files.ts'
import { press } from './steps.ts'
import { inKelderby, type PageInState, unfoldAll } from './ways.ts'

const { family } = CENSUSES.with

/** The pages of returns, settings and the children in them, as those see them who give, sign and keep them. */
export function returnStates(batches: Record<string, string>): PageInState[] {
  const manager = (name: string, address: string, act?: (page: Page) => Promise<unknown>) => inKelderby(name, 'data-manager', address, act)
  const head = (name: string, address: string, act?: (page: Page) => Promise<unknown>) => inKelderby(name, 'head', address, act)
  return [
    manager('home of the data manager', '/'), manager('data of who gives returns', '/data', unfoldAll), manager('data, one kind of return', '/data?series=suspensions'), manager('data, no file of a return given', '/data', (page) => press(page, 'Check these files')),
    ...Object.entries(batches).map(([name, path]) => manager(`return: ${name}`, path, unfoldAll)),
    manager('return, undo without a reason', batches['suspensions']!, (page) => press(page, 'Undo this import')),
    manager('row of a return', `${batches['census']!}/rows/2`), manager('row that is not there', `${batches['census']!}/rows/99`), manager('return of an authority, for a head', batches['census']!),
    manager('other lists', '/data/mapping', unfoldAll), manager('other lists, nothing given', '/data/mapping', (page) => press(page, 'Look at this file')),
    manager('columns to match, nothing said', `${batches['unmapped']!}?about=list`, (page) => press(page, 'Keep the recipe and check the file')),
    manager('data quality', '/data/quality', unfoldAll), manager('returns', '/returns', unfoldAll), manager('returns of a year without any', '/returns?year=2016'), manager('calendar of returns', '/returns/calendar', unfoldAll),
    manager('calendar, nothing filled in', '/returns/calendar', (page) => press(page, 'Expect it')), manager('returns of a school, for the area', '/returns/899001', unfoldAll),
    head('returns of one’s school', '/returns', unfoldAll), head('contested, nothing said', '/returns/899001', (page) => press(page, 'Contest it')),
    head('note, nothing said', '/returns/899001', async (page) => { await unfoldAll(page); await press(page, 'Write the note') }), head('data of a head', '/data'), head('data quality of a school', '/data/quality'),
    inKelderby('returns, out of reach', 'board-member', '/returns'), head('duplicates, out of reach', '/children/duplicates'),
    manager('services offered', '/services-offered', unfoldAll), manager('services offered, none fits', '/services-offered?q=xylophone'),
    head('service', '/services-offered', (page) => page.getByRole('main').getByRole('link', { name: 'Stay and play' }).click()),
    manager('words of schools that wait', '/children/claims'), head('words of schools, out of reach', '/children/claims'),
    manager('target groups', '/children/groups'), manager('duplicates', '/children/duplicates'), manager('duplicates that were decided', '/children/duplicates?state=decided'),
    manager('pair', '/children/duplicates', openPair), manager('pair, nothing said', '/children/duplicates', async (page) => { await openPair(page); await press(page, 'Decide') }),
    head('record with facts of returns', '/children', async (page) => {
      await page.getByRole('main').getByRole('link', { name: `Oak ${family}`, exact: true }).click()
      await unfoldAll(page)
    }),
    manager('settings', '/places/settings', unfoldAll), manager('settings, none fits', '/places/settings?q=xylophone'), manager('what settings lie in', '/places/hierarchies'), manager('what settings lie in, nothing given', '/places/hierarchies', (page) => press(page, 'Check it')),
    manager('a group, without a name', '/places/hierarchies', (page) => press(page, 'Make it')),
  ]
}

const openPair = (page: Page) => page.getByRole('main').getByRole('link', { name: `Ivy ${family}`, exact: true }).click()
