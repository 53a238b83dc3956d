import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#kernel'

/** What an encrypted file begins with, then 12 random bytes; at its end the 16 bytes that prove it whole. AES-256-GCM. */
const MAGIC = Buffer.from('BELONG1\n')
const NONCE = 12
const TAG = 16
const AT_ONCE = 1 << 20

/** Encrypts a file into another, piece by piece. `name` is proved with it: a file put in another's place does not open. */
export async function sealFile(from: string, to: string, key: Buffer, name: string) {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name))
  const out = createWriteStream(to, { flags: 'wx', mode: 0o600 })
  out.write(Buffer.concat([MAGIC, nonce]))
  await pipeline(createReadStream(from, { highWaterMark: AT_ONCE }), async function* (pieces) {
    for await (const piece of pieces) yield cipher.update(piece as Buffer)
    yield cipher.final()
    yield cipher.getAuthTag()
  }, out)
}

/** Decrypts a file into another; refuses where it is not whole, was changed, or was encrypted by another key. Nothing of it may be used before this has ended. */
export async function openSealed(from: string, to: string, key: Buffer, name: string) {
  const { size } = await stat(from)
  const start = MAGIC.length + NONCE
  if (size < start + TAG) throw notOpened()
  const file = await open(from)
  const [head, tag] = [Buffer.alloc(start), Buffer.alloc(TAG)]
  try {
    await file.read(head, 0, start, 0)
    await file.read(tag, 0, TAG, size - TAG)
  } finally {
    await file.close()
  }
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw notOpened()
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(MAGIC.length)).setAAD(Buffer.from(name)).setAuthTag(tag)
  const out = createWriteStream(to, { flags: 'wx', mode: 0o600 })
  // A file of no bytes has nothing between head and tag.
  const sealed = size === start + TAG ? [] : createReadStream(from, { start, end: size - TAG - 1, highWaterMark: AT_ONCE })
  await pipeline(sealed, decipher, out).catch((fault: NodeJS.ErrnoException) => {
    throw fault.syscall === undefined ? notOpened() : fault
  })
}

const notOpened = () => new Refusal('conflict', 'A kept file cannot be opened: it was changed, or encrypted with another key than this Belong has')
