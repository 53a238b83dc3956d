import { hash } from 'node:crypto'
import { TooOften } from '#kernel'
import { type Database, plannedRead } from '#platform'

/** How often something may be tried within so many minutes, counted from the first time. */
export interface Limit {
  name: string
  points: number
  minutes: number
}

const QUARTER = 15
export const LIMITS = {
  /** Wrong passwords for one account from browsers that never signed in to it. */
  account: { name: 'account', points: 5, minutes: QUARTER },
  /** Wrong passwords for one account from one browser that did. */
  device: { name: 'device', points: 5, minutes: QUARTER },
  /** Anything wrong from one address of the network. */
  address: { name: 'address', points: 20, minutes: QUARTER },
  /** Challenges for passkeys, each a row of the database, asked for from one address of the network. */
  challenge: { name: 'challenge', points: 200, minutes: QUARTER },
  /** Wrong codes of an authenticator, after a right password. */
  code: { name: 'code', points: 5, minutes: QUARTER },
  /** Wrong answers of somebody signed in who is to prove once more who they are. */
  again: { name: 'again', points: 5, minutes: QUARTER },
  /** Links to set a new password, for one account. */
  reset: { name: 'reset', points: 3, minutes: 60 },
} as const satisfies Record<string, Limit>

/**
 * Counts one more try before it is known whether it is right, so that tries made at once are all counted. Throws TooOften where
 * there were enough; what turns out right is given back with `giveBack`. What was tried on is kept as a hash alone.
 */
export async function countTry(door: Database, limit: Limit, of: string, now: Date) {
  const at = now.getTime()
  const [row] = await count(door, [keyOf(limit, of), at + limit.minutes * 60_000, at])
  if (row!.points > limit.points) throw tooOften(row!.expire - at)
}

/** Takes a try back that was right. */
export async function giveBack(door: Database, limit: Limit, of: string) {
  await lessen(door, [keyOf(limit, of)])
}

function tooOften(leftMs: number) {
  const minutes = Math.max(1, Math.ceil(leftMs / 60_000))
  return new TooOften(`That was tried too often. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`, Math.max(1, Math.ceil(leftMs / 1000)))
}

const keyOf = ({ name }: Limit, of: string) => `${name} ${hash('sha256', of, 'base64url')}`

/** A count that lasts longer than it can was made by a clock that has since been put back: it is over too. */
const count = plannedRead<{ points: number; expire: number }, [key: string, until: number, now: number]>('access.count-try', `
  insert into access.attempt as a (key, points, expire) values ($1, 1, $2)
  on conflict (key) do update set points = case when a.expire <= $3 or a.expire > $2 then 1 else a.points + 1 end, expire = case when a.expire <= $3 or a.expire > $2 then $2 else a.expire end
  returning points, expire`)

const lessen = plannedRead<never, [key: string]>('access.give-try-back', `update access.attempt set points = greatest(points - 1, 0) where key = $1`)
