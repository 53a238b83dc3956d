import { acting, actingArea, actingOn, type DoorKnown } from './doors-kit.ts'
import { mayAt } from './expected.ts'
import { idOf, WORLD } from './world.ts'
import { writtenId } from './written.ts'

const request = (more: object = {}) => (area: number) => ({ id: writtenId(area, 'request'), ...more })
const none = () => ({})

/** The doors by which people's rights are answered: the register, the schedule, holds and notices. */
export const RIGHTS_DOORS: Record<string, DoorKnown> = {
  'access.rights-requests': acting('rights:manage', none), 'access.rights-request': actingOn('rights:manage', request()), 'access.passages': actingOn('rights:manage', request()),
  'access.retention': acting('rights:manage', none), 'access.holds': acting('rights:manage', none), 'access.notices': acting('notice:write', none),
  'access.processing': { input: none, may: (held, person) => ['rights:manage', 'audit:read'].some((verb) => mayAt(WORLD, held, verb, `a${actingArea(person, held)}`)) },
  'access.take-request': acting('rights:manage', (area) => ({ right: 'access', childId: idOf('child', area, 'k1'), askedBy: 'The parent', askedOn: '2026-01-05' })),
  'access.extend-request': actingOn('rights:manage', request({ reason: 'r', version: 1 })),
  'access.close-request': actingOn('rights:manage', request({ state: 'answered', reason: 'r', version: 1 })),
  'access.gather': actingOn('rights:manage', request()),
  'access.decide-passages': actingOn('rights:manage', request({ passages: [], shown: [], reason: 'r' })),
  'access.fetch-copy': actingOn('rights:manage', request()),
  'access.erase': actingOn('rights:manage', request({ records: ['child-record'], reason: 'r' })),
  'access.set-retention': acting('rights:manage', () => ({ record: 'child-record', years: 20, from: 'birth', basis: 'b', version: 1 })),
  'access.try-retention': acting('rights:manage', none), 'access.run-retention': acting('rights:manage', () => ({ reason: 'r' })),
  'access.hold': acting('rights:manage', (area) => ({ childId: idOf('child', area, 'k1'), starts: '2026-01-01', reason: 'r' })),
  'access.end-hold': actingOn('rights:manage', (area) => ({ id: writtenId(area, 'hold'), reason: 'r' })),
  'access.write-notice': acting('notice:write', () => ({ notice: 'privacy', body: 'b', version: 900 })),
}
