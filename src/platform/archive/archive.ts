import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#kernel'
import * as yauzl from 'yauzl'
import * as yazl from 'yazl'
import { z } from 'zod'

/** What an archive says of itself, in `manifest.json`. */
export type Manifest = z.infer<typeof MANIFEST>

const MANIFEST = z.object({
  format: z.literal('belong-archive-1'),
  app: z.string(),
  /** The last migration of the database it was taken from. */
  migration: z.string(),
  takenAt: z.string(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), sha256: z.string() })),
  /** Where each numbering of a table stands: its column, the last number given, and whether it was given. */
  sequences: z.array(z.object({ table: z.string(), column: z.string(), last: z.number(), given: z.boolean() })),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
})

/** What went through an entry. Rows of COPY's text format end in a line feed, which within a value is written `\n`. */
export interface Measured {
  bytes: number
  rows: number
  sha256: string
}

/** An archive being written: a zip that any tool opens, larger than 4 GB if need be. */
export class ArchiveWriter {
  private readonly path: string
  private readonly zip = new yazl.ZipFile()
  private readonly whole = new Meter()
  private readonly written: Promise<void>

  constructor(path: string) {
    this.path = path
    this.written = pipeline(this.zip.outputStream, this.whole, createWriteStream(path, { mode: 0o600, flush: true }))
    this.written.catch(() => {})
  }

  /** Adds an entry and waits until all of it has gone in. */
  async add(name: string, content: Readable): Promise<Measured> {
    const meter = new Meter()
    const through = pipeline(content, meter)
    this.zip.addReadStream(meter, name, { compressionLevel: 1, forceZip64Format: true, mode: 0o100600 })
    await Promise.race([Promise.all([through, once(meter, 'end')]), this.failed()])
    return meter.measured()
  }

  async end(manifest: Manifest) {
    this.zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json', { mode: 0o100600 })
    this.zip.end({ comment: BEFORE_SEALING, forceZip64Format: false })
    await this.written
    await seal(this.path, this.whole.measured())
  }

  private async failed(): Promise<never> {
    await this.written
    throw new Error('The archive was closed while something was still to be written.')
  }
}

/**
 * The comment at a zip's end holds the hash of all of it (with this in the hash's own place), so that no byte can change unseen, be
 * it in a field of the zip that says nothing to us.
 */
const BEFORE_SEALING = '0'.repeat(64)

async function seal(path: string, { bytes, sha256 }: Measured) {
  const file = await open(path, 'r+')
  try {
    await file.write(sha256, bytes - BEFORE_SEALING.length)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function refuseBrokenSeal(path: string) {
  const { size } = await stat(path)
  const end = size - BEFORE_SEALING.length
  if (end <= 0) throw new Error('it is too short')
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { end: end - 1 })) hash.update(chunk as Buffer)
  let sealed = ''
  for await (const chunk of createReadStream(path, { start: end })) sealed += (chunk as Buffer).toString('latin1')
  if (sealed !== hash.update(BEFORE_SEALING).digest('hex')) throw new Error('it is not what was written')
}

/** An archive opened for reading. `check` first: nothing else looks at the hashes. */
export class ArchiveReader {
  private readonly zip: yauzl.ZipFile
  private readonly entries: Map<string, yauzl.Entry>
  readonly manifest: Manifest

  private constructor(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>, manifest: Manifest) {
    this.zip = zip
    this.entries = entries
    this.manifest = manifest
  }

  static async open(path: string): Promise<ArchiveReader> {
    await refuseBrokenSeal(path).catch(fault => { throw notAnArchive(path, fault) })
    const zip = await yauzl.openPromise(path, { autoClose: false }).catch(fault => { throw notAnArchive(path, fault) })
    try {
      const entries = new Map<string, yauzl.Entry>()
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
      const manifest = await readManifest(zip, entries)
      return new ArchiveReader(zip, entries, manifest)
    } catch (fault) {
      zip.close()
      throw notAnArchive(path, fault)
    }
  }

  /** Reads all of it and compares with the manifest: every hash, nothing missing, nothing more. */
  async check() {
    const expected = new Map([
      ...this.manifest.tables.map(table => [tableEntry(table.name), table.sha256] as const),
      ...this.manifest.files.map(file => [fileEntry(file.path), file.sha256] as const),
    ])
    for (const name of this.entries.keys()) if (name !== 'manifest.json' && !expected.has(name)) throw damaged(`${name} is in it, but not in its manifest`)
    for (const [name, sha256] of expected) if ((await this.measure(name)).sha256 !== sha256) throw damaged(`${name} is not what was backed up`)
  }

  async read(name: string): Promise<Readable> {
    const entry = this.entries.get(name)
    if (entry === undefined) throw damaged(`${name} is missing`)
    return this.zip.openReadStreamPromise(entry).catch((fault: unknown) => { throw damaged(`${name} cannot be read (${messageOf(fault)})`) })
  }

  close() {
    this.zip.close()
  }

  private async measure(name: string): Promise<Measured> {
    const meter = new Meter()
    meter.resume()
    await pipeline(await this.read(name), meter).catch(fault => { throw fault instanceof Refusal ? fault : damaged(`${name} cannot be read (${messageOf(fault)})`) })
    return meter.measured()
  }
}

export function tableEntry(name: string) {
  return `tables/${name}.copy`
}

export function fileEntry(path: string) {
  return `files/${path}`
}

/** Counts and hashes what passes. */
class Meter extends Transform {
  private readonly hash = createHash('sha256')
  private bytes = 0
  private rows = 0
  private sha256: string | null = null

  override _transform(chunk: Buffer, _encoding: string, done: (fault: null, chunk: Buffer) => void) {
    this.hash.update(chunk)
    this.bytes += chunk.length
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.rows++
    done(null, chunk)
  }

  measured(): Measured {
    this.sha256 ??= this.hash.digest('hex')
    return { bytes: this.bytes, rows: this.rows, sha256: this.sha256 }
  }
}

async function readManifest(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>): Promise<Manifest> {
  const entry = entries.get('manifest.json')
  if (entry === undefined) throw new Error('it has no manifest')
  if (entry.uncompressedSize > 100_000_000) throw new Error('its manifest is too large')
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return MANIFEST.parse(JSON.parse(Buffer.concat(chunks).toString()))
}

function damaged(what: string) {
  return new Refusal('invalid', `The archive is damaged: ${what}. Nothing was restored.`)
}

function notAnArchive(path: string, fault: unknown) {
  if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return new Refusal('missing', `There is no file ${path}.`)
  return new Refusal('invalid', `${path} is not an archive made by belong backup, or it is damaged (${fault instanceof z.ZodError ? 'its manifest does not read' : messageOf(fault)}). Nothing was restored.`)
}

function messageOf(fault: unknown) {
  return fault instanceof Error ? fault.message : String(fault)
}
