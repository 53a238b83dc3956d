import type { ComponentChildren } from 'preact'
import { DataTable, Section } from '#design'
import { dayInWords } from '#kernel'
import { address } from '#rooms/measures'
import type { Link, LinkFrom, Milestone, Priority, Statement, Strategy } from './strategy.ts'
import { KIND_WORDS, leadInWords, LINK_WORDS, linkedInWords, STAGE_WORDS } from './strategy-words.ts'
import type { StatementKind } from './strategy-document.ts'

export interface BodyProps {
  strategy: Strategy
  /** Labels of the groups of the measure book, by id. */
  groups: Map<string, string>
  /** Where a part is changed; absent where it may not be, or is an earlier version. */
  edit?: ((part: string) => string) | undefined
}

/** What a strategy says, kind by kind; a kind it does not have is left out. */
export function Statements({ strategy, groups, edit }: BodyProps) {
  const kinds = (Object.keys(KIND_WORDS) as StatementKind[]).map((kind) => [kind, strategy.statements.filter((one) => one.kind === kind)] as const).filter(([, said]) => said.length)
  return (
    <>
      {kinds.map(([kind, said]) => (
        <Section heading={KIND_WORDS[kind]} id={kind} aside={<ChangeLink edit={edit} part={kind === 'target-group' ? 'groups' : 'words'} about={KIND_WORDS[kind]} />}>
          {[...Map.groupBy(said, ({ audience }) => audience)].map(([audience, lines]) => (
            <>
              {audience === null ? null : <h3 dir="auto">{audience}</h3>}
              <ul class="said">{lines.map((one) => <li dir="auto">{one.body}<GroupLink statement={one} groups={groups} /></li>)}</ul>
            </>
          ))}
        </Section>
      ))}
    </>
  )
}

function GroupLink({ statement: { groupId }, groups }: { statement: Statement; groups: Map<string, string> }) {
  const label = groupId === null ? undefined : groups.get(groupId)
  return label === undefined ? null : <><br /><a class="small" href={address('/measures', { group: groupId, figures: 'yes' })}>Figures for {label}</a></>
}

export function Priorities({ priorities, edit }: { priorities: Priority[]; edit?: BodyProps['edit'] }) {
  return (
    <ol class={priorities.some(({ leads }) => leads.length) ? 'priorities with-leads' : 'priorities'}>
      {priorities.map((one) => (
        <li id={`priority-${one.number}`}>
          <p class="n">{one.number}</p>
          <div>
            <h3 dir="auto">{one.title}</h3>
            {one.outcome ? <p dir="auto">{one.outcome}</p> : null}
            {one.closedOn === null ? null : <p class="small quiet" dir="auto">Closed on {dayInWords(one.closedOn)}: {one.closedReason}</p>}
            <ChangeLink edit={edit} part={`priority&id=${one.id}`} about={`priority ${one.number}`} />
          </div>
          {priorities.some(({ leads }) => leads.length) ? <Leads priority={one} /> : null}
        </li>
      ))}
    </ol>
  )
}

function Leads({ priority: { leads } }: { priority: Priority }) {
  if (!leads.length) return <p class="small quiet">No lead is named</p>
  return <p class="small"><span class="quiet">{leads.length === 1 ? 'Lead' : 'Leads'}</span><br />{leads.map((one, at) => <>{at ? <br /> : null}<bdi>{leadInWords(one)}</bdi></>)}</p>
}

export function Timeline({ milestones }: { milestones: Milestone[] }) {
  return (
    <ol class="milestones">
      {milestones.map(({ stage, body, when }) => (
        <li><p class="when" dir="auto">{when}</p><div><p><b>{STAGE_WORDS[stage]}</b></p><p dir="auto">{body}</p></div></li>
      ))}
    </ol>
  )
}

export function Boards({ strategy }: { strategy: Strategy }) {
  return (
    <DataTable caption="The boards it reports to" hidesCaption columns={['Board', 'Its part', 'Reports to']}
      rows={strategy.boards.map(({ body, part, reportsTo }) => [<bdi>{body}</bdi>, <bdi>{part}</bdi>, reportsTo === null ? <span class="quiet">Not said</span> : <bdi>{reportsTo}</bdi>])} />
  )
}

/** Links by kind, from the strategy and to it. */
export function Links({ links, linkedFrom }: { links: Link[]; linkedFrom: LinkFrom[] }) {
  const out = [...Map.groupBy(links, ({ kind }) => LINK_WORDS[kind])].map(([words, ones]) => [words, ones.map((one) => <LinkTo link={one} />)] as const)
  const back = [...Map.groupBy(linkedFrom, linkedInWords)].map(([words, ones]) => [words, ones.map(({ slug, title }) => <a href={strategyAddress(slug)}><bdi>{title}</bdi></a>)] as const)
  return (
    <dl class="links">
      {[...out, ...back].map(([words, ones]) => <div><dt>{words}</dt>{ones.map((one) => <dd>{one}</dd>)}</div>)}
    </dl>
  )
}

/** A strategy that is here, as a link; one that is only named, as its name. */
export function LinkTo({ link: { slug, to } }: { link: Link }) {
  return slug === null ? <bdi>{to}</bdi> : <a href={strategyAddress(slug)}><bdi>{to}</bdi></a>
}

export function ChangeLink({ edit, part, about, children = 'Change' }: { edit: BodyProps['edit']; part: string; about: string; children?: ComponentChildren }) {
  return edit ? <a class="no-print" href={edit(part)}>{children}<span class="govuk-visually-hidden"> {about}</span></a> : null
}

export const strategyAddress = (slug: string) => `/strategies/${encodeURIComponent(slug)}`
export const editAddress = (slug: string) => (part: string) => `${strategyAddress(slug)}/edit?part=${part}`
