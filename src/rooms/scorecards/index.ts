import { readStory, writeStory } from './stories.ts'
import { listTargets, setTarget, withdrawTarget } from './targets.ts'

export { type Written, writtenSince } from './written-since.ts'
export { storyOf } from './stories.ts'
export { setTarget, targetsOf } from './targets.ts'

export const scorecardDoors = { actions: [setTarget, withdrawTarget, writeStory], queries: [listTargets, readStory] }
export { scorecardPages } from './curve-page.tsx'
