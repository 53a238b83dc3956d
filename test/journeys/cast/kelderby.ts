import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Eyes, type Person, press, spaced, unfold } from '../steps.ts'
import type { Town } from './town.ts'

/** What the seed says of some of Kelderby's invented children: where they are on roll, and the cast that stands by them. */
export const ROBIN = { given: 'Robin', family: 'Pettigrew', born: '2017-08-20', school: 'Alder Row Primary School' }
export const KIT = { given: 'Kit', family: 'Pettigrew', school: 'Fellgate High School' }
export const SORREL = { given: 'Sorrel', family: 'Candlewick' }
export const OISIN = { given: 'Oisín', family: 'Larkenmere' }
export const LUCJA = { given: 'Łucja', family: 'Embercombe' }

type Child = { given: string; family: string }

export const nameOf = ({ given, family }: Child) => `${given} ${family}`

/** Somebody's own browser, signed in and looking at Kelderby. */
export async function arriveInKelderby(town: Town, person: Person, eyes?: Eyes): Promise<Page> {
  const page = await town.arrive(person, eyes)
  await goToKelderby(page)
  return page
}

export async function goToKelderby(page: Page) {
  const there = page.getByRole('button', { name: 'Go to Kelderby' })
  if (await there.count()) await there.click()
  await page.locator('.area', { hasText: 'Kelderby' }).waitFor()
}

/** Follows one of the doors of home. */
export async function openDoor(page: Page, door: string) {
  await page.goto('/')
  await page.locator('#doors').getByRole('link', { name: door, exact: true }).click()
}

/** Opens a child's record from the list of children. */
export async function openRecord(page: Page, child: Child) {
  await openDoor(page, 'Children')
  await page.getByRole('main').getByRole('link', { name: nameOf(child), exact: true }).click()
}

/** Every name on the list of children, without marks of direction. */
export async function listed(page: Page) {
  await openDoor(page, 'Children')
  return (await page.getByRole('main').locator('table a').allInnerTexts()).map(spaced)
}

/** The headings of a child's record, which name the classes that are seen. */
export const parts = async (page: Page) => (await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()).map(spaced)

/** The address of a record, found behind the pages: nobody is told those they do not reach. */
export async function addressOf(town: Town, { given, family }: Child) {
  const [found] = await town.sql<{ id: string }>('select child_id as id from people.child where area_id = 3 and given_name = $1 and family_name = $2', [given, family])
  return `/children/${found!.id}`
}

/** An address out of reach answers as one where there never was anything. */
export async function isMissing(page: Page, address: string) {
  const [there, never] = [await page.goto(address), '/nothing/was/ever/here']
  assert.equal(there!.status(), 404, address)
  const said = spaced(await page.getByRole('main').innerText())
  await page.goto(never)
  assert.equal(said, spaced(await page.getByRole('main').innerText()), address)
}

/** What a role was changed to behind the pages counts from the next request on. */
export async function changeBehind(town: Town, text: string, values: unknown[] = []) {
  await town.sql(text, values)
  await town.sql('update platform.data_version set version = version + 1')
}

/** Where somebody must show once more who they are: the demo's cast by one press, after which what they sent is sent on. */
export async function showThatItIsYou(page: Page) {
  await page.getByRole('button', { name: /^Go on as/ }).click()
  if (new URL(page.url()).pathname.startsWith('/draft/')) await press(page, 'Send it on')
}

/** Signs an agreement for the one place whose people somebody looks after. */
export async function signFor(page: Page, agreement: string) {
  await unfold(page, `Sign for a place: ${agreement}`)
  await page.getByRole('button', { name: new RegExp(`^Sign.*${agreement}$`) }).click()
}
