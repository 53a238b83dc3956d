import type { ComponentChildren } from 'preact'
import { Input } from './fields.tsx'
import { Button, Hidden } from './form.tsx'

export interface PlaceLevel {
  /** City, area, locality, cluster, school, child. */
  label: string
  /** The place of this level that the page shows or that it lies in. */
  name?: string
  href?: string
  /** The page shows this one. */
  isHere?: boolean
  /** What can be gone to at this level. */
  places?: { name: string; href: string }[]
  /** Why there is nothing to go to. */
  none?: string
}

export interface PlaceSwitcherProps {
  levels: PlaceLevel[]
  /** Where the form goes, and what it takes along. */
  action: string
  keep: Record<string, string>
  typed: string
  error?: string | undefined
  children?: ComponentChildren
}

/** From the city down to the child, and any other place by its name. Folded lists and an ordinary form: no script. */
export function PlaceSwitcher({ levels, action, keep, typed, error, children }: PlaceSwitcherProps) {
  return (
    <nav class="place" aria-label="Place">
      <ol>{levels.map((level) => <li aria-current={level.isHere ? 'true' : undefined}><span>{level.label}</span>{levelPart(level)}</li>)}</ol>
      <form method="get" action={action}>
        <Hidden fields={keep} />
        <Input label="Another place" name="place" id="switch-place" value={typed} width={20} error={error} />
        <Button kind="secondary">Show</Button>
      </form>
      {children}
    </nav>
  )
}

function levelPart({ label, name, href, isHere, places = [], none }: PlaceLevel) {
  return (
    <>
      {name === undefined ? null : isHere || href === undefined ? <b>{name}</b> : <a href={href}>{name}</a>}
      {places.length ? (
        <details>
          <summary>{places.length} to choose from<span class="govuk-visually-hidden"> ({label})</span></summary>
          <ul>{places.map((place) => <li><a href={place.href}>{place.name}</a></li>)}</ul>
        </details>
      ) : name === undefined && none ? <small class="quiet">{none}</small> : null}
    </>
  )
}
