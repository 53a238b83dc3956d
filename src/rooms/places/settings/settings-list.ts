import * as z from 'zod'
import { query, type Reader, unlessBlank } from '#platform'
import { type Directory, directory, type Place, within } from '../directory.ts'
import { Area, areaIdAsked, MaybeDay, ownHierarchies } from '../hierarchies/own.ts'
import { treeOn } from '../hierarchies/tree.ts'
import { isUnmatched } from './match-setting.ts'
import { phaseInWords, statusInWords } from './register-fields.ts'
import type { Entry } from './register-merge.ts'
import { entriesOf } from './register-store.ts'

/** A setting of an area on a day. */
export interface SettingLine {
  code: string
  name: string
  urn: string | null
  laestab: string | null
  status: string
  phase: string | null
  type: string | null
  /** Resourced provision, SEN unit, or both. */
  provision: string | null
  from: string | null
  until: string | null
  /** What it lies in on that day, nearest first: by the area's own hierarchies. */
  groups: { code: string; name: string; level: string }[]
}

/** A setting that returns named and no register knows. */
export interface UnmatchedLine {
  code: string
  name: string
  /** The known setting it was found to be. */
  is: { code: string; name: string } | null
}

export interface SettingsList {
  day: string
  lines: SettingLine[]
  unmatched: UnmatchedLine[]
}

const Asked = Area.extend({
  on: MaybeDay.describe('The day; today where it is left out'),
  closed: unlessBlank(z.coerce.boolean().optional()).describe('Also those that had closed by then'),
})

/** Every setting of an area: what it is, whether it stands, and what it lies in. */
export const listSettings = query<z.output<typeof Asked>, SettingsList>({
  name: 'places.settings',
  summary: 'The settings of the area on a day: what each is, what it lies in, and which a return named that no register knows',
  rest: '/settings',
  command: { word: 'settings', positional: [] },
  input: Asked,
  may: async (actor, input, db) => (actor.operator || actor.areaId === (await areaIdAsked(input, db, actor)) ? true : 'You have no part in this area'),
  async read({ actor, db, now }, input) {
    const areaId = await areaIdAsked(input, db, actor)
    return settingsOf(db, areaId, input.on ?? now.toISOString().slice(0, 10), input.closed ?? false)
  },
})

async function settingsOf(db: Reader, areaId: number, day: string, withClosed: boolean): Promise<SettingsList> {
  const places = await directory(db)
  const home = places.homeOf(areaId)!
  const own = await ownHierarchies(db, areaId)
  const all = places.all().filter((place) => place.level === 'school' && places.everWithin(place.placeId, home))
  const entries = await entriesOf(db, all.flatMap((place) => Number(codeOf(place, 'urn')) || []))
  const trees = own.map(({ hierarchy }) => treeOn(places, hierarchy, day))
  const known = all.filter((place) => !isUnmatched(place) && (withClosed || within(place.starts, place.ends, day)))
  const lines = known.map((place) => lineOf(places, place, entries.get(Number(codeOf(place, 'urn'))), day, trees.flatMap((tree) => tree.above(place.placeId)).filter((id) => id !== home)))
  return { day, lines: lines.sort((a, b) => ORDER.compare(a.name, b.name)),
    unmatched: all.filter(isUnmatched).map((place) => unmatchedOf(places, place)).sort((a, b) => Number(a.is !== null) - Number(b.is !== null) || ORDER.compare(a.name, b.name)) }
}

function lineOf(places: Directory, place: Place, entry: Entry | undefined, day: string, above: number[]): SettingLine {
  const stands = within(place.starts, place.ends, day)
  return {
    code: place.code, name: place.name, urn: codeOf(place, 'urn'), laestab: codeOf(place, 'laestab'),
    status: stands ? (place.ends === null && entry?.status === 3 ? statusInWords(3)! : 'Open') : place.starts !== null && place.starts > day ? 'Not open yet' : 'Closed',
    phase: phaseInWords(entry?.phase ?? null), type: entry?.type ?? null, provision: entry?.provision ?? null, from: place.starts, until: place.ends,
    groups: [...new Set(above)].flatMap((id) => places.byId(id) ?? []).map(({ code, name, level }) => ({ code, name, level })),
  }
}

function unmatchedOf(places: Directory, place: Place): UnmatchedLine {
  const same = places.timeOf(place.placeId).find(({ hierarchy }) => hierarchy.endsWith('.same'))
  const is = same && places.byId(same.parentId)
  return { code: place.code, name: place.name, is: is ? { code: is.code, name: is.name } : null }
}

export const codeOf = ({ codes }: Place, scheme: string) => codes.findLast((one) => one.scheme === scheme && one.ends === null)?.code ?? codes.find((one) => one.scheme === scheme)?.code ?? null

const ORDER = new Intl.Collator('en-GB', { numeric: true })
