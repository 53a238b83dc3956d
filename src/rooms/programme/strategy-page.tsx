import type { ComponentChildren } from 'preact'
import { Button, EmptyState, Foot, NotificationBanner, Opening, Page, Rows, Section, TakeAway, Tally } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { placeAddress } from '#rooms/measures'
import { curvelessInWords, lifeLine, planInWords, unreportedInWords } from './plan-words.ts'
import { stillOpen } from './strategies.ts'
import { Boards, ChangeLink, editAddress, Links, Priorities, Statements, strategyAddress, Timeline } from './strategy-body.tsx'
import { Plan } from './strategy-plan.tsx'
import { lifeInWords } from './strategy-words.ts'
import type { StrategyView } from './strategy-view.ts'
import { changesBetween } from './versions.ts'

interface Props {
  view: StrategyView
  viewer: Viewer
  nonce: string
  /** Whether what it promised was kept; drawn by whoever judges. */
  promises: ComponentChildren
  done: string | undefined
  once: string
}

/** A strategy: what it wants, what it says, who does what by when, and whether it was kept. */
export function StrategyPage({ view, viewer, nonce, promises, done, once }: Props) {
  const { strategy, place, may } = view
  const edit = may.write && strategy.retiredOn === null ? editAddress(strategy.slug) : undefined
  return (
    <Page title={strategy.title} viewer={viewer} path={strategyAddress(strategy.slug)} nonce={nonce} foot={<StrategyFoot view={view} />}>
      <Opening kicker={<><a href="/strategies">Strategies</a> · {place.name} · <b>{lifeLine(view)}</b></>} heading={<bdi>{strategy.title}</bdi>} standfirst={planInWords(view)} aside={<Counted view={view} />} />
      {done ? <Section isFull isScreenOnly><NotificationBanner kind="success" text={done} /></Section> : null}
      {strategy.retiredOn === null ? null : <Section heading="Retired" id="retired"><p dir="auto">{strategy.retiredReason}</p><p class="small quiet">{view.names.get(strategy.retiredBy ?? '') ?? strategy.retiredBy}, {dayInWords(strategy.retiredOn)}</p></Section>}
      <Section heading="What it wants" id="vision" aside={<ChangeLink edit={edit} part="heading" about="name, vision and life" />}>
        {strategy.vision ? <div class="vision">{strategy.vision.split(/\n\s*\n/).map((one) => <p dir="auto">{one}</p>)}</div> : <p class="quiet">No vision is written down.</p>}
      </Section>
      <Statements strategy={strategy} groups={view.groups} edit={edit} />
      {edit && !strategy.statements.length ? <Section heading="What it says" id="says"><EmptyState reason="Its aims, principles and outcomes are not in yet."><p><a href={edit('words')}>Paste them in</a>: a sentence a line, from the paper you have. Then <a href={edit('groups')}>say which children it is for first</a>.</p></EmptyState></Section> : null}
      <PrioritiesPart view={view} edit={edit} />
      <PlanPart view={view} edit={edit} />
      {promises}
      {strategy.milestones.length || edit ? <Section heading="Its own timeline" id="timeline" aside={<ChangeLink edit={edit} part="timeline" about="the timeline" />}>{strategy.milestones.length ? <Timeline milestones={strategy.milestones} /> : <p class="quiet">Nobody has said when it is consulted on, agreed, published and reviewed.</p>}</Section> : null}
      {strategy.boards.length || edit ? <Section heading="Boards it reports to" id="boards" aside={<ChangeLink edit={edit} part="boards" about="the boards" />}>{strategy.boards.length ? <Boards strategy={strategy} /> : <p class="quiet">No board is named.</p>}</Section> : null}
      {strategy.links.length || view.linkedFrom.length || edit ? <Section heading="Links with others" id="links" aside={<ChangeLink edit={edit} part="links" about="the links" />}>{strategy.links.length || view.linkedFrom.length ? <Links links={strategy.links} linkedFrom={view.linkedFrom} /> : <p class="quiet">It names no other strategy.</p>}</Section> : null}
      <Section heading="Versions" id="versions"><Versions view={view} /></Section>
      {may.write || may.publish ? <Section heading="Its standing" id="standing" isScreenOnly><Standing view={view} /></Section> : null}
      <TakeAway subject={strategyAddress(strategy.slug)} papers sheets once={once} />
    </Page>
  )
}

function Counted({ view: { strategy, counts, actions } }: { view: StrategyView }) {
  const items = [
    { label: 'Priorities', count: strategy.priorities.filter(({ closedOn }) => closedOn === null).length },
    { label: 'Actions', count: actions.length },
    ...(counts.late ? [{ label: 'Late', count: counts.late, kind: 'worse' as const }] : []),
    ...(stillOpen(counts) ? [{ label: 'Still open', count: stillOpen(counts) }] : []),
    ...(counts.done ? [{ label: 'Done', count: counts.done, kind: 'better' as const }] : []),
    ...(counts.unreported ? [{ label: 'Not known', count: counts.unreported, kind: 'doubt' as const }] : []),
  ]
  return <Tally items={items} />
}

