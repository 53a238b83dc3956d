import { Button, EmptyState, Foot, Opening, Page, Rows, Section, Verdict } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { capital, inWords } from '#rooms/measures'
import { stillOpen, type LifeKind, type StrategyLine } from './strategies.ts'
import { isDraft } from './strategy-change.ts'
import { strategyAddress } from './strategy-body.tsx'
import { lifeInWords, LIFE_WORDS } from './strategy-words.ts'

interface Props {
  viewer: Viewer
  nonce: string
  strategies: StrategyLine[]
  /** Actions of the area that are late or due within a month, of strategies or none. */
  late: number
  soon: number
  mayWrite: boolean
}

const ORDER: LifeKind[] = ['in-force', 'to-come', 'ended', 'retired']

/** The strategies of an area: in force, to come, ended, retired. */
export function StrategyListPage({ viewer, nonce, strategies, late, soon, mayWrite }: Props) {
  return (
    <Page title="Strategies" viewer={viewer} path="/strategies" nonce={nonce} foot={<Foot lines={['A strategy is in force from the day it starts to the day it ends; where no end is given, until it is retired.']} />}>
      <Opening heading={heading(viewer.areaName, strategies)} standfirst={standfirst(strategies, late, soon)} aside={strategies.length && mayWrite ? <Button href="/strategies/new">Begin a strategy</Button> : undefined} />
      {strategies.length ? ORDER.map((life) => <LifeSection life={life} strategies={strategies.filter((one) => one.life === life)} />) : <Nothing mayWrite={mayWrite} area={viewer.areaName} />}
      <Section heading="Actions" id="actions">
        <Rows items={[
          <><a href="/actions?state=late">Late</a> <span class="quiet">{late === 0 ? 'none' : late}</span></>,
          <><a href="/actions?state=soon">Due within a month</a> <span class="quiet">{soon === 0 ? 'none' : soon}</span></>,
          <><a href="/actions">All actions of {viewer.areaName}</a> <span class="quiet">by whom, by when, and which curve each is to turn</span></>,
        ]} />
      </Section>
    </Page>
  )
}

function heading(area: string, strategies: StrategyLine[]) {
  if (!strategies.length) return `${area} has no strategy here yet`
  const current = strategies.filter(({ life }) => life === 'in-force').length
  const held = `${area} holds ${inWords(strategies.length)} ${strategies.length === 1 ? 'strategy' : 'strategies'}`
  if (strategies.length === 1) return `${held}, ${current ? 'which is in force' : 'which is over'}`
  return `${held}; ${current === 0 ? 'none is' : current === 1 ? 'one is' : `${inWords(current)} are`} in force`
}

function standfirst(strategies: StrategyLine[], late: number, soon: number) {
  if (!strategies.length) return 'A strategy says what an area wants for its children, its priorities, who does what by when, and what it asks to be judged by.'
  return late + soon === 0 ? 'No action is late or due within a month.' : `${late === 0 ? 'No action is late' : late === 1 ? 'One action is late' : `${capital(inWords(late))} actions are late`}; ${soon === 0 ? 'none is' : soon === 1 ? 'one is' : `${inWords(soon)} are`} due within a month.`
}

function LifeSection({ life, strategies }: { life: LifeKind; strategies: StrategyLine[] }) {
  if (!strategies.length) return null
  return <Section heading={LIFE_WORDS[life]} id={life}><Rows kind="acts" items={strategies.map((one) => <Line strategy={one} />)} /></Section>
}

function Line({ strategy }: { strategy: StrategyLine }) {
  const { slug, title, agreedBy, agreedOn, retiredOn, statements, priorities, promises, actions } = strategy
  const all = Object.values(actions).reduce((sum, one) => sum + one, 0)
  const counted = [[statements, 'statement', 'statements'], [priorities, 'priority', 'priorities'], [all, 'action', 'actions'], [promises, 'promise', 'promises']].flatMap(([count, one, many]) => (count ? [`${count} ${count === 1 ? one : many}`] : []))
  return (
    <>
      <div>
        <p dir="auto"><a href={strategyAddress(slug)}><b>{title}</b></a>{isDraft(strategy) && retiredOn === null ? <span class="quiet"> draft</span> : null}</p>
        <p class="quiet small">{counted.join(', ') || 'Only begun: nothing is in it yet'}</p>
      </div>
      <div class="small quiet"><p>{capital(lifeInWords(strategy)) || 'Its life is not given'}</p>{retiredOn === null ? agreedBy === null ? null : <p dir="auto">Agreed by {agreedBy}{agreedOn === null ? '' : `, ${dayInWords(agreedOn)}`}</p> : <p>Retired {dayInWords(retiredOn)}</p>}</div>
      <div>{actions.late ? <Verdict kind="worse">{actions.late} late</Verdict> : stillOpen(actions) ? <span class="quiet">{stillOpen(actions)} open</span> : actions.unreported ? <Verdict kind="doubt">{actions.unreported} not known</Verdict> : null}</div>
    </>
  )
}

function Nothing({ mayWrite, area }: { mayWrite: boolean; area: string }) {
  return (
    <Section heading="How to begin" id="begin">
      <EmptyState reason={`${area} has written none of its strategies down here.`}>
        {mayWrite
          ? <><p>Have the paper beside you: the first half hour brings in its name and vision, what it says, its priorities and who leads them.</p><div class="buttons"><Button href="/strategies/new">Begin a strategy</Button></div></>
          : <p>A director or programme manager of the area can begin one.</p>}
      </EmptyState>
    </Section>
  )
}
