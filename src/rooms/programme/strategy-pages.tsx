import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, type House, newId, page, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holds, personNames, verbsAt } from '#rooms/access'
import { book } from '#rooms/measures'
import { actionSheet } from './action-list.ts'
import { EditPage } from './edit-page.tsx'
import { EDIT_PARTS, type EditPart } from './edit-parts.ts'
import { attempt, type Sent, typedForm } from './form-fields.ts'
import { NewStrategyPage } from './new-strategy-page.tsx'
import { planActions } from './plan-actions.ts'
import { countStandings, strategiesOf } from './strategies.ts'
import { makeStrategy } from './strategy-actions.ts'
import { editAddress, strategyAddress } from './strategy-body.tsx'
import { StrategyListPage } from './strategy-list-page.tsx'
import { judgedPromises } from './promises/judged.ts'
import { PromiseSummary } from './promises/promise-summary.tsx'
import { StrategyPage } from './strategy-page.tsx'
import { readStrategyView, type StrategyView } from './strategy-view.ts'
import { homeOf, findStrategy, strategyOf } from './strategy.ts'
import { VersionPage } from './version-page.tsx'
import { versionOf } from './versions.ts'

/** Strategies: the list, each of them, its earlier versions, and the forms that make and change them. */
export const strategyPages: Pages = (web, house) => {
  web.get('/strategies', (c) => page(c, house, () => drawList(c)))
  web.get('/strategies/new', async (c) => c.html(await drawNew(c, null)))
  web.post('/strategies', async (c) => {
    const form = await typedForm(c)
    const done = await attempt(c, makeStrategy, form.typed, form)
    return done.sent ? c.html(await drawNew(c, done.sent), done.status as 422) : c.redirect(strategyAddress(done.outcome.strategy), 303)
  })
  web.get('/strategies/:slug', (c) => answerStrategy(c, house))
  web.get('/strategies/:slug/versions/:version', (c) => page(c, house, () => drawVersion(c)))
  web.get('/strategies/:slug/edit', async (c) => c.html(await drawEdit(c, partNamed(c.req.query('part')), c.req.query('id'), null)))
  web.post('/strategies/:slug/edit', (c) => edit(c))
}

async function drawList(c: WebContext) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const today = new Date().toISOString().slice(0, 10)
  const verbs = await verbsAt(c.get('caller')().actor, { areaId: viewer.areaId, placeId: await homeOf(db, viewer.areaId) }, db)
  const actions = verbs.has('published:read') ? await planActions(db, viewer.areaId, today) : []
  const strategies = verbs.has('published:read') ? await strategiesOf(db, viewer.areaId, today, actions) : []
  const { late, soon } = countStandings(actions)
  return drawPage(<StrategyListPage viewer={viewer} nonce={c.get('nonce')} strategies={strategies} late={late} soon={soon} mayWrite={verbs.has('strategy:write')} />)
}

/** The page, or its plan as a table to take away. */
async function answerStrategy(c: WebContext, house: House) {
  const format = sheetAsked(c)
  if (!format) return page(c, house, () => drawStrategy(c))
  const view = await viewOf(c)
  return answerSheet(c, { ...actionSheet(view.actions, view.place.name, view.today, strategyAddress(view.strategy.slug)), file: `strategy-${view.strategy.slug}`, title: view.strategy.title }, format)
}

const viewOf = (c: WebContext) => readStrategyView(readerOf(c), c.get('caller')().actor, c.req.param('slug')!, new Date(), viewerOfPage(c))

async function drawStrategy(c: WebContext) {
  const viewer = viewerOfPage(c)
  const view = await viewOf(c)
  const saved = c.req.query('saved') === String(view.strategy.version) && view.versions.length ? `Saved. Version ${view.strategy.version} stands; how it stood before is kept.` : undefined
  return drawPage(<StrategyPage view={view} viewer={viewer} nonce={c.get('nonce')} promises={await promisesPart(c, view)} done={saved} once={newId()} />, { isPrint: c.req.query('print') === 'yes' })
}

