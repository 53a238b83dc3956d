import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { installed } from '#platform'
import { StrategyDocument } from '../strategy-document.ts'
import { PromiseDocument } from './promise-document.ts'

const folder = installed('specs', 'strategies')
const sources = new URL('../../../../../shared/reference/sources/', import.meta.url).pathname
const read = (slug: string) => readFileSync(join(folder, `${slug}.json`), 'utf8')

const SOURCE_OF: Record<string, string> = {
  'derby-inclusion-2018': 'derby-inclusion-strategy', 'leeds-inclusion-2007': 'leeds-inclusion-strategy-2007-2010', 'leeds-inclusion-policy-2007': 'leeds-inclusion-policy-2007-2010',
  'leeds-lils-2009': 'leeds-lils-action-plan-2009-2010', 'leeds-send-2019': 'leeds-send-briefing-2019',
}

/** What laws, reports, strategies and plans are called: a name is a name. */
const NAMES = [
  'The Revised Inclusion Strategy in Leeds 2007 – 2010', 'Every Child Matters: Change for Children', 'Improving the life chances of disabled people', 'Inclusion Strategy 2004 – 2010, Investing in Inclusive Practice in Leeds',
  'Action Plan LILS Programme 2009 – 2010', 'the Leeds Inclusive Learning Strategy 2007 – 2010', 'Child and Adolescent Mental Health Strategy', 'Education Leeds Consultation and Engagement Framework',
  'The Development of Specialist Provision and Support for Special Educational Needs in Schools 2009', 'Leeds Children and Young People’s Plan 2018 to 2023', 'Vision for Leeds 2011 to 2030',
  'Leeds Inclusive Growth Strategy 2018 to 2023', 'The Leeds 3As Strategy: Attend, Attain, Achieve', 'Future in Mind: Leeds 2016 - 2020', 'Leeds Preparing for Adulthood Strategy 2017 - 2022',
  'Children’s Services Improvement Plan 2019 - 2020', 'Strategic review of specialist provision for SEND 2018',
]

test('every strategy that comes with the demo reads as one, with its promises', () => {
  assert.deepEqual(readdirSync(folder).sort(), Object.keys(SOURCE_OF).map((slug) => `${slug}.json`).sort())
  for (const slug of Object.keys(SOURCE_OF)) {
    const document = StrategyDocument.parse(JSON.parse(read(slug)))
    assert.equal(document.slug, slug)
    for (const promise of document.promises) PromiseDocument.parse(promise)
  }
})

test('what the sources count is counted here', () => {
  const of = (slug: string) => StrategyDocument.parse(JSON.parse(read(slug)))
  const kinds = (slug: string, kind: string, audience?: string) => of(slug).statements.filter((one) => one.kind === kind && (audience === undefined || one.audience === audience)).length
  const derby = of('derby-inclusion-2018')
  assert.deepEqual(derby.priorities.map(({ leads }) => leads.map(({ kind, people }) => [kind, people])), [
    [['headteacher', 5], ['officer', 1]], [['headteacher', 5], ['officer', 1]], [['headteacher', 3], ['officer', 1]], [['headteacher', 6], ['officer', 3]],
    [['headteacher', 3], ['officer', 1]], [['headteacher', 3], ['officer', 1]], [['headteacher', 3], ['officer', 1]], [['headteacher', 1], ['officer', 1]],
  ])
  assert.equal(derby.promises.length, 10)
  assert.deepEqual(['purpose', 'aim', 'principle', 'outcome', 'driver', 'feature', 'implication'].map((kind) => kinds('leeds-inclusion-2007', kind)), [4, 9, 6, 7, 9, 5, 7])
  assert.equal(of('leeds-inclusion-2007').promises.length, 4)
  assert.deepEqual(of('leeds-inclusion-2007').milestones.map(({ stage }) => stage), ['consult', 'scrutiny', 'finalise', 'publish', 'realign'])
  assert.deepEqual(['Children and young people', 'Parents and carers', 'Education Leeds'].map((audience) => kinds('leeds-inclusion-policy-2007', 'value', audience)), [7, 4, 10])
  // Steps in the source's table: 1+3+3+1+2+2, then 3+2+4+2+1+1+1+1, then what is left of the damaged page, then 1+1.
  assert.deepEqual(of('leeds-lils-2009').priorities.map(({ actions }) => actions.length), [12, 15, 3, 2])
  assert.match(of('leeds-lils-2009').priorities[2]!.title, /^The source is damaged here/)
  assert.deepEqual(of('leeds-send-2019').reporting.map(({ reportsTo }) => reportsTo), ['SEND Practice Improvement Board', 'SEND Partnership Board', undefined])
  assert.equal(kinds('leeds-send-2019', 'outcome'), 5)
})

test('no six words running are the source’s own, save in names', { skip: existsSync(sources) ? false : 'the sources are not here' }, () => {
  for (const [slug, source] of Object.entries(SOURCE_OF)) {
    const theirs = new Set(runs(readFileSync(join(sources, `${source}.txt`), 'utf8')))
    const names = new Set(NAMES.flatMap(runs))
    const copied = textsOf(JSON.parse(read(slug))).flatMap(runs).filter((run) => theirs.has(run) && !names.has(run))
    assert.deepEqual(copied, [], slug)
  }
})

function runs(text: string) {
  const words = text.toLowerCase().replace(/[’']/g, '').match(/[a-z0-9]+/g) ?? []
  return words.slice(5).map((_, at) => words.slice(at, at + 6).join(' '))
}

function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : []
}
