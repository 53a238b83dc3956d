import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Action, answerSheet, type House, type MapTarget, newId, onceKey, type Pages, perform, type Reader, readerOf, rows, type Sheet, sheetAsked, typedWords, understand, unlessBlank, viewerOfPage, type WebContext } from '#platform'
import { holds, holdsInArea, personNames } from '#rooms/access'
import { seriesLabel } from '../of-return.ts'
import { drawCalendarPage } from './calendar-page.tsx'
import { acceptCalendar, calendarReach, expectReturn, mayKeepCalendar, stopExpecting } from './expected-actions.ts'
import { ownLists } from './own-lists.ts'
import { proposedReturns } from './proposal.ts'
import { remindedInWords, remindOf } from './reminders.ts'
import { drawReturnsPage } from './returns-page.tsx'
import { drawSchoolReturns } from './school-returns-page.tsx'
import { numbersCounted } from '../small-numbers.ts'
import { latestNumbers } from './school-numbers.ts'
import { schoolYearOf } from './school-days.ts'
import { calendarStanding, expectedReturns, type Setting } from './standing.ts'
import { answerContest, contestFigure, mayGiveFor, nilReturn, noteReturn, settingOf, signReturn, takeWordBack } from './word-actions.ts'
import { openContests, wordsOf } from './words-said.ts'

/** What is expected, what came, what a setting owes and what it says of it, under /returns. */
export const returnPages = (targets: readonly MapTarget[]): Pages => (web, house) => {
  web.get('/returns', async (c) => showReturns(c))
  web.post('/returns/remind', (c) => attempt(c, remindOf, () => showReturns(c), '/returns?done=reminded', {}, house))
  web.post('/returns/answer', (c) => attempt(c, answerContest, () => showReturns(c), '/returns?done=answered#contested'))
  web.get('/returns/calendar', async (c) => c.html(await drawCalendar(c, targets, null)))
  web.post('/returns/calendar/accept', (c) => onCalendar(c, targets, acceptCalendar, 'accepted'))
  web.post('/returns/calendar/expect', (c) => onCalendar(c, targets, expectReturn, 'expected'))
  web.post('/returns/calendar/stop', (c) => onCalendar(c, targets, stopExpecting, 'stopped'))
  web.get('/returns/:urn{[0-9]{6}}', async (c) => c.html(await drawSchool(c, null)))
  web.post('/returns/:urn{[0-9]{6}}/nil', (c) => onSchool(c, nilReturn, 'nil'))
  web.post('/returns/:urn{[0-9]{6}}/sign', (c) => onSchool(c, signReturn, 'signed'))
  web.post('/returns/:urn{[0-9]{6}}/contest', (c) => onSchool(c, contestFigure, 'contested'))
  web.post('/returns/:urn{[0-9]{6}}/note', (c) => onSchool(c, noteReturn, 'noted'))
  web.post('/returns/:urn{[0-9]{6}}/take-back', (c) => onSchool(c, takeWordBack, 'taken-back'))
}

/** What was just done, as the page that is come back to says it. */
const DONE: Record<string, string> = {
  reminded: 'Those who give this return for the settings that owe it are being written to; look again in a moment for how many', answered: 'Answered', accepted: 'These returns are now expected', expected: 'This return is now expected', stopped: 'It is expected no more',
  nil: 'It is kept that there is nothing to give', signed: 'Signed off', contested: 'The figure is contested, and its clock runs', 'taken-back': 'Taken back', noted: 'The note is kept',
}
const doneOf = (c: WebContext) => DONE[c.req.query('done') ?? ''] ?? null

const ASKED = z.object({ year: unlessBlank(z.coerce.number().int().min(2015).max(2100).optional()), within: unlessBlank(z.coerce.number('Choose a place').int().optional()) })

const todayOf = (c: WebContext) => c.get('caller')().now.toISOString().slice(0, 10)
const yearsAround = (today: string) => [1, 0, -1, -2, -3].map((step) => schoolYearOf(today) + step)
const within = (year: number) => ({ from: `${year}-09-01`, until: `${year + 1}-08-31` })

async function showReturns(c: WebContext) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const today = todayOf(c)
  const { year = schoolYearOf(today), within: place } = understand(ASKED, { year: c.req.query('year'), within: c.req.query('within') })
  const places = await calendarReach(actor, db)
  const { expected, settings, home } = await calendarStanding(db, { areaId: actor.areaId, today, ...within(year), places, within: place })
  const format = sheetAsked(c)
  // Who gives for one setting has its own page, which says the same and more.
  if (!format && places !== 'all' && places.size === 1 && settings[0] && c.req.query('year') === undefined) return c.redirect(`/returns/${settings[0].urn}`, 302)
  if (format) return answerSheet(c, sheetOf(expected, settings, viewerOfPage(c).areaName, today), format)
  const known = new Map(settings.map((one) => [one.placeId, one]))
  const contests = (await openContests(db, actor.areaId)).filter(({ placeId }) => places === 'all' || places.has(placeId)).map((one) => ({ ...one, setting: known.get(one.placeId) }))
  return c.html(drawReturnsPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), search: new URLSearchParams({ year: String(year), ...(place === undefined ? {} : { within: String(place) }) }).toString(), today, year, years: yearsAround(today), within: place,
    groups: places === 'all' ? await groupsOf(db, home) : [], expected, settings, contests, names: await personNames(db),
    mayKeep: (await mayKeepCalendar(actor, null, db)) === true, mayAnswer: (await holdsInArea(actor, 'return:give', db)) === true, reminded: await remindedInWords(db, actor.areaId), once: newId(), done: doneOf(c),
  }))
}

