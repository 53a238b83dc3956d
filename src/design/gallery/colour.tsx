import { areaColours, contrast, isLegible, legibleNear } from '../colour.ts'
import { Table } from '../govuk.tsx'
import { DataTable, Verdict } from '../parts.tsx'
import { Specimen } from './specimen.tsx'

/** The colours of the style sheet's head, which a test holds against it, and what each is for. */
export const TOKENS: [token: string, colour: string, use: string][] = [
  ['paper', '#fbf8f2', 'The page'],
  ['shade', '#f2ecdf', 'Openings, tags, the years ahead'],
  ['band', '#e4dbc9', 'Neighbours, in charts'],
  ['sheet', '#ffffff', 'Fields of forms'],
  ['ink', '#211d19', 'Words'],
  ['ink-2', '#595148', 'Quieter words'],
  ['edge', '#7d7365', 'Edges of fields, axes'],
  ['rule', '#d9cfbe', 'Rules; carry no meaning'],
  ['better', '#2c6a27', 'Better'],
  ['worse', '#a3341a', 'Worse; what is wrong in a form'],
  ['doubt', '#765300', 'What cannot be known'],
  ['focus', '#ffcb3d', 'Where the keyboard is'],
  ['c1', '#12436d', 'First of four named groups'],
  ['c2', '#28a197', 'Second'],
  ['c3', '#801650', 'Third'],
  ['c4', '#f46a25', 'Fourth'],
]

/** What stands on what, and the least contrast it must have: 4.5 for words, 3 for edges and shapes (WCAG 2.2, 1.4.3 and 1.4.11). */
export const PAIRS: [over: string, ground: string, least: number][] = [
  ['ink', 'paper', 4.5], ['ink', 'shade', 4.5], ['ink', 'band', 4.5], ['ink-2', 'paper', 4.5], ['ink-2', 'shade', 4.5], ['better', 'paper', 4.5], ['better', 'shade', 4.5],
  ['worse', 'paper', 4.5], ['worse', 'shade', 4.5], ['doubt', 'paper', 4.5], ['doubt', 'shade', 4.5], ['ink', 'focus', 4.5], ['edge', 'paper', 3], ['edge', 'sheet', 3],
]

const EXAMPLES: [string, string][] = [['Petrol', '#0b5566'], ['Navy', '#234f94'], ['Plum', '#6b2b5c'], ['Yellow', '#ffcb3d'], ['Sky blue', '#5bb4e5']]

/** The colours, what may stand on what, and the area's own. */
export function Colours({ area }: { area: string }) {
  const ours = areaColours(area)
  return (
    <>
      <Specimen name="Paper, ink and judgement" use="All but one colour is the same for every area. Take a token by its name; never a colour by its number.">
        <ul class="design-swatches">{TOKENS.map(([token, colour, use]) => <li><Swatch colour={colour} /><b>{token}</b> <span class="quiet">{colour}</span><br /><span class="small quiet">{use}</span></li>)}</ul>
      </Specimen>
      <Specimen name="Contrast" use="Before anything is put on another colour: 4.5 to 1 for words, 3 to 1 for edges and shapes.">
        <Table caption="Contrast of what stands on what" hidesCaption columns={[{ label: 'On' }, { label: 'Contrast', isNumber: true }, { label: 'At least', isNumber: true }]} rows={PAIRS.map(([over, ground, least]) => [`${over} on ${ground}`, `${ratio(colourOf(over), colourOf(ground))} to 1`, least])} firstIsHeader />
      </Specimen>
      <Specimen name="One colour for each area" use="The spine, the links, the buttons and the area’s own line in every chart. Taken only where it can be read as words on paper and under white words; otherwise the nearest shade that can is offered.">
        <ul class="design-swatches">{(['area', 'deep', 'dark', 'wash'] as const).map((part) => <li><Swatch colour={ours[part]} /><b>{part}</b> <span class="quiet">{ours[part]}</span><br /><span class="small quiet">{PARTS[part]}</span></li>)}</ul>
        <DataTable caption="Colours an area may choose" columns={['Colour', { label: 'On paper', isNumber: true }, { label: 'Under white', isNumber: true }, 'May be chosen']}
          rows={EXAMPLES.map(([name, colour]) => [<><Swatch colour={colour} isSmall /> {name} <span class="quiet">{colour}</span></>, ratio(colour, '#fbf8f2'), ratio(colour, '#ffffff'), isLegible(colour)
            ? <Verdict kind="better">Yes</Verdict> : <><Verdict kind="worse">No</Verdict> <span class="nowrap">but <Swatch colour={legibleNear(colour)} isSmall /> {legibleNear(colour)}</span></>])} />
      </Specimen>
    </>
  )
}

const PARTS = { area: 'Yours: spine, buttons, your line', deep: 'The same as words on darker paper', dark: 'A button under the pointer', wash: 'Behind your own row' }

export const colourOf = (token: string) => TOKENS.find(([name]) => name === token)![1]
const ratio = (a: string, b: string) => (Math.floor(contrast(a, b) * 10) / 10).toFixed(1)

function Swatch({ colour, isSmall }: { colour: string; isSmall?: boolean }) {
  return <svg class={isSmall ? 'design-swatch design-swatch-small' : 'design-swatch'} viewBox="0 0 40 20" preserveAspectRatio="none" aria-hidden="true"><rect width="40" height="20" fill={colour} /></svg>
}
