import type { ComponentChildren } from 'preact'
import { drawPage } from '#design'
import { dayInWords, Refusal } from '#kernel'
import { ask, csvOut, page, type Pages, readerOf, viewerOfPage, type WebContext } from '#platform'
import { codeOn, type Directory, directory, type Place } from './directory.ts'
import { listPlaces } from './list.ts'
import { PlacePage } from './place-page.tsx'
import { type PlaceLine, PlaceListPage } from './place-list-page.tsx'
import { type PlaceStory, storyOfPlace } from './place-story.ts'
import { hierarchyPages } from './hierarchies/hierarchy-pages.tsx'
import { errorsOf, type Sent } from './settings/sent.ts'
import type { SettingDeeds } from './settings/setting-doors.ts'
import { mayKeepHere, settingPages } from './settings/setting-pages.tsx'
import { SettingPart } from './settings/setting-part.tsx'
import { settingStoryOf } from './settings/setting-story.ts'

/** What rooms above show on a place's page, and who may change settings. */
export interface PlaceSlots {
  headlines?: (c: WebContext, place: Place) => Promise<ComponentChildren>
  settings?: SettingDeeds
}

/** The pages of places, with what rooms above put on them. */
export const placePagesWith = (slots: PlaceSlots): Pages => (web, house) => {
  web.get('/places', async (c) => {
    if (c.req.query('as') === 'csv') return placesCsv(c, await listed(c))
    return page(c, house, async () => drawList(c))
  })

  if (slots.settings) settingPages(slots.settings, (c, sent) => drawPlace(c, slots, sent))(web, house)
  if (slots.settings) hierarchyPages(slots.settings)(web, house)

  web.get('/places/:code', async (c) => {
    if (c.req.query('as') === 'csv') return neighboursCsv(c, (await storyAsked(c)).story)
    return page(c, house, () => drawPlace(c, slots, null))
  })
}

async function drawPlace(c: WebContext, slots: PlaceSlots, sent: Sent | null) {
  const viewer = viewerOfPage(c)
  const { story, places, hierarchies } = await storyAsked(c)
  const headlines = (await slots.headlines?.(c, story.place)) ?? null
  const isOfTree = ['country', 'region', 'authority'].includes(story.place.level)
  const setting = slots.settings && !isOfTree
    ? await settingStoryOf(readerOf(c), places, story.place, { areaId: viewer.areaId, mayKeep: await mayKeepHere(c, slots.settings), hierarchies, now: new Date() })
    : null
  return drawPage(<PlacePage viewer={viewer} nonce={c.get('nonce')} story={story} headlines={headlines} errors={errorsOf(sent)}
    setting={setting ? <SettingPart place={story.place} story={setting} sent={sent} /> : null} />)
}

type Groups = { parent: { code: string; name: string } | null; lines: PlaceLine[] }[]

async function drawList(c: WebContext) {
  const viewer = viewerOfPage(c)
  const asked = askedOf(c)
  const hierarchies = await hierarchiesOf(c)
  let groups: Groups = []
  let error: string | undefined
  try {
    groups = await listed(c)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.fields['on'] === undefined) throw refusal
    error = refusal.fields['on']
  }
  const csv = `/places?${new URLSearchParams({ ...asked, as: 'csv' })}`
  const day = dayInWords(!error && asked.on ? asked.on : today())
  return drawPage(<PlaceListPage viewer={viewer} nonce={c.get('nonce')} groups={groups} asked={asked} hierarchies={hierarchies} day={day} csv={csv} error={error} />)
}

