/**
 * Pages while a school census is taken in by the same server on the embedded database: eight people, each asking for the next page a
 * fifth of a second after the last, alone and then from the upload to the end of the import. Once into an area without children, whose list then
 * goes past all that are not there yet, and once more corrected, over what stands. And how soon after an upload its first finding is on the page.
 * `PUPILS=20000 bin/bench while-importing` takes fewer than 130,000.
 */
import { openAsBlob } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inOwnFolder, memoryOf, signIn, startBelong } from './harness/belong.ts'
import { writeCensus } from './harness/census-files.ts'
import { askOnce, load, right } from './harness/driver.ts'
import { percentile, report, type Result } from './harness/report.ts'

const PUPILS = Number(process.env['PUPILS'] ?? 130_000)
const PEOPLE = 8
const PAUSE_MS = 200
const ALONE_SECONDS = 20
const PAGES = ['/', '/children', '/measures', '/returns', '/scorecard', '/data']

await inOwnFolder(async (folder) => {
  const { tables } = await writeCensus(folder, PUPILS)
  const belong = await startBelong(join(folder, 'data'))
  try {
    report('while-importing', await measure(belong.port, belong.process.pid!, tables))
  } finally {
    await belong.stop()
  }
})

async function measure(port: number, pid: number, tables: string[]): Promise<Result[]> {
  const Cookie = await signIn(port, 'data-manager')
  await sendForm(port, Cookie, '/area', { area: 'kelderby' })
  const asked = PAGES.map((path) => ({ path, headers: { Cookie } }))
  const [first, again] = [await round('first census'), await round('corrected census', await corrected(tables))]
  return [...first, ...again, { case: 'own memory of the server at most', unit: 'MB', ours: memoryOf(pid, 'VmHWM'), yardstick: 'none', theirs: null }]

  async function round(which: string, files = tables): Promise<Result[]> {
    for (const request of asked) await askOnce(port, request)
    const reading = (stop?: () => boolean) => load(port, asked, { connections: PEOPLE, seconds: stop ? 3600 : ALONE_SECONDS, pauseMs: PAUSE_MS, ...(stop ? { stop } : {}) })
    await load(port, asked, { connections: PEOPLE, seconds: 5, pauseMs: PAUSE_MS })
    const alone = right(await reading())

    let isOver = false
    const during = reading(() => isOver)
    const began = performance.now()
    const came = await importAll(port, Cookie, files).finally(() => { isOver = true })
    const took = (performance.now() - began) / 1000
    const busy = right(await during)

    const [p99, aloneP99] = [percentile(busy.times, 99), percentile(alone.times, 99)]
    const size = `a ${which} of ${PUPILS.toLocaleString('en-GB')}`
    return [
      { case: `p99 of pages while ${size} is taken in`, unit: 'ms', ours: p99, yardstick: 'itself', theirs: aloneP99, goal: '≤ 2 × alone', reached: p99 <= 2 * aloneP99 },
      { case: 'median of pages meanwhile', unit: 'ms', ours: percentile(busy.times, 50), yardstick: 'itself', theirs: percentile(alone.times, 50) },
      { case: 'first finding on the page after the upload', unit: 's', ours: came.finding, yardstick: 'none', theirs: null, goal: '≤ 2 s', reached: came.finding <= 2 },
      { case: 'upload, check and import meanwhile', unit: 's', ours: took, yardstick: 'none', theirs: null },
    ]
  }
}

/** The same tables with another name for some pupils of every school, under names of their own. */
async function corrected(tables: string[]) {
  const folder = join(dirname(tables[0]!), 'corrected')
  await mkdir(folder)
  return Promise.all(tables.map(async (table) => {
    const path = join(folder, basename(table))
    await writeFile(path, (await readFile(table, 'utf8')).replaceAll(',Birchwick', ',Birchfield'))
    return path
  }))
}

/** Gives the files by the form, waits for their first finding and their check, takes them in and waits for the end. */
async function importAll(port: number, Cookie: string, tables: string[]) {
  const form = new FormData()
  for (const table of tables) form.append('files', await openAsBlob(table), basename(table))
  const given = await fetch(`http://localhost:${port}/data`, { method: 'POST', body: form, redirect: 'manual', headers: { Cookie, Origin: `http://localhost:${port}` } })
  const batch = given.headers.get('location')
  if (given.status !== 303 || !batch?.startsWith('/data/')) throw new Error(`The upload answered ${given.status}: ${textOf(await given.text())}`)
  const uploaded = performance.now()
  await until(port, Cookie, batch, (page) => page.includes('class="finding') || page.includes('id="findings'))
  const finding = (performance.now() - uploaded) / 1000
  await until(port, Cookie, batch, (page) => page.includes(`action="${batch}/commit"`))
  await sendForm(port, Cookie, `${batch}/commit`, { acknowledged: 'yes', once: crypto.randomUUID() })
  await until(port, Cookie, batch, (page) => page.includes(`action="${batch}/undo"`) || page.includes(`href="${batch}/undo"`))
  return { finding }
}

async function sendForm(port: number, Cookie: string, path: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  const answer = await fetch(`http://localhost:${port}${path}`, { method: 'POST', body, redirect: 'manual', headers: { Cookie, Origin: `http://localhost:${port}` } })
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${textOf(await answer.text())}`)
}

const textOf = (page: string) => (/<main[\s\S]*/.exec(page)?.[0] ?? page).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 500)

async function until(port: number, Cookie: string, path: string, isSo: (page: string) => boolean) {
  for (const end = performance.now() + 900_000; performance.now() < end; await sleep(100)) if (isSo((await askOnce(port, { path, headers: { Cookie } })).body)) return
  throw new Error(`${path} did not come to what was awaited`)
}
