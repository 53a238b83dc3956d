import * as z from 'zod'
import { drawPage } from '#design'
import { answerSheet, ask, newId, type Pages, readerOf, reading, SHEET_FORMATS, typedWords, understand, viewerOfPage, type WebContext } from '#platform'
import { aroundChild, endRole, familyLooks, giveChildRole, holdsInArea, mayReadDeeds, rolesAboutChild, standingOf } from '#rooms/access'
import { AroundPart } from './around-part.tsx'
import { breakGlass, mayBreakGlass } from './break-glass.ts'
import { BreakGlassPage } from './break-glass-page.tsx'
import { ChildPage } from './child-page.tsx'
import { readChild } from './child.ts'
import { CHOSEN, listChildren, schoolsIn } from './children.ts'
import { ChildrenPage } from './children-page.tsx'
import { changeEntry, writeEntry } from './entries.ts'
import { EntryPage } from './entry-page.tsx'
import { FamilyPage } from './family-page.tsx'
import { readFamily } from './family.ts'
import { childrenSheet, exportChildren } from './export-children.ts'
import { groupPages } from './groups/group-pages.tsx'
import { claimPages } from './identity/claim-pages.tsx'
import { duplicatePages } from './identity/duplicate-pages.tsx'
import { findingPages } from './quality/finding-page.tsx'
import { nothingHere, reachOf } from './reach.ts'
import { attempt, errorsOf, type Sent } from './sent.ts'

/** Children in reach, and a record each. None of these pages is kept: every look at a record is a line of the audit. */
export const childPages: Pages = (web, house) => {
  claimPages(web, house)
  duplicatePages(web, house)
  groupPages(web, house)
  findingPages(web, house)
  web.get('/children', async (c) => c.html(await drawList(c, { school: c.req.query('school'), page: c.req.query('page') })))
  web.post('/children', async (c) => c.html(await drawList(c, { words: (await typedWords(c))['words'] ?? '' })))
  web.post('/children/export', (c) => carryAway(c))
  web.get('/children/break-glass', async (c) => c.html(await drawBreakGlass(c, null, false)))
  web.post('/children/break-glass', (c) => openRecord(c))
  web.get('/children/:id', async (c) => ((await isFamilyOf(c)) ? c.redirect(`/my/${c.req.param('id')}`, 302) : c.html(await drawChild(c, null))))
  web.post('/children/:id/entries', (c) => write(c))
  web.post('/children/:id/people', (c) => changeAround(c, 'give'))
  web.post('/children/:id/people/end', (c) => changeAround(c, 'end'))
  web.get('/children/:id/entries/:entry', async (c) => c.html(await drawEntry(c, null)))
  web.post('/children/:id/entries/:entry', (c) => change(c))
  web.get('/my', async (c) => c.html(await drawFamily(c)))
  web.get('/my/:id', async (c) => c.html(await drawFamily(c)))
}

async function drawList(c: WebContext, asked: { school?: string | undefined; page?: string | undefined; words?: string }, sent: Sent | null = null) {
  const viewer = viewerOfPage(c)
  const caller = c.get('caller')()
  const { children, page, hasMore } = await ask(listChildren, caller, asked)
  const { school, words } = understand(z.object(CHOSEN), asked)
  const db = reading(caller.forChildren ?? caller.db)
  const schools = await schoolsIn(db, await reachOf(caller.actor, undefined, db))
  const { held } = await standingOf(caller.actor, readerOf(c))
  const mayGlass = held.some(({ verb, areaId }) => verb === 'child:break-glass' && areaId === viewer.areaId)
  return drawPage(<ChildrenPage viewer={viewer} nonce={c.get('nonce')} children={children} page={page} hasMore={hasMore} schools={schools} school={school} words={words ?? null} mayBreakGlass={mayGlass} mayDecide={(await holdsInArea(caller.actor, 'identity:decide', readerOf(c))) === true} sent={sent} />)
}

