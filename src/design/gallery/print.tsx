import { Table } from '../govuk.tsx'
import { TakeAway } from '../take-away.tsx'
import { Specimen } from './specimen.tsx'

/** What becomes of a page on A4. */
export function Print() {
  return (
    <>
      <Specimen name="On paper" use={<>Every page can be printed as it stands. <a href="?print=yes">This page for print</a> opens all that is folded away.</>}>
        <Table caption="What changes on paper" hidesCaption columns={[{ label: 'On screen' }, { label: 'On paper' }]} rows={CHANGES} />
      </Specimen>
      <Specimen name="To take away" use="At the end of a page that people carry into meetings: as a document, as a table, on paper. Only what there is of it is offered.">
        <TakeAway subject="/design" once="never" />
      </Specimen>
    </>
  )
}

const CHANGES: [string, string][] = [
  ['The spine down the edge', 'A bar across the head'],
  ['Navigation, forms, buttons', 'Left out'],
  ['The opening’s sand', 'White; the words stay where they are'],
  ['Charts', 'The wide drawing, never cut by the end of a page, with its table'],
  ['Details', 'Open'],
  ['Filters', 'Said in words: what the page is limited to'],
  ['Judgements', 'Word and shape, so that a grey print can be read'],
]
