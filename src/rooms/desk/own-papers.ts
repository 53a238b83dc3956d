import { plannedRead } from '#platform'
import type { Change } from './changes.ts'

/** A paper somebody asked for in the last days. */
export interface OwnPaper {
  id: string
  title: string
  format: 'docx' | 'pdf'
  askedAt: Date
  /** Null while it is being made, or where it was not. */
  madeAt: Date | null
  state: string | null
}

/** The papers a person asked for that are still kept or being made, newest first. */
export const ownPapers = plannedRead<OwnPaper, [areaId: number, person: string]>('desk.own-papers', `
  select p.paper_id as id, p.title, p.format, p.asked_at as "askedAt", p.made_at as "madeAt", w.state
  from platform.paper p left join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
  where p.area_id = $1 and p.asked_by = $2 and p.gone_at is null
  order by p.asked_at desc limit 20`)

/** Papers that became ready since, as changes. */
export function changedPapers(papers: OwnPaper[], since: Date, by: string): Change[] {
  return papers.flatMap(({ id, title, madeAt }): Change[] => (madeAt && madeAt > since ? [{ kind: 'papers', at: madeAt, by, what: 'A paper is ready.', said: null, link: { href: `/papers/${id}`, text: title } }] : []))
}
