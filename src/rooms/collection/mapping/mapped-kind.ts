import { extname } from 'node:path'
import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type CheckOptions, type Extent, fileKind, type FileKind, type GivenFile, type MappedReturn, type MapTarget, type Reader, rows, type Unit, type Writer } from '#platform'
import { dayOfName } from './day-of-name.ts'
import { readGivenSheets } from './given-table.ts'
import { type FoundTable, mapRows, noSuchTable, tableFor, tellProblems } from './map-rows.ts'
import { onceOf, type Recipe } from './recipe.ts'
import { recipeNamed } from './recipes.ts'

/** The kind of every file that is read by a recipe; which return it is, its recipe says. */
export const MAPPED = 'mapped'

export interface MappedContent {
  target: string
  series: string
  said: unknown
  release?: string
}

/** Files no kind knows, read by a recipe of the mapping page. All it does with facts is done by the room whose target the recipe names. */
export function mappedKind(targets: readonly MapTarget[]): FileKind<MappedContent> {
  const of = (content: MappedContent): MappedReturn<unknown> => targets.find(({ name }) => name === content.target)!.asReturn(content.series)
  return fileKind<MappedContent>({
    name: MAPPED,
    label: 'Any other list, by a recipe',
    series: MAPPED,
    seriesOf: ({ series }) => series,
    facts: [...new Set(targets.flatMap((target) => target.asReturn(MAPPED).facts))],
    ...spoken(targets),
    recognise: async (files, as) => (as ? files.map(unitOf) : []),
    check: (db, unit, options) => check(db, targets, unit, options),
    prepare: async (db, content, batch) => of(content).prepare?.(db, content.said, batch),
    covers: (content): Extent[] => of(content).covers(content.said),
    numbers: (content) => of(content).numbers?.(content.said) ?? [],
    compare: (db, content, areaId) => of(content).compare(db, content.said, areaId),
    commit: (db, content, batch) => of(content).commit(db, content.said, batch),
    undo: async (db, batch) => (await returnOfBatch(db, targets, batch)).undo(db, batch),
  })
}

/** What is asked of a batch that is in, whichever target it was of: one room owns the facts of all. */
function spoken([first]: readonly MapTarget[]): Pick<FileKind, 'records' | 'children' | 'childOf'> {
  const { records, children, childOf } = first?.asReturn(MAPPED) ?? {}
  return { ...(records ? { records } : {}), ...(children ? { children } : {}), ...(childOf ? { childOf } : {}) }
}

export const unitOf = (file: GivenFile): Unit => ({ kind: MAPPED, file: file.name, parts: { data: file } })

async function check(db: Reader, targets: readonly MapTarget[], unit: Unit, options: CheckOptions): Promise<Checked<MappedContent>> {
  const issues = options.issues ?? new Issues()
  const file = unit.parts['data']!
  if (options.recipe === undefined || options.areaId === undefined) return stopped(issues, 'recipe-needed', 'Nobody has said what the columns of this file are.',
    'Open the page Data, Match columns, or name a recipe with --recipe.')
  const { body: recipe } = await recipeNamed(db, options.areaId, options.recipe)
  const target = targets.find(({ name }) => name === recipe.target)
  if (!target) return stopped(issues, 'recipe-needed', `This Belong knows nothing called ${recipe.target} that a file can be about.`, 'Make the recipe again.')
  const given = await readGivenSheets(file, options.progress ? { progress: (share) => options.progress!(share * 0.5) } : {})
  const table = tableFor(recipe, given)
  if (!table) return stopped(issues, 'other-columns', noSuchTable(recipe).message, 'Match its columns anew, or choose the recipe it was made for.')
  const isCutOff = tellProblems(given.problems, issues)
  const asAt = options.asAt ?? dayOfName(unit.file, new Date())
  if (asAt === null) return stopped(issues, 'day-needed', 'Neither the file nor its name says of which day it speaks.', 'Say the day on the page, or with --as-at.')
  tellOtherSheets(given.sheets, table, issues)
  const read = await readTable(db, table, recipe, target, { issues, areaId: options.areaId, asAt, ...(options.places ? { places: options.places } : {}) })
  options.progress?.(1)
  return { content: { target: target.name, series: target.series(onceOf(recipe, target)), said: read.content, release: recipe.name }, issues, blocks: isCutOff || read.rows.read === 0,
    rows: read.rows }
}

/** Reads a table by a recipe, all of it or its first rows: the check of a file and the preview of the page go the same way. */
export async function readTable(db: Reader, table: FoundTable, recipe: Recipe, target: MapTarget, how: { issues: Issues; areaId: number; asAt: string; places?: ReadonlySet<number> }) {
  const mapped = mapRows(table, recipe, target, how.issues)
  if (mapped.read === 0) how.issues.error('no-rows', {}, 'No row stands under the header of this file.', 'Look whether it is the right sheet.')
  const once = onceOf(recipe, target)
  const names = new Map(target.fields.map(({ name }) => [name, recipe.fields[name]?.column ?? null]))
  const { content, rejected } = await target.toReturn(db, mapped.rows, { ...how, once, columnOf: (field) => names.get(field) ?? null })
  return { content, mapped: mapped.rows, rows: { read: mapped.read, rejected: mapped.rejected + rejected } }
}

function stopped(issues: Issues, rule: string, message: string, fix: string): Checked<MappedContent> {
  issues.error(rule, {}, message, fix)
  return { content: { target: '', series: MAPPED, said: null }, issues, blocks: true, rows: { read: 0, rejected: 0 } }
}

/** A workbook with a sheet a school: the first alone is read, and the others are named. */
function tellOtherSheets(sheets: readonly { name: string | null; rows: unknown[] }[], table: FoundTable, issues: Issues) {
  const others = sheets.filter(({ name, rows: some }) => name !== table.sheet && some.length > 1).map(({ name }) => name!)
  if (!others.length) return
  const named = `${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}`
  issues.query('other-sheets', {}, `Only the sheet ${table.sheet} was read. The workbook also holds ${named}.`, 'If they hold rows of their own, save each as a file and send it too.')
}

/** The return a taken-in batch is, by the recipe it was read by. */
async function returnOfBatch(db: Writer, targets: readonly MapTarget[], { areaId, batchId }: { areaId: number; batchId: number }): Promise<MappedReturn<unknown>> {
  const [held] = await rows(db as unknown as Reader,
    sql<{ recipe: string; series: string }>`select options ->> 'recipe' as recipe, series from collection.batch where area_id = ${areaId} and batch_id = ${batchId}`)
  const { body } = await recipeNamed(db, areaId, held!.recipe)
  return targets.find(({ name }) => name === body.target)!.asReturn(held!.series)
}

/** Endings of files that may hold a table; what they hold is looked at before anything is said of it. */
export const mayBeTable = ({ name }: GivenFile) => ['.csv', '.tsv', '.txt', '.xlsx', '.xlsm', '.ods', ''].includes(extname(name).toLowerCase())
