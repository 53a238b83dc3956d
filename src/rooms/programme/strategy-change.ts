import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { Refusal } from '#kernel'
import type { Act, Actor, Reader, Writer } from '#platform'
import { holds } from '#rooms/access'
import { findStrategy, type Strategy, strategyOf } from './strategy.ts'

/** What every change of a strategy says: which one, the version that was read, and why. */
export const Change = z.object({
  strategy: z.string('Say which strategy').min(1, 'Say which strategy').max(80, 'Use 80 characters or fewer'),
  version: z.coerce.number('Open the page again and change it there').int('Open the page again and change it there'),
  why: z.string().trim().max(1000, 'Use 1,000 characters or fewer').default(''),
})
export type Change = z.output<typeof Change>

/** Who may change a strategy, and whose it is: the same for each change of it. */
export const overStrategy = {
  may: async (actor: Actor, { strategy }: { strategy: string }, db: Reader) => holds(actor, 'strategy:write', await findStrategy(actor, strategy, db), db),
  areaOf: async ({ strategy }: { strategy: string }, db: Reader, actor: Actor) => (await findStrategy(actor, strategy, db)).areaId,
  tells: true as const,
}

export interface Changing {
  actor: Actor
  db: Writer
  now: Date
  areaId: number
  tell: Act['tell']
}

/**
 * Changes a part of a strategy and keeps whole how it stood. Refuses where somebody else changed the same part after it was read;
 * two people at different parts do not stand in each other's way. What is saved as it was makes no new version.
 */
export async function changeStrategy<Part>(act: Changing, change: Change, part: (whole: Strategy) => Part, write: (whole: Strategy) => Promise<void>) {
  const stood = await lockStrategy(act, change.strategy)
  if (stood.retiredOn !== null) throw new Refusal('conflict', `${stood.title} is retired. Bring it back before you change it`)
  await refuseChanged(act, stood, change.version, part)
  await write(stood)
  const now = (await strategyOf(act.db, act.areaId, stood.slug))!
  if (isDeepStrictEqual(now, stood)) return { strategy: stood.slug, version: stood.version }
  act.tell({ changes: partsChanged(stood, now), ...(change.why ? { reason: change.why } : {}) })
  return keepVersion(act, stood, whyOf(stood, change.why))
}

/** Part by part how the strategy stood and stands. */
function partsChanged(stood: Strategy, now: Strategy) {
  const parts = Object.keys(stood).filter((part) => !UNSAID.has(part) && !isDeepStrictEqual(stood[part as keyof Strategy], now[part as keyof Strategy]))
  return Object.fromEntries(parts.map((part) => [part, [stood[part as keyof Strategy], now[part as keyof Strategy]] as const]))
}

const UNSAID = new Set(['version', 'changedAt', 'changedBy'])

/** Takes a strategy for a change, so that others wait for the end of it. */
export async function lockStrategy({ db, areaId }: Changing, slug: string): Promise<Strategy> {
  await db.selectFrom('programme.strategy').select('version').where('area_id', '=', areaId).where('slug', '=', slug).forUpdate().executeTakeFirstOrThrow(() => new Refusal('missing', 'There is no such strategy'))
  return (await strategyOf(db, areaId, slug))!
}

/** Keeps how a strategy stood before a change, and moves its version on. */
export async function keepVersion({ db, areaId, actor, now }: Changing, stood: Strategy, why: string) {
  const version = stood.version + 1
  await db.insertInto('programme.strategy_before')
    .values({ area_id: areaId, strategy_id: stood.id, version: stood.version, stood: JSON.stringify(stood), why, changed_by: actor.slug, changed_at: now }).execute()
  await db.updateTable('programme.strategy').set({ version, changed_by: actor.slug, changed_at: now }).where('area_id', '=', areaId).where('strategy_id', '=', stood.id).execute()
  return { strategy: stood.slug, version }
}

/** Until it is agreed or shown, a strategy is a draft and its changes need no reason. */
export const isDraft = ({ agreedOn, publicFrom }: Pick<Strategy, 'agreedOn' | 'publicFrom'>) => agreedOn === null && publicFrom === null

function whyOf(stood: Strategy, why: string) {
  if (why) return why
  if (isDraft(stood)) return 'Drafting'
  throw new Refusal('invalid', 'Say why it is changed: others rely on what it says', { why: 'Say why it is changed: others rely on what it says' })
}

async function refuseChanged<Part>({ db, areaId }: Changing, stood: Strategy, version: number, part: (whole: Strategy) => Part) {
  if (version === stood.version) return
  const read = await db.selectFrom('programme.strategy_before').select('stood').where('area_id', '=', areaId).where('strategy_id', '=', stood.id).where('version', '=', version).executeTakeFirst()
  if (read && isDeepStrictEqual(part(read.stood as unknown as Strategy), part(stood))) return
  throw new Refusal('conflict', 'Somebody changed this after you opened it. Both are shown below: bring them together and save again')
}
