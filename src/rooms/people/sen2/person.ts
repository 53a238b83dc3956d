import { daysBetween, plainName } from '#kernel'
import { type Fact, fact, type Said, STATEMENT } from '../returns/said.ts'
import { type Spell, statementsOf } from '../returns/spells.ts'
import { ageOn } from '../returns/written-day.ts'
import { EHC_PLACEMENT, EHC_PLAN, EHC_REQUEST, type EhcPlacement, type EhcPlan } from './facts.ts'
import { CODES } from './names.ts'
import { readNeeds, readPlacements } from './placements.ts'
import { Fields, type Sen2Reading } from './reading.ts'
import { cell, type Person, type Request } from './record.ts'
import { type ReadRequest, readRequest } from './request.ts'

/** The name of the return, as the calendar expects it and as its statements give it as their list. */
export const SEN2 = 'sen2'

/** Reads a person with their requests, plans, placements and needs. Null, with a finding, where nothing says who it is. */
export function readPerson(person: Person, reading: Sen2Reading): Said | null {
  const fields = new Fields(reading, 'person', person)
  const [upn, uln, surname, forename] = ['upn', 'uln', 'surname', 'forename'].map((field) => cell(person, field)) as [string, string, string, string]
  const born = readBirth(fields, reading)
  if (upn === '' && uln === '' && (surname === '' || forename === '' || born === null)) {
    fields.find('nobody')
    return null
  }
  checkPerson(fields, born, reading)
  const sex = CODES.sex[cell(person, 'sex').toUpperCase()]
  if (sex === undefined) fields.find(cell(person, 'sex') === '' ? 'sex' : 'code', 'sex')
  const who = reading.who.read({ row: person.row, id: '', upn, uln, givenName: forename, familyName: surname, born, sex: sex ?? null })
  const facts = [...requestFacts(person, born, reading), ...personFacts(fields, reading)]
  return { row: person.row, key: keyOf([upn, uln, plainName(surname, forename) + (born ?? '')], person.row, reading), reportedBy: reading.home, who, facts }
}

function readBirth(fields: Fields, { asAt }: Sen2Reading): string | null {
  const born = fields.day('birthDate')
  if (born === null) {
    if (fields.text('birthDate') === null) fields.find('birth')
    return null
  }
  const age = ageOn(born, asAt)
  if (age === 25) fields.find('age-25', 'birthDate')
  if (age < 26) return born
  fields.find('age-26', 'birthDate')
  return null
}

function checkPerson(fields: Fields, born: string | null, { asAt, names }: Sen2Reading) {
  const reason = fields.code('upnUnknown', CODES.upnUnknown)
  const hasNone = fields.text('upn') === null && fields.text('uln') === null && reason === null
  if (hasNone && born !== null && ageOn(born, asAt) >= 6) fields.find('identifier', 'upn')
  if (fields.text('ethnicity') === null) fields.find('ethnicity')
  const [surname, forename] = [fields.text('surname'), fields.text('forename')]
  if (surname === null || forename === null || born === null) return
  const name = `${plainName(surname, forename)} ${born}`
  if (names.has(name)) fields.find('twice', 'surname')
  names.add(name)
}

function requestFacts(person: Person, born: string | null, reading: Sen2Reading): Fact[] {
  const read = person.requests.map((one, at) => readOne(one, at + 1, born, reading))
  const plans = read.flatMap(({ plan }) => (plan ? [plan] : []))
  if (plans.filter(({ ceased, isActive }) => isActive && ceased === null).length > 1) new Fields(reading, 'person', person).find('two-plans')
  const needs = new Set(read.flatMap((one) => one.needs))
  return [
    ...read.flatMap(({ request, plan, placements }) => [fact(EHC_REQUEST, request), ...(plan ? [fact(EHC_PLAN, plan)] : []), ...placements.map((one) => fact(EHC_PLACEMENT, one))]),
    ...statementsOf('sen', SEN2, plans.map((plan) => spellOf(plan, reading.asAt))),
    ...[...needs].map((value) => fact(STATEMENT, { topic: 'need', value, starts: reading.asAt, ends: null, list: SEN2 })),
  ]
}

interface ReadOne extends ReadRequest {
  placements: EhcPlacement[]
  needs: string[]
}

function readOne(one: Request, number: number, born: string | null, reading: Sen2Reading): ReadOne {
  const { request, plan } = readRequest(one, number, born, reading)
  const placements = readPlacements(one, plan, number, reading)
  if (plan?.isActive) checkActive(one, plan, placements, born, reading)
  return { request, plan, placements, needs: readNeeds(one, reading) }
}

/** Who is of school age is placed somewhere, and a plan is reviewed each year, of a child under five each half year. */
function checkActive(one: Request, plan: EhcPlan, placements: readonly EhcPlacement[], born: string | null, reading: Sen2Reading) {
  const fields = new Fields(reading, 'active', one.active!)
  const age = born === null ? null : ageOn(born, reading.asAt)
  const [from, to] = CODES.compulsorySchoolAge
  if (age !== null && age >= from && age <= to && !placements.some(({ isNamed, ends }) => !isNamed && ends === null)) fields.find('placement-missing')
  const last = [plan.reviewDecided, plan.reviewMet, plan.starts].filter((day) => day !== null).toSorted().at(-1)
  if (last !== undefined && daysBetween(last, reading.asAt) > (age !== null && age < 5 ? 183 : 366)) fields.find('review-old', 'lastReview')
}

/** A plan whose beginning cannot be told is known to run on the census day. */
const spellOf = ({ starts, ceased }: EhcPlan, asAt: string): Spell => ({ value: 'E', starts: starts ?? (ceased !== null && ceased < asAt ? ceased : asAt), ends: ceased })

function personFacts(fields: Fields, { asAt }: Sen2Reading): Fact[] {
  const ethnicity = fields.code('ethnicity', CODES.ethnicity)
  const postcode = fields.text('postcode')?.toUpperCase().replace(/\s+/g, '') ?? null
  const isPostcode = postcode !== null && /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(postcode)
  if (postcode !== null && !isPostcode) fields.find('code', 'postcode')
  return [
    ...(ethnicity === null ? [] : [fact(STATEMENT, { topic: 'ethnicity', value: ethnicity, starts: asAt, ends: null })]),
    ...(isPostcode ? [fact(STATEMENT, { topic: 'postcode', value: `${postcode.slice(0, -3)} ${postcode.slice(-3)}`, starts: asAt, ends: null })] : []),
  ]
}

function keyOf(candidates: readonly string[], row: number, { keys }: Sen2Reading): string {
  const key = candidates.find((one) => one !== '')!
  const own = keys.has(key) ? `${key} ${row}` : key
  keys.add(own)
  return own
}
