import { Input, Select } from '../fields.tsx'
import { Button, Buttons, Hidden } from '../form.tsx'
import { Tag } from '../govuk.tsx'
import { InterruptionCard, Panel } from '../panel.tsx'
import { Verdict } from '../parts.tsx'
import { AddAnother } from '../patterns/add-another.tsx'
import { type FilterGroup, Filters } from '../patterns/filters.tsx'
import { sentGroups } from '../patterns/groups.ts'
import { IdentityBar } from '../patterns/identity-bar.tsx'
import { MultiUpload } from '../patterns/multi-upload.tsx'
import { Timeline } from '../patterns/timeline.tsx'
import { PlaceSwitcher } from '../place-switcher.tsx'
import { Tabs } from '../tabs.tsx'
import { TaskList } from '../task-list.tsx'
import { type GalleryAsked, Specimen } from './specimen.tsx'

const GROUPS: FilterGroup[] = [
  { kind: 'many', name: 'need', legend: 'Support', options: [{ value: 'sen', text: 'SEN support' }, { value: 'ehcp', text: 'EHC plan' }] },
  { kind: 'one', name: 'state', legend: 'State', options: [{ value: 'late', text: 'Late' }, { value: 'done', text: 'Done' }] },
  { kind: 'words', name: 'words', legend: 'Has the words' },
]

/** What several parts make together. All of it works without a script; filters, order and groups are in force on this very page. */
export function Patterns({ asked }: { asked: GalleryAsked }) {
  return (
    <>
      <Specimen name="Filters" use="Long lists that people narrow down. What is in force stands on top, each a link that takes it off; the address keeps it.">
        <Filters id="filters" path={asked.path} search={asked.search.has('filters') ? asked.search : new URLSearchParams({ filters: 'yours', need: 'ehcp', state: 'late' })} groups={GROUPS} />
      </Specimen>
      <Specimen name="Add another" use="Things of which there may be several, asked for in one form. Each button sends the form and it comes back with one more or one less.">
        <form method="get" action={asked.path}><Partners asked={asked} /><Buttons><Button>Save partners</Button></Buttons></form>
      </Specimen>
      <Specimen name="Several files" use="More than one file for one purpose. The browser’s own control, then a list of what has arrived.">
        <form method="get" action={asked.path}>
          <MultiUpload id="files" name="files" label="Files of figures" hint="CSV, parquet, workbook or zip; several at once" removeName="take-back" given={[
            { name: 'timeliness.csv', size: '18.4 MB', state: <Verdict kind="better">Arrived</Verdict> },
            { name: 'صورة.png', size: '2.1 MB', state: <Verdict kind="worse">Not taken</Verdict>, error: 'This is a picture. Give the table it shows' },
          ]} />
          <Buttons><Button kind="secondary">Add these files</Button></Buttons>
        </form>
      </Specimen>
      <Specimen name="Timeline" use="Who did what when: the history of a plan, a story, a decision. Never steps still to come.">
        <Timeline level={4} items={[
          { title: 'Target changed to 38%', by: 'Ada Example, director', at: '2026-03-12T09:30', shown: '12 March 2026, 9:30am', children: <p>Half of the way by 2026 is what we can staff.</p> },
          { title: 'Story written', by: 'ليلى مثال', at: '2026-02-02', shown: '2 February 2026', children: <p>ننتظر تقرير الصحة تسعة أسابيع.</p>, href: '#patterns' },
        ]} />
      </Specimen>
      <Specimen name="Task list" use="Several tasks in any order, over more than one sitting: a self-assessment, a board pack. Not for showing answers.">
        <TaskList items={[{ title: 'Leadership', href: '#patterns', status: 'Completed' }, { title: 'Teaching', href: '#patterns', hint: '3 of 8 answered', status: <Tag>In progress</Tag> }, { title: 'Sign off', hint: 'When both are completed', status: 'Cannot start yet', isBlocked: true }]} />
      </Specimen>
      <Specimen name="Identity bar" use="At the head of several pages about one thing, so that nobody writes into the wrong one.">
        <IdentityBar name="Northby Primary" facts={[{ label: 'URN', value: '100000' }, { label: 'Pupils', value: '412' }]}><a href="#patterns">Another school</a></IdentityBar>
      </Specimen>
      <Specimen name="Tabs" use="Two or three views of one thing. Without a script they are sections under links to them, and on paper all are there.">
        <Tabs title="Views of this figure" items={[{ label: 'In words', id: 'tab-words', panel: <><h3>In words</h3><p>62 of 442 new plans were on time.</p></> }, { label: 'As numbers', id: 'tab-numbers', panel: <><h3>As numbers</h3><p>62 ÷ 442 = 14.0%</p></> }]} />
      </Specimen>
      <Specimen name="Panel" use="The head of a page that confirms: what was done, its reference, and then what happens next.">
        <Panel title="The scorecard is published" level={3}>Release 4, 12 March 2026</Panel>
      </Specimen>
      <Specimen name="Interruption card" use="A stop before something unusual: “this looks like a mistake”, “this goes to everyone”. Rarely, or people learn to press through it.">
        <InterruptionCard title="This goes to everybody" level={3} actions={[{ text: 'Yes, publish it', name: 'sure', value: 'yes', form: 'sure' }, { text: 'Go back', href: '#patterns' }]}><p>Once it is published, anybody can read and keep it. You can withdraw it, but not call it back.</p></InterruptionCard>
        <form id="sure" method="get" action={asked.path}><Hidden fields={{ sure: 'asked' }} /></form>
      </Specimen>
      <Specimen name="Place switcher" use="Pages that show one place of many: from the city down to the child, and any other by its name.">
        <PlaceSwitcher action={asked.path} keep={{}} typed="" levels={[{ label: 'City', name: 'Exampleton', isHere: true }, { label: 'Area', places: [{ name: 'North', href: '#patterns' }, { name: 'South', href: '#patterns' }] }, { label: 'School', none: 'Schools’ figures are not loaded' }]} />
      </Specimen>
    </>
  )
}

function Partners({ asked }: { asked: GalleryAsked }) {
  const { groups } = sentGroups(Object.fromEntries(asked.search), 'partners', 4)
  return (
    <AddAnother name="partners" thing="partner" most={4} action={asked.path} groups={groups.length ? groups : [{ name: 'Integrated care board', does: 'advice' }, {}]} errors={groups.length ? null : { 'partners[1][name]': 'Say who it is' }}>
      {({ field }) => (
        <>
          <Input {...field('name')} label="Name" dir="auto" />
          <Select {...field('does')} label="What they do" items={[{ value: '', text: 'Choose one' }, { value: 'advice', text: 'Give advice' }, { value: 'place', text: 'Offer places' }]} />
        </>
      )}
    </AddAnother>
  )
}
