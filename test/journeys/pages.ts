import type { Browser, Page } from 'playwright-core'
import { faultyFiles, goodFiles, hopelessFiles, newerFiles, undatedFiles } from './files.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { addAction, arrive, type Eyes, giveFiles, openBelong, openMeasure, type Person, press, setTarget, signIn, untilWorkIsDone, writeStory } from './steps.ts'

/** A page in one state, and how one comes to see it. */
export interface PageInState {
  name: string
  /** Who looks; null for somebody who is not signed in. */
  person: Person | null
  show: (page: Page) => Promise<unknown>
}

/** A Belong in which people have worked for a while, and one that is still empty, with every page of both in every state. */
export interface LivedIn {
  states: PageInState[]
  open(person: Person | null, eyes?: Eyes): Promise<Page>
  close(): Promise<void>
}

const TIMELINESS = 'ehc-plans-within-20-weeks'
const DERBY = 'E06000015'

export async function liveIn(browser: Browser): Promise<LivedIn> {
  const house = await openHouse()
  const empty = await openHouse({ BELONG_DEMO: 'off' })
  const batches = await leaveTraces(browser, house)
  const setup = new URL(/http\S+\/setup\/\S+/.exec(empty.said)![0]).pathname
  return {
    states: [...signInStates(), ...homeStates(), ...measureStates(), ...compareStates(), ...placeStates(), ...dataStates(batches), ...problemStates(), ...setUpStates(`${empty.address}${setup}`)],
    async open(person, eyes) {
      const page = await openBelong(browser, house, eyes)
      if (person !== null) await signIn(page, person)
      return page
    },
    async close() {
      await house.close().finally(() => empty.close())
    },
  }
}

