import { Checkboxes, Radios } from '../choices.tsx'
import { Input } from '../fields.tsx'
import { Button, Buttons } from '../form.tsx'
import { Details } from '../govuk.tsx'
import { addressWith } from './address.ts'

/** One question to filter by: several of its options at once, one of them, or words. */
export type FilterGroup =
  | { kind: 'many' | 'one'; name: string; legend: string; options: { value: string; text: string }[] }
  | { kind: 'words'; name: string; legend: string }

export interface FiltersProps {
  /** Ids are made from this. */
  id: string
  /** The page's own path; the form asks for it with GET. */
  path: string
  /** The whole query of the page. What is not a filter (order, place) goes along. */
  search: URLSearchParams
  groups: FilterGroup[]
  /** Words of the query that a new choice makes wrong: the number of the page. */
  forgets?: string[]
}

/** What can be filtered by, folded away under a button that says how many are in force; those stand above it, each a link that takes it off. */
export function Filters({ id, path, search, groups, forgets = ['page'] }: FiltersProps) {
  const chosen = chosenFilters(search, groups)
  const count = Object.values(chosen).flat().length
  const rest = new URLSearchParams([...search].filter(([name]) => !forgets.includes(name)))
  const others = [...rest].filter(([name]) => !groups.some((group) => group.name === name))
  return (
    <div class="filters" id={id}>
      {count ? <Chosen path={path} search={rest} groups={groups} chosen={chosen} /> : null}
      <Details summary={<>Show filters{count ? <> ({count}<span class="govuk-visually-hidden"> chosen</span>)</> : null}</>}>
        <form method="get" action={path}>
          {others.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
          <div class="filters-groups">{groups.map((group) => <Question group={group} id={`${id}-${group.name}`} values={chosen[group.name] ?? []} />)}</div>
          <Buttons><Button kind="secondary">Apply filters</Button></Buttons>
        </form>
      </Details>
    </div>
  )
}

/** The filters a query asks for, by group: only options that there are, each once; words without the space around them. */
export function chosenFilters(search: URLSearchParams, groups: FilterGroup[]): Record<string, string[]> {
  return Object.fromEntries(groups.map((group) => {
    const asked = [...new Set(search.getAll(group.name).map((one) => one.trim().slice(0, 200)))].filter(Boolean)
    const known = group.kind === 'words' ? asked : asked.filter((one) => group.options.some(({ value }) => value === one))
    return [group.name, group.kind === 'many' ? known : known.slice(0, 1)]
  }))
}

function Chosen({ path, search, groups, chosen }: Pick<FiltersProps, 'path' | 'search' | 'groups'> & { chosen: Record<string, string[]> }) {
  const none = Object.fromEntries(groups.map(({ name }) => [name, null]))
  return (
    <div class="filters-chosen">
      <p class="small quiet">Only:</p>
      <ul>
        {groups.flatMap((group) => chosen[group.name]!.map((value) => (
          <li>
            <a href={addressWith(path, search, { [group.name]: chosen[group.name]!.filter((other) => other !== value) })}>
              <span class="govuk-visually-hidden">Take off this filter: </span><span dir="auto">{group.legend}: {textOf(group, value)}</span><span class="filters-cross" aria-hidden="true">×</span>
            </a>
          </li>
        )))}
      </ul>
      <p class="small no-print"><a href={addressWith(path, search, none)}>Clear all filters</a></p>
    </div>
  )
}

function Question({ group, id, values }: { group: FilterGroup; id: string; values: string[] }) {
  if (group.kind === 'words') return <Input id={id} name={group.name} label={group.legend} value={values[0] ?? null} dir="auto" />
  const shared = { name: group.name, idPrefix: id, legend: group.legend, isSmall: true }
  if (group.kind === 'many') return <Checkboxes {...shared} items={group.options} values={values} />
  return <Radios {...shared} items={[{ value: '', text: 'Any' }, ...group.options]} value={values[0] ?? ''} />
}

function textOf(group: FilterGroup, value: string) {
  return group.kind === 'words' ? value : group.options.find((one) => one.value === value)!.text
}
