import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesOf, type City, MOST_BY_MARK, prepareCity, takeStates } from './city.ts'
import { type Disk, makeDisk } from './disk.ts'
import { Giving } from './giving.ts'
import { goesOn, lookedAt } from './looks.ts'
import { atMoment, type Moment, type Way } from './moment.ts'
import { acknowledgedWrites, becomesReady, connected, copyOf, killPostgres, type Server, startServer, stopServer } from './victims.ts'

export interface Outcome extends Moment {
  /** How many of the gifts were in when it was looked, before anything was done again. */
  gifts: string
  acknowledged: number
  /** What it was said in. */
  told: string[]
  faults: string[]
}

export interface Asked {
  pupils: number
  seed: number
}

/** Disturbs the giving of a city's returns at each moment, on a copy of the same prepared data, and looks whether anything was lost, doubled or half done. */
export async function tortureReturns(list: Moment[], asked: Asked, tell: (outcome: Outcome, number: number) => void): Promise<Outcome[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'belong-kill-'))
  chmodSync(scratch, 0o711)
  try {
    const city = await prepared(scratch, asked)
    const took = await undisturbed(city, scratch, new Set(list.flatMap(({ way, when }) => ('share' in when ? [way] : []))))
    const outcomes: Outcome[] = []
    for (const [at, moment] of list.entries()) {
      const own = join(scratch, `m${at}`)
      mkdirSync(own, { mode: 0o711 })
      const outcome = moment.victim === 'disk' || moment.victim === 'journal' ? await onDisk(moment, city, scratch, own, took) : await disturb(moment, city, copyOf(join(scratch, 'prepared'), join(own, 'data')), took, null)
      outcomes.push(outcome)
      tell(outcome, at + 1)
      rmSync(own, { recursive: true, force: true })
    }
    return outcomes
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function prepared(scratch: string, asked: Asked): Promise<City> {
  const files = join(scratch, 'returns')
  mkdirSync(files)
  const city = await prepareCity(files, join(scratch, 'prepared'), asked)
  const data = copyOf(join(scratch, 'prepared'), join(scratch, 'states'))
  await takeStates(city, data)
  rmSync(data, { recursive: true, force: true })
  return city
}

/** Milliseconds each way takes where nothing disturbs it. Of a large city it is enough to know about: at the web a file is read twice. */
async function undisturbed(city: City, scratch: string, ways: Set<Way>) {
  if (city.pupils > MOST_BY_MARK) return new Map<Way, number>([['command', city.tookMs], ['beside a server', city.tookMs], ['web', 2 * city.tookMs]])
  const took = new Map<Way, number>()
  for (const way of ways) {
    const data = copyOf(join(scratch, 'prepared'), join(scratch, 'undisturbed'))
    const server = way === 'command' ? null : await startServer(data, SAYING)
    const giving = await Giving.begin(way, city, data, server)
    const began = Date.now()
    if (!(await giving.ends(1800)) || giving.faults().length) throw new Error(`Undisturbed, it did not end: ${giving.faults().join('; ')}`)
    took.set(way, Date.now() - began)
    if (server) await stopServer(server.process, false)
    rmSync(data, { recursive: true, force: true })
  }
  return took
}

/** Only what is worth a line in the log, to be looked at. */
const SAYING = { BELONG_LOG: 'error' }

async function onDisk(moment: Moment, city: City, scratch: string, own: string, took: Map<Way, number>) {
  const disk = makeDisk(own, Math.ceil(2000 + (12 * bytesOf(city)) / 1e6))
  try {
    chmodSync(disk.at, 0o711)
    return await disturb(moment, city, copyOf(join(scratch, 'prepared'), join(disk.at, 'data')), took, disk)
  } finally {
    disk.remove()
  }
}

async function disturb(moment: Moment, city: City, data: string, took: Map<Way, number>, disk: Disk | null): Promise<Outcome> {
  const faults: string[] = []
  let server = moment.way === 'command' ? null : await startServer(data, SAYING)
  const giving = await Giving.begin(moment.way, city, data, server)
  const writer = acknowledgedWrites(data)
  const after = await atMoment(moment.when, data, took.get(moment.way) ?? 0)
  giving.rest()
  if (disk) await fullFor(disk, giving, after, moment.victim === 'journal' ? data : null)
  else if (moment.victim === 'database') killPostgres(data)
  else (moment.victim === 'server' ? server!.process : giving.process!).kill('SIGKILL')
  await after()

  // What met no full disk goes on to its end, which for a city takes minutes.
  const patience = 120 + (5 * (took.get(moment.way) ?? 0)) / 1000
  if (!(await giving.pauses(patience))) faults.push(`what was going on neither ended nor failed within ${Math.round(patience)} seconds`)
  const acknowledged = await writer.stop()
  if (moment.victim === 'server' && moment.way === 'web') server = await startServer(data, SAYING)
  if (server && server.process.exitCode !== null) faults.push(`the server ended by itself with ${server.process.exitCode}: ${server.heard().slice(-300)}`)
  else if (server && !hasGone(server) && !(await becomesReady(server.port))) faults.push('the server did not become ready again')
  const gifts = await lookedAt(data, city, giving, acknowledged, faults)
  await goesOn(data, city, giving, server, faults)
  if (server && hasGone(server)) server = await startServer(data, SAYING)
  if (server) await stopServer(server.process, false)
  return { ...moment, gifts, acknowledged: acknowledged.length, told: [...giving.told()], faults: [...faults, ...giving.faults()] }
}

/** Full until whoever gives has met it, for a while at most; then there is room again. */
async function fullFor(disk: Disk, giving: Giving, letGo: () => Promise<void>, journalOf: string | null) {
  disk.fill()
  if (journalOf) await writeJournalFull(journalOf)
  await letGo()
  for (const until = Date.now() + FULL_MS; Date.now() < until && !giving.hasEnded(); await sleep(100)) disk.fill()
  disk.free()
}

const FULL_MS = 4000

/** PostgreSQL keeps some empty pieces of its journal: they are written full, until it finds no more and goes down. */
async function writeJournalFull(data: string) {
  const client = await connected(data).catch(() => null)
  if (client === null) return
  try {
    for (let megabytes = 0; megabytes < MOST_JOURNAL; megabytes += 1) await client.query(`select pg_logical_emit_message(false, 'torture', repeat('x', 1000000))`)
  } catch {
    // It went down, which was wanted.
  } finally {
    await client.end().catch(() => {})
  }
}

const MOST_JOURNAL = 2000

const hasGone = ({ process: { exitCode, signalCode } }: Server) => exitCode !== null || signalCode !== null
