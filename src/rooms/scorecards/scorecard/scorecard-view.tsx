import type { ComponentChildren } from 'preact'
import { Columns, DirectionTally, EmptyState, ErrorSummary, Foot, Note, Opening, Page, PlaceSwitcher, ScoreTable, Section, TakeAway } from '#design'
import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import { newId, type Viewer } from '#platform'
import { capital, inWords, TREND_RULE } from '#rooms/measures'
import { type PageAsked, scorecardAddress } from './asked.ts'
import { ChooseForm } from './choose-form.tsx'
import { GroupsSection } from './groups-view.tsx'
import { KeptSection } from './kept-view.tsx'
import { LEVELS_TO_COME, placeLevels } from './place-levels.ts'
import { columnsOf } from './cells.ts'
import type { RowGround } from './published-cells.tsx'
import { rowOf, runsIn } from './row-cells.tsx'
import { allScores, type Scorecard } from './scorecard.ts'
import { QUADRANT_NOTES } from './standing-services.ts'
import { sorted } from './sort.ts'
import { DIRECTIONS, indicatorsInWords, openingOf, standfirstOf, tallyOf } from './words.ts'

export interface ScorecardPageProps {
  card: Scorecard
  viewer: Viewer
  nonce: string
  asked: PageAsked
  now: Date
  /** Laid out for the printer: A3, or A4. */
  print: 'a3' | 'a4' | null
}

/** The area scorecard: results, their indicators, where each stands and where it is going. */
export function ScorecardPage(props: ScorecardPageProps) {
  const { card, viewer, nonce, asked, print } = props
  const wrong = Object.entries(asked.wrong)
  return (
    <Page title={`${wrong.length ? 'Error: ' : ''}Scorecard of ${card.place.name}`} viewer={viewer} path="/scorecard" nonce={nonce} foot={<Foot lines={sources(card)} />}>
      {wrong.length ? <ErrorSummary errors={wrong.map(([field, text]) => ({ text, href: `#${FIELDS[field] ?? field}` }))} /> : null}
      <ScoreOpening {...props} />
      <PlaceSwitcher levels={placeLevels(card, asked)} action="/scorecard" keep={keptExceptPlace(asked)} typed={asked.wrong['place'] ? (asked.place ?? '') : ''} error={asked.wrong['place']}>
        <p class="small quiet no-print">{LEVELS_TO_COME}</p>
      </PlaceSwitcher>
      {card.framework && allScores(card).length ? <Scores {...props} /> : <Nothing card={card} />}
      {card.groups.chosen.length ? <GroupsSection groups={card.groups} place={card.place.name} code={card.place.code} /> : null}
      {card.development.length ? <Development card={card} /> : null}
      {card.kept && card.kept.of && !print ? <KeptSection kept={card.kept} asked={asked} /> : null}
      {print ? <p class={`print-${print} no-print`}>Press Ctrl and P, on a Mac ⌘ and P. Laid out for {print.toUpperCase()}, lying on its side. <a href={scorecardAddress(asked)}>Back to the page</a></p> : (
        <TakeAway subject={scorecardAddress(asked)} sheets papers keeps once={newId()} />
      )}
    </Page>
  )
}

const FIELDS: Record<string, string> = { place: 'switch-place' }

function keptExceptPlace(asked: PageAsked) {
  return Object.fromEntries(new URL(scorecardAddress({ ...asked, place: undefined }), 'http://belong').searchParams)
}

function ScoreOpening({ card, now }: ScorecardPageProps) {
  const scores = allScores(card)
  const population = [...new Set(card.results.map(({ result }) => result.ages))]
  const kicker = <><b>Area scorecard</b> · {card.place.name}{card.framework ? <>, {population.length === 1 ? `children and young people, ${population[0]} · ` : ''}<span dir="auto">{card.framework.name}</span></> : null} · as at {dayInWords(now)}</>
  const tally = scores.length ? <DirectionTally heading={`${capital(indicatorsInWords(scores.length, card.role))}, by direction`} lines={tallyOf(scores).map(({ direction, count }) => ({ kind: DIRECTIONS[direction].glyph, label: DIRECTIONS[direction].label, count }))} /> : null
  return <Opening kicker={kicker} heading={openingOf(card)} standfirst={standfirstOf(card)} aside={tally}>{card.isOurs || !card.area ? null : <p class="small under">{whose(card)}</p>}</Opening>
}

/** Whose results these are, where the place is not the area's own. */
function whose({ area, place, places }: Scorecard) {
  const written = places.areaOf(place.placeId) === undefined ? 'No targets or stories are kept for it here.' : 'Its targets and stories are for those with a part in it.'
  return `Results and indicators as ${area!.name} has chosen them, with the figures of ${place.name}. ${written}`
}

