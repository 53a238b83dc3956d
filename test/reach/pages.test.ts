import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { logToFile } from '../../src/platform/log.ts'
import { testHouse } from '../house-kit.ts'
import { addressesOf, asks, SHEETS } from './addresses.ts'
import { drySite } from './dry-site.ts'
import { holdings, sees } from './expected.ts'
import { fill, sessionOf, type World } from './fill.ts'
import { CANARIES, personNamed, WORLD } from './world.ts'

let world: World
let dry: ReturnType<typeof drySite>
let everything: string[]
const folder = mkdtempSync(join(tmpdir(), 'belong-reach-'))
before(async () => {
  logToFile(join(folder, 'log'))
  world = await fill(await testHouse())
  dry = drySite(world.house)
  everything = [...new Set(dry.site.routes.filter(({ method, path }) => method === 'GET' && !path.includes('*') && !/^\/(health|assets|design|setup)/.test(path)).map(({ path }) => path))]
})
after(async () => {
  await world.house.close()
  rmSync(folder, { recursive: true })
})

/** One of each kind: who sees most, who sees least, and who stands elsewhere. Each asks for what is theirs and what is not. */
const LOOKING = ['director-area', 'officer-area', 'head-school', 'administrator-area', 'parent-named', 'director-other']

for (const slug of LOOKING) {
  test(`no page, list, export, search or error that ${slug} can ask for holds a word out of reach, nor does the log`, async () => {
    const person = personNamed(slug)
    const held = holdings(WORLD, person)
    const mine = new Set(world.written.filter((one) => sees(WORLD, person, held, one)).map(({ canary }) => canary))
    const wrong: string[] = []
    const seen = new Set<string>()
    for (const address of everything.flatMap((route) => [41, 42].flatMap((area) => addressesOf(route, area).flatMap((one) => [...asks(area), ...(area === person.home ? SHEETS : [])].map((asked) => one + asked))))) {
      const answer = await dry.site.request(`http://localhost:3000${address}`, { headers: { cookie: `belong=${sessionOf(slug)}` } })
      const words = wordsOf(`${await textOf(answer)} ${JSON.stringify([...answer.headers])}`)
      for (const word of words) seen.add(word)
      wrong.push(...words.filter((word) => !mine.has(word) && !address.includes(word) && !(address.startsWith('/public/') && word.includes('notice'))).map((word) => `${address} (${answer.status}) holds ${word}`))
      if (answer.status >= 500) wrong.push(`${address} answers ${answer.status}`)
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(wordsOf(readLog()), [])
    if (slug === 'director-area') assert.ok(seen.size > 20, `only ${[...seen].join(' ')} were shown, so that none was shown out of reach says little`)
  })
}

/** What an answer holds, packed tables opened. */
async function textOf(answer: Response) {
  const bytes = Buffer.from(await answer.arrayBuffer())
  return bytes.subarray(0, 2).toString() === 'PK' ? unpacked(bytes) : bytes.toString('utf8')
}

const inflated = promisify(inflateRaw) as (bytes: Buffer) => Promise<Buffer>

/** Every file of a ZIP as text, by its own list of what is in it. */
async function unpacked(zip: Buffer) {
  const texts: string[] = []
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0 && zip.readUInt32LE(at) === 0x02014b50; at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)) {
    const start = zip.readUInt32LE(at + 42)
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const bytes = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    texts.push((zip.readUInt16LE(at + 10) === 8 ? await inflated(bytes) : bytes).toString('utf8'))
  }
  return texts.join(' ')
}

function readLog() {
  try {
    return readFileSync(join(folder, 'log'), 'utf8')
  } catch {
    return ''
  }
}

/** A search is answered with what was looked for: the beginning of a word is no word. */
const wordsOf = (said: string) => [...new Set([...said.matchAll(CANARIES)].map(([word]) => word.toLowerCase()))].filter((word) => !word.includes('slug'))
