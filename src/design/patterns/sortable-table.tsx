import type { ComponentChildren } from 'preact'
import { DataTable } from '../parts.tsx'
import { addressWith } from './address.ts'

type Text = ComponentChildren

export interface SortableColumn<Row> {
  /** Stands in the address: `?sort=name`, and `?sort=-name` from the other end. */
  key: string
  label: string
  isNumber?: boolean
  cell: (row: Row) => Text
  /** What rows are put in order by; null where there is nothing, which always comes last. Without it the column is not to be sorted by. */
  orderBy?: (row: Row) => string | number | null
}

export interface Sort {
  by: string
  order: 'ascending' | 'descending'
}

export interface SortableTableProps<Row> {
  id: string
  caption: string
  columns: SortableColumn<Row>[]
  rows: Row[]
  sort: Sort
  /** The page's own path and query, for the links of the headings. */
  path: string
  search: URLSearchParams
  /** The word of the query, where one page has two such tables. */
  param?: string
  isUs?: (row: Row) => boolean
}

/** A table whose headings are links that put it in their order. The order is in the address, so it can be kept, sent and printed. */
export function SortableTable<Row>({ id, caption, columns, rows, sort, path, search, param = 'sort', isUs }: SortableTableProps<Row>) {
  const orderBy = columns.find(({ key }) => key === sort.by)?.orderBy
  const ordered = orderBy ? inOrder(rows, orderBy, sort.order) : rows
  const heads = columns.map(({ key, label, isNumber = false, orderBy }) => {
    const now = key === sort.by ? sort.order : 'none'
    const next = now === 'ascending' ? `-${key}` : key
    return orderBy
      ? { isNumber, sort: now, label: <a href={`${addressWith(path, search, { [param]: next, page: null })}#${id}`}>{label}</a> } as const
      : { isNumber, label }
  })
  return (
    <div class="sortable" id={id}>
      <DataTable caption={caption} columns={heads} rows={ordered.map((row) => ({ cells: columns.map(({ cell }) => cell(row)), isUs: isUs?.(row) ?? false }))} />
    </div>
  )
}

/** The order a query asks for, if there is such a column; else the usual one. */
export function sortOf<Row>(search: URLSearchParams, columns: SortableColumn<Row>[], usual: Sort, param = 'sort'): Sort {
  const [, minus, by] = /^(-?)(.*)$/s.exec(search.get(param) ?? '')!
  if (!columns.some(({ key, orderBy }) => key === by && orderBy)) return usual
  return { by: by!, order: minus ? 'descending' : 'ascending' }
}

/** Rows by number or, in English order, by word; those without come last either way, and equals keep their places. */
export function inOrder<Row>(rows: Row[], orderBy: (row: Row) => string | number | null, order: Sort['order']): Row[] {
  const way = order === 'ascending' ? 1 : -1
  return rows.toSorted((a, b) => {
    const [left, right] = [orderBy(a), orderBy(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return way * (typeof left === 'number' && typeof right === 'number' ? left - right : WORDS.compare(String(left), String(right)))
  })
}

const WORDS = new Intl.Collator('en-GB', { numeric: true })
