import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, newId, type Pages, readerOf, type Sheet, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { directory } from '#rooms/places'
import { MOST_CHANGES } from './area-facts.ts'
import { type Change, CHANGE_KINDS, type ChangeKind, changesSince, newestFirst } from './changes.ts'
import { ChangesPage } from './changes-page.tsx'
import { mayReadArea, weekBefore } from './home.ts'
import { changedPapers, ownPapers } from './own-papers.ts'
import { noteVisit } from './seen.ts'

/** What changed since a day, or since one was last here. */
export const changePages: Pages = (web, house) => {
  web.get('/changes', async (c) => {
    const viewer = viewerOfPage(c)
    const now = new Date()
    const since = sinceAsked(c.req.query('since')) ?? (await noteVisit(c.get('db'), viewer.areaId, viewer.slug, now)) ?? weekBefore(now)
    const asked = c.req.query('kind') ?? ''
    const kind = Object.hasOwn(CHANGE_KINDS, asked) ? (asked as ChangeKind) : null
    const changes = await read(c, since)
    const format = sheetAsked(c)
    if (format) return answerSheet(c, changesSheet(kind ? changes.filter((one) => one.kind === kind) : changes, viewer.areaName, since, house.settings.baseUrl), format)
    return c.html(drawPage(<ChangesPage viewer={viewer} nonce={c.get('nonce')} since={since} kind={kind} changes={changes} isCut={changes.length >= MOST_CHANGES} once={newId()} />, { isPrint: c.req.query('print') === 'yes' }))
  })
}

async function read(c: WebContext, since: Date): Promise<Change[]> {
  const { areaId, areaSlug, slug, name, publishedVersion: version } = viewerOfPage(c)
  const db = readerOf(c)
  const mayRead = await mayReadArea(db, c.get('caller')().actor, await directory(db, version))
  const [changes, papers] = await Promise.all([changesSince(db, { areaId, areaSlug, since, mayRead, version, most: MOST_CHANGES }), ownPapers(db, [areaId, slug])])
  return [...changes, ...changedPapers(papers, since, name)].sort(newestFirst).slice(0, MOST_CHANGES)
}

/** Midnight of a day given as 2026-11-22; undefined where none was given. Refuses what is no day. */
function sinceAsked(typed: string | undefined): Date | undefined {
  if (!typed) return undefined
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== typed || typed < '1900') throw new Refusal('invalid', 'Give the day like 2026-11-22', { since: 'Give the day like 2026-11-22' })
  return day
}

function changesSheet(changes: Change[], area: string, since: Date, base: string): Sheet {
  const day = since.toISOString().slice(0, 10)
  return {
    file: `changes-${area}-${day}`, title: `What changed in ${area} since ${day}`, head: ['when', 'kind', 'what', 'said', 'of what', 'by', 'address'],
    lines: changes.map(({ at, kind, what, said, link, by }) => [at.toISOString(), CHANGE_KINDS[kind], what.replace(/[.:]$/, ''), said, link.text, by, `${base}${link.href}`]),
    key: [['Area', area], ['Since', since.toISOString()], ['Times', 'In UTC'], ['Newest', changes.length >= MOST_CHANGES ? `Only the newest ${MOST_CHANGES}` : 'All there are']],
  }
}
