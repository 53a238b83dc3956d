import { sql } from 'kysely'
import { type Actor, type House, newId, onceKey, type Pages, perform, type Reader, readerOf, rows, typedWords, viewerOfPage, type WebContext } from '#platform'
import { giversAt, holdsInArea, personNames, standingOf } from '#rooms/access'
import { schoolYearOf } from '../calendar/school-days.ts'
import { calendarStanding } from '../calendar/standing.ts'
import { namesOf } from '../of-return.ts'
import { findingsCounted, sharesCounted } from '../small-numbers.ts'
import { givesHere } from '../whose-return.ts'
import { median } from './outlier-rule.ts'
import { doneSince, lookAtQuality, type OpenFinding, openFindings, ownFinding } from './quality-actions.ts'
import { drawQualityPage, type QualityPageProps, type Timeliness } from './quality-page.tsx'
import type { QualityDeclared } from './quality-work.ts'

/** Completeness, timeliness, consistency and outliers of the returns, with the work-list, under /data/quality. */
export const qualityPages = (declared: QualityDeclared): Pages => (web, house) => {
  web.get('/data/quality', async (c) => c.html(await draw(c, declared)))
  web.post('/data/quality/look', (c) => doing(c, house, lookAtQuality, 'looking'))
  web.post('/data/quality/own', (c) => doing(c, house, ownFinding, 'kept'))
}

const DONE: Record<string, string> = { looking: 'The checks are being run', kept: 'It is kept who sees to it' }

async function doing(c: WebContext, house: House, action: typeof lookAtQuality | typeof ownFinding, done: string) {
  const { once, ...typed } = await typedWords(c)
  const outcome = (await perform(action as typeof lookAtQuality, c.get('caller')(), typed, onceKey(once, typed))) as { work?: string }
  if (outcome.work) await house.workshop?.nudge(c.get('caller')().actor.areaId, outcome.work).catch(() => {})
  return c.redirect(`/data/quality?done=${done}`, 303)
}

async function draw(c: WebContext, { checks, completeness }: QualityDeclared) {
  const db = readerOf(c)
  const { actor, now } = c.get('caller')()
  const here = await givesHere(actor, db)
  const today = now.toISOString().slice(0, 10)
  const [findings, done, { shares, countedAt }, names, timeliness, working, mayLook] = await Promise.all([
    openFindings(db, actor.areaId).then((found) => findingsCounted(actor, actor.areaId, db, found)), doneSince(db, actor.areaId, new Date(now.getTime() - 30 * 86_400_000).toISOString().slice(0, 10)), sharesOf(db, actor), personNames(db),
    timelinessOf(db, actor.areaId, here.places, today), isLooking(db, actor.areaId), holdsInArea(actor, 'return:give', db),
  ])
  const found = findings.map(({ placeId }) => placeId)
  const [places, givers] = await Promise.all([namesOf(db, [...new Set([...found, ...shares.keys()])]), giversAt(db, actor.areaId, found)])
  const seesAt = new Set((await standingOf(actor, db)).below.get('child:read'))
  const leads = new Set(checks.filter(({ whose }) => whose).map(({ name }) => name))
  const childrenAt = ({ id, check, placeId }: OpenFinding) => (leads.has(check) && seesAt.has(placeId) ? `/children/finding/${id}` : null)
  const fields = Object.entries(completeness.fields).map(([name, label]) => ({ name, label }))
  return drawQualityPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), today, checks, doneLately: done, fields,
    findings: findings.map((one) => ({ ...one, place: places.get(one.placeId) ?? '', givers: inOrder(givers.get(one.placeId)), childrenAt: childrenAt(one) })),
    shares: [...shares].map(([placeId, cells]) => ({ placeId, name: places.get(placeId) ?? '', cells })).sort((a, b) => worst(a.cells) - worst(b.cells) || a.name.localeCompare(b.name, 'en-GB')),
    countedAt, timeliness, names, mayLook: mayLook === true, working,
    once: newId(), done: DONE[c.req.query('done') ?? ''] ?? null,
  })
}

const inOrder = (people: ReadonlyMap<string, string> = new Map()) => [...people].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))

const worst = (cells: QualityPageProps['shares'][number]['cells']) => Math.min(...[...cells.values()].map(({ have, of }) => (of ? have / of : 1)))

async function sharesOf(db: Reader, actor: Actor) {
  const { areaId } = actor
  const found = await sharesCounted(actor, areaId, db, await rows(db, sql<{ field: string; placeId: number; have: number; of: number; at: Date }>`
    select field, place_id as "placeId", have, of, counted_at as at from collection.quality_share where area_id = ${areaId}`))
  const [looked] = await rows(db, sql<{ at: Date | null }>`select max(ended_at) as at from platform.work where area_id = ${areaId} and kind = 'collection.quality' and state = 'done'`)
  const shares = new Map([...Map.groupBy(found, ({ placeId }) => placeId)].map(([placeId, some]) => [placeId, new Map(some.map(({ field, have, of }) => [field, { have, of }]))]))
  return { shares, countedAt: found[0]?.at ?? looked?.at ?? null }
}

async function isLooking(db: Reader, areaId: number) {
  return (await rows(db, sql`select 1 from platform.work where area_id = ${areaId} and kind = 'collection.quality' and state = any ('{waiting,running}') limit 1`)).length > 0
}

/** How each setting has given what was due this school year. */
async function timelinessOf(db: Reader, areaId: number, places: ReadonlySet<number> | 'all', today: string): Promise<Timeliness[]> {
  const year = schoolYearOf(today)
  const { expected, settings } = await calendarStanding(db, { areaId, today, from: `${year}-09-01`, until: today, places })
  const bySetting = Map.groupBy(expected.filter(({ byWhom }) => byWhom === 'settings').flatMap(({ stands }) => stands), ({ placeId }) => placeId)
  return settings.flatMap(({ placeId, name, urn }) => {
    const stands = bySetting.get(placeId) ?? []
    const late = stands.filter(({ state }) => state === 'late')
    if (!stands.length) return []
    return [{ placeId, name, urn, onTime: stands.filter(({ state }) => state === 'received' || state === 'nil').length, late: late.length, daysLate: late.length ? median(late.map(({ daysLate }) => daysLate)) : null, missing: stands.filter(({ state }) => state === 'missing').length }]
  }).sort((a, b) => b.missing - a.missing || b.late - a.late || a.name.localeCompare(b.name, 'en-GB'))
}
