import { DataTable, Opening, Page, Section } from '#design'
import type { Viewer } from '#platform'

const KEYS: [keys: string, what: string][] = [
  ['Tab, Shift and Tab', 'Go on to the next link, button or box, or back to the one before. Where you are is marked in yellow.'],
  ['Enter', 'Open a link, press a button, send a form from a box of one line.'],
  ['Space', 'Press a button, tick a box, open what is folded away.'],
  ['Arrow keys', 'Choose among options of one question, or in a list; scroll a table that is wider than the window, once you are in it.'],
  ['Tab, then Enter, at the head of a page', 'Skip past the masthead to the page itself: the skip link is the first stop of every page.'],
  ['Home, End, Page up, Page down', 'Move about in a long page.'],
  ['Ctrl and P, or ⌘ and P on a Mac', 'Print. “Print” at the foot of a page opens what is folded away first.'],
]

/** What works without a mouse, and how to get about by ear. */
export function KeyboardPage({ viewer, nonce }: { viewer: Viewer; nonce: string }) {
  return (
    <Page title="Keyboard" viewer={viewer} path="/keyboard" nonce={nonce}>
      <Opening heading="Everything here works without a mouse" standfirst="There are no shortcuts of our own to learn, and none that could get in the way of yours: the keys are those of your browser." />
      <Section heading="Keys"><DataTable caption="Keys, and what they do" hidesCaption columns={['Key', 'What it does']} rows={KEYS} /></Section>
      <Section heading="With a screen reader">
        <p>Every page has one heading of the first level, which is its finding, and the parts of the page under headings of the second. The landmarks are: banner, main navigation, search, main, and the foot. Lists, tables and their headers are marked as what they are.</p>
        <p>A chart is one picture with a sentence that says what it shows; the table of the same numbers follows under it. A judgement is always a word, never a colour alone.</p>
        <p>When a form is refused, a summary stands first in the page with a link to each box, and all you typed is still there. Nothing moves, plays or times out; a page that looks again by itself says so.</p>
      </Section>
      <Section heading="Without script, enlarged, on paper">
        <p>No page needs a script. At 400% the page becomes one column. Wide tables scroll by themselves, and become lists where they are most used.</p>
      </Section>
    </Page>
  )
}
