import { hash, randomBytes } from 'node:crypto'

/** A UUID that sorts by time (version 7), made here because PostgreSQL 15 has none. */
export function newId() {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A secret nobody can guess: 256 bits, printable. Only its hash is stored. */
export function newSecret() {
  return randomBytes(32).toString('base64url')
}

export function hashed(secret: string) {
  return hash('sha256', secret, 'buffer')
}
