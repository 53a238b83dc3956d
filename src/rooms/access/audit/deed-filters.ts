import type { FilterGroup } from '#design'

/** What the list can be narrowed by. Names are chosen, never typed: what is typed stands in an address. */
export function deedFilters(names: Map<string, string>, chosen: string | null, { withPeople }: { withPeople: boolean }): FilterGroup[] {
  return [
    { kind: 'one', name: 'kind', legend: 'Which lines', options: [
      { value: 'look', text: 'Looks at a child’s record' }, { value: 'deed', text: 'All but looks' }, { value: 'change', text: 'Something stands otherwise' }, { value: 'reason', text: 'A reason was given' },
    ] },
    ...(withPeople ? [{ kind: 'one' as const, name: 'person', legend: 'Who', options: people(names, chosen) }] : []),
    { kind: 'words', name: 'what', legend: 'What was done, in a word' },
    { kind: 'words', name: 'from', legend: 'From the day (2026-11-30)' },
    { kind: 'words', name: 'to', legend: 'To the day' },
    { kind: 'words', name: 'child', legend: 'Child, by the id of the record' },
  ]
}

/** Short lists are shown whole; of a long one only who was chosen, by the link behind a name. */
const MOST_PEOPLE = 60

function people(names: Map<string, string>, chosen: string | null) {
  const all = [...names].map(([value, text]) => ({ value, text })).sort((a, b) => ORDER.compare(a.text, b.text))
  return all.length <= MOST_PEOPLE ? all : all.filter(({ value }) => value === chosen || value === 'operator')
}

const ORDER = new Intl.Collator('en-GB')

/** What the filters ask, in the words of the query. Words that no deed is called by ask for nothing that there is. */
export function wordsAsked(chosen: Record<string, string[]>, summaries: Map<string, string>): Record<string, string> {
  const said = Object.fromEntries(Object.entries(chosen).flatMap(([name, [value]]) => (value ? [[name, value]] : [])))
  const { what, ...rest } = said
  if (!what) return rest
  const word = what.toLowerCase()
  const actions = [...summaries].filter(([name, summary]) => name.includes(word) || summary.toLowerCase().includes(word)).map(([name]) => name)
  return { ...rest, action: actions.length ? actions.join(',') : 'none' }
}
