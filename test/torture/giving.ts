import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { AREA, type City } from './city.ts'
import { Clerk } from './clerk.ts'
import type { Way } from './moment.ts'
import { type Server, start } from './victims.ts'

/** The giving of a city's returns one way or the other, so far as a disturbance has to know it. */
export class Giving {
  readonly way: Way
  private readonly city: City
  private readonly data: string
  private readonly clerk: Clerk | null
  private command: Command | null = null
  private clerkIsDone = false
  private readonly wrong: string[] = []
  private readonly heard = new Set<string>()

  private constructor(way: Way, city: City, data: string, clerk: Clerk | null) {
    this.way = way
    this.city = city
    this.data = data
    this.clerk = clerk
  }

  static async begin(way: Way, city: City, data: string, server: Server | null) {
    const clerk = way === 'web' ? new Clerk(data, city.gifts, server!.port) : null
    const giving = new Giving(way, city, data, clerk)
    if (clerk) {
      await clerk.signIn()
      clerk.giveAll().then(() => (giving.clerkIsDone = true), (fault: Error) => giving.wrong.push(fault.message))
    } else giving.command = new Command(data, city)
    return giving
  }

  /** The command, where there is one. */
  get process() {
    return this.command?.process ?? null
  }

  hasEnded() {
    return this.clerk ? this.clerkIsDone || this.wrong.length > 0 : this.command!.hasEnded
  }

  /** Everything is in. */
  async ends(seconds: number) {
    if (!(await within(seconds, () => this.hasEnded()))) {
      this.clerk?.leave()
      this.command?.process.kill('SIGKILL')
      return false
    }
    if (this.command && this.command.code !== 0) this.wrong.push(`the command ended with ${this.command.code}: ${this.command.says}`)
    return true
  }

  rest() {
    this.clerk?.rest()
  }

  /** Nothing goes on by our doing: the command has ended, somehow; the clerk waits. */
  async pauses(seconds: number) {
    if (this.clerk) return true
    const { command } = this
    if (await within(seconds, () => command!.hasEnded)) return true
    command!.process.kill('SIGKILL')
    return false
  }

  async again(server: Server | null) {
    if (this.clerk) return this.clerk.goOn(server!.port)
    const says = this.command!.wasKilled || this.command!.code === 0 ? '' : this.command!.says
    if (says) this.heard.add(says)
    this.command = new Command(this.data, this.city)
  }

  /** In which sentences it was said that something could not be done. */
  told() {
    return new Set([...this.heard, ...(this.clerk?.told ?? [])])
  }

  /** What was said and leaves a person without knowing what to do is a fault like any other. */
  faults() {
    return [...this.wrong, ...[...this.told()].filter(sentence => !ACTABLE.test(sentence) || /Something went wrong/.test(sentence)).map(sentence => `it was said in a sentence nobody can act on: ${sentence}`)]
  }

  /** What was answered as done and is not there. */
  async lostIn(client: pg.Client) {
    const { rows } = await client.query<{ batch_id: number; state: string }>(`select batch_id, state from collection.batch where area_id = 3`)
    const states = new Map(rows.map(({ batch_id, state }) => [batch_id, state]))
    const lost = [...(this.clerk?.received.keys() ?? [])].filter(batch => !states.has(batch)).map(batch => `batch ${batch} was received and is gone`)
    const reports = this.command?.code === 0 ? this.command.batches : []
    return [...lost, ...reports.filter(batch => states.get(batch) !== 'committed').map(batch => `batch ${batch} was reported as taken in and is not`)]
  }
}

const ACTABLE = /again|make room|tell whoever/i

/** `belong import` of everything at once. */
class Command {
  readonly process: ChildProcess
  hasEnded = false
  code: number | null = null
  wasKilled = false
  private out = ''
  private errors = ''

  constructor(data: string, { gifts }: City) {
    this.process = start(data, 'belong', ['import', ...gifts.flatMap(({ files }) => files), '--area', AREA, '--json'])
    this.process.stdout!.on('data', (text: Buffer) => { this.out += text })
    this.process.stderr!.on('data', (text: Buffer) => { this.errors += text })
    this.process.on('close', (code, signal) => {
      this.hasEnded = true
      this.code = code
      this.wasKilled = signal !== null
    })
  }

  get says() {
    return this.errors.trim().split('\n').at(-1)!.slice(-400)
  }

  get batches() {
    return (JSON.parse(this.out) as { status: string; batch: number | null }[]).flatMap(({ status, batch }) => (status === 'committed' && batch !== null ? [batch] : []))
  }
}

async function within(seconds: number, isSo: () => boolean) {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(20)) if (isSo()) return true
  return false
}
