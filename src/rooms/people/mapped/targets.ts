import type { MapTarget } from '#platform'
import { identifierList } from './identifier-list.ts'
import { onAList } from './on-a-list.ts'
import { onRollList } from './on-roll-list.ts'
import { placementList } from './placement-list.ts'
import { resultList } from './result-list.ts'
import { senList } from './sen-list.ts'
import { sessionList } from './session-list.ts'
import { suspensionList } from './suspension-list.ts'

/** What an unknown file about children can be matched to on the mapping page, in the order they are offered. */
export const peopleTargets = [onAList, onRollList, placementList, senList, suspensionList, sessionList, resultList, identifierList] as MapTarget[]
