import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Issues } from '#kernel'
import { perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { KINDS } from '../../../app.ts'
import { form, sharedData, testHouse } from '../../../../test/house-kit.ts'
import { Findings } from './cells.ts'
import { nothingTold, readDocument } from './documents.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-services-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const shared = (name: string) => `${sharedData}open_referral_uk/${name}`
const absent = existsSync(shared('')) ? (false as const) : 'the shared files are not here'
let many = 0

async function give(...files: (string | [name: string, content: unknown])[]) {
  const given = []
  for (const file of files) {
    if (typeof file === 'string') given.push({ name: basename(file), path: shared(file) })
    else {
      const path = join(folder, `${(many += 1)}`)
      await writeFile(path, typeof file[1] === 'string' ? file[1] : JSON.stringify(file[1]))
      given.push({ name: file[0], path })
    }
  }
  return importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), given, { area: 'Kelderby' })
}
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })
const rowsOf = async (text: string) => (await house.pool.query(text)).rows as Record<string, unknown>[]
const counts = async () => (await rowsOf(`select ${['service', 'service_time', 'service_place', 'service_word', 'term'].map((table) => `(select count(*)::int from provision.${table}) as ${table}`).join(', ')}`))[0]!
const told = (report: Awaited<ReturnType<typeof give>>[number]) => report.issues.map(({ rule, column }) => [rule, column].filter(Boolean).join(' ')).toSorted()
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const NOTHING = { service: 0, service_time: 0, service_place: 0, service_word: 0, term: 0 }

test('every example and mock of the profile goes in with what is to be said of it, is unchanged the second time, and can be taken back', { skip: absent }, async () => {
  const full = ['contact-name contacts[0].name', 'latitude service_at_locations[0].location.latitude', 'postcode service_at_locations[0].location.addresses[0].postal_code']
  const expected: Record<string, [new_: number, rejected: number, told: string[]]> = {
    'examples_service_full.json': [1, 0, full],
    'examples_service_list.json': [1, 0, []],
    'examples_organization_full.json': [1, 0, full.map((one) => one.replace(' ', ' services[0].'))],
    'examples_service_at_location_full.json': [1, 0, ['contact-name service.contacts[0].name', 'latitude location.latitude', 'postcode location.addresses[0].postal_code']],
    'examples_taxonomy_list.json': [1, 0, []],
    'examples_taxonomy_term_list.json': [1, 0, []],
    'validator_mocks/V3.0-UK-Test_service_at_location_list.json': [1, 0, ['latitude contents[0].location.latitude']],
    'validator_mocks/V3.0-UK-Test_api_details.json': [0, 0, ['feed-details']],
    // 128 rows, every one of the same service.
    'validator_mocks/V3.0-UK-Test_service_list_data.json': [1, 127, ['service-twice contents[1].id']],
  }
  for (const [name, [fresh, rejected, findings]] of Object.entries(expected)) {
    const [report] = await give(name)
    assert.deepEqual([name, report!.kind, report!.status, report!.rows.new, report!.rows.rejected, report!.rows.read], [name, 'openreferral', 'committed', fresh, rejected, fresh + rejected])
    assert.deepEqual(told(report!).filter((one) => !one.startsWith('nested-id') && !one.startsWith('organization ')), findings, name)
    assert.equal((await give(name))[0]!.status, 'unchanged', name)
    await undo(report!.batch!)
    assert.deepEqual(await counts(), NOTHING, name)
  }
})

test('what the full example says is what is held', { skip: absent }, async () => {
  const [report] = await give('examples_service_full.json')
  const said = JSON.parse(readFileSync(shared('examples_service_full.json'), 'utf8')) as { id: string; name: string; organization: { name: string }; last_modified: string; minimum_age: number; maximum_age: number }
  assert.deepEqual(await rowsOf(`select service_id as id, name, organization, status, minimum_age as least, maximum_age as most, last_modified as at from provision.service_now`), [
    { id: said.id, name: said.name, organization: said.organization.name, status: 'active', least: said.minimum_age, most: said.maximum_age, at: new Date(said.last_modified) },
  ])
  assert.deepEqual(await rowsOf(`select days, freq, every, month_days, opens, closes from provision.service_time_now`), [{ days: ['TH', 'FR'], freq: 'WEEKLY', every: 1, month_days: [2, 3, 4], opens: '10:00', closes: '18:00' }])
  assert.deepEqual(await rowsOf(`select name, address, postcode, latitude from provision.service_place_now`), [{ name: 'MyCity Civic Center', address: '1-30 Main Street, MyCity, MyRegion, MyState, ABC 1234', postcode: null, latitude: null }])
  const words = await rowsOf(`select kind, body from provision.service_word_now order by number`)
  assert.deepEqual(words.filter(({ kind }) => ['term', 'cost', 'contact'].includes(kind as string)), [{ kind: 'term', body: 'name' }, { kind: 'cost', body: 'Under 18s and Over 60s: £35 per 1 hour session' }, { kind: 'contact', body: 'Reception Manager' }])
  assert.ok(!JSON.stringify(words).includes('Persona'))
  // A list tells the one-to-one fields alone: of times and places the full file still speaks.
  const [list] = await give('examples_service_list.json')
  assert.equal(list!.rows.changed, 1)
  assert.equal((await rowsOf(`select 1 from provision.service_time_now`)).length, 1)
  await assert.rejects(undo(report!.batch!), /has since taken the place/)
  for (const { batch } of [list!, report!]) await undo(batch!)
  assert.deepEqual(await counts(), NOTHING)
})

