/**
 * A measure's page with comparators, gap and lineage against its hand-written SQL (page.sql). Belong and its database share one
 * core, the driver has the other; 20 connections in a closed loop, each signed in for itself; nothing is cached but what the
 * browser says it holds.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cannotPin, inOwnFolder, signIn, startBelong } from './harness/belong.ts'
import { askOnce, type Load, load, type Request, right } from './harness/driver.ts'
import { percentile, report, type Result } from './harness/report.ts'
import { sqlLoad } from './harness/sql-load.ts'

const IN_FLIGHT = 20
const SECONDS = 8
/** One with no groups, those with four to seven, and one that reaches back nine years. */
const MEASURES = ['ehc-plans-within-20-weeks', 'overall-absence', 'pupils-with-sen-support', 'suspensions', 'neet-16-and-17']
/** Two cities of the demo, one that nobody of the demo may write for, and a London borough. */
const PLACES = ['E06000015', 'E08000035', 'E08000025', 'E09000007']
const PAGES = MEASURES.flatMap((measure) => PLACES.map((place) => ({ measure, place, path: `/measures/${measure}?place=${place}` })))

await inOwnFolder(async (folder) => {
  if (cannotPin === null) spawnSync('taskset', ['-pc', '1', String(process.pid)])
  const data = join(folder, 'data')
  const belong = await startBelong(data, cannotPin === null ? { core: 0 } : {})
  try {
    const cookies: string[] = []
    for (let at = 0; at < IN_FLIGHT; at += 1) cookies.push(await signIn(belong.port))
    report('page', await measure(belong.port, cookies, data))
  } finally {
    await belong.stop()
  }
})

async function measure(port: number, cookies: string[], data: string): Promise<Result[]> {
  // Every page with every person, neighbours in the row being of different pages and different people.
  const asked = cookies.flatMap((_, round) => PAGES.map(({ path }, at) => ({ path, headers: { Cookie: cookies[(at + round) % cookies.length]! } })))
  await load(port, asked, { connections: IN_FLIGHT, seconds: SECONDS / 2 })
  const sql = await sqlOf(data, cookies, SECONDS / 2)
  const pages = right(await load(port, asked, { connections: IN_FLIGHT, seconds: SECONDS }))
  const sqlAfter = await sqlOf(data, cookies, SECONDS / 2)
  const held = await Promise.all(asked.slice(0, 60).map((request) => withTag(port, request)))
  const unchanged = right(await load(port, held, { connections: IN_FLIGHT, seconds: SECONDS / 2, status: 304 }))

  const sqlTimes = [...sql.times, ...sqlAfter.times]
  const [p99, sqlP99] = [percentile(pages.times, 99), percentile(sqlTimes, 99)]
  const [rate, sqlRate, unchangedRate] = [perSecond(pages), sqlTimes.length / (sql.seconds + sqlAfter.seconds), perSecond(unchanged)]
  const why = cannotPin === null ? {} : { why: `${cannotPin}, so both cores served` }
  return [
    { case: 'p99 at 20 in flight', unit: 'ms', ours: p99, yardstick: 'sql', theirs: sqlP99, goal: '≤ 2 × sql + 25 ms', reached: p99 <= 2 * sqlP99 + 25, ...why },
    { case: 'median at 20 in flight', unit: 'ms', ours: percentile(pages.times, 50), yardstick: 'sql', theirs: percentile(sqlTimes, 50) },
    { case: 'pages a second, uncached, one core', unit: '/s', ours: rate, yardstick: 'sql', theirs: sqlRate, goal: '≥ 500/s', reached: rate >= 500, ...why },
    { case: 'unchanged by ETag a second, one core', unit: '/s', ours: unchangedRate, yardstick: 'itself', theirs: rate, goal: '≥ 3,000/s', reached: unchangedRate >= 3000, ...why },
  ]
}

/** The same statement for the same pages, on connections of its own. */
function sqlOf(data: string, cookies: string[], seconds: number) {
  return sqlLoad({
    name: 'page', data, cookies, seconds,
    values: (nth) => [PAGES[nth % PAGES.length]!.measure, PAGES[nth % PAGES.length]!.place],
    amiss: ({ viewer, points }, [measure, place]) => (viewer === null || points === null ? `The statement found nothing for ${measure}, ${place}` : null),
  })
}

async function withTag(port: number, request: Request): Promise<Request> {
  const { status, headers } = await askOnce(port, request)
  const tag = /^etag: (.*)$/im.exec(headers)?.[1]
  if (status !== 200 || tag === undefined) throw new Error(`${request.path} answered ${status} without an ETag`)
  return { ...request, headers: { ...request.headers, 'If-None-Match': tag } }
}

function perSecond({ times, seconds }: Load) {
  return times.length / seconds
}
