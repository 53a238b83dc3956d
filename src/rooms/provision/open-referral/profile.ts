import { readFileSync } from 'node:fs'
import { installed } from '#platform'

export type Status = 'active' | 'inactive' | 'defunct' | 'temporarily closed'
export type WordKind = 'term' | 'language' | 'area' | 'cost' | 'funding' | 'contact'

/** What is read of Open Referral UK, and what its codes are called: specs/open-referral.json. */
export const PROFILE = JSON.parse(readFileSync(installed('specs', 'open-referral.json'), 'utf8')) as {
  mostMegabytes: number
  statuses: Record<Status, string>
  days: Record<string, string>
  frequencies: string[]
  words: Record<WordKind, string>
}
