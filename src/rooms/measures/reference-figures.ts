import { readFile } from 'node:fs/promises'
import { brotliDecompressSync } from 'node:zlib'
import { installed, type Reader, type Writer } from '#platform'
import { placeFinder } from '#rooms/places'
import { laitPlace } from './lait.ts'
import { LaitRows } from './lait-rows.ts'
import type { PublishedSet } from './published-set.ts'

/** The store bears no date: this is the newest “Last Update” of a column in the dictionary that came with it. Set it when `scripts/make-reference.ts` is run again. */
const RELEASE = 'Local Authority Interactive Tool, updated to April 2026'

/** How `reference/figures.json.br` stands on disk: blocks of one column and year, its places always in one order. */
interface Figures {
  file: string
  places: string[]
  blocks: [short: string, years: string, firstRow: number, values: string][]
}

/** The figures that come with Belong: part of the file of the Local Authority Interactive Tool, read as that file would be and with its row numbers. */
export async function referenceSet(db: Reader | Writer): Promise<PublishedSet> {
  const { places, blocks } = JSON.parse(brotliDecompressSync(await readFile(installed('reference', 'figures.json.br'))).toString('utf8')) as Figures
  const rows = new LaitRows(laitPlace(await placeFinder(db)), blocks.length * places.length)
  for (const [short, years, firstRow, values] of blocks) {
    values.split('|').forEach((text, index) => rows.take(firstRow + index, short, years, places[index]!, text))
  }
  if (rows.rejected) throw new Error(`The reference figures do not fit the places we hold: ${rows.issues.list[0]?.message}`)
  return { ...rows.set(), release: RELEASE }
}