const SERVICE = { id: uuid(1), name: 'Stay and play', status: 'active', organization: { id: uuid(90), name: 'Kelder Families', description: 'd' }, last_modified: '2026-03-01T10:00:00Z', minimum_age: 0, maximum_age: 5, schedules: [{ id: uuid(50), freq: 'WEEKLY', byday: 'MO', opens_at: '09:30' }], service_at_locations: [{ id: uuid(51), location: { id: uuid(52), name: 'Library', addresses: [{ id: uuid(53), city: 'Kelderby', postal_code: 'ke1 2ab' }] } }] }

test('what is not as the profile has it is told with its path, and the service stays wherever it can be known again', async () => {
  const [report] = await give(['bad.json', { contents: [
    { ...SERVICE, status: 'open', url: 'javascript:alert(1)', email: 'nobody', minimum_age: 12, maximum_age: 5, last_modified: '2026-02-30', schedules: [{ byday: 'XX', opens_at: '25:00' }] },
    { ...SERVICE, id: 'one' }, { ...SERVICE, id: uuid(2), name: '' }, 7, { ...SERVICE, id: uuid(3), organization: { id: 'x' }, description: 5 },
  ] }])
  assert.deepEqual([report!.status, report!.rows], ['committed', { read: 5, new: 2, changed: 0, same: 0, rejected: 3 }])
  assert.deepEqual(told(report!), ['ages contents[0].minimum_age', 'byday contents[0].schedules[0].byday', 'date contents[0].last_modified', 'email contents[0].email', 'id contents[1].id', 'name contents[2].name',
    'nested-id contents[0].schedules[0].id', 'not-an-object contents[3]', 'not-text contents[4].description', 'organization contents[4].organization.description', 'organization contents[4].organization.id', 'organization contents[4].organization.name',
    'status contents[0].status', 'time contents[0].schedules[0].opens_at', 'url contents[0].url'])
  assert.deepEqual(await rowsOf(`select status, url, email, minimum_age as age from provision.service_now where service_id = '${uuid(1)}'`), [{ status: null, url: null, email: null, age: null }])
  await undo(report!.batch!)
})

