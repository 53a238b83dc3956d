import { Foot, Note, Opening, Page } from '#design'
import type { Viewer } from '#platform'
import { capital, inWords, listed, TREND_RULE } from '#rooms/measures'
import { indicatorsInWords } from '#rooms/scorecards'
import type { Home } from './home.ts'
import { drawSection } from './home-sections.tsx'
import { DoorsSection } from './home-doors.tsx'
import { ReturnsSection } from './home-returns.tsx'
import { ChangedSection, FirstHourSection, GoOnSection, UnderWaySection, ViewsSection } from './home-always.tsx'
import type { AreaFacts } from './area-facts.ts'
import { byDay, type ChangeKind } from './changes.ts'
import { drawnOnce } from './drawn-once.tsx'
import { clock, greeting, longDay } from './times.ts'

export interface HomeProps {
  viewer: Viewer
  home: Home
}

/** My work: what the person is here for first, then what changed, what they keep, and where to go on. */
export function HomePage({ viewer, nonce, home }: HomeProps & { nonce: string }) {
  const { now, sections } = home
  return (
    <Page title="My work" viewer={viewer} path="/" nonce={nonce} foot={<HomeFoot home={home} />}>
      <Opening kicker={longDay(now)} heading={<>{greeting(now)}, {firstName(viewer.name)}.<br />{late(home) ?? worse(home, viewer)}</>} standfirst={ahead(home, viewer)} aside={<Since home={home} />} />
      <FirstHourSection home={home} viewer={viewer} />
      <UnderWaySection home={home} />
      {/* What must be looked at before all else stands before the doors. */}
      {sections.filter((id) => id === 'watch').map((id) => drawSection(id, { home, viewer }))}
      <ReturnsSection home={home} />
      <DoorsSection viewer={viewer} home={home} />
      {sections.filter((id) => id !== 'watch').map((id) => drawSection(id, { home, viewer }))}
      {drawnOnce(home.changed, String(home.before), () => <ChangedSection home={home} />)}
      <ViewsSection home={home} />
      {drawnOnce(home.facts, `go-on ${[...home.may].sort().join()}`, () => <GoOnSection home={home} viewer={viewer} />)}
    </Page>
  )
}

function HomeFoot({ home: { headlines, may } }: { home: Home }) {
  return <Foot lines={[...(headlines.length ? [TREND_RULE] : []), ...(may.has('audit:read') ? [<a href="/deeds">Who did what</a>] : [])]} />
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name

const lateOnes = ({ facts }: Home) => facts?.due.filter(({ standing }) => standing.kind === 'late').length ?? 0
const soonOnes = ({ facts }: Home) => facts?.due.filter(({ standing }) => standing.kind === 'soon').length ?? 0

function late(home: Home) {
  const count = lateOnes(home)
  return count === 0 ? null : `${capital(inWords(count))} ${count === 1 ? 'action is' : 'actions are'} late.`
}

/** How the area's own headline indicators move, or the headline measures while it has chosen none. */
function worse({ facts, headlines }: Home, viewer: Viewer) {
  const [count, all, what] = facts?.headlines.length
    ? [worseOnes(facts), facts.scores.length, indicatorsInWords(facts.scores.length, 'headline')]
    : [headlines.filter(({ trend }) => trend.kind === 'worse').length, headlines.length, headlines.length === 1 ? 'one headline measure' : `${inWords(headlines.length)} headline measures`]
  if (!all) return null
  return `${count === 0 ? 'None' : capital(inWords(count))} of ${what} of ${viewer.placeName} ${count > 1 ? 'are' : 'is'} getting worse.`
}

function ahead(home: Home, viewer: Viewer) {
  const { facts, hasFigures, may } = home
  const [count, soon] = [lateOnes(home), soonOnes(home)]
  const within = soon ? `${count ? (soon === 1 ? 'One more is' : `${capital(inWords(soon))} more are`) : soon === 1 ? 'One action is' : `${capital(inWords(soon))} actions are`} due within a month.` : null
  const sentences = [
    count ? within : null,
    count ? worse(home, viewer) : null,
    facts?.unexplained.length ? unexplained(facts.unexplained.length, worseOnes(facts)) : null,
    count ? null : within,
    hasFigures ? null : may.has('published:import') ? 'No figures are in yet: take a file in to begin.' : 'No figures are in yet.',
  ]
  return sentences.filter(Boolean).join(' ')
}

const worseOnes = ({ scores }: AreaFacts) => scores.filter(({ direction }) => direction === 'worse').length

function unexplained(count: number, all: number) {
  if (count < all) return `${capital(inWords(count))} of those ${inWords(all)} ${count === 1 ? 'has' : 'have'} no story for the latest figure.`
  return all === 1 ? 'Nobody has written yet why that is.' : 'None of those has a story for its latest figure.'
}

/** How much changed, of which kind: the first thing somebody wants to know who comes back. */
function Since({ home: { before, changed } }: { home: Home }) {
  const lines = byDay(changed).flatMap((of) => of.lines)
  const count = (...kinds: ChangeKind[]) => lines.filter(({ kind }) => kinds.includes(kind)).length
  const undone = lines.filter(({ kind, what }) => kind === 'figures' && what.includes('back')).length
  const said = [
    some(undone, 'import taken back', 'imports taken back'), some(count('figures') - undone, 'new release', 'new releases'), some(count('curves'), 'target, story or remark', 'targets, stories and remarks'),
    some(count('actions'), 'action', 'actions'), some(count('strategies', 'promises', 'results'), 'change to what is wanted', 'changes to what is wanted'), some(count('public'), 'publication', 'publications'), some(count('papers'), 'paper ready', 'papers ready'),
  ].filter((one) => one !== null)
  const link = said.length ? <a href="#changed">What changed</a> : null
  return (
    <Note>
      {before
        ? <p><b>Since you were last here,</b> {longDay(before)}, {clock(before)}: {listed(said) || 'nothing has changed'}. {link}</p>
        : <p><b>This is your first time here.</b> {said.length ? <>In the last week: {listed(said)}. {link}</> : null}</p>}
    </Note>
  )
}

const some = (count: number, one: string, many: string) => (count === 0 ? null : `${inWords(count)} ${count === 1 ? one : many}`)
