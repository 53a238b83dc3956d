/**
 * Who may see and do what, written out by hand from the issue and worked out by walking the tree in plain code. It shares nothing with
 * src/rooms/access: where the two differ, one of them is wrong.
 */

/** What each role may do, as a data protection officer would sign it. */
export const ROLE_VERBS: Record<string, readonly string[]> = {
  director: words('published:read target:set story:write action:write comparators:write scorecard:write strategy:write remark:write scorecard:publish area:brand published:import audit:read'),
  'programme-manager': words('published:read target:set story:write action:write comparators:write scorecard:write strategy:write remark:write scorecard:publish area:brand published:import'),
  'wedge-chair': words('published:read target:set story:write action:write remark:write'),
  analyst: words('published:read published:import story:write comparators:write scorecard:write remark:write'),
  officer: words('published:read story:write action:write remark:write child:read child:write sen:read child:break-glass'),
  head: words('published:read action:write remark:write child:read child:write sen:read return:give return:sign people:manage'),
  'data-manager': words('published:read published:import return:give calendar:keep setting:keep identity:decide child:read sen:read remark:write'),
  'school-data': words('published:read return:give child:read'),
  senco: words('published:read remark:write child:read child:write sen:read health:read'),
  'board-member': words('published:read remark:write'),
  administrator: words('published:read people:manage role:change sharing:manage key:make area:brand notice:write'),
  dpo: words('published:read audit:read rights:manage notice:write'),
  family: words('published:read'),
  'case-officer': words('child:read child:write sen:read health:read care:read address:read'),
  'panel-member': words('child:read sen:read'),
  'invited-partner': words('child:read sen:read health:read'),
  parent: words('family:read'),
  'young-person': words('family:read'),
  'break-glass': words('child:read sen:read health:read care:read address:read'),
}

/** Held of one child by name; the others at a place and all below it. */
export const CHILD_ROLES: ReadonlySet<string> = new Set(['case-officer', 'panel-member', 'invited-partner', 'parent', 'young-person', 'break-glass'])

/** The verb that opens what is held of a child, class by class. */
export const CLASS_VERB: Record<string, string> = {
  name: 'child:read', ordinary: 'child:read', sen: 'sen:read', health: 'health:read', care: 'care:read',
  'protected-address': 'address:read', 'adopted-identity': 'adoption:read', restricted: 'note:read',
}

/** What is held at a place opens the records of children on roll there for these verbs alone; a family is one by name. */
const FROM_ROLL = new Set([...Object.values(CLASS_VERB), 'child:write'])

/** Days from today: begins on or before it, ends after it where it is a moment. */
export interface Span { from: number; until: number | null }

export interface PlaceKnown { key: string; area: number; parents: readonly (Span & { key: string })[] }
export interface RoleHeld extends Span { id: string; area: number; role: string; place?: string; child?: string }
export interface PersonKnown { slug: string; home: number; roles: readonly RoleHeld[]; verbs: readonly (Span & { area: number; verb: string; place: string })[]; goneSince?: number; key?: { only: readonly string[] | null; area: number | null } }
export interface ChildKnown { key: string; id: string; area: number; roll: readonly (Span & { place: string })[] }
/** What places that signed let each other see. Its days are whole days: the last one counts. */
export interface Sharing extends Span { area: number; verbs: readonly string[]; signed: readonly (Span & { place: string })[] }

export interface Known {
  places: readonly PlaceKnown[]
  people: readonly PersonKnown[]
  children: readonly ChildKnown[]
  sharing: readonly Sharing[]
}

/** A thing that was written, with the word nobody else's pages may hold. */
export interface Written { canary: string; table: string; area: number; open: 'area' | 'own' | 'audit' | 'people' | 'rights' | 'returns' | 'identity' | 'child' | 'person' | 'key' | 'nobody'; person?: string; place?: string; child?: string; dataClass?: string; forFamily?: boolean }

/** One verb as somebody holds it today. */
export interface Holding { area: number; verb: string; place?: string; child?: string }

const moment = ({ from, until }: Span) => from <= 0 && (until === null || until > 0)
const day = ({ from, until }: Span) => from <= 0 && (until === null || until >= 0)

