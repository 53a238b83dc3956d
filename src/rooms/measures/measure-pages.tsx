import { answerSvg, drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, newId, page, type Pages, perform, readerOf, sentForm, sheetAsked, type Viewer, viewerOfPage, type WebContext } from '#platform'
import { directory, type Directory } from '#rooms/places'
import { address } from './addresses.ts'
import { book, type Book } from './book.ts'
import { type BookAsked, type BookLine, bookLines, DIRECTION, firstAsked, groupsOfBook, topicsOf } from './book-list.ts'
import { BookPage } from './book-page.tsx'
import { comparisonSvg } from './compare-figure.tsx'
import { compareSheet, curvesSheet } from './compare-sheet.ts'
import { readView, viewAsked } from './compare-views.ts'
import { addressOf } from './compare-words.ts'
import { type CompareAsked, readComparison } from './compare.ts'
import { type CompareChoices, ComparePage, NothingToCompare } from './compare-page.tsx'
import { dropComparatorSet, mayKeepSets, saveComparators, setsOpenTo } from './compare-sets.ts'
import { SetsPage, type SetsPageProps } from './compare-sets-page.tsx'
import { type Definition, readDefinition } from './definition.ts'
import { DefinitionPage } from './definition-page.tsx'
import { figureCell, figureSheet } from './figures-out.ts'
import { byName } from './sentence.ts'

export const measurePages: Pages = (web, house) => {
  web.get('/measures', async (c) => {
    const viewer = viewerOfPage(c)
    const typed: BookAsked = { q: c.req.query('q'), topic: c.req.query('topic'), group: c.req.query('group'), figures: c.req.query('figures') }
    const read = async () => {
      const [held, places] = await Promise.all([book(readerOf(c), viewer.publishedVersion), directory(readerOf(c), viewer.publishedVersion)])
      const asked = firstAsked(held, typed)
      return { held, asked, lines: await bookLines(readerOf(c), held, places.byCode(viewer.placeCode), asked) }
    }
    const format = sheetAsked(c)
    if (format) return answerSheet(c, bookSheet(viewer, (await read()).lines), format)
    return page(c, house, async () => {
      const { held, asked, lines } = await read()
      return drawPage(<BookPage viewer={viewer} nonce={c.get('nonce')} asked={asked} lines={lines} topics={topicsOf(held)} groups={groupsOfBook(held)} total={held.measures.length} />, printForm(c))
    })
  })

  web.get('/measures/:id/definition', async (c) => {
    const viewer = viewerOfPage(c)
    const read = async () => readDefinition(readerOf(c), await book(readerOf(c), viewer.publishedVersion), c.req.param('id'))
    const format = sheetAsked(c)
    if (format) return answerSheet(c, columnsSheet(await read()), format)
    return page(c, house, async () => drawPage(<DefinitionPage viewer={viewer} nonce={c.get('nonce')} definition={await read()} />, printForm(c)))
  })

  web.get('/compare', async (c) => {
    const viewer = viewerOfPage(c)
    const asked = askedOf(c)
    const view = viewAsked(asked.view)
    const isPicture = c.req.query('as') === 'svg'
    const format = isPicture ? null : sheetAsked(c)
    if (!format && !isPicture) return page(c, house, () => drawCompare(c, viewer, asked))
    const compared = await readComparison(readerOf(c), viewer, asked)
    if (!compared) throw new Refusal('missing', 'There are no figures of this measure yet')
    const codes = asked.codes ?? ''
    const looked = await readView(readerOf(c), viewer.publishedVersion, compared, view)
    const address = `${house.settings.baseUrl}${addressOf(compared, codes, view)}`
    if (format) return answerSheet(c, looked.view === 'curves' ? curvesSheet(compared, looked.curves, address) : compareSheet(compared, address), format)
    return answerSvg(c, comparisonSvg({ compared, looked, codes }), `compare-${view}-${compared.series.measure.id}-${compared.place.code}-${compared.period.label}`)
  })

  web.get('/compare/sets', async (c) => c.html(await drawSets(c, { done: DONE[c.req.query('done') ?? ''] })))

  web.post('/compare/sets', async (c) => {
    const form = await typed(c)
    try {
      const { id } = await perform(saveComparators, c.get('caller')(), { id: form('id'), version: form('version'), name: form('name'), places: form('places') }, form('key') || undefined)
      return c.redirect(backTo(form('back'), id), 303)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden' || refusal.kind === 'missing') throw refusal
      const wrong = { form: { id: form('id') || null, version: await versionNow(c, form('id')), name: form('name'), places: form('places') }, errors: refusal.fields, message: refusal.message, back: form('back') }
      return c.html(await drawSets(c, { wrong }), refusal.status)
    }
  })

  web.post('/compare/sets/:id/drop', async (c) => {
    await perform(dropComparatorSet, c.get('caller')(), { id: c.req.param('id') })
    return c.redirect('/compare/sets?done=dropped', 303)
  })
}

const DONE: Record<string, string> = { dropped: 'The set was thrown away.', saved: 'The set is kept.' }

