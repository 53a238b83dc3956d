import { DATA_DOORS, OF_SCHOOLS } from './data-doors.ts'
import { acting, actingArea, actingOn, anywhere, atHome, atSchool, type DoorKnown, nobody, ofChild, ownOnly, signedIn } from './doors-kit.ts'
import { areasOf, mayAt } from './expected.ts'
import { codeOf, urnOf } from './fill.ts'
import { PEOPLE_DOORS } from './people-doors.ts'
import { RIGHTS_DOORS } from './rights-doors.ts'
import { canary, idOf, WORLD } from './world.ts'
import { CURVE, RETURN_OF, strategyOf, writtenId } from './written.ts'

const at = (area: number) => ({ ...CURVE, place: codeOf(`a${area}s1`) })
const home = (area: number) => ({ place: codeOf(`a${area}`) })
const id = (what: string) => (area: number) => ({ id: writtenId(area, what) })
const strategy = (more: object = {}) => (area: number) => ({ strategy: strategyOf(area), version: 1, why: 'w', ...more })
const batch = () => ({ batch: 40 })
/** Where one gives returns in the area one acts for, be it for one setting. */
const gives = (input: DoorKnown['input']): DoorKnown => ({
  input, may: (held, person) => WORLD.places.some(({ key, area }) => area === actingArea(person, held) && mayAt(WORLD, held, 'return:give', key)),
})
/** Of one setting of the area one acts for, by its number; another area's is missing. */
const ofSetting = (verb: string, more: object = {}): DoorKnown => ({
  input: (area) => ({ setting: urnOf(area), ...RETURN_OF, ...more }), may: (held, person, area) => actingArea(person, held) === area && mayAt(WORLD, held, verb, `a${area}s1`),
})
const childOf = (area: number, kid: string) => idOf('child', area, kid)

const KIDS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9']
/** Where one sees children at all: the list of an area. */
const seesSome = (more: object = {}): DoorKnown => ({ input: (area) => ({ area: `area-${area}`, ...more }), may: (held, _, area) => areasOf(held).has(area) && held.some((one) => one.verb === 'child:read' && (one.place !== undefined || one.area === area)) })

/** Where one is signed in: for people, and for keys that may do all their person may. */
const wholly: DoorKnown = { input: () => ({}), may: (_, { key }) => !key?.only }

