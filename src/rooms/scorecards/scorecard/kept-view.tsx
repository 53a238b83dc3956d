import { EmptyState, Foot, Opening, Page, Section } from '#design'
import type { Viewer } from '#platform'
import { measureAddress } from '#rooms/measures'
import { type PageAsked, scorecardAddress } from './asked.ts'
import { type Kept, KEPT_PARTS, KEPT_RULE } from './kept.ts'
import type { Scorecard } from './scorecard.ts'
import { keptInWords } from './words.ts'

/** How well the scorecard is kept, on the scorecard itself: the sum, and what would raise it. */
export function KeptSection({ kept, asked }: { kept: Kept; asked: PageAsked }) {
  return (
    <Section heading="How well it is kept" id="kept" aside={<a href={scorecardAddress({ place: asked.place, framework: asked.framework }, '/scorecard/kept')}>Indicator by indicator</a>}>
      <p class="kept-sum">{keptInWords(kept)}.</p>
      <p class="small quiet">{KEPT_RULE}</p>
    </Section>
  )
}

interface KeptPageProps {
  card: Scorecard
  kept: Kept
  viewer: Viewer
  nonce: string
  asked: PageAsked
}

/** Every headline indicator with its eight parts, each in words. */
export function KeptPage({ card, kept, viewer, nonce, asked }: KeptPageProps) {
  return (
    <Page title={`How well the scorecard of ${card.place.name} is kept`} viewer={viewer} path="/scorecard/kept" nonce={nonce} foot={<Foot lines={[KEPT_RULE]} />}>
      <Opening kicker={<><b>Area scorecard</b>{card.framework ? <> · <bdi>{card.framework.name}</bdi></> : null}</>} heading={kept.of ? `${kept.have} of ${kept.of} parts of this scorecard are there` : 'There is nothing to keep yet'} standfirst={kept.of ? `${keptInWords(kept).replace(/^[^.:]*[.:] ?/, '')}.` : undefined} />
      {kept.of ? <KeptTable card={card} kept={kept} asked={asked} /> : (
        <Section heading="First"><EmptyState reason={`No headline indicator is chosen for ${card.place.name} yet.`}><p><a href="/results">Say which results are wanted, and what counts them</a>.</p></EmptyState></Section>
      )}
    </Page>
  )
}

function KeptTable({ card, kept, asked }: Pick<KeptPageProps, 'card' | 'kept' | 'asked'>) {
  return (
    <Section isFull>
      <p><a href={scorecardAddress(asked)}>Back to the scorecard</a></p>
      <table class="score kept" role="table">
        <caption>What each headline indicator has, and lacks</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Indicator</th>
            {KEPT_PARTS.map(({ label }) => <th role="columnheader" scope="col">{label}</th>)}
            <th role="columnheader" scope="col">Of {KEPT_PARTS.length}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {kept.rows.map(({ score, parts }) => (
            <tr role="row">
              <th role="rowheader" scope="row">{score.measure ? <a href={measureAddress(score.measure.id, card.place.code, score.series?.group.id)}>{score.label}</a> : score.label}</th>
              {parts.map(({ part, isThere, words }) => (
                <td role="cell" data-label={part.label} class={isThere ? undefined : 'lacks'}><div><b>{isThere ? 'Yes' : 'No'}</b> <small>{words}</small></div></td>
              ))}
              <td role="cell" data-label={`Of ${KEPT_PARTS.length}`}><div>{parts.filter(({ isThere }) => isThere).length}</div></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
