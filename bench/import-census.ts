/**
 * A school census through Belong's import (parse, check, match, commit, lineage): COLLECT's tables against a raw COPY of the same files into unkeyed
 * tables of their own columns, XML against its parser alone plus that COPY. `PUPILS=20000 bin/bench import-census` takes fewer than 130,000.
 */
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { SaxesParser } from 'saxes'
import { perform, reading } from '#platform'
import { given, importFiles, undoBatch } from '#rooms/collection'
import { openDatabase } from '../src/platform/connect.ts'
import { readSettings } from '../src/platform/settings.ts'
import { KINDS, operator } from '../src/app.ts'
import { prepare } from '../src/install.ts'
import { writeCensus } from './harness/census-files.ts'
import { commanded, inOwnFolder } from './harness/belong.ts'
import { type Result, report } from './harness/report.ts'

const PUPILS = Number(process.env['PUPILS'] ?? 130_000)

await inOwnFolder(measure)

async function measure(folder: string) {
  const files = await writeCensus(folder, PUPILS)
  const settings = readSettings({ BELONG_DATA: join(folder, 'data') })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  const client = new pg.Client(open.url)
  const as = operator({ keeper: open.db })
  const results: Result[] = []
  try {
    await prepare(open.db, settings, () => {})
    await client.connect()
    const copied = await copySeconds(client, files.tables)
    const parsed = await took(() => parseOnly(files.tables))
    const first = await took(() => imported(files.tables))
    const again = await took(() => imported(files.tables))
    const undone = await took(() => perform(undoBatch(KINDS), as, { batch: first.came.batch!, reason: 'a bench' }))
    const sax = await took(() => saxesAlone(files.xml))
    const xml = await took(() => imported([files.xml]))
    const size = `${PUPILS.toLocaleString('en-GB')} pupils`
    const xmlGoal = 1.5 * sax.seconds + copied
    results.push(
      { case: `${size} in tables: checked and committed`, unit: 's', ours: first.seconds, yardstick: 'copy', theirs: copied, goal: '≤ 2.5 × copy', reached: first.seconds <= 2.5 * copied },
      { case: `${size} in tables: parsed and checked alone`, unit: 's', ours: parsed.seconds, yardstick: 'copy', theirs: copied },
      { case: `${size}: the same again`, unit: 's', ours: again.seconds, yardstick: 'itself', theirs: first.seconds, goal: '≤ 25 % of the first', reached: again.seconds <= first.seconds / 4 },
      { case: `${size}: undone`, unit: 's', ours: undone.seconds, yardstick: 'itself', theirs: first.seconds, goal: '≤ the import', reached: undone.seconds <= first.seconds },
      { case: `${size} in XML: checked and committed`, unit: 's', ours: xml.seconds, yardstick: 'copy', theirs: sax.seconds + copied, goal: `≤ 1.5 × its parser + copy (${xmlGoal.toFixed(1)} s)`,
        reached: xml.seconds <= xmlGoal },
    )
  } finally {
    await client.end()
    await open.close()
  }
  for (const [what, paths] of [['tables', files.tables], ['XML', [files.xml]]] as const) results.push(await memoryFor(folder, what, paths))
  report('import-census', results)

  async function imported(paths: string[]) {
    const [unit] = await importFiles(as, KINDS, join(folder, 'data', 'files'), paths.map(given), { area: 'Kelderby' })
    if (unit?.status !== 'committed' && unit?.status !== 'unchanged') throw new Error(`The import ended as ${unit?.status}: ${JSON.stringify(unit?.issues.slice(0, 3))}`)
    return unit
  }

  async function parseOnly(paths: string[]) {
    const kind = KINDS.find(({ name }) => name === 'school-census')!
    const [unit] = await kind.recognise(paths.map(given), false)
    return (await kind.check(reading(open.db), unit!, { areaId: 3 })).rows
  }
}

/** In a process and a database of its own, as an operator does it. */
async function memoryFor(folder: string, what: string, paths: readonly string[]): Promise<Result> {
  const { peak } = await commanded(join(folder, `alone ${what}`), ['import', ...paths, '--area', 'Kelderby', '--json'])
  return { case: `own memory of belong import at most, ${what}`, unit: 'MB', ours: peak, yardstick: 'none', theirs: null, goal: '≤ 1,000 MB', ...(peak === null ? { why: 'The system does not say' } : { reached: peak <= 1000 }) }
}

/** Each table whole into one of texts that nothing is asked of. */
async function copySeconds(client: pg.Client, paths: string[]) {
  let seconds = 0
  for (const path of paths) {
    const columns = await headerOf(path)
    await client.query(`create table bench_copied (${columns.map((name) => `"${name}" text`).join(', ')})`)
    seconds += (await took(() => pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), client.query(from('copy bench_copied from stdin (format csv, header)'))))).seconds
    await client.query('drop table bench_copied')
  }
  await client.query('checkpoint')
  return seconds
}

async function headerOf(path: string) {
  for await (const piece of createReadStream(path, { encoding: 'utf8', end: 65_535 })) return String(piece).slice(0, String(piece).indexOf('\n')).split(',')
  throw new Error(`${basename(path)} is empty`)
}

async function saxesAlone(path: string) {
  const parser = new SaxesParser({ xmlns: false, position: true })
  let elements = 0
  parser.on('opentag', () => { elements += 1 })
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 })) parser.write(piece as string)
  parser.close()
  return elements
}

async function took<Came>(run: () => Promise<Came>) {
  const began = performance.now()
  const came = await run()
  return { came, seconds: (performance.now() - began) / 1000 }
}
