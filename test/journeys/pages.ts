import type { Browser, Page } from 'playwright-core'
import { accountStates } from './account-states.ts'
import { administrationStates } from './administration-states.ts'
import { lookBehind } from './behind.ts'
import { dataStates, placeStates } from './data-states.ts'
import { designStates, homeStates, problemStates, signInStates } from './desk-states.ts'
import { emptyStates } from './empty-states.ts'
import { openHouse } from './house.ts'
import { compareStates, measureStates } from './measure-states.ts'
import { paperStates } from './paper-states.ts'
import { promiseStates } from './promise-states.ts'
import { publicStates } from './public-states.ts'
import { reachStates } from './reach-states.ts'
import { releasedStates } from './released-states.ts'
import { resultStates, scorecardStates } from './result-states.ts'
import { leaveReturns } from './return-traces.ts'
import { returnStates } from './return-states.ts'
import { rightsStates } from './rights-states.ts'
import { roleStates } from './role-states.ts'
import { type Eyes, openBelong, signIn } from './steps.ts'
import { strategyStates } from './strategy-states.ts'
import { leaveTraces } from './traces.ts'
import type { Looker, PageInState } from './ways.ts'

/** A Belong in which people have worked for a while, and one that is still empty, with every page of both in every state. */
export interface LivedIn {
  /** In this order: some show what came of those before them. */
  states: PageInState[]
  open(looker: Looker, eyes?: Eyes): Promise<Page>
  close(): Promise<void>
}

export async function liveIn(browser: Browser): Promise<LivedIn> {
  const [house, empty] = [await openHouse(), await openHouse({ BELONG_DEMO: 'off' })]
  const behind = lookBehind(house)
  const batches = await leaveTraces(browser, house)
  const returns = await leaveReturns(browser, house)
  const setup = new URL(/http\S+\/setup\/\S+/.exec(empty.said)![0]).pathname
  return {
    states: [
      ...signInStates(), ...homeStates(), ...scorecardStates(), ...measureStates(), ...resultStates(), ...compareStates(), ...placeStates(), ...dataStates(batches),
      ...strategyStates(), ...promiseStates(), ...paperStates(), ...publicStates(), ...releasedStates(), ...roleStates(), ...designStates(), ...problemStates(), ...emptyStates(setup),
      // From here on in Kelderby, where who comes there stays.
      ...returnStates(returns), ...reachStates(), ...administrationStates(), ...accountStates(behind), ...rightsStates(),
    ],
    async open(looker, eyes) {
      if (looker === 'newcomer') return openBelong(browser, empty, eyes)
      const page = await openBelong(browser, house, eyes)
      if (looker !== null && looker !== 'invited') await signIn(page, looker)
      return page
    },
    async close() {
      await behind.close().finally(() => house.close()).finally(() => empty.close())
    },
  }
}
