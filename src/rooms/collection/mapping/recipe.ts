import * as z from 'zod'
import { Refusal } from '#kernel'
import type { MapTarget } from '#platform'
import { nameKey } from './find-header.ts'

const name = (most: number) => z.string().trim().min(1).max(most)

/** Where a field comes from: a column of the file, or what is said once for every row. */
const matched = z.strictObject({
  column: name(300).optional().describe('The column as the file names it'),
  fixed: name(300).optional().describe('The same for every row'),
  dates: z.enum(['dmy', 'mdy', 'ymd']).optional().describe('The order of day, month and year'),
  codes: z.record(z.string().max(300), z.string().max(100)).optional().describe('What the file’s own words stand for; an empty code says that a word means nothing'),
  fillsDown: z.boolean().optional().describe('A blank cell means the same as the one above'),
})

/** What the columns of one sort of file are: made on the mapping page, kept under a name, and found again by the file's header. */
export const recipeShape = z.strictObject({
  name: name(100).describe('What it is called'),
  target: name(60).describe('What a row of the file is'),
  about: z.string().max(1000).optional(),
  header: z.array(z.string().max(300)).min(1).max(500).describe('Every column the file has or may have'),
  tells: z.array(z.string().max(300)).max(500).optional().describe('The columns by which such a file is told; without them, all of the header'),
  fields: z.record(z.string().max(60), matched),
})

export type Recipe = z.infer<typeof recipeShape>
export type Matched = z.infer<typeof matched>

/** Whether a file with these columns is one the recipe was made for: it has every column that tells, and none the recipe does not know. */
export function isMadeFor({ header, tells = header }: Recipe, columns: readonly { key: string }[]): boolean {
  const has = new Set(columns.map(({ key }) => key))
  const known = new Set(header.map(nameKey))
  return tells.every((one) => has.has(nameKey(one))) && columns.every(({ key }) => known.has(key))
}

/** The same shape put right, or a Refusal that says what is missing, by field. */
export function understoodRecipe(given: unknown, targets: readonly MapTarget[]): { recipe: Recipe; target: MapTarget } {
  const read = recipeShape.safeParse(given)
  if (!read.success) throw new Refusal('invalid', 'This is no recipe Belong can read', { body: `${read.error.issues[0]!.path.join('.') || 'recipe'}: ${read.error.issues[0]!.message}` })
  const recipe = read.data
  const target = targets.find((one) => one.name === recipe.target)
  if (!target) throw new Refusal('invalid', `There is nothing called ${recipe.target} that a file can be about`, { target: `Choose one of: ${targets.map((one) => one.name).join(', ')}` })
  const unknown = Object.keys(recipe.fields).find((field) => !target.fields.some((one) => one.name === field))
  if (unknown !== undefined) throw new Refusal('invalid', `${target.label} has no field called ${unknown}`, { [unknown]: 'There is no such field' })
  const wrong = wrongWith(recipe, target)
  const [first] = Object.values(wrong)
  if (first !== undefined) throw new Refusal('invalid', first, wrong)
  return { recipe, target }
}

/** What a recipe still needs, by the field of the page where it is asked for. */
export function wrongWith({ fields, header }: Pick<Recipe, 'fields' | 'header'>, target: MapTarget): Record<string, string> {
  const wrong: Record<string, string> = {}
  const known = new Set(header.map(nameKey))
  const given = new Set<string>()
  for (const field of target.fields) {
    const match = fields[field.name]
    const isThere = match?.column !== undefined || match?.fixed !== undefined
    if (isThere) given.add(field.name)
    else if (field.isNeeded) wrong[field.name] = field.isOnce ? `Say the ${field.label.toLowerCase()}` : `Choose the column of the ${lowered(field.label)}`
    if (match?.column !== undefined && field.isOnce) wrong[field.name] = `The ${lowered(field.label)} is said once for the whole file`
    if (match?.column !== undefined && !known.has(nameKey(match.column))) wrong[field.name] = `The file has no column called ${match.column}`
  }
  const mayNot = Object.keys(wrong).length ? null : target.mayNot(given, onceOf({ fields }, target))
  return mayNot === null ? wrong : { about: mayNot }
}

/** What a recipe says once for every row. */
export function onceOf({ fields }: Pick<Recipe, 'fields'>, target: MapTarget): Record<string, string> {
  return Object.fromEntries(target.fields.flatMap(({ name: field }) => (fields[field]?.fixed === undefined ? [] : [[field, fields[field].fixed]])))
}

/** A label in the middle of a sentence: "UPN" stays as it is. */
export const lowered = (label: string) => (/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1))
