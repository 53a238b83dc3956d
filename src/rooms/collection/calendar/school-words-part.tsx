import { Button, Buttons, Details, Hidden, Input, Rows, Section, Select, Textarea, Verdict } from '#design'
import { seriesLabel } from '../of-return.ts'
import { periodInWords } from '../period-words.ts'
import { moment } from '../words.ts'
import { Clock } from './returns-page.tsx'
import type { SchoolReturnsProps } from './school-returns-page.tsx'
import type { Word } from './words-said.ts'

const choices = (returns: SchoolReturnsProps['returns']) => returns.map(({ series, period, label }) => ({ value: `${series} ${period}`, text: `${seriesLabel(series)}, ${label}` }))

/** Contests a figure that was made of a return: of a head, about what is in. */
export function ContestPart({ setting, returns, numbers, once, wrong }: SchoolReturnsProps) {
  const given = returns.filter(({ stand }) => stand.batchId !== null).toReversed()
  const figures = [...new Set(numbers.flatMap(({ lines }) => lines.map(({ label }) => label)))]
  if (!given.length) return null
  return (
    <Section heading="Contest a figure" id="contest" aside="It is answered within ten school days, and stands beside the figure until then" isScreenOnly>
      <form method="post" action={`/returns/${setting.urn}/contest`} class="stack">
        <Hidden fields={{ once: `${once} contest` }} />
        <Select name="of" label="Of which return" value={wrong?.typed['of'] ?? ''} items={choices(given)} />
        <Input name="figure" label="Which figure" hint={figures.length ? `For instance: ${figures.slice(0, 4).join(', ')}` : undefined} value={wrong?.typed['figure']} error={wrong?.fields['figure']} />
        <Textarea name="reason" label="What is wrong with it" rows={3} dir="auto" hint="Name no child" value={wrong?.typed['reason']} error={wrong?.fields['reason']} />
        <Buttons><Button kind="secondary">Contest it</Button></Buttons>
      </form>
    </Section>
  )
}

/** What was said of the setting's returns, latest first, and a note to add. */
export function WordsPart(props: SchoolReturnsProps) {
  const { words, returns, mayGive, today } = props
  const begun = returns.filter(({ coversFrom }) => coversFrom <= today).toReversed()
  if (!words.length && !(mayGive && begun.length)) return null
  return (
    <Section heading="What was said" id="said" aside="Read by those who give these returns and those who take them in">
      {words.length ? <Rows items={words.map((word) => <OneWord {...props} word={word} />)} /> : <p class="quiet">Nothing was said of these returns yet.</p>}
      {mayGive && begun.length ? <Note {...props} begun={begun} /> : null}
    </Section>
  )
}

const SAID: Record<Word['kind'], string> = { nil: 'Nothing to give', 'sign-off': 'Signed off', contest: 'Contested', note: 'Note' }

function OneWord({ word, returns, names, today, setting, mayGive, maySign, once }: SchoolReturnsProps & { word: Word }) {
  const name = (slug: string | null) => (slug === null ? '' : (names.get(slug) ?? slug))
  const label = returns.find(({ series, period }) => series === word.series && period === word.period)?.label ?? periodInWords(word.series, word.period)
  const what = `${seriesLabel(word.series)}, ${label}`
  return (
    <>
      <p><b>{SAID[word.kind]}</b>: {what}{word.figure ? <>, <bdi>{word.figure}</bdi></> : null}{' '}
        {word.withdrawnAt ? <Verdict kind="steady">Taken back</Verdict> : word.kind === 'contest' ? (word.answeredAt ? <Verdict kind="better">Answered</Verdict> : <Clock dueOn={word.dueOn!} today={today} />) : null}</p>
      {word.body ? <p dir="auto">{word.body}</p> : null}
      {word.answer ? <p dir="auto"><b>Answer:</b> {word.answer} <span class="small quiet">{name(word.answeredBy)}, {moment(word.answeredAt!)}</span></p> : null}
      <p class="small quiet">{name(word.by)}, {moment(word.at)}</p>
      {!word.withdrawnAt && !word.answeredAt && (word.kind === 'nil' || word.kind === 'note' ? mayGive : maySign) ? (
        <form method="post" action={`/returns/${setting.urn}/take-back`} class="no-print">
          <Hidden fields={{ once: `${once} ${word.id}`, word: word.id }} />
          <Buttons><Button kind="secondary">Take back<span class="govuk-visually-hidden"> {SAID[word.kind]}: {what}</span></Button></Buttons>
        </form>
      ) : null}
    </>
  )
}

function Note({ setting, once, wrong, begun }: SchoolReturnsProps & { begun: SchoolReturnsProps['returns'] }) {
  return (
    <Details summary="Write a note on a return" open={wrong?.fields['body'] !== undefined}>
      <form method="post" action={`/returns/${setting.urn}/note`} class="stack">
        <Hidden fields={{ once: `${once} note` }} />
        <Select name="of" id="note-of" label="On which return" value={wrong?.typed['of'] ?? ''} items={choices(begun)} />
        <Textarea name="body" label="Note" rows={3} dir="auto" hint="For instance why it comes late, or why a number is other than last time. Name no child" value={wrong?.typed['body']} error={wrong?.fields['body']} />
        <Buttons><Button kind="secondary">Write the note</Button></Buttons>
      </form>
    </Details>
  )
}
