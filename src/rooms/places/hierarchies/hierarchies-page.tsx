import { Button, Buttons, DataTable, EmptyState, ErrorSummary, FileUpload, Hidden, Input, NotificationBanner, Opening, Page, Section, Select } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { errorsOf, formOf, type Sent } from '../settings/sent.ts'
import { address } from '../settings/settings-page.tsx'
import { GROUP_LEVELS, levelInWords, type OwnHierarchy } from './own.ts'

export interface GroupLine {
  code: string
  name: string
  level: string
  /** What it lies in, and how many settings lie in it today. */
  within: string
  settings: number
}

export interface HierarchiesPageProps {
  viewer: Viewer
  nonce: string
  all: (OwnHierarchy & { groups: GroupLine[] })[]
  mayKeep: boolean
  once: string
  sent: Sent | null
  isDone: boolean
}

/** What an area groups its settings by. */
export function HierarchiesPage({ viewer, nonce, all, mayKeep, once, sent, isDone }: HierarchiesPageProps) {
  const errors = errorsOf(sent)
  return (
    <Page title={errors.length ? 'Error: What settings lie in' : 'What settings lie in'} viewer={viewer} path="/places/" nonce={nonce}>
      {errors.length ? <ErrorSummary errors={errors} /> : null}
      {isDone && !errors.length ? <NotificationBanner kind="success" text="It is kept. Figures of the days before stay where they were." /> : null}
      <Opening kicker={<><a href="/places">Places</a> · <a href="/places/settings">Settings</a> · <b>What they lie in</b></>} heading={`What the settings of ${viewer.areaName} lie in`}
        standfirst="Clusters, localities, wedges, wards, trusts and partnerships, each from a day to a day. When a setting moves, today’s totals change and those of last year do not." />
      {all.map(({ hierarchy, label, groups }) => (
        <Section heading={label} id={hierarchy} aside={groups.length === 1 ? 'One group' : `${groups.length} groups`}>
          {groups.length ? (
            <DataTable caption={label} hidesCaption columns={['Group', { label: 'Settings today', isNumber: true }, 'Kind', 'Lies in']}
              rows={groups.map((one) => [<a href={address(one.code)}><bdi>{one.name}</bdi></a>, one.settings, levelInWords(one.level), <bdi>{one.within}</bdi>])} />
          ) : <EmptyState reason="Nothing lies in it yet." />}
        </Section>
      ))}
      {all.length ? null : <Section heading="Groups"><EmptyState reason="The area has no groups of its own yet.">{mayKeep ? <p>Bring a list of them, or make the first here.</p>
        : null}</EmptyState></Section>}
      {mayKeep ? <Bring all={all} once={once} sent={sent} /> : null}
      {mayKeep ? <Make all={all} once={once} sent={sent} /> : null}
    </Page>
  )
}

function Bring({ all, once, sent }: { all: OwnHierarchy[]; once: string; sent: Sent | null }) {
  const form = formOf(sent, 'bring')
  return (
    <Section heading="Bring a list" id="bring" aside="You see what it would change before anything does">
      <form method="post" action="/places/hierarchies/check" enctype="multipart/form-data" class="stack">
        <Hidden fields={{ once }} />
        <Input {...form.field('hierarchy', all[0]?.label ?? 'Clusters')} label="Into" hint={all.length ? `One of ${all.map(({ label }) => label).join('; ')}, or how a new one is called`
          : 'How it is called: Clusters, Wards, Trusts'} width={20} dir="auto" />
        <FileUpload {...form.field('file')} label="The list" hint="CSV, Excel or OpenDocument with the columns setting (URN or LAESTAB), parent, parent name, level, from, until"
          accept=".csv,.xlsx,.ods" />
        <Buttons><Button>Check it</Button></Buttons>
      </form>
    </Section>
  )
}

