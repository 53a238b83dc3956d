import { Refusal } from '#kernel'
import type { GivenFile, Reader } from '#platform'
import { looksLikeTable, readGivenSheets } from './given-table.ts'
import { tableFor } from './map-rows.ts'
import { mayBeTable } from './mapped-kind.ts'
import { type KeptRecipe, recipesOf } from './recipes.ts'

/** What is to become of a file no kind knows: a recipe reads it, its columns have to be matched, or it is no table at all. */
export type Unknown = { is: 'known'; recipe: KeptRecipe } | { is: 'table' } | { is: 'nothing' }

/** Looks at a file no kind knows: whether it is a table, and whether one of the area's recipes was made for its header. */
export async function recogniseRecipe(db: Reader, areaId: number, file: GivenFile): Promise<Unknown> {
  if (!mayBeTable(file)) return { is: 'nothing' }
  try {
    if (!(await looksLikeTable(file))) return { is: 'nothing' }
    const given = await readGivenSheets(file, { most: 60 })
    const recipe = (await recipesOf(db, areaId)).find(({ body }) => tableFor(body, given) !== null)
    return recipe ? { is: 'known', recipe } : { is: 'table' }
  } catch (fault) {
    if (fault instanceof Refusal) return { is: 'nothing' }
    throw fault
  }
}
