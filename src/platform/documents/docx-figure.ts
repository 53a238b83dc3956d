import { type FileChild, ImageRun, Paragraph, TextRun } from 'docx'
import type { DocxOptions } from './docx.ts'
import { textWidthOf } from './docx-looks.ts'
import { wordParagraph } from './docx-words.ts'
import type { Block, Paper } from './paper.ts'
import { cellText } from './sheet-cells.ts'

/** A figure: what it finds, the drawing with what one who cannot see it is told, and its note. */
export function docxFigure(block: Extract<Block, { kind: 'figure' }>, paper: Paper, { baseUrl, pictures }: DocxOptions, at: number): FileChild[] {
  const { width, height } = sizeIn(block.svg, paper)
  const image = new ImageRun({
    type: 'svg', data: Buffer.from(block.svg), transformation: { width, height }, fallback: { type: 'png', data: pictures?.[at] ?? NOTHING },
    altText: { name: `Figure ${at + 1}`, title: cellText(block.title), description: cellText(block.alternative) },
  })
  return [
    new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(cellText(block.title))] }),
    new Paragraph({ keepNext: block.note !== undefined, spacing: { after: 80 }, children: [image] }),
    ...(block.note === undefined ? [] : [wordParagraph(block.note, baseUrl, { style: 'Note' })]),
  ]
}

/** As wide as the text, never taller than half a page; in pixels, 96 to the inch. */
function sizeIn(svg: string, paper: Paper) {
  const [, , wide = 860, high = 400] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(/[\s,]+/).map(Number)
  const room = (textWidthOf(paper) / 1440) * 96
  const width = Math.min(room, wide, ((paper.isLandscape ? 420 : 480) * wide) / high)
  return { width: Math.round(width), height: Math.round((width * high) / wide) }
}

/** One transparent pixel. */
const NOTHING = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=', 'base64')
