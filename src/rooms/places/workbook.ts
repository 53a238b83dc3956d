import readXlsxFile from 'read-excel-file/node'
import { openPromise, type ZipFile } from 'yauzl'
import { isZip } from '#platform'

/** Lists of authorities are a page or two; a workbook that unpacks to more is none of them. */
const MOST_BYTES = 50_000_000

/** The first sheet of a workbook, or a sentence where there is none to read. */
export async function firstSheet(path: string): Promise<unknown[][] | string> {
  try {
    if (!(await isZip(path))) return 'This is not an Excel workbook (.xlsx).'
    if (!(await isSmall(path))) return `The workbook unpacks to more than ${MOST_BYTES / 1e6} MB, so it is no list of authorities.`
    const [sheet] = await readXlsxFile(path)
    return sheet ? sheet.data : 'The workbook has no sheet.'
  } catch {
    return 'The workbook cannot be read: it is cut short, damaged or protected.'
  }
}

/** Unpacks everything once without keeping it, since a workbook may lie about its sizes and the reader of sheets believes it. */
async function isSmall(path: string) {
  const zip: ZipFile = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  try {
    let bytes = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      if (bytes + entry.uncompressedSize > MOST_BYTES) return false
      for await (const piece of await zip.openReadStreamPromise(entry)) bytes += (piece as Buffer).length
    }
    return bytes <= MOST_BYTES
  } finally {
    zip.close()
  }
}
