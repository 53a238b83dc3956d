const PAGES = { data: ['/data', 'Data'], returns: ['/returns', 'Returns'], quality: ['/data/quality', 'Quality'], mapping: ['/data/mapping', 'Other lists'] } as const

/** The pages about what comes in, above the heading of each; above one that stands below them, the way to it. */
export function DataCrumbs({ here, beyond }: { here: keyof typeof PAGES; beyond?: string }) {
  const link = (name: keyof typeof PAGES) => <a href={PAGES[name][0]}>{PAGES[name][1]}</a>
  if (beyond) return <>{link('data')} · {link(here)} · <b><bdi>{beyond}</bdi></b></>
  return <>{(Object.keys(PAGES) as (keyof typeof PAGES)[]).map((name, at) => <>{at ? ' · ' : ''}{name === here ? <b>{PAGES[name][1]}</b> : link(name)}</>)}</>
}
