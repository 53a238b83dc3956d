import type { CensusPupil, Cells, Group, PartFields } from './pupil.ts'

/** A row of a table that belongs to a pupil. */
export interface Part<Field extends string> {
  row: number
  cells: Cells<Field>
}

interface Held {
  rows: number[]
  /** The part of the same pupil before; -1 for the first. */
  before: number[]
  cells: string[][]
}

/**
 * What belongs to pupils, a million rows and more: held column by column, each led to by the pupil's last one, since as many objects
 * would fill the memory. Made into parts when a pupil is read.
 */
export class Parts {
  private readonly held = new Map<Group, Held>()
  private readonly fields = new Map<Group, readonly string[]>()
  private readonly texts = new Once()

  /** Begins a table of a group, whose rows have these fields. */
  begin(group: Group, fields: readonly string[]) {
    const known = [...new Set([...(this.fields.get(group) ?? []), ...fields])]
    this.fields.set(group, known)
    const held = this.held.get(group) ?? { rows: [], before: [], cells: [] }
    while (held.cells.length < known.length) held.cells.push([])
    this.held.set(group, held)
  }

  add(pupil: CensusPupil, group: Group, row: number, cells: Cells<string>) {
    const held = this.held.get(group)!
    const at = held.rows.push(row) - 1
    const last = (pupil.parts ??= {})
    held.before.push(last[group] ?? -1)
    last[group] = at
    const fields = this.fields.get(group)!
    for (let field = 0; field < fields.length; field += 1) held.cells[field]![at] = this.texts.of(cells[fields[field]!] ?? '')
  }

  /** A pupil's parts of a group, in the order they stand in the file. */
  of<G extends Group>(pupil: CensusPupil, group: G): Part<PartFields[G]>[] {
    const held = this.held.get(group)
    const parts: Part<PartFields[G]>[] = []
    const fields = this.fields.get(group) ?? []
    if (!held) return parts
    for (let at = pupil.parts?.[group] ?? -1; at >= 0; at = held.before[at]!) {
      const cells: Cells<string> = {}
      for (let field = 0; field < fields.length; field += 1) cells[fields[field]!] = held.cells[field]![at]!
      parts.push({ row: held.rows[at]!, cells: cells as Cells<PartFields[G]> })
    }
    return parts.reverse()
  }
}

/**
 * Cells are told again and again: codes, numbers, days. Each of up to ten characters is kept in memory once; a longer one, such as a UPN, apart from
 * the piece of the file it was cut from, which it would else keep in memory whole.
 */
export class Once {
  private readonly texts = new Map<string, string>()

  of(text: string): string {
    if (text.length > LONGEST_COPIED) return String(Buffer.from(text))
    if (text.length > 10) return text
    const known = this.texts.get(text)
    if (known !== undefined) return known
    if (this.texts.size < 50_000) this.texts.set(text, text)
    return text
  }
}

/** A text of up to so many characters is copied when it is cut out of another; V8 makes a longer one a view of it. */
const LONGEST_COPIED = 12
