import { Button, Buttons, Opening, Page, Section, SummaryList } from '#design'
import type { Viewer } from '#platform'
import type { Draft } from './drafts.ts'

export function DraftPage({ viewer, nonce, draft: { draftId, fields, madeAt } }: { viewer: Viewer; nonce: string; draft: Draft }) {
  const typed = fields.filter(([name, value]) => value.trim() !== '' && !MECHANICAL.test(name))
  return (
    <Page title="What you sent was kept" viewer={viewer} path="/draft" nonce={nonce}>
      <Opening heading="What you sent was kept" standfirst={`You sent this at ${clock(madeAt)}, and Belong had to ask first who you are. Nothing has been done with it yet. Only you can see it, for a day.`} />
      <Section heading="What you typed">
        {typed.length
          ? <SummaryList rows={typed.map(([name, value]) => ({ key: inWords(name), value: <span class="typed">{value}</span> }))} />
          : <p>There was nothing to type in this form: it was a button that you pressed.</p>}
      </Section>
      <Section heading="Send it now?" isScreenOnly>
        <Buttons>
          <form method="post" action={`/draft/${draftId}/send`}>
            {fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
            <Button>Send it on</Button>
          </form>
          <form method="post" action={`/draft/${draftId}/drop`}><Button kind="secondary">Throw it away</Button></form>
        </Buttons>
      </Section>
    </Page>
  )
}

/** Keys, versions and ids that a form carries for itself. */
const MECHANICAL = /^(once|key|version|id|back|next)$|Id$|^[\w.-]*\.(id|version)$/

/** "roleTitle" as "Role title", "leads.0.people" as "Leads 1 people". */
function inWords(name: string) {
  const words = name.replaceAll(/[.[\]_-]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replaceAll(/\b\d+\b/g, (number) => String(Number(number) + 1)).trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const clock = (at: Date) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
