import type { ComponentChildren } from 'preact'
import { Charts } from './gallery/charts.tsx'
import { Colours } from './gallery/colour.tsx'
import { Forms } from './gallery/forms.tsx'
import { OpeningAndVerdicts } from './gallery/opening.tsx'
import { Patterns } from './gallery/pattern-specimens.tsx'
import { Print } from './gallery/print.tsx'
import type { GalleryAsked } from './gallery/specimen.tsx'
import { Tables } from './gallery/tables.tsx'
import { TypeAndSpace } from './gallery/type.tsx'
import { Voids } from './gallery/voids.tsx'
import { Words } from './gallery/words.tsx'
import { Page, type PageViewer } from './page.tsx'
import { Opening, Section } from './parts.tsx'

interface Chapter {
  id: string
  heading: string
  about: string
  draw: (asked: GalleryAsked, viewer: PageViewer) => ComponentChildren
}

/** The chapters of the system, in the order of its page. */
export const CHAPTERS: Chapter[] = [
  { id: 'words', heading: 'Words and tone', about: 'How the product speaks', draw: () => <Words /> },
  { id: 'colour', heading: 'Colour and contrast', about: 'Ink on warm paper, and one colour that is yours', draw: (_, { areaColour }) => <Colours area={areaColour} /> },
  { id: 'type', heading: 'Type and space', about: 'One family, seven steps', draw: () => <TypeAndSpace /> },
  { id: 'opening', heading: 'Opening, verdicts, messages', about: 'What a page says first', draw: () => <OpeningAndVerdicts /> },
  { id: 'tables', heading: 'Tables and lists', about: 'To read off and compare', draw: (asked) => <Tables asked={asked} /> },
  { id: 'forms', heading: 'Forms', about: 'At rest, refused, not to be used yet', draw: () => <Forms /> },
  { id: 'patterns', heading: 'Patterns', about: 'What several parts make together', draw: (asked) => <Patterns asked={asked} /> },
  { id: 'charts', heading: 'Charts', about: 'In every weather', draw: () => <Charts /> },
  { id: 'voids', heading: 'Nothing here', about: 'A reason, never a zero', draw: () => <Voids /> },
  { id: 'print', heading: 'Print', about: 'A report on A4', draw: () => <Print /> },
]

export interface DesignPageProps {
  viewer: PageViewer
  nonce: string
  asked: GalleryAsked
  /** Some chapters alone, to look at them more closely. */
  chapters?: Chapter[]
}

/** The design system, drawn by itself: everything in every state, with invented figures, and when to use it. */
export function DesignPage({ viewer, nonce, asked, chapters = CHAPTERS }: DesignPageProps) {
  return (
    <Page title="The design system" viewer={viewer} path={asked.path} nonce={nonce} foot={<p><b>Every figure, place and person on this page is invented.</b> Type: Atkinson Hyperlegible Next, SIL Open Font Licence 1.1. Markup of forms and of much else follows govuk-frontend, MIT; several patterns follow the Ministry of Justice’s.</p>}>
      <Opening kicker={<><b>Belong</b> · the design system</>} heading="A report you can argue with"
        standfirst="Every page opens with one sentence that could be wrong; under it come the evidence, the people, and the way to how a number was made. All of it works without a script, with a keyboard, aloud and on paper."
        aside={<nav aria-label="On this page"><ol class="design-contents">{chapters.map(({ id, heading }) => <li><a href={`#${id}`}>{heading}</a></li>)}</ol></nav>} />
      {chapters.map(({ id, heading, about, draw }) => <Section heading={heading} aside={about} id={id}>{draw(asked, viewer)}</Section>)}
    </Page>
  )
}
