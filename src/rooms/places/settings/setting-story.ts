import { sql } from 'kysely'
import { newId, type Reader, rows } from '#platform'
import { type Directory, type Place, within } from '../directory.ts'
import { GROUP_LEVELS, isOfArea, ownHierarchies } from '../hierarchies/own.ts'
import { isUnmatched } from './match-setting.ts'
import type { Entry } from './register-merge.ts'
import { entriesOf } from './register-store.ts'
import { codeOf } from './settings-list.ts'
import type { SettingStory } from './setting-part.tsx'

/** Reads what the page of a setting or group tells besides the tree. */
export async function settingStoryOf(
  db: Reader, places: Directory, place: Place, { areaId, mayKeep, hierarchies, now }: { areaId: number; mayKeep: boolean; hierarchies: { hierarchy: string; label: string }[]; now: Date },
): Promise<SettingStory> {
  const urn = Number(codeOf(place, 'urn')) || 0
  const isHere = isOfArea(places, areaId, place.placeId)
  const labels = new Map(hierarchies.map(({ hierarchy, label }) => [hierarchy, label]))
  const time = places.timeOf(place.placeId).flatMap(({ hierarchy, parentId, starts, ends }) => {
    const parent = places.byId(parentId)
    return parent && parent.level !== 'region' && parent.level !== 'country' ? [{ label: labels.get(hierarchy) ?? hierarchy, place: parent, starts, ends }] : []
  })
  const [closure] = isHere ? await rows(db, sql<{ ends: string; reason: string }>`select ends::text, reason from places.closure where area_id = ${areaId} and place_id = ${place.placeId}`) : []
  return {
    entry: urn ? ((await entriesOf(db, [urn])).get(urn) ?? null) : null, before: urn ? await entriesBefore(db, urn) : [], time: place.level === 'authority' ? [] : time, closure: closure ?? null,
    isUnmatched: isUnmatched(place), isMatched: time.some(({ place: parent }) => parent.level === 'school'),
    change: mayKeep && isHere ? { ...(await choices(db, places, areaId, places.homeOf(areaId)!, now)), once: newId() } : null,
  }
}

async function choices(db: Reader, places: Directory, areaId: number, home: number, now: Date) {
  const today = now.toISOString().slice(0, 10)
  const groups = places.all().filter((one) => one.level in GROUP_LEVELS && within(one.starts, one.ends, today) && places.everWithin(one.placeId, home))
  return { hierarchies: await ownHierarchies(db, areaId), groups: groups.map(({ code, name, level }) => ({ code, name, level })).sort((a, b) => a.name.localeCompare(b.name)), today }
}

const entriesBefore = (db: Reader, urn: number) => rows(db, sql<Entry>`
  select *, as_at::text, open_date::text, close_date::text, section41_from::text, section41_until::text from places.establishment_before where urn = ${urn} order by replaced_by desc limit 20`)
