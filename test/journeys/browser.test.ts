import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Choice, startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'

describe('The browser of the journeys', () => {
  let house: RunningHouse
  before(async () => { house = await openHouse() })
  after(() => house.close())

  // Without fonts a browser draws nothing where text is, and every check of what people see would be content.
  for (const choice of ['any', 'shipped'] satisfies Choice[]) {
    it(`draws text that can be seen (${choice === 'any' ? 'the one the journeys use' : 'the one from npm'})`, async (t) => {
      if (choice === 'shipped' && (process.platform !== 'linux' || process.arch !== 'x64')) return t.skip('npm brings a Chromium for 64-bit Linux only')
      const browser = await startBrowser(choice)
      try {
        const page = await browser.newPage()
        await page.goto(`${house.address}/sign-in`)
        const heading = page.locator('h1')
        await page.evaluate('document.fonts.ready')
        const shown = await heading.screenshot()
        await heading.evaluate((element) => { element.style.color = 'transparent' })
        assert.ok(!shown.equals(await heading.screenshot()), 'the heading looks the same whether its text is there or not')
      } finally {
        await browser.close()
      }
    })
  }
})