async function promisesPart(c: WebContext, { strategy, may }: StrategyView) {
  const db = readerOf(c)
  const promises = await judgedPromises(db, { areaId: strategy.areaId, placeId: await homeOf(db, strategy.areaId), strategyId: strategy.id })
  return <PromiseSummary slug={strategy.slug} promises={promises} mayWrite={may.write && strategy.retiredOn === null} />
}

async function drawVersion(c: WebContext) {
  const viewer = viewerOfPage(c)
  const view = await viewOf(c)
  const number = /^\d{1,9}$/.test(c.req.param('version')!) ? Number(c.req.param('version')) : 0
  const earlier = await versionOf(readerOf(c), view.strategy.areaId, view.strategy.id, number)
  if (!earlier) throw new Refusal('missing', number === view.strategy.version ? `Version ${number} is how it stands now: open the strategy itself` : `There is no version ${c.req.param('version')} of this strategy`)
  return drawPage(<VersionPage earlier={earlier} title={view.strategy.title} groups={view.groups} names={view.names} viewer={viewer} nonce={c.get('nonce')} />, { isPrint: c.req.query('print') === 'yes' })
}

async function drawNew(c: WebContext, sent: Sent | null) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const may = await holds(c.get('caller')().actor, 'strategy:write', { areaId: viewer.areaId, placeId: await homeOf(db, viewer.areaId) }, db)
  return drawPage(<NewStrategyPage viewer={viewer} nonce={c.get('nonce')} once={newId()} sent={sent} why={may === true ? null : may} />)
}

async function edit(c: WebContext) {
  const form = await typedForm(c)
  const slug = c.req.param('slug')!
  const named = partNamed(form.typed['part'])
  const given = Object.fromEntries(Object.entries(form.typed).filter(([name]) => !name.includes('.')))
  const done = await attempt(c, named.part.actionFor(form), { ...given, ...named.part.lists?.(form), strategy: slug }, form)
  if (done.sent) return c.html(await drawEdit(c, named, form.typed['priority'] || undefined, done.sent), done.status as 422)
  const more = form.typed['then'] === 'more' ? editAddress(slug)(named.name) : null
  return c.redirect(more ?? `${strategyAddress(slug)}?saved=${(done.outcome as Saved).version}#${named.part.anchor}`, 303)
}

/** What every part's action answers. */
interface Saved {
  strategy: string
  version: number
}

async function drawEdit(c: WebContext, { name, part }: { name: string; part: EditPart }, priorityId: string | undefined, sent: Sent | null) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const actor = c.get('caller')().actor
  const site = await findStrategy(actor, c.req.param('slug')!, db)
  const may = await holds(actor, name === 'public' ? 'scorecard:publish' : 'strategy:write', site, db)
  if (may !== true) throw new Refusal('forbidden', may)
  const [strategy, all, held, names] = await Promise.all([strategyOf(db, site.areaId, site.slug), strategiesOf(db, site.areaId, new Date().toISOString().slice(0, 10), []), book(db), personNames(db)])
  if (priorityId !== undefined && !strategy!.priorities.some(({ id }) => id === priorityId)) throw new Refusal('missing', 'There is no such priority')
  return drawPage(
    <EditPage strategy={strategy!} name={name} part={part} priorityId={priorityId} viewer={viewer} nonce={c.get('nonce')} once={newId()} sent={sent} names={names}
      others={all.filter(({ slug }) => slug !== site.slug)} groups={new Map([...held.groups].map(([id, { label }]) => [id, label]))} />,
  )
}

function partNamed(name = 'heading'): { name: string; part: EditPart } {
  const part = Object.hasOwn(EDIT_PARTS, name) ? EDIT_PARTS[name] : undefined
  if (!part) throw new Refusal('missing', 'A strategy has no such part')
  return { name, part }
}
