import { readFileSync } from 'node:fs'
import { SettingsFault } from './settings-fault.ts'

/** The key by which kept files are encrypted, as hex, from the file a setting names. A fault never repeats what the file holds. */
export function readFileKey(path: string): string {
  const text = read(path).trim()
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length !== 32) throw new SettingsFault(`BELONG_FILE_KEY must name a file that holds 32 bytes as hex or base64; ${path} holds something else.`)
  return key.toString('hex')
}

function read(path: string) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new SettingsFault('BELONG_FILE_KEY must be the path of a file that Belong can read.')
  }
}
