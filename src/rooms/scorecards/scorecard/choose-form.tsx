import { Button, Checkboxes, Details, drawReady, Hidden, Radios, type Ready, readyPart, Select } from '#design'
import { COLUMNS, keptFields, MOST_COLUMNS, MOST_GROUPS, type PageAsked, SORTS } from './asked.ts'
import type { Scorecard } from './scorecard.ts'

/** What the table shows, by an ordinary form: the address says it all. */
export function ChooseForm({ card, asked }: { card: Scorecard; asked: PageAsked }) {
  const { frameworks, framework, groups } = card
  return (
    <Details summary="Choose columns, groups and order" open={Boolean(asked.wrong['columns'] ?? asked.wrong['groups'])}>
      <form method="get" action="/scorecard" class="choose">
        <Hidden fields={keptFields(asked, ['framework', 'role', 'columns', 'groups', 'sort'])} />
        {readyPart(columnsPart(asked))}
        <div class="stack">
          {frameworks.length > 1 ? <Select label="Set of results" name="framework" id="framework" value={framework?.slug} items={frameworks.map(({ slug, name }) => ({ value: slug, text: name }))} /> : null}
          <Select label="Order" name="sort" id="sort" value={asked.sort} items={Object.entries(SORTS).map(([value, text]) => ({ value, text }))} />
        </div>
        <Radios legend="Indicators" name="role" isSmall value={asked.role} items={[{ value: 'headline', text: 'Headline' }, { value: 'all', text: 'Headline and secondary' }]} />
        {groups.open.length ? (
          <div class="whole many">
            {readyPart(groupsPart(groups.open, asked))}
          </div>
        ) : null}
        <div class="whole"><Button kind="secondary">Show these</Button></div>
      </form>
    </Details>
  )
}

/** Lists of our own words and the measure book's, which are the same for everyone who chose the same: drawn once for each choice, the latest kept. */
const DRAWN = new Map<string, Ready>()
const MOST_DRAWN = 200

function once(key: string, part: () => ReturnType<typeof Checkboxes>): Ready {
  const held = DRAWN.get(key)
  if (held) return held
  if (DRAWN.size >= MOST_DRAWN) DRAWN.clear()
  const drawn = drawReady(part())
  DRAWN.set(key, drawn)
  return drawn
}

function columnsPart({ columns, wrong }: PageAsked) {
  return once(`columns ${columns.join()} ${wrong['columns'] ?? ''}`, () => (
    <Checkboxes legend="Columns" hint={`${MOST_COLUMNS === 6 ? 'Six' : MOST_COLUMNS} at most`} name="columns" isSmall error={wrong['columns']} values={columns} items={Object.entries(COLUMNS).map(([value, text]) => ({ value, text }))} />
  ))
}

function groupsPart(open: Scorecard['groups']['open'], { groups, wrong }: PageAsked) {
  return once(`groups ${open.map(({ id, label }) => `${id}=${label}`).join()} ${groups.join()} ${wrong['groups'] ?? ''}`, () => (
    <Checkboxes legend="Groups side by side" hint={`${MOST_GROUPS === 4 ? 'Four' : MOST_GROUPS} at most`} name="groups" isSmall error={wrong['groups']} values={groups} items={open.map(({ id, label }) => ({ value: id, text: label }))} />
  ))
}
