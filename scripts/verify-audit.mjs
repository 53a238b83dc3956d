// Checks an export of the audit (/deeds/sealed) with nothing but Node: node scripts/verify-audit.mjs FILE. It shares no code with Belong.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line))
const [, ...sealed] = lines.slice(0, -1)
const end = lines.at(-1)
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
const word = (text) => (text === null ? '~' : `${Buffer.byteLength(text)}:${text},`)
const stop = (sentence) => { console.error(sentence); process.exit(1) }

let hash = '0'.repeat(64)
for (const [at, one] of sealed.entries()) {
  const words = [one.number, one.sealedAt, one.areaId, one.deedId, one.at, one.action, one.person, one.door, one.subject, one.actingAs, one.childId, one.isLook, one.payloadHash]
  hash = sha256(Buffer.from(hash, 'hex'), words.map(word).join(''))
  if (one.number !== String(at + 1) || one.hash !== hash) stop(`Line ${at + 1} is not what was sealed`)
  const said = [one.payloadSalt, one.input, one.changes ?? '', one.reason === null ? '' : `=${one.reason}`].join('\u001f')
  if (one.payloadSalt && sha256(said) !== one.payloadHash) stop(`What line ${at + 1} says was changed or why is not what was sealed`)
}
if (end.lines !== String(sealed.length) || end.head !== hash) stop('The end of the file is missing')
console.log(`${sealed.length} lines, each as it was sealed. The head is ${hash}`)
