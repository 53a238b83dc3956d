import { fact, type Fact, STATEMENT } from '../returns/said.ts'
import { readPostcode } from './cells.ts'
import type { Part } from './parts.ts'
import type { CensusPupil, PupilField } from './pupil.ts'
import { dayOf, partAt, partCode, pupilCode, type Saying } from './saying.ts'

/** Lists of those of whom something holds: asked in each census, or in spring alone. */
const EVERY_TERM = 'school-census'
const IN_SPRING = 'school-census:spring'

/** Fields whose code is said as it is; nothing is said where there is none. */
const PLAIN: [PupilField, topic: string][] = [['sen', 'sen'], ['yearGroup', 'year-group'], ['ethnicity', 'ethnicity'], ['language', 'first-language']]
/** Fields of which most pupils have none, with the code that says so. Nothing is written then: who is not on the next such list has come off it. */
const MOSTLY_NONE: [PupilField, topic: string, none: string, list: string][] = [
  ['serviceChild', 'service-child', 'N', EVERY_TERM], ['afterCare', 'after-care', 'N', EVERY_TERM], ['boarder', 'boarder', 'N', EVERY_TERM], ['partTime', 'part-time', '0', EVERY_TERM],
  ['topUp', 'top-up', '0', EVERY_TERM], ['senUnit', 'sen-unit', '0', EVERY_TERM], ['resourced', 'resourced-provision', '0', EVERY_TERM], ['youngCarer', 'young-carer', 'N', IN_SPRING],
]

/** All a census says of a pupil on roll from its day on. */
export function statementsOf(saying: Saying, pupil: CensusPupil): Fact[] {
  const said = new Statements(saying.span.asAt)
  for (const [field, topic] of PLAIN) {
    const code = pupilCode(saying, pupil, field)
    if (code) said.say(topic, code)
  }
  for (const [field, topic, none, list] of MOSTLY_NONE) {
    if (!pupil.cells[field]) continue
    const code = pupilCode(saying, pupil, field)
    if (code && code !== none) said.say(topic, code, { list })
  }
  if (pupil.parts?.needs !== undefined) sayNeeds(said, saying, pupil)
  if (pupil.parts?.meals !== undefined) sayMeals(said, saying, pupil)
  for (const address of saying.parts.of(pupil, 'addresses')) sayPostcode(said, saying, pupil, address)
  return said.facts
}

class Statements {
  readonly facts: Fact[] = []
  private readonly asAt: string
  /** Of topics that can be said more than once. */
  private several: Set<string> | null = null

  constructor(asAt: string) {
    this.asAt = asAt
  }

  say(topic: string, value: string, { starts = this.asAt, ends = null, list }: { starts?: string; ends?: string | null; list?: string } = {}) {
    this.facts.push(fact(STATEMENT, { topic, value, starts, ends, ...(list === undefined ? {} : { list }) }))
  }

  sayOnce(topic: string, value: string, when: { starts?: string; ends?: string | null; list?: string } = {}) {
    const key = `${topic} ${value} ${when.starts ?? ''}`
    this.several ??= new Set()
    if (this.several.has(key)) return
    this.several.add(key)
    this.say(topic, value, when)
  }
}

/** The primary and the secondary need, as `ASD:1`. Further ones are not collected by rank. */
function sayNeeds(said: Statements, saying: Saying, pupil: CensusPupil) {
  for (const need of saying.parts.of(pupil, 'needs')) {
    const type = partCode(saying, pupil, 'needs', need, 'type')
    const rank = Number(need.cells.rank || Number.NaN)
    if (!Number.isInteger(rank) || rank < 1) saying.findings.find('need-rank-missing', partAt(saying, pupil, 'needs', need, 'rank', need.cells.rank ?? null))
    else if (type && rank <= 2) said.sayOnce('need', `${type}:${rank}`, { list: IN_SPRING })
  }
}

/** Periods of free school meals, each with its own days; one that is open holds until the next census says otherwise. */
function sayMeals(said: Statements, saying: Saying, pupil: CensusPupil) {
  const { findings } = saying
  for (const meals of saying.parts.of(pupil, 'meals')) {
    const at = (field: 'starts' | 'ends') => partAt(saying, pupil, 'meals', meals, field, meals.cells[field] ?? null)
    const starts = dayOf(saying, meals.cells.starts, () => at('starts'))
    const ends = dayOf(saying, meals.cells.ends, () => at('ends'))
    const country = partCode(saying, pupil, 'meals', meals, 'country') || 'ENG'
    if (starts === null) findings.find('meals-no-start', at('starts'))
    else if (ends !== null && ends < starts) findings.find('meals-end-before-start', at('ends'))
    else said.sayOnce('free-meals', country, { starts, ends, list: EVERY_TERM })
  }
}

function sayPostcode(said: Statements, saying: Saying, pupil: CensusPupil, address: Part<'postcode'>) {
  const written = address.cells.postcode
  if (!written) return
  const postcode = readPostcode(written)
  if (postcode) said.sayOnce('postcode', postcode)
  else saying.findings.find('postcode-not-read', partAt(saying, pupil, 'addresses', address, 'postcode', written))
}
