import { MISSING_IN_WORDS } from '#kernel'
import { showAmount, showChange, showDifference } from '../amount.ts'
import { Table } from '../govuk.tsx'
import { Specimen } from './specimen.tsx'

/** How the product speaks, and how it writes figures and dates. */
export function Words() {
  return (
    <>
      <Specimen name="Tone" use="Everywhere. Plain words, the shortest that are right; what is known before what is thought; nobody is blamed.">
        <Table caption="How we say it" hidesCaption columns={[{ label: 'Say' }, { label: 'Rather than' }]} rows={TONE.map(([say, not]) => [say, <span class="quiet">{not}</span>])} />
      </Specimen>
      <Specimen name="Words of the field" use="One word for one thing, in pages, files and doors alike.">
        <Table caption="Words of the field" hidesCaption columns={[{ label: 'Word' }, { label: 'What it stands for' }]} rows={FIELD} firstIsHeader />
      </Specimen>
      <Specimen name="Sentences that refuse" use="Wherever something was not done: what is wrong, and what to do, without “error”, “invalid” or “please”.">
        <Table caption="Sentences that refuse" hidesCaption columns={[{ label: 'Say' }, { label: 'Rather than' }]} rows={REFUSALS.map(([say, not]) => [say, <span class="quiet">{not}</span>])} />
      </Specimen>
      <Specimen name="Figures, changes and dates" use="A figure carries its unit; percentages differ by points; a real minus sign; months as words, so that no date can be read two ways.">
        <Table caption="Figures, changes and dates" hidesCaption columns={[{ label: 'Kind' }, { label: 'Written' }]} rows={FIGURES} firstIsHeader />
      </Specimen>
      <Specimen name="Why there is no figure" use="In place of a figure, never 0, a dash or nothing. The letters are those of the source.">
        <Table caption="Why there is no figure" hidesCaption columns={[{ label: 'In a file' }, { label: 'On a page' }]} rows={Object.entries(MISSING_IN_WORDS)} firstIsHeader />
      </Specimen>
      <Specimen name="Other scripts" use={<>What people write says its own direction (<code>dir="auto"</code>), in fields as on pages. Names stand apart from the sentence around them.</>}>
        <blockquote class="design-said" dir="auto" lang="ar">
          <p>انتظرنا أكثر من عشرين أسبوعا حتى وصلت الخطة. في الأسبوع 16 قالت لنا المدرسة (Northby Primary) إن التقرير لم يصل بعد.</p>
          <p>نريد أن يعرف ابننا من سيساعده، ومتى.</p>
        </blockquote>
        <p>In English, by <bdi lang="ar">ليلى مثال</bdi>, 3 March 2026: we waited more than twenty weeks for the plan to come.</p>
      </Specimen>
    </>
  )
}

const TONE: [string, string][] = [
  ['Advice comes late: half of the posts are empty', 'There are challenges around capacity'],
  ['14.0% were on time, fewer than the year before', 'Performance deteriorated'],
  ['Children with SEND', 'SEND children; the vulnerable'],
  ['We have no figure for 2020: the tests did not take place', 'N/A'],
  ['Set a target', 'Submit'],
]

const FIELD: [string, string][] = [
  ['Result', 'How we want it to be for all children here, as a sentence'],
  ['Indicator', 'A figure that says how near a result is, for everyone'],
  ['Performance measure', 'A figure of one service: how much, how well, is anyone better off'],
  ['Story behind the curve', 'Why the figure is what it is, and what is not known yet'],
  ['Turn the curve', 'Change where a figure is going'],
  ['SEN support; EHC plan', 'What the law and DfE call them'],
  ['Suspension', 'DfE’s word since 2020; a file’s older word is shown as found'],
]

const REFUSALS: [string, string][] = [
  ['Enter the value as a number, like 50', 'Invalid input'],
  ['Somebody else changed this a moment ago. Theirs is below yours: take what you need and save again', 'Conflict (409)'],
  ['Only members of Exampleton can set a target here', 'Access denied'],
]

const percent = { unit: '%', decimals: 1 }
const FIGURES: [string, string][] = [
  ['Share', showAmount(14, percent)],
  ['Difference of shares', showDifference(-31.9, percent)],
  ['Change', showChange(-8.6, percent)],
  ['Money', showAmount(52_345_678, { unit: '£', decimals: 0 })],
  ['Rate', showAmount(83.2, { unit: 'per 10,000', decimals: 1 })],
  ['Date', '16 June 2026'],
  ['School year, financial year', '2024/25, 2024-25'],
]
