import { sql } from 'kysely'
import { type House, type Reader, reader, rows, type Viewer } from '#platform'
import { holdsAnywhere, personNames, type Verb, verbsAt } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import { type Book, book, type Headline, headlinesOf } from '#rooms/measures'
import { type Directory, directory } from '#rooms/places'
import { openActions } from '#rooms/programme'
import { type Written, writtenSince } from '#rooms/scorecards'
import { noteVisit } from './seen.ts'

export interface Home {
  now: Date
  /** When the person was last here; null on their first visit. */
  before: Date | null
  headlines: Headline[]
  /** Whether any measure has figures at all. */
  hasFigures: boolean
  due: Due[]
  late: number
  changed: Changed[]
  running: Running[]
  /** What the person may do in the area, and with files. */
  may: ReadonlySet<Verb>
}

export interface Due {
  id: string
  title: string
  owner: string
  /** ISO date. */
  due: string
  daysLeft: number
  measure: string
  measureId: string
  groupId: string
  place: string
  code: string
}

export type Changed =
  | { kind: 'batch'; at: Date; batch: number; what: string; by: string }
  | { kind: 'undone'; at: Date; batch: number; what: string; by: string }
  | { kind: 'target' | 'story'; at: Date; by: string; measure: string; measureId: string; groupId: string; place: string; code: string; period: string | null; value: number | null; unit: string; decimals: number }

export interface Running {
  id: string
  title: string
  state: string
  stage: string | null
  share: number
}

/** All that home shows, from a handful of keyed queries. */
export async function readHome(house: House, viewer: Viewer, now: Date): Promise<Home> {
  const db = reader(house)
  const version = viewer.publishedVersion
  const [held, places, sources, names, before] = await Promise.all([
    book(db, version), directory(db, version), batchSources(db, version), personNames(db), noteVisit(house.db, viewer.areaId, viewer.slug, now),
  ])
  const place = places.byCode(viewer.placeCode)
  const since = before ?? new Date(now.getTime() - 7 * 86_400_000)
  const [inArea, mayImport] = await Promise.all([verbsInArea(db, viewer, places), holdsAnywhere(asActor(viewer), 'published:import', db)])
  const may = mayImport === true ? new Set(inArea).add('published:import') : inArea
  const mayRead = may.has('published:read')
  const [headlines, open, written, running] = await Promise.all([
    place ? headlinesOf(db, held, places, place, 6) : [], mayRead ? openActions(db, viewer.areaId, 8) : [], mayRead ? writtenSince(db, viewer.areaId, since, 12) : [],
    runningWork(db, may.has('published:import') ? [0, viewer.areaId] : [viewer.areaId]),
  ])
  const due = open.map((one) => asDue(one, held, places, now))
  return {
    now, before, headlines, may, hasFigures: held.measures.some(({ id }) => held.groupsOf(id, true).length), due, late: due.filter(({ daysLeft }) => daysLeft < 0).length, running,
    changed: [...batchesSince(sources, since, names), ...written.map((one) => asChanged(one, held, places, names))].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 12),
  }
}

/** Whether a person may see today what is written in the area they look at: its actions, targets and stories. */
export async function mayReadArea(db: Reader, viewer: Viewer, places: Directory): Promise<boolean> {
  return (await verbsInArea(db, viewer, places)).has('published:read')
}

async function verbsInArea(db: Reader, viewer: Viewer, places: Directory): Promise<Set<Verb>> {
  const placeId = places.homeOf(viewer.areaId)
  return placeId === undefined ? new Set() : verbsAt(asActor(viewer), { placeId, areaId: viewer.areaId }, db)
}

const asActor = ({ slug, name, areaId }: Viewer) => ({ slug, name, areaId, operator: false })

/** Work on files is the installation's: it is for those who may take files in. */
function runningWork(db: Reader, areas: number[]) {
  return rows(db, sql<Running>`
    select work_id as id, title, state, stage, share from platform.work
    where area_id = any(${areas}) and state in ('waiting', 'running')
    order by asked_at limit 5`)
}

function asDue(one: Awaited<ReturnType<typeof openActions>>[number], held: Book, places: Directory, now: Date): Due {
  const place = places.byId(one.place_id)
  const day = String(one.due).slice(0, 10)
  return {
    id: one.action_id, title: one.title, owner: one.owner, due: day, daysLeft: Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`)) / 86_400_000),
    measure: held.measure(one.measure_id)?.label ?? one.measure_id, measureId: one.measure_id, groupId: one.group_id, place: place?.name ?? '', code: place?.code ?? '',
  }
}

/** Files that came in and stand; of one that was taken back, only that. */
function batchesSince(sources: Map<number, BatchSource>, since: Date, names: Map<string, string>): Changed[] {
  const said = (kind: 'batch' | 'undone', at: Date | null, one: BatchSource, by: string | null): Changed[] =>
    at && at > since ? [{ kind, at, batch: one.batch, what: one.release ?? one.file, by: by === null ? '' : (names.get(by) ?? by) }] : []
  return [...sources.values()].flatMap((one) => (one.undoneAt ? said('undone', one.undoneAt, one, one.undoneBy) : said('batch', one.committedAt, one, one.givenBy)))
}

function asChanged(one: Written, held: Book, places: Directory, names: Map<string, string>): Changed {
  const measure = held.measure(one.measureId)
  const series = held.chosen(one.measureId, one.groupId)
  const place = places.byId(one.placeId)
  const group = held.groups.get(one.groupId)
  return {
    kind: one.kind, at: one.at, by: names.get(one.by) ?? one.by, measure: `${measure?.label ?? one.measureId}${group && group.id !== 'all' ? `, ${group.label}` : ''}`, measureId: one.measureId, groupId: one.groupId,
    place: place?.name ?? '', code: place?.code ?? '', period: one.period, value: one.value, unit: series?.unit ?? '', decimals: series?.decimals ?? 1,
  }
}
