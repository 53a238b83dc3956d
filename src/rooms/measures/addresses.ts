/** An address of ours: empty values are left out, so that two ways to the same page have one address. */
export function address(path: string, query: Record<string, string | null | undefined>) {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return kept.length ? `${path}?${new URLSearchParams(kept)}` : path
}

export const measureAddress = (id: string, place: string, group?: string) => address(`/measures/${encodeURIComponent(id)}`, { place, group: group === 'all' ? null : group })
export const definitionAddress = (id: string) => `/measures/${encodeURIComponent(id)}/definition`
export const compareAddress = (query: { measure?: string; place?: string; group?: string; period?: string; with?: string; codes?: string; view?: string | undefined; as?: string }) =>
  address('/compare', { ...query, group: query.group === 'all' ? null : query.group })
export const placeAddress = (code: string) => `/places/${encodeURIComponent(code)}`
