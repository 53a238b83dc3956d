/**
 * The address of the same page with other words in its query. A null or an empty list takes a word out; all else of the query stays,
 * so that filters, order and place go on together.
 */
export function addressWith(path: string, search: URLSearchParams, changes: Record<string, string | string[] | null>) {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name)
    for (const one of value === null ? [] : [value].flat()) next.append(name, one)
  }
  const query = next.toString()
  return query ? `${path}?${query}` : path
}
