import { whyNoPdf } from '#platform'
import { Button, Hidden } from './form.tsx'
import { KeepView } from './keep-view.tsx'
import { Section } from './parts.tsx'

export interface TakeAwayProps {
  /** The address of the page being shown, with its choices: /scorecard?place=E06000015. */
  subject: string
  /** The page answers `as=csv|xlsx|ods`. */
  sheets?: boolean
  /** A kind of paper knows the page. */
  papers?: boolean
  /** Its address holds choices, so it can be kept as a view. */
  keeps?: boolean
  /** A fresh key, so that asking twice makes one paper. */
  once: string
}

/** "Take it with you": the page as a document, its table as a file, and how to print it. Left out of print itself. */
export function TakeAway({ subject, sheets, papers, keeps, once }: TakeAwayProps) {
  return (
    <Section heading="Take it with you" id="take-away" isScreenOnly aside={papers ? <a href="/papers">Papers you asked for</a> : undefined}>
      <ul class="take-away">
        {papers ? <li><b>As a paper</b><PaperForm subject={subject} once={once} /></li> : null}
        {sheets ? (
          <li>
            <b>As a table</b>
            <p><a href={withWord(subject, 'as', 'xlsx')}>Excel (XLSX)</a><a href={withWord(subject, 'as', 'ods')}>OpenDocument (ODS)</a><a href={withWord(subject, 'as', 'csv')}>CSV</a></p>
          </li>
        ) : null}
        <li>
          <b>On paper</b>
          <p><a href={withWord(subject, 'print', 'yes')}>Print</a><span class="quiet">Opens all that is folded away. Then press Ctrl and P, or ⌘ and P on a Mac.</span></p>
        </li>
        {keeps ? <li><b>As a view</b><KeepView address={bare(subject)} once={once} /></li> : null}
      </ul>
    </Section>
  )
}

function PaperForm({ subject, once }: Pick<TakeAwayProps, 'subject' | 'once'>) {
  const why = whyNoPdf()
  return (
    <form method="post" action="/papers">
      <Hidden fields={{ subject: bare(subject), once }} />
      <div class="buttons">
        <Button kind="secondary" name="format" value="docx">Word document</Button>
        {why ? <Button kind="secondary" type="button" unavailable={{ describedBy: 'no-pdf' }}>PDF</Button> : <Button kind="secondary" name="format" value="pdf">PDF</Button>}
      </div>
      {why ? <p id="no-pdf" class="small quiet">{why}.</p> : null}
    </form>
  )
}

/** The same address with one more word in it. */
function withWord(subject: string, name: string, value: string) {
  const address = new URL(bare(subject), 'http://belong')
  address.searchParams.set(name, value)
  return `${address.pathname}${address.search}`
}

/** The page itself, however it is being shown just now. */
function bare(subject: string) {
  const address = new URL(subject, 'http://belong')
  for (const name of ['as', 'print']) address.searchParams.delete(name)
  return `${address.pathname}${address.search}`
}
