import { Readable } from 'node:stream'
import { chosenFilters, drawPage } from '#design'
import { ask, answerSheet, type Deed, deedsOf, type House, newId, type Pages, readerOf, recordDeed, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import { auditedAreas, chain, deeds, DEEDS_ASKED, filterOf, looks, ownDeeds } from './deeds.ts'
import { deedFilters, wordsAsked } from './deed-filters.ts'
import { DeedsPage, type DeedsPageProps } from './deeds-page.tsx'
import { summariesOf } from './deed-words.ts'
import { deedSheet, MOST_LINES } from './deed-sheet.ts'
import { sealedLines } from './sealed-lines.ts'

/** The audit as pages. They are read as they stand now, never from what a browser kept. */
export const deedsPages: Pages = (web, house) => {
  web.get('/deeds', (c) => drawArea(c, house, null))
  web.get('/people/:slug/deeds', (c) => drawArea(c, house, c.req.param('slug')))
  web.get('/children/:id{[0-9a-f-]{36}}/looks', (c) => drawLooks(c, house, c.req.param('id')))
  web.get('/account/deeds', (c) => drawOwn(c, house))
  web.get('/deeds/sealed', (c) => answerSealed(c))
}

/** Everything in the area, or what one person did in it. */
async function drawArea(c: WebContext, house: House, person: string | null) {
  const viewer = viewerOfPage(c)
  const { search, page } = asked(c)
  const [names, summaries] = [await personNames(readerOf(c)), summariesOf(house)]
  const filters = deedFilters(names, search.get('person'), { withPeople: person === null })
  const words = { ...wordsAsked(chosenFilters(search, filters), summaries), ...(person === null ? {} : { person }) }
  const lines = await ask(deeds, c.get('caller')(), { ...words, page })
  const carried = await carriedAway(c, words, names, summaries)
  if (carried) return carried
  const name = person === null ? null : (names.get(person) ?? person)
  return draw(c, {
    heading: name === null ? 'Who did what' : `What ${name} did`, path: person === null ? '/deeds' : `/people/${encodeURIComponent(person)}/deeds`, within: '/deeds',
    standfirst: name === null
      ? `Everything that was done in ${viewer.areaName} and every look at a child’s record, and what was done to the figures all areas share; newest first. Lines are written with what they tell of and nobody can change them here.`
      : `Everything ${name} did in ${viewer.areaName}, and every child’s record they opened; newest first.`,
    search, page: Number(page), lines, names, summaries, filters, sheets: true, linksPeople: person === null, nothing: name === null ? 'Nothing has been done yet.' : `${name} has done nothing in ${viewer.areaName} yet.`,
    ...(person === null ? { chains: await ask(chain, c.get('caller')(), {}) } : {}),
  })
}

/** Who looked at one child's record, and who wrote in it. It names no child: whoever reads the audit need not see any. */
async function drawLooks(c: WebContext, house: House, child: string) {
  const { search, page } = asked(c)
  const [names, summaries] = [await personNames(readerOf(c)), summariesOf(house)]
  const lines = await ask(looks, c.get('caller')(), { child, page })
  const carried = await carriedAway(c, { child }, names, summaries)
  if (carried) return carried
  return draw(c, {
    heading: 'Who looked at this record', path: `/children/${child}/looks`, within: '/deeds', search, page: Number(page), lines, names, summaries, sheets: true, linksPeople: true, hidesChild: true,
    standfirst: `Every look at one child’s record, and everything written in it, newest first. The record is the one that ends in ${child.slice(-6)}.`, nothing: 'Nobody has opened this record, or there is none with this id.',
  })
}

async function drawOwn(c: WebContext, house: House) {
  const { search, page } = asked(c)
  const lines = await ask(ownDeeds, c.get('caller')(), { page })
  return draw(c, {
    heading: 'What you did', path: '/account/deeds', search, page: Number(page), lines, names: await personNames(readerOf(c)), summaries: summariesOf(house),
    standfirst: 'Everything you did in Belong, and every child’s record you opened; newest first. Who looks after data protection in your area sees the same.', nothing: 'You have done nothing yet.',
  })
}

function draw(c: WebContext, props: Omit<DeedsPageProps, 'viewer' | 'nonce' | 'once' | 'now'>) {
  return c.html(drawPage(<DeedsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} now={new Date()} {...props} />, { isPrint: props.search.get('print') === 'yes' }))
}

/** What the address asks for, and the number of the page as it was typed: what is no number, the query refuses. */
function asked(c: WebContext) {
  const search = new URL(c.req.url).searchParams
  return { search, page: search.get('page') || '1' }
}

/** The lines as a table in a file, where that was asked for; that they were carried away is itself a line. */
async function carriedAway(c: WebContext, words: object, names: Map<string, string>, summaries: Map<string, string>): Promise<Response | null> {
  const format = sheetAsked(c)
  if (!format) return null
  const { actor } = c.get('caller')()
  const lines: Deed[] = await deedsOf(readerOf(c), await auditedAreas(actor, readerOf(c)), { most: MOST_LINES, skip: 0 }, filterOf(DEEDS_ASKED.parse(words)))
  await recordExport(c, { format, ...words })
  return answerSheet(c, deedSheet(lines, names, summaries, viewerOfPage(c).areaName, new URL(c.req.url).pathname), format)
}

/** The chain itself, line by line with its seals. */
async function answerSealed(c: WebContext) {
  const viewer = viewerOfPage(c)
  await ask(chain, c.get('caller')(), {})
  const areaId = c.req.query('of') === 'shared' ? 0 : viewer.areaId
  await recordExport(c, { format: 'sealed', of: areaId === 0 ? 'shared' : 'area' })
  c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="audit-${areaId === 0 ? 'shared' : viewer.areaSlug}-${new Date().toISOString().slice(0, 10)}.jsonl"`)
  return c.body(Readable.toWeb(Readable.from(sealedLines(readerOf(c), areaId), { objectMode: false })) as ReadableStream)
}

async function recordExport(c: WebContext, input: object) {
  const caller = c.get('caller')()
  await caller.db.transaction().execute((tx) => recordDeed(tx, { areaId: caller.actor.areaId, action: 'access.export-audit', caller, input }))
}
