import Papa from 'papaparse'
import { delimiterOf, oneLineEnd } from './csv.ts'
import { startOfText } from './text.ts'

/** The first rows of a CSV, from its first 64 KB alone: enough to know a file of any size by. Blank lines and zero bytes are left out. */
export async function csvHead(path: string, most = 20): Promise<string[][]> {
  const text = oneLineEnd((await startOfText(path)).replaceAll('\0', ''))
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), newline: '\n', preview: most, skipEmptyLines: true })
  return data.map((cells) => cells.map((cell) => cell.trim()))
}
