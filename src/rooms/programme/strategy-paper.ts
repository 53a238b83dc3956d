import { PROMISE_WORDS } from '#design'
import { dayInWords } from '#kernel'
import { type Block, paperKind, type Words } from '#platform'
import { looks } from '#rooms/places'
import { curvelessInWords, lifeLine, planInWords, unreportedInWords } from './plan-words.ts'
import { countVerdicts, type JudgedPromise, judgedPromises } from './promises/judged.ts'
import { promisesAddress } from './promises/promise-address.ts'
import { promisesInWords } from './promises/promise-words.ts'
import { standingInWords } from './standing.ts'
import { dueOf } from './strategy-plan.tsx'
import { KIND_WORDS, leadInWords, lifeInWords, LINK_WORDS, linkedInWords, STAGE_WORDS } from './strategy-words.ts'
import { type PlannedAction, readStrategyView, type StrategyView } from './strategy-view.ts'
import type { StatementKind } from './strategy-document.ts'
import type { Strategy } from './strategy.ts'

/** A strategy as a document for a board: what it says, its priorities with their leads, and its plan. */
export const strategyPaper = paperKind({
  name: 'strategy',
  knows: (path) => /^\/strategies\/(?!new$)[^/]+$/.test(path),
  async compose({ db, actor, now, ...asker }, subject) {
    const view = await readStrategyView(db, actor, decodeURIComponent(subject.pathname.split('/')[2]!), now)
    const { strategy } = view
    // A paper bears the name of whose strategy it is, whichever area its asker looked at.
    const { name: areaName, colour: areaColour } = (await looks(db)).find(({ areaId }) => areaId === strategy.areaId) ?? { name: asker.areaName, colour: asker.areaColour }
    const promises = await judgedPromises(db, { areaId: strategy.areaId, placeId: view.place.placeId, strategyId: strategy.id })
    return {
      title: strategy.title, kicker: lifeLine(view), standfirst: planInWords(view), isLandscape: false,
      blocks: [...visionOf(strategy), ...statementsOf(view), ...prioritiesOf(strategy), ...planOf(view), ...promisesOf(strategy.slug, promises), ...wayOf(strategy), ...linksOf(view)],
      sources: [
        ...(strategy.source ? [`Written down from: ${strategy.source}`] : []), ...(strategy.agreedBy === null ? [] : [`Agreed by ${strategy.agreedBy}${strategy.agreedOn === null ? '' : ` on ${dayInWords(strategy.agreedOn)}`}`]),
        `Version ${strategy.version}, changed on ${dayInWords(strategy.changedAt)}. Life: ${lifeInWords(strategy) || 'not given'}.`,
      ],
      symbols: [], address: `/strategies/${strategy.slug}`, areaName, areaColour,
    }
  },
})

const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text })
const paragraph = (words: Words): Block => ({ kind: 'paragraph', words })

function visionOf({ vision, retiredReason }: Strategy): Block[] {
  return [
    ...(retiredReason === null ? [] : [paragraph([{ text: 'Retired. ', isBold: true }, retiredReason])]),
    ...(vision ? [heading('What it wants'), ...vision.split(/\n\s*\n/).map((one) => paragraph(one))] : []),
  ]
}

function statementsOf({ strategy, groups }: StrategyView): Block[] {
  return (Object.keys(KIND_WORDS) as StatementKind[]).flatMap((kind) => {
    const said = strategy.statements.filter((one) => one.kind === kind)
    if (!said.length) return []
    return [heading(KIND_WORDS[kind]), ...[...Map.groupBy(said, ({ audience }) => audience)].flatMap(([audience, lines]): Block[] => [
      ...(audience === null ? [] : [heading(audience, 3)]),
      { kind: 'list', items: lines.map(({ body, groupId }): Words => (groupId !== null && groups.has(groupId) ? [body, { text: ` (figures: ${groups.get(groupId)})`, isQuiet: true }] : body)) },
    ])]
  })
}

function prioritiesOf({ priorities }: Strategy): Block[] {
  if (!priorities.length) return []
  return [heading('Priorities'), {
    kind: 'table', caption: 'Priorities, with the outcome each is to bring and who leads it', columns: [{ label: 'No.', isNumber: true, share: 6 }, { label: 'Priority', share: 38 }, { label: 'Outcome', share: 34 }, { label: 'Leads', share: 22 }],
    rows: priorities.map(({ number, title, outcome, leads, closedOn }) => [String(number), closedOn === null ? title : `${title} (closed ${dayInWords(closedOn)})`, outcome, leads.map(leadInWords).join(', ') || 'No lead is named']),
  }]
}

