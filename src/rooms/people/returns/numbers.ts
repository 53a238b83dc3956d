import { type Reader, type ReturnNumber, rows } from '#platform'
import { sql } from 'kysely'
import { REGISTER_CODES } from '../attendance/codes.ts'
import { ATTAINMENT, ATTENDANCE, type Fact, type OnRoll, ON_ROLL, type Register, type ReturnContent, type Said, SESSION_COUNT, type SessionCount, spanOf, type Statement, STATEMENT, type Suspension, SUSPENSION } from './said.ts'

/** What a return's data look like, setting by setting, from all it says: specs/return-numbers.json has the names. */
export function numbersOf({ said, period }: Pick<ReturnContent, 'said' | 'period'>): ReturnNumber[] {
  const bySpan = new Map<string, { placeId: number; period: string; counts: Map<string, number> }>()
  for (const one of said) {
    const span = spanOf(one, period)
    let held = bySpan.get(span)
    if (!held) bySpan.set(span, (held = { placeId: one.reportedBy, period: span.slice(span.indexOf(' ') + 1), counts: new Map([['records', 0]]) }))
    countRecord(held.counts, one)
  }
  return [...bySpan.values()].flatMap(({ placeId, period: of, counts }) => [...counts].map(([name, value]) => ({ placeId, period: of, name, value })))
}

function countRecord(counts: Map<string, number>, { facts }: Said) {
  const add = (name: string, some = 1) => counts.set(name, (counts.get(name) ?? 0) + some)
  add('records')
  // A child is counted once, however often the record says the same.
  const once = new Set(facts.flatMap((fact) => namesOf(fact)))
  for (const name of once) add(name)
  for (const name of facts.flatMap(askedOf)) add(name, 0)
  for (const { of, one } of facts) {
    if (of === SUSPENSION) add((one as Suspension).category === 'PERM' ? 'exclusions' : 'suspensions')
    else if (of === ATTAINMENT) add('results')
    else if (of === SESSION_COUNT) countSessions(add, one as SessionCount)
    else if (of === ATTENDANCE) countMarks(add, (one as Register).marks)
  }
}

function namesOf({ of, one }: Fact): string[] {
  if (of === ON_ROLL) return (one as OnRoll).ends === null && COUNTED_ONCE.has((one as OnRoll).status) ? ['on-roll'] : []
  if (of !== STATEMENT) return []
  const { topic, value, ends } = one as Statement
  if (topic === 'free-meals') return value !== '' && value !== 'N' && ends === null ? ['free-meals'] : []
  const name = NAMES.get(`${topic} ${value}`) ?? (value === '' ? undefined : ANY_VALUE.get(topic))
  return name === undefined ? [] : [name]
}

/** Where a return tells of a topic at all, that nobody has it is a nought, and no gap. */
const askedOf = ({ of, one }: Fact): readonly string[] => (of === STATEMENT ? (ASKED.get((one as Statement).topic) ?? []) : [])

/** Who is dually registered elsewhere in the main is counted there. */
const COUNTED_ONCE: ReadonlySet<string> = new Set(['C', 'M'])
const NAMES: ReadonlyMap<string, string> = new Map([['sen K', 'sen-support'], ['sen E', 'sen-plan'], ['young-carer P', 'young-carers'], ['young-carer S', 'young-carers']])
const ASKED: ReadonlyMap<string, readonly string[]> = new Map([['sen', ['sen-support', 'sen-plan']], ['young-carer', ['young-carers']]])
const ANY_VALUE: ReadonlyMap<string, string> = new Map([['looked-after', 'looked-after']])

const CLASSES = REGISTER_CODES.map((code) => code.class)

function countSessions(add: (name: string, some: number) => void, { possible, counts }: SessionCount) {
  const of = (isOne: (kind: (typeof CLASSES)[number]) => boolean) => counts.reduce((sum, some, at) => (isOne(CLASSES[at]!) ? sum + some : sum), 0)
  add('sessions-possible', possible ?? of((kind) => kind !== 'not-counted'))
  add('sessions-missed', of((kind) => kind === 'authorised' || kind === 'unauthorised'))
}

/** By the number of a mark's character: 1 a session that was possible, 2 one that was missed. */
const MARKS = new Uint8Array(128)
for (const { mark, class: kind } of REGISTER_CODES) if (mark.charCodeAt(0) < 128) MARKS[mark.charCodeAt(0)] = kind === 'not-counted' ? 0 : kind === 'authorised' || kind === 'unauthorised' ? 2 : 1

function countMarks(add: (name: string, some: number) => void, marks: string) {
  const [, possible, missed] = numberedMarks(marks, 0, marks.length)
  add('sessions-possible', possible)
  add('sessions-missed', missed)
}

/** Of a piece of a register: marks given, sessions that were possible, and those that were missed. */
export function numberedMarks(marks: string, from: number, to: number): [given: number, possible: number, missed: number] {
  let [given, possible, missed] = [0, 0, 0]
  for (let at = from; at < to; at += 1) {
    const mark = marks.charCodeAt(at)
    if (mark === 32) continue
    given += 1
    const kind = MARKS[mark] ?? 0
    if (kind) possible += 1
    if (kind === 2) missed += 1
  }
  return [given, possible, missed]
}

/** How many children a return that is in speaks of, and how many of them it was the first to speak of. */
export async function childrenOfBatch(db: Reader, { areaId, batchId }: { areaId: number; batchId: number }): Promise<{ all: number; fresh: number }> {
  const [found] = await rows(db, sql<{ all: number; fresh: number }>`
    select (select count(distinct child_id)::int from people.record_row where area_id = ${areaId} and batch_id = ${batchId}) as all,
           (select count(*)::int from people.child where area_id = ${areaId} and batch_id = ${batchId}) as fresh`)
  return found!
}

/** The child a row of a return was taken to be about; null where there is none, or none that whoever asks sees. */
export async function childOfRow(db: Reader, { areaId, batchId, row }: { areaId: number; batchId: number; row: number }): Promise<string | null> {
  const [found] = await rows(db, sql<{ childId: string }>`select child_id as "childId" from people.record_row where area_id = ${areaId} and batch_id = ${batchId} and row = ${row} limit 1`)
  return found?.childId ?? null
}
