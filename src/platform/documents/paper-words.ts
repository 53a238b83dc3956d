import type { Paper, Run, Words } from './paper.ts'

/** Text as its runs. */
export function runsOf(words: Words): Run[] {
  return (typeof words === 'string' ? [words] : words).map((one) => (typeof one === 'string' ? { text: one } : one))
}

export const plainText = (words: Words) => runsOf(words).map(({ text }) => text).join('')

/** An address of ours as one that leads here from a file, too; others as they are. Null for what is no address of the web. */
export function wholeAddress(href: string, baseUrl: string): string | null {
  if (href.startsWith('/') && !href.startsWith('//')) return `${baseUrl}${href}`
  return /^(https?:|mailto:)/i.test(href) && URL.canParse(href) ? href : null
}

/** Whether a text runs from right to left: its first letter of a strong direction does (as dir="auto" decides). */
export function isRightToLeft(text: string) {
  const first = /[\p{L}]/u.exec(text)?.[0]
  return first !== undefined && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
}

/** So many headings want a list of them in front. */
export function wantsContents({ blocks }: Paper) {
  return blocks.filter((block) => block.kind === 'heading' && block.level === 2).length > 6
}
