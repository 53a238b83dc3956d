import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, reading, unlessBlank, type Writer, writtenText } from '#platform'
import { book } from '#rooms/measures'
import { enterLinks, enterParts } from './enter-strategy.ts'
import { linesOf } from './statement-lines.ts'
import { Change, changeStrategy, overStrategy } from './strategy-change.ts'
import { LINK_KINDS, type StatementKind, STAGES } from './strategy-document.ts'
import type { Statement, Strategy } from './strategy.ts'

/** The kinds of statement written as lines in a box each; target groups have a page of their own. */
export const LINE_KINDS = ['purpose', 'aim', 'principle', 'value', 'outcome', 'approach', 'feature', 'implication', 'driver'] as const
type LineKind = (typeof LINE_KINDS)[number]

const box = z.string().max(20_000, 'Use 20,000 characters or fewer').optional()
const BOXES = Object.fromEntries(LINE_KINDS.map((kind) => [kind, box])) as Record<LineKind, typeof box>

export const editStatements = action({
  name: 'programme.edit-statements',
  summary: 'Write what a strategy says: aims, principles, values, outcomes, drivers and so on, a sentence a line. A kind that is not given stays as it is',
  input: Change.extend(BOXES),
  ...overStrategy,
  async run(act, { strategy, version, why, ...boxes }) {
    const given = LINE_KINDS.filter((kind) => boxes[kind] !== undefined)
    const written = given.flatMap((kind): Statement[] => linesOf(boxes[kind]!).map((line) => ({ kind, ...line, groupId: null })))
    refuseLong(written)
    return changeStrategy(act, { strategy, version, why }, statementsOf(given), (stood) => rewrite(act, stood, given, written))
  },
})

export const editTargetGroups = action({
  name: 'programme.edit-target-groups',
  summary: 'Say which children a strategy is for first, and the group of the measure book that comes nearest to each',
  input: Change.extend({ groups: z.array(z.object({ body: writtenText('Say which children', 1000), group: unlessBlank(z.string().max(100).optional()) })).max(60, 'Name 60 groups or fewer') }),
  ...overStrategy,
  async run(act, { groups, ...change }) {
    const { groups: known } = await book(reading(act.db))
    for (const [at, { group }] of groups.entries()) if (group !== undefined && !known.has(group)) throw new Refusal('invalid', `There is no group called ${group}`, { [`groups.${at}.group`]: 'Choose a group of the measure book, or none' })
    const written = groups.map(({ body, group }): Statement => ({ kind: 'target-group', audience: null, body, groupId: group ?? null }))
    return changeStrategy(act, change, statementsOf(['target-group']), (stood) => rewrite(act, stood, ['target-group'], written))
  },
})

export const editMilestones = action({
  name: 'programme.edit-milestones',
  summary: 'Write the timeline of a strategy: consult, scrutiny, finalise, publish, re-align resources, review',
  input: Change.extend({
    milestones: z.array(z.object({
      stage: z.enum(STAGES, 'Say what kind of step it is'), body: writtenText('Say what happens', 1000), when: writtenText('Say when', 200),
      starts: unlessBlank(z.iso.date('Give a day, like 2027-03-31').optional()), ends: unlessBlank(z.iso.date('Give a day, like 2027-03-31').optional()),
    })).max(60, 'Write 60 steps or fewer'),
  }),
  ...overStrategy,
  async run(act, { milestones, ...change }) {
    for (const [at, { starts, ends }] of milestones.entries()) if (starts !== undefined && ends !== undefined && ends < starts) throw new Refusal('invalid', 'A step ends before it starts', { [`milestones.${at}.ends`]: 'This is before the day it starts' })
    return changeStrategy(act, change, (whole) => whole.milestones, async ({ id }) => {
      await act.db.deleteFrom('programme.milestone').where('area_id', '=', act.areaId).where('strategy_id', '=', id).execute()
      await enterParts(act.db, act.areaId, id, { statements: [], milestones, reporting: [] })
    })
  },
})

