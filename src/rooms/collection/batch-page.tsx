import {
  BigNumber, Button, Buttons, Columns, Counts, DataTable, Details, drawPage, ErrorSummary, Foot, Found, Opening, Page, type PageViewer, ProgressBar,
  Rows, Section, Steps, Tally, Verdict,
} from '#design'
import { dayInWords } from '#kernel'
import type { Change } from '#platform'
import { Decision } from './batch-decision.tsx'
import { type FindingGroup, NOTHING_TO_DO } from './batch-report.ts'
import type { BatchState, SpokenOf } from './batches.ts'
import type { PutAside } from './left-out.ts'
import type { OfReturn } from './of-return.ts'
import { ReturnPart } from './return-part.tsx'
import { count, counted, moment, size, spoken, things } from './words.ts'

/** How a batch stands for somebody who looks at it: its state, and what its work has come to. */
export type Standing = BatchState | 'stopped'

export interface BatchPageProps {
  viewer: PageViewer
  nonce: string
  batchId: number
  file: string
  kind: string
  release: string | null
  publisher: string | null
  givenBy: string
  givenAt: Date
  bytes: number
  standing: Standing
  blocks: boolean
  rows: { read: number; new: number; changed: number; same: number; rejected: number }
  /** Of a return that corrects others: what it leaves out of them. */
  putAside: PutAside | null
  errors: number
  /** Queries that need somebody's word; those with nothing to do about them are only shown. */
  queries: number
  groups: FindingGroup[]
  /** The one rule whose findings are shown. */
  rule?: string | undefined
  /** Work that goes on: how far it is, and whether it was asked to stop. */
  working: { stage: string | null; share: number; isStopping: boolean; isWaiting: boolean; looksAgain: number | null } | null
  /** Why the last work did not come to its end. */
  why: string | null
  /** The batch that holds the same content. */
  sameAs: number | null
  periodTypes: readonly string[]
  committedAt: Date | null
  undone: { by: string; at: Date; reason: string | null } | null
  acknowledged: { by: string; at: Date } | null
  changes: Change[]
  /** The measures it speaks of, or brought; null where that is not known. */
  speaks: SpokenOf | null
  isReference: boolean
  /** What a return covers and undoing it would do; null of published figures. */
  ofReturn: OfReturn | null
  /** The day from which the file is no longer kept; null while it is. */
  filesGone: string | null
  /** Where the columns of a file that is read by a recipe are matched. */
  matchedAt?: string | undefined
  /** Why this person may not change it; null who may. */
  mayNot: string | null
  /** Names the form, so that pressing twice does it once. */
  once: string
  /** What was wrong with what was just sent, by field. */
  wrong?: Record<string, string>
}

export function drawBatchPage(props: BatchPageProps) {
  const { viewer, nonce, batchId, file, wrong = {} } = props
  const title = `${Object.keys(wrong).length ? 'Error: ' : ''}${headingOf(props)}, ${file}`
  return drawPage(
    <Page title={title} viewer={viewer} path={`/data/${batchId}`} nonce={nonce} foot={<Foot lines={footOf(props)} />}>
      {props.working ? <Working {...props} working={props.working} /> : <Report {...props} />}
    </Page>,
  )
}

function Working(props: BatchPageProps & { working: NonNullable<BatchPageProps['working']> }) {
  const { batchId, working, bytes, mayNot } = props
  const percent = Math.floor(working.share * 100)
  const isCommit = props.standing === 'committing'
  return (
    <>
      <Opening kicker={<Kicker {...props} />} heading={headingOf(props)}
        standfirst="You can close this page: it goes on without you. Come back here, or to the list of files, to see what came of it."
        aside={<BigNumber value={String(percent)} unit="%">of {size(bytes)}</BigNumber>} />
      <Section heading="Where it is" aside={<LookAgain seconds={working.looksAgain} batchId={batchId} />}>
        <ProgressBar id="share" label={isCommit ? 'How far it is taken in' : 'How far the check is'} done={percent} of={100} />
        <Steps steps={isCommit ? commitSteps(working) : checkSteps(working, bytes)} />
        {isCommit ? null : mayNot !== null ? <p class="quiet">{mayNot}.</p> : working.isStopping ? <p>It stops at its next step.</p> : (
          <form method="post" action={`/data/${batchId}/stop`}>
            <Buttons><Button kind="secondary">Stop this check</Button></Buttons>
          </form>
        )}
      </Section>
      {props.groups.length ? (
        <Section heading="Found so far" id="findings" aside="The check goes on; there may be more">
          <Rows items={props.groups.map((group) => <Group {...props} group={group} />)} />
        </Section>
      ) : null}
    </>
  )
}

