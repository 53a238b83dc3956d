import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { serve, type ServerType } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { makeLink } from '#rooms/access'
import { addSomebody } from '../../src/rooms/access/sign-in/sign-in-test-kit.ts'
import { testHouse } from '../house-kit.ts'
import { startBrowser } from './browser.ts'

/** A port that was free a moment ago: a passkey belongs to the whole address, which must be known before Belong opens. */
const freePort = () => new Promise<number>((done) => {
  const asked = createServer().listen(0, () => {
    const { port } = asked.address() as { port: number }
    asked.close(() => done(port))
  })
})

describe('Somebody with an account of their own', () => {
  let house: Awaited<ReturnType<typeof testHouse>>
  let server: ServerType
  let browser: Browser
  let page: Page
  let address: string
  const complaints: string[] = []
  before(async () => {
    const port = await freePort()
    address = `http://localhost:${port}`
    house = await testHouse({ PORT: String(port) })
    server = serve({ fetch: house.site.fetch, port })
    browser = await startBrowser()
    page = await (await browser.newContext({ baseURL: address })).newPage()
    page.on('pageerror', (fault) => complaints.push(fault.message))
    page.on('console', (message) => { if (/Content Security|script/i.test(message.text())) complaints.push(message.text()) })
    await addSomebody(house, 'ada')
  })
  after(async () => {
    await browser.close()
    server.close()
    await house.close()
  })

  it('sets a password by a link, and adds a passkey', async () => {
    const devices = await page.context().newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    await page.goto(`/sign-in/link/${await makeLink(house.db, 'sign-in', 'ada', new Date())}`)
    await page.getByLabel('New password').fill('violet harbour tin whistle')
    await page.getByRole('button', { name: 'Set it and sign in' }).click()
    await page.goto('/account')
    await page.getByLabel('A name for it').fill('Work laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.waitForURL(/done=passkey/)
    assert.match(await page.getByRole('main').innerText(), /Work laptop added on/)
  })

  it('signs in with it, and shows by it once more who they are', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/sign-in?next=/account')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(`${address}/account`)
    await house.pool.query(`update access.session set stepped_up_at = now() - interval '11 minutes'`)
    await page.getByRole('button', { name: 'Remove Work laptop' }).click()
    await page.waitForURL(/\/confirm\?next=/)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(`${address}/account`)
    await page.getByRole('button', { name: 'Remove Work laptop' }).click()
    await page.waitForURL(/done=passkey-removed/)
    assert.deepEqual(complaints, [])
  })

  it('comes in by password where no script runs, and is not shown the passkey’s button', async () => {
    const plain = await (await browser.newContext({ baseURL: address, javaScriptEnabled: false })).newPage()
    await plain.goto('/sign-in?next=/account')
    assert.equal(await plain.getByRole('button', { name: 'Use a passkey' }).count(), 0)
    await plain.getByLabel('E-mail address').fill('ada@kelderby.example')
    await plain.getByLabel('Password').fill('violet harbour tin whistle')
    await plain.getByRole('button', { name: 'Sign in', exact: true }).click()
    assert.equal(new URL(plain.url()).pathname, '/account')
  })
})