export const editBoards = action({
  name: 'programme.edit-boards',
  summary: 'Write the boards a strategy reports to: what each does for it, and to which board that one reports',
  input: Change.extend({ boards: z.array(z.object({ body: writtenText('Name the board', 300), part: writtenText('Say what it does for the strategy', 1000), reportsTo: unlessBlank(z.string().trim().max(300, 'Use 300 characters or fewer').optional()) })).max(40, 'Name 40 boards or fewer') }),
  ...overStrategy,
  async run(act, { boards, ...change }) {
    refuseOwnBoards(boards)
    return changeStrategy(act, change, (whole) => whole.boards, async ({ id }) => {
      await act.db.deleteFrom('programme.reporting').where('area_id', '=', act.areaId).where('strategy_id', '=', id).execute()
      await enterParts(act.db, act.areaId, id, { statements: [], milestones: [], reporting: boards })
    })
  },
})

export const editLinks = action({
  name: 'programme.edit-links',
  summary: 'Say to which other strategies a strategy is linked, by the address of one that is here or the name of one that is not',
  input: Change.extend({ links: z.array(z.object({ to: writtenText('Say which strategy', 300), kind: z.enum(LINK_KINDS, 'Say what kind of link it is') })).max(60, 'Link it to 60 strategies or fewer') }),
  ...overStrategy,
  async run(act, { links, ...change }) {
    return changeStrategy(act, change, (whole) => whole.links, async (stood) => {
      refuseOwnAndTwice(stood, links)
      await act.db.deleteFrom('programme.link').where('area_id', '=', act.areaId).where('strategy_id', '=', stood.id).where('action_id', 'is', null).execute()
      await enterLinks(act.db, act.areaId, stood.id, null, links)
    })
  },
})

const statementsOf = (kinds: readonly StatementKind[]) => ({ statements }: Strategy) => statements.filter(({ kind }) => kinds.includes(kind))

/** Writes the statements of some kinds anew; the others keep their places before them. */
async function rewrite({ db, areaId }: { db: Writer; areaId: number }, stood: Strategy, kinds: readonly StatementKind[], written: Statement[]) {
  const kept = stood.statements.filter(({ kind }) => !kinds.includes(kind))
  const before = stood.statements.filter(({ kind }) => kinds.includes(kind))
  if (JSON.stringify(before.map(said)) === JSON.stringify(written.map(said))) return
  await db.deleteFrom('programme.statement').where('area_id', '=', areaId).where('strategy_id', '=', stood.id).execute()
  const statements = [...kept, ...written].map(({ kind, audience, body, groupId }) => ({ kind, body, ...(audience === null ? {} : { audience }), ...(groupId === null ? {} : { groupId }) }))
  await enterParts(db, areaId, stood.id, { statements, milestones: [], reporting: [] })
}

const said = ({ kind, audience, body, groupId }: Statement) => [kind, audience, body, groupId]

function refuseLong(written: Statement[]) {
  const long = written.find(({ body }) => body.length > 1000)
  if (long) throw new Refusal('invalid', 'A line is longer than 1,000 characters', { [long.kind]: `The line that begins “${long.body.slice(0, 40)}…” is longer than 1,000 characters. Break it into sentences` })
}

/** People write a name with other capitals and blanks and mean the same. */
const same = (name: string) => name.trim().toLowerCase().replace(/\s+/g, ' ')

function refuseOwnAndTwice({ slug, title }: Strategy, links: { to: string }[]) {
  for (const [at, { to }] of links.entries()) {
    if (to === slug || same(to) === same(title)) throw new Refusal('invalid', 'A strategy can’t be linked to itself. Choose another, or leave the line empty', { [`links.${at}.to`]: 'This is the strategy itself. Choose another' })
    if (links.findIndex((other) => same(other.to) === same(to)) < at) throw new Refusal('invalid', `It is linked to ${to} twice. Once is enough`, { [`links.${at}.to`]: 'This one is named above already' })
  }
}

function refuseOwnBoards(boards: { body: string; reportsTo?: string | undefined }[]) {
  for (const [at, { body, reportsTo }] of boards.entries()) if (reportsTo !== undefined && same(reportsTo) === same(body)) throw new Refusal('invalid', 'A board can’t report to itself', { [`boards.${at}.reportsTo`]: 'This is the board itself. Name the one above it, or leave it empty' })
}
