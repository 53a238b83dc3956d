import { Button, Buttons, DataTable, drawPage, EmptyState, ErrorSummary, FileUpload, NotificationBanner, Opening, Page, type PageViewer, Section, Select, StateTag } from '#design'
import type { BatchState } from './batches.ts'
import { count, counted, moment } from './words.ts'

export interface BatchLine {
  batchId: number
  file: string
  kind: string
  givenBy: string
  givenAt: Date
  state: BatchState
  rows: { new: number; changed: number; same: number; rejected: number }
}

export interface DataPageProps {
  viewer: PageViewer
  nonce: string
  batches: BatchLine[]
  /** Files in all, of which the newest are listed. */
  of: number
  kinds: { name: string; label: string }[]
  periodTypes: readonly string[]
  /** Why this person may not take files in; null who may. */
  mayNot: string | null
  /** What was just given, where it was more than one. */
  taken?: BatchLine[]
  /** What was wrong with what was just sent, by field. */
  errors?: Record<string, string>
}

export function drawDataPage(props: DataPageProps) {
  const { viewer, nonce, batches, of, taken = [], errors = {} } = props
  const waiting = batches.filter(({ state }) => state === 'checked').length
  const wrong = Object.entries(errors)
  return drawPage(
    <Page title={wrong.length ? 'Error: Data' : 'Data'} viewer={viewer} path="/data" nonce={nonce}>
      <Opening
        heading={waiting ? `${counted(waiting, 'file')} ${waiting === 1 ? 'waits' : 'wait'} for a decision` : 'Every figure here came in with a file'}
        standfirst="A file is checked first, then shown with what it would change. Nothing changes until somebody takes it in, and that can be undone."
      />
      {wrong.length ? <Section><ErrorSummary errors={wrong.map(([field, text]) => ({ text, href: `#${field}` }))} /></Section> : null}
      {taken.length ? <Section><Taken batches={taken} /></Section> : null}
      <Section heading="Take a file in" aside="Up to 20 files of 200 MB">
        {props.mayNot === null ? <GiveFiles {...props} errors={errors} /> : <p>{props.mayNot}.</p>}
      </Section>
      <Section heading="Files so far" aside={of > batches.length ? `The newest ${count(batches.length)} of ${count(of)}` : counted(of, 'file')}>
        {batches.length ? <Batches batches={batches} /> : <EmptyState reason="No file has been given yet" />}
      </Section>
    </Page>,
  )
}

function GiveFiles({ kinds, periodTypes, errors }: DataPageProps & { errors: Record<string, string> }) {
  return (
    <form method="post" action="/data" enctype="multipart/form-data">
      <FileUpload name="files" label="Files" multiple error={errors['files']}
        hint="A data file with its meta file, the zip of a whole release, a LAIT store, a list of codes or of neighbours" />
      <Select name="as" label="Kind of file" error={errors['as']} hint="Only where Belong does not recognise it"
        items={[{ text: 'Let Belong recognise it', value: '' }, ...kinds.map(({ name, label }) => ({ text: label, value: name }))]} />
      <Select name="periodType" label="Kind of period" error={errors['periodType']} hint="Only where the file does not say what its periods are"
        items={[{ text: 'As the file says', value: '' }, ...periodTypes.map((name) => ({ text: name, value: name }))]} />
      <Buttons><Button>Check these files</Button></Buttons>
    </form>
  )
}

function Taken({ batches }: { batches: BatchLine[] }) {
  return (
    <NotificationBanner text={`${counted(batches.length, 'data set')} came out of what you sent`}>
      <ul class="govuk-list">{batches.map(({ batchId, file }) => <li><a href={`/data/${batchId}`}>{file}</a></li>)}</ul>
    </NotificationBanner>
  )
}

function Batches({ batches }: { batches: BatchLine[] }) {
  return (
    <DataTable caption="Files that were given, newest first" hidesCaption
      columns={['File', 'Given', 'State', { label: 'New', isNumber: true }, { label: 'Changed', isNumber: true }, { label: 'The same', isNumber: true }, { label: 'Not loaded', isNumber: true }]}
      rows={batches.map(({ batchId, file, kind, givenBy, givenAt, state, rows }) => [
        <><a href={`/data/${batchId}`}>{file}</a><br /><span class="small quiet">{kind}, batch {batchId}</span></>,
        <>{givenBy}<br /><span class="small quiet">{moment(givenAt)}</span></>,
        <StateTag state={state} />,
        ...(hasCounts(state) ? [count(rows.new), count(rows.changed), count(rows.same), count(rows.rejected)] : ['–', '–', '–', '–']),
      ])}
    />
  )
}

/** Before a check there is nothing to count, which is not the same as none. */
const hasCounts = (state: BatchState) => !['received', 'checking', 'unchanged', 'failed', 'discarded'].includes(state)
