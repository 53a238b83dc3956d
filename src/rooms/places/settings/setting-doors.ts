import type { Doors } from '#platform'
import { bringHierarchy, checkHierarchy } from '../hierarchies/bring-hierarchy.ts'
import { makeGroup, moveSetting } from '../hierarchies/move-setting.ts'
import type { MayKeep } from '../hierarchies/own.ts'
import { closeSetting, reopenSetting } from './close-setting.ts'
import { matchSetting, unmatchSetting } from './match-setting.ts'
import { listSettings } from './settings-list.ts'

/** All that is asked and done about settings and what they lie in, once it is known who may. */
export function settingDeeds(mayKeep: MayKeep) {
  return {
    mayKeep, list: listSettings, check: checkHierarchy(mayKeep), bring: bringHierarchy(mayKeep), move: moveSetting(mayKeep), makeGroup: makeGroup(mayKeep),
    close: closeSetting(mayKeep), reopen: reopenSetting(mayKeep), match: matchSetting(mayKeep), unmatch: unmatchSetting(mayKeep),
  }
}

export type SettingDeeds = ReturnType<typeof settingDeeds>

export const settingDoors = ({ list, check, bring, move, makeGroup: group, close, reopen, match, unmatch }: SettingDeeds): Doors => ({
  actions: [move, group, bring, close, reopen, match, unmatch], queries: [list, check],
})
