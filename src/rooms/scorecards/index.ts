import { areaScorecard } from './scorecard/scorecard-door.ts'
import { freezeBaseline, listBaselines, withdrawBaseline } from './curve/baselines.ts'
import { addCause, endCause } from './curve/causes.ts'
import { addIdea, chooseIdea, endIdea } from './curve/ideas.ts'
import { addPartner, agreePartner, endPartner } from './curve/partners.ts'
import { addQuestion, answerQuestion, endQuestion } from './curve/questions.ts'
import { addRemark, takeBackRemark } from './curve/remarks.ts'
import { addScenario, withdrawScenario } from './curve/scenarios.ts'
import { readStory, writeStory } from './curve/stories.ts'
import { listTargets, setTarget, withdrawTarget } from './curve/targets.ts'
import { readWritten } from './curve/written.ts'
import { resultDoors } from './results/doors.ts'

export { type Written, writtenSince } from './written-since.ts'
export { type ResultChange, resultsSince } from './results/changed-since.ts'
export { namedInScorecards } from './named.ts'
export { type LatestRemark, latestRemarks, openQuestions } from './curve/asked-and-said.ts'
export { allScores, readScorecard, type Scorecard } from './scorecard/scorecard.ts'
export { monthsOld, type Score } from './scorecard/score.ts'
export { indicatorsInWords, keptInWords } from './scorecard/words.ts'
export { baselinesOf, freezeBaseline } from './curve/baselines.ts'
export { storyOf } from './curve/stories.ts'
export { setTarget, targetsOf } from './curve/targets.ts'
export { type Framework, type HeldIndicator, type HeldResult, resultsOf } from './results/results-read.ts'
export { type Curve, readCurve } from './curve/curve.ts'
export { TURNED_RULE, TURNED_WORDS, type Turned, turnedOf } from './turned.ts'

export { seedResults } from './results/starter.ts'
export { type Service, servicesOf } from './results/services-read.ts'

export { areaScorecardPages } from './scorecard/scorecard-page.tsx'
export { scorecardPaper } from './scorecard/scorecard-paper.tsx'
export const scorecardDoors = {
  actions: [
    setTarget, withdrawTarget, writeStory, freezeBaseline, withdrawBaseline, addScenario, withdrawScenario, addCause, endCause, addQuestion, answerQuestion, endQuestion,
    addPartner, agreePartner, endPartner, addIdea, chooseIdea, endIdea, addRemark, takeBackRemark, ...resultDoors.actions,
  ],
  queries: [areaScorecard, listTargets, readStory, listBaselines, readWritten, ...resultDoors.queries],
}
export { scorecardPages } from './curve/curve-page.tsx'
export { resultPages } from './results/results-pages.tsx'
export { servicePages } from './results/services-pages.tsx'
export { measurePaper } from './curve/curve-paper.tsx'