function Scores({ card, asked, now }: ScorecardPageProps) {
  const ground: RowGround = { code: card.place.code, level: card.place.level, day: now.toISOString().slice(0, 10), runs: runsIn(asked.columns), isOurs: card.isOurs }
  const columns = columnsOf(asked.columns)
  const resultOf = new Map(card.results.flatMap(({ result, scores }) => scores.map((score) => [score, result.body])))
  const groups = asked.sort === 'results'
    ? card.results.map(({ result, scores }) => ({ heading: <ResultHeading id={result.id} body={result.body} isEmpty={!scores.length} isOurs={card.isOurs} />, rows: scores.map((score) => rowOf(score, ground)) }))
    : [{ heading: null, rows: sorted(allScores(card), asked.sort).map((score) => rowOf(score, { ...ground, under: resultOf.get(score) })) }]
  return (
    <Section isFull>
      <ScoreTable first="Result and indicator" columns={columns} groups={groups} caption={`${asked.columns.includes('curve') ? `Thick line: ${card.place.name}. Thin line: England. Dots at the right: the target. ` : ''}A trend word needs two moves the same way, or a record.`} />
      {card.services.length ? (
        <div class="sub-table" id="services">
          <h2>Services: how much, how well, is anyone better off</h2>
          <ScoreTable first="Service and performance measure" columns={columns} caption="What each service answers for to its customers. It contributes to the results above; nobody’s service owns those."
            groups={card.services.map(({ service, scores }) => ({ heading: <><a href={`/services/${service.slug}`} dir="auto">{service.name}</a><small dir="auto">{service.manager}</small></>, rows: scores.map((score, at) => rowOf(score, { ...ground, under: QUADRANT_NOTES[service.measures[at]!.quadrant] })) }))} />
        </div>
      ) : null}
      <Columns kind="margin">
        <div class="stack choose-columns"><ChooseForm card={card} asked={asked} /></div>
        <Note heading="Symbols">{symbolsInWords()}</Note>
      </Columns>
    </Section>
  )
}

function ResultHeading({ id, body, isEmpty, isOurs }: { id: string; body: string; isEmpty: boolean; isOurs: boolean }) {
  return <>{isOurs ? <a href={`/results/${id}`} dir="auto">{body}</a> : <span dir="auto">{body}</span>}{isEmpty ? <small>No indicator of this kind yet.</small> : null}</>
}

/** Why the table is not there, and what to do first. */
function Nothing({ card }: { card: Scorecard }) {
  const [reason, what]: [string, ComponentChildren] = !card.area ? ['You have no part in an area whose results could be shown.', <a href="/measures?figures=yes">All measures with figures</a>]
    : card.isUnknownFramework ? ['There is no such set of results here.', <a href="/scorecard">The results in force</a>]
    : !card.framework ? [`${card.area.name} has no results yet.`, <>A scorecard begins with what is wanted for children: <a href="/results">choose or write the results</a>, then say which indicators stand for each.</>]
    : [card.role === 'headline' ? 'None of its results has a headline indicator yet.' : 'None of its results has an indicator with figures yet.', <><a href="/results">Choose indicators</a>{card.role === 'headline' ? <>, or <a href={scorecardAddress({ role: 'all', place: card.place.code })}>show all there are</a></> : null}.</>]
  return <Section isFull><EmptyState reason={reason}><p>{what}</p></EmptyState></Section>
}

function Development({ card: { development } }: { card: Scorecard }) {
  const orphans = development.filter(({ bringer }) => bringer === null).length
  const said = orphans === 0 ? null : orphans === development.length ? 'Nobody has said yet that they will bring any of these.' : `Nobody has said yet that they will bring ${orphans === 1 ? 'one' : inWords(orphans)} of these.`
  return (
    <Section heading="Not reported, and who will bring it" id="development" aside="Data development agenda">
      {said ? <p>{said}</p> : null}
      <ul class="rows">{development.map(({ wanted, bringer, result }) => <li><b dir="auto">{wanted}</b><br /><span class="small quiet" dir="auto">{bringer ? `Brought by: ${bringer} · ` : ''}{result}</span></li>)}</ul>
    </Section>
  )
}

export function symbolsInWords() {
  return <p>{Object.entries(MISSING_IN_WORDS).map(([symbol, words], at) => <>{at ? ' · ' : ''}<b>{symbol}</b> {words}</>)}</p>
}

export function sources({ sources: batches, neighbourSet, place }: Pick<Scorecard, 'sources' | 'neighbourSet' | 'place'>): string[] {
  const publishers = [...new Set(batches.map(({ publisher, release }) => [publisher, release].filter(Boolean).join(', ')))].filter(Boolean)
  return [
    ...(publishers.length ? [`Source: ${publishers.join('; ')}.`] : []),
    ...(neighbourSet && place.level === 'authority' ? [`Neighbours: the plain mean of ${place.name}’s statistical neighbours with a figure. ${neighbourSet}.`] : []),
    TREND_RULE,
    'Rank 1 is best, among authorities with a figure; no rank where neither end is better.',
  ]
}
