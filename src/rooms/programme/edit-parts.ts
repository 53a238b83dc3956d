import type { Action } from '#platform'
import { editBoards, editLinks, editMilestones, editStatements, editTargetGroups, LINE_KINDS } from './part-actions.ts'
import { addPriority, closePriority, editPriority, reopenPriority } from './priority-actions.ts'
import { textOfLines } from './statement-lines.ts'
import { editHeading, restoreStrategy, retireStrategy, showStrategy } from './strategy-actions.ts'
import { KIND_WORDS, leadInWords, LINK_WORDS, STAGE_WORDS } from './strategy-words.ts'
import type { Strategy } from './strategy.ts'
import type { TypedForm } from './form-fields.ts'

/** A part of a strategy that has a form of its own. */
export interface EditPart {
  heading: string
  /** Where on the strategy's page it is shown. */
  anchor: string
  /** Answers the strategy and the version that stands then. */
  actionFor: (form: TypedForm) => Action
  /** What the form holds as the strategy stands. */
  filled: (strategy: Strategy, priorityId: string | undefined) => Record<string, string>
  /** What the form sends that its action takes as lists. */
  lists?: (form: TypedForm) => Record<string, unknown>
  /** As it stands now, in lines, for somebody whose version is no longer the newest. */
  stands: (strategy: Strategy, priorityId: string | undefined) => { label: string; text: string }[]
}

const numbered = (list: string, rows: Record<string, string | null>[]) =>
  Object.fromEntries(rows.flatMap((row, at) => Object.entries(row).map(([field, value]) => [`${list}.${at}.${field}`, value ?? ''])))

export const EDIT_PARTS: Record<string, EditPart> = {
  heading: {
    heading: 'Name, vision and life', anchor: 'vision', actionFor: () => editHeading,
    filled: ({ title, vision, starts, ends, source, agreedBy, agreedOn }) => ({ title, vision, starts: starts ?? '', ends: ends ?? '', source, agreedBy: agreedBy ?? '', agreedOn: agreedOn ?? '' }),
    stands: ({ title, vision, starts, ends, source, agreedBy, agreedOn }) => [
      { label: 'Name', text: title }, { label: 'Vision', text: vision }, { label: 'Life', text: `${starts ?? 'start not given'} to ${ends ?? 'end not given'}` }, { label: 'Source', text: source },
      { label: 'Agreed', text: [agreedBy, agreedOn].filter(Boolean).join(', ') },
    ],
  },
  words: {
    heading: 'What it says', anchor: 'vision', actionFor: () => editStatements,
    filled: ({ statements }) => Object.fromEntries(LINE_KINDS.map((kind) => [kind, textOfLines(statements.filter((one) => one.kind === kind))])),
    stands: ({ statements }) => LINE_KINDS.map((kind) => ({ label: KIND_WORDS[kind], text: textOfLines(statements.filter((one) => one.kind === kind)) })),
  },
  groups: {
    heading: 'Which children it is for first', anchor: 'target-group', actionFor: () => editTargetGroups,
    filled: ({ statements }) => numbered('groups', statements.filter(({ kind }) => kind === 'target-group').map(({ body, groupId }) => ({ body, group: groupId }))),
    lists: ({ lists }) => ({ groups: lists['groups'] ?? [] }),
    stands: ({ statements }) => [{ label: 'Target groups', text: statements.filter(({ kind }) => kind === 'target-group').map(({ body }) => body).join('\n') }],
  },
  priority: {
    heading: 'Priority', anchor: 'priorities', actionFor: ({ typed }) => (typed['priority'] ? editPriority : addPriority),
    filled: priorityFields,
    lists: ({ lists }) => ({ leads: lists['leads'] ?? [] }),
    stands: ({ priorities }, id) => priorities.filter((one) => one.id === id).flatMap(({ number, title, outcome, leads }) => [
      { label: 'Number', text: String(number) }, { label: 'Priority', text: title }, { label: 'Outcome', text: outcome }, { label: 'Leads', text: leads.map(leadInWords).join('\n') },
    ]),
  },
  'close-priority': {
    heading: 'Close a priority', anchor: 'priorities', actionFor: ({ typed }) => (typed['open'] === 'yes' ? reopenPriority : closePriority),
    filled: () => ({ reason: '' }),
    stands: ({ priorities }, id) => priorities.filter((one) => one.id === id).map(({ title, closedOn }) => ({ label: 'Priority', text: `${title}\n${closedOn === null ? 'Open' : `Closed on ${closedOn}`}` })),
  },
  timeline: {
    heading: 'Its own timeline', anchor: 'timeline', actionFor: () => editMilestones,
    filled: ({ milestones }) => numbered('milestones', milestones.map(({ stage, body, when, starts, ends }) => ({ stage, body, when, starts, ends }))),
    lists: ({ lists }) => ({ milestones: lists['milestones'] ?? [] }),
    stands: ({ milestones }) => [{ label: 'Steps', text: milestones.map(({ stage, body, when }) => `${when}: ${STAGE_WORDS[stage]}. ${body}`).join('\n') }],
  },
  boards: {
    heading: 'Boards it reports to', anchor: 'boards', actionFor: () => editBoards,
    filled: ({ boards }) => numbered('boards', boards.map(({ body, part, reportsTo }) => ({ body, part, reportsTo }))),
    lists: ({ lists }) => ({ boards: lists['boards'] ?? [] }),
    stands: ({ boards }) => [{ label: 'Boards', text: boards.map(({ body, part, reportsTo }) => `${body}: ${part}${reportsTo === null ? '' : ` Reports to ${reportsTo}`}`).join('\n') }],
  },
  links: {
    heading: 'Links with other strategies', anchor: 'links', actionFor: () => editLinks,
    filled: ({ links }) => numbered('links', links.map(({ kind, slug, to }) => ({ kind, held: slug, named: slug === null ? to : '' }))),
    lists: linksTyped,
    stands: ({ links }) => [{ label: 'Links', text: links.map(({ kind, to }) => `${LINK_WORDS[kind]} ${to}`).join('\n') }],
  },
  retire: { heading: 'Retire it', anchor: 'retired', actionFor: () => retireStrategy, filled: () => ({ reason: '' }), stands: () => [] },
  restore: { heading: 'Bring it back', anchor: 'standing', actionFor: () => restoreStrategy, filled: () => ({ reason: '' }), stands: () => [] },
  public: { heading: 'Who may read it', anchor: 'standing', actionFor: () => showStrategy, filled: ({ publicFrom }) => ({ from: publicFrom ?? '' }), stands: () => [] },
}

/** A link is to the strategy that was chosen, or to the name that was typed where none was. */
export function linksTyped({ lists }: TypedForm) {
  return { links: (lists['links'] ?? []).map(({ held, named, kind }) => ({ to: held || named, kind })) }
}

function priorityFields({ priorities }: Strategy, id: string | undefined): Record<string, string> {
  const held = priorities.find((one) => one.id === id)
  if (!held) return { number: String(Math.max(0, ...priorities.map(({ number }) => number)) + 1), title: '', outcome: '', 'leads.0.kind': 'headteacher', 'leads.0.roleTitle': '', 'leads.1.kind': 'officer', 'leads.1.roleTitle': '' }
  return { number: String(held.number), title: held.title, outcome: held.outcome, ...numbered('leads', held.leads.map(({ kind, roleTitle, people }) => ({ kind, roleTitle, people: people === 1 ? '' : String(people) }))) }
}
