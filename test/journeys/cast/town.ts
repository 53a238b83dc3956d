import type { Page } from 'playwright-core'
import type { Behind } from '../behind.ts'
import type { Eyes, Person } from '../steps.ts'

/** One Belong and one browser for the whole cast, as an area has one. */
export interface Town extends Pick<Behind, 'mailTo' | 'sql'> {
  /** A browser of one person's own, signed in. */
  arrive(person: Person, eyes?: Eyes): Promise<Page>
  /** A browser that has not been here before. */
  open(eyes?: Eyes): Promise<Page>
}
