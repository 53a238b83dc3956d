import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { plainName, Refusal } from '#kernel'
import { installed, type Reader, rows, type Writer } from '#platform'
import { type Recipe, recipeShape } from './recipe.ts'

/** A recipe as it is kept: under a short name, in versions; the ones that come with Belong are version 0. */
export interface KeptRecipe {
  /** The short name: `young-carers`. */
  recipe: string
  version: number
  /** For whom it was made; null for one that comes with Belong. */
  placeId: number | null
  body: Recipe
  madeBy: string | null
  madeAt: Date | null
}

/** The recipe files of the installation, by short name: kinds of list whose public layout is nowhere written, over a CSV that docs/returns.md describes. */
export const SHIPPED: readonly KeptRecipe[] = readdirSync(installed('specs', 'recipes')).filter((file) => file.endsWith('.json')).sort().map((file) => ({
  recipe: file.slice(0, -5), version: 0, placeId: null, madeBy: null, madeAt: null, body: recipeShape.parse(JSON.parse(readFileSync(join(installed('specs', 'recipes'), file), 'utf8'))),
}))

/** Kinds of file that come by a recipe of Belong's own, by the word for the kind. */
const BY_RECIPE: Readonly<Record<string, string>> = { ap: 'belong-ap-census' }

/** The recipe a word for a kind of file stands for, and the word for what comes by a recipe (`belong-ap-census@0`). */
export const recipeOfKind = (as: string | undefined) => (as === undefined ? undefined : BY_RECIPE[as])
export const kindOfRecipe = (ref: string | undefined) => Object.keys(BY_RECIPE).find((as) => BY_RECIPE[as] === ref?.split('@')[0])

/** Every recipe an area may use: its own, the last changed first, then those that come with Belong and were not changed here. */
export async function recipesOf(db: Reader | Writer, areaId: number): Promise<KeptRecipe[]> {
  const own = await rows(db as Reader, sql<KeptRecipe & { isKept: boolean }>`
    select distinct on (recipe) recipe, version, place_id as "placeId", body, made_by as "madeBy", made_at as "madeAt", is_kept as "isKept"
    from collection.recipe where area_id = ${areaId} order by recipe, version desc`)
  const named = new Set(own.map(({ recipe }) => recipe))
  const kept = own.filter(({ isKept }) => isKept).sort((a, b) => b.madeAt!.getTime() - a.madeAt!.getTime())
  return [...kept, ...SHIPPED.filter(({ recipe }) => !named.has(recipe))]
}

/** A recipe by what it is called for: `young-carers`, its name, or one version of it, `young-carers@2`, which is found for good. */
export async function recipeNamed(db: Reader | Writer, areaId: number, called: string): Promise<KeptRecipe> {
  const [, short, version] = /^(.*?)(?:@(\d+))?$/s.exec(called.trim())!
  const slug = slugOf(short!)
  if (version !== undefined) return (await versionOf(db, areaId, slug, Number(version))) ?? refuseRecipe(called)
  return (await recipesOf(db, areaId)).find((one) => one.recipe === slug || one.body.name.toLowerCase() === short!.toLowerCase()) ?? refuseRecipe(called)
}

/** A recipe in all its versions, newest first. */
export async function versionsOf(db: Reader, areaId: number, recipe: string): Promise<(KeptRecipe & { isKept: boolean })[]> {
  return rows(db, sql<KeptRecipe & { isKept: boolean }>`
    select recipe, version, place_id as "placeId", body, made_by as "madeBy", made_at as "madeAt", is_kept as "isKept"
    from collection.recipe where area_id = ${areaId} and recipe = ${recipe} order by version desc`)
}

/** Which version of which recipe, in a word that a batch keeps. */
export const refOf = ({ recipe, version }: Pick<KeptRecipe, 'recipe' | 'version'>) => `${recipe}@${version}`

export function slugOf(name: string) {
  return plainName(name).replaceAll(' ', '-').replaceAll(/[^\p{L}\p{N}-]/gu, '').slice(0, 60)
}

/** Enters the next version of a recipe. */
export async function enterVersion(db: Writer, one: { areaId: number; recipe: string; version: number; placeId: number; body: Recipe; isKept: boolean; madeBy: string; now: Date }) {
  await db.insertInto('collection.recipe').values({
    area_id: one.areaId, recipe: one.recipe, version: one.version, place_id: one.placeId, name: one.body.name, target: one.body.target, body: JSON.stringify(one.body), is_kept: one.isKept,
      made_by: one.madeBy, made_at: one.now,
  }).execute()
}

async function versionOf(db: Reader | Writer, areaId: number, recipe: string, version: number): Promise<KeptRecipe | undefined> {
  if (version === 0) return SHIPPED.find((one) => one.recipe === recipe)
  const [found] = await rows(db as Reader, sql<KeptRecipe>`
    select recipe, version, place_id as "placeId", body, made_by as "madeBy", made_at as "madeAt" from collection.recipe where area_id = ${areaId} and recipe = ${recipe} and version = ${version}`)
  return found
}

function refuseRecipe(called: string): never {
  throw new Refusal('missing', `There is no recipe called ${called} in this area`, { recipe: `There is no recipe called ${called}` })
}
