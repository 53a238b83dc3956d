import { Refusal } from '#kernel'
import { plannedRead, type Reader, type Writer } from '#platform'

/** A page as somebody set it up, under a name of theirs. */
export interface View {
  id: string
  name: string
  /** From the first slash on, with its choices. */
  address: string
  /** Slug of who keeps it. */
  person: string
  isShared: boolean
  isOwn: boolean
  changedAt: Date
}

/** The views a person keeps in an area, and those others there share with everyone; one's own first, by name. */
export async function viewsOf(db: Reader, areaId: number, person: string): Promise<View[]> {
  return openTo(db, [areaId, person])
}

const openTo = plannedRead<View, [areaId: number, person: string]>('desk.views', `
  select view_id as id, name, address, person, is_shared as "isShared", person = $2 as "isOwn", changed_at as "changedAt"
  from desk.view
  where area_id = $1 and (person = $2 or is_shared)
  order by person = $2 desc, lower(name), view_id`)

/** A view of one's own, held still for a change; anybody else's is missing, shared or not. */
export async function holdOwnView(db: Writer, areaId: number, person: string, id: string) {
  const found = await db.selectFrom('desk.view').selectAll().where('area_id', '=', areaId).where('view_id', '=', id).where('person', '=', person).forUpdate().executeTakeFirst()
  if (!found) throw new Refusal('missing', 'There is no view of yours like this. Only who keeps a view can change it')
  return found
}

const OURS = 'http://belong.invalid'

/**
 * The address of a page here, without what only changes how it is shown. Null where it leads elsewhere (two slashes at the front, or a
 * backslash, would lead to another site) or to what is no page one comes back to.
 */
export function ownAddress(typed: string): string | null {
  if (!typed.startsWith('/') || !URL.canParse(typed, OURS)) return null
  const url = new URL(typed, OURS)
  // Dots are taken out of a path: /.//elsewhere and /a/..//elsewhere come out with two slashes at the front.
  if (url.origin !== OURS || url.pathname.startsWith('//') || /^\/(api|sign-in|sign-out|setup|assets|health)(\/|$)/.test(url.pathname)) return null
  for (const name of ['as', 'print', 'saved', 'done']) url.searchParams.delete(name)
  return `${url.pathname}${url.search}`
}
