import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type Database, type Reader, rows } from '#platform'
import { areasOf } from '#rooms/access'

/** How long the file of a paper is kept. */
export const KEPT_DAYS = 7

export const PAPER_FORMATS = ['docx', 'pdf'] as const
export type PaperFormat = (typeof PAPER_FORMATS)[number]

/** A paper somebody asked for, with how far its making is. */
export interface PaperAsked {
  areaId: number
  paperId: string
  kind: string
  /** The address of the page it is made from. */
  subject: string
  title: string
  format: PaperFormat
  /** Its name in the data folder; null until it is made. */
  file: string | null
  bytes: number | null
  pages: number | null
  askedBy: string
  askedAt: Date
  madeAt: Date | null
  goneAt: Date | null
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | null
  stage: string | null
  share: number
  outcome: { refusal?: string } | null
  reference: string | null
}

/** Where the files of papers lie. */
export const papersFolder = (dataFolder: string) => join(dataFolder, 'papers')

/** The papers a person asked for, newest first: of the areas they have a part in today. */
export async function papersOf(actor: Actor, db: Reader, most = 50): Promise<PaperAsked[]> {
  return papersWhere(db, await areasOf(actor, db), actor.slug, sql`true`, most)
}

/** One paper, to who asked for it and to nobody else. */
export async function paperOf(actor: Actor, paperId: string, db: Reader): Promise<PaperAsked> {
  const isId = /^[0-9a-f-]{36}$/i.test(paperId)
  const [found] = isId ? await papersWhere(db, await areasOf(actor, db), actor.slug, sql`p.paper_id = ${paperId}`, 1) : []
  if (!found) throw new Refusal('missing', 'There is no paper of yours at this address')
  return found
}

/** Takes away the files of papers that were made more than seven days ago; that they were made stays on record. Answers how many. */
export async function sweepPapers(db: Database, dataFolder: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const { rows: old } = await sql<{ area_id: number; paper_id: string; file: string }>`
    select area_id, paper_id, file from platform.paper where area_id = any (array(select area_id from places.area_home)) and gone_at is null and file is not null and made_at < ${before}`.execute(db)
  for (const { area_id, paper_id, file } of old) {
    await rm(join(papersFolder(dataFolder), file), { force: true })
    await db.updateTable('platform.paper').set({ gone_at: now }).where('area_id', '=', area_id).where('paper_id', '=', paper_id).execute()
  }
  return old.length
}

function papersWhere(db: Reader, areas: number[], person: string, which: ReturnType<typeof sql>, most: number) {
  return rows<PaperAsked>(db, sql<PaperAsked>`
    select p.area_id as "areaId", p.paper_id as "paperId", p.kind, p.subject, p.title, p.format, p.file, p.bytes::float8 as bytes, p.pages,
           p.asked_by as "askedBy", p.asked_at as "askedAt", p.made_at as "madeAt", p.gone_at as "goneAt",
           w.state, w.stage, coalesce(w.share, 0)::float8 as share, w.outcome, w.fault_reference as reference
    from platform.paper p left join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
    where p.area_id = any (${areas}) and p.asked_by = ${person} and ${which}
    order by p.asked_at desc limit ${most}`)
}
