import type { ComponentChildren } from 'preact'
import { Details } from './govuk.tsx'
import { DataTable, type DataTableProps } from './parts.tsx'

export interface ChartLinks {
  why?: string | undefined
  csv?: string | undefined
  /** The drawing by itself, to be put into a document. */
  svg?: string | undefined
}

export interface FigureProps {
  /** Unique in the page. */
  id: string
  /** A sentence with a finding. */
  title: ComponentChildren
  /** Measure, place, period. */
  subtitle?: ComponentChildren
  /** Who published it and when it was loaded; when the next is due. */
  source?: ComponentChildren
  links?: ChartLinks | undefined
  /** What a reader must know: missing periods, breaks, where the axis begins. */
  notes?: string[]
  table?: DataTableProps | undefined
  /** The heading's level where the chart begins a part of the page; without one the title is a paragraph. */
  level?: 2 | 3 | undefined
  tableLabel?: string
  children: ComponentChildren
}

/** What every chart is given for its frame. */
export type ChartFrame = Pick<FigureProps, 'id' | 'title' | 'subtitle' | 'source' | 'links' | 'level'>

/** A chart as it stands in a page: what it finds, the drawing, where it is from, and the same numbers as a table. */
export function Figure({ id, title, subtitle, source, links, notes = [], table, level, tableLabel, children }: FigureProps) {
  const Title = level ? (`h${level}` as 'h2') : 'p'
  return (
    <div class="chart" id={id}>
      <figure>
        <Title class="title">{title}</Title>
        {subtitle ? <p class="sub">{subtitle}</p> : null}
        {children}
        <figcaption>
          {notes.map((note) => <p class="caution">{note}</p>)}
          {source || links?.why || links?.csv || links?.svg ? (
            <p class="from">
              {source ? <span>{source}</span> : null}
              {links?.why ? <a href={links.why}>Why is this number what it is?</a> : null}
              {links?.csv ? <a href={links.csv}>Download CSV</a> : null}
              {links?.svg ? <a href={links.svg}>The picture (SVG)</a> : null}
            </p>
          ) : null}
        </figcaption>
      </figure>
      {table ? <Details summary={tableLabel ?? 'Table of the same numbers'}><DataTable {...table} /></Details> : null}
    </div>
  )
}