/** Places by parent: authorities and above in the usual hierarchies; schools only where a search or their own hierarchy asks for them. */
async function listed(c: WebContext): Promise<Groups> {
  const { q, on, hierarchy } = askedOf(c)
  const places = await directory(readerOf(c), viewerOfPage(c).publishedVersion)
  const all = await ask(listPlaces, c.get('caller')(), { hierarchy, ...(on ? { on } : {}) })
  const day = on || today()
  const parents = new Set(all.map(({ parent }) => parent))
  const isSchools = hierarchy === 'authorities'
  const shown = all.filter((one) => (isSchools ? one.level === 'school' : one.level !== 'school' || q) && (one.parent !== null || !parents.has(one.code)))
  const found = q ? all.filter((one) => (isSchools ? one.level === 'school' : true) && fits(places.byCode(one.code), one, q)).slice(0, 500) : shown
  const byParent = Map.groupBy(found, ({ parent }) => parent)
  const groups = [...byParent].map(([parent, some]) => ({
    parent: parent === null ? null : { code: parent, name: places.byCode(parent)?.name ?? parent },
    lines: some.map((one) => lineOf(places, one, day)).sort((a, b) => ORDER.compare(a.name, b.name)),
  }))
  return groups.sort((a, b) => Number(a.parent === null) - Number(b.parent === null) || ORDER.compare(a.parent?.name ?? '', b.parent?.name ?? ''))
}

const ORDER = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

function askedOf(c: WebContext) {
  return { q: (c.req.query('q') ?? '').trim(), on: (c.req.query('on') ?? '').trim(), hierarchy: c.req.query('hierarchy') || 'regions' }
}

function fits(place: Place | undefined, one: { code: string; name: string }, q: string) {
  const wanted = plain(q)
  return plain(one.name).includes(wanted) || one.code.toLowerCase() === q.toLowerCase() || Boolean(place?.codes.some(({ code }) => code.toLowerCase() === q.toLowerCase()))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

function lineOf(places: Directory, one: { code: string; name: string; level: string; from: string | null; to: string | null }, day: string): PlaceLine {
  const place = places.byCode(one.code)
  const of = (id: number) => places.byId(id)
  const named = (other: Place) => ({ code: codeOn(other, day), name: other.name })
  return {
    ...one, dfe: place?.codes.find(({ scheme }) => scheme === 'dfe')?.code ?? null,
    before: places.successions.filter(({ toId }) => toId === place?.placeId).flatMap(({ fromId }) => of(fromId) ?? []).map(named),
    after: places.successions.filter(({ fromId }) => fromId === place?.placeId).flatMap(({ toId, on }) => (of(toId) ? [{ ...named(of(toId)!), on }] : [])),
  }
}

async function hierarchiesOf(c: WebContext) {
  return readerOf(c).selectFrom('places.hierarchy').select(['hierarchy', 'label']).orderBy('hierarchy', 'desc').execute()
}

async function storyAsked(c: WebContext) {
  const [places, hierarchies] = [await directory(readerOf(c), viewerOfPage(c).publishedVersion), await hierarchiesOf(c)]
  const code = c.req.param('code') ?? ''
  const place = places.byCode(code)
  if (!place) throw new Refusal('missing', `There is no place with the code ${code.slice(0, 60)}`)
  return { story: storyOfPlace(places, place, hierarchies), places, hierarchies }
}

const today = () => new Date().toISOString().slice(0, 10)

function neighboursCsv(c: WebContext, { place, neighbours }: PlaceStory) {
  const lines = neighbours.flatMap(({ setId, closest, countedBy, source }) =>
    closest.map((one, at) => [setId, place.code, place.name, at + 1, one.place.code, one.place.name, one.closeness, countedBy.includes(one.place) ? 'yes' : 'no', source]))
  return answer(c, 'neighbours', [['set', 'code', 'place', 'nearness', 'neighbour code', 'neighbour', 'how alike', 'counts it too', 'source'], ...lines])
}

function placesCsv(c: WebContext, groups: Groups) {
  const lines = groups.flatMap(({ parent, lines: some }) => some.map((one) => [one.code, one.dfe, one.name, one.level, parent?.code ?? null, parent?.name ?? null, one.from, one.to]))
  return answer(c, 'places', [['code', 'dfe', 'name', 'level', 'parent', 'parent name', 'from', 'to'], ...lines])
}

function answer(c: WebContext, name: string, lines: (string | number | null)[][]) {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`)
  // The mark at the front tells spreadsheets that this is UTF-8.
  return c.body(`\uFEFF${csvOut(lines)}`)
}
