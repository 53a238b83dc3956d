import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import { type DataClass, personNames } from '#rooms/access'
import { classOfSeries, periodInWords, sourceOf } from '#rooms/collection'
import { classOfScheme } from './identity/scheme-class.ts'
import { groupsOf } from './groups/groups.ts'
import { inWords, TOPICS } from './returns/topics.ts'
import { SUSPENSION_CODES } from './suspensions/codes.ts'
import { type Counted, runningDays, type RunningDays } from './suspensions/running-days.ts'

/** Where a fact is from, as far as whoever asks may know: who took the file in, and for those who may see the batch its name and address. */
export interface FactSource {
  batch: number
  row: number | null
  words: string
  by: string
  at: string | null
  href: string | null
}

/** Something a return says of a child, in words, from when to when, with where it is from. */
export interface ChildFact {
  /** What it is about: a topic, or one of the kinds below. */
  about: string
  label: string
  dataClass: DataClass
  value: string
  starts: string | null
  ends: string | null
  sources: FactSource[]
}

type Whose = { areaId: number; childId: string }
type Found = Omit<ChildFact, 'sources'> & { batch: number | null; row: number | null }

/** All that returns say of a child, of the classes one sees, each with its sources: what several say alike stands once. */
export async function factsOf(db: Reader, child: Whose, classes: ReadonlySet<DataClass>): Promise<ChildFact[]> {
  const found = (await Promise.all([spansOf(db, child), identifiersOf(db, child), nhsOf(db, child), absencesOf(db, child), suspensionsOf(db, child), resultsOf(db, child), membershipsOf(db, child)])).flat()
  const seen = found.filter(({ dataClass }) => classes.has(dataClass))
  const sources = await sourcesOf(db, child.areaId, [...new Set(seen.flatMap(({ batch }) => batch ?? []))], classes)
  const facts = new Map<string, ChildFact>()
  for (const { batch, row, ...fact } of seen) {
    const key = JSON.stringify(fact)
    const source = batch === null ? undefined : sources.get(batch)
    const known = facts.get(key) ?? { ...fact, sources: [] }
    if (source) known.sources.push({ ...source, row, href: source.href && row !== null ? `${source.href}/rows/${row}` : source.href })
    facts.set(key, known)
  }
  return [...facts.values()]
}

async function spansOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const spans = await rows(db, sql<{ topic: string; value: string; starts: string; ends: string | null; dataClass: DataClass; batch: number; row: number }>`
    select topic, value, starts, ends, data_class as "dataClass", batch_id as batch, row from people.span where area_id = ${areaId} and child_id = ${childId} order by topic, starts desc, value`)
  return spans.map(({ topic, value, ...span }) => ({ ...span, about: topic, label: TOPICS[topic]?.label ?? topic, value: inWords(topic, value) }))
}

const SCHEMES: Record<string, string> = { upn: 'UPN', 'former-upn': 'UPN before', 'temporary-upn': 'Temporary UPN', uln: 'ULN' }

async function identifiersOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const found = await rows(db, sql<{ scheme: string; value: string; since: string; batch: number | null; row: number | null }>`
    select i.scheme, i.value, i.since, r.batch_id as batch, r.row from people.identifier i
    left join lateral (
      select r.batch_id, r.row from people.record_row r
      where r.area_id = i.area_id and r.child_id = i.child_id and i.value = any (array[r.upn, r.uln, r.local_id]) order by r.as_at desc, r.batch_id desc limit 1) r on true
    where i.area_id = ${areaId} and i.child_id = ${childId} order by i.scheme, i.since desc`)
  return found.map(({ scheme, since, ...one }) => ({ ...one, about: 'identifier', label: SCHEMES[scheme] ?? `Id of ${scheme}`, dataClass: classOfScheme(scheme), starts: since, ends: null }))
}

async function nhsOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const found = await rows(db, sql<{ value: string; batch: number; row: number }>`
    select distinct on (value) value, batch_id as batch, row from people.nhs_number where area_id = ${areaId} and child_id = ${childId} order by value, batch_id desc`)
  return found.map((one) => ({ ...one, about: 'nhs-number', label: 'NHS number', dataClass: 'health', starts: null, ends: null }))
}

