import {
  Button, Buttons, Checkboxes, DataTable, DateInput, Details, drawPage, ErrorSummary, Hidden, Hint, Input, Opening, Page, type PageViewer, Radios, Rows, Section, Select, Verdict,
} from '#design'
import type { Issue } from '#kernel'
import type { MapField, MappedRow, MapTarget } from '#platform'
import { count, counted } from '../words.ts'
import type { FoundTable } from './map-rows.ts'
import { MatchedField } from './matched-field.tsx'
import type { Recipe } from './recipe.ts'

export interface MappingPageProps {
  viewer: PageViewer
  nonce: string
  batchId: number
  file: string
  sheets: (string | null)[]
  sheet: number
  table: FoundTable
  targets: readonly MapTarget[]
  /** Null while it is still to be said what the file is about. */
  target: MapTarget | null
  guessed: MapTarget
  fields: Recipe['fields']
  name: string
  asAt: { day: string; month: string; year: string }
  /** The recipe it is to be a next version of. */
  changes: { recipe: string; version: number } | null
  preview: { rows: MappedRow[]; read: number; rejected: number; issues: readonly Issue[] } | null
  errors: Record<string, string>
  once: string
}

/** One file no kind knows: what it is about, then which column is what, on one screen that needs no script. */
export function drawMappingPage(props: MappingPageProps) {
  const { viewer, nonce, file, batchId, target, errors } = props
  const wrong = Object.entries(errors)
  const title = target ? 'Match its columns' : 'What is this file about?'
  return drawPage(
    <Page title={wrong.length ? `Error: ${title}` : title} viewer={viewer} path="/data" nonce={nonce}>
      <Opening kicker={<><a href="/data">Data</a> · <a href="/data/mapping">Match columns</a> · batch {batchId}</>} heading={title}
        standfirst={target
          ? `${file}, as ${target.label.toLowerCase()}. Said once, it is kept as a recipe: the next file with these columns is read without asking.`
          : `${file} is no file Belong knows by itself. Say what a row of it is, and its columns can be matched.`} />
      {wrong.length ? <Section><ErrorSummary errors={wrong.map(([field, text]) => ({ text, href: `#${anchorOf(field, target)}` }))} /></Section> : null}
      {target ? <Matching {...props} target={target} /> : <About {...props} />}
    </Page>,
  )
}

/** The box a finding of the form leads to. */
function anchorOf(field: string, target: MapTarget | null) {
  const known = target?.fields.find(({ name }) => name === field)
  return known ? (known.isOnce ? `fixed-${field}` : `from-${field}`) : field === 'asAt' ? 'asAt' : field === 'name' ? 'name' : 'matching'
}

function About({ batchId, sheets, sheet, table, targets, guessed }: MappingPageProps) {
  return (
    <>
      <Section heading="Its first rows" aside={table.header.row > 1 ? `The columns are named in row ${count(table.header.row)}` : 'As they stand in the file'}>
        <FirstRows table={table} />
        {sheets.length > 1 || table.header.row > 1 ? (
          <form method="get" action={`/data/mapping/${batchId}`}>
            {sheets.length > 1 ? <Select name="sheet" label="Sheet" value={sheet} items={sheets.map((one, at) => ({ text: one ?? '', value: at }))} /> : null}
            <Input name="header" label="Row that names the columns" width={3} inputMode="numeric" value={table.header.row} />
            <Buttons><Button kind="secondary">Show these rows</Button></Buttons>
          </form>
        ) : null}
      </Section>
      <Section heading="What it is about">
        <form method="get" action={`/data/mapping/${batchId}`}>
          <Hidden fields={{ sheet: String(sheet), header: String(table.header.row) }} />
          <Radios name="about" legend="What is a row of it?" value={guessed.name}
            items={targets.map(({ name, label, about }) => ({ value: name, text: label, hint: about }))} />
          <Buttons>
            <Button>Match its columns</Button>
            <Button kind="secondary" form="throw-away">Throw it away</Button>
          </Buttons>
        </form>
        <form method="post" action={`/data/${batchId}/discard`} id="throw-away" />
      </Section>
    </>
  )
}

