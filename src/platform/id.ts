import { hash, randomBytes, randomFillSync } from 'node:crypto'

/** A UUID that sorts by time (version 7), made here because PostgreSQL 15 has none. */
export function newId() {
  const bytes = drawn(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A word nobody can foresee, fresh for each answer: 144 bits. */
export function newNonce() {
  return drawn(18).toString('base64url')
}

/** A secret nobody can guess: 256 bits, printable. Only its hash is stored. */
export function newSecret() {
  return randomBytes(32).toString('base64url')
}

export function hashed(secret: string) {
  return hash('sha256', secret, 'buffer')
}

const pool = Buffer.alloc(4096)
let used = pool.length

/** Chance by the page, since asking the system for each word costs more than the word. Secrets do not lie in it. */
function drawn(size: number) {
  if (used + size > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += size
  return Buffer.from(pool.subarray(used - size, used))
}
