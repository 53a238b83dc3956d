import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, query, type Reader, reading, writtenText, type Writer } from '#platform'
import { directory } from '../directory.ts'
import { planOf } from './hierarchy-plan.ts'
import { readHierarchyRows } from './hierarchy-rows.ts'
import { Reason } from './move-setting.ts'
import { Area, areaIdAsked, findOwn, keepSpans, makeGroupIn, makeOwn, type MayKeep } from './own.ts'

/** Lists of what a city's settings lie in are a few hundred rows. */
const MOST_TEXT = 2_000_000

const List = Area.extend({
  hierarchy: writtenText('Say in which hierarchy, or how a new one is called', 100),
  rows: z.string('Give the list').min(1, 'Give the list').max(MOST_TEXT, 'The list is too long').describe('The list as CSV: setting, parent, level, from, until'),
})

/** Says what a list would change, without changing it. */
export const checkHierarchy = (mayKeep: MayKeep) => query({
  name: 'places.check-hierarchy',
  summary: 'Say what a list of what settings lie in would change, and what is wrong in it',
  input: List,
  bodyOnly: true,
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  async read({ actor, db }, input) {
    const areaId = await areaIdAsked(input, db, actor)
    const { places, plan, hierarchy } = await planned(db, areaId, input)
    const nameOf = (id: number) => (id < 0 ? plan.groups.find(({ placeId }) => placeId === id)!.name : (places.byId(id)?.name ?? ''))
    return {
      hierarchy: hierarchy?.label ?? input.hierarchy, isNew: !hierarchy, rows: plan.rows,
      groups: plan.groups.map(({ name, level, code }) => ({ name, level, code })),
      moves: plan.moves.map(({ name, spans, rows }) => ({ name, rows, lies: spans.map(({ parentId, starts, ends }) => ({ in: nameOf(parentId), from: starts, until: ends })) })),
      issues: plan.issues.list,
    }
  },
})

/** Takes in a list of what settings lie in; rows that cannot be understood are left out and said. */
export const bringHierarchy = (mayKeep: MayKeep) => action({
  name: 'places.bring-hierarchy',
  summary: 'Take in a list of what settings and groups lie in: clusters, localities, wedges, wards, trusts, partnerships, ICB places',
  input: List.extend({ reason: Reason }),
  may: async (actor, input, db) => mayKeep(actor, db, await areaIdAsked(input, db, actor)),
  areaOf: areaIdAsked,
  tells: true,
  async run({ actor, db, now, areaId, tell }, input) {
    const { places, plan, hierarchy: held } = await planned(reading(db), areaId, input)
    if (!plan.moves.length) throw new Refusal('conflict', 'The list changes nothing: all of it is so already, or could not be understood', { rows: 'The list changes nothing' })
    const { hierarchy, label } = held ?? (await makeOwn(db, { areaId, label: input.hierarchy, by: actor.slug, now }))
    const made = await makeGroups(db, areaId, hierarchy, plan.groups, places.homeOf(areaId)!)
    const idOf = (placeId: number) => made.get(placeId) ?? placeId
    for (const { placeId, spans } of plan.moves) await keepSpans(db, hierarchy, idOf(placeId), spans.map((one) => ({ ...one, parentId: idOf(one.parentId) })))
    tell({ subject: '/places/hierarchies', changes: { [label]: [null, `${plan.moves.length} moved, ${plan.groups.length} groups made`] } })
    return { hierarchy, moved: plan.moves.length, groups: plan.groups.length, rows: plan.rows }
  },
})

async function planned(db: Reader, areaId: number, { hierarchy: named, rows: text }: { hierarchy: string; rows: string }) {
  const rows = readHierarchyRows(text)
  if (typeof rows === 'string') throw new Refusal('invalid', rows, { rows })
  const [places, hierarchy] = [await directory(db), await findOwn(db, areaId, named)]
  return { places, hierarchy, plan: planOf(places, areaId, hierarchy?.hierarchy ?? '', rows) }
}

async function makeGroups(tx: Writer, areaId: number, hierarchy: string, groups: { placeId: number; code: string; name: string; level: Parameters<typeof makeGroupIn>[1]['level'] }[], home: number) {
  const made = new Map<number, number>()
  for (const { placeId, code, name, level } of groups) made.set(placeId, await makeGroupIn(tx, { areaId, hierarchy, name, level, code, withinId: home }))
  return made
}
