import { DERBY, TIMELINESS } from './traces.ts'
import { openThen, type PageInState, sendForm, state, unfolded } from './ways.ts'
import { addAction, setTarget } from './steps.ts'

export function measureStates(): PageInState[] {
  const curve = `/measures/${TIMELINESS}?place=${DERBY}`
  return [
    state('measure book', 'director', '/measures'),
    state('measure book, with figures', 'director', '/measures?figures=yes&q=absence'),
    state('measure book, nothing found', 'director', '/measures?q=xylophone'),
    state('measure', 'director', curve),
    { name: 'measure, all unfolded', person: 'director', show: (page) => unfolded(page, curve) },
    state('measure, all versions of the story', 'director', `${curve}&story=all`),
    state('measure, an earlier period', 'director', `${curve}&period=2019`),
    state('measure without the verb', 'dpo', curve),
    state('measure of a place elsewhere', 'director', `/measures/${TIMELINESS}?place=E09000007`),
    state('measure of a region', 'director', `/measures/${TIMELINESS}?place=E12000004`),
    state('measure of England', 'director', `/measures/${TIMELINESS}?place=E92000001`),
    state('measure of a place that is over', 'director', `/measures/${TIMELINESS}?place=E10000009`),
    state('measure without figures', 'director', `/measures/a-level-aab?place=${DERBY}`),
    state('measure, nothing but reasons', 'director', '/measures/attainment-8?place=E06000053&group=chinese'),
    state('measure with groups', 'director', `/measures/attainment-8?place=${DERBY}`),
    state('measure of a group', 'director', `/measures/attainment-8?place=${DERBY}&group=sen-support`),
    { name: 'measure, target refused', person: 'director', show: (page) => openThen(page, curve, () => setTarget(page, { by: '2027', value: 'abc', reason: '' })) },
    { name: 'measure, action refused', person: 'director', show: (page) => openThen(page, curve, () => addAction(page, { title: '', owner: '', due: '' })) },
    ...['cause', 'question', 'partner', 'idea', 'baseline', 'scenario', 'remark'].flatMap((form): PageInState[] => [
      state(`measure, ${form} being written`, 'director', `${curve}&write=${form}`),
      { name: `measure, ${form} refused`, person: 'director', show: (page) => openThen(page, `${curve}&write=${form}`, () => page.locator('form.writing button').click()) },
    ]),
    { name: 'measure, story written twice at once', person: 'director', show: (page) => sendForm(page, curve, `/measures/${TIMELINESS}/story`, { place: DERBY, group: 'all', body: 'Another story.', notKnown: '', version: '1' }) },
    state('definition', 'director', `/measures/${TIMELINESS}/definition`),
    state('definition with groups', 'director', '/measures/attainment-8/definition'),
  ]
}

export function compareStates(): PageInState[] {
  return [
    state('compare', 'director', '/compare'),
    state('compare with every authority', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&with=all`),
    state('compare, how they spread', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&view=distribution`), state('compare on a map', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&view=map`),
    state('compare on a map of before', 'director', `/compare?measure=${TIMELINESS}&place=E09000007&period=2022&view=map`), state('compare, curves', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&view=curves`),
    state('compare with chosen places', 'director', `/compare?measure=${TIMELINESS}&place=${DERBY}&codes=E08000035%2CE06000018`),
    state('compare without figures', 'director', `/compare?measure=a-level-aab&place=${DERBY}`),
    state('comparator sets', 'director', '/compare/sets'),
    { name: 'comparator sets, refused', person: 'director', show: (page) => sendForm(page, '/compare/sets', '/compare/sets', { name: '', places: 'Nowhere' }) },
  ]
}
