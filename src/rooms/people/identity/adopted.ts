import type { Fact } from '../returns/said.ts'
import { STATEMENT, type Statement } from '../returns/said.ts'

/** Whether a record says that the child left care by adoption: who they were before is then kept apart and linked to nobody. */
export function saysAdopted(facts: readonly Fact[]): boolean {
  return facts.some(({ of, one }) => (of as unknown) === STATEMENT && (one as Statement).topic === 'after-care' && (one as Statement).value === 'A')
}
