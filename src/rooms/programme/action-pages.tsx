import { chosenFilters, drawPage, ErrorSummary, inOrder, Opening, Page, Section } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, type House, newId, page, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holds, personNames, verbsAt } from '#rooms/access'
import { book } from '#rooms/measures'
import { directory } from '#rooms/places'
import { ActionForm } from './action-form.tsx'
import { ACTION_ORDER, actionFilters, actionSheet, chosenActions } from './action-list.ts'
import { ActionListPage } from './action-list-page.tsx'
import { ActionPage } from './action-page.tsx'
import { addAction, changeAction, editAction, findAction } from './actions.ts'
import { linksTyped } from './edit-parts.ts'
import { attempt, errorsOf, type Sent, typedForm } from './form-fields.ts'
import { actionHistory, planAction, planActions } from './plan-actions.ts'
import { strategiesOf } from './strategies.ts'
import { strategyAddress } from './strategy-body.tsx'
import { actionAddress } from './strategy-plan.tsx'
import { withCurve } from './strategy-view.ts'
import { findStrategy, homeOf, strategyOf } from './strategy.ts'

/** Actions: the list of an area with what is late and soon due, a page for each, and the forms that add and change them. */
export const actionPages: Pages = (web, house) => {
  web.get('/actions', (c) => drawList(c, house))
  web.get('/actions/new', async (c) => c.html(await drawNew(c, c.req.query('strategy'), { priority: c.req.query('priority') ?? '' }, null)))
  web.post('/actions', (c) => add(c))
  web.get('/actions/:id', (c) => page(c, house, () => drawAction(c, null)))
  web.post('/actions/:id/state', (c) => change(c, 'state'))
  web.post('/actions/:id/edit', (c) => change(c, 'edit'))
}

const todayIs = () => new Date().toISOString().slice(0, 10)

async function drawList(c: WebContext, house: House) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const today = todayIs()
  const site = { areaId: viewer.areaId, placeId: await homeOf(db, viewer.areaId) }
  const [verbs, held, places] = await Promise.all([verbsAt(c.get('caller')().actor, site, db), book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion)])
  const all = verbs.has('published:read') ? (await planActions(db, viewer.areaId, today)).map((one) => withCurve(one, held, places)) : []
  const { search, origin, pathname } = new URL(c.req.url)
  const query = new URLSearchParams(search)
  const filters = actionFilters(all)
  const shown = chosenActions(all, chosenFilters(query, filters))
  const format = sheetAsked(c)
  if (format) return answerSheet(c, actionSheet(inOrder(shown, ACTION_ORDER.standing, 'ascending'), viewer.areaName, today, `${origin}${pathname}`), format)
  return page(c, house, async () => drawPage(<ActionListPage viewer={viewer} nonce={c.get('nonce')} all={all} shown={shown} filters={filters} search={query} today={today} once={newId()} />, { isPrint: query.get('print') === 'yes' }))
}

async function drawNew(c: WebContext, slug: string | undefined, values: Record<string, string>, sent: Sent | null) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const site = await findStrategy(actor, slug ?? '', db)
  const [strategy, all, held, places, may] = await Promise.all([strategyOf(db, site.areaId, site.slug), strategiesOf(db, site.areaId, todayIs(), []), book(db), directory(db), holds(actor, 'action:write', site, db)])
  const typed = sent?.typed ?? { place: places.byId(site.placeId)?.name ?? '', ...values }
  return drawPage(
    <Page title={`${sent ? 'Error: ' : ''}Add an action to ${strategy!.title}`} viewer={viewer} path={strategyAddress(site.slug)} nonce={c.get('nonce')}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening kicker={<><a href="/strategies">Strategies</a> · <a href={strategyAddress(site.slug)}><bdi>{strategy!.title}</bdi></a> · <b>Add an action</b></>} heading="Add an action" standfirst="What will be done, who sees that it is, by when, and the curve it is to turn." />
      <Section id="form">
        {may === true ? <ActionForm to="/actions" hidden={{ strategy: site.slug, once: newId() }} values={typed} sent={sent} book={held} others={all.filter((one) => one.slug !== site.slug)} priorities={strategy!.priorities} /> : <p>{may}.</p>}
      </Section>
    </Page>,
  )
}

async function add(c: WebContext) {
  const form = await typedForm(c)
  const done = await attempt(c, addAction, { ...plain(form.typed), ...linksTyped(form) }, form)
  if (done.sent) return c.html(await drawNew(c, form.typed['strategy'], {}, done.sent), done.status as 422)
  return c.redirect(`${strategyAddress(form.typed['strategy'] ?? '')}#actions`, 303)
}

async function change(c: WebContext, which: 'state' | 'edit') {
  const form = await typedForm(c)
  const id = c.req.param('id')!
  const done = which === 'state' ? await attempt(c, changeAction, { ...form.typed, id }, form) : await attempt(c, editAction, { ...plain(form.typed), ...linksTyped(form), id }, form)
  if (done.sent) return c.html(await drawAction(c, { ...done.sent, form: which }), done.status as 422)
  return c.redirect(`${actionAddress(id)}#${which === 'state' ? 'state' : 'history'}`, 303)
}

async function drawAction(c: WebContext, sent: (Sent & { form: 'state' | 'edit' }) | null) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const id = c.req.param('id')!
  const { actor } = c.get('caller')()
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new Refusal('missing', 'There is no such action')
  const found = await findAction(actor, id, db)
  const [verbs, held, places, names] = await Promise.all([verbsAt(actor, found, db), book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion), personNames(db)])
  if (!verbs.has('published:read')) throw new Refusal('missing', 'There is no such action')
  const [action, history, strategies] = await Promise.all([planAction(db, found.areaId, id, todayIs()), actionHistory(db, [found.areaId, id]), strategiesOf(db, found.areaId, todayIs(), [])])
  return drawPage(
    <ActionPage action={withCurve(action!, held, places)} history={history} viewer={viewer} nonce={c.get('nonce')} once={newId()} today={todayIs()} mayAct={verbs.has('action:write')} names={names} book={held}
      others={strategies.filter(({ slug }) => slug !== action!.strategy?.slug)} sent={sent} />,
  )
}

const plain = (typed: Record<string, string>) => Object.fromEntries(Object.entries(typed).filter(([name]) => !name.includes('.')))
