import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, query, type Reader, type Verdict } from '#platform'
import { standingOf } from '../standing.ts'

/** A browser in which somebody is signed in. */
export interface OwnSession {
  session: string
  device: string
  /** How they proved who they are. */
  method: string
  begun: Date
  seen: Date
  /** At the latest; earlier where no page is opened for so many minutes. */
  ends: Date
  idleMinutes: number
}

/** The sessions in which one is signed in now, the one last seen first. */
export const sessions = query<Record<string, never>, OwnSession[]>({
  name: 'access.sessions',
  summary: 'Where one is signed in: each browser, since when, and when it was last seen',
  input: z.object({}),
  may: theirOwn,
  read: ({ actor, db }) => db.selectFrom('access.session')
    .select(['session_id as session', 'device', 'method', 'made_at as begun', 'seen_at as seen', 'ends_at as ends', 'idle_minutes as idleMinutes'])
    .where('person', '=', actor.slug).where('ended_at', 'is', null).where('ends_at', '>', sql<Date>`now()`)
    .where(sql<boolean>`seen_at > now() - make_interval(mins => idle_minutes)`)
    .orderBy('seen_at', 'desc').orderBy('session_id').execute(),
})

/** Signs one out of one browser, this one or another. */
export const endSession = action<{ session: string }, { session: string }>({
  name: 'access.end-session',
  summary: 'Sign out of one browser',
  input: z.object({ session: z.guid('Say which session') }),
  may: theirOwn,
  async run({ actor, db, now, tell }, { session }) {
    const ended = await db.updateTable('access.session').set({ ended_at: now, ended_by: 'self' })
      .where('session_id', '=', session).where('person', '=', actor.slug).where('ended_at', 'is', null).executeTakeFirst()
    if (!ended.numUpdatedRows) throw new Refusal('missing', 'You are not signed in there any more')
    tell({ changes: { session: ['open', 'ended'] } })
    return { session }
  },
})

/** Signs one out everywhere, or everywhere but in one browser. */
export const endSessions = action<{ except?: string | undefined }, { ended: number }>({
  name: 'access.end-sessions',
  summary: 'Sign out of every browser, or of every one but one',
  input: z.object({ except: z.guid('Say which session goes on').optional() }),
  may: theirOwn,
  async run({ actor, db, now, tell }, { except }) {
    let ending = db.updateTable('access.session').set({ ended_at: now, ended_by: 'self' }).where('person', '=', actor.slug).where('ended_at', 'is', null)
    if (except) ending = ending.where('session_id', '<>', except)
    const ended = Number((await ending.executeTakeFirst()).numUpdatedRows)
    tell({ changes: { open: [ended, 0] } })
    return { ended }
  },
})

/** Whoever has a part in an area here, for themselves; a key that was made for less does not say who is signed in where. */
async function theirOwn(actor: Actor, _input: unknown, db: Reader): Promise<Verdict> {
  if (actor.operator) return true
  if (actor.only) return 'This key was made for other things than looking after where its person is signed in'
  return (await standingOf(actor, db)).areas.length > 0 || 'You have no part in an area today'
}
