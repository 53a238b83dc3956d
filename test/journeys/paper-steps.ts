import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { unzip } from '../../src/platform/files/zip.ts'
import { press, spaced } from './steps.ts'

/** Asks for the page as a document and waits until it can be fetched. What a page is asked for looks again by itself. */
export async function askForPaper(page: Page, format: 'Word document' | 'PDF') {
  await press(page, format)
  await page.waitForURL(/\/papers\/./)
  await page.getByRole('heading', { name: /^(It is ready|Why)$/ }).waitFor({ timeout: 90_000 })
}

/** Fetches the paper from its page: its bytes, and the name under which it is saved. */
export async function fetchPaper(page: Page) {
  const link = page.locator('main a', { hasText: /^\s*Download the/ })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: download.suggestedFilename(), path: await download.path() }
}

/** The words of a Word document. */
export async function wordsOfDocx(path: string) {
  const [document] = await unzip(path, (entry) => entry === 'word/document.xml')
  const xml = await readFile(document!.path, 'utf8')
  return spaced(xml.replace(/<\/w:(p|tc)>/g, ' ').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&'))
}

/** The words of a PDF; null where nothing here can read one. */
export function wordsOfPdf(pdf: Buffer) {
  const read = spawnSync('pdftotext', ['-', '-'], { input: pdf, maxBuffer: 50_000_000 })
  return read.error ? null : spaced(read.stdout.toString())
}

/** What stands on paper when the page is printed: read off the sheets, or where nothing reads those, off the page in its print form. */
export async function printedWords(page: Page) {
  const onPaper = wordsOfPdf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
  if (onPaper !== null) return onPaper
  await page.emulateMedia({ media: 'print' })
  const words = spaced(await page.locator('body').innerText())
  await page.emulateMedia({ media: null })
  return words
}
