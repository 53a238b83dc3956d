import { plannedRead, type Reader } from '#platform'
import type { OwnPaper } from './own-papers.ts'
import type { Seen } from './seen.ts'
import type { View } from './views/views.ts'

/** What home shows of a person's own, and the work under way in their area: one question for all of it. */
export interface OwnDesk {
  seen: Seen | null
  running: Running[]
  papers: OwnPaper[]
  views: View[]
}

/** Work under way, on files or papers. */
export interface Running {
  id: string
  areaId: number
  title: string
  state: string
  stage: string | null
  share: number
}

/** The desk of somebody in an area. Work on files is the installation's, in area 0: whoever asks tells it to those who may take files in. */
export async function ownDesk(db: Reader, areaId: number, person: string): Promise<OwnDesk> {
  const [{ seen, running, papers, views }] = (await desk(db, [areaId, person])) as [Found]
  return {
    seen: seen && { last: new Date(seen.last), before: dateOf(seen.before) }, running: running ?? [],
    papers: (papers ?? []).map((one) => ({ ...one, askedAt: new Date(one.askedAt), madeAt: dateOf(one.madeAt) })),
    views: (views ?? []).map((one) => ({ ...one, changedAt: new Date(one.changedAt) })),
  }
}

/** Times come as text within JSON. */
type AsJson<Kind> = { [Name in keyof Kind]: Kind[Name] extends Date ? string : Kind[Name] extends Date | null ? string | null : Kind[Name] }

interface Found {
  seen: AsJson<Seen> | null
  running: Running[] | null
  papers: AsJson<OwnPaper>[] | null
  views: AsJson<View>[] | null
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

const desk = plannedRead<Found, [areaId: number, person: string]>('desk.own', `
  select
    (select json_build_object('last', last_at, 'before', before_at) from desk.seen where area_id = $1 and person = $2) as seen,
    (select json_agg(w) from (
       select work_id as id, area_id as "areaId", title, state, stage, share from platform.work
       where area_id = any (array[0, $1::int]) and state in ('waiting', 'running')
       order by asked_at limit 5) w) as running,
    (select json_agg(p) from (
       select p.paper_id as id, p.title, p.format, p.asked_at as "askedAt", p.made_at as "madeAt", w.state
       from platform.paper p left join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
       where p.area_id = $1 and p.asked_by = $2 and p.gone_at is null
       order by p.asked_at desc limit 20) p) as papers,
    (select json_agg(v) from (
       select view_id as id, name, address, person, is_shared as "isShared", person = $2 as "isOwn", changed_at as "changedAt"
       from desk.view
       where area_id = $1 and (person = $2 or is_shared)
       order by person = $2 desc, lower(name), view_id) v) as views`)
