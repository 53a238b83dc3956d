import * as z from 'zod'
import { Refusal } from '#kernel'
import { ask, type FileKind, type House, type Pages, query, readerOf, viewerOfPage, type WebContext } from '#platform'
import { personNames, signedIn } from '#rooms/access'
import { batchSeen } from '../batch-actions.ts'
import { INSTALLATION } from '../batches.ts'
import { type CellsSeen, cellsSeen } from '../cells-seen.ts'
import { keptPlace, withKept } from '../kept-files.ts'
import { readKeptRow } from './kept-row.ts'
import { drawRowPage } from './row-page.tsx'
import { sourceOf } from './source.ts'

const NUMBER = z.coerce.number('Give a number').int('Give a whole number').positive('Give a number above zero').max(2_147_483_647, 'There is none of that number')

/** Where a row is from; asking it counts as a look at the child it is about. */
export const rowSource = (kinds: FileKind[]) => query({
  name: 'collection.row',
  summary: 'Where a fact is from: batch, file and row, who took it in, and whether it was replaced or undone',
  rest: '/batches/{batch}/rows/{row}',
  aboutChildren: true,
  input: z.object({ batch: NUMBER, row: NUMBER }),
  may: signedIn,
  async read({ actor, db }, { batch, row }) {
    const { held, isImporter } = await batchSeen(actor, batch, db)
    if (!isImporter) throw new Refusal('missing', `There is no batch ${batch}`)
    const child = (await kinds.find(({ name }) => name === held.kind)?.childOf?.(db, { areaId: held.areaId, batchId: batch, row })) ?? null
    return { ...(await sourceOf(db, { areaId: held.areaId, batchId: batch, row }))!, areaId: held.areaId, child }
  },
  looksAt: ({ areaId, child }) => (areaId === INSTALLATION ? [] : [{ areaId, childId: child }]),
})

/** A row of a kept file as it came, under /data/N/rows/R. */
export const rowPages: Pages = (web, house) => {
  web.get('/data/:batch{[0-9]+}/rows/:row{[0-9]+}', (c) => showRow(c, house))
}

async function showRow(c: WebContext, house: House) {
  const source = await ask(rowSource(house.kinds), c.get('caller')(), { batch: c.req.param('batch'), row: c.req.param('row') })
  const db = readerOf(c)
  const { held } = await batchSeen(c.get('caller')().actor, source.batch, db)
  const names = await personNames(db)
  const kind = house.kinds.find(({ name }) => name === held.kind)
  const { kept, why } = await rowOf(house, held, kind, source.row!, await cellsSeen(c.get('caller')().actor, held, db))
  return c.html(drawRowPage({ viewer: viewerOfPage(c), nonce: c.get('nonce'), source, kindLabel: kind?.label ?? held.kind, by: names.get(source.by) ?? source.by, kept, why, child: source.child }))
}

async function rowOf(house: House, held: Awaited<ReturnType<typeof batchSeen>>['held'], kind: FileKind | undefined, row: number, sees: CellsSeen) {
  if (held.options.filesGone) return { kept: null, why: 'The file is no longer kept: its time was over.' }
  try {
    return await withKept(keptPlace(house.settings), held, async (unit) => {
      const { file, row: at } = kind?.rowIn?.(unit, row) ?? { file: unit.parts['data'] ?? Object.values(unit.parts)[0], row }
      const kept = file ? await readKeptRow(file.path, at) : null
      return { kept: kept && { ...kept, cells: kept.cells.map((cell) => (cell.value === '' || sees(cell.name) ? cell : { ...cell, value: '', isKeptApart: true as const })) }, why: null }
    })
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { kept: null, why: fault.message }
  }
}
