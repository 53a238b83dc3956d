import { sql } from 'kysely'
import { type Reader, rows } from './database.ts'
import { commonOf } from './scope.ts'

/**
 * A copy in memory of what rarely changes (places, the measure book), loaded again when published data moves on. The version
 * is asked for at each use, in a query of microseconds, so that no process ever answers from an old copy. It is loaded without
 * anybody's scope, so it can hold only what is the same for all.
 */
export function snapshot<Copy>(load: (db: Reader) => Promise<Copy>) {
  const held = new Map<string, Promise<Copy>>()
  return async (db: Reader, version?: string): Promise<Copy> => {
    const key = version ?? (await publishedVersion(db))
    const copy = held.get(key)
    if (copy) return copy
    const loading = load(commonOf(db))
    held.set(key, loading)
    for (const old of [...held.keys()].slice(0, -4)) held.delete(old)
    loading.catch(() => held.delete(key))
    return loading
  }
}

/** Names the state of published data: the database and how often it has moved on. */
export async function publishedVersion(db: Reader) {
  const found = await rows(db, sql<{ version: string }>`
    select current_database() || ':' || coalesce((select version from platform.data_version where area_id = 0), 0) as version`)
  return found[0]!.version
}
