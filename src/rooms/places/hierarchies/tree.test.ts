import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayAfter, dayBefore } from '#kernel'
import { Directory, type Level, type Place } from '../directory.ts'
import { moved, type Span } from './spans.ts'
import { treeOn, treeToday } from './tree.ts'

const HIERARCHY = 'h'
const place = (placeId: number, level: Level, starts: string | null = null,
  ends: string | null = null): Place => ({ placeId, level, name: `${level} ${placeId}`, code: String(placeId), starts, ends, codes: [] })
const CITY = place(1, 'authority')
const LOCALITIES = [10, 11].map((id) => place(id, 'locality'))
const CLUSTERS = [20, 21, 22, 23].map((id) => place(id, 'cluster'))
const SCHOOLS = Array.from({ length: 8 }, (_, n) => 100 + n)

function city(schools: Place[], spans: Map<number, Span[]>, successions: { fromId: number; toId: number; on: string }[] = []) {
  const rows = [...spans].flatMap(([placeId, some]) => some.map(({ parentId, starts, ends }) => ({ hierarchy: HIERARCHY, place_id: placeId, parent_id: parentId, starts, ends })))
  return new Directory([CITY, ...LOCALITIES, ...CLUSTERS, ...schools], rows, [], [], successions, [{ areaId: 1, placeId: 1 }])
}

const always = (parentId: number): Span[] => [{ parentId, starts: null, ends: null }]
const groups = () => new Map<number, Span[]>([...LOCALITIES.map(({ placeId }) => [placeId, always(1)] as const), ...CLUSTERS.map(({ placeId }, at) => [placeId, always(10 + (at % 2))] as const)])

test('re-clustering in the middle of a year changes today’s totals and not those of last year', () => {
  const spans = groups()
  spans.set(100, moved(always(20), 21, '2025-01-06'))
  spans.set(101, always(20))
  const places = city([place(100, 'school'), place(101, 'school')], spans)
  const total = (tree: ReturnType<typeof treeOn>, cluster: number) => tree.among([100, 101], cluster).length
  assert.deepEqual([treeOn(places, HIERARCHY, '2024-07-19'), treeOn(places, HIERARCHY, '2025-07-18'),
    treeToday(places, HIERARCHY, '2025-07-18')].map((tree) => [total(tree, 20), total(tree, 21)]), [[2, 0], [1, 1], [1, 1]])
  assert.equal(treeOn(places, HIERARCHY, '2025-01-05').groupOf(100, 'locality'), 10)
  assert.equal(treeOn(places, HIERARCHY, '2025-01-06').groupOf(100, 'locality'), 11)
})

test('on today’s places a school that became an academy counts where the academy lies; one that was split stays where it was', () => {
  const spans = groups().set(100, always(20)).set(101, always(21)).set(102, always(20)).set(103, always(21)).set(104, always(22))
  const ended = [place(100, 'school', null, '2024-01-31'), place(102, 'school', null, '2024-08-31')]
  const places = city([...ended, ...[101, 103, 104].map((id) => place(id, 'school', '2024-02-01'))], spans,
    [{ fromId: 100, toId: 101, on: '2024-02-01' }, { fromId: 102, toId: 103, on: '2024-09-01' }, { fromId: 102, toId: 104, on: '2024-09-01' }])
  assert.equal(treeOn(places, HIERARCHY, '2023-10-05').groupOf(100, 'cluster'), 20)
  assert.equal(treeToday(places, HIERARCHY, '2026-01-15').groupOf(100, 'cluster'), 21)
  assert.equal(treeToday(places, HIERARCHY, '2026-01-15').groupOf(102, 'cluster'), 20)
})

const day = fc.integer({ min: 0, max: 1500 }).map((days) => new Date(Date.UTC(2022, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const move = fc.record({ school: fc.constantFrom(...SCHOOLS), to: fc.option(fc.constantFrom(10, 11, 20, 21, 22, 23), { freq: 6 }), from: fc.option(day, { freq: 12 }),
  length: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 2 }) })
const until = (from: string | null, length: number | null) => (from === null || length === null ? null : new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10))
const parentsOn = (spans: Span[], on: string) => spans.filter(({ starts, ends }) => (starts === null || starts <= on) && (ends === null || ends >= on)).map(({ parentId }) => parentId)

test('a move changes the days it speaks of and no other, and nothing ever lies in two', () => {
  fc.assert(fc.property(fc.array(move, { maxLength: 12 }), fc.array(day, { minLength: 1, maxLength: 20 }), (moves, days) => {
    let spans: Span[] = []
    for (const { to, from, length } of moves) {
      const last = until(from, length)
      const now = moved(spans, to, from, last)
      for (const on of [...days, ...(from ? [from, dayBefore(from)] : []), ...(last ? [last, dayAfter(last)] : [])]) {
        const isMoved = (from === null || on >= from) && (last === null || on <= last)
        assert.deepEqual(parentsOn(now, on), isMoved ? (to === null ? [] : [to]) : parentsOn(spans, on))
        assert.ok(parentsOn(now, on).length <= 1)
      }
      spans = now
    }
  }))
})

test('the whole is the sum of its parts at every level on every day, whatever moves, merges and closes', () => {
  const closing = fc.record({ school: fc.constantFrom(...SCHOOLS), on: day, heirs: fc.uniqueArray(fc.constantFrom(...SCHOOLS), { maxLength: 2 }) })
  fc.assert(fc.property(fc.array(move, { maxLength: 40 }), fc.array(closing, { maxLength: 5 }), fc.array(day, { minLength: 1, maxLength: 6 }), (moves, closings, days) => {
    const spans = groups()
    for (const { school, to, from, length } of moves) spans.set(school, moved(spans.get(school) ?? [], to, from, until(from, length)))
    const ends = new Map(closings.map(({ school, on }) => [school, on]))
    const successions = closings.flatMap(({ school, on, heirs }) => heirs.filter((one) => one !== school).map((toId) => ({ fromId: school, toId, on: dayAfter(on) })))
    const places = city(SCHOOLS.map((id) => place(id, 'school', null, ends.get(id) ?? null)), spans, successions)
    for (const on of days) {
      for (const tree of [treeOn(places, HIERARCHY, on), treeToday(places, HIERARCHY, on)]) {
        for (const level of ['cluster', 'locality', 'authority'] as const) {
          const parts = Map.groupBy(SCHOOLS, (id) => tree.groupOf(id, level))
          assert.equal([...parts.values()].reduce((sum, some) => sum + some.length, 0), SCHOOLS.length)
          for (const [group, some] of parts) if (group !== null) assert.deepEqual(tree.among(SCHOOLS, group), some)
        }
      }
    }
  }))
})