function LookAgain({ seconds, batchId }: { seconds: number | null; batchId: number }) {
  return seconds === null
    ? <>This page stands still. <a href={`/data/${batchId}`}>Follow it again</a></>
    : <>The page looks again {seconds === 1 ? 'in a second' : `every ${seconds} seconds`}. <a href={`/data/${batchId}`}>Look now</a>, or <a href={`/data/${batchId}?look=once`}>stop looking</a></>
}

const done = <Verdict kind="better">Done</Verdict>

function checkSteps({ stage, share, isWaiting }: { stage: string | null; share: number; isWaiting: boolean }, bytes: number) {
  const isCounting = stage !== null && stage !== 'Checking'
  return [
    { text: `Received, ${size(bytes)}`, state: done },
    { text: isWaiting ? 'Waiting for its turn' : 'Checking its rows', isCurrent: !isCounting, state: isCounting ? done : `${Math.floor(Math.min(1, share / 0.8) * 100)}%` },
    { text: 'Counting what it would change', isCurrent: isCounting, isAhead: !isCounting, state: isCounting ? 'Now' : 'Not yet' },
    { text: 'Your decision', isAhead: true, state: 'Not yet' },
  ]
}

function commitSteps({ stage, share, isWaiting }: { stage: string | null; share: number; isWaiting: boolean }) {
  const isWriting = stage === 'Taking in'
  return [
    { text: isWaiting ? 'Waiting for its turn' : 'Reading the file again', isCurrent: !isWriting, state: isWriting ? done : `${Math.floor(Math.min(1, share / 0.5) * 100)}%` },
    { text: 'Taking it in, all of it or nothing', isCurrent: isWriting, isAhead: !isWriting, state: isWriting ? 'Now' : 'Not yet' },
  ]
}

function Report(props: BatchPageProps) {
  const { batchId, groups, rule, wrong = {} } = props
  const errors = Object.entries(wrong)
  const isKnown = hasReport(props)
  return (
    <>
      <Opening kicker={<Kicker {...props} />} heading={headingOf(props)} standfirst={standfirstOf(props)}
        aside={isKnown && (props.errors || props.queries) ? <FindingTally {...props} /> : undefined} />
      {errors.length ? <Section><ErrorSummary errors={errors.map(([field, text]) => ({ text, href: `#${field}` }))} /></Section> : null}
      {isKnown && !props.blocks && rule === undefined ? <WhatChanges {...props} /> : null}
      {isKnown && !props.blocks && rule === undefined && props.ofReturn?.settings ? <ReturnPart of={props.ofReturn} isIn={props.standing === 'committed' || props.standing === 'undone'} /> : null}
      {isKnown && !props.blocks && rule === undefined && props.speaks?.all ? <Speaks {...props} speaks={props.speaks} /> : null}
      {groups.length ? (
        <Section heading={rule === undefined ? 'Findings' : 'Findings of one rule'} id="findings"
          aside={<>{rule === undefined ? 'Most serious first. ' : <><a href={`/data/${batchId}`}>All findings</a>. </>}{props.mayNot === null ? <a href={`/data/${batchId}/findings.csv`}>Download with findings</a> : null}</>}>
          <Rows items={groups.map((group) => <Group {...props} group={group} />)} />
        </Section>
      ) : null}
      {rule === undefined ? <Decision {...props} /> : null}
    </>
  )
}

function Kicker({ kind, givenBy, givenAt, release, batchId }: BatchPageProps) {
  return <><a href="/data">Data</a> · {kind}, batch {batchId}{release && release !== kind ? ` · ${release}` : ''} · given by {givenBy}, {moment(givenAt)}</>
}

/** The opening sentence: what stands between this file and the figures. */
function headingOf({ standing, working, blocks, errors, queries, rows, putAside }: BatchPageProps): string {
  const changes = changing(rows, putAside)
  if (working) {
    if (working.isStopping) return 'Stopping the check'
    if (standing === 'undoing') return `Undoing it: ${Math.floor(working.share * 100)}%`
    if (working.isWaiting) return standing === 'committing' ? 'About to be taken in' : 'Received, and about to be checked'
    return `${standing === 'committing' ? 'Taking in' : 'Checking'}: ${Math.floor(working.share * 100)}%`
  }
  if (standing === 'checked') {
    if (rows.read > 0 && rows.rejected === rows.read) return 'None of its rows can be loaded'
    if (errors && queries) return `${lost(errors, rows)} can’t be loaded; ${things(queries).toLowerCase()} ${queries === 1 ? 'needs' : 'need'} your word`
    if (errors) return `${lost(errors, rows)} can’t be loaded; the rest can go in`
    if (queries) return `${things(queries)} ${queries === 1 ? 'needs' : 'need'} your word`
    return changes ? `Nothing stops this file: ${changes}` : 'Nothing in this file is new'
  }
  if (standing === 'rejected' && blocks) return `${things(errors)} ${errors === 1 ? 'stops' : 'stop'} this file`
  if (standing === 'committed') return changes ? `Taken in: ${changes}` : 'Taken in; every row was the same'
  return SENTENCES[standing]
}

