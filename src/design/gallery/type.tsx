import { Rows } from '../parts.tsx'
import { Specimen } from './specimen.tsx'

const SIZES: [look: string, sample: string, name: string, use: string][] = [
  ['t-h1', 'New plans come late', 'h1, 30 to 48 px, 650', 'The opening sentence, once in a page'],
  ['t-figure', '14.0', 'figure, 52 to 80 px, 650', 'The one number of a page'],
  ['t-h2', 'The story behind the curve', 'h2, 24 px, 650', 'A section'],
  ['t-lead', 'Last year 442 new plans were issued.', 'lead, 20 px', 'The sentence under the opening'],
  ['t-h3', 'Northby went from 9.0% to 84.2%', 'h3, 19 px, 650', 'The finding over a chart'],
  ['t-body', 'Families and schools made 769 requests, against 505 the year before.', 'body, 17 px', 'All else; lines up to 40 rem'],
  ['t-small', 'Loaded 29 January 2026', 'small, 15 px', 'Captions, heads of columns, sources'],
]

const STEPS: [token: string, pixels: number, use: string][] = [
  ['s1', 4, 'Between a thing and its note'], ['s2', 8, 'Within a group'], ['s3', 12, 'Between paragraphs, rows'], ['s4', 16, 'Between things in a section'],
  ['s5', 24, 'Between columns'], ['s6', 36, 'Before and after a section'], ['s7', 56, 'Around what stands alone'],
]

/** One family in two weights, and seven steps of space. */
export function TypeAndSpace() {
  return (
    <>
      <Specimen name="Type" use="Atkinson Hyperlegible Next, made for readers with low vision, in weights 400 and 650. Figures stand under each other in tables, lists and charts.">
        <Rows items={SIZES.map(([look, sample, name, use]) => <div class="design-type"><p class={`design-${look}`}>{sample}</p><p class="small quiet"><b>{name}</b><br />{use}</p></div>)} />
      </Specimen>
      <Specimen name="Space" use="Rules and room part things, not boxes or shadows. A section is a heading in a rail and what it holds beside it; under 960 px they stack.">
        <ul class="plain design-spaces">{STEPS.map(([token, pixels, use]) => <li><svg class="design-space" viewBox={`0 0 ${pixels} 16`} width={pixels} height="16" aria-hidden="true"><rect class="f-us" width={pixels} height="16" /></svg><b>{token}</b> <span class="quiet">{pixels} px</span> <span class="small">{use}</span></li>)}</ul>
      </Specimen>
    </>
  )
}
