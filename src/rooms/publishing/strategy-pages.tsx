import { Opening, PromiseList, Rows, Section, TakeAway } from '#design'
import { dayInWords } from '#kernel'
import type { Look } from '#rooms/places'
import {
  Boards, countAwaiting, type FigureOf, type JudgedPromise, judgedInWords, KIND_WORDS, lifeInWords, Priorities, promiseItem, promisesInWords, PromiseTally, type Strategy, Timeline,
} from '#rooms/programme'
import { publicAddress, publicMeasure } from './public-address.ts'
import { PublicPage, type Shown } from './public-frame.tsx'
import type { Verdicts } from './strategy-lines.ts'

interface StrategyProps {
  look: Look
  strategy: Strategy
  promises: JudgedPromise[]
  verdicts: Verdicts
  frame: Shown
  /** Slugs of the strategies that are open too: only to these there are links. */
  open: ReadonlySet<string>
}

/** A strategy an area shows the public: what it says, who leads it, and the boards it reports to. Its plan of actions is not shown. */
export function PublicStrategyPage({ look, strategy, promises, verdicts, frame, open }: StrategyProps) {
  const kinds = (Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[]).map((kind) => [kind, strategy.statements.filter((one) => one.kind === kind)] as const).filter(([, said]) => said.length)
  return (
    <PublicPage title={strategy.title} look={look} shown={frame} foot={strategy.source ? [<>Source: <bdi>{strategy.source}</bdi></>] : []}>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <a href={publicAddress(look.slug, 'strategies')}>Strategies</a> · <b>{lifeInWords(strategy) || 'Strategy'}</b></>} heading={<bdi>{strategy.title}</bdi>}
        standfirst={strategy.vision ? <span dir="auto">{strategy.vision}</span> : undefined} aside={promises.length ? <PromiseTally counts={verdicts} /> : undefined} />
      {strategy.retiredOn ? <Section heading="Retired"><p>On {dayInWords(strategy.retiredOn)}: <span dir="auto">{strategy.retiredReason}</span></p></Section> : null}
      {promises.length ? <Section heading="Was it kept?"><p>{promisesInWords(verdicts)}. <a href={publicAddress(look.slug, 'promises', strategy.slug)}>Each promise, with the figures it is judged on</a></p></Section> : null}
      {strategy.agreedBy || strategy.agreedOn ? <Section heading="Agreed"><p>{strategy.agreedBy ? <bdi>{strategy.agreedBy}</bdi> : null}{strategy.agreedOn ? `, ${dayInWords(strategy.agreedOn)}` : ''}</p></Section> : null}
      {kinds.map(([kind, said]) => (
        <Section heading={KIND_WORDS[kind]} id={kind}>
          {[...Map.groupBy(said, ({ audience }) => audience)].map(([audience, lines]) => (
            <>{audience === null ? null : <h3 dir="auto">{audience}</h3>}<ul class="said">{lines.map(({ body }) => <li dir="auto">{body}</li>)}</ul></>
          ))}
        </Section>
      ))}
      {strategy.priorities.length ? <Section heading="Priorities"><Priorities priorities={strategy.priorities} /></Section> : null}
      {strategy.milestones.length ? <Section heading="Timeline"><Timeline milestones={strategy.milestones} /></Section> : null}
      {strategy.boards.length ? <Section heading="Reports to"><Boards strategy={strategy} /></Section> : null}
      <Linked look={look} strategy={strategy} open={open} />
    </PublicPage>
  )
}

function Linked({ look, strategy: { links }, open }: Pick<StrategyProps, 'look' | 'strategy' | 'open'>) {
  const named = links.filter(({ slug }) => slug === null || open.has(slug))
  if (!named.length) return null
  return <Section heading="Linked with"><Rows items={named.map(({ slug, to }) => (slug === null ? <bdi>{to}</bdi> : <a href={publicAddress(look.slug, 'strategies', slug)}><bdi>{to}</bdi></a>))} /></Section>
}

/** Was it kept? Each promise of a strategy with its verdict, the figures it rests on, and why where nobody can say. */
export function PublicPromisesPage({ look, strategy, promises, verdicts, frame }: Omit<StrategyProps, 'open'>) {
  const here = publicAddress(look.slug, 'promises', strategy.slug)
  // Only of the area's own place there is a page for everyone.
  const linkOf = ({ measure, group, place }: FigureOf) => (place === look.placeCode ? `${publicMeasure(look.slug, measure, group)}#why` : null)
  return (
    <PublicPage title={`Was it kept? ${strategy.title}`} look={look} shown={frame} foot={['Every verdict rests on published figures alone. A missing figure is never read as 0: the test can’t be known.', ...(strategy.source ? [<>Source: <bdi>{strategy.source}</bdi></>] : [])]}>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <a href={publicAddress(look.slug, 'strategies', strategy.slug)}><bdi>{strategy.title}</bdi></a> · <b>Was it kept?</b></>}
        heading={promisesInWords(verdicts)} standfirst={judgedInWords(verdicts, countAwaiting(promises))} aside={promises.length ? <PromiseTally counts={verdicts} /> : undefined} />
      {promises.length ? (
        <section>
          <h2 class="govuk-visually-hidden">The promises</h2>
          <p class="small quiet promises-key">All tests of a promise must hold, or it was not kept. Thick line: the place. Thin line: England. Shaded: the life of the strategy.</p>
          <PromiseList items={promises.map((promise) => promiseItem(promise, strategy, linkOf))} />
        </section>
      ) : null}
      {promises.length ? <TakeAway subject={here} sheets once="" /> : null}
    </PublicPage>
  )
}