async function absencesOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const found = await rows(db, sql<{ year: number; possible: number; absent: number; until: string; batch: number }>`
    select year, possible, absent, until, batch_id as batch from people.absent_year where area_id = ${areaId} and child_id = ${childId} order by year desc`)
  return found.filter(({ possible }) => possible > 0).map(({ year, possible, absent, until, batch }) => ({
    about: 'absence', label: 'Absence', dataClass: 'ordinary', value: `${absent} of ${possible} possible sessions (${((absent * 100) / possible).toFixed(1)}%)`, starts: `${year}-09-01`, ends: until, batch, row: null,
  }))
}

async function suspensionsOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const found = await rows(db, sql<Suspended>`
    select s.starts, s.sessions, s.category, s.reasons, p.name as place, s.batch_id as batch, s.row
    from people.suspension s join places.place_named p on p.place_id = s.place_id where s.area_id = ${areaId} and s.child_id = ${childId} order by s.starts desc`)
  const running = runningOf(found)
  return found.map(({ starts, sessions, category, reasons, place, batch, row }) => ({
    about: 'suspension', label: SUSPENSION_CODES.categories[category]?.label ?? category, dataClass: 'ordinary', starts, ends: starts, batch, row,
    value: [place, ...(sessions === null ? [] : [`${sessions} ${sessions === 1 ? 'session' : 'sessions'}`]), ...(reasons.length ? [reasons.map((code) => SUSPENSION_CODES.reasons[code]?.label ?? code).join(', ')] : []), ...daysInWords(running.get(`${place} ${starts} ${category}`))].join('; '),
  }))
}

interface Suspended extends Counted {
  reasons: string[]
  place: string
  batch: number
  row: number
}

/** What a child's suspensions come to with each: several returns tell of the same, which counts once, as the latest has it. */
function runningOf(found: readonly Suspended[]): Map<string, RunningDays> {
  const once = new Map(found.toSorted((a, b) => a.batch - b.batch).map((one) => [`${one.place} ${one.starts} ${one.category}`, one]))
  return new Map(runningDays([...once.values()]).map((one) => [`${one.place} ${one.starts} ${one.category}`, one]))
}

const BOARD = { none: [], 'if-asked': ['governors meet if parents ask'], meet: ['governors must meet'] }

function daysInWords(running: RunningDays | undefined): string[] {
  if (!running) return []
  const days = (number: number) => `${number} ${number === 1 ? 'day' : 'days'}`
  return [`with it ${days(running.daysInTerm)} in the term, ${days(running.daysInYear)} in the year`, ...BOARD[running.board], ...(running.isOverYear ? ['more than the law allows in a year'] : [])]
}

async function resultsOf(db: Reader, { areaId, childId }: Whose): Promise<Found[]> {
  const found = await rows(db, sql<{ stage: string; year: number; subject: string; component: string; result: string; batch: number; row: number }>`
    select stage, year, subject, component, result, batch_id as batch, row from people.attainment where area_id = ${areaId} and child_id = ${childId} order by year desc, stage, subject, component`)
  return found.map(({ stage, year, subject, component, result, batch, row }) => ({
    about: 'result', label: `${stage} ${year}`, dataClass: 'ordinary', value: `${[subject, component].filter(Boolean).join(', ')}: ${result}`, starts: null, ends: null, batch, row,
  }))
}

async function membershipsOf(db: Reader, child: Whose): Promise<Found[]> {
  return (await groupsOf(db, child)).map(({ label, dataClass, words, starts, ends, batch, row }) => ({ about: 'group', label, dataClass, value: words, starts, ends, batch, row }))
}

/** That social care or the SEN team named a child is of their class, whatever was taken from it. */
async function sourcesOf(db: Reader, areaId: number, batches: number[], classes: ReadonlySet<DataClass>): Promise<Map<number, FactSource>> {
  const [found, names] = await Promise.all([Promise.all(batches.map((batchId) => sourceOf(db, { areaId, batchId }))), personNames(db)])
  return new Map(found.flatMap((source) => (source === null || !classes.has(classOfSeries(source.series)) ? [] : [[source.batch, {
    batch: source.batch, row: null, words: source.file ?? `${inKindWords(source.series ?? source.kind)}${source.period ? `, ${periodInWords(source.series ?? '', source.period)}` : ''}`,
    by: names.get(source.by) ?? source.by, at: source.at?.toISOString() ?? null, href: source.file === null ? null : `/data/${source.batch}`,
  }] as const])))
}

/** "school-census" as "School census". */
const inKindWords = (kind: string) => `${kind[0]!.toUpperCase()}${kind.slice(1).replaceAll('-', ' ')}`