/** `about` is the form that was refused: a new entry, or who stands around the child. */
async function drawChild(c: WebContext, sent: Sent | null, about: 'entry' | 'people' = 'entry') {
  const caller = c.get('caller')()
  const viewer = viewerOfPage(c)
  const record = await ask(readChild, caller, { id: c.req.param('id')! })
  const db = reading(caller.forChildren ?? caller.db)
  const [around, roles] = await Promise.all([aroundChild(db, { areaId: record.areaId, childId: record.id }), rolesAboutChild(db, record.areaId)])
  const people = <AroundPart address={`/children/${record.id}`} around={around} roles={roles} mayWrite={record.mayWrite && viewer.areaId === record.areaId} viewerSlug={viewer.slug} now={caller.now} once={newId()} sent={about === 'people' ? sent : null} />
  const errors = sent && errorsOf(sent, about === 'entry' ? '' : sent.typed['id'] === undefined ? 'invite-' : '')
  return drawPage(<ChildPage viewer={viewer} nonce={c.get('nonce')} record={record} mayReadLooks={(await mayReadDeeds(caller.actor, readerOf(c))) === true} once={newId()} sent={about === 'entry' ? sent : null} errors={errors} people={people} />)
}

/** Asks somebody to a child, or ends that: what is refused comes back in its own form. */
async function changeAround(c: WebContext, how: 'give' | 'end') {
  const id = c.req.param('id')!
  const done = how === 'give' ? await attempt(c, giveChildRole, { child: id }) : await attempt(c, endRole)
  if (done.sent) return c.html(await drawChild(c, done.sent, 'people'), done.status as 422)
  return c.redirect(`/children/${id}#people`, 303)
}

async function write(c: WebContext) {
  const id = c.req.param('id')
  if (!id) throw nothingHere()
  const done = await attempt(c, writeEntry, { child: id })
  if (done.sent) return c.html(await drawChild(c, done.sent), done.status as 422)
  return c.redirect(`/children/${id}#${done.outcome.dataClass}`, 303)
}

async function drawEntry(c: WebContext, sent: Sent | null) {
  const record = await ask(readChild, c.get('caller')(), { id: c.req.param('id')! })
  const entry = record.entries.find(({ id }) => id === c.req.param('entry'))
  if (!entry || !record.mayWrite) throw nothingHere()
  return drawPage(<EntryPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} record={record} entry={entry} once={newId()} sent={sent} />)
}

async function change(c: WebContext) {
  const child = c.req.param('id')!
  const done = await attempt(c, changeEntry, { child, id: c.req.param('entry') })
  if (done.sent) return c.html(await drawEntry(c, done.sent), done.status as 422)
  return c.redirect(`/children/${child}`, 303)
}

async function carryAway(c: WebContext) {
  const { as } = await typedWords(c)
  const format = SHEET_FORMATS.find((one) => one === as) ?? 'csv'
  const done = await attempt(c, exportChildren)
  if (done.sent) return c.html(await drawList(c, {}, done.sent), done.status as 422)
  if (!done.outcome) return c.redirect('/children', 303)
  return answerSheet(c, childrenSheet(done.outcome.children, viewerOfPage(c).areaName, new Date().toISOString().slice(0, 10)), format)
}

async function drawBreakGlass(c: WebContext, sent: Sent | null, isUnknown: boolean) {
  await mayBreakGlass(c.get('caller')().actor, null, readerOf(c))
  return drawPage(<BreakGlassPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} sent={sent} isUnknown={isUnknown} />)
}

async function openRecord(c: WebContext) {
  const done = await attempt(c, breakGlass)
  if (done.sent) return c.html(await drawBreakGlass(c, done.sent, false), done.status as 422)
  if (done.outcome.child === null) return c.html(await drawBreakGlass(c, null, true), 404)
  return c.redirect(`/children/${done.outcome.child}`, 303)
}

/** The family has a page of its own, in its own words; whoever also works with the child sees the record. */
async function isFamilyOf(c: WebContext) {
  const { held } = await standingOf(c.get('caller')().actor, readerOf(c))
  const mine = held.filter(({ childId }) => childId !== null && childId === c.req.param('id'))
  return mine.some(({ verb }) => verb === 'family:read') && !mine.some(({ verb }) => verb === 'child:read')
}

async function drawFamily(c: WebContext) {
  const caller = c.get('caller')()
  const record = await ask(readFamily, caller, { child: c.req.param('id') })
  const looks = await ask(familyLooks, caller, { child: record.id })
  return drawPage(<FamilyPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} record={record} looks={looks} />)
}
