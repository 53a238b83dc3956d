import { Button, Buttons, DataTable, Details, drawPage, EmptyState, ErrorSummary, FileUpload, NotificationBanner, Opening, Page, type PageViewer, ProgressBar, Rows, Section, Select, StateTag, Verdict } from '#design'
import type { BatchState } from './batches.ts'
import type { ReturnsBrief } from './calendar/brief.ts'
import { DataCrumbs } from './data-crumbs.tsx'
import { count, counted, moment } from './words.ts'

export interface BatchLine {
  batchId: number
  file: string
  kind: string
  givenBy: string
  givenAt: Date
  state: BatchState
  /** The return it is; null of published figures. */
  series: string | null
  rows: { new: number; changed: number; same: number; rejected: number }
}

export interface WorkUnderWay {
  id: string
  title: string
  stage: string | null
  share: number
}

export interface DataPageProps {
  viewer: PageViewer
  nonce: string
  /** Published figures, the newest of so many. */
  batches: BatchLine[]
  of: number
  /** Returns of the areas one gives them in, the newest; null for who gives none. */
  returns: { batches: BatchLine[]; of: number; area: string; series: string | undefined; known: { value: string; text: string }[]; settings: { value: string; text: string }[]; brief: ReturnsBrief | null } | null
  kinds: { name: string; label: string }[]
  periodTypes: readonly string[]
  /** Why this person may not take files in; null who may. */
  mayNot: string | null
  /** Long work of the area that is not on one file, as the demo's city coming in. */
  underWay: WorkUnderWay[]
  /** What was just given, where it was more than one. */
  taken?: BatchLine[]
  /** What was wrong with what was just sent, by field. */
  errors?: Record<string, string>
  /** The same one by one, where several files could not be taken. */
  problems?: { field: string; text: string }[]
}

export function drawDataPage(props: DataPageProps) {
  const { viewer, nonce, batches, of, taken = [], errors = {} } = props
  const given = [...(props.returns?.batches ?? []), ...batches]
  const waiting = props.mayNot === null ? given.filter(isWaiting) : []
  const others = (some: BatchLine[]) => (waiting.length ? some.filter((one) => !isWaiting(one)) : some)
  const wrong = props.problems ?? Object.entries(errors).map(([field, text]) => ({ field, text }))
  return drawPage(
    <Page title={wrong.length ? 'Error: Data' : 'Data'} viewer={viewer} path="/data" nonce={nonce}>
      <Opening kicker={props.returns ? <DataCrumbs here="data" /> : undefined} heading={headingOf(waiting.length, props.returns?.brief ?? null)}
        standfirst="A file is checked first, then shown with what it would change. Nothing changes until somebody takes it in, and that can be undone."
      />
      {wrong.length ? <Section><ErrorSummary errors={wrong.map(({ field, text }) => ({ text, href: `#${field}` }))} /></Section> : null}
      {taken.length ? <Section><Taken batches={taken} /></Section> : null}
      {waiting.length ? <Section heading="To decide" id="waiting" aside={counted(waiting.length, 'file')}><Batches batches={waiting} label="Files that wait for a decision, newest first" /></Section> : null}
      <Section heading="Take a file in" aside="Up to 20 files of 200 MB">
        {props.mayNot === null ? <GiveFiles {...props} errors={errors} /> : <p>{props.mayNot}.</p>}
      </Section>
      {props.underWay.length ? <UnderWay work={props.underWay} /> : null}
      {props.returns ? <Returns {...props.returns} batches={others(props.returns.batches)} above={props.returns.batches.length - others(props.returns.batches).length} /> : null}
      <Section heading="Published figures" id="published" aside={newestOf(batches, of)}>
        {others(batches).length ? <Batches batches={others(batches)} label="Files of published figures, newest first" /> : <EmptyState reason={batches.length ? 'All of them wait for a decision' : 'No file of published figures has been given yet'} />}
      </Section>
    </Page>,
  )
}

/** Of files that only somebody's word is wanted for: to take them in, or to match their columns. */
const isWaiting = ({ state }: BatchLine) => state === 'checked' || state === 'unmapped'

function headingOf(waiting: number, brief: ReturnsBrief | null) {
  if (waiting) return `${counted(waiting, 'file')} ${waiting === 1 ? 'waits' : 'wait'} for a decision`
  if (brief?.missing) return `${counted(brief.missing, 'return')} ${brief.missing === 1 ? 'is' : 'are'} expected and not received`
  return 'Every figure here came in with a file'
}

