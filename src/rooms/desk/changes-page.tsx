import { EmptyState, Foot, Input, Button, Buttons, Opening, Page, Rows, Section, TakeAway } from '#design'
import type { Viewer } from '#platform'
import { address } from '#rooms/measures'
import { byDay, type Change, CHANGE_KINDS, type ChangeKind } from './changes.ts'
import { clock, longDay } from './times.ts'

interface Props {
  viewer: Viewer
  nonce: string
  since: Date
  kind: ChangeKind | null
  /** All of the time asked for, before they are narrowed by kind. */
  changes: Change[]
  /** More happened than is read at once. */
  isCut: boolean
  once: string
}

/** What changed in an area since a day, by day. */
export function ChangesPage({ viewer, nonce, since, kind, changes, isCut, once }: Props) {
  const shown = kind ? changes.filter((one) => one.kind === kind) : changes
  const day = since.toISOString().slice(0, 10)
  const here = address('/changes', { since: day, kind })
  return (
    <Page title="What changed" viewer={viewer} path="/changes" nonce={nonce} foot={<Foot lines={['What one person did to the same thing on one day stands once, with how often; the table to take away has every line. Who did what in all its detail stands in the audit, for those who may read it.']} />}>
      <Opening kicker={<><a href="/">My work</a> · <b>What changed</b></>} heading={heading(shown, since, kind)} standfirst={isCut ? `Only the newest ${changes.length} are shown: choose a later day to see fewer.` : undefined} />
      <Section heading="Since" isScreenOnly>
        <form action="/changes" class="since">
          {kind ? <input type="hidden" name="kind" value={kind} /> : null}
          <Input label="Since this day" name="since" type="date" value={day} width={10} />
          <Buttons><Button kind="secondary">Show</Button></Buttons>
        </form>
        <KindLinks day={day} kind={kind} changes={changes} />
      </Section>
      {shown.length ? byDay(shown).map(({ day: title, lines }) => <Section heading={title}><Rows items={lines.map((line) => <ChangeLine change={line} />)} /></Section>) : (
        <Section heading="Nothing"><EmptyState reason="Nothing has changed since."><p>Choose an earlier day{kind ? <>, or look at <a href={address('/changes', { since: day })}>every kind</a></> : null}.</p></EmptyState></Section>
      )}
      <TakeAway subject={here} sheets once={once} />
    </Page>
  )
}

function heading(shown: Change[], since: Date, kind: ChangeKind | null) {
  const count = shown.length === 0 ? 'Nothing' : shown.length === 1 ? 'One thing' : `${shown.length} things`
  return `${count} changed since ${longDay(since)}${kind ? `: ${CHANGE_KINDS[kind].toLowerCase()}` : ''}`
}

/** Each kind with how many there are; the one shown is no link. */
function KindLinks({ day, kind, changes }: { day: string; kind: ChangeKind | null; changes: Change[] }) {
  const kinds = (Object.keys(CHANGE_KINDS) as ChangeKind[]).filter((one) => one === kind || changes.some((change) => change.kind === one))
  const link = (to: ChangeKind | null, words: string, count: number) => <li>{to === kind ? <b>{words}</b> : <a href={address('/changes', { since: day, kind: to })}>{words}</a>} <span class="quiet">{count}</span></li>
  return <ul class="plain kinds">{link(null, 'Everything', changes.length)}{kinds.map((one) => link(one, CHANGE_KINDS[one], changes.filter((change) => change.kind === one).length))}</ul>
}

/** One line: what, in whose words, to what; then when and who. */
export function ChangeLine({ change: { what, said, link, at, by, times } }: { change: Change & { times: number } }) {
  return (
    <>
      <b>{what}</b> {said === null ? null : <><bdi>{stopped(short(said))}</bdi> </>}<a href={link.href}><bdi>{short(link.text)}</bdi>{link.more ? <span class="govuk-visually-hidden"> ({link.more})</span> : null}</a>
      <br /><span class="small quiet">{clock(at)}, {by}{times > 1 ? `, ${times} times that day` : ''}</span>
    </>
  )
}

/** What people write may end with its own stop. */
const stopped = (text: string) => (/[.!?…؟。]$/.test(text) ? text : `${text}.`)

const MOST_LETTERS = 240
const short = (text: string) => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text)
