import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, typedNumber, writtenText } from '#platform'
import { periodNamed, type Series } from '#rooms/measures'
import { Curve, curveNamed } from '#rooms/programme'
import { atCurve, atWritten } from './leave.ts'

const Points = z.array(z.object({ period: z.string('Say which period').trim().min(1, 'Say which period').max(100, 'Use 100 characters or fewer'), value: typedNumber('Enter a number, or leave it empty') }))
  .min(1, 'Give at least one figure ahead').max(15, 'Give fifteen figures or fewer')

export const addScenario = action({
  name: 'scorecards.add-scenario',
  summary: 'Draw another way a curve may go: what is assumed, and the figures to come; on a command line, as 2026=20 2027=25',
  input: Curve.extend({
    name: writtenText('Give it a short name', 60),
    assumptions: writtenText('Say what is assumed', 2000),
    points: z.preprocess(fromWords, Points),
  }),
  ...atCurve('target:set'),
  async run({ actor, db, now, areaId }, { measure, group, place, name, assumptions, points }) {
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    const ahead = inOrder(series, points)
    const id = newId()
    await db
      .insertInto('scorecards.scenario')
      .values({ area_id: areaId, scenario_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, name, assumptions, points: JSON.stringify(ahead), made_by: actor.slug, made_at: now })
      .execute()
    return { id, name, points: ahead }
  },
})

export const withdrawScenario = action({
  name: 'scorecards.withdraw-scenario',
  summary: 'Take a scenario back; it stays in the history',
  input: z.object({ id: z.uuid('Say which scenario') }),
  ...atWritten('scenario', 'target:set'),
  touches: [{ table: 'scorecards.scenario', where: { scenario_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id }) {
    await db.updateTable('scorecards.scenario').set({ withdrawn_at: now, withdrawn_by: actor.slug })
      .where('area_id', '=', areaId).where('scenario_id', '=', id).where('withdrawn_at', 'is', null).execute()
    return { id }
  },
})

export interface Scenario {
  id: string
  name: string
  assumptions: string
  points: { period: string; value: number }[]
  by: string
  at: string
}

/** A command line has words alone: 2026=20 2027/28=25.5. */
function fromWords(given: unknown) {
  if (typeof given !== 'string') return given
  return given.split(/[\s;]+/).filter(Boolean).map((pair) => {
    const at = pair.lastIndexOf('=')
    return { period: at < 0 ? pair : pair.slice(0, at), value: at < 0 ? '' : pair.slice(at + 1) }
  })
}

/** The figures by time; refuses a period that is over, is not of this measure or is named twice, and a share that cannot be. */
function inOrder(series: Series, points: z.infer<typeof Points>) {
  const last = series.periods.at(-1)?.ends ?? ''
  const fault = (at: number, sentence: string) => new Refusal('invalid', sentence, { [`points.${at}.value`]: sentence })
  const known = points.map(({ period: label, value }, at) => {
    const period = periodNamed(series, label)
    if (!period) throw fault(at, `${label} is not a period of this measure, which has them like ${series.periods.at(-1)?.label ?? '2027'}`)
    if (period.ends <= last) throw fault(at, `There are figures to ${series.periods.at(-1)!.label} already. A scenario speaks of the periods after it`)
    if (series.unit === '%' && (value < 0 || value > 100)) throw fault(at, 'A percentage lies between 0 and 100')
    return { period, value }
  })
  const twice = known.findIndex(({ period }, at) => known.findIndex((other) => other.period.label === period.label) < at)
  if (twice >= 0) throw fault(twice, `${known[twice]!.period.label} is given twice`)
  return known.toSorted((a, b) => (a.period.ends < b.period.ends ? -1 : 1)).map(({ period, value }) => ({ period: period.label, value }))
}
