import { EmptyState, Foot, Glyph, NotificationBanner, Opening, Page, PROMISE_GLYPHS, PROMISE_WORDS, type PromiseState, PromiseList, Rows, Section, TakeAway } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { lifeInWords } from '../strategy-words.ts'
import { countAwaiting } from './judged.ts'
import { lifeOf, promiseItem, whyAddress } from './promise-item.tsx'
import { promisesAddress, strategyAddress } from './promise-address.ts'
import type { PromisesView } from './promise-view.ts'
import { judgedInWords, promisesInWords } from './promise-words.ts'

interface Props {
  view: PromisesView
  viewer: Viewer
  nonce: string
  done: string | undefined
  once: string
}

/** Was it kept? A strategy answered promise by promise, on published figures. */
export function PromisesPage({ view, viewer, nonce, done, once }: Props) {
  const { strategy, promises, withdrawn, counts, may } = view
  const here = promisesAddress(strategy.slug)
  return (
    <Page title={`Was it kept? ${strategy.title}`} viewer={viewer} path={here} nonce={nonce} foot={<PromisesFoot view={view} />}>
      <Opening kicker={<><a href={strategyAddress(strategy.slug)}><bdi>{strategy.title}</bdi></a> · <b>Was it kept?</b></>} heading={promisesInWords(counts)} standfirst={judgedInWords(counts, countAwaiting(promises))}
        aside={promises.length ? <PromiseTally counts={counts} /> : undefined} />
      {done ? <Section isFull isScreenOnly><NotificationBanner kind="success" text={done} /></Section> : null}
      {promises.length ? (
        <section>
          <h2 class="govuk-visually-hidden">The promises</h2>
          <p class="small quiet promises-key">{keyInWords(view)}</p>
          <PromiseList items={promises.map((promise) => promiseItem(promise, strategy, whyAddress, may.write ? `${here}/${promise.number}` : undefined))} />
        </section>
      ) : <Section isFull><EmptyState reason="This strategy names nothing it is to be judged by.">{may.write ? <p><a href={`${here}/new`}>Add the first</a>: what is promised, the measure that will show it, the value and the year.</p> : null}</EmptyState></Section>}
      {promises.length && may.write ? <Section heading="Add to them" id="add" isScreenOnly><p><a href={`${here}/new`}>Add a promise</a></p></Section> : null}
      {withdrawn.length ? <Withdrawn view={view} /> : null}
      <NextTime view={view} />
      <TakeAway subject={here} sheets once={once} />
    </Page>
  )
}

/** Three counts, each with its shapes. */
export function PromiseTally({ counts }: Pick<PromisesView, 'counts'>) {
  const states = Object.keys(PROMISE_WORDS) as PromiseState[]
  return <dl class="tally">{states.map((state) => <div><dt class={PROMISE_GLYPHS[state]}>{PROMISE_WORDS[state]}</dt><dd><b>{counts[state]}</b><Marks state={state} count={counts[state]} /></dd></div>)}</dl>
}

/** A shape for each, as far as a row of them can be counted at a glance. */
function Marks({ state, count }: { state: PromiseState; count: number }) {
  if (count === 0 || count > 10) return null
  return <span class={`marks ${PROMISE_GLYPHS[state]}`}>{Array.from({ length: count }, () => <Glyph name={PROMISE_GLYPHS[state]} />)}</span>
}

function keyInWords({ strategy, promises }: PromisesView) {
  const curves = promises.flatMap((promise) => promise.curves)
  const isShaded = curves.some(({ periods }) => lifeOf(periods, strategy) !== null)
  return [
    'All tests of a promise must hold, or it was not kept.',
    strategy.source ? 'The promises are given in other words than those of the strategy’s paper.' : '',
    curves.length ? 'Thick line: the place. Thin line: England.' : '',
    isShaded ? `Shaded: the life of the strategy, ${lifeInWords(strategy)}; the line runs on to what is newest.` : '',
  ].filter(Boolean).join(' ')
}

function Withdrawn({ view: { withdrawn, names } }: { view: PromisesView }) {
  return (
    <Section heading="Withdrawn" id="withdrawn">
      <Rows items={withdrawn.map(({ number, body, withdrawn: gone }) => (
        <>
          <p dir="auto">{number}. {body}</p>
          <p class="small quiet"><span dir="auto">{gone!.reason}</span> {names.get(gone!.by) ?? gone!.by}, {dayInWords(gone!.at)}</p>
        </>
      ))} />
    </Section>
  )
}

/** Only what the verdicts themselves teach, and what this page does about it. */
function NextTime({ view: { promises, counts } }: { view: PromisesView }) {
  const open = promises.filter(({ verdict, toKnow }) => verdict === 'cannot-be-known' && toKnow !== null)
  if (!counts['cannot-be-known']) return null
  return (
    <Section heading="For the next strategy" id="next">
      <p><b>No promise without a curve.</b> A promise can be judged only where it names a published measure, what it is to reach, and when. Whoever adds one here without them is told so before it is saved.</p>
      {open.length ? <p>What would have to be collected is said under {open.length === 1 ? 'the one promise' : `each of ${open.length} promises`} that can’t be known.</p> : null}
    </Section>
  )
}

function PromisesFoot({ view: { sources, strategy, promises } }: { view: PromisesView }) {
  const isJudged = promises.some(({ tests }) => tests.length)
  return (
    <Foot lines={[
      ...sources.map(({ batch, publisher, release, committedAt }) => <>Source: {[publisher, release].filter(Boolean).join(', ')}. Taken in {committedAt ? `on ${dayInWords(committedAt)} ` : ''}as <a href={`/data/${batch}`}>batch {batch}</a>.</>),
      ...(isJudged ? ['England and the place are compared year by year. Where one year is compared with another, no break in the count may lie between them. Neighbours are the statistical neighbours of the newest model, by their plain mean. A missing figure is never read as 0: the test can’t be known.'] : []),
      ...(strategy.source ? [<bdi>The strategy: {strategy.source}</bdi>] : []),
    ]} />
  )
}