/** A row may go in without a cell of it that cannot be right. */
const lost = (errors: number, { rejected }: BatchPageProps['rows']) => (rejected ? counted(rejected, 'row') : counted(errors, 'cell'))

const SENTENCES: Record<Standing, string> = {
  unmapped: 'Its columns are still to be matched',
  received: 'Received, and not checked yet', checking: 'The check broke off', checked: 'Checked', committing: 'Taking it in broke off', committed: 'Taken in',
  undoing: 'Undoing it broke off: what it brought still stands',
  unchanged: 'Nothing new: the same content was taken in before', rejected: 'Not taken in', undone: 'Undone: what this file brought is taken back',
  discarded: 'Thrown away: nothing of this file was taken in', failed: 'It broke off, and nothing was taken in', stopped: 'The check was stopped; nothing was taken in',
}

function changing({ new: fresh, changed }: BatchPageProps['rows'], putAside: PutAside | null) {
  const gone = putAside?.records ? `${counted(putAside.records, 'record')} no longer there` : ''
  return [fresh ? `${counted(fresh, 'row')} new` : '', changed ? `${fresh ? count(changed) : counted(changed, 'row')} changed` : '', gone].filter(Boolean).join(', ')
}

function standfirstOf({ standing, file, why, rows, putAside, blocks, undone }: BatchPageProps) {
  if (why) return `${file}. ${why}${/[.?!]$/.test(why) ? '' : '.'}`
  if (standing === 'checked') return `${file}. ${count(rows.read - rows.rejected)} of ${counted(rows.read, 'row')} ${rows.read === 1 ? 'is' : 'are'} ready.${putAside?.records ? ` ${count(putAside.records)} of the ${counted(putAside.of, 'record')} given before ${putAside.records === 1 ? 'is' : 'are'} not in it.` : ''} Nothing has been changed yet.`
  if (blocks) return `${file}. Mend what is named below and send the file again. Nothing of it was taken in.`
  if (undone?.reason) return `${file}. ${undone.reason}`
  return `${file}.`
}

function FindingTally({ blocks, errors, queries, rows }: BatchPageProps) {
  return (
    <Tally items={[
      ...(errors ? [{ label: blocks ? 'Stops the file' : 'Not loaded', count: count(blocks ? errors : rows.rejected || errors), kind: 'worse' as const }] : []),
      ...(queries ? [{ label: 'Needs your word', count: count(queries), kind: 'doubt' as const }] : []),
    ]} />
  )
}

/** Whether a check has come to its end, so that its counts mean something. */
const hasReport = ({ standing }: BatchPageProps) => ['checked', 'committed', 'rejected', 'undone'].includes(standing)

function WhatChanges({ standing, rows, putAside, changes }: BatchPageProps) {
  const isIn = standing === 'committed'
  const aside = isIn ? 'In rows of the file' : standing === 'undone' ? 'All of it taken back' : 'Nothing has been changed yet'
  return (
    <Section heading={isIn ? 'What changed' : standing === 'undone' ? 'What had changed' : 'What would change'} aside={aside}>
      <Counts items={[
        { label: 'New', count: count(rows.new) }, { label: 'Changed', count: count(rows.changed) }, { label: 'The same', count: count(rows.same) },
        ...(putAside ? [{ label: 'No longer there', count: count(putAside.records) }] : []), { label: 'Not loaded', count: count(rows.rejected) },
      ]} />
      {changes.length ? (
        <Details summary={`What was changed${changes.length === MOST_CHANGES ? `, the first ${MOST_CHANGES}` : ''}`} open={changes.length <= 20}>
          <DataTable caption="Figures as they were and as they are" hidesCaption
            columns={['What', 'Where', 'When', { label: 'Before', isNumber: true }, { label: 'Now', isNumber: true }]}
            rows={changes.map(({ what, where, when, before, after }) => [what, where, when, before, after])} />
        </Details>
      ) : null}
    </Section>
  )
}

