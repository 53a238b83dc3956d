import { ROLE_VERBS, type Holding, mayAt, mayOfChild, type PersonKnown } from './expected.ts'
import { actingArea, actingOn, type DoorKnown } from './doors-kit.ts'
import { writtenId } from './written.ts'
import { idOf, WORLD } from './world.ts'

/** Somebody of each area with one role at one place, whom others look after. */
const target = (area: number) => (area === 41 ? { slug: 'senco-school', place: 'a41s1' } : { slug: 'senco-other', place: 'a42' })
const theirRole = (area: number) => idOf('appointment', target(area).slug, 0)
const here = (area: number) => ({ area: `area-${area}` })
const works = (held: readonly Holding[], person: PersonKnown, area: number) => held.some((one) => one.area === area) && actingArea(person, held) === area
const manages = (held: readonly Holding[], place: string) => mayAt(WORLD, held, 'people:manage', place)
const anyPlace = (area: number) => WORLD.places.filter((one) => one.area === area).map(({ key }) => key)

/** Roles that every place gives to its own people. */
const GIVEN_LOCALLY: ReadonlySet<string> = new Set(['senco'])
/** Nobody gives more than they may do at the place, but those who look after the whole area. */
const gives = (held: readonly Holding[], role: string, place: string) =>
  manages(held, place) && (GIVEN_LOCALLY.has(role) || manages(held, `a${WORLD.places.find(({ key }) => key === place)!.area}`) || ROLE_VERBS[role]!.every((verb) => mayAt(WORLD, held, verb, place)))

const managing = (more: object = {}): DoorKnown => ({ input: (area) => ({ ...here(area), ...more }), may: (held, person, area) => works(held, person, area) && anyPlace(area).some((place) => manages(held, place)) })
const ofTarget = (input: (area: number) => object): DoorKnown => ({ input: (area) => ({ ...here(area), ...input(area) }), may: (held, person, area) => works(held, person, area) && person.slug !== target(area).slug && manages(held, target(area).place), hidesAsInvalid: true })
const giving = (role: string, input: (area: number) => object): DoorKnown => ({ input: (area) => ({ ...here(area), role, place: `Place ${target(area).place}`, ...input(area) }), may: (held, person, area) => works(held, person, area) && person.slug !== target(area).slug && gives(held, role, target(area).place), hidesAsInvalid: true })
const invitation = (): DoorKnown => ({ input: (area) => ({ ...here(area), id: writtenId(area, 'invitation') }), may: (held, person, area) => works(held, person, area) && manages(held, `a${area}s1`) })
const ofSome = (): DoorKnown => ({ input: here, may: works })
const signed = (area: number) => ({ ...here(area), id: area === 41 ? idOf('agreement', 0) : idOf('agreement', 'none'), place: `Place a${area}s1` })

/** The doors by which people, roles, sharing and keys are looked after. */
export const PEOPLE_DOORS: Record<string, DoorKnown | DoorKnown[]> = {
  'access.people': managing(), 'access.invitations': managing(), 'access.check-invitations': managing({ people: 'email,name\nx@y.test,X' }), 'access.invite-many': managing({ people: 'email,name\nx@y.test,X' }),
  'access.person': ofTarget((area) => ({ person: target(area).slug })),
  'access.give-role': ['family', 'senco', 'officer', 'administrator'].map((role) => giving(role, (area) => ({ person: target(area).slug, reason: 'r' }))),
  'access.invite': ['family', 'senco', 'director'].map((role) => giving(role, () => ({ email: 'new@example.test', name: 'N', roleTitle: 't' }))),
  // Who has left comes back through whoever looks after the whole area.
  'access.come-back': { ...giving('family', (area) => ({ person: target(area).slug, reason: 'r' })), may: (held, person, area) => works(held, person, area) && person.slug !== target(area).slug && manages(held, `a${area}`) },
  'access.end-role': ofTarget((area) => ({ id: theirRole(area), reason: 'r' })),
  'access.move-role': { ...ofTarget((area) => ({ id: theirRole(area), place: `Place a${area}s2`, on: new Date().toISOString().slice(0, 10), reason: 'r' })), may: (held, person, area) => works(held, person, area) && manages(held, target(area).place) && gives(held, 'senco', `a${area}s2`) },
  'access.leave': ofTarget((area) => ({ person: target(area).slug, reason: 'r' })),
  'access.sign-out-person': ofTarget((area) => ({ person: target(area).slug, reason: 'r' })),
  'access.invite-again': invitation(), 'access.withdraw-invitation': invitation(),
  'access.give-child-role': { input: (area) => ({ ...here(area), child: idOf('child', area, 'k1'), person: area === 41 ? 'family-area' : 'family-other', role: 'panel-member', reason: 'r' }), may: (held, person, area) => works(held, person, area) && mayOfChild(WORLD, held, 'child:write', `k1.${area}`) },
  'access.roles': ofSome(), 'access.agreements': ofSome(),
  'access.set-role-verb': actingOn('role:change', (area) => ({ ...here(area), role: 'senco', verb: 'care:read', may: 'yes', reason: 'r' })),
  'access.add-role': actingOn('role:change', (area) => ({ ...here(area), label: 'Visitor', about: 'a', givenFor: 'place' })),
  'access.change-role': actingOn('role:change', (area) => ({ ...here(area), role: 'senco', label: 'Senco', about: 'a', version: 1 })),
  'access.keys': actingOn('key:make', here),
  'access.make-key': actingOn('key:make', (area) => ({ ...here(area), label: 'l', verbs: ['published:read'], until: new Date(Date.now() + 9e8).toISOString().slice(0, 10) })),
  'access.end-key': { input: (area) => ({ ...here(area), id: idOf('token', area === 41 ? 'key-of-one-area' : 'none') }), may: (held, person, area) => area === 41 && works(held, person, area) && mayAt(WORLD, held, 'key:make', 'a41') },
  'access.make-agreement': actingOn('sharing:manage', (area) => ({ ...here(area), title: 't', purpose: 'p', lawfulBasis: 'l', verbs: ['child:read'], starts: '2031-01-01' })),
  'access.end-agreement': actingOn('sharing:manage', (area) => ({ ...here(area), id: writtenId(area, 'agreement'), reason: 'r' })),
  'access.sign-agreement': { input: (area) => ({ ...here(area), id: writtenId(area, 'agreement'), place: `Place a${area}s1` }), may: (held, person, area) => works(held, person, area) && manages(held, `a${area}s1`) && mayAt(WORLD, held, 'child:read', `a${area}s1`), hidesAsInvalid: true },
  'access.leave-agreement': { input: (area) => ({ ...signed(area), reason: 'r' }), may: (held, person, area) => area === 41 && works(held, person, area) && (mayAt(WORLD, held, 'sharing:manage', 'a41') || manages(held, 'a41s1')), hidesAsInvalid: true },
  'people.family': { input: (area) => ({ child: idOf('child', area, 'k3') }), may: (held, _, area) => held.some((one) => one.verb === 'family:read' && one.child === `k3.${area}`) },
}
