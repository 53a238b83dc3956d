import { DataTable, drawPage, Foot, Opening, Page, Section } from '#design'
import { dayInWords } from '#kernel'
import { ask, type Pages, type Viewer, viewerOfPage } from '#platform'
import { DATA_CLASSES } from '#rooms/access'
import { type CountedGroup, listGroups } from './groups.ts'

/** The target groups, with how many children in reach are in each today. */
export const groupPages: Pages = (web) => {
  web.get('/children/groups', async (c) => c.html(drawPage(<GroupsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} {...(await ask(listGroups, c.get('caller')(), {}))} />)))
}

interface Props {
  viewer: Viewer
  nonce: string
  today: string
  onRoll: number
  inSome: number
  inSeveral: number
  groups: CountedGroup[]
}

function GroupsPage({ viewer, nonce, today, onRoll, inSome, inSeveral, groups }: Props) {
  return (
    <Page title="Target groups" viewer={viewer} path="/children" nonce={nonce} foot={<Foot lines={['Counted today from what returns say, as far as your role sees it: a child counts once in a group, and in each group they are in.', 'A group is a help to look for those who are left behind. Nobody is put into one by a score, and nothing is decided by one alone.']} />}>
      <Opening kicker={<><a href="/children">Children</a> · <b>Target groups</b></>} heading={headingOf({ onRoll, inSome })}
        standfirst={`On ${dayInWords(today)}. ${inSeveral.toLocaleString('en-GB')} ${inSeveral === 1 ? 'is' : 'are'} in more than one: groups overlap as children’s lives do.`} />
      <Section isFull>
        <DataTable caption="Who is in each group, by which rule and source" columns={['Group', { label: 'Children', isNumber: true }, 'Rule', 'From']} rows={groups.map(lineOf)} />
      </Section>
    </Page>
  )
}

function lineOf({ label, about, dataClass, rules, members }: CountedGroup) {
  return [
    <><b>{label}</b><div class="small quiet">{about}</div></>,
    members === null ? <span class="small quiet">Not open to your role: {DATA_CLASSES[dataClass].label.toLowerCase()}</span> : members.toLocaleString('en-GB'),
    rules.map(({ words }) => <div>{words}</div>), rules.map(({ source }) => <div>{source}</div>),
  ]
}

const headingOf = ({ onRoll, inSome }: Pick<Props, 'onRoll' | 'inSome'>) =>
  `${inSome.toLocaleString('en-GB')} of ${onRoll.toLocaleString('en-GB')} children in your reach ${inSome === 1 ? 'is' : 'are'} in a target group you see`