test('pages of one list that were given together are one return; a later state lies over an earlier one, which does not come back over it', async () => {
  const page = (number: number, contents: unknown[]) => ({ total_items: 2, total_pages: 2, page_number: number, size: 1, contents })
  const [list, ...more] = await give(['page-2.json', page(2, [{ ...SERVICE, id: uuid(2), name: 'Homework club', minimum_age: 11, maximum_age: 16 }])], ['page-1.json', page(1, [SERVICE])])
  assert.deepEqual([list!.file, list!.rows.new, more.length], ['page-1.json and 1 more', 2, 0])
  const [old] = await give(['old.json', { ...SERVICE, name: 'As it was', last_modified: '2025-01-01T00:00:00Z' }])
  assert.deepEqual(told(old!), ['older last_modified'])
  // One more place, by a list of services at locations: it is added to the one that is held.
  const [added] = await give(['at.json', { id: uuid(61), location: { id: uuid(62), name: 'Church hall' }, service: { id: uuid(1), name: 'Stay and play', status: 'active', organization: SERVICE.organization, last_modified: '2026-04-01T10:00:00Z' } }])
  assert.deepEqual([added!.status, told(added!)], ['committed', []])
  assert.deepEqual((await rowsOf(`select name from provision.service_place_now where service_id = '${uuid(1)}' order by 1`)).map(({ name }) => name), ['Church hall', 'Library'])
  assert.equal((await rowsOf(`select 1 from provision.service_time_now where service_id = '${uuid(1)}'`)).length, 1)
  await undo(added!.batch!)
  assert.deepEqual((await rowsOf(`select name from provision.service_place_now where service_id = '${uuid(1)}'`)).map(({ name }) => name), ['Library'])

  const reader = await house.signIn('board-member')
  await reader('/area', form({ area: 'kelderby' }))
  const shows = async (query: string) => [...(await (await reader(`/services-offered${query}`)).text()).matchAll(/<a href="\/services-offered\/[0-9a-f-]+"><bdi>([^<]+)/g)].map(([, name]) => name)
  assert.deepEqual(await shows(''), ['Homework club', 'Stay and play'])
  assert.deepEqual([await shows('?age=5.5'), await shows('?age=12'), await shows('?day=MO'), await shows('?day=TU'), await shows('?at=KE1'), await shows('?at=leeds'), await shows('?q=homework')], [['Stay and play'], ['Homework club'], ['Homework club', 'Stay and play'], [], ['Homework club', 'Stay and play'], [], ['Homework club']])
  const one = await (await reader(`/services-offered/${uuid(1)}`)).text()
  assert.match(one, /Run by <bdi>Kelder Families/)
  assert.match(one, /Monday, from 09:30/)
  assert.equal((await reader(`/services-offered/${uuid(9)}`)).status, 404)
  assert.match(await (await reader('/services-offered?age=old')).text(), /Give the age in years/)
  const sheet = await (await reader('/services-offered?as=csv')).text()
  assert.equal(sheet.match(/^"?0{8}-/gm)?.length, 2)
  // What one area was given, another does not see.
  await reader('/area', form({ area: 'derby' }))
  assert.equal((await reader(`/services-offered/${uuid(1)}`)).status, 404)
  for (const { batch } of [old!, list!]) await undo(batch!)
  assert.deepEqual(await counts(), NOTHING)
})

test('a list whose last change is a day alone is taken in again the same day, and words the database has no place for are left out', async () => {
  const [first] = await give(['first.json', { contents: [{ ...SERVICE, last_modified: '2026-03-01' }] }])
  assert.deepEqual([first!.status, told(first!)], ['committed', []])
  const [second] = await give(['second.json', { contents: [{ ...SERVICE, last_modified: '2026-03-01', name: 'Stay, play and sing', status: 'constructor', schedules: [{ id: uuid(50), freq: 'WEEKLY', interval: 1.5 }] }] }])
  assert.deepEqual([second!.status, told(second!)], ['committed', ['interval contents[0].schedules[0].interval', 'status contents[0].status']])
  assert.deepEqual(await rowsOf(`select name, status, last_modified as at from provision.service_now`), [{ name: 'Stay, play and sing', status: null, at: new Date('2026-03-01T00:00:00Z') }])
  for (const { batch } of [second!, first!]) await undo(batch!)
  assert.deepEqual(await counts(), NOTHING)
})

test('what is no list of services, is cut short or too large is refused with a sentence', async () => {
  const refused = async (content: unknown) => {
    const path = join(folder, `${(many += 1)}`)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [{ name: 'x.json', path }], { area: 'Kelderby', as: 'open-referral' })
    assert.equal(report!.status, 'rejected')
    return report!.issues.map(({ rule, message }) => `${rule}: ${message}`)[0]!
  }
  assert.match(await refused({ a: 1 }), /not-services/)
  assert.match(await refused('{"contents": ['), /no JSON/)
  assert.match(await refused('['.repeat(2_100_000)), /two million/)
  assert.match(await refused(`"${'x'.repeat(64_000_001)}"`), /at most 64 MB/)
  assert.match(await refused({ contents: [{ id: 'none' }] }), /id: /)
})

test('no JSON at all makes the reader throw, and what it read and left out adds up', () => {
  const name = fc.constantFrom('id', 'name', 'status', 'contents', 'service', 'location', 'services', 'schedules', 'byday', 'organization', 'taxonomy', 'addresses', 'minimum_age', 'last_modified', 'attributes', 'taxonomy_term')
  const leaf = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(uuid(7)), fc.constant('active'))
  const { document } = fc.letrec((tie) => ({ document: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf, fc.array(tie('document'), { maxLength: 4 }), fc.dictionary(name, tie('document'), { maxKeys: 8 })) }))
  fc.assert(fc.property(document, (one) => {
    const [all, findings] = [nothingTold(), new Findings()]
    readDocument(one, all, findings)
    findings.tell(new Issues())
    assert.equal(all.read, all.rejected + all.services.size + all.terms.size)
  }), { numRuns: 2000 })
})
