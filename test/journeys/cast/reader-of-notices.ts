import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, heading, leave } from '../steps.ts'
import { addressOf, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

export function noticesJourney(town: Town, eyes: Eyes) {
  describe('A member of the public reads how an area looks after what it knows', () => {
    let page: Page
    before(async () => { page = await town.open({ ...eyes, width: 375 }) })
    after(() => leave(page))

    it('finds the notices at the foot of a public page, and is asked nothing', async () => {
      await page.goto('/public/kelderby')
      for (const [word, path] of [['Privacy', 'privacy'], ['Privacy for children', 'privacy-for-children'], ['Accessibility statement', 'accessibility']] as const) {
        await page.getByRole('contentinfo').getByRole('link', { name: word, exact: true }).click()
        assert.equal(new URL(page.url()).pathname, `/public/kelderby/${path}`)
        assert.ok((await heading(page)).length > 3)
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), path)
      }
      assert.deepEqual(await page.context().cookies(), [])
    })

    it('is asked to sign in where children are, whether there is such a child or not', async () => {
      for (const address of [await addressOf(town, ROBIN), '/children/00000000-0000-4000-8000-000000000000', '/my']) {
        await page.goto(address)
        assert.equal(new URL(page.url()).pathname, '/sign-in', address)
      }
    })
  })
}
