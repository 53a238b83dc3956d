/** The whole LAIT file through Belong's import (parse, check, compare, commit, lineage) against a raw COPY of the same rows into the same table. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { openDatabase } from '../src/platform/connect.ts'
import { readSettings } from '../src/platform/settings.ts'
import { KINDS, operator } from '../src/app.ts'
import { prepare } from '../src/install.ts'
import { given, importFiles } from '#rooms/collection'
import { commanded, inOwnFolder, LAIT } from './harness/belong.ts'
import { median, type Result, report } from './harness/report.ts'

/** Twice each in turn, so that a busy moment of the machine falls on both. */
const ROUNDS = 3

if (!existsSync(LAIT)) {
  const why = `There is no ${LAIT}`
  report('import-lait', ['without figures', 'on the reference figures', 'own memory at most'].map((name) => ({ case: name, unit: 's', ours: null, yardstick: 'copy', theirs: null, why })))
} else await inOwnFolder(measure)

async function measure(folder: string) {
  const data = join(folder, 'data')
  const settings = readSettings({ BELONG_DATA: data })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  const results: Result[] = []
  try {
    await prepare(open.db, settings, () => {})
    const client = new pg.Client(open.url)
    await client.connect()
    const onReference = await importSeconds()
    await keepRows(client, join(folder, 'rows'))
    const alone: number[] = []
    const copies: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      copies.push(await copySeconds(client, join(folder, 'rows')))
      await emptyOut(client)
      alone.push(await importSeconds())
    }
    await client.end()
    const [ours, copy] = [median(alone), median(copies)]
    results.push({ case: '641,070 figures into a database without figures', unit: 's', ours, yardstick: 'copy', theirs: copy, goal: '≤ 4 × copy', reached: ours <= 4 * copy })
    results.push({ case: 'the same onto the reference figures', unit: 's', ours: onReference, yardstick: 'copy', theirs: copy, goal: '≤ 4 × copy', reached: onReference <= 4 * copy })
  } finally {
    await open.close()
  }
  results.push(...(await byCommand(join(folder, 'other'))))
  report('import-lait', results)

  async function importSeconds() {
    const began = performance.now()
    const [unit] = await importFiles(operator({ keeper: open.db }), KINDS, join(data, 'kept'), [given(LAIT)], {})
    const seconds = (performance.now() - began) / 1000
    if (unit?.status !== 'committed') throw new Error(`The import ended as ${unit?.status}`)
    return seconds
  }
}

/** Exactly what the import wrote, as text, as psql would send it. */
async function keepRows(client: pg.Client, file: string) {
  await pipeline(client.query(to('copy (select * from measures.observation order by batch_id, row) to stdout')), createWriteStream(file))
}

async function copySeconds(client: pg.Client, file: string) {
  await emptyOut(client)
  const began = performance.now()
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), client.query(from('copy measures.observation from stdin')))
  const seconds = (performance.now() - began) / 1000
  const { rows } = await client.query('select count(*)::int as count from measures.observation')
  if (rows[0].count < 641_000) throw new Error(`The copy wrote ${rows[0].count} rows`)
  return seconds
}

/** As if no figures had ever come; the checkpoint so that what was written before is not paid for later. */
async function emptyOut(client: pg.Client) {
  await client.query('truncate measures.observation, measures.series_period, measures.replaced, measures.batch_rests_on')
  await client.query(`update collection.batch set state = 'undone'`)
  await client.query('checkpoint')
}

/** The command as people give it, on data that is ready: what its process held at most. */
async function byCommand(data: string): Promise<Result[]> {
  await commanded(data, ['measures', '--json'])
  const { seconds, peak } = await commanded(data, ['import', LAIT, '--json'])
  return [
    { case: 'own memory of belong import at most', unit: 'MB', ours: peak, yardstick: 'none', theirs: null, goal: '≤ 400 MB', ...(peak === null ? { why: 'The system does not say' } : { reached: peak <= 400 }) },
    { case: 'belong import from command to answer, its database started for it', unit: 's', ours: seconds, yardstick: 'none', theirs: null },
  ]
}
