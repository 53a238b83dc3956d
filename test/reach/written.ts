import { randomBytes, randomUUID } from 'node:crypto'
import type { Written } from './expected.ts'
import { canary, idOf } from './world.ts'

interface Context { area: number; home: number; school: number; author: string }
export type Row = Omit<Written, 'area' | 'canary'> & { canary?: string; row: Record<string, unknown> }

const SIDE = { givenName: 'A', familyName: 'B', knownAs: null, born: '2014-05-03', sex: null, identifiers: [], onRoll: [] }

/** The id under which an area's one record of a table is known. */
export const writtenId = (area: number, what: string) => idOf('written', area, what)
export const strategyOf = (area: number) => `cnry${area}strategyslugq`
export const CURVE = { measure: 'persistent-absence', group: 'all' }

/** The return of the world that is expected. */
export const RETURN_OF = { series: 'reach', period: '2026' }

/** One row of every table an area writes in, each with a word that stands nowhere else. About a curve it is of the first school. */
export function WRITTEN_OF_AREA({ area, home, school, author }: Context): Row[] {
  const now = new Date()
  const id = (what: string) => writtenId(area, what)
  const word = (what: string) => canary(area, what)
  const strategy = { strategy_id: id('strategy') }
  const by = (who: string) => ({ [`${who}_by`]: author, [`${who}_at`]: now })
  const row = (open: Written['open'], table: string, what: string | null, fields: Record<string, unknown>, more: Partial<Written> = {}): Row => ({ table, open, ...(what === null ? {} : { canary: word(what) }), ...more, row: { area_id: area, ...fields } })
  const ofArea = (table: string, what: string | null, fields: Record<string, unknown>) => row('area', table, what, fields)
  const curve = { place_id: school, measure_id: CURVE.measure, group_id: CURVE.group }
  return [
    ofArea('places.comparator_set', 'sets', { set_id: id('set'), name: word('sets'), ...by('made') }),
    ofArea('programme.strategy', 'strategy', { ...strategy, slug: strategyOf(area), title: word('strategy'), vision: word('strategy'), ...by('made'), ...by('changed') }),
    ofArea('programme.statement', 'statement', { ...strategy, statement_id: id('statement'), kind: 'aim', position: 1, body: word('statement') }),
    ofArea('programme.priority', 'priority', { ...strategy, priority_id: id('priority'), number: 1, title: word('priority'), outcome: 'o', changed_at: now }),
    ofArea('programme.priority', 'closed', { ...strategy, priority_id: id('closed'), number: 2, title: word('closed'), outcome: 'o', changed_at: now, closed_on: '2026-01-01', closed_reason: 'r' }),
    ofArea('programme.lead', 'lead', { priority_id: id('priority'), position: 1, kind: 'officer', role_title: word('lead') }),
    ofArea('programme.milestone', 'milestone', { ...strategy, milestone_id: id('milestone'), position: 1, stage: 'consult', body: word('milestone'), when_words: 'soon' }),
    ofArea('programme.reporting', 'board', { ...strategy, position: 1, body: word('board'), part: 'p' }),
    ofArea('programme.link', 'link', { ...strategy, link_id: id('link'), to_words: word('link'), kind: 'linked', position: 1 }),
    ofArea('programme.promise', 'promise', { ...strategy, promise_id: id('promise'), number: 1, body: word('promise'), ...by('changed') }),
    ofArea('programme.promise_before', 'promised', { promise_id: id('promise'), version: 0, stood: { body: word('promised') }, ...by('changed') }),
    ofArea('programme.promise_test', null, { promise_id: id('promise'), position: 1, measure_id: CURVE.measure, group_id: 'all', place_id: home, rule: 'at-most', value: 5, to_period: '2030' }),
    ofArea('programme.action', 'action', { action_id: id('action'), ...curve, title: word('action'), owner: 'o', due: '2030-01-01', state: 'not-started', ...by('made'), changed_at: now }),
    ofArea('programme.action_before', 'did', { action_id: id('action'), version: 0, stood: { title: word('did'), owner: 'o', due: null, due_words: 'soon', state: 'not-started', measure_id: CURVE.measure }, ...by('changed') }),
    ofArea('scorecards.framework', 'framework', { framework_id: id('framework'), slug: `framework-${area}`, name: word('framework'), source: 's', position: 1, ...by('made') }),
    ofArea('scorecards.result', 'result', { result_id: id('result'), framework_id: id('framework'), position: 1, body: word('result'), place_id: home, ...by('changed') }),
    ofArea('scorecards.result_before', 'resulted', { result_id: id('result'), version: 0, stood: { body: word('resulted') }, why: word('resulted'), ...by('changed') }),
    ofArea('scorecards.indicator', 'wanted', { indicator_id: id('indicator'), result_id: id('result'), position: 1, wanted: word('wanted'), bringer: 'b', ...by('made') }),
    ofArea('scorecards.indicator_role', 'role', { indicator_id: id('indicator'), starts: now, role: 'headline', reason: word('role'), set_by: author }),
    ofArea('scorecards.rating', 'rating', { indicator_id: id('indicator'), communication: 'high', proxy: 'high', data: 'low', reason: word('rating'), ...by('rated') }),
    ofArea('scorecards.service', 'service', { service_id: id('service'), slug: `service-${area}`, name: word('service'), customers: 'c', manager: 'm', ...by('changed') }),
    ofArea('scorecards.service_before', 'served', { service_id: id('service'), version: 0, stood: { name: word('served') }, ...by('changed') }),
    ofArea('scorecards.performance_measure', 'work', { performance_measure_id: id('performance'), service_id: id('service'), position: 1, body: word('work'), quadrant: 'how-much', role: 'headline', ...by('made') }),
    ofArea('scorecards.contribution', 'because', { performance_measure_id: id('performance'), indicator_id: id('indicator'), kind: 'contributes', strength: 'high', rationale: word('because'), ...by('made') }),
    ofArea('scorecards.target', 'target', { target_id: id('target'), ...curve, period_label: '2030', period_ends: '2030-12-31', value: 4, reason: word('target'), ...by('set') }),
    ofArea('scorecards.story', 'story', { ...curve, version: 1, body: word('story'), ...by('written') }),
    ofArea('scorecards.baseline', 'baseline', { baseline_id: id('baseline'), ...curve, decision: word('baseline'), reason: 'r', definition_version: 1, history: '[]', forecast: '[]', method: 'line', ...by('frozen') }),
    ofArea('scorecards.scenario', 'scenario', { scenario_id: id('scenario'), ...curve, name: word('scenario'), assumptions: 'a', points: '[]', ...by('made') }),
    ofArea('scorecards.cause', 'cause', { cause_id: id('cause'), ...curve, effect: 'worse', body: word('cause'), ...by('made') }),
    ofArea('scorecards.question', 'unknown', { question_id: id('question'), ...curve, body: word('unknown'), finder: 'f', ...by('made') }),
    ofArea('scorecards.partner', 'partner', { partner_id: id('partner'), ...curve, name: word('partner'), part: 'p', ...by('made') }),
    ofArea('scorecards.idea', 'idea', { idea_id: id('idea'), ...curve, body: word('idea'), evidence: 'local', cost: 'no-cost', ...by('made') }),
    ofArea('scorecards.remark', 'remark', { remark_id: id('remark'), ...curve, period_label: '2025', body: word('remark'), ...by('made') }),
    ofArea('publishing.release', null, { release_id: id('release'), place_id: home, framework_id: id('framework'), content: {}, ...by('published'), withdrawn_at: now, withdrawn_by: author, withdrawn_reason: 'r' }),
    row('returns', 'collection.batch', 'batch', { batch_id: area, place_id: school, kind: 'lait', file: word('batch'), content_hash: 'x', parts: '{}', options: '{}', state: 'rejected', ...by('given') }, { place: `a${area}s1` }),
    row('returns', 'collection.finding', 'finding', { batch_id: area, number: 1, rule: 'r', severity: 'error', message: word('finding') }, { place: `a${area}s1` }),
    ofArea('collection.expected_return', 'expected', { expected_id: id('expected'), ...RETURN_OF, answered_by: ['reach'], label: word('expected'), covers_from: '2026-01-01', covers_until: '2026-01-31', due_on: '2026-02-28', place_id: home, by_whom: 'settings', asks_sign_off: true, ...by('made') }),
    ofArea('collection.return_word', 'contest', { word_id: id('contest'), ...RETURN_OF, place_id: school, kind: 'contest', figure: 'f', body: word('contest'), due_on: '2026-03-31', ...by('said') }),
    row('returns', 'collection.return_word', 'note', { word_id: id('note'), ...RETURN_OF, place_id: school, kind: 'note', body: word('note'), ...by('said') }, { place: `a${area}s1` }),
    row('returns', 'collection.return_number', null, { batch_id: area, place_id: school, period: 'p', name: 'on-roll', value: 1 }, { place: `a${area}s1` }),
    row('returns', 'collection.quality_finding', 'doubt', { finding_id: id('doubt'), check_name: 'outliers', place_id: school, key: 'k', message: word('doubt'), fix: 'f', first_found_at: now, last_found_at: now }, { place: `a${area}s1` }),
    row('returns', 'collection.quality_share', null, { field: 'upn', place_id: school, have: 1, of: 1, counted_at: now }, { place: `a${area}s1` }),
    ofArea('collection.recipe', 'recipe', { recipe: `recipe-${area}`, version: 1, place_id: school, name: word('recipe'), target: 'list', body: { name: word('recipe'), target: 'list', header: [word('recipe')], fields: {} }, is_kept: true, ...by('made') }),
    ofArea('places.closure', 'closes', { place_id: -area, ends: '2026-08-31', reason: word('closes'), ...by('said') }),
    ofArea('places.own_hierarchy', null, { hierarchy: `area-${area}.in-groups`, ...by('made') }),
    ofArea('provision.service', 'offered', { batch_id: area, service_id: id('service'), row: 1, name: word('offered'), status: 'active', description: word('offered'), says: ['times', 'places', 'term'], hash: 'h' }),
    ofArea('provision.service_time', 'hours', { batch_id: area, service_id: id('service'), number: 1, days: ['MO'], month_days: [], description: word('hours') }),
    ofArea('provision.service_place', 'hall', { batch_id: area, service_id: id('service'), number: 1, location_id: 'l', name: word('hall') }),
    ofArea('provision.service_word', 'sort', { batch_id: area, service_id: id('service'), number: 1, kind: 'term', body: word('sort') }),
    ofArea('provision.term', 'term', { batch_id: area, term_id: id('term'), row: 1, name: word('term') }),
    row('identity', 'people.pair', 'pair', { pair_id: id('pair'), one_id: id('one'), other_id: id('other'), evidence: { for: [word('pair')], against: [], one: SIDE, other: SIDE }, found_at: now, state: 'open' }),
    row('identity', 'people.roll_claim', 'claim', { claim_id: id('claim'), child_id: idOf('child', area, 'k1'), place_id: school, starts: '2026-01-01', batch_id: area, found_at: now, reason: word('claim') }),
    ofArea('people.own_word', null, { batch_id: area }),
    ofArea('desk.view', 'view', { view_id: id('view'), person: author, name: word('view'), address: '/actions', made_at: now, changed_at: now }),
    ofArea('platform.work', 'task', { work_id: id('work'), kind: 'k', title: word('task'), input: '{}', state: 'done', ...by('asked') }),
    ofArea('platform.setting', 'setting', { name: 'n', value: { word: word('setting') } }),
    ofArea('access.agreement', 'sharing', { agreement_id: id('agreement'), title: word('sharing'), purpose: 'p', lawful_basis: 'l', verbs: '{child:read}', starts: '2031-01-01', ...by('made') }),
    ofArea('access.notice', 'notice', { notice: 'privacy', version: 900, body: word('notice'), ...by('written') }),
    ofArea('access.retention_rule', 'keep', { record: 'entry', keep_years: 25, counted_from: 'birth', basis: word('keep'), ...by('set') }),
    row('rights', 'access.hold', 'hold', { hold_id: id('hold'), record: 'entry', reason: word('hold'), starts: '2026-01-01', ...by('set') }),
    row('rights', 'access.rights_request', 'asks', { request_id: id('request'), right_asked: 'access', person: author, asked_by_words: word('asks'), asked_on: '2026-01-01', due_on: '2026-02-01', state: 'open', ...by('taken') }),
    row('rights', 'access.tombstone', 'stone', { tombstone_id: id('stone'), subject_hash: 'h', record: 'entry', rows_gone: 1, reason: word('stone'), ...by('erased') }),
    row('own', 'platform.paper', 'paper', { paper_id: id('paper'), work_id: id('work'), kind: 'scorecard', subject: '/scorecard', title: word('paper'), format: 'docx', ...by('asked') }, { person: author }),
    row('own', 'platform.once', 'once', { person: author, key: 'k', input_hash: 'h', outcome: { word: word('once') }, at: now }, { person: author }),
    row('own', 'access.draft', 'draft', { draft_id: id('draft'), person: author, path: '/', fields: { word: word('draft') }, made_at: now, ends_at: new Date(now.getTime() + 1e8) }, { person: author }),
    row('audit', 'platform.deed', 'deed', { deed_id: id('deed'), at: now, action: 'test.deed', person: author, door: 'page', subject: word('deed'), input: { word: word('deed') }, payload_salt: randomUUID(), payload_hash: randomBytes(32) }, { person: author }),
    row('people', 'access.invitation', 'invited', { invitation_id: id('invitation'), token_hash: randomBytes(32), email: `${word('invited')}@example.test`, email_key: `${word('invited')}@example.test`, name: word('invited'), role_title: 't', role: 'senco', place_id: school, starts_at: now, ...by('invited'), expires_at: new Date(now.getTime() + 1e8) }, { place: `a${area}s1` }),
  ]
}
