import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { workOf } from '../../../app.ts'
import { findChromium, Workshop } from '#platform'
import { sweepPapers } from './papers.ts'

type House = Awaited<ReturnType<typeof testHouse>>
let house: House
let director: Awaited<ReturnType<House['signIn']>>
let head: Awaited<ReturnType<House['signIn']>>

before(async () => {
  house = await testHouse()
  house.house.workshop = new Workshop(house.db, house.url, workOf(house.house), { alone: true })
  director = await house.signIn('director')
  head = await house.signIn('head')
})

after(async () => {
  await house.house.workshop?.close()
  await house.close()
})

const COMPARISON = '/compare?measure=ehc-plans-within-20-weeks&place=E06000015'

test('a comparison becomes a Word document its asker can fetch, and nobody else', async () => {
  const asked = await director('/papers', form({ subject: COMPARISON, format: 'docx', once: 'a' }))
  assert.equal(asked.status, 303)
  const address = asked.headers.get('location')!
  // The same form sent twice is one paper; the other format of the same page is another.
  assert.equal((await director('/papers', form({ subject: COMPARISON, format: 'docx', once: 'a' }))).headers.get('location'), address)

  const page = await made(address)
  assert.match(page, /<h1[^>]*>New EHC plans issued within 20 weeks, compared: Derby is 137th of 153/)
  assert.match(page, /Download the Word document/)
  const file = await director(`${address}/file`)
  assert.equal(file.status, 200)
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename="New-EHC-plans-issued-within-20-weeks-compared-Derby-is-137th-of-153[\w-]*\.docx"$/)
  const bytes = Buffer.from(await file.arrayBuffer())
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  assert.equal(bytes.length, Number(file.headers.get('content-length')))
  assert.match(await (await director('/papers')).text(), /Derby is 137th of 153.*Word document, \d+ KB.*Ready/s)

  for (const path of [address, `${address}/file`]) assert.equal((await head(path)).status, 404)
  assert.doesNotMatch(await (await head('/papers')).text(), /137th/)
  assert.equal((await house.request(`${address}/file`)).status, 302)
})

test('a comparison becomes a tagged PDF, its chart with alternative text', { skip: findChromium() ? false : 'no Chromium here' }, async () => {
  const address = (await director('/papers', form({ subject: `${COMPARISON}&print=yes#beside`, format: 'pdf', once: 'a' }))).headers.get('location')!
  assert.match(await made(address), /Download the PDF.*\d pages/s)
  const pdf = Buffer.from(await (await director(`${address}/file`)).arrayBuffer()).toString('latin1')
  assert.match(pdf, /^%PDF-/)
  for (const said of ['/MarkInfo <</Type /MarkInfo\n/Marked true', '/S /H1', '/S /Table', '/S /TH', '/Alt (', '/Lang (en-GB)', '/Outlines']) assert.ok(pdf.includes(said), said)
})

test('what is no page of ours, or makes no paper, is refused with a sentence', async () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ subject: '/data', format: 'docx' }, /No paper can be made of this page/], [{ subject: '//elsewhere.example/compare', format: 'docx' }, /not from another site/],
    [{ subject: 'https://elsewhere.example/compare', format: 'docx' }, /from the first slash on/], [{ subject: '/\\elsewhere.example/compare', format: 'docx' }, /not from another site/],
    [{ subject: `/compare?q=${'x'.repeat(2000)}`, format: 'docx' }, /use 2,000 characters or fewer/], [{ subject: COMPARISON, format: 'exe' }, /Choose docx or pdf/], [{ format: 'docx' }, /Name the page/],
    ...['/strategies/%E0%A4%A', '/measures/%00', '/compare?place=%00'].map((subject): [Record<string, string>, RegExp] => [{ subject, format: 'docx' }, /No paper can be made of this page/]),
  ]
  for (const [fields, sentence] of cases) {
    const answer = await director('/papers', form(fields))
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 80))
    const page = await answer.text()
    assert.match(page, sentence)
    assert.match(page, /<title>Error: /)
  }
  for (const path of ['/papers/nothing', '/papers/01a201c3-59ba-75f3-87ba-e52cd3d24541', '/papers/01a201c3-59ba-75f3-87ba-e52cd3d24541/file']) assert.equal((await director(path)).status, 404)
})

test('what the page refuses, its paper refuses, and says why', async () => {
  const address = (await director('/papers', form({ subject: '/compare?place=nowhere', format: 'docx' }))).headers.get('location')!
  assert.match(await made(address), /The paper could not be made.*nowhere.*Make it again/s)
})

test('without Chromium there is no PDF, and both the page and the refusal say what to do instead', async () => {
  const was = process.env['BELONG_CHROMIUM']
  process.env['BELONG_CHROMIUM'] = 'off'
  try {
    assert.match(await (await director(COMPARISON)).text(), /aria-disabled="true" aria-describedby="no-pdf"[^>]*>PDF.*PDF needs Chromium.*print=yes/s)
    const answer = await director('/papers', form({ subject: COMPARISON, format: 'pdf', once: 'b' }))
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), /Print the page and choose “Save as PDF”, or ask for a Word document/)
    const address = (await director('/papers', form({ subject: COMPARISON, format: 'docx', once: 'b' }))).headers.get('location')!
    assert.match(await made(address), /Download the Word document/)
  } finally {
    if (was === undefined) delete process.env['BELONG_CHROMIUM']
    else process.env['BELONG_CHROMIUM'] = was
  }
})

test('a file is kept for seven days; then its page says so', async () => {
  const address = (await director('/papers', form({ subject: COMPARISON, format: 'docx', once: 'c' }))).headers.get('location')!
  await made(address)
  const folder = join(house.dataFolder, 'papers')
  const file = `${address.slice('/papers/'.length)}.docx`
  const days = (count: number) => new Date(Date.now() + count * 86_400_000)
  assert.equal(await sweepPapers(house.db, house.dataFolder, days(6)), 0)
  assert.ok(existsSync(join(folder, file)))
  assert.ok((await sweepPapers(house.db, house.dataFolder, days(7.1))) > 0)
  assert.ok(!existsSync(join(folder, file)))
  assert.deepEqual(readdirSync(folder), [])
  assert.equal((await director(`${address}/file`)).status, 404)
  assert.match(await (await director(address)).text(), /no longer kept.*kept for 7 days.*Make it again/s)
})

/** The page of a paper, once its making has ended. */
async function made(address: string) {
  for (let tries = 0; tries < 300; tries++) {
    const page = await (await director(address)).text()
    if (!page.includes('http-equiv="refresh"')) return page
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('The paper was not made within 30 seconds')
}
