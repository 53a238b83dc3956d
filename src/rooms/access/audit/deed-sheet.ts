import type { Deed, Sheet } from '#platform'
import { changesInWords, DOORS } from './deed-words.ts'

/** As many lines as one table carries; the export with seals carries all. */
export const MOST_LINES = 20_000

/** Lines of the audit as a table. */
export function deedSheet(lines: Deed[], names: Map<string, string>, summaries: Map<string, string>, areaName: string, path: string): Sheet {
  return {
    file: `audit-${areaName.toLowerCase()}`, title: `Who did what in ${areaName}`, head: HEAD,
    lines: lines.map((line) => [
      line.at.toISOString(), line.person, names.get(line.person) ?? null, line.actingAs, line.isLook ? 'look' : 'deed', line.action, summaries.get(line.action) ?? null, line.subject, line.childId,
      changesInWords(line).join('\n') || null, line.reason, DOORS[line.door] ?? line.door, line.areaId === 0 ? 'all areas' : areaName, line.deedId,
    ]),
    key: [
      ['Area', areaName], ['Lines', lines.length === MOST_LINES ? `The newest ${MOST_LINES}: there may be more. The export with seals at /deeds/sealed holds all` : lines.length],
      ['Times', 'Coordinated Universal Time'], ['Changed', 'What stood there and what it became; of a child’s record only which fields'], ['Address', path],
    ],
  }
}

const HEAD = ['at', 'person', 'name', 'acting as', 'kind', 'deed', 'in words', 'to what', 'child', 'changed', 'reason', 'by', 'area', 'id']
