import { Boards, Links, Priorities, Statements, strategyAddress, Timeline } from './strategy-body.tsx'
import { InsetText, Opening, Page, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { lifeInWords } from './strategy-words.ts'
import type { EarlierVersion } from './versions.ts'

interface Props {
  earlier: EarlierVersion
  /** As it stands now. */
  title: string
  groups: Map<string, string>
  names: Map<string, string>
  viewer: Viewer
  nonce: string
}

/** A strategy as it stood once, whole. */
export function VersionPage({ earlier: { version, stood, why, changedBy, changedAt }, title, groups, names, viewer, nonce }: Props) {
  const address = strategyAddress(stood.slug)
  return (
    <Page title={`Version ${version} of ${title}`} viewer={viewer} path={address} nonce={nonce}>
      <Opening kicker={<><a href="/strategies">Strategies</a> · <a href={address}><bdi>{title}</bdi></a> · <b>Version {version}</b></>} heading={<bdi>{stood.title}</bdi>}
        standfirst={`As it stood until ${dayInWords(changedAt)}. ${lifeInWords(stood) ? `Its life: ${lifeInWords(stood)}.` : ''}`} />
      <Section isFull><InsetText>This is no longer what the strategy says. {names.get(changedBy) ?? changedBy} changed it on {dayInWords(changedAt)}: <bdi>{why}</bdi>. <a href={address}>As it stands now</a></InsetText></Section>
      <Section heading="What it wanted" id="vision">{stood.vision ? stood.vision.split(/\n\s*\n/).map((one) => <p dir="auto">{one}</p>) : <p class="quiet">No vision was written down.</p>}</Section>
      <Statements strategy={stood} groups={groups} />
      {stood.priorities.length ? <Section heading="Priorities" id="priorities"><Priorities priorities={stood.priorities} /></Section> : null}
      {stood.milestones.length ? <Section heading="Its own timeline" id="timeline"><Timeline milestones={stood.milestones} /></Section> : null}
      {stood.boards.length ? <Section heading="Boards it reported to" id="boards"><Boards strategy={stood} /></Section> : null}
      {stood.links.length ? <Section heading="Links with others" id="links"><Links links={stood.links} linkedFrom={[]} /></Section> : null}
      <Section heading="Source" id="source"><p dir="auto">{stood.source || 'None was given.'}</p>{stood.agreedBy === null ? null : <p dir="auto">Agreed by {stood.agreedBy}{stood.agreedOn === null ? '' : `, ${dayInWords(stood.agreedOn)}`}</p>}</Section>
    </Page>
  )
}
