/**
 * A year of attendance through Belong's import (parse, check, match, commit, lineage), as a row per mark and as a row per child, against a raw COPY of the
 * same file's rows into an unkeyed table of its own columns. `PUPILS=20000 bin/bench import-attendance` takes a smaller city than 130,000.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { openDatabase } from '../src/platform/connect.ts'
import { readSettings } from '../src/platform/settings.ts'
import { KINDS, operator } from '../src/app.ts'
import { prepare } from '../src/install.ts'
import { perform } from '#platform'
import { given, importFiles, undoBatch } from '#rooms/collection'
import { inOwnFolder, memoryOf } from './harness/belong.ts'
import { type Result, report } from './harness/report.ts'

const PUPILS = Number(process.env['PUPILS'] ?? 130_000)
const PER_SETTING = 465
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** 190 days from Monday 2 September 2024: 38 weeks, one in seven left out. */
const DAYS = Array.from({ length: 45 }, (_, week) => week).filter((week) => week % 7 !== 6).slice(0, 38)
  .flatMap((week) => [0, 1, 2, 3, 4].map((weekday) => ({ at: (week + 1) * 10 + weekday * 2, day: new Date(Date.UTC(2024, 8, 2 + week * 7 + weekday)).toISOString().slice(0, 10) })))


async function measure(folder: string) {
  const settings = readSettings({ BELONG_DATA: join(folder, 'data') })
  const open = await openDatabase(settings, 'command', { say: () => {} })
  const client = new pg.Client(open.url)
  const results: Result[] = []
  try {
    await prepare(open.db, settings, () => {})
    await client.connect()
    // Children are known from the census before marks of them come: a week of the year before brings them in.
    const known = join(folder, 'known.csv')
    await write(known, 'laestab,upn,week_beginning,marks', knownRows)
    await imported(known)
    for (const [name, header, rows] of [['a row per child', 'laestab,upn,year,marks', yearRows], ['a row per mark', 'laestab,upn,date,session,code', markRows]] as const) {
      const path = join(folder, `${name.replaceAll(' ', '-')}.csv`)
      const marks = await write(path, header, rows)
      const copied = await copySeconds(client, path, header.split(','))
      const first = await took(() => imported(path))
      const again = await write(`${path}.again.csv`, `${header},note`, () => noted(rows()))
      if (again !== marks) throw new Error('The second file has other marks')
      const second = await took(() => imported(`${path}.again.csv`))
      const undone = await took(async () => {
        for (const batch of [second.came, first.came]) if (batch) await perform(undoBatch(KINDS), operator({ keeper: open.db }), { batch, reason: 'a bench' })
      })
      const size = `${(marks / 1e6).toFixed(1)} million marks as ${name} (${Math.round((await stat(path)).size / 1e6)} MB)`
      results.push(
        { case: `${size}: checked and committed`, unit: 's', ours: first.seconds, yardstick: 'copy', theirs: copied, goal: '≤ 2.5 × copy', reached: first.seconds <= 2.5 * copied },
        { case: `${size}: the same marks in another file`, unit: 's', ours: second.seconds, yardstick: 'itself', theirs: first.seconds },
        { case: `${size}: undone`, unit: 's', ours: undone.seconds, yardstick: 'itself', theirs: first.seconds, goal: '≤ the import', reached: undone.seconds <= first.seconds },
      )
    }
    const peak = memoryOf('self', 'VmHWM')
    results.push({ case: 'own memory at most', unit: 'MB', ours: peak, yardstick: 'none', theirs: null, goal: '≤ 1,000 MB',
      ...(peak === null ? { why: 'The system does not say' } : { reached: peak <= 1000 }) })
  } finally {
    await client.end()
    await open.close()
  }
  report('import-attendance', results)

  async function imported(path: string) {
    const [unit] = await importFiles(operator({ keeper: open.db }), KINDS, join(folder, 'kept'), [given(path)], { area: 'Kelderby', as: 'attendance-daily' })
    if (unit?.status !== 'committed') throw new Error(`The import ended as ${unit?.status}: ${JSON.stringify(unit?.issues.slice(0, 3))}`)
    return unit.batch
  }
}

async function took<Came>(run: () => Promise<Came>) {
  const began = performance.now()
  const came = await run()
  return { came, seconds: (performance.now() - began) / 1000 }
}

async function copySeconds(client: pg.Client, path: string, columns: string[]) {
  await client.query(`drop table if exists raw_marks; create table raw_marks (${columns.map((name) => `${name} text`).join(', ')}); checkpoint`)
  const { seconds } = await took(() => pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), client.query(from('copy raw_marks from stdin (format csv, header)'))))
  await client.query('drop table raw_marks; checkpoint')
  return seconds
}

/** Writes a file in pieces and answers how many marks it holds. */
async function write(path: string, header: string, rows: () => Iterable<string>) {
  await pipeline(Readable.from(pieces(header, rows())), createWriteStream(path))
  return PUPILS * DAYS.length * 2
}

function* pieces(header: string, rows: Iterable<string>) {
  let piece = `${header}\n`
  for (const row of rows) {
    piece += `${row}\n`
    if (piece.length > 1 << 18) {
      yield piece
      piece = ''
    }
  }
  yield piece
}

function* noted(rows: Iterable<string>) {
  for (const row of rows) yield `${row},`
}

function* yearRows() {
  for (let pupil = 0; pupil < PUPILS; pupil += 1) {
    const marks = Array<string>(DAYS.at(-1)!.at + 2).fill('-')
    for (const { at } of DAYS) [marks[at], marks[at + 1]] = [codeOf(pupil, at), codeOf(pupil, at + 1)]
    yield `${settingOf(pupil)},${upnOf(pupil)},2024/25,${marks.join(' ')}`
  }
}

function* knownRows() {
  for (let pupil = 0; pupil < PUPILS; pupil += 1) yield `${settingOf(pupil)},${upnOf(pupil)},2024-01-15,/\\/\\/\\/\\/\\`
}

function* markRows() {
  for (let pupil = 0; pupil < PUPILS; pupil += 1) {
    const who = `${settingOf(pupil)},${upnOf(pupil)}`
    for (const { at, day } of DAYS) {
      yield `${who},${day},AM,${codeOf(pupil, at)}`
      yield `${who},${day},PM,${codeOf(pupil, at + 1)}`
    }
  }
}

const settingOf = (pupil: number) => 8995000 + Math.floor(pupil / PER_SETTING)

/** Six in a hundred sessions are missed; some codes have two signs. */
function codeOf(pupil: number, at: number) {
  const drawn = Math.imul(pupil * 530 + at, 0x9e3779b1) >>> 16 & 255
  return drawn > 15 ? (at % 2 ? '\\' : '/') : ['I', 'I', 'I', 'I', 'I', 'M', 'O', 'O', 'U', 'N', 'C', 'C2', 'Y1', 'B', 'L', 'L'][drawn]!
}

/** A UPN right by its check letter: each digit times its position from 2 on, the sum modulo 23. */
function upnOf(pupil: number) {
  const digits = `8992${String(pupil).padStart(8, '0')}`
  let sum = 0
  for (let at = 0; at < 12; at += 1) sum += Number(digits[at]) * (at + 2)
  return `${LETTERS[sum % 23]}${digits}`
}

await inOwnFolder(measure)