export const DOORS_KNOWN: Record<string, DoorKnown | DoorKnown[]> = {
  ...PEOPLE_DOORS, ...RIGHTS_DOORS, ...DATA_DOORS,
  'collection.commit-batch': [anywhere('published:import', () => ({ ...batch(), acknowledged: true })), OF_SCHOOLS['collection.commit-batch']!],
  'collection.discard-batch': [anywhere('published:import', batch), OF_SCHOOLS['collection.discard-batch']!],
  'collection.undo-batch': [anywhere('published:import', () => ({ ...batch(), reason: 'r' })), OF_SCHOOLS['collection.undo-batch']!],
  'collection.cancel-check': [anywhere('published:import', batch), OF_SCHOOLS['collection.cancel-check']!],
  'collection.check-batch': [anywhere('published:import', batch), OF_SCHOOLS['collection.check-batch']!],
  // Whoever gives returns somewhere in the area makes recipes of their own; what all share is changed by those who give for all of it.
  'collection.keep-recipe': gives((area) => ({ body: { name: `List ${area}`, target: 'list', header: ['UPN'], fields: { upn: { column: 'UPN' }, list: { fixed: 'young-carers' }, names: { fixed: 'all' } } } })),
  'collection.end-recipe': [acting('return:give', () => ({ recipe: 'belong-early-help', reason: 'r' })), OF_SCHOOLS['collection.end-recipe']!],
  'collection.map-batch': atSchool('return:give', (area) => ({ batch: area, recipe: 'belong-early-help', asAt: '2026-01-01' })),
  'collection.recipes': gives(() => ({})), 'collection.recipe': [gives(() => ({ recipe: 'belong-early-help' })), OF_SCHOOLS['collection.recipe']!], 'collection.map-targets': signedIn(() => ({})),
  // The calendar is kept for the whole area; what a setting owes is said by who gives or signs its returns.
  'collection.accept-calendar': acting('calendar:keep', () => ({ year: 2026, series: ['sen2'] })),
  'collection.expect-return': acting('calendar:keep', () => ({ series: 'cin', period: '2030', from: '2030-01-01', until: '2030-01-31', due: '2030-02-28', whom: 'authority', 'sign-off': false })),
  'collection.stop-expecting': actingOn('calendar:keep', (area) => ({ expected: writtenId(area, 'expected'), reason: 'r' })),
  'collection.remind-return': actingOn('calendar:keep', (area) => ({ expected: writtenId(area, 'expected') })),
  'collection.nil-return': ofSetting('return:give'), 'collection.sign-return': ofSetting('return:sign'), 'collection.note-return': ofSetting('return:give', { body: 'b' }),
  'collection.contest-figure': ofSetting('return:sign', { figure: 'f', reason: 'r' }),
  'collection.take-word-back': { ...ofSetting('return:give'), input: (area) => ({ setting: urnOf(area), word: writtenId(area, 'note') }) },
  'collection.answer-contest': acting('return:give', (area) => ({ word: writtenId(area, 'contest'), answer: 'a' })),
  'collection.returns': { input: () => ({ year: 2025 }), may: (held, person, area) => gives(() => ({})).may(held, person, area) || acting('calendar:keep', () => ({})).may(held, person, area) },
  'collection.coverage': acting('published:read', () => ({ series: 'reach', day: '2026-01-15' })),
  'collection.row': atSchool('return:give', (area) => ({ batch: area, row: 1 })),
  'collection.quality': gives(() => ({})), 'collection.look-at-quality': acting('return:give', () => ({})),
  'collection.own-finding': gives((area) => ({ finding: writtenId(area, 'doubt'), version: 1 })),
  // There is none, so it is missing to all.
  'places.carry-over': nobody(() => ({ bridge: 'none', values: {} })),
  'places.save-comparators': acting('comparators:write', (area) => ({ id: writtenId(area, 'set'), version: 1, name: 'n', places: 'Leeds' })),
  'places.drop-comparators': actingOn('comparators:write', id('set')),
  'programme.add-action': atSchool('action:write', (area) => ({ ...at(area), title: 't', owner: 'o', due: '2099-01-31' })),
  'programme.change-action': atSchool('action:write', (area) => ({ ...id('action')(area), state: 'done', reason: 'r', version: 1 })),
  'programme.edit-action': atSchool('action:write', (area) => ({ ...id('action')(area), version: 1, why: 'w', title: 't', owner: 'o', due: '2099-01-31', ...CURVE })),
  'programme.make-strategy': acting('strategy:write', () => ({ title: 'A new strategy' })),
  'programme.edit-strategy': atHome('strategy:write', strategy({ title: 't' })),
  'programme.edit-statements': atHome('strategy:write', strategy({ aim: 'Be kind' })),
  'programme.edit-target-groups': atHome('strategy:write', strategy({ groups: [{ body: 'All' }] })),
  'programme.add-priority': atHome('strategy:write', strategy({ title: 't', leads: [] })),
  'programme.edit-priority': atHome('strategy:write', (area) => ({ ...strategy({ title: 't', number: 1, leads: [] })(area), priority: writtenId(area, 'priority') })),
  'programme.close-priority': atHome('strategy:write', (area) => ({ ...strategy({ reason: 'r' })(area), priority: writtenId(area, 'priority') })),
  'programme.reopen-priority': atHome('strategy:write', (area) => ({ ...strategy({ reason: 'r' })(area), priority: writtenId(area, 'closed') })),
  'programme.edit-milestones': atHome('strategy:write', strategy({ milestones: [{ stage: 'consult', body: 'b', when: 'w' }] })),
  'programme.edit-boards': atHome('strategy:write', strategy({ boards: [{ body: 'b', part: 'p' }] })),
  'programme.edit-links': atHome('strategy:write', strategy({ links: [{ kind: 'linked', to: 'The plan' }] })),
  'programme.retire-strategy': atHome('strategy:write', strategy({ reason: 'r' })),
  'programme.restore-strategy': atHome('strategy:write', strategy({ reason: 'r' })),
  'programme.show-strategy': atHome('scorecard:publish', strategy({ from: '2030-01-01' })),
  'programme.add-promise': atHome('strategy:write', strategy({ body: 'b', measure: CURVE.measure, rule: 'at-most', value: 5 })),
  'programme.reword-promise': atHome('strategy:write', (area) => ({ ...id('promise')(area), version: 1, body: 'b' })),
  'programme.withdraw-promise': atHome('strategy:write', (area) => ({ ...id('promise')(area), version: 1, reason: 'r' })),
  'programme.test-promise': atHome('strategy:write', (area) => ({ ...id('promise')(area), version: 1, measure: CURVE.measure, rule: 'at-most', value: 5 })),
  'programme.drop-promise-test': atHome('strategy:write', (area) => ({ ...id('promise')(area), version: 1, position: 1 })),
  'scorecards.set-target': atSchool('target:set', (area) => ({ ...at(area), period: '2030', value: 3, reason: 'r' })),
  'scorecards.withdraw-target': atSchool('target:set', id('target')),
  'scorecards.write-story': atSchool('story:write', (area) => ({ ...at(area), body: 'b', version: 1 })),
  'scorecards.freeze-baseline': atSchool('target:set', (area) => ({ ...at(area), decision: 'd', reason: 'r' })),
  'scorecards.withdraw-baseline': atSchool('target:set', id('baseline')),
  'scorecards.add-scenario': atSchool('target:set', (area) => ({ ...at(area), name: 'n', assumptions: 'a', points: [{ period: '2030', value: 3 }] })),
  'scorecards.withdraw-scenario': atSchool('target:set', id('scenario')),
  'scorecards.add-cause': atSchool('story:write', (area) => ({ ...at(area), effect: 'worse', body: 'b' })),
  'scorecards.end-cause': atSchool('story:write', id('cause')),
  'scorecards.add-question': atSchool('story:write', (area) => ({ ...at(area), body: 'b', finder: 'f' })),
  'scorecards.answer-question': atSchool('story:write', (area) => ({ ...id('question')(area), answer: 'a' })),
  'scorecards.end-question': atSchool('story:write', id('question')),
  'scorecards.add-partner': atSchool('story:write', (area) => ({ ...at(area), name: 'n', part: 'p' })),
  'scorecards.agree-partner': atSchool('story:write', (area) => ({ ...id('partner')(area), agreedOn: '2026-01-01', agreedBy: 'x' })),
  'scorecards.end-partner': atSchool('story:write', id('partner')),
  'scorecards.add-idea': atSchool('story:write', (area) => ({ ...at(area), body: 'b', evidence: 'local', cost: 'no-cost' })),
  'scorecards.choose-idea': atSchool('action:write', (area) => ({ ...id('idea')(area), title: 't', owner: 'o', due: '2099-01-31' })),
  'scorecards.end-idea': atSchool('story:write', id('idea')),
  'scorecards.add-remark': atSchool('remark:write', (area) => ({ ...at(area), period: '2024/25', body: 'b' })),
  'scorecards.take-back-remark': ownOnly(id('remark')),
  'scorecards.make-framework': atHome('scorecard:write', (area) => ({ ...home(area), name: 'n', source: 's' })),
  'scorecards.date-framework': atHome('scorecard:write', (area) => ({ framework: writtenId(area, 'framework'), starts: '2026-01-01' })),
  'scorecards.adopt-framework': atHome('scorecard:write', (area) => ({ ...home(area), starter: 'belong' })),
  'scorecards.add-result': atHome('scorecard:write', (area) => ({ framework: writtenId(area, 'framework'), body: 'b' })),
  'scorecards.reword-result': atHome('scorecard:write', (area) => ({ ...id('result')(area), version: 1, why: 'w', body: 'b' })),
  'scorecards.retire-result': atHome('scorecard:write', (area) => ({ ...id('result')(area), version: 1, reason: 'r' })),
  'scorecards.add-indicator': atHome('scorecard:write', (area) => ({ result: writtenId(area, 'result'), measure: CURVE.measure, role: 'secondary', reason: 'r' })),
  'scorecards.retire-indicator': atHome('scorecard:write', (area) => ({ indicator: writtenId(area, 'indicator'), reason: 'r' })),
  'scorecards.set-role': atHome('scorecard:write', (area) => ({ indicator: writtenId(area, 'indicator'), role: 'data-development', reason: 'r' })),
  'scorecards.rate-indicator': atHome('scorecard:write', (area) => ({ indicator: writtenId(area, 'indicator'), communication: 'low', proxy: 'low', data: 'low', reason: 'r' })),
  'scorecards.add-service': atHome('scorecard:write', (area) => ({ ...home(area), name: 'n', customers: 'c', manager: 'm' })),
  'scorecards.adopt-service': atHome('scorecard:write', (area) => ({ ...home(area), starter: 'statutory-sen-assessment' })),
  'scorecards.change-service': atHome('scorecard:write', (area) => ({ ...id('service')(area), version: 1, name: 'n', customers: 'c', manager: 'm' })),
  'scorecards.end-service': atHome('scorecard:write', (area) => ({ ...id('service')(area), reason: 'r' })),
  'scorecards.add-performance-measure': atHome('scorecard:write', (area) => ({ service: writtenId(area, 'service'), body: 'b', quadrant: 'how-well', role: 'secondary' })),
  'scorecards.end-performance-measure': atHome('scorecard:write', (area) => ({ id: writtenId(area, 'performance'), reason: 'r' })),
  'scorecards.add-contribution': atHome('scorecard:write', (area) => ({ measure: writtenId(area, 'performance'), indicator: writtenId(area, 'indicator'), kind: 'enables', strength: 'low', rationale: 'r' })),
  'scorecards.end-contribution': atHome('scorecard:write', (area) => ({ measure: writtenId(area, 'performance'), indicator: writtenId(area, 'indicator') })),
  'publishing.publish-scorecard': atHome('scorecard:publish', (area) => ({ area: `area-${area}`, framework: `framework-${area}`, words: 'yes', seen: 'x' })),
  // The one there is was withdrawn before, so it is missing to all.
  'publishing.withdraw-release': nobody((area) => ({ area: `area-${area}`, ...id('release')(area), reason: 'r' })),
  'publishing.change-look': atHome('area:brand', (area) => ({ area: `area-${area}`, name: 'Renamed', colour: '#0b5566', version: 1 })),
  // Whether its asker may see the page is found out when it is made, as it is for the page.
  'desk.make-paper': signedIn(() => ({ subject: '/scorecard', format: 'docx' })),
  'desk.keep-view': acting('published:read', () => ({ name: 'A view', address: '/actions', shared: 'no' })),
  'desk.change-view': ownOnly((area) => ({ ...id('view')(area), name: 'n', shared: 'no', changed: new Date().toISOString() })),
  'desk.drop-view': ownOnly(id('view')),

  'people.children': seesSome(),
  'people.export-children': seesSome({ reason: 'For the test of what is in reach' }),
  'people.child': KIDS.map((kid) => ofChild(['child:read'], kid, (area) => ({ id: childOf(area, kid) }))),
  'people.write-entry': ['k1', 'k3'].flatMap((kid) => ([['ordinary', 'child:read'], ['sen', 'sen:read'], ['health', 'health:read'], ['care', 'care:read'], ['restricted', 'note:read']] as const).map(([dataClass, verb]) => ({ ...ofChild(['child:read', 'child:write', verb], kid, (area) => ({ child: childOf(area, kid), dataClass, body: 'b' })), hidesAsInvalid: true as const }))),
  'people.change-entry': ['k1', 'k3'].flatMap((kid) => ([['sen', 'sen:read'], ['health', 'health:read']] as const).map(([dataClass, verb]) => ofChild(['child:read', 'child:write', verb], kid, (area) => ({ child: childOf(area, kid), id: idOf('people.entry', `${kid}.${area}`, dataClass), version: 1, reason: 'r', body: 'b' })))),
  'people.groups': seesSome(),
  // The finding is of the first school: who gives its returns is led to its children, as far as they see any.
  'people.finding-children': { input: (area) => ({ finding: writtenId(area, 'doubt') }), may: (held, person, area) => actingArea(person, held) === area && mayAt(WORLD, held, 'return:give', `a${area}s1`) && seesSome().may(held, person, area) },
  'people.pairs': acting('identity:decide', () => ({})), 'people.pair': actingOn('identity:decide', id('pair')),
  'people.claims': acting('identity:decide', () => ({})), 'people.let-claim-stand': actingOn('identity:decide', (area) => ({ ...id('claim')(area), reason: 'r' })),
  'people.decide-pair': actingOn('identity:decide', (area) => ({ ...id('pair')(area), version: 1, decision: 'different', reason: 'r' })),
  'people.part-pair': actingOn('identity:decide', (area) => ({ ...id('pair')(area), version: 1, reason: 'r' })),
  'people.break-glass': { input: (area) => ({ givenName: 'Kid', familyName: canary(area, 'k8name'), born: '2014-05-01', reason: 'The child is at the door and alone' }), may: (held, person) => held.some((one) => one.verb === 'child:break-glass' && one.place !== undefined && one.area === actingArea(person, held)) },
  'access.own-deeds': wholly,
  'access.looks': acting('audit:read', (area) => ({ child: childOf(area, 'k1') })),
  'access.family-looks': signedIn((area) => ({ child: childOf(area, 'k1') })),
  'access.chain': acting('audit:read', () => ({})),
  'access.sessions': wholly,
  'access.end-session': ownOnly((area) => ({ session: idOf('session', area === 41 ? 'director-area' : 'director-other') })),
  'access.end-sessions': wholly,

  'places.list': signedIn(() => ({})),
  'access.deeds': acting('audit:read', () => ({})),
  'collection.batches': signedIn(() => ({})),
  'collection.batch': [anywhere('published:import', batch), OF_SCHOOLS['collection.batch']!],
  'measures.list': signedIn(() => ({})),
  'measures.read': signedIn((area) => ({ id: CURVE.measure, place: codeOf(`a${area}`) })),
  'places.comparators': acting('published:read', () => ({})),
  'programme.actions': atSchool('published:read', at),
  'programme.strategies': atHome('published:read', home),
  'programme.strategy': atHome('published:read', (area) => ({ slug: strategyOf(area) })),
  'programme.promises': atHome('published:read', (area) => ({ slug: strategyOf(area) })),
  'scorecards.scorecard': signedIn(home),
  'scorecards.targets': atSchool('published:read', at),
  'scorecards.story': atSchool('published:read', at),
  'scorecards.baselines': atSchool('published:read', at),
  'scorecards.written': atSchool('published:read', at),
  'scorecards.results': atHome('published:read', home),
  'scorecards.result': atHome('published:read', id('result')),
  'scorecards.services': atHome('published:read', home),
  'publishing.releases': atHome('published:read', (area) => ({ area: `area-${area}` })),
  'desk.papers': signedIn(() => ({})),
  'desk.views': acting('published:read', () => ({})),
}
