import { BackLink, Breadcrumbs } from '../crumbs.tsx'
import { InsetText, NotificationBanner, Tag, WarningText } from '../govuk.tsx'
import { BATCH_STATES, BigNumber, Columns, Counts, Found, Note, ProgressBar, StateTag, Steps, Tally, Verdict } from '../parts.tsx'
import { Badge } from '../patterns/badge.tsx'
import { DirectionTally } from '../score-table.tsx'
import { Specimen } from './specimen.tsx'

/** How a page begins, and what it says of its figures. */
export function OpeningAndVerdicts() {
  return (
    <>
      <Specimen name="Opening" use="At the head of every page, once: one sentence that could be wrong, what it rests on, and beside it the number or the tally. This page’s own is one. Over 90 letters it is set smaller.">
        <Breadcrumbs items={[{ text: 'Data', href: '#opening' }, { text: 'Imports', href: '#opening' }, { text: 'Batch 12' }]} />
        <p><BackLink href="#opening">Back to all imports</BackLink></p>
      </Specimen>
      <Specimen name="The number beside it" use="Where one figure says it. Without a figure, the reason stands in its frame.">
        <Columns kind="two">
          <div><BigNumber value="14.0" unit="%"><p>62 of 442 new plans, 2024</p></BigNumber></div>
          <div><BigNumber value="83.2" unit="per 10,000" /></div>
          <div><BigNumber value="52,345,678" unit="£" /></div>
          <div><BigNumber value={null} why="Withheld to protect people" /></div>
        </Columns>
      </Specimen>
      <Specimen name="The tally beside it, and counts" use="Where several judgements or states say it: a tally in the opening, counts within a page.">
        <Columns kind="three">
          <Tally items={[{ label: 'Stops the import', count: 3, kind: 'worse' }, { label: 'Needs your word', count: 41, kind: 'doubt' }, { label: 'For your notice', count: 212 }]} />
          <DirectionTally heading="Twelve indicators" lines={[{ kind: 'better', label: 'Better', count: 4 }, { kind: 'worse', label: 'Worse', count: 5 }, { kind: 'steady', label: 'No clear change', count: 2 }, { kind: 'doubt', label: 'Can’t be known', count: 1 }]} />
          <Note heading="Trend."><p>A note at the side, under a short rule: <b>what a reader asks next.</b></p></Note>
        </Columns>
        <Counts items={[{ label: 'New', count: '412' }, { label: 'Changed', count: 37 }, { label: 'The same', count: '47,720' }, { label: 'Left out', count: 3 }]} />
      </Specimen>
      <Specimen name="Verdict" use="Every judgement: first the word, then the shape, then the colour, so that it can be read without any one of them. Better and worse follow the measure’s direction; where the source sets none, there is no verdict.">
        <ul class="design-line">{(['better', 'worse', 'steady', 'doubt'] as const).map((kind) => <li><Verdict kind={kind} /></li>)}</ul>
        <ul class="design-line">{BATCH_STATES.map((state) => <li><StateTag state={state} /></li>)}</ul>
      </Specimen>
      <Specimen name="Tag and badge" use="A tag for a plain fact about a thing; a badge to set one apart in a list. Neither judges.">
        <p><Tag>legal date</Tag> <Tag>draft</Tag></p>
        <p>Plans issued within 20 weeks <Badge>Headline</Badge></p>
      </Specimen>
      <Specimen name="Messages" use="A banner after something was done, or for what everybody must know; an inset for a condition; a warning before what costs.">
        <NotificationBanner kind="success" text="The target was set." titleId="banner-done" />
        <NotificationBanner text="This is a practice system." titleId="banner-known" />
        <InsetText>Figures before 2023 were counted another way.</InsetText>
        <WarningText>This cannot be undone after 30 days.</WarningText>
      </Specimen>
      <Specimen name="Steps and progress" use="Work that goes on by itself. The page looks again every few seconds; nobody has to wait at it.">
        <ProgressBar id="progress" label="Rows checked" done={29412} of={48216} showsLabel />
        <Steps steps={[{ text: <>Received <Found>timeliness.csv</Found>, 18.4 MB</>, state: <Verdict kind="better">Done</Verdict> }, { text: 'Checking rows against 214 rules', state: '61%', isCurrent: true }, { text: 'Your decision', state: 'Not yet', isAhead: true }]} />
      </Specimen>
    </>
  )
}
