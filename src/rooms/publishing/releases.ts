import { plannedRead, type Reader } from '#platform'
import type { ReleaseContent } from './release-content.ts'

/** A scorecard as it was shown to the public, without what it said. */
export interface Release {
  id: string
  publishedAt: Date
  publishedBy: string
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnReason: string | null
  framework: string
}

/** Every scorecard an area has shown, newest first. The first is the one in force, unless it was withdrawn: an older one never comes back by itself. */
export function releasesOf(db: Reader, areaId: number): Promise<Release[]> {
  return allReleases(db, [areaId])
}

/** What a release says; undefined where the area has none under this id, or has withdrawn it. */
export async function contentOf(db: Reader, areaId: number, id: string): Promise<ReleaseContent | undefined> {
  return (await standingRelease(db, [areaId, id]))[0]?.content
}

const allReleases = plannedRead<Release, [areaId: number]>('publishing.releases', `
  select release_id as id, published_at as "publishedAt", published_by as "publishedBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy", withdrawn_reason as "withdrawnReason",
         content -> 'framework' ->> 'name' as framework
  from publishing.release
  where area_id = $1
  order by published_at desc, release_id`)

const standingRelease = plannedRead<{ content: ReleaseContent }, [areaId: number, id: string]>('publishing.release', `
  select content from publishing.release where area_id = $1 and release_id = $2 and withdrawn_at is null`)
