import type { VNode } from 'preact'
import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, type House, openPage, type Pages, plannedRead, publishedVersion, type Reader, reading, readerOf, sheetAsked, type WebContext } from '#platform'
import { book, headlinesOf, type Series, summariesOf } from '#rooms/measures'
import { directory, type Look, lookOf, looks } from '#rooms/places'
import { countVerdicts, promisesSheet } from '#rooms/programme'
import { batchSources } from '#rooms/collection'
import { readCurve } from '#rooms/scorecards'
import { PublicMeasurePage } from './measure-page.tsx'
import { PUBLIC_NOTICES, publicNotice } from './notice-pages.tsx'
import { AreasPage, MeasuresPage, OverviewPage, StrategiesPage } from './overview-pages.tsx'
import { publicAddress } from './public-address.ts'
import { publishedIndicators } from './published-indicator.ts'
import { contentOf, releasesOf } from './releases.ts'
import { type PublicScorecard, PublicScorecardPage } from './scorecard-page.tsx'
import { measureSheet, scorecardSheet } from './public-sheets.ts'
import { openStrategies, openStrategy } from './strategy-lines.ts'
import { PublicPromisesPage, PublicStrategyPage } from './strategy-pages.tsx'

/** What anybody may read without signing in: published figures, and of what an area has written only what it has released. */
export const publicPages: Pages = (web, house) => {
  // The database is told whose public pages these are, and then shows what that area shows everyone.
  web.use('/public/:area/*', (c, next) => showing(c, house, next))
  web.use('/public/:area', (c, next) => showing(c, house, next))

  const all = (c: WebContext) => show(c, house, null, async (db) => <AreasPage areas={await looks(db)} frame={frameOf(c)} />)
  web.get('/public', all)
  web.get('/public/', all)

  const area = (path: string, draw: (ask: Asked, c: WebContext) => Promise<VNode>) =>
    web.get(`/public/:area${path}`, async (c) => {
      // Read again once its version is known, so that no tag is newer than the page it names.
      const { areaId } = await areaOf(c)
      return show(c, house, areaId, async (db, version) => draw({ db, look: await areaOf(c), version, today: today() }, c))
    })

  area('', async ({ db, look, today: day }, c) => {
    const [release = null] = await releasesOf(db, look.areaId)
    const [content, strategies] = await Promise.all([release ? contentOf(db, look.areaId, release.id) : undefined, openStrategies(db, look, day)])
    return <OverviewPage overview={{ look, release, content: content ?? null, strategies }} frame={frameOf(c)} />
  })
  area('/strategies', async ({ db, look, today: day }, c) => <StrategiesPage look={look} strategies={await openStrategies(db, look, day)} frame={frameOf(c)} />)
  area('/strategies/:slug', async ({ db, look, today: day }, c) => {
    const [found, others] = await Promise.all([strategyAsked(db, look, c), openStrategies(db, look, day)])
    return <PublicStrategyPage {...found} look={look} verdicts={countVerdicts(found.promises)} frame={frameOf(c)} open={new Set(others.map(({ line }) => line.slug))} />
  })
  area('/measures', async ({ db, look, version }, c) => <MeasuresPage look={look} lines={await linesOf(db, look, version)} frame={frameOf(c)} />)

  for (const { notice, path } of PUBLIC_NOTICES) area(path, async ({ db, look }, c) => publicNotice(db, look, notice, frameOf(c)))

  web.get('/public/:area/scorecard', async (c) => {
    const look = await areaOf(c)
    const format = sheetAsked(c)
    const read = async (db: Reader, version: string) => scorecardOf({ db, look: await areaOf(c), version, today: today() }, c.req.query('release'))
    if (format) return answerSheet(c, scorecardSheet(await read(readerOf(c), await publishedVersion(readerOf(c)))), format)
    return show(c, house, look.areaId, async (db, version) => <PublicScorecardPage scorecard={await read(db, version)} frame={frameOf(c)} />)
  })

  web.get('/public/:area/promises/:slug', async (c) => {
    const look = await areaOf(c)
    const format = sheetAsked(c)
    if (!format) return show(c, house, look.areaId, async (db) => promisesPage(await strategyAsked(db, look, c), look, c))
    return answerSheet(c, await sheetOf(readerOf(c), look, c), format)
  })

  web.get('/public/:area/measures/:id', async (c) => {
    const look = await areaOf(c)
    const format = sheetAsked(c)
    const curve = async (db: Reader) => readCurve(db, NOBODY, { id: c.req.param('id'), place: look.placeCode, group: c.req.query('group') || undefined })
    if (format) return answerSheet(c, measureSheet(look, await curve(readerOf(c))), format)
    return show(c, house, look.areaId, async (db) => <PublicMeasurePage look={look} curve={await curve(db)} frame={frameOf(c)} />)
  })
}

