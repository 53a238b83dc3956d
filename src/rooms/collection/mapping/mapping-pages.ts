import { Issues, Refusal } from '#kernel'
import { type House, logFault, type MapTarget, newId, type Pages, perform, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '#rooms/access'
import { batchSeen } from '../batch-actions.ts'
import { type Batch, listBatches } from '../batches.ts'
import { keptPlace, withKept } from '../kept-files.ts'
import { batchReach, givesHere, givesIn } from '../whose-return.ts'
import { dayOfName } from './day-of-name.ts'
import { type GivenSheets, readGivenSheets } from './given-table.ts'
import { guessTarget } from './guess.ts'
import { type FoundTable, tableFor, tableOf } from './map-rows.ts'
import { MAPPED, readTable } from './mapped-kind.ts'
import { endRecipe, keepRecipe, mapBatch, MAY_MAP } from './mapping-doors.ts'
import { fieldsOfForm, type Typed } from './mapping-form.ts'
import { drawMappingPage } from './mapping-page.tsx'
import { type Recipe, wrongWith } from './recipe.ts'
import { recipeNamed, recipesOf, versionsOf } from './recipes.ts'
import { drawRecipePage, drawRecipesPage } from './recipes-page.tsx'

/** Matching the columns of files no kind knows, and the recipes that come of it, under /data/mapping. */
export const mappingPages = (targets: readonly MapTarget[]): Pages => (web, house) => {
  const keep = keepRecipe(targets)
  web.get('/data/mapping', async (c) => c.html(await recipesPage(c, targets, {})))
  web.get('/data/mapping/:batch{[0-9]+}', async (c) => c.html(await mappingPage(c, house, targets, null, {})))
  web.post('/data/mapping/:batch{[0-9]+}', async (c) => takeForm(c, house, targets, keep))

  web.post('/data/mapping/recipes', async (c) => {
    const { body = '', once } = await typedWords(c)
    try {
      const kept = await perform(keep, c.get('caller')(), { body }, once)
      return c.redirect(`/data/mapping/recipes/${kept.recipe}`, 303)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      return c.html(await recipesPage(c, targets, { body: Object.values(fault.fields)[0] ?? fault.message }), fault.status)
    }
  })
  web.get('/data/mapping/recipes/:recipe', async (c) => c.html(await recipePage(c, targets, {})))
  web.get('/data/mapping/recipes/:recipe/recipe.json', async (c) => {
    const { areaId } = viewerOfPage(c)
    const { body } = await recipeNamed(readerOf(c), areaId, c.req.param('recipe'))
    c.header('Content-Disposition', 'attachment; filename="recipe.json"')
    return c.json(body as never)
  })
  web.post('/data/mapping/recipes/:recipe/end', async (c) => {
    const { reason = '', once } = await typedWords(c)
    try {
      await perform(endRecipe, c.get('caller')(), { recipe: c.req.param('recipe'), reason }, once)
      return c.redirect('/data/mapping', 303)
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.kind !== 'invalid') throw fault
      return c.html(await recipePage(c, targets, fault.fields), fault.status)
    }
  })
}

async function recipesPage(c: WebContext, targets: readonly MapTarget[], errors: Record<string, string>) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const names = await personNames(db)
  const mayGive = (await givesIn(actor, db)).some(({ areaId }) => areaId === actor.areaId)
  const waiting = mayGive ? (await listBatches(db, { ...(await batchReach(actor, db, false)) }, 500)).filter(({ state, area_id }) => state === 'unmapped' && area_id === actor.areaId) : []
  return drawRecipesPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), mayNot: mayGive ? null : 'Your role does not let you give returns here', errors, once: newId(),
    recipes: (await recipesOf(db, actor.areaId)).map(({ recipe, version, body, madeBy, madeAt }) => ({ recipe, name: body.name, about: labelOf(targets, body.target), version,
      madeBy: madeBy === null ? null : (names.get(madeBy) ?? madeBy), madeAt })),
    waiting: waiting.map((one) => ({ batchId: one.batch_id, file: one.file, givenBy: names.get(one.given_by) ?? one.given_by, givenAt: one.given_at })),
  })
}

const labelOf = (targets: readonly MapTarget[], target: string) => targets.find(({ name }) => name === target)?.label ?? target

