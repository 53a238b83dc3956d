import { setTimeout as sleep } from 'node:timers/promises'
import { holderOf } from '../../src/platform/lock.ts'
import { type City, type Open, undoAll, withData } from './city.ts'
import { differing, disagreements, factsOf } from './facts.ts'
import type { Giving } from './giving.ts'
import { connected, type Server } from './victims.ts'

/** After the disturbance, before anything is done again: each gift is wholly in or not at all, and whatever was acknowledged is there. */
export async function lookedAt(data: string, city: City, giving: Giving, acknowledged: string[], faults: string[]) {
  return withData(data, async ({ client }) => {
    const facts = await factsOf(client)
    const at = city.states.findIndex(state => differing(facts, state).length === 0)
    if (at < 0) faults.push(`facts are half there: ${city.states.map(state => differing(facts, state)).sort((a, b) => a.length - b.length)[0]!.join('; ')}`)
    faults.push(...(await disagreements(client, data, { isAtRest: false })))
    const held = new Set((await client.query(`select name from platform.setting where area_id = 0 and name like 'torture %'`)).rows.map(row => row.name as string))
    const lost = acknowledged.filter(name => !held.has(name))
    if (lost.length) faults.push(`${lost.length} acknowledged writes are lost`)
    faults.push(...(await giving.lostIn(client)))
    return at < 0 ? 'half' : `${at} of ${city.gifts.length}`
  })
}

/** What was asked for at the web goes on by itself; then everything is given again to its end, comes to what it comes to undisturbed, and is taken back. */
export async function goesOn(data: string, city: City, giving: Giving, server: Server | null, faults: string[]) {
  const open = server && giving.way === 'web' ? await comesToRest(data) : []
  faults.push(...open.map(batch => `the work on batch ${batch} did not go on by itself`))
  await giving.again(server)
  if (!(await giving.ends(600))) faults.push('given again, it does not come to an end')
  faults.push(...(await comesToRest(data)).map(batch => `batch ${batch} is never done with`))
  await withData(data, async open => {
    const { client } = open
    const wrong = differing(await factsOf(client), city.states.at(-1)!)
    if (wrong.length) faults.push(`given again, it does not come to what it comes to undisturbed: ${wrong.join('; ')}`)
    faults.push(...(await disagreements(client, data, { isAtRest: giving.way === 'web' })))
    await takenBack(open, data, city, faults)
  })
}

async function takenBack(open: Open, data: string, city: City, faults: string[]) {
  await undoAll(open, city.gifts.length)
  const wrong = differing(await factsOf(open.client), city.states[0]!)
  if (wrong.length) faults.push(`taken back, it is not as it was before: ${wrong.join('; ')}`)
  faults.push(...(await disagreements(open.client, data, { isAtRest: false })))
}

/** The batches on which something still goes on after all patience. */
async function comesToRest(data: string): Promise<number[]> {
  let open: number[] = []
  for (const until = Date.now() + 90_000; Date.now() < until; await sleep(50)) {
    const client = await connected(data).catch(() => null)
    if (client === null) {
      if (holderOf(data) === null) return []
      continue
    }
    try {
      const { rows } = await client.query<{ batch_id: number }>(`
        select b.batch_id from collection.batch b join platform.work w on w.area_id = b.area_id and w.work_id = b.work_id
        where b.area_id = 3 and w.state in ('waiting', 'running')`)
      open = rows.map(({ batch_id }) => batch_id)
      if (!open.length) return []
    } catch {
      // The database is being started again.
    } finally {
      await client.end().catch(() => {})
    }
  }
  return open
}
