import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { assetsFolder } from '#design'
import type { House, Web } from '#platform'

/** What a machine asks of a server: is it alive, can it work, what doors has it, and its style sheet, fonts and mark. */
export function servePlumbing(web: Web, house: House, state: { isReady: () => boolean }, api: object) {
  web.get('/health/live', (c) => c.json({ alive: true }))

  web.get('/health/ready', async (c) => {
    const answers = state.isReady() && (await sql`select 1`.execute(house.common).then(() => true, () => false))
    return answers ? c.json({ ready: true }) : c.json({ ready: false, why: state.isReady() ? 'The database does not answer' : 'Starting or stopping' }, 503)
  })

  web.get('/api/v1/openapi.json', (c) => c.json(api))

  web.get('/assets/*', async (c) => {
    const name = normalize(c.req.path.slice('/assets/'.length))
    const path = join(assetsFolder(), name)
    const type = TYPES[extname(name)]
    if (!type || name.startsWith('..') || !existsSync(path)) throw new Refusal('missing', 'There is nothing at this address')
    const packing = PACKINGS.find(({ word, ending }) => word.test(c.req.header('accept-encoding') ?? '') && existsSync(`${path}${ending}`))
    c.header('Content-Type', type)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Vary', 'Accept-Encoding')
    if (packing) c.header('Content-Encoding', packing.name)
    return c.body(await readFile(`${path}${packing?.ending ?? ''}`))
  })
}

/** Packed when the assets are made. A browser that reaches us over plain HTTP does not take Brotli. */
const PACKINGS = [{ name: 'br', word: /\bbr\b/, ending: '.br' }, { name: 'gzip', word: /\bgzip\b/, ending: '.gz' }]

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.js': 'text/javascript; charset=utf-8', '.png': 'image/png',
}
