import { Issues } from '#kernel'
import type { Directory, Place } from '../directory.ts'
import type { HierarchyRow } from './hierarchy-rows.ts'
import { findIn, type GroupLevel, plain, spansOf } from './own.ts'
import { moved, type Span } from './spans.ts'

/** A group a list speaks of that the area does not have yet. */
export interface NewGroup {
  /** Below zero: what stands for it until it is made. */
  placeId: number
  code: string
  name: string
  level: GroupLevel
}

/** What a list would change in a hierarchy. */
export interface HierarchyPlan {
  groups: NewGroup[]
  /** By place: all that it lies in over time, once the list is taken in. */
  moves: { placeId: number; name: string; spans: Span[]; rows: number[] }[]
  rows: { read: number; rejected: number; same: number }
  issues: Issues
}

/** Holds a list against the area's places. Nothing is written. `hierarchy` is empty for one still to be made. */
export function planOf(places: Directory, areaId: number, hierarchy: string, rows: readonly HierarchyRow[]): HierarchyPlan {
  const plan = new Planning(places, areaId, hierarchy)
  for (const row of rows) plan.know(row)
  for (const row of rows) plan.take(row)
  return plan.result(rows.length)
}

class Planning {
  private readonly places: Directory
  private readonly areaId: number
  private readonly hierarchy: string
  private readonly issues = new Issues()
  private readonly groups = new Map<string, NewGroup>()
  private readonly moves = new Map<number, HierarchyPlan['moves'][number] & { stood: Span[] }>()
  private rejected = 0
  private readonly refused = new Set<number>()

  constructor(places: Directory, areaId: number, hierarchy: string) {
    this.places = places
    this.areaId = areaId
    this.hierarchy = hierarchy
  }

  /** Groups first: a later row may say what a group lies in that an earlier row named. */
  know(row: HierarchyRow) {
    for (const { column, value, message, fix } of row.wrong) this.issues.error('hierarchy-cell', { row: row.row, column, value }, message, fix)
    const called = row.parent || row.parentName
    if (row.wrong.length || !called) return this.refuse(row, called ? null : 'The row does not say what the setting lies in.', 'Give the code or name of a group in the column parent.')
    const key = plain(called)
    if (row.level !== null && !this.held(row) && !this.groups.has(key)) this.groups.set(key,
      { placeId: -1 - this.groups.size, code: row.parent || row.parentName, name: row.parentName || row.parent, level: row.level })
  }

  take(row: HierarchyRow) {
    if (this.refused.has(row.row)) return
    const parent = this.held(row) ?? this.groups.get(plain(row.parent || row.parentName))
    if (!parent) return this.refuse(row, `There is no group called ${row.parent || row.parentName}, and no row says what kind it would be.`,
      'Give its kind in the column level: cluster, locality, ward, trust.')
    const child = this.child(row)
    const called = row.setting || row.name
    if (!child) return this.refuse(row, `The area has no setting ${called ? `with the code or name ${called}` : 'named in this row'}.`,
      'Give its URN or LAESTAB; if it is new, import the register first.')
    const parentId = parent.placeId
    if (parentId === child.placeId || (parentId > 0 && child.placeId > 0 && this.places.everWithin(parentId, child.placeId))) return this.refuse(row,
      `${child.name} cannot lie in itself or in what lies in it.`, 'Mend the setting or the parent.')
    // A group that is made now lies right under the authority until a row says otherwise.
    const fresh = [{ parentId: this.places.homeOf(this.areaId)!, starts: null, ends: null }]
    const stood = child.placeId < 0 ? fresh : this.hierarchy ? spansOf(this.places, child.placeId, this.hierarchy) : []
    const move = this.moves.get(child.placeId) ?? { placeId: child.placeId, name: child.name, spans: stood, rows: [], stood }
    this.moves.set(child.placeId, { ...move, spans: moved(move.spans, parentId, row.from, row.until), rows: [...move.rows, row.row] })
  }

  result(read: number): HierarchyPlan {
    const changed = [...this.moves.values()].filter(({ spans, stood }) => !isSame(spans, stood))
    const changedRows = changed.reduce((sum, { rows }) => sum + rows.length, 0)
    return { groups: [...this.groups.values()], moves: changed.map(({ placeId, name, spans, rows }) => ({ placeId, name, spans, rows })),
      rows: { read, rejected: this.rejected, same: read - this.rejected - changedRows }, issues: this.issues }
  }

  private held({ parent, parentName }: HierarchyRow): Place | undefined {
    const found = (parent ? findIn(this.places, this.areaId, parent) : undefined) ?? (parentName ? findIn(this.places, this.areaId, parentName) : undefined)
    return found?.level === 'school' ? undefined : found
  }

  private child({ setting, name }: HierarchyRow): { placeId: number; name: string } | undefined {
    const called = setting || name
    return (setting ? findIn(this.places, this.areaId, setting) : undefined) ?? this.groups.get(plain(called)) ?? [...this.groups.values()].find((one) => plain(one.name) === plain(called))
      ?? (name ? findIn(this.places, this.areaId, name) : undefined)
  }

  private refuse(row: HierarchyRow, message: string | null, fix: string) {
    if (message) this.issues.error('hierarchy-row', { row: row.row, value: row.setting || row.name }, message, fix)
    this.refused.add(row.row)
    this.rejected += 1
  }
}

const isSame = (a: readonly Span[], b: readonly Span[]) => a.length === b.length && a.every((one, at) => one.parentId === b[at]!.parentId && one.starts === b[at]!.starts && one.ends === b[at]!.ends)
