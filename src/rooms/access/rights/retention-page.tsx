import { Button, Buttons, DataTable, DateInput, Details, EmptyState, Hidden, Input, Opening, Page, Section, Select, Textarea, WarningText } from '#design'
import { dayInWords } from '#kernel'
import type { Erased } from './erasure.ts'
import type { Hold } from './holds.ts'
import { RECORDS } from './personal.ts'
import { COUNTED_FROM, type RetentionRule } from './retention.ts'
import { type Drawn, Told } from './rights-page.tsx'

export interface RetentionProps extends Drawn {
  rules: RetentionRule[]
  holds: Hold[]
  run: { workId: string; state: string; stage: string | null; at: Date; outcome: Erased | null } | null
  today: string
}

/** How long records are kept, what is held, and what is due. */
export function RetentionPage({ viewer, nonce, once, names, sent, done, rules, holds, run, today }: RetentionProps) {
  const goesOn = run?.state === 'waiting' || run?.state === 'running'
  return (
    <Page title={`${sent ? 'Error: ' : ''}How long records are kept`} viewer={viewer} path="/rights/retention" nonce={nonce} {...(goesOn ? { refreshSeconds: 3 } : {})}>
      <Told sent={sent} done={done} />
      <Opening kicker={<><a href="/rights">People’s rights</a> · <b>Retention</b></>} heading="How long records are kept" standfirst="Nothing is erased by itself: look at what is due, then erase it. What is held stays, whatever the schedule says." />
      <Section heading="What is due" aside={run ? `Last asked ${dayInWords(run.at)}` : undefined}>
        {goesOn ? <p role="status">{run!.stage ?? 'Waiting to begin'} …</p> : null}
        {run?.state === 'failed' ? <p><b>It broke off.</b> Nothing was erased; why is recorded in the log.</p> : null}
        {run?.outcome ? <Due workId={run.workId} {...run.outcome} /> : null}
        <form method="post" action="/rights/retention/try"><Hidden fields={{ once }} /><Buttons><Button kind="secondary">Look what would go today</Button></Buttons></form>
        <form method="post" action="/rights/retention/run" novalidate>
          <Hidden fields={{ once }} />
          <WarningText>What is erased cannot be brought back, and a backup that is restored has it erased again.</WarningText>
          <Textarea label="On whose decision" name="reason" rows={2} value={sent?.typed['reason']} error={sent?.errors['reason']} />
          <Buttons><Button kind="warning">Erase what is due</Button></Buttons>
        </form>
      </Section>
      <Section heading="The schedule" aside="[K] marks what comes with Belong and must be checked by the data protection officer">
        <DataTable caption="How long each kind is kept" hidesCaption columns={['Kind of record', 'Kept', 'Basis', 'Set by']}
          rows={rules.map((rule) => [rule.label, `${rule.years} ${rule.years === 1 ? 'year' : 'years'} from ${COUNTED_FROM[rule.from]}`, rule.basis, rule.setBy ? names.get(rule.setBy) ?? rule.setBy : 'Belong'])} />
        {rules.map((rule) => (
          <Details summary={`Change: ${rule.label}`} open={sent?.typed['record'] === rule.record && 'years' in sent.typed}>
            <form method="post" action="/rights/retention" novalidate>
              <Hidden fields={{ once, record: rule.record, version: String(rule.version) }} />
              <Input label="Years" id={`years-${rule.record}`} name="years" width={3} inputMode="numeric" value={rule.years} />
              <Select label="Counted from" id={`from-${rule.record}`} name="from" value={rule.from} items={Object.entries(COUNTED_FROM).filter(([value]) => value === RECORDS[rule.record]!.from || value === 'made' || value === 'ended').map(([value, text]) => ({ value, text }))} />
              <Textarea label="Basis" id={`basis-${rule.record}`} name="basis" rows={2} value={rule.basis} />
              <Buttons><Button kind="secondary">Keep it so</Button></Buttons>
            </form>
          </Details>
        ))}
      </Section>
      <Section heading="Held from being erased" id="holds">
        {holds.length ? (
          <DataTable caption="Holds" hidesCaption columns={['What', 'Why', 'From', 'Until', '']}
            rows={holds.map((hold) => [[hold.childId ? `A child, …${hold.childId.slice(-6)}` : 'Everyone', hold.record ? RECORDS[hold.record]?.label ?? hold.record : 'all records'].join(': '), hold.reason, dayInWords(hold.starts), hold.ends ? dayInWords(hold.ends) : 'Until it is ended',
              hold.ends && hold.ends <= today ? '' : <Details summary="End it"><form method="post" action="/rights/retention/end-hold" novalidate><Hidden fields={{ once, id: hold.id }} /><Textarea label="Why it ends" id={`end-${hold.id}`} name="reason" rows={2} /><Button kind="secondary">End it today</Button></form></Details>])} />
        ) : <EmptyState reason="Nothing is held." />}
        <Details summary="Hold something" open={sent !== undefined && 'childId' in sent.typed}><form method="post" action="/rights/retention/hold" novalidate>
          <Hidden fields={{ once }} />
          <Input label="A child: their id" hint="Left empty, everybody’s records of a kind are held" name="childId" value={sent?.typed['childId']} error={sent?.errors['childId']} spellcheck={false} />
          <Select label="Kind of record" name="record" value={sent?.typed['record']} error={sent?.errors['record']} items={[{ text: 'All records of the child', value: '' }, ...Object.entries(RECORDS).map(([value, { label }]) => ({ value, text: label }))]} />
          <DateInput legend="From" id="starts" namePrefix="starts" error={sent?.errors['starts']} />
          <DateInput legend="Until, where that is known" id="ends" namePrefix="ends" error={sent?.errors['ends']} />
          <Textarea label="Why it must be kept" id="hold-reason" name="reason" rows={2} error={sent?.errors['reason']} />
          <Buttons><Button kind="secondary">Hold it</Button></Buttons>
        </form></Details>
      </Section>
    </Page>
  )
}

function Due({ isDry, kinds, list, outOfScope, workId }: Erased & { workId: string }) {
  if (!kinds.length) return <EmptyState reason={isDry ? 'Nothing is due today.' : 'Nothing was due, so nothing was erased.'} />
  return (
    <>
      <DataTable caption={isDry ? 'What would go today' : 'What was erased'} columns={['Kind of record', { label: 'Rows', isNumber: true }, { label: 'People', isNumber: true }, 'Oldest day counted from']}
        rows={kinds.map(({ kind, rows, people, oldest }) => [RECORDS[kind]?.label ?? kind, rows.toLocaleString('en-GB'), people.toLocaleString('en-GB'), oldest ? dayInWords(oldest) : '–'])} />
      <p class="small">{list ? <><a href={`/rights/retention/${workId}.csv`}>The first hundred of each table, by id (CSV)</a>. </> : null}Not looked at: {outOfScope.join(', ').toLowerCase()}.</p>
    </>
  )
}
