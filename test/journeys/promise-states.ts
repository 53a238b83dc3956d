import { type PageInState, sent, state } from './ways.ts'

const DERBY = '/strategies/derby-inclusion-2018/promises'

/** Was it kept? The promises of a strategy, folded and unfolded, for those who may write and those who may not, and their forms. */
export function promiseStates(): PageInState[] {
  return [
    state('promises', 'director', DERBY), state('promises, to print', 'head', `${DERBY}?print=yes`), state('promise to add', 'director', `${DERBY}/new`),
    { name: 'promises, what they rest on', person: 'head', show: async (page) => {
      await page.goto(DERBY)
      await page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true')
    } },
    sent('promise that nobody could judge', `${DERBY}/new`, `${DERBY}/new`, { body: 'Every child belongs\n\nكل طفل ينتمي', measure: 'suspensions' }),
    state('promise with a test, to change', 'director', `${DERBY}/4`), state('promise without a test, to change', 'director', `${DERBY}/5`),
    sent('promise, test refused', `${DERBY}/4`, `${DERBY}/4/test`, { measure: '', to: 'soon' }),
    state('no such promise', 'director', `${DERBY}/99`),
  ]
}
