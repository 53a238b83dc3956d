import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { goodFiles } from './files.ts'
import { FORMS_BY_VERB } from './forms-by-verb.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { goToKelderby } from './cast/kelderby.ts'
import { arrive, giveFiles, leave, openBelong, openMeasure, type Person } from './steps.ts'
import { SAME_SITE } from './same-site.ts'

const TIMELINESS = '/measures/ehc-plans-within-20-weeks'

describe('Somebody without the verb', () => {
  let house: RunningHouse
  let browser: Browser
  let analyst: Page
  let officer: Page
  let dpo: Page
  const others = new Map<Person, Page>()
  const whoever = async (person: Person) => ({ analyst, officer, dpo } as Partial<Record<Person, Page>>)[person] ?? others.get(person) ?? others.set(person, await arrive(browser, house, person)).get(person)!
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
    analyst = await arrive(browser, house, 'analyst')
    officer = await arrive(browser, house, 'officer')
    dpo = await arrive(browser, house, 'dpo')
  })
  after(async () => {
    for (const page of others.values()) await leave(page)
    await leave(analyst).finally(() => leave(officer)).finally(() => leave(dpo)).finally(() => browser.close()).finally(() => house.close())
  })

  it('sees the figures', async () => {
    await openMeasure(dpo, 'ehc-plans-within-20-weeks', 'E06000015')
    assert.match(await dpo.getByRole('main').innerText(), /14\.0%/)
    assert.ok(await dpo.locator('svg[role=img]').count())
  })

  it('is offered no form that would be refused', async () => {
    assert.deepEqual(await offered(dpo), [])
    await openMeasure(officer, 'ehc-plans-within-20-weeks', 'E06000015')
    assert.deepEqual(await offered(officer), ['Write the story', 'Add an action'])
    await openMeasure(analyst, 'ehc-plans-within-20-weeks', 'E06000015')
    assert.deepEqual(await offered(analyst), ['Write the story'])
  })

  it('is refused with a page when it sends the form all the same', async () => {
    const form = { place: 'E06000015', period: '2027', value: '99', reason: 'Because' }
    const answer = await officer.context().request.post(`${TIMELINESS}/target`, { headers: SAME_SITE, form })
    assert.equal(answer.status(), 403)
    assert.match(answer.headers()['content-type']!, /text\/html/)
    assert.match(await answer.text(), /<h1[^>]*>/)
    await analyst.goto(`${TIMELINESS}?place=E06000015`)
    assert.doesNotMatch(await analyst.getByRole('main').innerText(), /99\.0%/)
  })

  it('is refused about a place outside its areas, and sees published figures of it', async () => {
    await openMeasure(officer, 'ehc-plans-within-20-weeks', 'E09000007')
    assert.deepEqual(await offered(officer), [])
    assert.match(await officer.getByRole('main').innerText(), /Camden is not in an area you have a part in/)
    const answer = await officer.context().request.post(`${TIMELINESS}/story`, { headers: SAME_SITE, form: { place: 'E09000007', body: 'Not ours' } })
    assert.ok([403, 404].includes(answer.status()), String(answer.status()))
  })

  it('may not take files in or undo them', async () => {
    await officer.goto('/data')
    assert.equal(await officer.locator('input[type=file]').count(), 0)
    await giveFiles(analyst, goodFiles)
    const batch = new URL(analyst.url()).pathname
    const given = await officer.context().request.post('/data', { headers: SAME_SITE, multipart: { files: { name: goodFiles[0]!.name, mimeType: 'text/csv', buffer: goodFiles[0]!.buffer } } })
    assert.equal(given.status(), 403)
    for (const what of ['commit', 'discard', 'undo', 'check']) {
      const answer = await officer.context().request.post(`${batch}/${what}`, { headers: SAME_SITE, form: { reason: 'Because', acknowledged: 'yes' } })
      assert.equal(answer.status(), 403, what)
    }
    await officer.goto(batch)
    assert.equal(await officer.locator('main form').count(), 0)
    await analyst.reload()
    assert.match(await analyst.getByRole('heading', { level: 1 }).innerText(), /Nothing stops this file/)
  })

  // Sent by the director afterwards, to know that nothing but the verb was wanting.
  for (const { without, page, to, fields } of FORMS_BY_VERB) {
    it(`is given no form for ${to}${fields['part'] ? `, ${fields['part']}` : ''}, and is refused when sending it`, async () => {
      const director = (await whoever('director')).context().request
      const asked = new RegExp(`<form[^>]*action="${to}"[^]*?</form>`).exec(await (await director.get(page)).text())?.[0] ?? assert.fail('the director is given no form')
      const unasked = Object.fromEntries([...asked.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))
      const form = { ...unasked, ...fields }
      for (const person of without) {
        const { request } = (await whoever(person)).context()
        const shown = await request.get(page)
        assert.doesNotMatch(await shown.text(), new RegExp(`<form[^>]*action="${to}"`), `${person} is given the form`)
        const answer = await request.post(to, { headers: SAME_SITE, form, maxRedirects: 0 })
        assert.equal(answer.status(), 403, `${person}: ${answer.status()}`)
        assert.match(await answer.text(), /<h1[^>]*>/)
      }
      const taken = await director.post(to, { form, maxRedirects: 0 })
      assert.equal(taken.status(), 303, (await taken.text()).replace(/<style[^]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 600))
    })
  }

  it('keeps no calendar, gives, signs or answers no return, decides about no records and changes no setting', async () => {
    for (const person of ['senco', 'panel-member', 'health-partner', 'board-member'] as const) {
      const page = await whoever(person)
      await goToKelderby(page)
      const { request } = page.context()
      for (const address of ['/returns', '/returns/calendar', '/returns/899001', '/data/quality', '/children/duplicates']) assert.ok([403, 404].includes((await request.get(address)).status()), `${person} at ${address}`)
      for (const address of ['/data', '/places/settings', '/places/hierarchies']) assert.doesNotMatch(await (await request.get(address)).text(), new RegExp(`<form[^>]*method="post"[^>]*action="${address}`), `${person} is given a form of ${address}`)
      for (const [to, form] of FORMS_OF_RETURNS) {
        const answer = await request.post(to, { headers: SAME_SITE, form })
        assert.ok([403, 404].includes(answer.status()), `${person} at ${to}: ${answer.status()}`)
        assert.match(await answer.text(), /<h1[^>]*>/)
      }
    }
  })

  it('may not show a scorecard to the public, nor take it back', async () => {
    for (const person of ['head', 'officer', 'analyst', 'wedge-chair', 'dpo'] as const) {
      const { request } = (await whoever(person)).context()
      assert.doesNotMatch(await (await request.get('/publish')).text(), /<form[^>]*action="\/publish/)
      for (const [to, fields] of [['/publish', { framework: 'belong', words: 'yes', seen: 'x' }], ['/publish/withdraw', { id: '00000000-0000-4000-8000-000000000000', reason: 'Because' }]] as const) {
        const answer = await request.post(to, { headers: SAME_SITE, form: fields })
        assert.ok([403, 404].includes(answer.status()), `${person} at ${to}: ${answer.status()}`)
      }
    }
  })

  it('sends a stranger to sign in, and back to the page that was asked for', async () => {
    const stranger = await openBelong(browser, house)
    await stranger.goto(`${TIMELINESS}?place=E06000015`)
    assert.equal(new URL(stranger.url()).pathname, '/sign-in')
    await stranger.locator('button[value=head]').click()
    assert.equal(`${new URL(stranger.url()).pathname}${new URL(stranger.url()).search}`, `${TIMELINESS}?place=E06000015`)
    await leave(stranger)
  })
})

