/**
 * The area scorecard of sixty measures, with what is written about them, against its hand-written SQL (scorecard.sql), and home.
 * Belong and its database share one core, the driver has the other; 20 connections in a closed loop, each signed in for itself. What
 * is published is summed up once for each state of the figures and each place; what people wrote is read for every page anew.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { h } from 'preact'
import { type CurveChartProps, CurveChart, drawReady } from '#design'
import { findEmbedded } from '../src/platform/database-server/embedded.ts'
import { cannotPin, inOwnFolder, signIn, startBelong } from './harness/belong.ts'
import { askOnce, load, right } from './harness/driver.ts'
import { percentile, report, type Result } from './harness/report.ts'
import { makeSixty, SIXTY } from './harness/sixty.ts'
import { sqlLoad } from './harness/sql-load.ts'

const IN_FLIGHT = 20
const SECONDS = 8
const OWN = ['E06000015', 'E08000035']
/** Two of the demo with targets and stories, and places that have neither. */
const PLACES = [...OWN, 'E08000025', 'E09000007']
/** Never asked for before: their figures are summed up from the table. */
const NEW_PLACES = ['E06000001', 'E06000002', 'E06000003', 'E06000004', 'E06000005', 'E06000006', 'E06000007', 'E06000008', 'E06000009', 'E06000010', 'E06000011', 'E06000012']
const addressOf = (place: string) => `/scorecard?place=${place}&framework=${SIXTY}&role=all`

await inOwnFolder(async (folder) => {
  if (cannotPin === null) spawnSync('taskset', ['-pc', '1', String(process.pid)])
  const data = join(folder, 'data')
  const belong = await startBelong(data, cannotPin === null ? { core: 0 } : {})
  try {
    const cookies: string[] = []
    for (let at = 0; at < IN_FLIGHT; at += 1) cookies.push(await signIn(belong.port, 'director'))
    await makeBoards(belong.port, cookies[0]!, data)
    report('scorecard', await measure(belong.port, cookies, data))
  } finally {
    await belong.stop()
  }
})

async function measure(port: number, cookies: string[], data: string): Promise<Result[]> {
  await rightPage(port, cookies[0]!)
  const first: number[] = []
  for (const place of NEW_PLACES) first.push(await timeOf(port, addressOf(place), cookies[0]!))
  const asked = cookies.flatMap((_, round) => PLACES.map((place, at) => ({ path: addressOf(place), headers: { Cookie: cookies[(at + round) % cookies.length]! } })))
  const home = cookies.map((Cookie) => ({ path: '/', headers: { Cookie } }))
  await load(port, [...asked, ...home], { connections: IN_FLIGHT, seconds: SECONDS / 2 })
  const sql = await sqlOf(data, cookies, SECONDS / 2)
  const pages = right(await load(port, asked, { connections: IN_FLIGHT, seconds: SECONDS }))
  const homes = right(await load(port, home, { connections: IN_FLIGHT, seconds: SECONDS / 2 }))

  const [p99, homeP99, chart] = [percentile(pages.times, 99), percentile(homes.times, 99), chartTime()]
  const why = cannotPin === null ? {} : { why: `${cannotPin}, so both cores served` }
  return [
    { case: 'p99 at 20 in flight, 60 measures', unit: 'ms', ours: p99, yardstick: 'sql', theirs: percentile(sql.times, 99), goal: '≤ 100 ms', reached: p99 <= 100, ...why },
    { case: 'median at 20 in flight, 60 measures', unit: 'ms', ours: percentile(pages.times, 50), yardstick: 'sql', theirs: percentile(sql.times, 50) },
    { case: 'pages a second, uncached, one core', unit: '/s', ours: pages.times.length / pages.seconds, yardstick: 'sql', theirs: sql.times.length / sql.seconds },
    { case: 'first time for a place, alone, slowest of 12', unit: 'ms', ours: Math.max(...first), yardstick: 'none', theirs: null },
    { case: 'home, p99 at 20 in flight', unit: 'ms', ours: homeP99, yardstick: 'none', theirs: null, goal: '≤ 50 ms', reached: homeP99 <= 50, ...why },
    { case: 'one curve drawn, mean of 2,000', unit: 'ms', ours: chart, yardstick: 'none', theirs: null, goal: '≤ 1 ms', reached: chart <= 1 },
  ]
}

async function makeBoards(port: number, cookie: string, data: string) {
  const connection = findEmbedded(data)
  if (connection === null) throw new Error('The database of the server does not answer')
  const db = new pg.Client(connection)
  await db.connect()
  for (const place of OWN) await makeSixty(port, cookie, place, db)
  await db.end()
}

/** Sixty rows, or the bench measures something else. */
async function rightPage(port: number, cookie: string) {
  for (const place of PLACES) {
    const { status, body } = await askOnce(port, { path: addressOf(place), headers: { Cookie: cookie } })
    // Away from their own areas the viewer's own framework stands, which has the same name.
    const rows = [...body.matchAll(/<tr id="i-/g)].length
    if (status !== 200 || rows < 60) throw new Error(`The scorecard of ${place} answered ${status} with ${rows} rows`)
  }
}

async function timeOf(port: number, path: string, cookie: string) {
  const began = performance.now()
  await askOnce(port, { path, headers: { Cookie: cookie } })
  return performance.now() - began
}

/** The same statement for the same pages, on connections of its own. */
function sqlOf(data: string, cookies: string[], seconds: number) {
  return sqlLoad({
    name: 'scorecard', data, cookies, seconds,
    values: (nth) => [PLACES[nth % PLACES.length]!, SIXTY],
    amiss: ({ viewer, rows }, [place]) => (viewer === null || ((rows as unknown[] | null)?.length ?? 0) < 60 ? `The statement found ${(rows as unknown[] | null)?.length} rows for ${place}` : null),
  })
}

/** The largest chart we draw, both its drawings and its table: how long one takes once warm. */
function chartTime() {
  const years = Array.from({ length: 10 }, (_, at) => 2015 + at)
  const props: CurveChartProps = {
    id: 'c', title: 'A curve', place: 'Derby', unit: '%', decimals: 1,
    points: years.map((year, at) => ({ period: String(year), value: 20 + ((at * 7) % 5), missing: null })),
    england: years.map((_, at) => 40 - at), neighbours: years.map((_, at) => ({ low: 30 - at, high: 45 + at, mean: 38, reporting: 10 })),
    forecast: [1, 2, 3].map((ahead) => ({ period: String(2024 + ahead), value: 20 - ahead, low: 15 - ahead, high: 25 })), targets: [{ period: '2027', value: 50 }],
  }
  const times = 2000
  for (let at = 0; at < 300; at += 1) drawReady(h(CurveChart, props))
  const began = performance.now()
  for (let at = 0; at < times; at += 1) drawReady(h(CurveChart, props))
  return (performance.now() - began) / times
}
