import { Button, Buttons, DataTable, Details, Hidden, Input, Section, Select, SummaryList } from '#design'
import { dayInWords } from '#kernel'
import type { Place } from '../directory.ts'
import { levelInWords } from '../hierarchies/own.ts'
import { phaseInWords, statusInWords } from './register-fields.ts'
import type { Entry } from './register-merge.ts'
import { formOf, type Sent } from './sent.ts'
import { address, shortCode } from './settings-page.tsx'

/** What is known of a setting besides the tree: what the register says of it, what it lay in over time, and what may be changed. */
export interface SettingStory {
  entry: Entry | null
  /** What newer lists changed of it, the newest first. */
  before: Entry[]
  time: { label: string; place: Place; starts: string | null; ends: string | null }[]
  /** What the area says of its closing, and why. */
  closure: { ends: string; reason: string } | null
  isUnmatched: boolean
  isMatched: boolean
  /** Null for who may change nothing here. */
  change: { hierarchies: { hierarchy: string; label: string }[]; groups: { code: string; name: string; level: string }[]; once: string; today: string } | null
}

export function SettingPart({ place, story, sent }: { place: Place; story: SettingStory; sent: Sent | null }) {
  return (
    <>
      {story.entry ? <Register entry={story.entry} before={story.before} /> : null}
      {story.time.length ? <OverTime time={story.time} /> : null}
      {story.change ? <Change place={place} story={story} change={story.change} sent={sent} /> : null}
    </>
  )
}

function Register({ entry, before }: { entry: Entry; before: Entry[] }) {
  const capacity = (onRoll: number | null, places: number | null) => (onRoll === null && places === null ? '' : `: ${onRoll ?? 'unknown'} on roll, ${places ?? 'unknown'} places`)
  const facts: [string, string | number | null][] = [
    ['Status', statusInWords(entry.status)], ['Type', entry.type], ['Phase', phaseInWords(entry.phase)],
    ['Ages', entry.low_age === null ? null : `${entry.low_age} to ${entry.high_age ?? 'unknown'}`], ['Pupils', entry.pupils], ['Places', entry.capacity], ['Trust', entry.trust],
    ['SEN provision', entry.provision && `${entry.provision}${capacity(entry.provision_on_roll ?? entry.unit_on_roll, entry.provision_capacity ?? entry.unit_capacity)}`],
    ['Needs it provides for', entry.sen_types?.join('; ') ?? null],
    ['Section 41', section41InWords(entry)],
    ['Where', [entry.town, entry.postcode].filter(Boolean).join(', ') || null], ['Ward', entry.ward], ['LSOA', entry.lsoa], ['Closed because', entry.close_reason],
  ]
  return (
    <Section heading="What the register says" aside={<a href={`/data/${entry.batch_id}`}>The file it is from</a>}>
      <SummaryList rows={facts.filter(([, value]) => value !== null).map(([key, value]) => ({ key, value: <bdi>{typeof value === 'number' ? value.toLocaleString('en-GB') : value}</bdi> }))} />
      <p class="small quiet">From row {entry.row} of batch {entry.batch_id}{entry.as_at ? `, as of ${dayInWords(entry.as_at)}` : ', which names it only'}.</p>
      {before.length ? (
        <Details summary={before.length === 1 ? 'What it said before' : `What it said before, ${before.length} times`}>
          <DataTable caption="What the register said before" hidesCaption columns={['As of', 'Name', 'Status', 'Type', 'LAESTAB', 'Trust']}
            rows={before.map((one) => [one.as_at ? dayInWords(one.as_at) : '', <bdi>{one.name}</bdi>, statusInWords(one.status) ?? '', one.type ?? '', one.laestab ?? '', one.trust ?? ''])} />
        </Details>
      ) : null}
    </Section>
  )
}

function section41InWords({ section41, section41_from: from, section41_until: until }: Entry) {
  if (from) return `approved from ${dayInWords(from)}${until ? ` until ${dayInWords(until)}` : ''}`
  return until ? `approval ended ${dayInWords(until)}` : section41
}