/** All somebody holds today: by role, by a sharing agreement, granted by itself; in no way once they have left. */
export function holdings(known: Known, person: PersonKnown, roleVerbs = ROLE_VERBS): Holding[] {
  if (person.goneSince !== undefined) return []
  const roles = person.roles.filter(moment).flatMap((one) => (roleVerbs[one.role] ?? []).flatMap((verb): Holding[] => [
    { area: one.area, verb, ...(one.child ? { child: one.child } : { place: one.place! }) }, ...(one.place ? sharedWith(known, one, verb) : []),
  ]))
  const all = [...roles, ...person.verbs.filter(day).map(({ area, verb, place }) => ({ area, verb, place }))]
  const { only, area } = { only: null, area: null, ...person.key }
  return all.filter((one) => (only === null || only.includes(one.verb)) && (area === null || one.area === area))
}

function sharedWith(known: Known, { area, place }: RoleHeld, verb: string): Holding[] {
  return known.sharing.filter((one) => one.area === area && day(one) && one.verbs.includes(verb) && one.signed.some((party) => party.place === place && day(party)))
    .flatMap(({ signed }) => signed.filter((party) => party.place !== place && day(party)).map((party) => ({ area, verb, place: party.place })))
}

/** Whether a place is another, or lies in it today, however many steps up. */
export function liesIn(known: Known, place: string, above: string): boolean {
  if (place === above) return true
  const { parents } = known.places.find(({ key }) => key === place)!
  return parents.filter(day).some(({ key }) => liesIn(known, key, above))
}

/** Whether somebody may do a thing at a place. */
export function mayAt(known: Known, held: readonly Holding[], verb: string, place: string): boolean {
  const { area } = known.places.find(({ key }) => key === place)!
  return held.some((one) => one.verb === verb && one.place !== undefined && one.area === area && liesIn(known, place, one.place))
}

/** Whether somebody holds a verb of a child: by name, or where the child is on roll today; and only with a part in the area whose child it is. */
export function mayOfChild(known: Known, held: readonly Holding[], verb: string, child: string): boolean {
  const { area, roll } = known.children.find(({ key }) => key === child)!
  if (!areasOf(held).has(area)) return false
  return held.some((one) => one.verb === verb && (one.child === undefined ? FROM_ROLL.has(verb) && roll.filter(day).some(({ place }) => liesIn(known, place, one.place!)) : one.child === child && one.area === area))
}

/** The areas somebody has a part in. */
export const areasOf = (held: readonly Holding[]) => new Set(held.map(({ area }) => area).filter((area) => area !== 0))

/** Whether somebody may ever see something that was written. */
export function sees(known: Known, person: PersonKnown | null, held: readonly Holding[], one: Written): boolean {
  const areas = areasOf(held)
  const whole = (verb: string) => held.some((h) => h.verb === verb && h.area === one.area && h.place === `a${one.area}`)
  switch (one.open) {
    case 'nobody': return false
    case 'area': return areas.has(one.area)
    case 'own': return one.person === person?.slug && areas.has(one.area)
    case 'key': return one.person === person?.slug || whole('people:manage')
    case 'audit': return (one.person === person?.slug && areas.has(one.area)) || whole('audit:read')
    case 'rights': return whole('rights:manage')
    case 'identity': return whole('identity:decide')
    case 'returns': return areas.has(one.area) && mayAt(known, held, 'return:give', one.place!)
    case 'person': return one.person === person?.slug || areas.has(one.area) || known.people.find(({ slug }) => slug === one.person)!.roles.some((role) => sees(known, person, held, { ...role, canary: '', table: '', open: 'people' }))
    case 'people': return areas.has(one.area) && (one.person === person?.slug || whole('people:manage') || (one.place !== undefined && mayAt(known, held, 'people:manage', one.place)) || (one.child !== undefined && areaOfChild(known, one.child) === one.area && mayOfChild(known, held, 'child:read', one.child)))
    case 'child': return mayOfChild(known, held, CLASS_VERB[one.dataClass!]!, one.child!) || (one.forFamily === true && mayOfChild(known, held, 'family:read', one.child!))
  }
}

const areaOfChild = (known: Known, child: string) => known.children.find(({ key }) => key === child)!.area

function words(text: string) {
  return text.split(' ')
}
