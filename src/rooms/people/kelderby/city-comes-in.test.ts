import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { reading } from '#platform'
import { importFiles } from '#rooms/collection'
import { directory, placeFinder, treeOn } from '#rooms/places'
import { DOORS, KINDS } from '../../../app.ts'
import { testHouse } from '../../../../test/house-kit.ts'
import { REGISTER_CODES } from '../attendance/codes.ts'
import { bringKelderby, type Door, toldOf } from './bring.ts'
import { writeKelderby } from './generate.ts'

// A city small enough to come in within a test, with everything in it that becomes of schools: an academy, a merger, a closure, another cluster.
const ASKED = { pupils: 1000, seed: 7, years: 2, until: '2026-07-31' }

type Said = Record<string, Record<string, Record<string, Record<string, number>>>>

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let said: Said
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-kelderby-'))
  await writeKelderby(join(folder, 'told'), toldOf(ASKED), { withXml: true })
  said = JSON.parse(await readFile(join(folder, 'told', 'counts.json'), 'utf8')) as Said
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const keepIn = () => ({ folder: join(folder, 'kept'), key: null })
const door = (): Door => ({ caller: { ...house.operator(), now: new Date() }, kinds: KINDS, doors: DOORS, keepIn: keepIn(), folder: join(folder, 'given'), areaId: 3, progress: () => {} })
const bring = () => bringKelderby(ASKED, door())
const rows = async (text: string, values: unknown[] = []) => (await house.pool.query(text, values)).rows

test('Kelderby goes in by the front door without a file stopped, and a second time changes nothing', async () => {
  const first = await bring()
  assert.deepEqual(first.stopped, [])
  assert.ok(first.records > 50_000, `${first.records} records`)
  const children = await rows('select count(*)::int as many from people.child where area_id = 3')
  assert.deepEqual(await bring(), { files: first.files, records: 0, stopped: [] })
  assert.deepEqual(await rows('select count(*)::int as many from people.child where area_id = 3'), children)
  assert.deepEqual(await rows(`select 1 from people.child where area_id in (1, 2) limit 1`), [], 'the real areas are left alone')
  assert.deepEqual(await rows(`select 1 from people.record_row where not area_id = 3 limit 1`), [])
})

test('a school’s census as XML says what the tables said', async () => {
  const files = ['2026_spring_8992000.xml', '2025_autumn_8994001.xml'].map((name) => ({ name, path: join(folder, 'told', 'census-xml', name) }))
  const reports = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keepIn(), files, { area: '899' })
  for (const { rows: { read, same, ...others }, issueCounts } of reports) assert.deepEqual([same, others, issueCounts.error], [read, { new: 0, changed: 0, rejected: 0 }, 0])
})

const ON_ROLL = `
  select e.place_id as "placeId", count(*) filter (where e.status in ('C', 'M'))::int as headcount, count(*) filter (where e.status = 'S')::int as second,
    count(*) filter (where e.status <> 'S' and h.sen = 'E')::int as plans,
    count(*) filter (where e.status <> 'S' and h.sen = 'K')::int as support, count(*) filter (where e.status <> 'S' and h.meals)::int as meals
  from people.enrolment e cross join lateral (
    select min(s.value) filter (where s.topic = 'sen') as sen, coalesce(bool_or(s.topic = 'free-meals'), false) as meals
    from people.span s where s.area_id = e.area_id and s.child_id = e.child_id and s.topic in ('sen', 'free-meals') and daterange(s.starts, s.ends, '[]') @> $1::date) h
  where e.area_id = 3 and e.batch_id is not null and daterange(e.starts, e.ends, '[]') @> $1::date group by 1`

test('who was on roll on each census day comes out as it was told: setting, cluster, locality, wedge and city', async () => {
  const places = await directory(reading(house.db))
  const { byCode } = await placeFinder(reading(house.db))
  const LEVELS = { cluster: 'cluster', locality: 'locality', area: 'area' } as const
  for (const [period, byPlace] of Object.entries(said['on roll']!)) {
    const [extent] = await rows(`select to_char(max(as_at), 'YYYY-MM-DD') as day from platform.extent where area_id = 3 and series = 'school-census' and period = $1`, [period])
    const day = (extent as { day: string }).day
    const tree = treeOn(places, 'kelderby', day)
    const sums = new Map<number, number[]>()
    for (const { placeId, headcount, second, plans, support, meals } of (await rows(ON_ROLL, [day])) as Record<string, number>[]) {
      const above = Object.values(LEVELS).flatMap((level) => tree.groupOf(placeId!, level) ?? [])
      assert.equal(above.length, 3, `${places.byId(placeId!)?.name} lies in a cluster, a locality and a wedge on ${day}`)
      for (const id of [placeId!, ...above, byCode('dfe', '899')!]) sums.set(id, [headcount!, second!, plans!, support!, meals!].map((one, at) => one + (sums.get(id)?.[at] ?? 0)))
    }
    const placeOf = (code: string) => byCode('laestab', code, day) ?? byCode('local', code) ?? byCode('local', `3:${code}`) ?? byCode('dfe', code)
    for (const [code, tally] of Object.entries(byPlace)) {
      const wanted = ['headcount', 'status S', 'SEN E', 'SEN K', 'free meals'].map((name) => tally[name] ?? 0)
      assert.deepEqual(sums.get(placeOf(code)!), wanted, `${code} in ${period}`)
    }
    assert.ok(Object.keys(byPlace).length > 20, 'all levels were looked at')
  }
})

test('sessions and suspensions come out as they were told, setting by setting', async () => {
  const marksOf = (of: (one: (typeof REGISTER_CODES)[number]) => boolean) => REGISTER_CODES.filter(of).map(({ mark }) => mark.replace(/[\\^\]-]/, '\\$&')).join('')
  const missed = marksOf(({ class: of }) => of === 'authorised' || of === 'unauthorised')
  const possible = missed + marksOf(({ class: of }) => of === 'present' || of === 'educated-elsewhere')
  for (const [name, told] of Object.entries(said['sessions']!)) {
    const year = Number(name.slice(0, 4))
    // A school that became an academy has its LAESTAB still: what it gave is counted under that.
    const found = (await rows(`
      select c.code, sum(regexp_count(a.marks, '[' || $1 || ']'))::int as possible, sum(regexp_count(a.marks, '[' || $2 || ']'))::int as missed
      from people.attendance a join places.place_code c on c.place_id = a.place_id and c.scheme = 'laestab'
      where a.area_id = 3 and a.year = $3 group by 1`, [possible, missed, year])) as { code: string }[]
    const settings = Object.entries(told).filter(([code]) => /^\d{7}$/.test(code))
    const wanted = settings.map(([code, tally]) => ({ code, possible: tally['possible']!, missed: tally['authorised']! + tally['unauthorised']! }))
    const inOrder = (some: { code: string }[]) => some.sort((one, other) => (one.code < other.code ? -1 : 1))
    assert.deepEqual(inOrder(found), inOrder(wanted))

    const [sent] = await rows(`
      select count(*) filter (where s.category <> 'PERM')::int as suspended, count(*) filter (where s.category = 'PERM')::int as excluded
      from people.suspension s join collection.batch b using (area_id, batch_id)
      where s.area_id = 3 and b.kind = 'suspensions' and s.starts between make_date($1, 9, 1) and make_date($1 + 1, 8, 31)`, [year])
    const city = said['suspensions']![name]!['899']!
    assert.deepEqual(sent, { suspended: (city['SUSP'] ?? 0) + (city['LNCH'] ?? 0), excluded: city['PERM'] ?? 0 })
  }
})