async function recipePage(c: WebContext, targets: readonly MapTarget[], errors: Record<string, string>) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const held = await recipeNamed(db, actor.areaId, c.req.param('recipe')!)
  const target = targets.find(({ name }) => name === held.body.target)
  const names = await personNames(db)
  const gives = (await givesIn(actor, db)).find(({ areaId }) => areaId === actor.areaId)
  const isTheirs = gives && (gives.places === 'all' || (held.placeId !== null && gives.places.has(held.placeId)))
  return drawRecipePage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), recipe: held.recipe, name: held.body.name, target: target?.label ?? held.body.target, about: held.body.about ?? null, version: held.version,
      header: held.body.header,
    fields: Object.entries(held.body.fields).map(([name, match]) => ({ name, match, at: target?.fields.findIndex((one) => one.name === name) ?? 0 })).sort((a, b) => a.at - b.at).map(({ name,
      match, at }) => {
      const field = target?.fields[at]
      const said = Object.entries(match.codes ?? {}).map(([word, code]) => `${word} = ${code || 'nothing'}`).join(', ')
      const fixed = field?.codes?.find(({ code }) => code === match.fixed)?.label ?? match.fixed
      return { label: field?.label ?? name, from: match.column ?? `In every row: ${fixed}`, more: [said, match.dates ? ORDERS[match.dates] : '', match.fillsDown
        ? 'Blank means the same as above' : ''].filter(Boolean).join('; ') }
    }),
    history: (await versionsOf(db, actor.areaId, held.recipe)).map(({ version, madeBy, madeAt, isKept }) => ({ version, by: names.get(madeBy!) ?? madeBy!, at: madeAt!, isKept })),
    mayNot: isTheirs ? null : 'It was made for another setting or for the whole area; who gives returns there can end it', errors, once: newId(),
  })
}

const ORDERS = { dmy: 'Day first', mdy: 'Month first', ymd: 'Year first' }

/** The file of a batch whose columns are to be matched, with the part of it that is looked at. */
async function openBatch(c: WebContext, house: House) {
  const batchId = Number(c.req.param('batch'))
  if (batchId > 2_147_483_647) throw new Refusal('missing', 'There is no batch of this number')
  const { held } = await batchSeen(c.get('caller')().actor, batchId, readerOf(c))
  if (held.kind !== MAPPED) throw new Refusal('missing', 'Belong knows what this file is; its columns need no recipe')
  if (!MAY_MAP.includes(held.state)) throw new Refusal('conflict', 'This file is being read or taken in, or was thrown away. Send it again to read it otherwise')
  return { held, given: await withKept(keptPlace(house.settings), held, ({ parts }) => readGivenSheets(parts['data']!, { most: FIRST })) }
}

/** So many rows are looked at for samples, words and the preview; the check reads all. */
const FIRST = 5000

async function mappingPage(c: WebContext, house: House, targets: readonly MapTarget[], typed: Typed | null, errors: Record<string, string>): Promise<string> {
  const db = readerOf(c)
  const { held, given } = await openBatch(c, house)
  const before = held.options.recipe === undefined ? null : await recipeNamed(db, held.areaId, held.options.recipe.replace(/@\d+$/, '')).catch(() => null)
  const { table, sheet } = chosenTable(c, given, before?.body ?? null)
  const target = targets.find(({ name }) => name === (c.req.query('about') ?? before?.body.target)) ?? null
  const isSame = before !== null && target?.name === before.body.target
  const fields = !target ? {} : typed || !isSame ? fieldsOfForm(target, table, typed) : before.body.fields
  const day = held.options.asAt ?? dayOfName(held.file, new Date()) ?? new Date().toISOString().slice(0, 10)
  const [year, month, date] = day.split('-') as [string, string, string]
  const changing = typed?.['recipe'] ? { recipe: typed['recipe'], version: Number(typed['version']) } : !typed && isSame ? { recipe: before.recipe, version: before.version } : null
  return drawMappingPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), batchId: held.batchId, file: held.file, sheets: given.sheets.map(({ name }) => name), sheet, table, targets, target,
      guessed: guessTarget(targets, table), fields,
    name: typed?.['name'] ?? (isSame ? before.body.name : nameOfFile(held.file)),
    asAt: typed ? { day: typed['asAt-day'] ?? '', month: typed['asAt-month'] ?? '', year: typed['asAt-year'] ?? '' } : { day: String(Number(date)), month: String(Number(month)), year },
    changes: changing, preview: target ? await previewOf(c, held, table, target, fields, day) : null, errors, once: newId(),
  })
}

