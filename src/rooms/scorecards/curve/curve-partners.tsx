import { Input, Radios, Rows, Section, Select, Tag, Textarea } from '#design'
import { dayInWords } from '#kernel'
import { Deeds, type Desk, Ending, formOf, pageAddress, Writing } from './curve-forms.tsx'
import { without } from './curve-story.tsx'
import { COSTS, EVIDENCE, type Idea, LEVELS } from './ideas.ts'
import type { Partner } from './partners.ts'

/** Who has a part in turning the curve, and whether they agreed to it. */
export function PartnersSection({ desk }: { desk: Desk }) {
  const { written: { partners }, may, place } = desk.curve
  return (
    <Section heading="Partners with a part to play" id="partner">
      {partners.length ? <Rows kind="acts" items={partners.map((one) => <PartnerRow desk={desk} partner={one} />)} /> : <p class="quiet">Nobody is named yet who would have to help turn this curve in {place.name}.</p>}
      {may.writeStory ? <PartnerForm desk={desk} /> : null}
    </Section>
  )
}

function PartnerRow({ desk, partner: { id, name, part, agreedOn, agreedBy } }: { desk: Desk; partner: Partner }) {
  const { may } = desk.curve
  const { field, isOpen } = formOf(desk, 'agree-partner', id)
  return (
    <>
      <div>
        <p dir="auto"><b>{name}</b></p>
        <p dir="auto">{part}</p>
        {may.writeStory ? (
          <Deeds>
            {agreedOn && !isOpen ? null : (
              <Writing desk={desk} form="agree-partner" item={id} about={name} label="They have agreed" button="Save that they agreed" anchor="partner">
                <Input label="On which day they agreed" type="date" width={10} {...field('agreedOn')} />
                <Input label="Who of them agreed, by role" width={20} {...field('agreedBy')} />
              </Writing>
            )}
            <Ending desk={desk} form="end-partner" id={id} about={name}>No longer a partner here</Ending>
          </Deeds>
        ) : null}
      </div>
      <div><p dir="auto">{agreedBy}</p><p class="quiet">{agreedOn ? dayInWords(agreedOn) : null}</p></div>
      <div>{agreedOn ? <p><b>Agreed</b></p> : <p class="quiet">Not yet agreed</p>}</div>
    </>
  )
}

function PartnerForm({ desk }: { desk: Desk }) {
  const { field } = formOf(desk, 'partner')
  return (
    <Writing desk={desk} form="partner" label="Name a partner" button="Add the partner" anchor="partner">
      <Input label="Who" hint="A service, a body or a group: educational psychology, schools, the parent carer forum." {...field('name')} />
      <Textarea dir="auto" label="What their part is" rows={2} {...field('part')} />
      <Input label="On which day they agreed (leave empty if not yet)" type="date" width={10} {...field('agreedOn')} />
      <Input label="Who of them agreed, by role (leave empty if not yet)" width={20} {...field('agreedBy')} />
    </Writing>
  )
}

/** What works, those ideas first that cost nothing. */
export function IdeasSection({ desk }: { desk: Desk }) {
  const { written: { ideas }, may } = desk.curve
  return (
    <Section heading="What works" id="idea" aside="Ideas that cost nothing come first">
      {ideas.length ? <Rows items={ideas.map((one) => <IdeaRow desk={desk} idea={one} />)} /> : <p class="quiet">Nobody has put down yet what would turn this curve.</p>}
      {may.writeStory ? <IdeaForm desk={desk} /> : null}
    </Section>
  )
}

function IdeaRow({ desk, idea }: { desk: Desk; idea: Idea }) {
  const { curve } = desk
  const { id, body, source, sourceAddress, actionId } = idea
  const action = curve.actions.find((one) => one.id === actionId)
  return (
    <>
      <p dir="auto"><b>{body}</b></p>
      <p class="small"><Tag {...(idea.cost === 'no-cost' ? { colour: 'green' as const } : {})}>{COSTS[idea.cost]}</Tag> <span class="quiet">{inWords(idea)}</span></p>
      {source || sourceAddress ? <p class="small quiet" dir="auto">{source}{sourceAddress ? <> <a href={sourceAddress} rel="noreferrer">Where this is from<span class="govuk-visually-hidden">: {body}</span></a></> : null}</p> : null}
      {actionId ? <p class="small">Chosen: <a href="#action">{action?.title ?? 'an action'}</a></p> : (
        <Deeds>
          {curve.may.addAction ? <p class="write"><a href={`${pageAddress(curve)}&idea=${id}#action`}>Make this an action<span class="govuk-visually-hidden"> ({body})</span></a></p> : null}
          {curve.may.writeStory ? <Ending desk={desk} form="end-idea" id={id} about={body}>Leave this idea</Ending> : null}
        </Deeds>
      )}
    </>
  )
}

/** "Promising evidence; leverage high, feasibility medium". */
export function inWords({ evidence, leverage, feasibility }: Idea) {
  const rated = [leverage ? `leverage ${LEVELS[leverage].toLowerCase()}` : '', feasibility ? `feasibility ${LEVELS[feasibility].toLowerCase()}` : ''].filter(Boolean).join(', ')
  return `Evidence: ${EVIDENCE[evidence].replace(' evidence', '').toLowerCase()}${rated ? `; ${rated}` : ''}`
}

function IdeaForm({ desk }: { desk: Desk }) {
  const { field } = formOf(desk, 'idea')
  const items = (words: Record<string, string>) => Object.entries(words).map(([value, text]) => ({ value, text }))
  const perhaps = [{ value: '', text: 'Not rated' }, ...items(LEVELS)]
  return (
    <Writing desk={desk} form="idea" label="Put down what works" button="Add the idea" anchor="idea">
      <Textarea dir="auto" label="What works, or might" rows={2} {...field('body')} />
      <Radios legend="What it costs" idPrefix="idea-cost" isInline items={items(COSTS)} {...without(field('cost'))} />
      <Select label="How good the evidence is" items={[{ value: '', text: 'Choose' }, ...items(EVIDENCE)]} {...field('evidence')} />
      <Input label="Where it is from (optional)" hint="The study, the place that tried it, the person who said so by role." {...field('source')} />
      <Input label="A page that shows where it is from (optional)" type="url" {...field('sourceAddress')} />
      <Select label="How much it would move the curve (optional)" items={perhaps} {...field('leverage')} />
      <Select label="How well it can be done (optional)" items={perhaps} {...field('feasibility')} />
    </Writing>
  )
}