/** Whoever has no part in any area: of a curve they see the published figures and nothing that is written. */
const NOBODY = { slug: '', name: '', operator: false, areaId: 0 }

interface Asked {
  db: Reader
  look: Look
  version: string
  /** ISO date. */
  today: string
}

const frameOf = (c: WebContext) => ({ nonce: c.get('nonce'), path: c.req.path })
const today = () => new Date().toISOString().slice(0, 10)

async function showing(c: WebContext, house: House, next: () => Promise<void>) {
  const look = await lookOf(reading(house.common), c.req.param('area') ?? '')
  if (look) c.set('db', house.openFor(() => ({ person: '', areas: [0], shows: [look.areaId] })))
  await next()
}

async function areaOf(c: WebContext): Promise<Look> {
  const look = await lookOf(readerOf(c), c.req.param('area') ?? '')
  if (!look) throw new Refusal('missing', 'There is no area here under this name')
  return look
}

/** Answers with a page that knows of no viewer, or with 304: its version is that of published data and of the area (null for all areas). */
async function show(c: WebContext, house: House, areaId: number | null, draw: (db: Reader, version: string) => Promise<VNode>) {
  const db = readerOf(c)
  const [published, [state]] = await Promise.all([publishedVersion(db), areaVersions(db, [areaId])])
  return openPage(c, house, `${published} ${state?.versions ?? ''}`, async () => drawPage(await draw(db, published), { isPrint: c.req.query('print') === 'yes' }))
}

const areaVersions = plannedRead<{ versions: string | null }, [areaId: number | null]>('publishing.area-versions', `
  select string_agg(area_id || ':' || version, ' ' order by area_id) as versions from platform.data_version where $1::int is null or area_id = $1`)

async function scorecardOf({ db, look, version }: Asked, asked: string | undefined): Promise<PublicScorecard> {
  const releases = await releasesOf(db, look.areaId)
  const release = asked === undefined ? releases[0] : releases.find(({ id }) => id === asked)
  if (asked !== undefined && !release) throw new Refusal('missing', 'There is no such scorecard')
  if (release && !release.withdrawnAt) return { look, releases, shown: { release, content: (await contentOf(db, look.areaId, release.id))! }, figures: [] }
  if (asked !== undefined) throw new Refusal('missing', 'This scorecard was withdrawn')
  const places = await directory(db, version)
  const found = await publishedIndicators(db, places, places.byId(look.placeId)!, await askedFirst(db, look, version), version)
  return { look, releases, shown: null, figures: found.map(({ published }) => published) }
}

/** What every area is asked about first: which indicators an area chose is its own until it publishes a scorecard. */
async function askedFirst(db: Reader, look: Look, version: string): Promise<Series[]> {
  const [held, places] = await Promise.all([book(db, version), directory(db, version)])
  return (await headlinesOf(db, held, places, places.byId(look.placeId)!, 6)).map(({ series }) => series)
}

async function linesOf(db: Reader, look: Look, version: string) {
  const [held, places] = await Promise.all([book(db, version), directory(db, version)])
  const series = held.measures.flatMap(({ id }) => held.chosen(id, held.groupsOf(id, true)[0]?.id ?? 'all') ?? []).filter(({ periods }) => periods.length)
  const summaries = await summariesOf(db, { places, place: places.byId(look.placeId)!, series, version })
  return series.map((one) => ({ series: one, summary: summaries.get(one.seriesId)! }))
}

async function strategyAsked(db: Reader, look: Look, c: WebContext) {
  const found = await openStrategy(db, look, c.req.param('slug') ?? '', today())
  if (!found) throw new Refusal('missing', `${look.name} shows no such strategy`)
  return found
}

function promisesPage(found: Awaited<ReturnType<typeof strategyAsked>>, look: Look, c: WebContext) {
  return <PublicPromisesPage {...found} look={look} verdicts={countVerdicts(found.promises)} frame={{ nonce: c.get('nonce'), path: publicAddress(look.slug, 'strategies', found.strategy.slug) }} />
}

/** The verdicts as a file, with the address everybody can open. */
async function sheetOf(db: Reader, look: Look, c: WebContext) {
  const { strategy, promises } = await strategyAsked(db, look, c)
  const used = new Set(promises.flatMap(({ tests }) => tests.flatMap(({ steps }) => steps.flatMap((step) => step.used.flatMap(({ batch }) => batch ?? [])))))
  const sources = await batchSources(db)
  const sheet = promisesSheet({ strategy, promises, sources: [...used].flatMap((batch) => sources.get(batch) ?? []) })
  return { ...sheet, key: sheet.key.map((line) => (line[0] === 'Address' ? ['Address', publicAddress(look.slug, 'promises', strategy.slug)] : line)) }
}
