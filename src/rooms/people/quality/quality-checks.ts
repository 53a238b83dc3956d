import type { QualityCheck } from '#platform'
import { exclusionsAgree } from './exclusions-agree.ts'
import { plansAgree } from './plans-agree.ts'
import { plansInTime } from './plans-in-time.ts'
import { rollAgrees } from './roll-agrees.ts'

/** Checks across returns about children, in the order their findings are shown. */
export const peopleChecks: readonly QualityCheck[] = [plansAgree, rollAgrees, exclusionsAgree, plansInTime]