function planOf(view: StrategyView): Block[] {
  const { actions, strategy } = view
  if (!actions.length) return []
  const said = [curvelessInWords(actions), unreportedInWords(view)].filter(Boolean).join(' ')
  const of = (id: string | null) => actions.filter(({ priority }) => (priority?.id ?? null) === id)
  const parts = [...strategy.priorities.map(({ id, number, title }) => [`${number}. ${title}`, of(id)] as const), ['Under no priority', of(null)] as const].filter(([, own]) => own.length)
  return [heading('What is done, by whom, by when'), ...(said ? [paragraph(said)] : []), ...parts.flatMap(([title, own]) => [heading(title, 3), planTable(title, own)])]
}

/** A column that would be empty is left out. */
function planTable(title: string, actions: PlannedAction[]): Block {
  const order = new Intl.Collator('en-GB', { numeric: true }).compare
  const columns: { label: string; share: number; of: (one: PlannedAction) => Words }[] = [
    { label: 'Action', share: 34, of: (one) => [...(one.number === null ? [] : [{ text: `${one.number} `, isQuiet: true }]), one.title, ...(one.reason === null ? [] : [{ text: ` ${one.reason}`, isQuiet: true }])] },
    ...(actions.some(({ outcome }) => outcome !== null) ? [{ label: 'So that', share: 26, of: ({ outcome }: PlannedAction) => outcome ?? '' }] : []),
    { label: 'Who', share: 18, of: ({ owner }) => owner }, { label: 'By when', share: 12, of: dueOf }, { label: 'Where it stands', share: 12, of: (one) => standingInWords(one.standing, one) },
    ...(actions.some(({ curve }) => curve) ? [{ label: 'Curve to turn', share: 14, of: ({ curve }: PlannedAction): Words => (curve ? [{ text: curve.label, href: curve.href }] : 'Names none') }] : []),
  ]
  return {
    kind: 'table', caption: `Actions of ${title}`, columns: columns.map(({ label, share }) => ({ label, share })),
    rows: actions.toSorted((a, b) => order(a.number ?? '\uffff', b.number ?? '\uffff')).map((one) => columns.map(({ of }) => of(one))),
  }
}

function promisesOf(slug: string, promises: JudgedPromise[]): Block[] {
  if (!promises.length) return []
  return [heading('Was it kept?'), paragraph(`${promisesInWords(countVerdicts(promises))}.`), {
    kind: 'table', caption: 'What it asked to be judged by, and whether it was kept', columns: [{ label: 'No.', isNumber: true, share: 6 }, { label: 'Promise', share: 34 }, { label: 'Verdict', share: 14 }, { label: 'Why', share: 46 }],
    rows: promises.map(({ number, body, verdict, why }) => [String(number), body, [{ text: PROMISE_WORDS[verdict], isBold: true }], why]),
    note: [{ text: 'Each verdict with its figures and their sources', href: promisesAddress(slug) }],
  }]
}

function wayOf({ milestones, boards }: Strategy): Block[] {
  return [
    ...(milestones.length ? [heading('Its own timeline'), {
      kind: 'table' as const, caption: 'The way of the strategy itself', columns: [{ label: 'When', share: 25 }, { label: 'Step', share: 20 }, { label: 'What happens', share: 55 }],
      rows: milestones.map(({ when, stage, body }) => [when, STAGE_WORDS[stage], body]),
    }] : []),
    ...(boards.length ? [heading('Boards it reports to'), {
      kind: 'table' as const, caption: 'The boards it reports to', columns: [{ label: 'Board', share: 28 }, { label: 'Its part', share: 47 }, { label: 'Reports to', share: 25 }],
      rows: boards.map(({ body, part, reportsTo }) => [body, part, reportsTo ?? 'Not said']),
    }] : []),
  ]
}

function linksOf({ strategy: { links }, linkedFrom }: StrategyView): Block[] {
  if (!links.length && !linkedFrom.length) return []
  const out = links.map(({ kind, slug, to }): Words => [`${LINK_WORDS[kind]} `, slug === null ? to : { text: to, href: `/strategies/${slug}` }])
  const back = linkedFrom.map((one): Words => [`${linkedInWords(one)} `, { text: one.title, href: `/strategies/${one.slug}` }])
  return [heading('Links with others'), { kind: 'list', items: [...out, ...back] }]
}
