import { sql } from 'kysely'
import { dayInWords, daysBetween } from '#kernel'
import { qualityCheck, type QualityFinding, type Reader, rows } from '#platform'
import { type Share, type Timed, TWENTY_WEEKS, twentyWeeks } from '../sen2/timeliness.ts'

/** A request as the latest SEN2 of an authority gives it. */
export interface AskedFor extends Timed {
  placeId: number
  childId: string
  /** The day the return speaks of. */
  asAt: string
  outcome: string | null
  assessmentOutcome: string | null
}

/** Requests for a plan that SEN2 leaves open beyond 20 weeks, with how many plans of the year before were issued in time. */
export const plansInTime = qualityCheck({
  name: 'plans-in-time',
  label: 'EHC plans: open beyond 20 weeks',
  about: 'Requests that the latest SEN2 leaves open, 20 weeks and more after they came: the plan is late, or the return does not say how it ended',
  async run(db, { areaId }) {
    return [...Map.groupBy(await askedFor(db, areaId), ({ placeId }) => placeId).values()].flatMap((some) => lateIn(some) ?? [])
  },
  async whose(db, { areaId, placeId }) {
    return [...new Set((await askedFor(db, areaId)).filter((one) => one.placeId === placeId && isLate(one)).map(({ childId }) => childId))]
  },
})

/** Every request of the latest SEN2 of each authority. */
const askedFor = (db: Reader, areaId: number) => rows(db, sql<AskedFor>`
  with latest as (select place_id, batch_id, as_at from (select distinct on (place_id) place_id, batch_id, as_at from platform.extent where area_id = ${areaId} and series = 'sen2' order by place_id, as_at desc) given)
  select l.place_id as "placeId", r.child_id as "childId", to_char(l.as_at, 'YYYY-MM-DD') as "asAt", to_char(r.received, 'YYYY-MM-DD') as received, to_char(r.issued, 'YYYY-MM-DD') as issued, r.exception, r.outcome, r.assessment_outcome as "assessmentOutcome"
  from latest l join people.ehc_request r on r.area_id = ${areaId} and r.batch_id = l.batch_id and r.reported_by = l.place_id`)

/** Nothing where no request is open beyond its time. */
export function lateIn(asked: readonly AskedFor[]): QualityFinding | null {
  const [first] = asked
  if (!first) return null
  const open = asked.filter(isLate).length
  if (!open) return null
  // SEN2 is given in January and speaks of the calendar year before.
  const year = Number(first.asAt.slice(0, 4)) - 1
  const { including, excluding } = twentyWeeks(asked, year)
  const many = open === 1 ? 'One request was' : `${open.toLocaleString('en-GB')} requests were`
  return {
    placeId: first.placeId, key: first.asAt, children: open,
    message: `${many} open for more than 20 weeks on ${dayInWords(first.asAt)}.${including.denominator ? ` Of plans issued in ${year}, ${inWords(including)} came within 20 weeks; leaving out exceptions, ${inWords(excluding)}.` : ''}`,
    fix: 'See which of them are still open; of those that are not, give SEN2 again with how they ended.',
  }
}

const isLate = (one: AskedFor) => one.received !== null && isOpen(one) && daysBetween(one.received, one.asAt) > TWENTY_WEEKS

/** Not refused, not withdrawn, not told of from before (H), and no plan yet. */
const isOpen = ({ outcome, assessmentOutcome, issued }: AskedFor) => issued === null && (outcome === 'A' || (outcome === 'Y' && (assessmentOutcome === 'A' || assessmentOutcome === 'Y' || assessmentOutcome === null)))

const inWords = ({ numerator, denominator, percent }: Share) => `${numerator.toLocaleString('en-GB')} of ${denominator.toLocaleString('en-GB')}${percent === null ? '' : ` (${percent}%)`}`