/** Which measures it is about, each with its page where it has one. */
function Speaks({ standing, speaks: { first, all, new: fresh } }: BatchPageProps & { speaks: SpokenOf }) {
  const isIn = standing === 'committed'
  const known = all - fresh
  const aside = isIn ? counted(all, 'measure') : [fresh ? `${count(fresh)} new to the measure book` : '', known ? `${count(known)} known` : ''].filter(Boolean).join(', ')
  return (
    <Section heading={isIn ? 'Measures it brought' : 'Measures it speaks of'} aside={aside}>
      <DataTable caption={isIn ? 'Measures with figures from this file' : 'Measures this file speaks of'} hidesCaption
        columns={['Measure', ...(isIn ? [] : ['In the measure book']), { label: 'Figures', isNumber: true }]}
        rows={first.map(({ measure, label, isNew, figures }) => [
          isNew ? label : <a href={`/measures/${encodeURIComponent(measure)}`}>{label}</a>, ...(isIn ? [] : [isNew ? 'New' : 'Known']), count(figures),
        ])} />
      {all > first.length ? <p class="small quiet">The first {count(first.length)} of {count(all)}.</p> : null}
    </Section>
  )
}

export const MOST_CHANGES = 200

function Group({ batchId, blocks, group, rule, mayNot }: BatchPageProps & { group: FindingGroup }) {
  const { severity, fix, first } = group
  // What a message names of the file's cells is for those who take files in; how many and by which rule is for all.
  const message = mayNot === null ? group.message : spoken(group.rule)
  const isError = severity === 'error'
  const shown = first.length
  return (
    <>
      <Columns kind="margin">
        <div>
          <h3><Verdict kind={isError ? 'worse' : fix === NOTHING_TO_DO ? 'steady' : 'doubt'}>{isError ? (blocks ? 'Stops the file' : 'Not loaded') : fix === NOTHING_TO_DO ? 'To know' : 'Needs your word'}</Verdict> {counted(group.count, 'finding')}</h3>
          <p><b>{message ?? spoken(group.rule)}</b></p>
          {fix && mayNot === null ? <p class="quiet">{fix}</p> : null}
        </div>
        <p class="small quiet">Rule {group.rule}</p>
      </Columns>
      {mayNot !== null ? null : first.some(({ row, column, value }) => row !== null || column !== null || value !== null) || message === null ? <Findings group={group} /> : null}
      {mayNot === null && group.count > shown ? (
        <p>{rule === undefined ? <a href={`/data/${batchId}?rule=${encodeURIComponent(group.rule)}#findings`}>All {count(group.count)} of this rule</a>
          : `The first ${count(shown)} of ${count(group.count)}; the download has them all.`}</p>
      ) : null}
    </>
  )
}

function Findings({ group: { rule, severity, message, fix, first } }: { group: FindingGroup }) {
  const says = message === null || fix === null
  return (
    <DataTable caption={`Findings of rule ${rule}${severity === 'error' ? '' : ', to be looked at'}`} hidesCaption
      columns={['Row and column', 'As found', ...(message === null ? ['What is wrong'] : says ? ['What to do'] : [])]}
      rows={first.map((one) => [
        <>{one.row === null ? 'Whole file' : `Row ${count(one.row)}`}{one.column === null ? null : <><br /><span class="small quiet">{one.column}</span></>}</>,
        one.value === null || one.value === '' ? <span class="quiet">{one.value === null ? '–' : 'empty'}</span> : <Found>{shortened(one.value)}</Found>,
        ...(says ? [<>{message === null ? one.message : null}{message === null && fix === null && one.fix ? ' ' : null}{fix === null ? one.fix : null}</>] : []),
      ])}
    />
  )
}

const shortened = (value: string) => (value.length > 60 ? `${value.slice(0, 59)}…` : value)

function footOf({ file, publisher, release, committedAt, isReference, filesGone }: BatchPageProps) {
  if (isReference) return [`These figures come with Belong: they were taken from the store of the Local Authority Interactive Tool of the Department for Education${release ? ` (${release})` : ''}, ${file}, and keep its row numbers.${committedAt ? ` Brought in on ${moment(committedAt)}.` : ''}`]
  return [`${file}${publisher ? `, ${publisher}` : ''}${release ? `, ${release}` : ''}. ${filesGone ? `The file is no longer kept: its time was over on ${dayInWords(filesGone)}.` : 'The file is kept as it came.'}${committedAt ? ` Taken in on ${moment(committedAt)}.` : ''}`]
}
