import type { Browser, Page } from 'playwright-core'
import { CENSUSES, censusFiles } from './cast/census-files.ts'
import { goToKelderby } from './cast/kelderby.ts'
import type { RunningHouse } from './house.ts'
import { SAME_SITE } from './same-site.ts'
import { arrive, giveFiles, press, untilWorkIsDone } from './steps.ts'

const CENSUS = CENSUSES.with
const [IVY, OAK] = CENSUS.upns
const csv = (name: string, lines: string[]) => [{ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) }]

/** What a data manager and a head of Kelderby leave behind: returns expected and given in every state, what was said of them, checks that were run. Batches by name. */
export async function leaveReturns(browser: Browser, house: RunningHouse): Promise<Record<string, string>> {
  const page = await arrive(browser, house, 'data-manager')
  await goToKelderby(page)
  const due = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10)
  await send(page, '/returns/calendar/expect', { series: 'school-census', period: CENSUS.period, label: CENSUS.label, from: CENSUS.day, until: CENSUS.day, due, whom: 'settings', 'sign-off': 'yes' })
  await send(page, '/returns/calendar/expect', { series: 'suspensions', period: CENSUS.period, label: 'Suspensions of spring 2025', from: '2025-01-01', until: '2025-03-31', due, whom: 'settings' })
  await send(page, '/returns/calendar/expect', { series: 'sen2', period: '2099', label: 'SEN2 of 2099', from: CENSUS.day, until: CENSUS.day, due: endOfYear(), whom: 'authority' })
  const batches = await giveAll(page)
  await send(page, '/data/quality/look', {})
  await page.context().close()
  const head = await arrive(browser, house, 'head')
  await goToKelderby(head)
  await send(head, '/returns/899001/contest', { of: `school-census ${CENSUS.period}`, figure: 'On roll', reason: 'Two are counted at Moorend too' })
  await send(head, '/returns/899001/note', { of: `school-census ${CENSUS.period}`, body: 'The office was closed when it was due.' })
  await head.context().close()
  return batches
}

async function giveAll(page: Page): Promise<Record<string, string>> {
  const batches: Record<string, string> = {}
  const give = async (name: string, files: ReturnType<typeof csv>, takesIn = true) => {
    await giveFiles(page, files)
    if (takesIn) {
      const looked = page.getByLabel('We have looked at these')
      if (await looked.count()) await looked.check()
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
    }
    batches[name] = new URL(page.url()).pathname
  }
  await give('census', censusFiles(CENSUS))
  await give('attendance', csv('marks.csv', ['urn,upn,week_beginning,marks', `899001,${IVY},2025-01-13,/ \\ / \\ I I / \\ C2 L`, `899001,${OAK},2025-01-13,/ \\ / \\ / \\ / \\ / \\`]))
  await give('suspensions', csv('suspensions.csv', ['URN,UPN,startdate,sessions,reason1,category', `899001,${IVY},2025-01-20,12,DB,SUSP`, `899001,${IVY},2025-02-03,4,PP,SUSP`]))
  await give('corrected', csv('suspensions mended.csv', ['URN,UPN,startdate,sessions,reason1,category', `899001,${IVY},2025-01-20,10,DB,SUSP`, `899999,${OAK},2025-02-04,3,ZZ,SUSP`]), false)
  await give('services', [{ name: 'services.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify([SERVICE])) }])
  await give('unmapped', csv('holiday scheme.csv', ['Who,Their birthday,Coming since,Lunch', 'Ivy Quill,03/05/2014,20/07/2025,veg']), false)
  return batches
}

const SERVICE = {
  id: '2f1c7f1e-6a53-4c53-9a5b-0d9d3c6a1b01', name: 'Stay and play', status: 'active', description: 'Play for the very young, and tea for whoever brings them.', minimum_age: 0, maximum_age: 4,
  organization: { id: '2f1c7f1e-6a53-4c53-9a5b-0d9d3c6a1b02', name: 'Kelderby Children’s Centres', description: 'Children’s centres' },
  schedules: [{ id: '2f1c7f1e-6a53-4c53-9a5b-0d9d3c6a1b03', freq: 'WEEKLY', byday: 'TU', opens_at: '09:30', closes_at: '11:00' }],
}

/** The last day of this school year: not due yet on any day of it. */
function endOfYear() {
  const now = new Date()
  return `${now.getUTCFullYear() + (now.getUTCMonth() >= 8 ? 1 : 0)}-08-31`
}

async function send(page: Page, to: string, form: Record<string, string>) {
  const answer = await page.context().request.post(to, { headers: SAME_SITE, form, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`${to} was not taken: ${answer.status()} ${(await answer.text()).replace(/<style[^]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 400)}`)
}
