import { createWriteStream, rmSync } from 'node:fs'
import { mkdir, mkdtemp, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Refusal } from '#kernel'

export interface ZipLimits {
  entries: number
  totalBytes: number
  /** Times its packed size that an entry may unpack to, once past a megabyte. */
  ratio: number
}

export const ZIP_LIMITS: ZipLimits = { entries: 2000, totalBytes: 1_000_000_000, ratio: 100 }

/** Whether a file starts as a zip does, whatever it is called. */
export async function isZip(path: string) {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await file.close()
  }
}

/**
 * Unpacks the wanted entries of a zip into a folder of their own, which goes when the process ends. Refuses bombs, encrypted
 * entries, links and names that lead out of the folder, whether wanted or not; zips within it are never opened.
 */
export async function unzip(path: string, wanted: (entry: string) => boolean, limits = ZIP_LIMITS): Promise<{ entry: string; path: string }[]> {
  const zip = await openZip(path)
  const folder = await ownFolder()
  try {
    if (zip.entryCount > limits.entries)
      throw refused(`it holds ${zip.entryCount.toLocaleString('en-GB')} files, more than ${limits.entries.toLocaleString('en-GB')}`)
    const files = await unpack(zip, folder, wanted, limits)
    if (!files.length) discard(folder)
    return files
  } catch (error) {
    discard(folder)
    throw error instanceof Refusal || isOfTheSystem(error) ? error : refused(inWords(error))
  } finally {
    zip.close()
  }
}

/** Removes the folders that these files were unpacked into, before the process ends: a server goes on for months. */
export function discardUnzipped(paths: string[]) {
  for (const folder of folders) {
    if (paths.some((path) => path.startsWith(folder))) discard(folder)
  }
}

function discard(folder: string) {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch (error) {
    throw isOfTheSystem(error) ? error : refused(`it is damaged or cut short (${inWords(error)})`)
  }
}

async function unpack(zip: ZipFile, folder: string, wanted: (entry: string) => boolean, limits: ZipLimits) {
  const files: { entry: string; path: string }[] = []
  let claimed = 0
  let written = 0
  for await (const entry of zip.eachEntry()) {
    refuseUnfit(entry)
    claimed += entry.uncompressedSize
    if (claimed > limits.totalBytes) throw tooLarge(limits)
    if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue
    const to = join(folder, entry.fileName)
    await mkdir(dirname(to), { recursive: true })
    written += await write(zip, entry, to, limits, written)
    files.push({ entry: entry.fileName, path: to })
  }
  return files
}

function refuseUnfit(entry: Entry) {
  const name = entry.fileName
  if (/^[a-zA-Z]:|^[\\/]|\\/.test(name) || name.split('/').includes('..')) throw refused(`the name "${name}" leads out of its folder`)
  if (entry.isEncrypted()) throw refused(`"${name}" is encrypted; unpack it with its password first`)
  // The upper half holds the file's mode where the zip was made on Unix; 0xA000 is a symbolic link.
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000) throw refused(`"${name}" is a link to another file`)
  if (!entry.canDecodeFileData()) throw refused(`"${name}" is packed in a way we do not read`)
}

async function write(zip: ZipFile, entry: Entry, to: string, limits: ZipLimits, before: number) {
  let bytes = 0
  const most = Math.max(1_000_000, entry.compressedSize * limits.ratio)
  const counting = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length
      if (bytes > most) done(refused(`"${entry.fileName}" unpacks to more than ${limits.ratio} times its size`))
      else if (before + bytes > limits.totalBytes) done(tooLarge(limits))
      else done(null, piece)
    },
  })
  await pipeline(await zip.openReadStreamPromise(entry), counting, createWriteStream(to, { mode: 0o600 }))
  return bytes
}

const folders = new Set<string>()

let atEnd = false

async function ownFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'belong-zip-'))
  if (!atEnd) process.once('exit', () => folders.forEach((one) => rmSync(one, { recursive: true, force: true })))
  atEnd = true
  folders.add(folder)
  return folder
}

const refused = (why: string) => new Refusal('invalid', `This zip is not read: ${why}.`)
const tooLarge = (limits: ZipLimits) => refused(`it unpacks to more than ${Math.round(limits.totalBytes / 1e6).toLocaleString('en-GB')} MB`)
const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** A full disk or a file that is gone is no fault of the zip. */
function isOfTheSystem(error: unknown) {
  return error instanceof Error && 'syscall' in error
}
