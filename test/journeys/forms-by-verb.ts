import type { Person } from './steps.ts'

/** A form that only those may send who hold a verb: who holds it not, where it stands for those who do, and words that would be taken. */
export interface FormByVerb {
  without: Person[]
  page: string
  to: string
  /** Beside what the page's own form says without being asked. */
  fields: Record<string, string>
}

const CURVE = '/measures/unauthorised-absence'
const AT = { place: 'E06000015', group: 'all' }
const DERBY = '/strategies/derby-inclusion-2018'
const SERVICE = '/services/statutory-sen-assessment'

const curve = (without: Person[], form: string, fields: Record<string, string>): FormByVerb => ({ without, page: `${CURVE}?place=E06000015&write=${form}`, to: `${CURVE}/${form}`, fields: { ...AT, ...fields } })

/** Without scorecard:write, strategy:write, story:write, target:set, action:write, remark:write, publish or brand, in that order; the director has them all. */
export const FORMS_BY_VERB: FormByVerb[] = [
  ...[
    { page: '/results', to: '/results/result', fields: { body: 'Children are heard', place: 'Derby', ages: '0 to 25' } },
    { page: '/results', to: '/results/framework', fields: { name: 'Ours', source: 'A meeting', place: 'E06000015' } },
    { page: '/results', to: '/results/adopt', fields: { starter: 'outcomes-2019', place: 'E06000015' } },
    { page: '/services', to: '/services/service', fields: { name: 'Early help', customers: 'Families', manager: 'Head of early help', place: 'E06000015' } },
    { page: SERVICE, to: `${SERVICE}/measure`, fields: { body: 'Calls answered', quadrant: 'how-much', role: 'data-development' } },
    { page: SERVICE, to: `${SERVICE}/change`, fields: { name: 'Statutory SEN assessment', customers: 'Children', manager: 'Head of SEND', version: '1' } },
  ].map((form) => ({ without: ['dpo', 'head', 'officer', 'wedge-chair'] as Person[], ...form })),
  ...[
    { page: '/strategies/new', to: '/strategies', fields: { title: 'Not mine', slug: 'not-mine' } },
    { page: `${DERBY}/edit?part=words`, to: `${DERBY}/edit`, fields: { part: 'words', version: '1', aim: 'Changed', why: 'To see' } },
    { page: `${DERBY}/edit?part=boards`, to: `${DERBY}/edit`, fields: { part: 'boards', version: '2', 'boards.0.body': 'A board', 'boards.0.part': 'Reads it', why: 'To see' } },
    { page: `${DERBY}/promises/new`, to: `${DERBY}/promises/new`, fields: { body: 'A promise', accept: 'yes' } },
  ].map((form) => ({ without: ['dpo', 'head', 'officer', 'wedge-chair', 'analyst'] as Person[], ...form })),
  curve(['dpo', 'head'], 'story', { body: 'Not mine', version: '0' }), curve(['dpo', 'head'], 'cause', { effect: 'worse', body: 'Not mine' }), curve(['dpo', 'head'], 'question', { body: 'Whose?', finder: 'SEND service' }),
  curve(['dpo', 'head'], 'partner', { name: 'Schools', part: 'All of it' }), curve(['dpo', 'head'], 'idea', { body: 'Not mine', cost: 'no-cost', evidence: 'untested' }),
  curve(['dpo', 'head', 'officer', 'analyst'], 'target', { period: '2028/29', value: '2', reason: 'Not mine' }), curve(['dpo', 'head', 'officer', 'analyst'], 'baseline', { decision: 'A board', reason: 'Not mine' }),
  curve(['dpo', 'head', 'officer', 'analyst'], 'scenario', { name: 'Not mine', assumptions: 'None', 'period-0': '2025/26', 'value-0': '2' }),
  curve(['dpo', 'analyst'], 'action', { title: 'Not mine', owner: 'Nobody', due: '2099-01-01' }), curve(['dpo'], 'remark', { period: '2023/24', body: 'Not mine' }),
  { without: ['dpo', 'analyst'], page: '/actions/new?strategy=derby-inclusion-2018', to: '/actions', fields: { strategy: 'derby-inclusion-2018', place: 'Derby', title: 'Not mine', owner: 'Nobody', due: '2099-01-01', measure: 'suspensions' } },
  { without: ['dpo', 'head', 'officer', 'analyst', 'wedge-chair'], page: '/area/looks', to: '/area/looks', fields: { name: 'Ours', colour: '#0b5566', version: '1', press: 'save' } },
  { without: ['dpo', 'head', 'officer', 'wedge-chair'], page: '/compare/sets', to: '/compare/sets', fields: { name: 'Ours', places: 'Leeds, Coventry' } },
]