/** What people leave behind: a target, a story with two versions, actions, files in every state. */
async function leaveTraces(browser: Browser, house: RunningHouse) {
  const page = await arrive(browser, house, 'director')
  await openMeasure(page, TIMELINESS, DERBY)
  await setTarget(page, { by: '2027', value: '60', reason: 'Where our neighbours are now. Half of the way is the work we have already begun.' })
  await writeStory(page, { body: 'Advice comes late.' })
  await writeStory(page, { body: 'Advice comes late: half of the psychologists’ posts are empty, and health advice takes nine weeks.\n\nSchools ask early enough. Panels meet every week.', notKnown: 'How many families wait for a school to be named. The SEND service will count them by March.' })
  await addAction(page, { title: 'Fill four psychologists’ posts', owner: 'Head of SEND', due: '2027-03-31', effect: 'Advice within six weeks of being asked for' })
  await addAction(page, { title: 'Agree a six-week standard for health advice with the integrated care board', owner: 'Designated clinical officer', due: '2026-12-18' })
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

/** The same files with another content: a year later, and another name. */
function later(files: typeof goodFiles) {
  return files.map((file) => ({ ...file, name: `later_${file.name}`, buffer: Buffer.from(file.buffer.toString().replaceAll('202425', '202526').replaceAll('quiet', 'calm')) }))
}

function signInStates(): PageInState[] {
  return [state('sign-in', null, '/sign-in'), { name: 'sign-in refused', person: null, show: (page) => sendForm(page, '/sign-in', '/sign-in/demo', { person: 'nobody' }) }]
}

function homeStates(): PageInState[] {
  return [
    state('home', 'director', '/'),
    state('home without the verb', 'dpo', '/'),
    state('search, found', 'director', '/search?q=20+weeks'),
    state('search, place', 'director', '/search?q=derby'),
    state('search, nothing found', 'director', '/search?q=xylophone'),
    state('search, nothing asked', 'director', '/search'),
  ]
}

function measureStates(): PageInState[] {
  const curve = `/measures/${TIMELINESS}?place=${DERBY}`
  return [
    state('measure book', 'director', '/measures'),
    state('measure book, with figures', 'director', '/measures?figures=yes&q=absence'),
    state('measure book, nothing found', 'director', '/measures?q=xylophone'),
    state('measure', 'director', curve),
    { name: 'measure, all unfolded', person: 'director', show: (page) => unfolded(page, curve) },
    state('measure, all versions of the story', 'director', `${curve}&story=all`),
    state('measure, an earlier period', 'director', `${curve}&period=2019`),
    state('measure without the verb', 'dpo', curve),
    state('measure of a place elsewhere', 'director', `/measures/${TIMELINESS}?place=E09000007`),
    state('measure of a region', 'director', `/measures/${TIMELINESS}?place=E12000004`),
    state('measure of England', 'director', `/measures/${TIMELINESS}?place=E92000001`),
    state('measure of a place that is over', 'director', `/measures/${TIMELINESS}?place=E10000009`),
    state('measure without figures', 'director', `/measures/a-level-aab?place=${DERBY}`),
    state('measure, nothing but reasons', 'director', '/measures/attainment-8?place=E06000053&group=chinese'),
    state('measure with groups', 'director', `/measures/attainment-8?place=${DERBY}`),
    state('measure of a group', 'director', `/measures/attainment-8?place=${DERBY}&group=sen-support`),
    { name: 'measure, target refused', person: 'director', show: (page) => openThen(page, curve, () => setTarget(page, { by: '2027', value: 'abc', reason: '' })) },
    { name: 'measure, action refused', person: 'director', show: (page) => openThen(page, curve, () => addAction(page, { title: '', owner: '', due: '' })) },
    { name: 'measure, story written twice at once', person: 'director', show: (page) => sendForm(page, curve, `/measures/${TIMELINESS}/story`, { place: DERBY, group: 'all', body: 'Another story.', notKnown: '', version: '1' }) },
    state('definition', 'director', `/measures/${TIMELINESS}/definition`),
    state('definition with groups', 'director', '/measures/attainment-8/definition'),
  ]
}

function compareStates(): PageInState[] {
  return [
    state('compare', 'director', '/compare'),
    state('compare with every authority', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&with=all`),
    state('compare with chosen places', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&codes=E08000035%2CE06000018`),
    state('compare without figures', 'director', `/compare?measure=a-level-aab&place=${DERBY}`),
    state('comparator sets', 'director', '/compare/sets'),
    { name: 'comparator sets, refused', person: 'director', show: (page) => sendForm(page, '/compare/sets', '/compare/sets', { name: '', places: 'Nowhere' }) },
  ]
}

function placeStates(): PageInState[] {
  return [
    state('places', 'director', '/places'),
    state('place', 'director', `/places/${DERBY}`),
    state('place elsewhere', 'director', '/places/E06000058'),
    state('place that is over', 'director', '/places/E10000009'),
    state('region', 'director', '/places/E12000004'),
  ]
}

function dataStates(batches: Record<string, string>): PageInState[] {
  return [
    state('data', 'analyst', '/data'),
    state('data without the verb', 'officer', '/data'),
    { name: 'data, no file given', person: 'analyst', show: (page) => openThen(page, '/data', () => press(page, 'Check these files')) },
    state('batch of what comes with Belong', 'analyst', '/data/1'),
    ...Object.entries(batches).map(([name, path]) => state(`batch ${name}`, 'analyst', path)),
    state('batch, one rule', 'analyst', `${batches['with faults']}?rule=figure`),
    state('batch without the verb', 'officer', batches['with faults']!),
    { name: 'batch, word not given', person: 'analyst', show: (page) => openThen(page, batches['with faults']!, () => press(page, 'Take this file in')) },
    { name: 'batch, undo without a reason', person: 'analyst', show: (page) => openThen(page, batches['taken in']!, () => press(page, 'Undo this import')) },
  ]
}

function problemStates(): PageInState[] {
  return [
    state('nothing here', 'director', '/nowhere'),
    state('no such measure', 'director', '/measures/nothing'),
    state('no such place', 'director', '/places/E99999999'),
    { name: 'not allowed', person: 'officer', show: (page) => sendForm(page, '/', `/measures/${TIMELINESS}/target`, { place: 'E09000007', period: '2027', value: '1', reason: 'No' }) },
  ]
}

function setUpStates(address: string): PageInState[] {
  return [
    state('set up', null, address),
    { name: 'set up, refused', person: null, show: (page) => openThen(page, address, () => press(page, 'Make the area and sign in')) },
    state('sign-in without the demo', null, `${new URL(address).origin}/sign-in`),
    state('set up, link spent', null, `${new URL(address).origin}/setup/spent`),
  ]
}

function state(name: string, person: Person | null, address: string): PageInState {
  return { name, person, show: (page) => page.goto(address) }
}

async function openThen(page: Page, address: string, act: () => Promise<unknown>) {
  await page.goto(address)
  await act()
  await page.waitForLoadState()
}

async function unfolded(page: Page, address: string) {
  await page.goto(address)
  await page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true')
}

/** Sends a form that no page offers, as somebody would who has kept an old page open. */
async function sendForm(page: Page, from: string, action: string, fields: Record<string, string>) {
  await page.goto(from)
  await Promise.all([page.waitForEvent('load'), page.evaluate(([action, fields]) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = action
    for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('input'), { name, value }))
    document.body.append(form)
    form.submit()
  }, [action, fields] as const)])
}
