import { promisify } from 'node:util'
import { crc32, deflate, inflate } from 'node:zlib'
import type { Chromium } from './chromium.ts'
import { withChromium } from './chromium-run.ts'
import { load } from './pdf.ts'

/**
 * Drawings as PNG, in their order, for programs that draw no SVG. Each drawing must stand by itself and be white at its upper edge.
 * `type` is the typeface as CSS, so that the words are as wide as they were laid out.
 *
 * All are photographed at once, one under another, and cut apart here: a photograph of each would take three times as long.
 */
export async function picturesOf(chromium: Chromium, drawings: string[], type: string): Promise<Buffer[]> {
  const taken: Buffer[] = []
  for (let at = 0; at < drawings.length; at += MOST_AT_ONCE) taken.push(...(await photographed(chromium, drawings.slice(at, at + MOST_AT_ONCE), type)))
  return taken
}

/** A page much taller than this is no longer drawn whole. */
const MOST_AT_ONCE = 60

const inflated = promisify(inflate)
const deflated = promisify<Buffer, { level: number }, Buffer>(deflate)

async function photographed(chromium: Chromium, drawings: string[], type: string) {
  const sizes = drawings.map(sizeOf)
  const width = Math.max(...sizes.map((size) => size.width))
  const height = sizes.reduce((sum, size) => sum + size.height, 0)
  const whole = await withChromium(chromium, async (send) => {
    await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
    await load(send, `<!doctype html><style>${type}html,body{margin:0;background:#fff}svg{display:block}</style>${drawings.join('')}`)
    const { data } = await send<{ data: string }>('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
    return Buffer.from(data, 'base64')
  })
  const { head, rows, bytesInRow } = await pictureRows(whole)
  let top = 0
  return Promise.all(sizes.map((size) => {
    const from = top
    top += size.height
    return cutOut(head, rows.subarray(from * bytesInRow, top * bytesInRow), size.height)
  }))
}

function sizeOf(svg: string) {
  const [, , width = 860, height = 400] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(/[\s,]+/).map(Number)
  return { width: Math.ceil(width), height: Math.ceil(height) }
}

/** The chunks of a PNG: its head, and its rows of pixels, each with the byte in front that says how it is filtered. */
async function pictureRows(png: Buffer) {
  const pieces: Buffer[] = []
  let head = Buffer.alloc(0)
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const kind = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') head = Buffer.from(data)
    if (kind === 'IDAT') pieces.push(data)
    at += length + 12
  }
  const channels = head[9] === 6 ? 4 : 3
  return { head, rows: await inflated(Buffer.concat(pieces)), bytesInRow: 1 + head.readUInt32BE(0) * channels }
}

/** Some of the rows as a PNG of their own. The first may be told as its difference from the row above, which is gone: it is white, and is told so. */
async function cutOut(head: Buffer, rows: Buffer, height: number) {
  const own = Buffer.from(rows)
  own.fill(0xff, 1, rows.length / height)
  own[0] = 0
  const size = Buffer.from(head)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([SIGNATURE, chunk('IHDR', size), chunk('IDAT', await deflated(own, { level: 1 })), chunk('IEND', Buffer.alloc(0))])
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(kind: string, data: Buffer) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
