import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask, perform, Workshop } from '#platform'
import { peopleTargets } from '#rooms/people'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { workOf } from '../../../app.ts'
import { keepRecipe } from '../mapping/mapping-doors.ts'
import { returnsDue } from './expected-actions.ts'

const KELDERBY = 3
const CLUB = { series: 'list-summer-holiday-club', from: '2026-09-01', until: '2026-10-31', due: '2026-11-06', whom: 'settings' }

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
let head: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  house.house.workshop = new Workshop(house.db, house.url, workOf(house.house), { alone: true })
  manager = await house.signIn('data-manager')
  head = await house.signIn('head')
  for (const one of [manager, head]) await one('/area', form({ area: 'kelderby' }))
  const own = peopleTargets.find(({ name }) => name === 'list')!.fields.find(({ name }) => name === 'list')!.codes!.at(-1)!.code
  const keep = (body: object) => perform(keepRecipe(peopleTargets), { ...house.as('data-manager', KELDERBY), now: new Date() }, { body })
  await keep({ name: 'Holiday club', target: 'list', header: ['UPN', 'Club'], fields: { upn: { column: 'UPN' }, list: { fixed: own }, called: { fixed: 'Summer holiday club' }, names: { fixed: 'all' } } })
})
after(async () => {
  await house.house.workshop?.close()
  await house.close()
})

/** Uploads a file whose columns a recipe knows, and takes it in once it has been checked. */
async function giveAs(person: typeof head, name: string, text: string) {
  const body = new FormData()
  body.append('files', new File([text], name))
  const request = new Request('http://x/', { method: 'POST', body })
  const answer = await person('/data', { method: 'POST', headers: { 'content-type': request.headers.get('content-type')! }, body: Buffer.from(await request.arrayBuffer()) })
  const batch = Number(/\/data\/(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1])
  const settled = async () => {
    for (;;) {
      const page = await person(`/data/${batch}`)
      if (page.headers.get('refresh') === null) return page.text()
      await new Promise((done) => setTimeout(done, 50))
    }
  }
  await settled()
  assert.equal((await person(`/data/${batch}/commit`, form({ acknowledged: 'yes' }))).status, 303)
  assert.match(await settled(), /Taken in/)
}

const states = async () => {
  const lines = (await ask(returnsDue, house.as('data-manager', KELDERBY), { year: 2026 })).filter(({ series }) => series === CLUB.series)
  return Object.fromEntries([...Map.groupBy(lines, ({ state }) => state)].map(([state, some]) => [state, some.length]))
}

test('a list a recipe reads is offered in the calendar by the name of its recipe, and what the calendar knows already is not', async () => {
  const page = await (await manager('/returns/calendar?year=2026')).text()
  const options = [...page.matchAll(/<option value="([^"]+)"[^>]*>([^<]+)/g)].map(([, value, text]) => `${value} ${text}`)
  assert.ok(options.includes(`${CLUB.series} List “summer holiday club”: Holiday club`), options.join('\n'))
  assert.equal(options.filter((one) => one.startsWith('suspensions ')).length, 1)
  assert.equal((await head('/returns/calendar')).status, 403)
})

test('it is expected from each setting by a day, and is missing, nil, given and late as any other', async () => {
  assert.equal((await manager('/returns/calendar/expect', form(CLUB))).status, 303)
  assert.deepEqual(await states(), { missing: 8 })
  const own = (await (await head('/returns/899001')).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.match(own, /List “summer holiday club”/)
  assert.match(own, /To 31 October 2026/)
  const named = { series: CLUB.series, period: '2026-10-31' }
  assert.equal((await head('/returns/899001/nil', form(named))).status, 303)
  assert.deepEqual(await states(), { missing: 7, nil: 1 })

  await giveAs(head, 'Holiday club 15.10.2026.csv', 'UPN,Club\nX383400624001,y\n')
  assert.deepEqual(await states(), { missing: 7, late: 1 }, 'it came after 6 November, and what is given is not nil')
  assert.match(await (await manager('/returns?year=2026')).text(), /List “summer holiday club”/)
})

test('of a return of the calendar the period is asked for, and of a list it may be said', async () => {
  const census = await manager('/returns/calendar/expect', form({ ...CLUB, series: 'school-census' }))
  assert.equal(census.status, 422)
  assert.match(await census.text(), /Say which period/)
  assert.equal((await manager('/returns/calendar/expect', form({ ...CLUB, period: 'Spring 2027', from: '2027-01-01', until: '2027-03-31', due: '2027-04-30', whom: 'authority' }))).status, 303)
  assert.deepEqual(await states(), { missing: 7, late: 1, awaited: 1 })
})
