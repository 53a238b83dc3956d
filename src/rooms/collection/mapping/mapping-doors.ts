import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Action, action, type Actor, type Doors, type MapTarget, query, type Reader, reading, rows, type Verdict, writtenText } from '#platform'
import { signedIn } from '#rooms/access'
import { mayGive } from '../batch-actions.ts'
import { askForCheck } from '../batch-work.ts'
import { batchOf, setBatch } from '../batches.ts'
import { areasLooked, givesIn } from '../whose-return.ts'
import { MAPPED } from './mapped-kind.ts'
import { type Recipe, understoodRecipe } from './recipe.ts'
import { enterVersion, type KeptRecipe, recipeNamed, recipesOf, refOf, slugOf, versionsOf } from './recipes.ts'

/** What can be done with recipes, and asked of them. */
export function mappingDoors(targets: readonly MapTarget[]): Doors {
  return { actions: [keepRecipe(targets), endRecipe, mapBatch] as Action[], queries: [recipes, oneRecipe, mapTargets(targets)] }
}

/** Whoever gives returns in the area, be it for one setting, may make a recipe. */
async function mayMake(actor: Actor, _input: unknown, db: Reader): Promise<Verdict> {
  return (await placesToMakeFor(actor, db, actor.areaId)) === null ? 'Your role does not let you give returns here' : true
}