function sheetOf(expected: Awaited<ReturnType<typeof calendarStanding>>['expected'], settings: Setting[], area: string, today: string): Sheet {
  const known = new Map(settings.map((one) => [one.placeId, one]))
  return {
    file: `returns-${area}-${today}`, title: `Returns of ${area} as they stood on ${today}`,
    head: ['return', 'period', 'due', 'URN', 'setting', 'state', 'received', 'days late', 'records', 'batch', 'signed off', 'contested figures'],
    lines: expected.flatMap(({ series, label, dueOn, stands }) => stands.map((one) => [
      seriesLabel(series), label, dueOn, known.get(one.placeId)?.urn ?? '', known.get(one.placeId)?.name ?? 'The authority', one.state, one.receivedOn, one.daysLate, one.records, one.batchId, one.isSigned ? 'yes' : 'no', one.contests,
    ])),
    key: [['state: received by the day; late: received after it; nil: there is nothing to give; awaited: not due yet; missing: due and not received.']],
  }
}

/** The clusters, localities and the like that settings of the area lie in, by name. */
async function groupsOf(db: Reader, home: number) {
  const found = await rows(db, sql<{ placeId: number; name: string }>`
    select distinct p.place_id as "placeId", p.name from places.reach r join places.place_named p on p.place_id = r.place_id and p.level <> 'school'
    where r.within_id = ${home} and r.place_id <> ${home}`)
  return found.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

async function drawSchool(c: WebContext, wrong: Wrong | null) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const today = todayOf(c)
  const urn = c.req.param('urn')!
  const { placeId, name } = await settingOf(db, actor.areaId, urn)
  const ground = { placeId, areaId: actor.areaId }
  const [mayGive, maySign, mayKeep] = await Promise.all([mayGiveFor(actor, { setting: urn }, db).then(() => true, () => false), holds(actor, 'return:sign', ground, db), mayKeepCalendar(actor, null, db)])
  if (!mayGive && maySign !== true && mayKeep !== true) throw new Refusal('missing', 'There is nothing at this address')
  const { expected, settings } = await calendarStanding(db, { areaId: actor.areaId, today, ...within(schoolYearOf(today)), places: new Set([placeId]) })
  return drawSchoolReturns({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), setting: settings[0] ?? { placeId, urn, name, within: [], opens: null, closes: null, heirs: [] }, today,
    returns: expected.flatMap((one) => one.stands.map((stand) => ({ ...one, stand }))), numbers: await numbersCounted(actor, { areaId: actor.areaId, placeId }, db, await latestNumbers(db, actor.areaId, placeId)),
    words: await wordsOf(db, actor.areaId, placeId), names: await personNames(db), mayGive, maySign: maySign === true, once: newId(), done: wrong ? null : doneOf(c), wrong,
  })
}

async function drawCalendar(c: WebContext, targets: readonly MapTarget[], wrong: Wrong | null) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const verdict = await mayKeepCalendar(actor, null, db)
  if (verdict !== true) throw new Refusal('forbidden', verdict)
  const today = todayOf(c)
  const { year = schoolYearOf(today) } = understand(ASKED, { year: c.req.query('year') })
  const { home } = await calendarStanding(db, { areaId: actor.areaId, today, from: today, until: today })
  const expected = await expectedReturns(db, { areaId: actor.areaId, ...within(year) })
  const held = new Set(expected.map(({ series, period }) => `${series} ${period}`))
  return drawCalendarPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), year, years: yearsAround(today), expected, proposed: proposedReturns(year).filter(({ series, period }) => !held.has(`${series} ${period}`)),
    lists: await ownLists(db, actor.areaId, targets), groups: await groupsOf(db, home), once: newId(), done: wrong ? null : doneOf(c), wrong,
  })
}

interface Wrong {
  fields: Record<string, string>
  message: string
  typed: Record<string, string>
}

async function onCalendar(c: WebContext, targets: readonly MapTarget[], action: Action, done: string) {
  const { year } = await typedWords(c)
  return attempt(c, action, async (wrong) => c.html(await drawCalendar(c, targets, wrong), 422), `/returns/calendar?done=${done}${/^\d{4}$/.test(year ?? '') ? `&year=${year}` : ''}`)
}

async function onSchool(c: WebContext, action: Action, done: string) {
  const setting = c.req.param('urn')!
  return attempt(c, action, async (wrong) => c.html(await drawSchool(c, wrong), 422), `/returns/${setting}?done=${done}`, { setting })
}

/** Does what a form asks and goes back to its page; what was refused is said there, beside what was typed. */
async function attempt(c: WebContext, action: Action, again: (wrong: Wrong) => Promise<Response>, to: string, given: Record<string, unknown> = {}, house?: House) {
  const { once, of, ...typed } = await typedWords(c)
  // One box says both which return and which period.
  const [series, period] = of?.split(' ') ?? []
  const input = { ...typed, ...(series && period ? { series, period } : {}), ...(await manyOf(c)), ...given }
  try {
    const outcome = (await perform(action, c.get('caller')(), input, onceKey(once, input))) as { work?: string } | null
    if (outcome?.work && house) await house.workshop?.nudge(c.get('caller')().actor.areaId, outcome.work).catch(() => {})
  } catch (fault) {
    if (!(fault instanceof Refusal) || (fault.kind !== 'invalid' && fault.kind !== 'conflict')) throw fault
    return again({ fields: fault.fields, message: fault.message, typed: { ...typed, ...(of ? { of } : {}) } })
  }
  return c.redirect(to, 303)
}

/** Boxes of one name that were ticked together. */
async function manyOf(c: WebContext) {
  const { series } = await c.req.parseBody({ all: true })
  return Array.isArray(series) ? { series: series.filter((one) => typeof one === 'string') } : {}
}
