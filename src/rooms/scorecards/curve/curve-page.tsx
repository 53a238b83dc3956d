import { answerSvg, CurveChart, drawPage, figureSvg, standaloneSvg } from '#design'
import { Refusal } from '#kernel'
import { type Action, answerSheet, fileName, newId, onceKey, page, type Pages, perform, readerOf, sheetAsked, typedWords, viewerOfPage, type WebContext } from '#platform'
import { addAction, changeAction } from '#rooms/programme'
import { freezeBaseline, withdrawBaseline } from './baselines.ts'
import { addCause, endCause } from './causes.ts'
import { type CurveAsked, readCurve } from './curve.ts'
import { chartOf } from './curve-chart-part.tsx'
import { type Sent } from './curve-forms.tsx'
import { curveSheet } from './curve-table.ts'
import { CurvePage } from './curve-view.tsx'
import { shownScenarios } from './curve-words.tsx'
import { addIdea, chooseIdea, endIdea } from './ideas.ts'
import { addPartner, agreePartner, endPartner } from './partners.ts'
import { addQuestion, answerQuestion, endQuestion } from './questions.ts'
import { addRemark, takeBackRemark } from './remarks.ts'
import { addScenario, withdrawScenario } from './scenarios.ts'
import { storyHistory, writeStory } from './stories.ts'
import { setTarget, withdrawTarget } from './targets.ts'

const PATH = '/measures/:id'

/** Each form of the page: the action it performs, and the part of the page it stands in. */
const FORMS: Record<string, [action: Action, anchor: string]> = {
  target: [setTarget, 'target'], 'withdraw-target': [withdrawTarget, 'target'],
  baseline: [freezeBaseline, 'baseline'], 'withdraw-baseline': [withdrawBaseline, 'baseline'],
  scenario: [addScenario, 'scenario'], 'withdraw-scenario': [withdrawScenario, 'scenario'],
  story: [writeStory, 'story'],
  cause: [addCause, 'cause'], 'end-cause': [endCause, 'cause'],
  question: [addQuestion, 'question'], 'answer-question': [answerQuestion, 'question'], 'end-question': [endQuestion, 'question'],
  partner: [addPartner, 'partner'], 'agree-partner': [agreePartner, 'partner'], 'end-partner': [endPartner, 'partner'],
  idea: [addIdea, 'idea'], 'end-idea': [endIdea, 'idea'],
  action: [addAction, 'action'], 'change-action': [changeAction, 'action'],
  remark: [addRemark, 'remark'], 'take-back-remark': [takeBackRemark, 'remark'],
}

/** The measure page, and the forms on it. Each form is an action; what it refuses comes back with all that was typed. */
export const scorecardPages: Pages = (web, house) => {
  web.get(PATH, async (c) => {
    if (c.req.query('as') === 'svg') return picture(c)
    const format = sheetAsked(c)
    return format ? answerSheet(c, curveSheet((await read(c)).curve), format) : page(c, house, () => draw(c))
  })
  for (const [form, [action, anchor]] of Object.entries(FORMS)) web.post(`${PATH}/${form}`, (c) => send(c, { form, anchor, action }))
}

async function send(c: WebContext, { form, anchor, action }: { form: string; anchor: string; action: Action }) {
  const typed = await typedWords(c)
  const { once, ...rest } = typed
  const [done, input] = meant(form, action, { ...rest, measure: c.req.param('id')! })
  try {
    await perform(done, c.get('caller')(), input, onceKey(once, input))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'missing') throw refusal
    c.status(refusal.status)
    return c.html(await draw(c, { form, anchor, typed, message: refusal.message, fields: asBoxes(form, typed, refusal.fields), isConflict: refusal.kind === 'conflict' }))
  }
  return c.redirect(`/measures/${encodeURIComponent(c.req.param('id')!)}?${new URLSearchParams({ place: typed['place'] ?? '', ...(typed['group'] ? { group: typed['group'] } : {}) })}#${anchor}`, 303)
}

/** What a form asks for: an action that comes from an idea chooses it; a scenario's boxes are its points. */
function meant(form: string, action: Action, typed: Record<string, string>): [Action, unknown] {
  if (form === 'action' && typed['idea']) return [chooseIdea, { ...typed, id: typed['idea'] }]
  if (form === 'scenario') return [action, { ...typed, points: filledBoxes(typed).map((at) => ({ period: typed[`period-${at}`], value: typed[`value-${at}`] })) }]
  return [action, typed]
}

const filledBoxes = (typed: Record<string, string>) => Array.from({ length: 15 }, (_, at) => at).filter((at) => typed[`value-${at}`]?.trim())

/** An error of a scenario's point belongs to the box it was typed in. */
function asBoxes(form: string, typed: Record<string, string>, fields: Record<string, string>) {
  if (form !== 'scenario') return fields
  const boxes = filledBoxes(typed)
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => {
    const point = /^points\.(\d+)\./.exec(name)
    return [point ? `value-${boxes[Number(point[1])]}` : name === 'points' ? 'value-0' : name, text]
  }))
}

async function draw(c: WebContext, sent?: Sent) {
  const { curve, viewer, asked } = await read(c, sent)
  const wantsHistory = c.req.query('story') === 'all'
  const history = wantsHistory && curve.may.read ? await storyHistory(readerOf(c), curve.key) : null
  const desk = { curve, viewer, asked, sent, once: newId(), history }
  return drawPage(<CurvePage desk={desk} nonce={c.get('nonce')} path={c.req.path} />, { isPrint: c.req.query('print') === 'yes' })
}

async function picture(c: WebContext) {
  const { curve, viewer, asked } = await read(c)
  const svg = figureSvg(<CurveChart {...chartOf(curve, shownScenarios({ curve, asked }))} />)
  return answerSvg(c, standaloneSvg(svg, { colour: viewer.areaColour }), fileName(`${curve.measure.id}-${curve.place.code}-${curve.series.group.id}`))
}

async function read(c: WebContext, sent?: Sent) {
  const viewer = viewerOfPage(c)
  const word = (name: string) => sent?.typed[name] || c.req.query(name) || undefined
  const of = (name: string) => c.req.query(name)
  const asked: CurveAsked = {
    id: c.req.param('id')!, place: word('place') ?? viewer.placeCode, group: word('group'), period: sent ? undefined : of('period'), neighbours: of('neighbours'),
    write: of('write'), item: of('item'), idea: of('idea'), scenarios: c.req.queries('scenario'),
  }
  return { viewer, asked, curve: await readCurve(readerOf(c), c.get('caller')().actor, asked, viewer) }
}