function OverTime({ time }: { time: SettingStory['time'] }) {
  return (
    <Section heading="What it lies in, over time">
      <DataTable caption="What it lies in, over time" hidesCaption columns={['Lies in', 'By', 'From', 'Until']}
        rows={time.map(({ label, place, starts, ends }) => [<a href={address(place.code)}><bdi>{place.name}</bdi></a>, label, starts ? dayInWords(starts) : 'always', ends
          ? dayInWords(ends) : 'today'])} />
    </Section>
  )
}

function Change({ place, story, change, sent }: { place: Place; story: SettingStory; change: NonNullable<SettingStory['change']>; sent: Sent | null }) {
  return (
    <Section heading="Change it" id="change" aside="Kept with its day, its reason and who did it">
      {story.isUnmatched ? <Match place={place} once={change.once} sent={sent} isMatched={story.isMatched} /> : null}
      {change.hierarchies.length && place.level !== 'authority' ? <Move place={place} change={change} sent={sent} /> : null}
      {story.closure ? <Reopen place={place} closure={story.closure} once={change.once} sent={sent} /> : place.ends === null ? <Close place={place} change={change} sent={sent} /> : null}
    </Section>
  )
}

function Match({ place, once, sent, isMatched }: { place: Place; once: string; sent: Sent | null; isMatched: boolean }) {
  const form = formOf(sent, isMatched ? 'unmatch' : 'match')
  return isMatched ? (
    <Details summary="It is not that setting" id="unmatch" open={form.open}>
      <form method="post" action={`${address(place.code)}/unmatch`} class="stack">
        <Hidden fields={{ once }} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="warning">Take it back</Button></Buttons>
      </form>
    </Details>
  ) : (
    <form method="post" action={`${address(place.code)}/match`} class="stack" id="match">
      <p>A return named this setting by the code {shortCode(place.code)}, which no register knows. Say which setting it is: all that returns said of it then counts there.</p>
      <Hidden fields={{ once }} />
      <Input {...form.field('is')} label="It is" hint="URN, LAESTAB or name of a setting of the area" width={20} dir="auto" />
      <Input {...form.field('reason')} label="How you know" dir="auto" />
      <Buttons><Button>Say so</Button></Buttons>
    </form>
  )
}

function Move({ place, change: { hierarchies, groups, once, today }, sent }: { place: Place; change: NonNullable<SettingStory['change']>; sent: Sent | null }) {
  const form = formOf(sent, 'move')
  return (
    <Details summary="Move it to another group" id="move" open={form.open}>
      <form method="post" action={`${address(place.code)}/move`} class="stack">
        <Hidden fields={{ once }} />
        <Select {...form.field('hierarchy', hierarchies[0]!.hierarchy)} label="In" items={hierarchies.map(({ hierarchy, label }) => ({ text: label, value: hierarchy }))} />
        <Select {...form.field('to')} label="To" items={[{ text: 'No group', value: '' }, ...groups.map(({ code, name, level }) => ({ text: `${name} (${levelInWords(level)})`, value: code }))]} />
        <Input {...form.field('from', today)} type="date" label="From" hint="Figures of the days before stay where they were" width={10} />
        <Input {...form.field('until')} type="date" label="Until" hint="Leave it empty where it stays there" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button>Move it</Button></Buttons>
      </form>
    </Details>
  )
}

function Close({ place, change: { once, today }, sent }: { place: Place; change: NonNullable<SettingStory['change']>; sent: Sent | null }) {
  const form = formOf(sent, 'close')
  return (
    <Details summary="It has closed" id="close" open={form.open}>
      <form method="post" action={`${address(place.code)}/close`} class="stack">
        <Hidden fields={{ once }} />
        <Input {...form.field('on', today)} type="date" label="Last day" width={10} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button kind="warning">Say that it has closed</Button></Buttons>
      </form>
    </Details>
  )
}

function Reopen({ place, closure, once, sent }: { place: Place; closure: { ends: string; reason: string }; once: string; sent: Sent | null }) {
  const form = formOf(sent, 'reopen')
  return (
    <Details summary="It has not closed" id="reopen" open={form.open}>
      <p>The area says that it closed on {dayInWords(closure.ends)}: <bdi>{closure.reason}</bdi></p>
      <form method="post" action={`${address(place.code)}/reopen`} class="stack">
        <Hidden fields={{ once }} />
        <Input {...form.field('reason')} label="Why" dir="auto" />
        <Buttons><Button>Take it back</Button></Buttons>
      </form>
    </Details>
  )
}
