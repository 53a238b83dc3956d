import { ExternalHyperlink, Paragraph, type ParagraphChild, TextRun } from 'docx'
import { INK_2 } from './docx-looks.ts'
import type { Words } from './paper.ts'
import { isRightToLeft, plainText, runsOf, wholeAddress } from './paper-words.ts'
import { cellText } from './sheet-cells.ts'

/** Words as the pieces of a paragraph: lines broken where they were, links to where they lead. */
export function wordRuns(words: Words, baseUrl: string): ParagraphChild[] {
  const rightToLeft = isRightToLeft(plainText(words))
  return runsOf(words).flatMap(({ text, isBold, isQuiet, href }): ParagraphChild[] => {
    const address = href === undefined ? null : wholeAddress(href, baseUrl)
    const runs = cellText(text).split('\n').map((line, at) => new TextRun({
      text: line, rightToLeft, ...(at ? { break: 1 } : {}), ...(isBold ? { bold: true } : {}), ...(isQuiet ? { color: INK_2 } : {}), ...(address ? { style: 'Hyperlink' } : {}),
    }))
    return address ? [new ExternalHyperlink({ link: address, children: runs })] : runs
  })
}

/** A paragraph of words in a style; right to left where its words run so. */
export function wordParagraph(words: Words, baseUrl: string, more: Record<string, unknown> = {}) {
  return new Paragraph({ ...more, bidirectional: isRightToLeft(plainText(words)), children: wordRuns(words, baseUrl) })
}
