import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooOften } from '#kernel'
import type { Known } from '../sessions.ts'

/** Counted in memory: it keeps one program from crowding out the others on this machine, and asks the database nothing. */
const KEYS = new RateLimiterMemory({ points: 600, duration: 60 })
const SEARCHES = new RateLimiterMemory({ points: 60, duration: 60 })

/** Refuses a key that is used more than 600 times a minute, and a person who searches more than 60 times. The demo's cast is not counted: rehearsals are quick. */
export async function refuseTooOften(path: string, { tokenId, slug, isDemo }: Pick<Known, 'tokenId' | 'slug' | 'isDemo'>) {
  if (isDemo) return
  if (tokenId) await count(KEYS, tokenId, 'This key was used more than 600 times in a minute')
  else if (path === '/search') await count(SEARCHES, slug, 'You have searched more than 60 times in a minute')
}

async function count(limiter: RateLimiterMemory, key: string, sentence: string) {
  try {
    await limiter.consume(key)
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over
    const seconds = Math.max(1, Math.ceil(over.msBeforeNext / 1000))
    throw new TooOften(`${sentence}. Try again in ${seconds} seconds`, seconds)
  }
}