const OF_CENSUS = { series: 'school-census', period: '2025-1-spring' }
const SOME_ID = '00000000-0000-4000-8000-000000000000'

/** Each as those who hold its verb would send it. */
const FORMS_OF_RETURNS: [to: string, fields: Record<string, string>][] = [
  ['/returns/calendar/accept', { year: '2025', series: 'school-census' }],
  ['/returns/calendar/expect', { ...OF_CENSUS, label: '', from: '2025-01-16', until: '2025-01-16', due: '2025-02-16', whom: 'settings' }],
  ['/returns/remind', { expected: SOME_ID }], ['/returns/answer', { word: SOME_ID, answer: 'Not mine' }],
  ['/returns/899001/nil', OF_CENSUS], ['/returns/899001/sign', OF_CENSUS], ['/returns/899001/note', { ...OF_CENSUS, body: 'Not mine' }], ['/returns/899001/contest', { ...OF_CENSUS, figure: 'On roll', reason: 'Not mine' }],
  ['/returns/899001/take-back', { word: SOME_ID }], ['/data/quality/look', {}], ['/data/quality/own', { finding: SOME_ID, owner: '', version: '1' }],
  [`/children/duplicates/${SOME_ID}`, { decision: 'same', reason: 'Not mine', version: '1' }], ['/places/hierarchies/group', { hierarchy: 'Ours', name: 'Not mine', level: 'cluster', code: '', within: '' }],
]

/** What of the measure page's own forms is offered. */
async function offered(page: Page) {
  return (await page.locator('main summary').allInnerTexts()).filter((text) => /^(Set a target|(W|Rew)rite the story|Add an action|Change how far it is)$/.test(text.trim())).map((text) => text.trim())
}
