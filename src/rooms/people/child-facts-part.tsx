import { DataTable, Details } from '#design'
import { dayInWords } from '#kernel'
import { DATA_CLASSES, type DataClass } from '#rooms/access'
import type { ChildFact, FactSource } from './child-facts.ts'

/** What returns say of a child in one class: what holds now first, what held before folded away, each with the file and row it is from. */
export function FactsPart({ facts, dataClass, today }: { facts: readonly ChildFact[]; dataClass: DataClass; today: string }) {
  const own = facts.filter((fact) => fact.dataClass === dataClass)
  if (!own.length) return null
  return <>{PARTS.map(({ caption, has }) => <Part key={caption} caption={`${caption}${dataClass === 'ordinary' ? '' : ` (${DATA_CLASSES[dataClass].label})`}`} facts={own.filter(has)} today={today} />)}</>
}

const OTHERS = new Set(['group', 'identifier', 'nhs-number', 'absence', 'suspension', 'result'])
const PARTS: { caption: string; has: (fact: ChildFact) => boolean }[] = [
  { caption: 'What returns say', has: ({ about }) => !OTHERS.has(about) },
  { caption: 'Target groups', has: ({ about }) => about === 'group' },
  { caption: 'Absence, suspensions and exclusions', has: ({ about }) => about === 'absence' || about === 'suspension' },
  { caption: 'Results', has: ({ about }) => about === 'result' },
  { caption: 'Identifiers', has: ({ about }) => about === 'identifier' || about === 'nhs-number' },
]

function Part({ caption, facts, today }: { caption: string; facts: ChildFact[]; today: string }) {
  const past = facts.filter((fact) => isPast(fact, today))
  const now = facts.filter((fact) => !past.includes(fact))
  if (!facts.length) return null
  return (
    <>
      {now.length ? <FactsTable caption={caption} facts={now} /> : null}
      {past.length ? <Details summary={`${caption}: before (${past.length})`}><FactsTable caption={`${caption}, before`} facts={past} /></Details> : null}
    </>
  )
}

/** An absence or suspension is of its day and stays in sight; what held of the child is past when it has ended. */
const isPast = ({ about, ends }: ChildFact, today: string) => about !== 'absence' && about !== 'suspension' && ends !== null && ends < today

function FactsTable({ caption, facts }: { caption: string; facts: ChildFact[] }) {
  return (
    <DataTable caption={caption} columns={['What', 'It says', 'When', 'Where from']}
      rows={facts.map((fact) => [fact.label, <bdi>{fact.value}</bdi>, whenInWords(fact), <Sources sources={fact.sources} />])} />
  )
}

function whenInWords({ about, starts, ends }: ChildFact) {
  if (starts === null) return ''
  if (ends === starts) return dayInWords(starts)
  return ends === null ? `${about === 'identifier' ? 'given' : 'since'} ${dayInWords(starts)}` : `${dayInWords(starts)} to ${dayInWords(ends)}`
}

const Sources = ({ sources }: { sources: FactSource[] }) => (sources.length ? <>{sources.map((source) => <div><Source source={source} /></div>)}</> : <span class="quiet">Not known</span>)

function Source({ source }: { source: FactSource }) {
  const where = `${source.words}${source.row === null ? '' : `, row ${source.row}`}`
  return (
    <span class="small">
      {source.href ? <a href={source.href}>{where}</a> : where}
      <span class="quiet">; batch {source.batch}, taken in by <bdi>{source.by}</bdi>{source.at ? `, ${dayInWords(source.at)}` : ''}</span>
    </span>
  )
}