function FirstRows({ table: { columns, rows } }: { table: FoundTable }) {
  return (
    <DataTable caption="The first rows of the file" hidesCaption columns={columns.map(({ name }) => name)}
      rows={rows.slice(0, 4).map(({ cells }) => columns.map(({ at }) => shortened(cells[at] ?? '')))} />
  )
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

function Matching(props: MappingPageProps & { target: MapTarget }) {
  const { batchId, target, table, sheet, fields, changes, once, errors } = props
  const [needed, more] = [target.fields.filter(isUpFront), target.fields.filter((field) => !isUpFront(field))]
  const isUsed = (field: MapField) => fields[field.name] !== undefined || errors[field.name] !== undefined
  const used = more.filter(isUsed)
  const unused = more.filter((field) => !isUsed(field))
  const box = (field: MapField) => <MatchedField field={field} match={fields[field.name]} table={table} error={errors[field.name]} />
  return (
    <form method="post" action={`/data/mapping/${batchId}?about=${target.name}&sheet=${sheet}&header=${table.header.row}`} id="matching">
      <Hidden fields={{ once, ...(changes ? { recipe: changes.recipe, version: String(changes.version) } : {}) }} />
      <Section heading="What has to be said" aside={<a href={`/data/mapping/${batchId}?sheet=${sheet}&header=${table.header.row}`}>It is about something else</a>}>
        {needed.map(box)}
      </Section>
      <Section heading="Who it is about, and more" aside="A UPN, an id, or the name with the date of birth">
        {used.map(box)}
        {unused.length ? <Details summary={`${counted(unused.length, 'thing')} this file does not seem to have`}>{unused.map(box)}</Details> : null}
        <Unused {...props} />
      </Section>
      <Section heading="What Belong reads" aside={<Button kind="secondary" name="do" value="look">Look again</Button>}>
        <Preview {...props} />
      </Section>
      <Section heading="Keep it">
        <DateInput legend="Day the file speaks of" id="asAt" namePrefix="asAt" values={props.asAt} error={errors['asAt']} hint="The day the list was drawn up." />
        <Input name="name" label="Name of the recipe" value={props.name} error={errors['name']} hint="By this name everybody in the area finds it: “Young carers list”." />
        {changes && changes.version > 0 ? <Checkboxes name="asNew" isSmall items={[{ value: 'yes', text: 'Keep it as a recipe of its own, and leave the old one as it is' }]} /> : null}
        <Buttons>
          <Button name="do" value="keep">Keep the recipe and check the file</Button>
          <Button kind="secondary" form="throw-away">Throw the file away</Button>
        </Buttons>
        <p class="small quiet">Nothing is taken in yet: next you see what the check finds in the whole file.</p>
      </Section>
    </form>
  )
}

/** What must be said before anything can be read. */
const isUpFront = ({ isNeeded, isOnce, name }: MapField) => (isNeeded ?? false) || (isOnce === true && name === 'called')

function Unused({ table, fields }: MappingPageProps) {
  const used = new Set(Object.values(fields).map(({ column }) => column))
  const left = table.columns.filter(({ name }) => !used.has(name))
  return left.length ? <p class="small quiet">Not read from this file: {left.map(({ name }) => name).join(', ')}.</p> : <p class="small quiet">Every column of the file is read.</p>
}

function Preview({ preview, target, fields }: MappingPageProps) {
  if (!preview || !target) return <Hint>Say what is missing above, then look again.</Hint>
  const shown = target.fields.filter(({ name, isOnce }) => !isOnce && fields[name] !== undefined)
  const groups = Map.groupBy(preview.issues, ({ rule }) => rule)
  return (
    <>
      {preview.rows.length ? (
        <DataTable caption="The first rows as Belong reads them" hidesCaption columns={['Row', ...shown.map(({ label }) => label)]}
          rows={preview.rows.slice(0, 8).map(({ row, values }) => [String(row), ...shown.map(({ name, codes }) => asRead(values[name], codes))])} />
      ) : null}
      <p>{counted(preview.read - preview.rejected, 'row')} of the first {count(preview.read)} can be read.</p>
      {groups.size ? (
        <Rows items={[...groups.values()].map((some) => (
          <>
            <p><Verdict kind={some[0]!.severity === 'error' ? 'worse' : 'doubt'}>{counted(some.length, 'finding')}</Verdict> {some[0]!.message}</p>
            <p class="small quiet">{some.slice(0, 3).map(whereOf).filter(Boolean).join(' · ')}</p>
          </>
        ))} />
      ) : <p>Nothing was found wrong in them.</p>}
    </>
  )
}

const whereOf = ({ row, column, value }: Issue) => [row === null ? '' : `Row ${count(row)}`, column, value].filter(Boolean).join(', ')

function asRead(value: string | undefined, codes: MapField['codes']) {
  if (value === undefined) return <span class="quiet">–</span>
  const label = codes?.find(({ code }) => code === value)?.label
  return label ? <>{label}</> : <>{shortened(value)}</>
}
