import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'
import { type Line, linesOf } from './returns/lines-test-kit.ts'

type Signed = Awaited<ReturnType<typeof house.signIn>>

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let school: number
let home: number
const people: Record<string, Signed> = {}
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-told-'))
  kit = linesOf(house, folder, ['school-census', 'cin', 'sen2', 'ssda903', 'list-hostels'])
  school = (await kit.schools())[0]!
  home = (await house.pool.query(`select place_id from places.area where area_id = 3`)).rows[0].place_id
  // The analyst becomes a leader of social care: children and care in the whole area, and no SEN.
  await house.pool.query(`insert into access.grant_held (area_id, person, verb, place_id, starts, source) select 3, 'analyst', v, $1, '2020-01-01', 'test' from unnest('{child:read,care:read}'::text[]) v`, [home])
  for (const slug of ['officer', 'data-manager', 'head', 'parent', 'analyst']) {
    people[slug] = await house.signIn(slug)
    await people[slug]('/area', form({ area: 'kelderby' }))
  }
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const line = (given: string, more: Partial<Line> = {}): Line => ({ place: school, reportedBy: home, local: `id-${given}`, given, family: 'Quillfeather', born: '2014-05-03', ...more })
const textOf = async (answer: Response) => (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const idOf = async (given: string) => ((await kit.rowsOf(`select child_id as id from people.child where family_name = 'Quillfeather' and given_name = $1`, [given])) as { id: string }[])[0]!.id
const opens = async (slug: string, given: string) => (await people[slug]!(`/children/${await idOf(given)}`)).status

test('a child on no roll whom a return of the authority names is found by who sees the area and all the return speaks of, and by nobody else', async () => {
  const given = [
    await kit.give('2026-01-15', [line('Sen', { says: [['sen', 'E']] }), line('Both', { upn: 'X383400624001', says: [['sen', 'E']] })], 'sen2'),
    await kit.give('2026-03-31', [line('Care', { says: [['in-need', 'N1']] }), line('Both', { upn: 'X383400624001', local: 'CaReId77', scheme: 'cin', says: [['in-need', 'N1']] })], 'cin'),
    await kit.give('2026-04-01', [line('Away', { says: [['looked-after', 'C2']] })], 'ssda903'),
    await kit.give('2026-04-02', [line('Plain'), line('Carer', { says: [['young-carer', 'S']] })], 'list-hostels'),
  ]
  try {
    const everyone = ['Sen', 'Both', 'Care', 'Away', 'Plain', 'Carer']
    const sees: Record<string, string[]> = { officer: ['Both', 'Plain', 'Sen'], 'data-manager': ['Both', 'Plain', 'Sen'], analyst: ['Away', 'Both', 'Care', 'Carer', 'Plain'], head: [], parent: [] }
    for (const [slug, names] of Object.entries(sees)) {
      for (const name of everyone) assert.equal(await opens(slug, name), names.includes(name) ? 200 : 404, `${slug} opens ${name}`)
      if (slug === 'parent') continue
      const page = await (await people[slug]!('/children', form({ words: 'quillfeather' }))).text()
      for (const name of everyone) assert.equal(page.includes(await idOf(name)), names.includes(name), `${slug} finds ${name}`)
    }
    assert.equal((await people['parent']!('/children')).status, 404)
  } finally {
    for (const { batch } of given.reverse()) await kit.undo(batch!)
  }
})

test('beside the name stands what the child is known from, and never a return whose class is not seen', async () => {
  const given = [await kit.give('2026-01-15', [line('Both', { upn: 'X383400624001', says: [['sen', 'E']] })], 'sen2'), await kit.give('2026-03-31', [line('Both', { upn: 'X383400624001', local: 'CaReId77', scheme: 'cin', says: [['in-need', 'N1']] })], 'cin')]
  try {
    const seen = async (slug: string) => textOf(await people[slug]!('/children', form({ words: 'quillfeather' })))
    const record = async (slug: string) => (await Promise.all([`/children/${await idOf('Both')}`, `/api/v1/children/${await idOf('Both')}`].map(async (path) => (await people[slug]!(path)).text()))).join(' ')
    assert.match(await seen('officer'), /Not on a roll, named in: SEN2/)
    assert.doesNotMatch(await seen('officer'), /in need|\bCIN\b/i)
    assert.match(await record('officer'), /EHC plan/)
    assert.doesNotMatch(await record('officer'), /CaReId77|Abuse|\bcin\b/i)
    assert.match(await seen('analyst'), /Not on a roll, named in: Children in need/)
    assert.doesNotMatch(await seen('analyst'), /SEN2/)
    assert.doesNotMatch(await record('analyst'), /EHC plan|sen2/i)
    assert.match(await record('analyst'), /CaReId77/)
  } finally {
    for (const { batch } of given.reverse()) await kit.undo(batch!)
  }
})

test('a school’s own return opens no child across the area, a roll is named before a list, and what stands no more finds nobody', async () => {
  const given = [await kit.give('2025-10-02', [line('Left', { reportedBy: school, since: '2019-09-03', until: '2024-07-20' })]), await kit.give('2026-01-15', [line('Sen', { since: '2019-09-03', says: [['sen', 'E']] }), line('Gone', { says: [['sen', 'E']] })], 'sen2')]
  try {
    assert.equal(await opens('officer', 'Left'), 404, 'a leaver whom only a census names')
    assert.doesNotMatch(await textOf(await people['officer']!('/children', form({ words: 'quillfeather sen' }))), /Not on a roll, named/)
    assert.equal(await opens('head', 'Sen'), 200, 'on the roll of the school')
    const gone = await idOf('Gone')
    assert.equal(await opens('officer', 'Gone'), 200)
    given.push(await kit.give('2026-01-15', [line('Sen', { since: '2019-09-03', says: [['sen', 'E']] })], 'sen2'))
    assert.equal((await people['officer']!(`/children/${gone}`)).status, 404, 'the corrected return leaves the child out')
    await kit.undo(given.pop()!.batch!)
    assert.equal((await people['officer']!(`/children/${gone}`)).status, 200)
  } finally {
    for (const { batch } of given.reverse()) await kit.undo(batch!)
  }
  assert.deepEqual(await kit.rowsOf(`select child_id from people.authority_word w where area_id = 3 and not exists (select from people.record_row r where r.area_id = 3 and r.child_id = w.child_id and r.batch_id = w.batch_id)`), [])
})
