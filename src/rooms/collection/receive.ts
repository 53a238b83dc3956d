import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type House, NO_ROOM, outsideFault, readerOf, recordDeed, type Unit, type WebContext } from '#platform'
import { mayImport } from './batch-actions.ts'
import { askForCheck } from './batch-work.ts'
import { enterBatch, INSTALLATION, sameContent } from './batches.ts'
import { KIND_OF_FILE } from './data-page.tsx'
import { contentHash, keepParts, keptPlace } from './kept-files.ts'
import { dayOfName } from './mapping/day-of-name.ts'
import { MAPPED, unitOf } from './mapping/mapped-kind.ts'
import { recogniseRecipe } from './mapping/recognise-recipe.ts'
import { recipeNamed, refOf } from './mapping/recipes.ts'
import { recogniseAll } from './recognise-files.ts'
import { orRefused, type Refused } from './refused-files.ts'
import type { Upload } from './upload.ts'
import { givenFor, givesHere, givesIn } from './whose-return.ts'

/** What became of an upload: the batches of what was taken, and what could not be. */
export interface Received {
  given: number[]
  refused: Refused[]
}

/** Takes the units of an upload in: what they are, whose they are, kept; each a batch whose check begins at once. What cannot be taken keeps nothing else from it. */
export async function receiveUnits(c: WebContext, house: House, { files, fields, refused: notWhole }: Upload): Promise<Received> {
  const { units, refused: notOpened } = await recogniseAll(house.kinds, files, fields['as'] || undefined)
  const refused = [...notWhole, ...notOpened]
  const known: { unit: Unit; fields: Upload['fields'] }[] = []
  const unknown: string[] = []
  try {
    for (const unit of units) {
      const found = await orRefused(unit.file, refused, async () => (await asMapped(c, unit, fields)) ?? { unit, fields })
      if (found?.unit.kind === 'unknown') unknown.push(unit.file)
      else if (found) known.push(found)
    }
    if (unknown.length) refused.push({ files: unknown, why: notKnown(unknown) })
    return await receiveKnown(c, house, known, refused)
  } finally {
    await clearUnpacked(units)
  }
}

/** Where the disk is full, what is in stays in, and what is left is named. */
async function receiveKnown(c: WebContext, house: House, known: { unit: Unit; fields: Upload['fields'] }[], refused: Refused[]): Promise<Received> {
  const given: number[] = []
  for (const [at, { unit, fields }] of known.entries()) {
    try {
      const batch = await orRefused(unit.file, refused, () => receiveUnit(c, house, unit, fields))
      if (batch !== null) given.push(batch)
    } catch (fault) {
      if (outsideFault(fault) !== 'no room') throw fault
      return { given, refused: [...refused, { files: known.slice(at).map((one) => one.unit.file), why: new Refusal('conflict', NO_ROOM) }] }
    }
  }
  return { given, refused }
}

/** What no kind knows and is a table: by a recipe of the area where one is named or made for it, else to have its columns matched. Null for all else. */
async function asMapped(c: WebContext, unit: Unit, fields: Upload['fields']): Promise<{ unit: Unit; fields: Upload['fields'] } | null> {
  const { actor } = c.get('caller')()
  const db = readerOf(c)
  if (unit.kind !== 'unknown' && unit.kind !== MAPPED) return null
  if (!(await givesIn(actor, db)).some(({ areaId }) => areaId === actor.areaId)) return null
  const file = unit.parts['data']!
  const found = await recogniseRecipe(db, actor.areaId, file)
  if (found.is === 'nothing' && unit.kind === 'unknown') return null
  if (found.is === 'nothing') throw new Refusal('invalid', NO_TABLE(file.name), { files: NO_TABLE(file.name) })
  const recipe = fields['recipe'] ? await recipeNamed(db, actor.areaId, fields['recipe']) : found.is === 'known' ? found.recipe : null
  const { recipe: _, ...others } = fields
  if (!recipe) return { unit: unitOf(file), fields: others }
  const now = new Date()
  return { unit: unitOf(file), fields: { ...others, recipe: refOf(recipe), asAt: dayOfName(file.name, now) ?? now.toISOString().slice(0, 10) } }
}

const NO_TABLE = (name: string) => `${name} is no table Belong can read: a CSV, or a workbook saved as .xlsx or .ods`

/** What came out of a zip has been kept under its hash by now. */
async function clearUnpacked(units: Unit[]) {
  for (const unit of units) if (unit.from) for (const { path } of Object.values(unit.parts)) await rm(path, { force: true })
}

async function receiveUnit(c: WebContext, house: House, unit: Unit, fields: Upload['fields']): Promise<number> {
  const { actor, now } = c.get('caller')()
  const { areaId, placeId, series } = await whoseIs(c, house, unit, fields)
  const { periodType, recipe, asAt } = fields
  const options = { ...(periodType ? { periodType } : {}), ...(recipe ? { recipe } : {}), ...(asAt ? { asAt } : {}) }
  const isUnmapped = unit.kind === MAPPED && !recipe
  const hash = await contentHash(unit, options)
  const parts = await keepParts(keptPlace(house.settings), unit)
  const { batchId, workId } = await c.get('db').transaction().execute(async (tx) => {
    // Its number may have to wait for an import of the command line to end.
    await sql`set local statement_timeout = 0`.execute(tx)
    const same = await sameContent(tx, areaId, unit.kind, hash)
    const batchId = await enterBatch(tx, {
      areaId, placeId, series, kind: unit.kind, file: unit.file, hash, parts, options, state: isUnmapped ? 'unmapped' : same ? 'unchanged' : 'received', givenBy: actor.slug, now,
    })
    const workId = same || isUnmapped ? null : await askForCheck(tx, { areaId, batchId, file: unit.file, askedBy: actor.slug, now })
    await recordDeed(tx, { areaId, action: 'collection.receive', caller: { actor, door: 'page', now }, input: { file: unit.file, kind: unit.kind, batch: batchId }, subject: `/data/${batchId}` })
    return { batchId, workId }
  })
  if (workId !== null) await nudge(house, areaId, workId)
  return batchId
}

/** Whose a unit is: the installation's, or a setting's in the area somebody acts for. */
async function whoseIs(c: WebContext, house: House, unit: Unit, fields: Upload['fields']): Promise<{ areaId: number; placeId: number | null; series: string | null }> {
  const { actor } = c.get('caller')()
  const series = house.kinds.find(({ name }) => name === unit.kind)?.series
  if (series !== undefined) {
    const here = await givesHere(actor, readerOf(c))
    return { areaId: here.areaId, placeId: givenFor(here, Number(fields['place']) || undefined), series }
  }
  const verdict = await mayImport(actor, null, readerOf(c))
  if (verdict !== true) throw new Refusal('forbidden', verdict)
  return { areaId: INSTALLATION, placeId: null, series: null }
}

/** The kinds stand in the form beneath, so that they need not be said again. */
function notKnown(files: string[]) {
  const sentence = files.length === 1
    ? `${files[0]} is not a file Belong knows. If it is of a kind that stands under “${KIND_OF_FILE}”, choose that and send it again; else leave it out`
    : `${files.slice(0, 5).join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''} are not files Belong knows. Leave them out, or choose their kind under “${KIND_OF_FILE}” and send them again`
  return new Refusal('invalid', sentence, { files: sentence })
}

/** Tells the background that there is work; where there is none (yet), it is found in the list when there is. */
export async function nudge(house: House, areaId: number, workId: string) {
  await house.workshop?.nudge(areaId, workId).catch(() => {})
}