/** Where somebody says of a file what it is. */
export const KIND_OF_FILE = 'What kind of file it is'

function GiveFiles({ kinds, periodTypes, returns, errors }: DataPageProps & { errors: Record<string, string> }) {
  return (
    <form method="post" action="/data" enctype="multipart/form-data">
      <FileUpload name="files" label="Files" multiple error={errors['files']}
        hint={returns ? 'A return of any kind: census, attendance, suspensions, a spreadsheet of your own. Of published figures: a data file with its meta file, a release, a list of codes' : 'A data file with its meta file, the zip of a whole release, a LAIT store, a list of codes or of neighbours'} />
      {returns?.settings.length ? <Select name="place" label="For which setting" error={errors['place']} hint="Of a return" items={[{ value: '', text: 'Choose a setting' }, ...returns.settings]} /> : null}
      <Details summary={`${KIND_OF_FILE}, where Belong does not know`} open={Boolean(errors['as'] ?? errors['periodType'])}>
        <Select name="as" label="Kind of file" error={errors['as']} hint="Only where Belong does not recognise it"
          items={[{ text: 'Let Belong recognise it', value: '' }, ...kinds.map(({ name, label }) => ({ text: label, value: name }))]} />
        <Select name="periodType" label="Kind of period" error={errors['periodType']} hint="Only where the file does not say what its periods are"
          items={[{ text: 'As the file says', value: '' }, ...periodTypes.map((name) => ({ text: name, value: name }))]} />
      </Details>
      <Buttons><Button>Check these files</Button></Buttons>
    </form>
  )
}

function UnderWay({ work }: { work: WorkUnderWay[] }) {
  return (
    <Section heading="Under way" aside={<a href="/data">See how far it is now</a>}>
      <Rows items={work.map(({ id, title, stage, share }) => (
        <>
          <p><b>{title}</b> <span class="quiet">{stage === null ? 'waits its turn' : `${stage}, ${Math.floor(share * 100)}%`}</span></p>
          <ProgressBar id={`work-${id}`} label={`Progress of ${title}`} done={share} of={1} />
        </>
      ))} />
    </Section>
  )
}

function Taken({ batches }: { batches: BatchLine[] }) {
  return (
    <NotificationBanner text={`${counted(batches.length, 'data set')} came out of what you sent`}>
      <ul class="govuk-list">{batches.map(({ batchId, file }) => <li><a href={`/data/${batchId}`}>{file}</a></li>)}</ul>
    </NotificationBanner>
  )
}

const newestOf = (batches: BatchLine[], of: number) => (of > batches.length ? `The newest ${count(batches.length)} of ${count(of)}` : counted(of, 'file'))

/** What schools and services gave: facts of children, seen by those who give returns. `above` is how many of them stand among those that wait. */
function Returns({ batches, of, above, area, series, known, brief }: NonNullable<DataPageProps['returns']> & { above: number }) {
  return (
    <Section heading={`Returns of ${area}`} id="returns" aside={newestOf(batches, of - above)}>
      <ul class="govuk-list">
        <li><a href="/returns">What is expected, and what has not come</a>{brief?.missing ? <> <Verdict kind="worse">{`${count(brief.missing)} missing`}</Verdict></> : null}</li>
        <li><a href="/data/quality">Data quality</a>: what is incomplete, late, or says two things{brief?.findings ? <> <Verdict kind="doubt">{`${count(brief.findings)} to see to`}</Verdict></> : null}</li>
        <li><a href="/data/mapping">Files Belong does not know</a>: match their columns once</li>
      </ul>
      {of > 1 || series !== undefined ? (
        <form method="get" action="/data" class="no-print">
          <Select name="series" label="Only returns of one kind" value={series ?? ''} items={[{ value: '', text: 'All' }, ...known]} />
          <Buttons><Button kind="secondary">Show</Button></Buttons>
        </form>
      ) : null}
      {batches.length ? <Batches batches={batches} label="Returns that were given, newest first" /> : <EmptyState reason={of ? 'All of them wait for a decision' : series === undefined ? 'No return has been given yet' : 'No return of this kind has been given yet'} />}
    </Section>
  )
}

function Batches({ batches, label }: { batches: BatchLine[]; label: string }) {
  return (
    <DataTable caption={label} hidesCaption
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
