import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as yauzl from 'yauzl'
import { type Caller, perform, type PersonalTables } from '#platform'
import { databasesFor, readStanding, rightsWork } from '#rooms/access'
import { DOORS } from '../src/app.ts'
import { readCatalogue } from '../src/platform/schema/catalogue.ts'
import { copyZip } from '../src/rooms/access/rights/copy.ts'
import type { Erased } from '../src/rooms/access/rights/erasure.ts'
import { readGathered } from '../src/rooms/access/rights/gathered-file.ts'
import { testHouse } from './house-kit.ts'

export const { tables: specs } = JSON.parse(readFileSync('specs/personal-data.json', 'utf8')) as { tables: PersonalTables }
const { records } = JSON.parse(readFileSync('specs/retention.json', 'utf8')) as { records: object }
/** Every kind of record. */
export const KINDS = Object.keys(records)

export const child = (tag: string) => ({ areaId: 1, childId: randomUUID(), tag })

/** A whole Belong whose data protection officer has just proved who they are, and does the work they ask for at once. */
export async function rightsHouse() {
  const house = await testHouse()
  const catalogue = await readCatalogue(house.pool)

  async function dpo(): Promise<Caller> {
    const actor = { slug: 'dpo', name: 'dpo', operator: false, areaId: 1, provedAt: new Date() }
    return { actor, ...databasesFor(house.house, actor, await readStanding(house.house.door as never, actor)), now: new Date(), door: 'page' }
  }

  /** Does an action; answers at least its id and the work it asked for. */
  async function act(name: string, input: object) {
    return (await perform(DOORS.actions.find((one) => one.name === name)!, await dpo(), input)) as { id: string; work: string }
  }

  /** Does the work that was asked for, here and now; answers what came of it. */
  async function work(workId: string) {
    const { rows: [asked] } = await house.pool.query('select * from platform.work where work_id = $1', [workId])
    const kind = rightsWork(house.house).find((one) => one.name === asked.kind)!
    const outcome = await kind.run({ db: house.house.keeper, areaId: asked.area_id, workId, input: asked.input, askedBy: asked.asked_by, progress: async () => {} })
    await house.pool.query(`update platform.work set state = 'done', outcome = $2 where work_id = $1`, [workId, outcome])
    return outcome as Erased
  }

  /** Enters that somebody asks; answers the request's id. */
  const enter = async (right: string, who: object) => (await act('access.take-request', { right, askedBy: 'They came to the desk', askedOn: '2026-01-31', ...who })).id

  /** The copy as it is before anybody decided, by file: what names others is withheld, but for the words of canaries. */
  async function copyOf(id: string) {
    const gathered = await readGathered(house.dataFolder, `${id}.json`)
    const own = gathered.passages.filter(({ text }) => /^[A-Z]{4,}x|^heron-test/.test(text)).map((one) => one.id)
    return unzipped(await copyZip(gathered, new Set(own)))
  }

  return { ...house, catalogue, act, work, enter, copyOf }
}

async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const files = new Map<string, string>()
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, Buffer.from(await new Response((await zip.openReadStreamPromise(entry)) as never).arrayBuffer()).toString())
  return files
}