/** A recipe is called as the file is, without what changes from one to the next. */
function nameOfFile(file: string) {
  const bare = file.replace(/\.[a-z]{2,4}$/i, '').replaceAll(/[_]+/g,
    ' ').replaceAll(/\b(\d{1,4}[-./ ]?){1,3}\b|\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(autumn|spring|summer)\b|\bv\d+\b/gi, ' ').replaceAll(/\s+/g,
      ' ').replaceAll(/^[\s-]+|[\s-]+$/g, '')
  return bare || 'List'
}

function chosenTable(c: WebContext, given: GivenSheets, recipe: Recipe | null): { table: FoundTable; sheet: number } {
  const asked = { sheet: Number(c.req.query('sheet') ?? NaN), header: Number(c.req.query('header') ?? NaN) }
  const known = recipe && Number.isNaN(asked.header) ? tableFor(recipe, given) : null
  if (known) return { table: known, sheet: given.sheets.findIndex(({ name }) => name === known.sheet) }
  const fullest = given.sheets.reduce((best, { rows }, at) => (rows.length > given.sheets[best]!.rows.length ? at : best), 0)
  const sheet = given.sheets[asked.sheet] ? asked.sheet : fullest
  const table = (Number.isInteger(asked.header) ? tableOf(given.sheets[sheet]!, asked.header) : null) ?? tableOf(given.sheets[sheet]!)
  if (!table) throw new Refusal('invalid', 'No row of this sheet names columns, so there is nothing to match')
  return { table, sheet }
}

/** The first rows read as the check would read them; nothing while something is missing. */
async function previewOf(c: WebContext, held: Batch, table: FoundTable, target: MapTarget, fields: Recipe['fields'], asAt: string) {
  const header = table.columns.map(({ name }) => name)
  if (Object.keys(wrongWith({ fields, header }, target)).length) return null
  const { places } = await givesHere(c.get('caller')().actor, readerOf(c), held.areaId)
  const issues = new Issues()
  const first = { ...table, rows: table.rows.slice(0, 1000) }
  try {
    const recipe = { name: '', target: target.name, header, fields }
    const { mapped, rows } = await readTable(readerOf(c), first, recipe, target, { issues, areaId: held.areaId, asAt, ...(places === 'all' ? {} : { places }) })
    return { rows: mapped, ...rows, issues: issues.list }
  } catch (fault) {
    logFault(fault, 'preview of a mapped file')
    return null
  }
}

/** What the form says: looked at again, or kept, and the file sent on to its check. */
async function takeForm(c: WebContext, house: House, targets: readonly MapTarget[], keep: ReturnType<typeof keepRecipe>) {
  const typed = await typedWords(c)
  const again = async (errors: Record<string, string>, status: 200 | 409 | 422 = 422) => c.html(await mappingPage(c, house, targets, typed, errors), status)
  if (typed['do'] !== 'keep') return again({}, 200)
  const { held, given } = await openBatch(c, house)
  const target = targets.find(({ name }) => name === c.req.query('about'))
  if (!target) return c.redirect(`/data/mapping/${held.batchId}`, 303)
  const { table } = chosenTable(c, given, null)
  const recipe = { name: (typed['name'] ?? '').trim(), target: target.name, header: table.columns.map(({ name }) => name), fields: fieldsOfForm(target, table, typed) }
  const asAt = dayTyped(typed)
  const errors = { ...wrongWith(recipe, target), ...(asAt === null ? { asAt: 'Give the day the file speaks of, not one to come' } : {}), ...(recipe.name ? {} : { name: 'Give the recipe a name' }) }
  if (asAt === null || Object.keys(errors).length) return again(errors)
  try {
    const caller = c.get('caller')()
    const isNext = typed['recipe'] && !typed['asNew']
    const kept = await perform(keep, caller, { body: recipe, ...(isNext ? { recipe: typed['recipe'], version: typed['version'] } : {}) }, typed['once'])
    const { work } = await perform(mapBatch, caller, { batch: held.batchId, recipe: kept.ref, asAt }, typed['once'] && `${typed['once']} map`)
    await house.workshop?.nudge(held.areaId, work).catch(() => {})
    return c.redirect(`/data/${held.batchId}`, 303)
  } catch (fault) {
    if (!(fault instanceof Refusal) || (fault.kind !== 'invalid' && fault.kind !== 'conflict')) throw fault
    return again(Object.keys(fault.fields).length ? fault.fields : { about: fault.message }, fault.kind === 'conflict' ? 409 : 422)
  }
}

function dayTyped(typed: Typed): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => (typed[`asAt-${part}`] ?? '').trim()) as [string, string, string]
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written) return null
  return written >= '1990-01-01' && written <= new Date().toISOString().slice(0, 10) ? written : null
}
