/** What people wrote about one curve, as far as a scorecard shows it. */
export interface WrittenOfCurve {
  /** Standing targets, soonest first. */
  targets: TargetOfCurve[]
  /** The newest that stands. */
  baseline: { forecast: { period: string; value: number; low: number | null; high: number | null }[]; definition: number; decision: string; at: string } | null
  /** Of the newest version: the period it answers for. */
  story: { period: string | null } | null
  partners: { named: number; agreed: number }
  ideas: number
  /** Open ones that are in time, and open ones that are late. */
  actions: { inTime: number; late: number }
}

export interface TargetOfCurve {
  period: string
  /** ISO date. */
  ends: string
  value: number
}

export type WrittenOfPlace = (measureId: string, groupId: string) => WrittenOfCurve

export const NOTHING: WrittenOfCurve = { targets: [], baseline: null, story: null, partners: { named: 0, agreed: 0 }, ideas: 0, actions: { inTime: 0, late: 0 } }
