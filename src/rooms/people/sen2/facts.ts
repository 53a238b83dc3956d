import type { FactTable } from '../returns/said.ts'

/** A request for an assessment, and what came of it; see the table's comments. */
export interface EhcRequest {
  number: number
  received: string | null
  source: string | null
  inYouthCustody: boolean | null
  outcome: string | null
  decided: string | null
  mediation: boolean | null
  tribunal: boolean | null
  exported: string | null
  assessmentOutcome: string | null
  assessed: string | null
  assessmentMediation: boolean | null
  assessmentTribunal: boolean | null
  otherMediation: boolean | null
  otherTribunal: boolean | null
  exception: boolean | null
  issued: string | null
}

export const EHC_REQUEST: FactTable<EhcRequest> = {
  table: 'people.ehc_request',
  columns: [
    'number', 'received', 'source', 'in_youth_custody', 'outcome', 'decided', 'mediation', 'tribunal', 'exported', 'assessment_outcome', 'assessed',
    'assessment_mediation', 'assessment_tribunal', 'other_mediation', 'other_tribunal', 'exception', 'issued',
  ],
  write(rows, one) {
    rows.int4(one.number)
    rows.date(one.received)
    rows.text(one.source)
    rows.bool(one.inYouthCustody)
    rows.text(one.outcome)
    rows.date(one.decided)
    rows.bool(one.mediation)
    rows.bool(one.tribunal)
    rows.text(one.exported)
    rows.text(one.assessmentOutcome)
    rows.date(one.assessed)
    for (const flag of [one.assessmentMediation, one.assessmentTribunal, one.otherMediation, one.otherTribunal, one.exception]) rows.bool(flag)
    rows.date(one.issued)
  },
}

export interface EhcPlan {
  number: number
  starts: string | null
  ceased: string | null
  ceaseReason: string | null
  isActive: boolean
  residential: string | null
  workBased: string | null
  personalBudget: boolean | null
  organised: boolean | null
  directPayments: string | null
  transferredFrom: string | null
  reviewMet: string | null
  reviewOutcome: string | null
  reviewDecided: string | null
  reviewDrafted: string | null
  transferDue: string | null
  transferFinal: string | null
}

export const EHC_PLAN: FactTable<EhcPlan> = {
  table: 'people.ehc_plan',
  columns: [
    'number', 'starts', 'ceased', 'cease_reason', 'is_active', 'residential', 'work_based', 'personal_budget', 'organised', 'direct_payments', 'transferred_from',
    'review_met', 'review_outcome', 'review_decided', 'review_drafted', 'transfer_due', 'transfer_final',
  ],
  write(rows, one) {
    rows.int4(one.number)
    rows.date(one.starts)
    rows.date(one.ceased)
    rows.text(one.ceaseReason)
    rows.bool(one.isActive)
    rows.text(one.residential)
    rows.text(one.workBased)
    rows.bool(one.personalBudget)
    rows.bool(one.organised)
    rows.text(one.directPayments)
    rows.text(one.transferredFrom)
    rows.date(one.reviewMet)
    rows.text(one.reviewOutcome)
    for (const day of [one.reviewDecided, one.reviewDrafted, one.transferDue, one.transferFinal]) rows.date(day)
  },
}

export interface EhcPlacement {
  number: number
  placement: number
  /** What the plan names, else where the child is. */
  isNamed: boolean
  placeId: number | null
  urn: string | null
  ukprn: string | null
  setting: string | null
  settingSays: string | null
  rank: number | null
  senUnit: boolean | null
  resourced: boolean | null
  starts: string | null
  ends: string | null
  residential: string | null
  workBased: string | null
}

export const EHC_PLACEMENT: FactTable<EhcPlacement> = {
  table: 'people.ehc_placement',
  columns: ['number', 'placement', 'is_named', 'place_id', 'urn', 'ukprn', 'setting', 'setting_says', 'rank', 'sen_unit', 'resourced', 'starts', 'ends', 'residential', 'work_based'],
  write(rows, one) {
    rows.int4(one.number)
    rows.int4(one.placement)
    rows.bool(one.isNamed)
    rows.intOrNothing(one.placeId)
    for (const text of [one.urn, one.ukprn, one.setting, one.settingSays]) rows.text(text)
    rows.intOrNothing(one.rank)
    rows.bool(one.senUnit)
    rows.bool(one.resourced)
    rows.date(one.starts)
    rows.date(one.ends)
    rows.text(one.residential)
    rows.text(one.workBased)
  },
}