function Make({ all, once, sent }: { all: HierarchiesPageProps['all']; once: string; sent: Sent | null }) {
  const form = formOf(sent, 'group')
  return (
    <Section heading="Make a group" id="group">
      <form method="post" action="/places/hierarchies/group" class="stack">
        <Hidden fields={{ once }} />
        <Input {...form.field('hierarchy', all[0]?.label ?? 'Clusters')} label="Into" width={20} dir="auto" />
        <Input {...form.field('name')} label="Name" width={20} dir="auto" />
        <Select {...form.field('level')} label="What it is" items={Object.entries(GROUP_LEVELS).map(([value, text]) => ({ value, text }))} />
        <Input {...form.field('code')} label="Code" hint="As lists name it; may be left empty" width={10} />
        <Select {...form.field('within')} label="It lies in" items={[{ text: 'The authority', value: '' },
          ...all.flatMap(({ groups }) => groups).map(({ code, name, level }) => ({ value: code, text: `${name} (${levelInWords(level)})` }))]} />
        <Buttons><Button>Make it</Button></Buttons>
      </form>
    </Section>
  )
}

export interface PreviewProps {
  viewer: Viewer
  nonce: string
  once: string
  rows: string
  found: {
    hierarchy: string
    isNew: boolean
    rows: { read: number; rejected: number; same: number }
    groups: { name: string; level: string; code: string }[]
    moves: { name: string; lies: { in: string; from: string | null; until: string | null }[] }[]
    issues: { row: number | null; column: string | null; message: string; fix: string | null }[]
  }
  sent: Sent | null
}

/** What a list would change, before it does. */
export function HierarchyPreview({ viewer, nonce, once, rows, found, sent }: PreviewProps) {
  const form = formOf(sent, 'take')
  const { moves, groups, issues } = found
  return (
    <Page title={`${sent ? 'Error: ' : ''}Check the list`} viewer={viewer} path="/places/" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/places/hierarchies">What settings lie in</a> · <b>{found.hierarchy}</b></>} heading={moves.length
        ? `It would move ${moves.length === 1 ? 'one place' : `${moves.length.toLocaleString('en-GB')} places`}` : 'It would change nothing'}
        standfirst={`${found.rows.read} rows were read: ${found.rows.same} say what is so already, ${found.rows.rejected} cannot be taken. Nothing is kept yet.`} />
      {issues.length ? <Section heading="Left out" aside={`${issues.length}`}><DataTable caption="What was found" hidesCaption columns={['Row', 'What is wrong',
        'What to do']} rows={issues.slice(0, 200).map((one) => [one.row ?? '', <bdi>{one.message}</bdi>, one.fix ?? ''])} /></Section> : null}
      {groups.length ? <Section heading="Groups it would make"><DataTable caption="Groups" hidesCaption columns={['Group', 'Kind',
        'Code']} rows={groups.map((one) => [<bdi>{one.name}</bdi>, levelInWords(one.level), one.code])} /></Section> : null}
      {moves.length ? (
        <Section heading="What would lie where">
          <DataTable caption="Places and what they would lie in" hidesCaption columns={['Place', 'Lies in']}
            rows={moves.slice(0, 1000).map((one) => [<bdi>{one.name}</bdi>,
              one.lies.map((span, at) => <>{at ? <br /> : null}<bdi>{span.in}</bdi> <span class="quiet small">{between(span.from, span.until)}</span></>)])} />
          <form method="post" action="/places/hierarchies" class="stack" id="take">
            <Hidden fields={{ once, hierarchy: found.hierarchy, rows }} />
            <Input {...form.field('reason')} label="Why" hint="As “Re-clustering of January 2025, board paper 7”" dir="auto" />
            <Buttons><Button>Take it in</Button> <a href="/places/hierarchies">Leave it</a></Buttons>
          </form>
        </Section>
      ) : <p><a href="/places/hierarchies">Go back</a></p>}
    </Page>
  )
}

function between(from: string | null, until: string | null) {
  return `${from ? `from ${dayInWords(from)}` : 'as long as it stood'}${until ? ` until ${dayInWords(until)}` : ''}`
}
