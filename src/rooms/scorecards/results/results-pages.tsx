import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, newId, page, type Pages, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { book } from '#rooms/measures'
import { directory } from '#rooms/places'
import { actionsOf } from '#rooms/programme'
import { writtenOf } from '../curve/written.ts'
import { glances } from './at-a-glance.ts'
import type { CurveWritten } from './curve-answers.tsx'
import { adoptFramework, dateFramework, makeFramework } from './frameworks.ts'
import { groundOf } from './ground.ts'
import { addIndicator, retireIndicator } from './indicators.ts'
import { post, type Sent } from './posted.ts'
import { rateIndicator } from './ratings.ts'
import { ResultPage, roleOf, type ResultDesk } from './result-page.tsx'
import { readResult, retiredResults, type WholeResult } from './result-read.ts'
import { nameOf } from './result-words.ts'
import { addResult, findResult, retireResult, rewordResult } from './results.ts'
import { ResultsPage } from './results-page.tsx'
import { resultsOf } from './results-read.ts'
import { setRole } from './roles.ts'
import { starterFrameworks } from './starter.ts'

/** Each form of the list, and of one result: the action it performs, and the field that says which indicator it is about. */
const LIST_FORMS: Record<string, Action> = { framework: makeFramework, adopt: adoptFramework, dates: dateFramework, result: addResult }
const RESULT_FORMS: Record<string, Action> = { reword: rewordResult, retire: retireResult, indicator: addIndicator, role: setRole, rate: rateIndicator, 'retire-indicator': retireIndicator }

/** The results of an area, and each by itself. */
export const resultPages: Pages = (web, house) => {
  web.get('/results', (c) => page(c, house, () => drawList(c, c.req.query('framework'))))
  for (const [form, action] of Object.entries(LIST_FORMS)) web.post(`/results/${form}`, (c) => sendToList(c, form, action))
  web.get('/results/:id', (c) => page(c, house, () => drawResult(c)))
  for (const [form, action] of Object.entries(RESULT_FORMS)) {
    web.post(`/results/:id/${form}`, async (c) => {
      const id = c.req.param('id')!
      const sent = await post(c, { form, action, more: form === 'indicator' ? { result: id } : { id }, aboutField: 'indicator' })
      return sent ? c.html(await drawResult(c, sent)) : c.redirect(`/results/${id}#${form === 'reword' || form === 'retire' ? 'change' : 'indicators'}`, 303)
    })
  }
}

async function sendToList(c: WebContext, form: string, action: Action) {
  const sent = await post(c, { form, action })
  if (sent) return c.html(await drawList(c, sent.typed['set'], sent))
  const { frameworks } = await resultsOf(readerOf(c), viewerOfPage(c).areaId)
  const typed = await typedWords(c)
  const slug = typed['set'] ?? typed['starter'] ?? frameworks.find(({ name }) => name === typed['name']?.trim())?.slug
  return c.redirect(slug ? `/results?framework=${encodeURIComponent(slug)}` : '/results', 303)
}

async function drawList(c: WebContext, slug?: string, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const verbs = await verbsAt(c.get('caller')().actor, await groundOf(db, viewer.areaId), db)
  if (!verbs.has('published:read')) throw new Refusal('forbidden', 'Your role does not let you see the results of this area')
  const [{ frameworks, framework, results }, held, places, names] = await Promise.all([
    resultsOf(db, viewer.areaId, slug || undefined), book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion), personNames(db),
  ])
  if (slug && !framework) throw new Refusal('missing', `There is no set of results called ${slug}`)
  const retired = framework ? await retiredResults(db, [viewer.areaId, framework.id]) : []
  const taken = new Set(frameworks.map((one) => one.slug))
  const starters = starterFrameworks.filter((one) => !taken.has(one.slug))
  const desk = { viewer, nonce: c.get('nonce'), once: newId(), sent, held, places, names, mayWrite: verbs.has('scorecard:write'), frameworks, framework, results, retired, starters }
  return drawPage(<ResultsPage desk={desk} />)
}

async function drawResult(c: WebContext, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const { areaId } = await findResult(actor, idAsked(c), db)
  const verbs = await verbsAt(actor, await groundOf(db, areaId), db)
  if (!verbs.has('published:read')) throw new Refusal('missing', 'There is no such result')
  const [result, held, places, names] = await Promise.all([readResult(db, areaId, idAsked(c)), book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion), personNames(db)])
  if (!result) throw new Refusal('missing', 'There is no such result')
  const placeCode = places.byId(result.placeId)?.code ?? viewer.placeCode
  const [glance, curves] = await Promise.all([glances(db, held, places, result.placeId, result.indicators), curvesOf(c, held, result, placeCode)])
  const desk: ResultDesk = { viewer, nonce: c.get('nonce'), once: newId(), sent, held, places, names, result, placeCode, mayWrite: verbs.has('scorecard:write') && !result.ended, glance, curves }
  return drawPage(<ResultPage desk={desk} />, { isPrint: c.req.query('print') === 'yes' })
}

function idAsked(c: WebContext) {
  const id = c.req.param('id') ?? ''
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Refusal('missing', 'There is no such result')
  return id
}

/** What is written about each measured indicator that is no longer only wished for. */
async function curvesOf(c: WebContext, held: Awaited<ReturnType<typeof book>>, result: WholeResult, placeCode: string): Promise<CurveWritten[]> {
  const db = readerOf(c)
  const measured = result.indicators.filter((one) => !one.ended && one.measureId !== null && roleOf(one) !== 'data-development').sort((a, b) => Number(roleOf(a) !== 'headline') - Number(roleOf(b) !== 'headline'))
  return Promise.all(measured.map(async (one) => {
    const key = { areaId: result.areaId, placeId: result.placeId, measureId: one.measureId!, groupId: one.groupId ?? 'all' }
    const [written, actions] = await Promise.all([writtenOf(db, key), actionsOf(db, key)])
    return { name: nameOf(held, one), measureId: key.measureId, groupId: key.groupId, placeCode, written, actions }
  }))
}