/** With `print=yes` everything folded away is open. */
const printForm = (c: WebContext) => ({ isPrint: c.req.query('print') === 'yes' })

function askedOf(c: WebContext): CompareAsked {
  const of = (name: string) => c.req.query(name) || undefined
  return { measure: of('measure'), place: of('place'), group: of('group'), period: of('period'), with: of('with'), neighbours: of('neighbours'), codes: of('codes'), view: of('view') }
}

async function drawCompare(c: WebContext, viewer: Viewer, asked: CompareAsked) {
  const db = readerOf(c)
  const [held, places] = await Promise.all([book(db, viewer.publishedVersion), directory(db, viewer.publishedVersion)])
  const [compared, may] = await Promise.all([readComparison(db, viewer, asked), mayKeepSets(c.get('caller')().actor, db)])
  const choices = choicesOf(held, places)
  const nonce = c.get('nonce')
  if (!compared) return drawPage(<NothingToCompare viewer={viewer} nonce={nonce} choices={choices} asked={asked.measure ? (held.measure(asked.measure)?.label ?? asked.measure) : null} />)
  const looked = await readView(db, viewer.publishedVersion, compared, viewAsked(asked.view))
  return drawPage(<ComparePage viewer={viewer} nonce={nonce} compared={compared} looked={looked} choices={choices} codes={asked.codes ?? ''} mayKeepSets={may === true} saveKey={newId()} />, printForm(c))
}

function choicesOf(held: Book, places: Directory): CompareChoices {
  return {
    measures: held.measures.filter(({ id }) => held.groupsOf(id, true).length).map(({ id, label }) => ({ id, label })).sort((a, b) => byName(a.label, b.label)),
    places: places.all().filter(({ level }) => level !== 'school').map(({ code, name, ends }) => ({ code, name: ends === null || name.includes('(until ') ? name : `${name} (until ${ends.slice(0, 4)})` })).sort((a, b) => byName(a.name, b.name)),
    neighbourSets: places.neighbourSets,
  }
}

async function drawSets(c: WebContext, more: Pick<SetsPageProps, 'done'> & { wrong?: SetsPageProps['wrong'] }) {
  const viewer = viewerOfPage(c)
  const db = readerOf(c)
  const [places, sets, may] = await Promise.all([directory(db, viewer.publishedVersion), setsOpenTo(c.get('caller')().actor, db), mayKeepSets(c.get('caller')().actor, db)])
  const shown = sets.map(({ id, version, name, placeIds }) => ({ id, version, name, count: placeIds.length, places: placeIds.flatMap((one) => places.byId(one)?.name ?? []).sort(byName).join('\n') }))
  const { wrong, done } = more
  return drawPage(<SetsPage viewer={viewer} nonce={c.get('nonce')} sets={shown} may={may === true} itemKey={newId()} done={done} {...(wrong ? { wrong } : {})} />)
}

/** What a person wrote is offered again against the set as it stands now, so that they decide with both before them. */
async function versionNow(c: WebContext, id: string) {
  return (await setsOpenTo(c.get('caller')().actor, readerOf(c))).find((one) => one.id === id)?.version ?? null
}

function backTo(back: string, id: string) {
  if (!back.startsWith('/compare?')) return '/compare/sets?done=saved'
  return address('/compare', { ...Object.fromEntries(new URLSearchParams(back.slice('/compare?'.length))), with: `set:${id}` })
}

async function typed(c: WebContext) {
  const form = await sentForm(c)
  return (name: string) => (typeof form[name] === 'string' ? form[name] : '')
}

function bookSheet(viewer: Viewer, lines: Map<string, BookLine[]>) {
  return figureSheet(`measures-${viewer.placeCode}`, `The measure book, with the latest figures of ${viewer.placeName}`, [
    ['id', 'measure', 'topic', 'unit', 'direction', 'group', 'period', `latest, ${viewer.placeName}`, 'trend', 'publisher', 'version', 'definition'],
    ...[...lines.values()].flat().map(({ measure, series, latest, trend }) => [
      measure.id, measure.label, measure.topic, measure.unit, DIRECTION[measure.polarity], series?.group.label ?? null, latest?.period ?? null,
      figureCell({ value: latest?.value ?? null, missing: 'not-reported' }), trend?.because ?? null, measure.publisher, measure.version, measure.definition,
    ]),
  ], [['Source', 'The publisher of each row'], ['Licence', 'Open Government Licence v3.0']])
}

function columnsSheet({ measure, series }: Definition) {
  return figureSheet(`columns-${measure.id}`, `Published columns of ${measure.label}`, [
    ['measure', 'group', 'source', 'its own name', 'its label', 'unit', 'direction', 'decimals', 'first period', 'last period'],
    ...series.map((one) => [measure.id, one.group.label, one.source, one.code, one.label, one.unit, DIRECTION[one.polarity], one.decimals, one.periods[0]?.label ?? null, one.periods.at(-1)?.label ?? null]),
  ], [['Definition', measure.definition], ['Method', measure.method], ['Source', measure.publisher]])
}