/** The settings of the area somebody gives returns for, or all of it; null where there is none: what lies elsewhere does not count. */
async function placesToMakeFor(actor: Actor, db: Reader, areaId: number): Promise<{ home: number; places: ReadonlySet<number> | 'all' } | null> {
  const here = (await givesIn(actor, db)).find((one) => one.areaId === areaId)
  if (!here || here.places === 'all') return here ? { home: here.home, places: 'all' } : null
  const found = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.reach where within_id = ${here.home} and place_id = any (${[...here.places]}::int[])`)
  return found.length ? { home: here.home, places: new Set(found.map(({ placeId }) => placeId)) } : null
}

const json = z.preprocess((given, context) => {
  if (typeof given !== 'string') return given
  try {
    return JSON.parse(given)
  } catch {
    context.addIssue({ code: 'custom', message: 'This is not JSON' })
    return z.NEVER
  }
}, z.record(z.string(), z.unknown(), 'Give the recipe as JSON'))

export interface RecipeToKeep {
  body: Record<string, unknown>
  recipe?: string | undefined
  version?: number | undefined
}

/** Keeps a recipe: a new one under its name, or the next version of one that is named with the version it was made from. */
export const keepRecipe = (targets: readonly MapTarget[]) => action<RecipeToKeep, { recipe: string; version: number; ref: string }>({
  name: 'collection.keep-recipe',
  summary: 'Keep what the columns of one sort of file are, to read the next such file by',
  input: z.object({
    body: json.describe('Name, target, header, and for each field its column or what is said once'), recipe: z.string().trim().max(100).optional().describe('The recipe to change'),
    version: z.coerce.number().int().min(0).optional().describe('The version it was changed from'),
  }),
  may: mayMake,
  tells: true,
  async run({ db, actor, now, areaId, tell }, input) {
    const { recipe: body } = understoodRecipe(input.body, targets)
    const slug = input.recipe ? (await recipeNamed(db, areaId, input.recipe)).recipe : slugOf(body.name)
    if (slug === '') throw new Refusal('invalid', 'Give the recipe a name with letters in it', { name: 'Give the recipe a name with letters in it' })
    await sql`select pg_advisory_xact_lock(hashtext(${`recipe ${slug}`}), ${areaId})`.execute(db)
    const [last] = await versionsOf(reading(db), areaId, slug)
    if (!input.recipe && (last?.isKept || (!last && (await recipesOf(db, areaId)).some(({ recipe }) => recipe === slug)))) {
      throw new Refusal('conflict', `There is a recipe called ${body.name} already. Give this one another name, or change that one`, { name: 'There is a recipe of this name already' })
    }
    if (input.recipe && input.version !== undefined && input.version !== (last?.version ?? 0)) throw new Refusal('conflict',
      `Somebody has changed this recipe meanwhile: it is in version ${last?.version ?? 0} now. Open it again`)
    const version = (last?.version ?? 0) + 1
    await enterVersion(db, { areaId, recipe: slug, version, placeId: await placeToMakeFor(actor, reading(db), areaId, last, input.recipe !== undefined), body, isKept: true, madeBy: actor.slug, now })
    tell({ subject: `/data/mapping/recipes/${slug}`, ...(last ? { changes: changesOf(last.body, body) } : {}) })
    return { recipe: slug, version, ref: refOf({ recipe: slug, version }) }
  },
})

/** For whom a recipe is made or changed: the authority by those who speak for all of it, else their setting. */
async function placeToMakeFor(actor: Actor, db: Reader, areaId: number, last: KeptRecipe | undefined, isChange: boolean): Promise<number> {
  const { places, home } = (await placesToMakeFor(actor, db, areaId))!
  if (places === 'all') return last?.placeId ?? home
  // One that comes with Belong is everybody's in the area.
  if (last ? !places.has(last.placeId!) : isChange) throw new Refusal('forbidden', 'This recipe was made for another setting or for the whole area. Keep yours under a name of its own')
  return last?.placeId ?? Math.min(...places)
}

function changesOf(before: Recipe, after: Recipe): Record<string, readonly [unknown, unknown]> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Recipe)[]
  return Object.fromEntries(names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [name, [before[name] ?? null, after[name] ?? null] as const]))
}

export const endRecipe = action<{ recipe: string; reason: string }, { recipe: string; status: 'ended' }>({
  name: 'collection.end-recipe',
  summary: 'Stop reading files by a recipe; what was read by it stays',
  input: z.object({ recipe: z.string().trim().min(1).max(100), reason: writtenText('Say why', 2000) }),
  may: mayMake,
  tells: true,
  async run({ db, actor, now, areaId, tell }, { recipe }) {
    const held = await recipeNamed(db, areaId, recipe)
    const { recipe: slug, body } = held
    const [last] = await versionsOf(reading(db), areaId, slug)
    await enterVersion(db, { areaId, recipe: slug, version: (last?.version ?? 0) + 1, placeId: await placeToMakeFor(actor, reading(db), areaId, last, true), body, isKept: false,
      madeBy: actor.slug, now })
    tell({ subject: '/data/mapping', changes: { kept: [true, false] } })
    return { recipe: slug, status: 'ended' as const }
  },
})

const batch = z.coerce.number('Give the number of the batch').int().positive().max(2_147_483_647)
const day = z.iso.date('Write the day as 2026-11-30').refine((one) => one >= '1990-01-01', 'Give a day since 1990')

/** Says by which recipe, and as of which day, a kept file is to be read; it is then checked as every other. */
export const mapBatch = action<{ batch: number; recipe: string; asAt: string }, { batch: number; status: 'received'; work: string }>({
  name: 'collection.map-batch',
  summary: 'Read a file no kind knows by a recipe',
  input: z.object({ batch, recipe: z.string().trim().min(1).max(100), asAt: day.describe('The day the file speaks of') }),
  may: async (actor, input, db) => mayGive(actor, await batchOf(db, input.batch, await areasLooked(actor, db)), db),
  areaOf: async (input, db, actor) => (await batchOf(db, input.batch, await areasLooked(actor, db))).areaId,
  touches: [{ table: 'collection.batch', where: { batch_id: 'batch' } }],
  async run({ db, actor, now, areaId }, input) {
    if (input.asAt > now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'A file cannot speak of a day to come', { asAt: 'A file cannot speak of a day to come' })
    await rows(db, sql`select 1 from collection.batch where area_id = ${areaId} and batch_id = ${input.batch} for update`)
    const held = await batchOf(db, input.batch, [areaId])
    if (held.kind !== MAPPED) throw new Refusal('conflict', 'Belong knows what this file is; its columns need no recipe')
    if (!MAY_MAP.includes(held.state)) throw new Refusal('conflict', 'This file is being read or taken in, or was thrown away. Send it again to read it otherwise')
    const recipe = await recipeNamed(db, areaId, input.recipe)
    const options = { ...held.options, recipe: refOf(recipe), asAt: input.asAt }
    await setBatch(db, { areaId, batchId: input.batch }, { state: 'received', options: JSON.stringify(options), acknowledged_by: null, acknowledged_at: null })
    return { batch: input.batch, status: 'received' as const, work: await askForCheck(db, { areaId, batchId: input.batch, file: held.file, askedBy: actor.slug, now }) }
  },
})

/** States in which nothing of a file has been taken in yet and no work goes on. */
export const MAY_MAP = ['unmapped', 'checked', 'rejected', 'failed', 'unchanged']

const recipes = query({
  name: 'collection.recipes',
  summary: 'The recipes by which files no kind knows are read',
  rest: '/recipes',
  input: z.object({}),
  may: mayMake,
  read: async ({ db, actor }) => (await recipesOf(db, actor.areaId)).map(({ recipe, version, body, madeBy, madeAt }) => ({ recipe, version, name: body.name, target: body.target,
    about: body.about ?? null, comesWithBelong: version === 0, madeBy, madeAt })),
})

const oneRecipe = query({
  name: 'collection.recipe',
  summary: 'A recipe as JSON, to carry to another area',
  rest: '/recipes/{recipe}',
  command: { word: 'collection recipe', positional: ['recipe'] },
  input: z.object({ recipe: z.string().max(100) }),
  may: mayMake,
  read: async ({ db, actor }, input) => (await recipeNamed(db, actor.areaId, input.recipe)).body,
})

const mapTargets = (targets: readonly MapTarget[]) => query({
  name: 'collection.map-targets',
  summary: 'What the columns of an unknown file can be matched to',
  rest: '/map-targets',
  input: z.object({}),
  may: signedIn,
  read: async () => targets.map(({ name, label, about, fields }) => ({ name, label, about, fields })),
})
