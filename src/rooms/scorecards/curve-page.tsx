import { createHash } from 'node:crypto'
import { Refusal } from '#kernel'
import { drawPage } from '#design'
import { type Action, csvOut, type House, page, type Pages, perform, reader, viewerOfPage, type WebContext } from '#platform'
import { addAction, changeAction } from '#rooms/programme'
import { readCurve } from './curve.ts'
import { curveTable } from './curve-table.ts'
import { CurvePage, type Sent } from './curve-view.tsx'
import { storyHistory, writeStory } from './stories.ts'
import { setTarget, withdrawTarget } from './targets.ts'

const PATH = '/measures/:id'

/** The measure page, and the forms on it. Each form is an action; what it refuses comes back with all that was typed. */
export const scorecardPages: Pages = (web, house) => {
  web.get(PATH, (c) => (c.req.query('as') === 'csv' ? csv(c, house) : page(c, house, () => draw(c, house))))
  web.post(`${PATH}/target`, (c) => send(c, house, 'target', setTarget))
  web.post(`${PATH}/withdraw-target`, (c) => send(c, house, 'target', withdrawTarget))
  web.post(`${PATH}/story`, (c) => send(c, house, 'story', writeStory))
  web.post(`${PATH}/action`, (c) => send(c, house, 'action', addAction))
  web.post(`${PATH}/change-action`, (c) => send(c, house, 'action', changeAction))
}

async function send(c: WebContext, house: House, form: Sent['form'], action: Action) {
  const sent = await c.req.parseBody().catch(() => {
    throw new Refusal('invalid', 'This form could not be read')
  })
  const typed = Object.fromEntries(Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const { once, ...rest } = typed
  const input = { ...rest, measure: c.req.param('id') }
  try {
    // The same form sent twice is one deed; the same page with other words in it is another.
    const key = once ? `${once} ${createHash('sha256').update(JSON.stringify(input)).digest('base64url')}` : undefined
    await perform(action, c.get('caller')(), input, key)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'missing') throw refusal
    c.status(refusal.status)
    return c.html(await draw(c, house, { form, typed, message: refusal.message, fields: refusal.fields, isConflict: refusal.kind === 'conflict' }))
  }
  return c.redirect(`/measures/${encodeURIComponent(c.req.param('id')!)}?${new URLSearchParams({ place: typed['place'] ?? '', ...(typed['group'] ? { group: typed['group'] } : {}) })}#${form}`, 303)
}

async function draw(c: WebContext, house: House, sent?: Sent) {
  const { curve, viewer, asked } = await read(c, house, sent)
  const history = c.req.query('story') === 'all' || sent?.isConflict ? await storyHistory(reader(house), curve.key) : null
  return drawPage(<CurvePage curve={curve} viewer={viewer} nonce={c.get('nonce')} path={c.req.path} asked={asked} sent={sent} history={curve.may.read ? history : null} />)
}

async function csv(c: WebContext, house: House) {
  const { curve } = await read(c, house)
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${curve.measure.id}-${curve.place.code}-${curve.series.group.id}.csv"`)
  return c.body(csvOut(curveTable(curve)))
}

async function read(c: WebContext, house: House, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const word = (name: string) => sent?.typed[name] || c.req.query(name) || undefined
  const asked = { id: c.req.param('id')!, place: word('place') ?? viewer.placeCode, group: word('group'), period: c.req.query('period'), neighbours: c.req.query('neighbours') }
  return { viewer, asked, curve: await readCurve(reader(house), c.get('caller')().actor, asked, viewer) }
}
