import { actingArea, atHome, atSchool, type DoorKnown, inArea, onArea } from './doors-kit.ts'
import { mayAt } from './expected.ts'
import { codeOf, urnOf } from './fill.ts'
import { WORLD } from './world.ts'
import { writtenId } from './written.ts'

/** The first school of an area, and why. */
const school = (more: object = {}) => (area: number) => ({ area: `area-${area}`, setting: codeOf(`a${area}s1`), reason: 'r', ...more })
const clusters = (more: object = {}) => (area: number) => ({ area: `area-${area}`, hierarchy: 'Clusters', rows: `setting,parent,level\n${codeOf(`a${area}s1`)},C1,cluster`, ...more })
/** The batch of the first school of an area. */
const itsBatch = (more: object = {}) => (area: number) => ({ batch: area, ...more })

/** Who may do what with settings and what they lie in. */
const SETTING_DOORS: Record<string, DoorKnown> = {
  'places.settings': { input: (area) => ({ area: `area-${area}` }), may: (held, person, area) => held.length > 0 && actingArea(person, held) === area },
  'places.check-hierarchy': atHome('setting:keep', clusters()),
  'places.bring-hierarchy': atHome('setting:keep', clusters({ reason: 'r' })),
  'places.make-group': atHome('setting:keep', (area) => ({ area: `area-${area}`, hierarchy: 'Clusters', name: 'Cluster A', level: 'cluster' })),
  'places.move-setting': atHome('setting:keep', (area) => school({ hierarchy: `Groups ${area}`, from: '2026-09-01' })(area)),
  'places.close-setting': atHome('setting:keep', school({ on: '2026-08-31' })),
  'places.reopen-setting': atHome('setting:keep', school()),
  'places.match-setting': atHome('setting:keep', (area) => school({ setting: codeOf(`a${area}s2`), is: urnOf(area) })(area)),
  'places.unmatch-setting': atHome('setting:keep', school()),
}

/** A recipe somebody of the first school made: all of its area read by it, those who give that school's returns end it. */
const RECIPES_OF_SCHOOLS: Record<string, DoorKnown> = {
  'collection.recipe': {
    input: (area) => ({ recipe: `recipe-${area}` }),
    may: (held, person, area) => actingArea(person, held) === area && WORLD.places.some((place) => place.area === area && mayAt(WORLD, held, 'return:give', place.key)),
  },
  'collection.end-recipe': { input: (area) => ({ recipe: `recipe-${area}`, reason: 'r' }), may: (held, person, area) => actingArea(person, held) === area && mayAt(WORLD, held, 'return:give', `a${area}s1`) },
}

/** What is done to a school's batch: by those who give its returns. */
const BATCHES_OF_SCHOOLS: Record<string, DoorKnown> = {
  'collection.batch': atSchool('return:give', itsBatch()),
  'collection.commit-batch': atSchool('return:give', itsBatch({ acknowledged: true })),
  'collection.discard-batch': atSchool('return:give', itsBatch()),
  'collection.undo-batch': atSchool('return:give', itsBatch({ reason: 'r' })),
  'collection.cancel-check': atSchool('return:give', itsBatch()),
  'collection.check-batch': atSchool('return:give', itsBatch()),
}

/** What is offered in the area one acts for is read by all who see published figures there. */
const SERVICE_DOORS: Record<string, DoorKnown> = {
  'provision.services': inArea(() => ({})),
  'provision.service': onArea((area) => ({ service: writtenId(area, 'service') })),
}

export const DATA_DOORS = { ...SETTING_DOORS, ...SERVICE_DOORS }
/** Doors that are known for what all share too: the same at what is a school's. */
export const OF_SCHOOLS = { ...RECIPES_OF_SCHOOLS, ...BATCHES_OF_SCHOOLS }
