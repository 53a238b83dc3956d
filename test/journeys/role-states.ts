import { DERBY, TIMELINESS } from './traces.ts'
import { openThen, type PageInState, state, unfolded, unfoldedState } from './ways.ts'

const CURVE = `/measures/${TIMELINESS}?place=${DERBY}`

/** What a page shows otherwise to those who may do less, or something else. */
export function roleStates(): PageInState[] {
  return [
    state('home of the wedge-chair', 'wedge-chair', '/'),
    ...(['wedge-chair', 'officer', 'head', 'analyst'] as const).map((person) => unfoldedState(`measure for the ${person}, all unfolded`, person, CURVE)),
    state('result to be changed by an analyst', 'analyst', '/results'), state('services for a head', 'head', '/services'),
    state('strategies for a programme manager', 'programme-manager', '/strategies'), state('promises without the verb', 'dpo', '/strategies/derby-inclusion-2018/promises'),
    state('promise to change, without the verb', 'dpo', '/strategies/derby-inclusion-2018/promises/4'), state('strategy to change, without the verb', 'head', '/strategies/derby-inclusion-2018/edit?part=words'),
    state('action to add, without the verb', 'dpo', '/actions/new?strategy=belonging-2027'),
    { name: 'action for a head, all unfolded', person: 'head', show: async (page) => { await openThen(page, '/actions', () => page.getByRole('link', { name: 'Fill four posts' }).click()); await unfolded(page, page.url()) } },
    { name: 'action without the verb', person: 'dpo', show: (page) => openThen(page, '/actions', () => page.getByRole('link', { name: 'Fill four posts' }).click()) },
    state('publish, for a programme manager', 'programme-manager', '/publish'), state('comparator sets without the verb', 'head', '/compare/sets'),
  ]
}
