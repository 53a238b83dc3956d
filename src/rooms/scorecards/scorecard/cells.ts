import type { Ready, ScoreColumn } from '#design'
import { COLUMNS, type ColumnId } from './asked.ts'

export const columnsOf = (columns: ColumnId[]): ScoreColumn[] =>
  columns.map((id) => ({ id, label: COLUMNS[id], ...(id === 'curve' ? { kind: 'picture' as const } : id === 'latest' ? { kind: 'latest' as const } : {}) }))

/** What is the area's own is drawn for each viewer anew; all else is published. */
export const isOwn = (column: ColumnId) => column === 'target' || column === 'turned' || column === 'story'

/** Draws each part once, by its key. */
export function keeping() {
  const held = new Map<string, Ready>()
  return (key: string, draw: () => Ready): Ready => {
    const before = held.get(key)
    if (before) return before
    const drawn = draw()
    held.set(key, drawn)
    return drawn
  }
}
