import type { Browser, Page } from 'playwright-core'
import { faultyFiles, goodFiles, hopelessFiles, newerFiles, undatedFiles } from './files.ts'
import type { RunningHouse } from './house.ts'
import { addAction, arrive, giveFiles, openMeasure, press, setTarget, untilWorkIsDone, writeStory } from './steps.ts'
import { SAME_SITE } from './same-site.ts'

export const TIMELINESS = 'ehc-plans-within-20-weeks'
export const DERBY = 'E06000015'

/** What people leave behind: a target, a story with two versions, actions, files in every state. */
export async function leaveTraces(browser: Browser, house: RunningHouse) {
  const page = await arrive(browser, house, 'director')
  await openMeasure(page, TIMELINESS, DERBY)
  await setTarget(page, { by: '2027', value: '60', reason: 'Where our neighbours are now. Half of the way is the work we have already begun.' })
  await writeStory(page, { body: 'Advice comes late.' })
  await writeStory(page, { body: 'Advice comes late: half of the psychologists’ posts are empty, and health advice takes nine weeks.\n\nSchools ask early enough. Panels meet every week.', notKnown: 'How many families wait for a school to be named. The SEND service will count them by March.' })
  await addAction(page, { title: 'Fill four psychologists’ posts', owner: 'Head of SEND', due: '2027-03-31', effect: 'Advice within six weeks of being asked for' })
  await addAction(page, { title: 'Agree a six-week standard for health advice with the integrated care board', owner: 'Designated clinical officer', due: '2026-12-18' })
  await turnTheCurve(page)
  const batches: Record<string, string> = {}
  const give = async (name: string, files: typeof goodFiles, takeIn: boolean) => {
    await giveFiles(page, files)
    if (takeIn) {
      const looked = page.getByLabel('We have looked at these')
      if (await looked.count()) await looked.check()
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
    }
    batches[name] = new URL(page.url()).pathname
  }
  await give('taken in', goodFiles, true)
  await give('unchanged', goodFiles, false)
  await give('taken in with changes', newerFiles, true)
  await give('with faults', faultyFiles, false)
  await give('blocked', undatedFiles, false)
  await give('hopeless', hopelessFiles, false)
  await give('undone', later(faultyFiles), true)
  await page.getByLabel('Why').fill('The publisher withdrew it.')
  await press(page, 'Undo this import')
  await untilWorkIsDone(page)
  await give('thrown away', later(hopelessFiles), false)
  await press(page, 'Throw this file away')
  await give('clean', later(goodFiles), false)
  await page.context().close()
  return batches
}

/** All else that can be written about a curve: why it is so, who helps, what works, what it is held against, what is said of its points. */
async function turnTheCurve(page: Page) {
  const about = { place: DERBY, group: 'all' }
  for (const [form, words] of [
    ['cause', { effect: 'worse', body: 'Health advice takes nine weeks', evidence: 'Forty cases counted in the autumn', evidenceAddress: 'https://example.org/count' }],
    ['cause', { effect: 'better', body: 'One officer keeps a case from request to plan' }],
    ['question', { body: 'How many families wait for a school to be named?', finder: 'SEND service', due: '2099-03-31' }],
    ['partner', { name: 'Educational psychology', part: 'Advice within six weeks', agreedOn: '2025-01-15', agreedBy: 'Principal psychologist' }],
    ['partner', { name: 'Schools', part: 'Evidence with the request' }],
    ['idea', { body: 'Decide requests twice a week', evidence: 'local', cost: 'no-cost', leverage: 'high', source: 'Two authorities’ own reports' }],
    ['baseline', { decision: 'SEND board of 12 March', reason: 'The strategy begins' }],
    ['scenario', { name: 'Two more psychologists', assumptions: 'Both stay', 'period-0': '2025', 'value-0': '20', 'period-1': '2026', 'value-1': '31' }],
    ['remark', { period: '2017', body: 'Nobody has found a reason for this one year' }],
    ['remark', { period: '2023', body: 'Counted child by child from here on' }],
  ] as [string, Record<string, string>][]) {
    const answer = await page.context().request.post(`/measures/${TIMELINESS}/${form}`, { headers: SAME_SITE, form: { ...about, ...words }, maxRedirects: 0 })
    if (answer.status() !== 303) throw new Error(`${form} was not taken: ${answer.status()}`)
  }
}

/** The same files with another content: a year later, and another name. */
function later(files: typeof goodFiles) {
  return files.map((file) => ({ ...file, name: `later_${file.name}`, buffer: Buffer.from(file.buffer.toString().replaceAll('202425', '202526').replaceAll('quiet', 'calm')) }))
}
