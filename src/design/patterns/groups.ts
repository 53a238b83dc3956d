/** What was typed in one of several groups of fields alike, by field. */
export type Group = Record<string, string>

/**
 * Reads `partners[0][name]`, `partners[0][role]`, … back into groups, in the order of their numbers; a number left out leaves no hole.
 * `typed` is a form's fields by their names. A number of more than three figures is nobody's form, and is passed over.
 */
export function readGroups(typed: Record<string, string>, name: string): Group[] {
  const groups = new Map<number, Group>()
  for (const [field, value] of Object.entries(typed)) {
    const [, of, number, part] = /^([\w-]+)\[(\d{1,3})\]\[([a-z]\w*)\]$/i.exec(field) ?? []
    if (of !== name) continue
    const at = Number(number)
    groups.set(at, { ...groups.get(at), [part!]: value })
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group)
}

/** What came back with a form in which groups can be added and removed. */
export interface SentGroups {
  groups: Group[]
  /** "Add another" or "Remove" was pressed: the form is to be shown again and nothing is to be done yet. */
  isChange: boolean
}

/** The groups of a form as they are after the button that sent it. With `most` reached, one more is not added. */
export function sentGroups(typed: Record<string, string>, name: string, most = 100): SentGroups {
  const groups = readGroups(typed, name).slice(0, most)
  if (typed['another'] === name) return { groups: groups.length < most ? [...groups, {}] : groups, isChange: true }
  const [, of, at] = /^([\w-]+)\[(\d{1,3})\]$/.exec(typed['remove'] ?? '') ?? []
  if (of === name) return { groups: groups.filter((_, place) => place !== Number(at)), isChange: true }
  return { groups, isChange: false }
}
