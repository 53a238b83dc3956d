import { EmptyState, Opening, Page, Rows, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { DATA_CLASSES, type DataClass, type FamilyLook, ROLES, type SeeingRole } from '#rooms/access'
import type { FamilyRecord } from './family.ts'
import { momentInWords } from './reach.ts'

interface Props {
  viewer: Viewer
  nonce: string
  record: FamilyRecord
  looks: FamilyLook[]
}

/** A record as the family reads it: short sentences, roles instead of names, and what they can ask for. */
export function FamilyPage({ viewer, nonce, record, looks }: Props) {
  const { isOwn, givenName, shared, roles, onRoll, others } = record
  const whose = isOwn ? 'your' : `${givenName}’s`
  return (
    <Page title={isOwn ? 'My record' : 'My child’s record'} viewer={viewer} path="/my" nonce={nonce}>
      <Opening kicker={<b>{isOwn ? 'My record' : 'My child’s record'}</b>} heading={isOwn ? 'What is written about you' : <>What is written about <bdi>{givenName}</bdi></>}
        standfirst={`This is what the school and the council share with ${isOwn ? 'you' : 'you and your family'}.`}>
        {others.length ? <p>{others.map(({ id, givenName: other }, at) => <>{at ? ', ' : ''}<a href={`/my/${id}`}><bdi>{other}</bdi></a></>)}</p> : null}
      </Opening>
      <Section heading="School" id="school"><Rows items={onRoll.map(({ place, starts, ends }) => <>{place}<span class="small quiet">, {ends === null ? `since ${dayInWords(starts)}` : `until ${dayInWords(ends)}`}</span></>)} /></Section>
      <Section heading="Shared with you" id="shared">
        {shared.length ? <Rows items={shared.map(({ dataClass, body, day }) => <div><p dir="auto">{body}</p><p class="small quiet">{PLAIN[dataClass as DataClass]}, {dayInWords(day)}</p></div>)} /> : <EmptyState reason="Nothing has been shared with you yet."><p>The school can tell you what else it holds.</p></EmptyState>}
      </Section>
      <Section heading={`Who can see ${whose} record`} id="who">
        <p>Only people whose job needs it. These jobs may:</p>
        <Rows items={roles.map((role) => <RoleLine role={role} />)} />
      </Section>
      <Section heading="Who looked" id="looks">
        {looks.length ? <Rows items={looks.slice(0, 30).map(({ at, actingAs, isLook, action }) => <div><p>{actingAs?.replaceAll(', one child', '') ?? 'Somebody without a named role'} {isLook ? 'looked at it' : DONE[action] ?? 'did something with it'}</p><p class="small quiet">{momentInWords(at)}</p></div>)} /> : <p class="quiet">Nobody has looked at it yet.</p>}
        <p class="small quiet">If a record ever has to be opened in an emergency, it is not told here; the data protection officer tells it when it is safe to.</p>
        {looks.length > 30 ? <p class="small quiet">The last 30 of {looks.length}. You can ask for all of them.</p> : null}
      </Section>
      <Section heading="What you can ask for" id="ask">
        <ul class="govuk-list govuk-list--bullet">
          <li>A copy of everything that is held about {isOwn ? 'you' : <bdi>{givenName}</bdi>}. You get it within a month, and it costs nothing.</li>
          <li>That something wrong is put right.</li>
          <li>Why somebody looked.</li>
        </ul>
        <p>Tell the school, or write to the data protection officer of {viewer.areaName}. <a href={`/public/${viewer.areaSlug}/${isOwn ? 'privacy-for-children' : 'privacy'}`}>How {viewer.areaName} looks after what it knows</a></p>
      </Section>
    </Page>
  )
}

function RoleLine({ role: { label, givenFor, classes } }: { role: SeeingRole }) {
  return (
    <div>
      <p><b>{label === ROLES['break-glass']!.label ? 'Somebody in an emergency, for one hour' : label}</b>{givenFor === 'child' ? <span class="small quiet"> (only somebody named for this record)</span> : null}</p>
      <p class="small">Sees: {classes.map((one) => PLAIN[one].toLowerCase()).join(', ')}</p>
    </div>
  )
}

const PLAIN: Record<DataClass, string> = {
  ...(Object.fromEntries(Object.entries(DATA_CLASSES).map(([name, { label }]) => [name, label])) as Record<DataClass, string>),
  ordinary: 'Name, school and everyday notes', sen: 'Help with learning', health: 'Health', care: 'Social care', 'protected-address': 'An address that is kept secret', 'adopted-identity': 'A name from before', restricted: 'Notes for very few people',
}

const DONE: Record<string, string> = { 'people.write-entry': 'wrote something', 'people.change-entry': 'changed something', 'people.break-glass': 'opened it in an emergency', 'access.give-child-role': 'let somebody see it', 'access.end-role': 'ended somebody’s part in it' }
