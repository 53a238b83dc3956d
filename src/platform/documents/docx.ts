import { dayInWords } from '#kernel'
import { Bookmark, Document, type FileChild, InternalHyperlink, Packer, Paragraph, TextRun } from 'docx'
import { docxFigure } from './docx-figure.ts'
import { footerOf, LIST, looks, numbering, pageOf } from './docx-looks.ts'
import { docxTable } from './docx-table.ts'
import { wordParagraph } from './docx-words.ts'
import type { Block, Paper } from './paper.ts'
import { isRightToLeft, wantsContents } from './paper-words.ts'
import { cellText } from './sheet-cells.ts'

export interface DocxOptions {
  /** Where Belong is reached: addresses in the paper lead there. */
  baseUrl: string
  made: Date
  /** PNG of each figure block in order, for programs that draw no SVG; without it such a program shows an empty frame. */
  pictures?: (Buffer | null)[]
}

/** A paper as a Word document. Its figures must stand by themselves: their style is not the document's. */
export function docxOf(paper: Paper, options: DocxOptions): Promise<Buffer> {
  const document = new Document({
    title: cellText(paper.title), subject: cellText(paper.kicker), creator: cellText(paper.areaName), lastModifiedBy: cellText(paper.areaName), description: cellText(paper.standfirst), styles: looks(paper.areaColour), numbering,
    sections: [{ properties: pageOf(paper), footers: { default: footerOf(paper, options.baseUrl) }, children: [...opening(paper), ...body(paper, options), ...closing(paper, options)] }],
  })
  return Packer.toBuffer(document)
}

function opening(paper: Paper): FileChild[] {
  return [
    new Paragraph({ style: 'Kicker', text: cellText(`${paper.areaName} · ${paper.kicker}`) }),
    new Paragraph({ style: 'Title', text: cellText(paper.title) }),
    ...(paper.standfirst ? [new Paragraph({ style: 'Subtitle', text: cellText(paper.standfirst), bidirectional: isRightToLeft(paper.standfirst) })] : []),
    ...(wantsContents(paper) ? contents(paper) : []),
  ]
}

/** A list that leads to each part. Without page numbers: only Word itself knows where its pages end. */
function contents({ blocks }: Paper): FileChild[] {
  const parts = blocks.flatMap((block, at) => (block.kind === 'heading' && block.level === 2 ? [{ text: block.text, name: nameOf(at) }] : []))
  return [new Paragraph({ style: 'Caption', text: 'In this paper' }), ...parts.map(({ text, name }) => new Paragraph({
    style: 'Contents', children: [new InternalHyperlink({ anchor: name, children: [new TextRun({ text: cellText(text), style: 'Hyperlink' })] })],
  }))]
}

const nameOf = (at: number) => `part-${at}`

function body(paper: Paper, options: DocxOptions): FileChild[] {
  let figures = 0
  return paper.blocks.flatMap((block, at) => {
    if (block.kind === 'figure') return docxFigure(block, paper, options, figures++)
    const isIntroduction = ['table', 'figure'].includes(paper.blocks[at + 1]?.kind ?? '')
    return blockOf(block, paper, options.baseUrl, nameOf(at), isIntroduction)
  })
}

function blockOf(block: Exclude<Block, { kind: 'figure' }>, paper: Paper, baseUrl: string, name: string, isIntroduction: boolean): FileChild[] {
  switch (block.kind) {
    case 'heading': return [heading(block.text, block.level, name)]
    // A blank line parts paragraphs, as people write them.
    case 'paragraph': return (typeof block.words === 'string' ? block.words.split(/\n\s*\n/) : [block.words]).map((words) => wordParagraph(words, baseUrl, { keepNext: isIntroduction }))
    case 'list': return block.items.map((item) => wordParagraph(item, baseUrl, { numbering: { reference: block.isNumbered ? LIST.numbers : LIST.bullets, level: 0, ...(block.isNumbered ? { instance: Number(name.slice(5)) } : {}) } }))
    case 'table': return docxTable(block, paper, baseUrl)
    case 'page-break': return [new Paragraph({ pageBreakBefore: true, children: [] })]
  }
}

function heading(text: string, level: 2 | 3, name: string) {
  return new Paragraph({ heading: level === 2 ? 'Heading1' : 'Heading2', bidirectional: isRightToLeft(text), children: [new Bookmark({ id: name, children: [new TextRun({ text: cellText(text), rightToLeft: isRightToLeft(text) })] })] })
}

/** What a reader of the paper alone must know: symbols, sources, and where to find the page as it stands today. */
function closing(paper: Paper, { baseUrl, made }: DocxOptions): FileChild[] {
  const address = `${baseUrl}${paper.address}`
  return [
    ...(paper.symbols.length
      ? [heading('Symbols', 2, 'symbols'), ...docxTable({
          kind: 'table', caption: 'What stands where there is no figure', columns: [{ label: 'Symbol', share: 25 }, { label: 'Meaning', share: 75 }], rows: paper.symbols.map(({ symbol, words }) => [symbol, words]),
        }, paper, baseUrl)]
      : []),
    heading('Sources and method', 2, 'sources'),
    ...paper.sources.map((line) => wordParagraph(line, baseUrl, { numbering: { reference: LIST.bullets, level: 0 } })),
    wordParagraph([`As it stood on ${dayInWords(made)}. The page as it stands today: `, { text: address, href: address }, '.'], baseUrl),
  ]
}
