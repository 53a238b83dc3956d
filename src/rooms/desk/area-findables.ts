import type { Reader, Viewer } from '#platform'
import { actionAddress, namedInProgramme } from '#rooms/programme'
import { namedInScorecards } from '#rooms/scorecards'
import { type Findable, type Kind, wordsOf } from './search.ts'
import type { View } from './views/views.ts'

/** All that is written in an area and has a name: whoever asks has been found to hold published:read there. */
export async function areaFindables(db: Reader, { areaId }: Pick<Viewer, 'areaId'>): Promise<Findable[]> {
  const [programme, scorecards] = await Promise.all([namedInProgramme(db, areaId), namedInScorecards(db, areaId)])
  return [
    ...programme.map(({ kind, title, about, slug, number, actionId }) => findable(kind, title, about, kind === 'action' ? actionAddress(actionId!) : hrefIn(kind, slug!, number))),
    ...scorecards.map(({ kind, title, about, id, slug }) => findable(kind, title, about, kind === 'service' ? `/services/${encodeURIComponent(slug!)}` : `/results/${id}`)),
  ]
}

/** Kept views as things to find. */
export function viewFindables(views: View[], names: Map<string, string>): Findable[] {
  return views.map(({ name, address, person, isOwn }) => findable('view', name, isOwn ? 'A view you keep' : `Shared by ${names.get(person) ?? person}`, address))
}

function hrefIn(kind: 'strategy' | 'priority' | 'promise', slug: string, number: number | null) {
  const strategy = `/strategies/${encodeURIComponent(slug)}`
  return kind === 'strategy' ? strategy : kind === 'priority' ? `${strategy}#priority-${number}` : `${strategy}/promises#promise-${number}`
}

function findable(kind: Kind, title: string, about: string, href: string): Findable {
  return { kind, title, about, href, names: wordsOf(title), others: wordsOf(about), codes: [], weight: 0 }
}
