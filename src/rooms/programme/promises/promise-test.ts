import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Reader, typedNumber, unlessBlank } from '#platform'
import { book, findSeries, periodNamed, type Series } from '#rooms/measures'
import { siteNamed } from '#rooms/places'
import type { HeldTest } from './promises.ts'
import { RULE_NAMES, RULES } from './rules.ts'

const short = (sentence: string) => unlessBlank(z.string(sentence).trim().max(200, 'Use 200 characters or fewer').optional())

/** What a test is made of, as somebody types it; any of it may be left out. */
export const TEST_FIELDS = {
  measure: short('Choose a measure'),
  group: short('Choose a group'),
  rule: unlessBlank(z.enum(RULE_NAMES, 'Choose how it is judged').optional()),
  value: unlessBlank(typedNumber('Enter the value as a number').optional()),
  from: short('Give the first period'),
  to: short('Give the last period'),
  place: short('Say which place'),
}
export type TestTyped = z.output<z.ZodObject<typeof TEST_FIELDS>>

/** What is lacking of a test, in words by field: with any of it nobody can say whether the promise was kept. */
export function lackingOf({ measure, rule, value, to }: TestTyped): Record<string, string> {
  return {
    ...(measure === undefined ? { measure: 'no published measure' } : {}),
    ...(to === undefined ? { to: 'no date' } : {}),
    ...(rule === undefined ? { rule: 'no rule by which to judge it' } : {}),
    ...(rule !== undefined && RULES[rule].needs.value && value === undefined ? { value: 'no value' } : {}),
  }
}

/**
 * The test somebody gave whole, ready to be kept. Refuses a measure, group, place or period that there is not, a measure with no
 * better end where one is needed, and a span that runs backwards.
 */
export async function testGiven(db: Reader, { areaId, placeId }: { areaId: number; placeId: number }, typed: TestTyped): Promise<Omit<HeldTest, 'position'>> {
  const rule = typed.rule!
  const { needs } = RULES[rule]
  const series = findSeries(await book(db), typed.measure!, typed.group)
  if (rule === 'better-than-england' && series.polarity === 'none') {
    throw refused('measure', `The measure book does not say whether more or less of “${series.measure.label}” is better. Choose another rule, or another measure`)
  }
  if (needs.from === 'must' && typed.from === undefined) throw refused('from', `Give the period it starts from, like ${series.periods.at(-2)?.label ?? '2024'}`)
  const to = periodOf(series, 'to', typed.to!)
  const from = typed.from === undefined ? undefined : periodOf(series, 'from', typed.from)
  if (from && (from.ends > to.ends || (from.ends === to.ends && needs.from === 'must'))) throw refused('from', `${from.label} does not come before ${to.label}`)
  const site = typed.place === undefined ? { placeId, areaId } : await siteNamed(db, typed.place)
  if (site.areaId !== areaId) throw refused('place', 'Choose a place of your area: a strategy promises for its own')
  return {
    measureId: series.measure.id, groupId: series.group.id, placeId: site.placeId, rule, value: needs.value ? typed.value! : null, from: from?.label ?? null, to: to.label,
  }
}

function periodOf(series: Series, field: 'from' | 'to', typed: string) {
  const period = periodNamed(series, typed)
  if (!period) throw refused(field, `Give the period as this measure spells its own, like ${series.periods.at(-1)?.label ?? '2024/25'}`)
  return period
}

const refused = (field: string, sentence: string) => new Refusal('invalid', sentence, { [field]: sentence })
