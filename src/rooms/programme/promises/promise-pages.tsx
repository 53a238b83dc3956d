import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, answerSheet, newId, page, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holds } from '#rooms/access'
import { book } from '#rooms/measures'
import { attempt, type Sent, typedForm } from '../form-fields.ts'
import { findStrategy } from '../strategy.ts'
import { addPromise, dropTest, rewordPromise, testPromise, withdrawPromise } from './promise-actions.ts'
import { promisesAddress } from './promise-address.ts'
import { choicesOf } from './promise-fields.tsx'
import { EditPromisePage, NewPromisePage, type PromiseForm } from './promise-form-pages.tsx'
import { promisesSheet } from './promise-sheet.ts'
import { readPromises } from './promise-view.ts'
import { PromisesPage } from './promises-page.tsx'

const PATH = '/strategies/:slug/promises'
const FORMS: Record<PromiseForm, { action: Action; done: string }> = {
  words: { action: rewordPromise, done: 'reworded' },
  test: { action: testPromise, done: 'tested' },
  'drop-test': { action: dropTest, done: 'untested' },
  withdraw: { action: withdrawPromise, done: 'withdrawn' },
}

const DONE: Record<string, string> = {
  added: 'The promise is added.', reworded: 'The words are saved; how it stood before is kept.', tested: 'The test is added.', untested: 'The test is taken away; how it was judged before is kept.', withdrawn: 'The promise is withdrawn.',
}

/** Was it kept? A strategy's promises with their verdicts, and the forms to add, reword, test and withdraw them. */
export const promisePages: Pages = (web, house) => {
  web.get(PATH, async (c) => {
    const format = sheetAsked(c)
    return format ? answerSheet(c, promisesSheet(await readPromises(readerOf(c), c.get('caller')().actor, slugOf(c))), format) : page(c, house, () => draw(c))
  })
  web.get(`${PATH}/new`, async (c) => c.html(await drawNew(c, null)))
  web.post(`${PATH}/new`, (c) => add(c))
  web.get(`${PATH}/:number`, async (c) => c.html(await drawEdit(c, null, null)))
  for (const form of Object.keys(FORMS) as PromiseForm[]) web.post(`${PATH}/:number/${form}`, (c) => send(c, form))
}

const slugOf = (c: WebContext) => c.req.param('slug')!

async function draw(c: WebContext) {
  const viewer = viewerOfPage(c)
  const view = await readPromises(readerOf(c), c.get('caller')().actor, slugOf(c), viewer)
  return drawPage(<PromisesPage view={view} viewer={viewer} nonce={c.get('nonce')} done={DONE[c.req.query('done') ?? '']} once={newId()} />, { isPrint: c.req.query('print') === 'yes' })
}

async function add(c: WebContext) {
  const form = await typedForm(c)
  const done = await attempt(c, addPromise, { ...form.typed, strategy: slugOf(c) }, form)
  if (done.sent) return c.html(await drawNew(c, done.sent), done.status as 422)
  return c.redirect(`${promisesAddress(done.outcome.strategy)}?done=added#promise-${done.outcome.number}`, 303)
}

async function send(c: WebContext, form: PromiseForm) {
  const given = await typedForm(c)
  const done = await attempt(c, FORMS[form].action, given.typed, given)
  if (done.sent) return c.html(await drawEdit(c, done.sent, form), done.status as 422)
  return c.redirect(`${promisesAddress(slugOf(c))}?done=${FORMS[form].done}${form === 'withdraw' ? '' : `#promise-${c.req.param('number')}`}`, 303)
}

async function drawNew(c: WebContext, sent: Sent | null) {
  const { viewer, strategy, choices } = await written(c)
  return drawPage(<NewPromisePage strategy={strategy} viewer={viewer} nonce={c.get('nonce')} once={newId()} choices={choices} sent={sent} />)
}

async function drawEdit(c: WebContext, sent: Sent | null, form: PromiseForm | null) {
  const { viewer, strategy, promises, names, choices } = await written(c)
  const promise = promises.find(({ number }) => String(number) === c.req.param('number'))
  if (!promise) throw new Refusal('missing', 'There is no such promise')
  return drawPage(<EditPromisePage strategy={strategy} promise={promise} viewer={viewer} nonce={c.get('nonce')} once={newId()} choices={choices} sent={sent} form={form} names={names} />)
}

/** What the forms stand on; refuses who may not write, and a strategy that is retired. */
async function written(c: WebContext) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const may = await holds(actor, 'strategy:write', await findStrategy(actor, slugOf(c), db), db)
  if (may !== true) throw new Refusal('forbidden', may)
  const view = await readPromises(db, actor, slugOf(c), viewer)
  if (view.strategy.retiredOn !== null) throw new Refusal('conflict', `${view.strategy.title} is retired. Bring it back before you change what it promised`)
  return { ...view, viewer, choices: choicesOf(await book(db, viewer.publishedVersion)) }
}