function PrioritiesPart({ view: { strategy }, edit }: { view: StrategyView; edit: ((part: string) => string) | undefined }) {
  if (!strategy.priorities.length && !edit) return null
  return (
    <Section heading="Priorities" id="priorities" aside={strategy.priorities.length ? <ChangeLink edit={edit} part="priority" about="">Add a priority</ChangeLink> : undefined}>
      {strategy.priorities.length ? <><Priorities priorities={strategy.priorities} edit={edit} />{strategy.priorities.some(({ leads }) => leads.length) ? null : <p class="small quiet">None of them names who leads it.</p>}</> : <EmptyState reason="It has no priority yet."><p>A priority has an outcome it is to bring, and a lead in schools and one in the council, by role. <a href={edit!('priority')}>Add the first</a>.</p></EmptyState>}
    </Section>
  )
}

function PlanPart({ view, edit }: { view: StrategyView; edit: ((part: string) => string) | undefined }) {
  const { strategy, actions, may, life } = view
  const add = may.act && strategy.retiredOn === null ? `/actions/new?strategy=${encodeURIComponent(strategy.slug)}` : null
  if (!actions.length && !edit && !add) return null
  const said = [curvelessInWords(actions), unreportedInWords(view)].filter(Boolean)
  return (
    <Section heading="What is done, by whom, by when" id="actions" aside={actions.length ? <><a class="no-print" href={`/actions?strategy=${encodeURIComponent(strategy.slug)}`}>As a list</a>{add ? <><br /><a class="no-print" href={add}>Add an action</a></> : null}</> : undefined}>
      {said.length ? <p class="quiet">{said.join(' ')}</p> : null}
      {actions.length ? <Plan view={view} /> : life === 'ended' || life === 'retired' ? <p class="quiet">It names no action.</p> : <EmptyState reason="It has no action yet."><p>An action names who sees that it is done, by when, and the curve it is to turn. {add ? <a href={add}>Add the first</a> : null}</p></EmptyState>}
    </Section>
  )
}

/** The newest first: what was changed, by whom, when and why, and how it stood before. */
function Versions({ view: { strategy, versions, names } }: { view: StrategyView }) {
  if (!versions.length) return <p class="quiet">This is its first version, as {strategy.madeBy === 'operator' ? 'the operator' : (names.get(strategy.madeBy) ?? strategy.madeBy)} entered it on {dayInWords(strategy.madeAt)}.</p>
  return (
    <>
      <p>Version {strategy.version} stands.</p>
      <Rows items={versions.map(({ version, stood, why, changedBy, changedAt }, at) => {
        const changed = changesBetween(stood, versions[at - 1]?.stood ?? strategy)
        return (
          <>
            <p dir="auto">{why}</p>
            <p class="small quiet">{dayInWords(changedAt)}, {names.get(changedBy) ?? changedBy}. {changed.length ? `Changed: ${changed.join(', ')}. ` : ''}<a href={`${strategyAddress(strategy.slug)}/versions/${version}`}>Version {version}, as it stood before</a></p>
          </>
        )
      })} />
    </>
  )
}

function Standing({ view: { strategy, may, today } }: { view: StrategyView }) {
  const edit = editAddress(strategy.slug)
  const shown = strategy.publicFrom === null ? 'The public may not read it.' : strategy.publicFrom <= today ? `The public may read it, since ${dayInWords(strategy.publicFrom)}.` : `The public may read it from ${dayInWords(strategy.publicFrom)}.`
  return (
    <>
      <p>{shown}</p>
      <div class="buttons">
        {may.publish ? <Button kind="secondary" href={edit('public')}>{strategy.publicFrom === null ? 'Show it to the public' : 'Change who may read it'}</Button> : null}
        {may.write ? <Button kind="secondary" href={edit(strategy.retiredOn === null ? 'retire' : 'restore')}>{strategy.retiredOn === null ? 'Retire it' : 'Bring it back'}</Button> : null}
      </div>
    </>
  )
}

function StrategyFoot({ view: { strategy, place } }: { view: StrategyView }) {
  const agreed = strategy.agreedBy === null && strategy.agreedOn === null ? null : `Agreed${strategy.agreedBy === null ? '' : ` by ${strategy.agreedBy}`}${strategy.agreedOn === null ? '' : ` on ${dayInWords(strategy.agreedOn)}`}.`
  return <Foot lines={[...(agreed ? [<bdi>{agreed}</bdi>] : []), ...(strategy.source ? [<bdi>Written down from: {strategy.source}</bdi>] : []), <>Life: {lifeInWords(strategy) || 'not given'}. <a href={placeAddress(place.code)}>{place.name}</a></>]} />
}
