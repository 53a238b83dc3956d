import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Gift } from './city.ts'
import { connected } from './victims.ts'

/** The data manager at the web: gives one gift after another, waits for each check, takes it in, and after any disturbance goes on from what the page says. */
export class Clerk {
  /** Batches whose upload was answered, and those whose taking in was. */
  readonly received = new Map<number, string>()
  readonly asked = new Set<number>()
  /** Sentences in which the server answered that it could not, and those of work that failed. */
  readonly told = new Set<string>()
  private readonly data: string
  private readonly gifts: Gift[]
  private port: number
  private cookie = ''
  private isResting = false
  private hasLeft = false

  constructor(data: string, gifts: Gift[], port: number) {
    this.data = data
    this.gifts = gifts
    this.port = port
  }

  async signIn() {
    const answer = await this.send('/sign-in/demo', new URLSearchParams({ person: 'data-manager' }))
    this.cookie = answer?.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
    if (!this.cookie) throw new Error(`The data manager could not sign in: ${answer?.status}`)
    await this.send('/area', new URLSearchParams({ area: 'kelderby' }))
  }

  /** Everything given and taken in. */
  async giveAll() {
    for (const gift of this.gifts) await this.giveOne(gift)
  }

  /** Ends what is being sent and waits until told to go on, at a server that may have another port by now. */
  rest() {
    this.isResting = true
  }

  goOn(port: number) {
    this.port = port
    this.isResting = false
  }

  /** Does no more. */
  leave() {
    this.hasLeft = true
  }

  private async giveOne(gift: Gift) {
    for (let batch: number | null = null; ; await sleep(30)) {
      while (this.isResting && !this.hasLeft) await sleep(20)
      if (this.hasLeft) return
      if (batch === null) batch = await this.upload(gift)
      else {
        const { state, work, why } = await standing(this.data, batch).catch(() => UNKNOWN)
        if (state === 'committed' || state === 'unchanged') return
        if (state === 'rejected') throw new Error(`${gift.label} was rejected`)
        if (work === 'failed' && why) this.told.add(why)
        if (state === 'checked') await this.takeIn(batch)
        else if (state === 'failed' || (state === 'received' && work === 'failed')) await this.send(`/data/${batch}/check`, new URLSearchParams())
      }
    }
  }

  private async upload(gift: Gift): Promise<number | null> {
    const form = new FormData()
    for (const path of gift.files) form.append('files', new Blob([readFileSync(path)]), basename(path).replace('.first', ''))
    const answer = await this.send('/data', form)
    const batch = /^\/data\/(\d+)$/.exec(answer?.headers.get('location') ?? '')?.[1]
    if (batch === undefined) return null
    this.received.set(Number(batch), gift.label)
    return Number(batch)
  }

  private async takeIn(batch: number) {
    const answer = await this.send(`/data/${batch}/commit`, new URLSearchParams({ acknowledged: 'yes' }))
    if (answer?.status === 303) this.asked.add(batch)
    else await sleep(200)
  }

  /** Null where nobody answers. */
  private async send(path: string, body: FormData | URLSearchParams) {
    const origin = `http://localhost:${this.port}`
    const answer = await fetch(origin + path, { method: 'POST', body, redirect: 'manual', headers: { cookie: this.cookie, origin } }).catch(() => null)
    if (answer === null) await sleep(100)
    else if (answer.status !== 303) this.told.add(sentenceIn(await answer.text().catch(() => '')))
    return answer
  }
}

const UNKNOWN = { state: 'unknown', work: null, why: null }

/** How a batch and its work stand, and in which words the work failed. */
export async function standing(data: string, batch: number) {
  const client = await connected(data)
  try {
    const { rows } = await client.query<{ state: string; work: string | null; why: string | null }>(`
      select b.state, w.state as work, coalesce(w.outcome ->> 'refusal', 'Something went wrong, recorded as ' || w.fault_reference) as why
      from collection.batch b left join platform.work w on w.area_id = b.area_id and w.work_id = b.work_id where b.area_id = 3 and b.batch_id = $1`, [batch])
    return rows[0] ?? { ...UNKNOWN, state: 'gone' }
  } finally {
    await client.end()
  }
}

/** What a page says is wrong. */
function sentenceIn(page: string) {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? page
  const summary = /error-summary[\s\S]*?<\/ul>/.exec(main)?.[0] ?? main
  return summary.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 300)
}
