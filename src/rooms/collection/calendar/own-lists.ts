import type { MapTarget, Reader } from '#platform'
import { onceOf } from '../mapping/recipe.ts'
import { recipesOf } from '../mapping/recipes.ts'
import { RETURNS } from './calendar-spec.ts'

/** A list of the area's own, or one a recipe that comes with Belong reads, as a return that may be expected. */
export interface OwnList {
  series: string
  /** The recipes that read it, by name. */
  recipes: string[]
}

const ANSWERED: ReadonlySet<string> = new Set(RETURNS.flatMap(({ series, answeredBy }) => [series, ...answeredBy]))

/** What the recipes of an area read that no return of the calendar is answered by; its own first. Recipes of one list are one return. */
export async function ownLists(db: Reader, areaId: number, targets: readonly MapTarget[]): Promise<OwnList[]> {
  const read = (await recipesOf(db, areaId)).flatMap(({ body }) => {
    const target = targets.find(({ name }) => name === body.target)
    return target ? [{ series: target.series(onceOf(body, target)), recipe: body.name }] : []
  })
  return [...Map.groupBy(read.filter(({ series }) => !ANSWERED.has(series)), ({ series }) => series)].map(([series, some]) => ({ series, recipes: some.map(({ recipe }) => recipe) }))
}
