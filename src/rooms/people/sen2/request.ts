import { cell, type Part, type Request } from './record.ts'
import type { EhcPlan, EhcRequest } from './facts.ts'
import { CODES } from './names.ts'
import { Fields, type Sen2Reading } from './reading.ts'

/** A request with the plan it came to, where it came to one. */
export interface ReadRequest {
  request: EhcRequest
  plan: EhcPlan | null
}

/** Reads a request, its assessment and its plan by the rules of the return: what cannot be is left out, and found. */
export function readRequest(one: Request, number: number, born: string | null, reading: Sen2Reading): ReadRequest {
  const fields = new Fields(reading, 'request', one)
  const received = fields.day('received')
  if (cell(one, 'received') === '') fields.find('received')
  const outcome = fields.code('outcome', CODES.requestOutcome)
  if (cell(one, 'outcome') === '') fields.find('request-outcome')
  const decided = decidedOn(fields, outcome, received, ['decided-missing', 'decided-not-due', 'decided-early'])
  const isTransfer = cell(one.active, 'transferLa') !== ''
  const plan = readPlan(one, number, { received, born, isTransfer }, reading)
  const assessment = readAssessment(one, outcome, decided ?? received, plan !== null, reading)
  const request: EhcRequest = {
    number, received, source: fields.text('source'), inYouthCustody: fields.flag('rya'), outcome, decided,
    mediation: fields.flag('mediation'), tribunal: fields.flag('tribunal'), exported: fields.text('exported'), ...assessment, issued: plan?.starts ?? null,
  }
  return { request, plan }
}

type Assessment = Pick<EhcRequest, 'assessmentOutcome' | 'assessed' | 'assessmentMediation' | 'assessmentTribunal' | 'otherMediation' | 'otherTribunal' | 'exception'>

const NO_ASSESSMENT: Assessment = { assessmentOutcome: null, assessed: null, assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null, exception: null }

/** Nothing follows a request that was refused, withdrawn or not decided, unless mediation or tribunal turned the refusal. */
function readAssessment(one: Request, requestOutcome: string | null, after: string | null, hasPlan: boolean, reading: Sen2Reading): Assessment {
  const [part, second] = one.assessments
  if (!part) {
    if (requestOutcome === 'Y' && !hasPlan) new Fields(reading, 'request', one).find('assessment-missing')
    return NO_ASSESSMENT
  }
  const fields = new Fields(reading, 'assessment', part)
  if (second) new Fields(reading, 'assessment', second).find('assessment-twice')
  const turned = isSet(one, 'mediation') || isSet(one, 'tribunal')
  if (requestOutcome !== null && ['A', 'W'].includes(requestOutcome) || (requestOutcome === 'N' && !turned)) {
    fields.find('nothing-more', 'outcome')
    return NO_ASSESSMENT
  }
  const given = fields.code('outcome', CODES.assessmentOutcome)
  const flags = {
    assessmentMediation: fields.flag('mediation'), assessmentTribunal: fields.flag('tribunal'), otherMediation: fields.flag('otherMediation'), otherTribunal: fields.flag('otherTribunal'),
  }
  const mayHavePlan = given === 'Y' || given === 'H' || flags.assessmentMediation || flags.assessmentTribunal
  if (hasPlan && given !== null && !mayHavePlan) fields.find('plan-undecided', 'outcome')
  const outcome = hasPlan && !mayHavePlan ? null : given
  return { assessmentOutcome: outcome, assessed: decidedOn(fields, given, after, ['assessed-missing', 'assessed-not-due', 'assessed-early']), ...flags, exception: fields.flag('week20') }
}

/** A decision has a day if it was taken in the year (Y or N), and that is not before what it followed. */
function decidedOn(fields: Fields, outcome: string | null, after: string | null, [missing, notDue, early]: [missing: string, notDue: string, early: string]): string | null {
  const day = fields.day('outcomeDate')
  const isDue = outcome === 'Y' || outcome === 'N'
  if (day === null) {
    if (isDue && cell(fields.part, 'outcomeDate') === '') fields.find(missing, 'outcomeDate')
    return null
  }
  if (outcome !== null && !isDue) fields.find(notDue, 'outcomeDate')
  else if (after !== null && day < after) fields.find(early, 'outcomeDate')
  else return day
  return null
}

function readPlan(one: Request, number: number, { received, born, isTransfer }: { received: string | null; born: string | null; isTransfer: boolean }, reading: Sen2Reading): EhcPlan | null {
  if (!one.plan && !one.active) return null
  const fields = new Fields(reading, 'plan', one.plan ?? EMPTY(one))
  const active = new Fields(reading, 'active', one.active ?? EMPTY(one))
  const starts = one.plan ? planStart(fields, received, born, isTransfer) : null
  const { ceased, ceaseReason } = cease(fields, starts)
  if (ceased !== null && one.active) fields.find('ceased-and-active', 'ceased')
  if (ceased === null && !one.active && cell(one.plan, 'ceased') === '') fields.find('neither', 'starts')
  return {
    number, starts, ceased, ceaseReason, isActive: one.active !== null && ceased === null,
    residential: fields.text('residential') ?? active.text('residential'), workBased: fields.text('workBased') ?? active.text('workBased'),
    personalBudget: fields.flag('budget'), organised: fields.flag('organised'), directPayments: fields.text('direct'), transferredFrom: active.text('transferLa'),
    reviewMet: active.day('reviewMeeting'), reviewOutcome: active.text('reviewOutcome'), reviewDecided: active.day('lastReview'), reviewDrafted: active.day('reviewDraft'),
    transferDue: active.day('transferDue', true), transferFinal: active.day('transferFinal', true),
  }
}

function planStart(fields: Fields, received: string | null, born: string | null, isTransfer: boolean): string | null {
  const starts = fields.day('starts')
  if (starts === null) {
    if (cell(fields.part, 'starts') === '') fields.find('plan-start')
    return null
  }
  if (born !== null && starts < born) fields.find('plan-before-birth', 'starts')
  if (received === null || starts >= received) return starts
  fields.find(isTransfer ? 'plan-early-transfer' : 'plan-early', 'starts')
  return isTransfer ? starts : null
}

function cease(fields: Fields, starts: string | null): { ceased: string | null; ceaseReason: string | null } {
  const ceased = fields.day('ceased')
  const ceaseReason = fields.code('ceaseReason', CODES.ceaseReason)
  if ((cell(fields.part, 'ceased') === '') !== (cell(fields.part, 'ceaseReason') === '')) fields.find('cease-half', cell(fields.part, 'ceased') === '' ? 'ceaseReason' : 'ceased')
  if (ceased === null || starts === null || ceased >= starts) return { ceased, ceaseReason }
  fields.find('cease-early', 'ceased')
  return { ceased: null, ceaseReason }
}

const EMPTY = ({ row }: Part): Part => ({ row, cells: {} })
const isSet = (part: Part, field: string) => /^(1|true|y|yes)$/i.test(cell(part, field))
