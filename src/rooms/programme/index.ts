import type { Doors, Pages } from '#platform'
import { addAction, changeAction, editAction } from './actions.ts'
import { actionPages } from './action-pages.tsx'
import { listActions } from './curve-actions.ts'
import { editBoards, editLinks, editMilestones, editStatements, editTargetGroups } from './part-actions.ts'
import { addPriority, closePriority, editPriority, reopenPriority } from './priority-actions.ts'
import { addPromise, dropTest, rewordPromise, testPromise, withdrawPromise } from './promises/promise-actions.ts'
import { promisePages } from './promises/promise-pages.tsx'
import { listPromises } from './promises/promises-query.ts'
import { listStrategies, readStrategy } from './strategies.ts'
import { editHeading, makeStrategy, restoreStrategy, retireStrategy, showStrategy } from './strategy-actions.ts'
import { strategyPages } from './strategy-pages.tsx'

export { ActionStanding } from './action-standing.tsx'
export { addAction, changeAction } from './actions.ts'
export { actionsOf, type CurveAction, type OpenAction, openActions } from './curve-actions.ts'
export { type ProgrammeChange, programmeSince } from './changed-since.ts'
export { namedInProgramme } from './named.ts'
export { openByCurve, type OpenOfCurve } from './open-by-curve.ts'
export { planActions } from './plan-actions.ts'
export { actionAddress } from './strategy-plan.tsx'
export { type PlannedAction, withCurve } from './strategy-view.ts'
export { Curve, type CurveKey, curveNamed } from './curve.ts'
export { type Entering, enterStrategy } from './enter-strategy.ts'
export { overInWords, type Standing, STANDINGS, standingInWords, standingOf, STATES } from './standing.ts'
export { seedStrategies } from './promises/seed-strategies.ts'
export { StrategyDocument } from './strategy-document.ts'
export { Boards, Priorities, Timeline } from './strategy-body.tsx'
export { strategiesOf, type StrategyLine } from './strategies.ts'
export { strategyOf, type Strategy } from './strategy.ts'
export { KIND_WORDS, lifeInWords } from './strategy-words.ts'
export { countAwaiting, countVerdicts, judgedPromises, type JudgedPromise } from './promises/judged.ts'

export { strategyPaper } from './strategy-paper.ts'
export { type FigureOf, promiseItem } from './promises/promise-item.tsx'
export { judgedInWords, promisesInWords } from './promises/promise-words.ts'
export { PromiseTally } from './promises/promises-page.tsx'
export { promisesSheet } from './promises/promise-sheet.ts'

export const programmeDoors: Doors = {
  actions: [
    addAction, changeAction, editAction, makeStrategy, editHeading, editStatements, editTargetGroups, addPriority, editPriority, closePriority, reopenPriority,
    editMilestones, editBoards, editLinks, retireStrategy, restoreStrategy, showStrategy, addPromise, rewordPromise, withdrawPromise, testPromise, dropTest,
  ],
  queries: [listActions, listStrategies, readStrategy, listPromises],
}

export const programmePages: Pages = (web, house) => {
  strategyPages(web, house)
  actionPages(web, house)
  promisePages(web, house)
}
