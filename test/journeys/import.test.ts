import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { after, before, describe, it } from 'node:test'
import type { Browser, Download, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { faultyFiles, type FileToGive, goodFiles, hopelessFiles, newerFiles, strangeFiles, undatedFiles } from './files.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, findBySearch, giveFiles, heading, leave, press, problems, sectionText, untilWorkIsDone } from './steps.ts'

const SCREENER = fileURLToPath(new URL('../../../shared/data/ees_screener/pass/', import.meta.url))

for (const javaScript of [true, false]) {
  describe(`An analyst takes files in and back, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    let house: RunningHouse
    let browser: Browser
    let page: Page
    before(async () => {
      house = await openHouse()
      browser = await startBrowser()
      page = await arrive(browser, house, 'analyst', { javaScript })
    })
    after(async () => {
      await leave(page).finally(() => browser.close()).finally(() => house.close())
    })
    const give = (files: FileToGive[] | string[]) => giveFiles(page, files)

    it('is asked for a file when none is given', async () => {
      await page.goto('/data')
      await press(page, 'Check these files')
      assert.equal((await problems(page)).length, 1)
      assert.match(await page.title(), /^Error: /)
    })

    it('sees what a good file would change, before anything is changed', async () => {
      await give(goodFiles)
      assert.match(await heading(page), /Nothing stops this file: 7 rows new/)
      assert.match(await sectionText(page, 'What would change'), /New 7 Changed 0 The same 0 Not loaded 0/)
      await page.goto('/search?q=quiet+room')
      assert.match(await heading(page), /Nothing fits/)
      await page.goBack()
    })

    it('takes it in, and everybody sees its figures', async () => {
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Taken in: 7 rows new/)
      await findBySearch(page, 'quiet room', 'Pupils who know of a quiet room')
      assert.match(await sectionText(page, 'Beside others'), /Derby 38\.5% Down 1\.5 points since the period before .*England 52\.5% Derby is 14\.0 points below/)
      assert.match(await sectionText(page, 'Why is this number what it is?'), /Read from quiet_rooms\.csv, row 5/)
    })

    it('is told that the same file again is nothing new', async () => {
      await give(goodFiles)
      assert.match(await heading(page), /Nothing new: the same content was taken in before/)
    })

    it('sees what a newer release changes, and takes it in', async () => {
      await give(newerFiles)
      assert.match(await sectionText(page, 'What would change'), /New 0 Changed 1 The same 6/)
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
      const changed = await sectionText(page, 'What changed')
      assert.match(changed, /Pupils who know of a quiet room.*38\.5.*39\.5/)
    })

    it('undoes it, with a reason, and the figure reads as before', async () => {
      await press(page, 'Undo this import')
      assert.equal((await problems(page)).length, 1)
      await page.getByLabel('Why').fill('The publisher withdrew it.')
      await press(page, 'Undo this import')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Undone/)
      assert.match(await page.getByRole('main').innerText(), /The publisher withdrew it\./)
      await findBySearch(page, 'quiet room', 'Pupils who know of a quiet room')
      assert.match(await sectionText(page, 'Beside others'), /Derby 38\.5%/)
    })

    it('sees each finding by row, column and value, and must say it looked at what needs a word', async () => {
      await give(faultyFiles)
      const findings = await sectionText(page, 'Findings')
      assert.match(findings, /Not loaded[^]*Row 4[^]*quiet_corner_percent[^]*lots/)
      assert.match(findings, /Needs your word[^]*Row 5/)
      await press(page, 'Take this file in')
      assert.deepEqual(await problems(page), ['Say that you have looked at what needs your word'])
    })

    it('downloads the same file with its findings', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download with findings' }).click()])
      const text = await textOf(download)
      assert.match(text.split(/\r?\n/)[0]!, /time_period,.*quiet_corner_percent,[^,]+,[^,]+$/)
      assert.match(text, /lots/)
    })

    it('takes the good rows in, and the others not', async () => {
      await page.getByLabel('We have looked at these').check()
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Taken in: /)
      await page.goto('/measures?q=quiet+corner&figures=yes')
      assert.match(await page.getByRole('main').innerText(), /Pupils who know of a quiet corner/)
    })

    it('says what the periods of a file are that does not say it', async () => {
      await give(undatedFiles)
      assert.match(await heading(page), /stops this file/)
      await page.getByLabel('What its periods are').selectOption({ label: 'Academic year' })
      await press(page, 'Check it again as this')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Nothing stops this file: 7 rows new/)
    })

    it('is told why a hopeless file can’t be taken in, and throws it away', async () => {
      await give(hopelessFiles)
      assert.match(await heading(page), /stops this file/)
      assert.match(await sectionText(page, 'Your decision'), /Can’t be taken in/)
      await press(page, 'Throw this file away')
      assert.match(await page.getByRole('main').innerText(), /quiet_halls/)
    })

    it('is told which files Belong reads when it is given another', async () => {
      await give(strangeFiles)
      assert.match((await problems(page)).join(), /minutes\.txt is not a file Belong knows/)
    })

    it('takes in a real pair of the DfE’s', async (t) => {
      if (!existsSync(SCREENER)) return t.skip('the screener’s files are not here')
      await give([`${SCREENER}passes_everything.csv`, `${SCREENER}passes_everything.meta.csv`])
      const looked = page.getByLabel('We have looked at these')
      if (await looked.count()) await looked.check()
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Taken in/)
    })
  })
}

async function textOf(download: Download) {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
