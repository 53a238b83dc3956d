import type { LeftBehind } from './dry-site.ts'
import { areasOf, type Holding, mayOfChild, type PersonKnown } from './expected.ts'
import { WORLD } from './world.ts'

/** Whether a row that a deed wrote lies where whoever did it has a part: their area, or what all share; of children, where they may write in the record. */
export function landsInReach({ row }: LeftBehind, held: readonly Holding[], person: PersonKnown, placeIds: ReadonlyMap<string, number>): boolean {
  const areas = areasOf(held)
  const area = row['area_id'] as number | undefined
  if (area !== undefined && area !== null && area !== 0 && !areas.has(area)) return false
  const place = [...placeIds].find(([, id]) => id === row['place_id'])?.[0]
  // Places are the installation's: which area they are written for is told by where they lie.
  const ofPlace = WORLD.places.find(({ key }) => key === place)?.area
  if (ofPlace !== undefined && area !== 0 && (area === undefined ? !areas.has(ofPlace) : ofPlace !== area)) return false
  const child = WORLD.children.find(({ id }) => id === row['child_id'])
  if (child && row['entry_id'] !== undefined) return mayOfChild(WORLD, held, 'child:write', child.key)
  return row['person'] === undefined || row['deed_id'] === undefined || row['person'] === person.slug
}

/** What the database itself gives to nobody without the verb: who people are and what they hold, and what their rights are. */
const VERBS_OF: Record<string, readonly string[]> = {
  'access.role': ['role:change'], 'access.role_verb': ['role:change'], 'access.grant_held': ['people:manage'], 'access.agreement': ['sharing:manage'], 'access.agreement_party': ['sharing:manage', 'people:manage'],
  'access.appointment': ['people:manage', 'child:write', 'child:break-glass'], 'access.invitation': ['people:manage', 'child:write'], 'access.person': ['people:manage'],
  'access.notice': ['notice:write'], 'access.retention_rule': ['rights:manage'], 'access.hold': ['rights:manage'], 'access.rights_request': ['rights:manage'], 'access.tombstone': ['rights:manage'], 'people.entry': ['child:write'],
  'places.membership': ['setting:keep'], 'places.closure': ['setting:keep'], 'places.own_hierarchy': ['setting:keep'], 'collection.expected_return': ['calendar:keep'], 'collection.recipe': ['return:give'],
  'collection.return_word': ['return:give', 'return:sign'], 'collection.quality_finding': ['return:give', 'return:sign'], 'people.pair': ['identity:decide'], 'people.roll_claim': ['identity:decide'],
}

/** Whether whoever did it holds a verb that this table asks for. */
export function mayWriteIn({ table }: LeftBehind, held: readonly Holding[]): boolean {
  const verbs = VERBS_OF[table]
  return verbs === undefined || held.some(({ verb }) => verbs.includes(verb))
}
