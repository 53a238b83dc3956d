import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import busboy from 'busboy'
import { Refusal } from '#kernel'
import type { GivenFile, WebContext } from '#platform'
import { type Refused, wordsOf } from './refused-files.ts'

export interface UploadLimits {
  files: number
  fileBytes: number
  totalBytes: number
}

export const UPLOAD_LIMITS: UploadLimits = { files: 20, fileBytes: 200_000_000, totalBytes: 1_000_000_000 }

export interface Upload {
  files: GivenFile[]
  /** Files that hold nothing, or more than a file may: the others are taken without them. */
  refused: Refused[]
  fields: Record<string, string>
}

/**
 * Takes the files of a form in, each streamed to disk under a number of ours, and hands them to `use`; nothing of them is left
 * afterwards. Whatever is wrong with what was sent is a Refusal that says so.
 */
export async function withUpload<Result>(c: WebContext, folder: string, use: (upload: Upload) => Promise<Result>, limits = UPLOAD_LIMITS): Promise<Result> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(folder, 'upload-'))
  try {
    return await use(await receive(c, own, limits))
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

async function receive(c: WebContext, own: string, limits: UploadLimits): Promise<Upload> {
  const { body } = c.req.raw
  const parser = parserOf(c, limits)
  if (!body || !parser) throw new Refusal('invalid', NOT_A_FORM)
  const parts = new Parts(own, limits)
  parts.listenTo(parser)
  try {
    await pipeline(Readable.fromWeb(body as WebStream), notMoreThan(limits.totalBytes), parser)
  } catch (fault) {
    await parts.written().catch(() => {})
    throw asRefusal(fault)
  }
  await parts.written().catch((fault: unknown) => Promise.reject(asRefusal(fault)))
  return parts.upload()
}

function parserOf(c: WebContext, { files, fileBytes }: UploadLimits) {
  try {
    return busboy({
      headers: { 'content-type': c.req.header('content-type') },
      defParamCharset: 'utf8',
      // Busboy calls a file that just fills its limit too large.
      limits: { files, fileSize: fileBytes + 1, fields: 20, fieldSize: 1000, parts: files + 40 },
    })
  } catch {
    return null
  }
}

class Parts {
  private readonly own: string
  private readonly limits: UploadLimits
  private readonly fields: Record<string, string> = {}
  private readonly files: (GivenFile & { bytes: number; isTooLarge: boolean })[] = []
  private readonly writing: Promise<void>[] = []
  private tooMany = false

  constructor(own: string, limits: UploadLimits) {
    this.own = own
    this.limits = limits
  }

  listenTo(parser: busboy.Busboy) {
    parser.on('field', (name, value) => void (this.fields[name] = value))
    parser.on('file', (_name, stream, { filename }) => this.take(stream, nameOf(filename)))
    parser.on('filesLimit', () => void (this.tooMany = true))
  }

  written() {
    return Promise.all(this.writing)
  }

  upload(): Upload {
    const { files, limits } = this
    if (this.tooMany) throw new Refusal('invalid', `Send at most ${limits.files} files at once`, { files: `Send at most ${limits.files} files at once` })
    if (!files.length) throw refusedFile('Choose one or more files')
    const refused = files.flatMap(({ name, bytes, isTooLarge }) => {
      if (isTooLarge) return { files: [name], why: refusedFile(`${name} is larger than ${limits.fileBytes / 1e6} MB, the most a file may be`) }
      return bytes === 0 ? { files: [name], why: refusedFile(`${name} is empty: it holds no bytes`) } : []
    })
    const whole = files.filter(({ bytes, isTooLarge }) => bytes > 0 && !isTooLarge)
    if (!whole.length) throw refusedFile(wordsOf(refused).fields['files']!)
    return { files: whole.map(({ name, path }) => ({ name, path })), refused, fields: this.fields }
  }

  /** A file without a name is a box on the form in which nothing was chosen. */
  private take(stream: Readable & { truncated?: boolean }, name: string) {
    if (name === '') return void stream.resume()
    const file = { name, path: join(this.own, String(this.files.length)), bytes: 0, isTooLarge: false }
    this.files.push(file)
    stream.on('limit', () => void (file.isTooLarge = true))
    stream.on('data', (piece: Buffer) => void (file.bytes += piece.length))
    const written = pipeline(stream, createWriteStream(file.path, { flags: 'wx', mode: 0o600 }))
    written.catch(() => {})
    this.writing.push(written)
  }
}

/** The name a person knows it by: no folders, nothing unprintable. */
function nameOf(given: string | undefined) {
  const name = basename((given ?? '').toWellFormed().replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  // By letters: cut between the two halves of one, it would be no text any more.
  return [...name].slice(0, 200).join('')
}

function notMoreThan(most: number) {
  let bytes = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length
      done(bytes > most ? refusedFile(`These files are more than ${most / 1e6} MB together. Send fewer at once`) : null, piece)
    },
  })
}

function asRefusal(fault: unknown) {
  if (fault instanceof Refusal) return fault
  const { code, syscall } = fault as NodeJS.ErrnoException
  if (code === 'ENOSPC') return new Refusal('conflict', 'The disk Belong runs on is full, so nothing was kept. Tell whoever looks after it')
  return syscall === undefined ? refusedFile('The files did not arrive whole. Send them again') : fault
}

const refusedFile = (sentence: string) => new Refusal('invalid', sentence, { files: sentence })
const NOT_A_FORM = 'Send files with the form on this page'
