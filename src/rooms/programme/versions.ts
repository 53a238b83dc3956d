import { isDeepStrictEqual } from 'node:util'
import { plannedRead, type Reader } from '#platform'
import type { Strategy } from './strategy.ts'
import { KIND_WORDS } from './strategy-words.ts'

/** An earlier version of a strategy: how it stood, and who ended it by which change, when and why. */
export interface EarlierVersion {
  version: number
  stood: Strategy
  why: string
  changedBy: string
  changedAt: Date
}

/** The earlier versions of a strategy, whole, newest first. */
export function versionsOf(db: Reader, areaId: number, strategyId: string): Promise<EarlierVersion[]> {
  return earlierVersions(db, [areaId, strategyId, null])
}

/** One earlier version; undefined where there is none of that number. */
export async function versionOf(db: Reader, areaId: number, strategyId: string, version: number): Promise<EarlierVersion | undefined> {
  return (await earlierVersions(db, [areaId, strategyId, version]))[0]
}

/** What is other in one version than in the one before it, in words: the vision, the aims, priority 2. */
export function changesBetween(before: Strategy, after: Strategy): string[] {
  const heading = (['title', 'vision', 'starts', 'ends', 'source', 'agreedBy', 'agreedOn', 'publicFrom', 'retiredOn'] as const)
    .filter((field) => before[field] !== after[field]).map((field) => HEADING_WORDS[field])
  const kinds = (Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[])
    .filter((kind) => !isDeepStrictEqual(before.statements.filter((one) => one.kind === kind), after.statements.filter((one) => one.kind === kind))).map((kind) => KIND_WORDS[kind].toLowerCase())
  const numbers = [...new Set([...before.priorities, ...after.priorities].map(({ id }) => id))]
    .filter((id) => !isDeepStrictEqual(before.priorities.find((one) => one.id === id), after.priorities.find((one) => one.id === id)))
    .map((id) => `priority ${(after.priorities.find((one) => one.id === id) ?? before.priorities.find((one) => one.id === id))!.number}`)
  const parts = (['milestones', 'boards', 'links'] as const).filter((part) => !isDeepStrictEqual(before[part], after[part])).map((part) => ({ milestones: 'timeline', boards: 'boards', links: 'links' })[part])
  return [...new Set([...heading, ...kinds, ...numbers, ...parts])]
}

const HEADING_WORDS = { title: 'name', vision: 'vision', starts: 'its life', ends: 'its life', source: 'source', agreedBy: 'who agreed it', agreedOn: 'who agreed it', publicFrom: 'who may read it', retiredOn: 'whether it is retired' }

const earlierVersions = plannedRead<EarlierVersion, [areaId: number, strategyId: string, version: number | null]>('programme.strategy-versions', `
  select version, stood, why, changed_by as "changedBy", changed_at as "changedAt"
  from programme.strategy_before
  where area_id = $1 and strategy_id = $2 and ($3::int is null or version = $3)
  order by version desc`)
