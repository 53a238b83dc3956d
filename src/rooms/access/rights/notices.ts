import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, query, type Reader, type Writer, writtenText } from '#platform'
import { holdsInArea } from '../grants.ts'
import { areaName } from './area-named.ts'
import { STARTING } from './notice-texts.ts'

/** What an area tells people, with the last part of its address under /public. */
export const NOTICES = {
  privacy: { label: 'Privacy notice', path: 'privacy' },
  'privacy-children': { label: 'Privacy notice for children', path: 'privacy-for-children' },
  accessibility: { label: 'Accessibility statement', path: 'accessibility' },
} as const
export type NoticeName = keyof typeof NOTICES

export interface Notice {
  notice: NoticeName
  /** 0 is what comes with Belong. */
  version: number
  body: string
  writtenBy: string | null
  writtenAt: Date | null
}

export const listNotices = query<object, Notice[]>({
  name: 'access.notices',
  summary: 'What the area tells people about their data and its pages, as it stands',
  input: z.object({}),
  may: (actor, _input, db) => holdsInArea(actor, 'notice:write', db),
  read: ({ actor, db }) => Promise.all((Object.keys(NOTICES) as NoticeName[]).map((notice) => noticeOf(db, actor.areaId, notice))),
})

export const writeNotice = action({
  name: 'access.write-notice',
  summary: 'Write a notice people read: about their data, for children, or about accessibility; it is public at once',
  input: z.object({ notice: z.enum(['privacy', 'privacy-children', 'accessibility'], 'Choose a notice'), body: writtenText('Write what people are to read', 40_000), version: z.coerce.number('Open the page again').int() }),
  may: (actor, _input, db) => holdsInArea(actor, 'notice:write', db),
  async run({ actor, db, now, areaId, tell }, { notice, body, version }) {
    const held = await noticeOf(db, areaId, notice)
    if (held.version !== version) throw new Refusal('conflict', 'Somebody wrote this notice after you opened it. Yours is in the box below; look at theirs first', { [`body-${notice}`]: 'Somebody else wrote it meanwhile' })
    await db.insertInto('access.notice').values({ area_id: areaId, notice, version: version + 1, body, written_by: actor.slug, written_at: now }).execute()
    tell({ subject: '/rights/notices', changes: { version: [version, version + 1] } })
    return { notice, version: version + 1 }
  },
})

/** The newest version of a notice; where the area has written none, the one that comes with Belong, with its name in it. */
export async function noticeOf(db: Reader | Writer, areaId: number, notice: NoticeName, name?: string): Promise<Notice> {
  const found = await (db as Reader).selectFrom('access.notice').select(['version', 'body', 'written_by', 'written_at']).where('area_id', '=', areaId).where('notice', '=', notice).orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (found) return { notice, version: found.version, body: found.body, writtenBy: found.written_by, writtenAt: found.written_at }
  return { notice, version: 0, body: STARTING[notice].replaceAll('{area}', name ?? (await areaName(db as Reader, areaId))), writtenBy: null, writtenAt: null }
}
